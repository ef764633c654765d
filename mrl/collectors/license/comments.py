"""The leading comments of a source file, whatever its language.

One table of comment marks serves all languages: only a comment that speaks of a license is wanted,
and no language has such sentences in code whose line begins with another language's comment mark.
A comment leads if only declarations (package, import, markup tags) stand above it, or if it begins
in the first column, where bundled and minified files carry the notices of their parts.
"""

import re
from collections.abc import Iterator

from mrl.files.limits import HEADER

LINES = 100
"""Lines of code after which no comment is looked for."""

_MOST_LINES = HEADER.items or 0
"""Lines that are looked at in all; the longest license has some 700."""

_CLOSING_OF = {
    "<%--": "--%>",
    "<#--": "-->",
    "<!--": "-->",
    "/*": "*/",
    '"""': '"""',
    "'''": "'''",
    "{#": "#}",
    "{-": "-}",
    "(*": "*)",
    "@*": "*@",
    "<#": "#>",
    "=begin": "=end",
    "--[[": "]]",
}
"""Marks that open a comment of any length, the longer of two alike first."""

_LINE_MARKS = ("//", "#", "--", ";", "%", "rem ", "dnl ", "'", "..")
_MARKS = "|".join(map(re.escape, (*_CLOSING_OF, *_LINE_MARKS)))
_BEGINNING = re.compile(
    r"[ \t]*(?:<\?(?:php|=)?[ \t]*|<(?:script|style)\b[^<>\n]{0,200}>[ \t]*|@charset[^\n;]{0,40};[ \t]*|"
    r"\{\{?[ \t]*(?=/\*))?"
    rf"(?P<mark>{_MARKS})?",
    re.IGNORECASE,
)
_DECLARATION = re.compile(
    r"\s*(?:$|<|@|package\b|import\b|from\b|using\b|use\b|namespace\b|module\b|require\b|include\b|define\b|"
    r"declare\b|\"use strict\"|\(function|\$)",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"licen[cs]|spdx-|redistribut|public\s+domain|\b[al]?gpl|"
    r"permission\W+(?:is\W+)?(?:hereby\W+)?(?:granted|to\W+use)|under\W+(?:the\W+)?terms",
    re.IGNORECASE,
)
_WORDS = ("licen", "spdx-", "redistribut", "domain", "gpl", "permission", "terms")
"""One of these is in every wanted comment; most files have none and need no closer look."""

_EDITOR_HINT = re.compile(
    r"to change this license header, choose license headers in project properties", re.IGNORECASE
)


def license_comments(text: str) -> str:
    """Give the leading comments that may speak of a license, joined; empty where there is none."""
    lowered = text.lower()
    if not any(word in lowered for word in _WORDS):
        return ""
    beginning = "\n".join(text.split("\n", _MOST_LINES)[:_MOST_LINES])
    comments = filter(_WANTED.search, leading_comments(beginning))
    wanted = (_EDITOR_HINT.sub("", comment) for comment in comments)
    return "\n".join(comment for comment in wanted if _WANTED.search(comment))


def leading_comments(text: str) -> Iterator[str]:
    """Give each leading comment; lines of the same mark, and blank ones between them, are one comment."""
    position = int(text.startswith("\ufeff"))
    lines_of_code = 0
    while lines_of_code < LINES and position < len(text):
        start, mark = _beginning(text, position)
        if mark:
            end = _comment_end(text, start, mark)
            if not lines_of_code or start == position:
                yield text[start:end]
            position = _next_line(text, max(start, end - 1))
        else:
            following = _next_line(text, start)
            declaration = _DECLARATION.match(text[position : min(following, position + 80)])
            lines_of_code += bool(lines_of_code) or not declaration
            position = following


def _beginning(text: str, position: int) -> tuple[int, str]:
    """Give where the content of a line begins and the comment mark that stands there, if one does."""
    found = _BEGINNING.match(text, position)
    if not found:
        return position, ""
    mark = found["mark"] or ""
    return found.end() - len(mark), mark.lower()


def _comment_end(text: str, start: int, mark: str) -> int:
    closing = _CLOSING_OF.get(mark)
    if closing is None:
        return _end_of_lines(text, start, mark)
    end = text.find(closing, start + len(mark))
    return len(text) if end < 0 else end + len(closing)


def _end_of_lines(text: str, start: int, mark: str) -> int:
    """Find the end of the lines that begin with a mark; blank lines only count if more such lines follow."""
    end = position = _next_line(text, start)
    while position < len(text):
        begin, found = _beginning(text, position)
        following = _next_line(text, begin)
        if found == mark:
            end = following
        elif found or text[begin:following].strip():
            break
        position = following
    return end


def _next_line(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1
