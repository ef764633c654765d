"""Our block in the notes of a release; every other character stays as it is."""

import re

from mrl.model.base import say
from mrl.publishing.problems import AttachError

BEGIN = "<!-- mrl:begin -->"
END = "<!-- mrl:end -->"
UNPUBLISHED = "<!-- mrl:unpublished -->"
"""In a draft that we made ourselves on the way to a published release."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_ENDING = re.compile(r"(?:\r\n|\n|\r)+\Z")


def with_block(text: str, block: str) -> str:
    """Put a block between our marks, behind the text where there are none; line ends as the text has them.

    Raises `AttachError` where the marks are not one pair: nothing is guessed.
    """
    if not _is_marked(text):
        line_end = _line_end(text)
        return text + _gap(text, line_end) + _marked(block, line_end)
    before, rest = text.split(BEGIN)
    inside, after = rest.split(END)
    begun = _LINE_END.match(inside)
    return before + _marked(block, begun[0] if begun else _line_end(text)) + after


def _marked(block: str, line_end: str) -> str:
    return line_end.join([BEGIN, *block.strip("\n").split("\n"), END])


def _line_end(text: str) -> str:
    """Tell how a text ends its lines; one that ends in half of a Windows line end is left with it."""
    if text.endswith("\r"):
        return "\r"
    return "\r\n" if "\r\n" in text else "\n"


def _is_marked(text: str) -> bool:
    """Whether there is one pair of marks; false for none."""
    begins, ends = text.count(BEGIN), text.count(END)
    if (begins, ends) == (0, 0):
        return False
    if (begins, ends) == (1, 1) and text.index(BEGIN) < text.index(END):
        return True
    raise AttachError(
        say(
            "the notes of the release hold {begins} times {begin} and {ends} times {end}, which should be"
            " one pair",
            begin=BEGIN,
            end=END,
            begins=str(begins),
            ends=str(ends),
        ),
        say("mend the notes by hand, or leave them alone with --notes skip; nothing was changed"),
    )


def _gap(text: str, line_end: str) -> str:
    """Give the line ends that a blank line before the block takes."""
    if not text.strip("\ufeff"):
        return ""
    ending = _ENDING.search(text)
    count = len(_LINE_END.findall(ending[0])) if ending else 0
    return line_end * max(0, 2 - count)


def holds_block(text: str, block: str) -> bool:
    """Whether the text has this block between our marks, whatever its line ends. Raises `AttachError`."""
    if not _is_marked(text):
        return False
    inside = text.partition(BEGIN)[2].partition(END)[0]
    return "\n".join(inside.splitlines()).strip() == "\n".join(block.splitlines()).strip()


def published(text: str) -> str:
    """Take our mark of an unpublished draft away, and the line ends we put behind it."""
    before, mark, after = text.partition(UNPUBLISHED)
    return before + after.lstrip("\r\n") if mark and not before else before + after
