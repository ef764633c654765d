"""Take links, images, headings and plain words out of a README in Markdown, reStructuredText or AsciiDoc.

Texts are untrusted: every pattern is bounded, so that reading takes time in proportion to the size.
"""

import re
from dataclasses import dataclass

_ADDRESS = r"https?://[^\s<>\"'`)\]\[|\\]{1,500}"

_IMAGES = (
    re.compile(rf"!\[(?:[^\]\n\[]{{0,200}})\]\([ \t]{{0,4}}<?(?P<address>{_ADDRESS})"),
    re.compile(rf"<img\s[^>]{{0,500}}?src\s?=\s?[\"'](?P<address>{_ADDRESS})", re.IGNORECASE),
    re.compile(
        rf"^\.\.[ \t]{{1,4}}(?:\|[^|\n]{{1,100}}\|[ \t]{{1,4}})?image::[ \t]{{1,4}}(?P<address>{_ADDRESS})",
        re.MULTILINE,
    ),
    re.compile(r"\bimage::?(?P<address>https?://[^\s\[]{1,500})\["),
)
_REFERENCED_IMAGE = re.compile(r"!\[(?P<text>[^\]\n\[]{0,200})\]\[(?P<name>[^\]\n]{0,100})\]")
_REFERENCE = re.compile(
    rf"^[ \t]{{0,3}}\[(?P<name>[^\]\n]{{1,100}})\]:[ \t]{{0,4}}<?(?P<address>{_ADDRESS})", re.MULTILINE
)

_LINKS = (
    re.compile(r"(?<!!)\[(?P<text>[^\]\n\[]{1,200})\]\([ \t]{0,4}<?(?P<address>[^\s)>]{1,500})"),
    re.compile(
        r"<a\s[^>]{0,300}?href\s?=\s?[\"'](?P<address>[^\"'\s]{1,500})[\"'][^>]{0,300}>(?P<text>[^<]{0,200})",
        re.IGNORECASE,
    ),
    re.compile(rf"`(?P<text>[^`<\n]{{1,200}})<(?P<address>{_ADDRESS})>`_"),
    re.compile(r"(?:link:)?(?P<address>https?://[^\s\[\]<>\"'()]{1,500})\[(?P<text>[^\]\n]{0,200})\]"),
    re.compile(
        rf"^[ \t]{{0,3}}\[(?P<text>[^\]\n]{{1,100}})\]:[ \t]{{0,4}}<?(?P<address>{_ADDRESS})", re.MULTILINE
    ),
    re.compile(
        rf"^\.\.[ \t]{{1,4}}_(?P<text>[^:\n`]{{1,100}}):[ \t]{{1,4}}(?P<address>{_ADDRESS})", re.MULTILINE
    ),
    re.compile(rf"(?P<text>)(?P<address>{_ADDRESS})"),
)

_HEADING_MARKS = re.compile(r"[ \t]{0,3}(?:#{1,6}|={1,6})[ \t]+(?P<title>[^\n]{1,300})")
_HEADING_TAGS = re.compile(r"[ \t]{0,20}<h[1-6][^>]{0,200}>(?P<title>[^<]{1,300})", re.IGNORECASE)
_UNDERLINE = re.compile(r"([=\-~^\"*+#.`:])\1{2,}[ \t]*")
_LONGEST_TITLE = 300

_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~|----$|\.\.\.\.$)")
_NOISE = re.compile(rf"<[^<>]{{1,500}}>|!?\[[^\]\n\[]{{0,200}}\]\([^)\n]{{0,500}}\)|{_ADDRESS}")
_MARKDOWN_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\n\[]{1,200})\]\([^)\n]{0,500}\)")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]{0,60}")


@dataclass(frozen=True, slots=True)
class Link:
    """A link's text (empty for a bare address) and where it leads, an address or a relative path."""

    text: str
    address: str


def images(text: str) -> list[str]:
    """Give the addresses of the images shown, in the order of the forms they are written in."""
    targets = {match["name"].lower(): match["address"] for match in _REFERENCE.finditer(text)}
    direct = [match["address"] for form in _IMAGES for match in form.finditer(text)]
    names = [(match["name"] or match["text"]).lower() for match in _REFERENCED_IMAGE.finditer(text)]
    return list(dict.fromkeys([*direct, *(targets[name] for name in names if name in targets)]))


def links_of(text: str) -> list[Link]:
    """Give the links, those with a text before bare addresses; each pair of text and address once."""
    found = (
        Link(match["text"].strip(), match["address"].rstrip(".,;:!"))
        for form in _LINKS
        for match in form.finditer(text)
    )
    return list(dict.fromkeys(found))


def chapters(text: str) -> list[tuple[str, str]]:
    """Give title and body of each section; what stands before the first heading has an empty title."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in _without_code(text).splitlines():
        body = found[-1][1]
        mark = _HEADING_MARKS.match(line) or _HEADING_TAGS.match(line)
        if mark:
            found.append((mark["title"].strip(" #="), []))
        elif _UNDERLINE.fullmatch(line) and body and 0 < len(body[-1].strip()) <= _LONGEST_TITLE:
            found.append((body.pop().strip(), []))
        else:
            body.append(line)
    return [(title, "\n".join(body)) for title, body in found]


def words(text: str) -> list[str]:
    """Give the words a reader reads: no code blocks, images, addresses or tags."""
    prose = _MARKDOWN_LINK.sub(lambda match: match["text"], _without_code(text))
    return _WORD.findall(_NOISE.sub(" ", prose))


def _without_code(text: str) -> str:
    """Leave out fenced blocks; an unclosed one reaches to the end."""
    kept: list[str] = []
    closing = ""
    for line in text.splitlines():
        fence = _FENCE.match(line)
        if closing:
            closing = "" if line.strip().startswith(closing) else closing
        elif fence and not _underlines(kept, line):
            closing = fence.group().strip()
        else:
            kept.append(line)
    return "\n".join(kept)


def _underlines(kept: list[str], line: str) -> bool:
    """Tell a heading's underline from the fence of a block: it stands below a line of text."""
    only_marks = _UNDERLINE.fullmatch(line) is not None and line[0] != "`"
    return only_marks and bool(kept) and bool(kept[-1].strip())
