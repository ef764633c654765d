"""What git says of a repository on this machine, without what it quotes from files.

Git quotes the line that it does not understand, be it a line of a file that is none of its own. A message
goes into reports, so only git's own words stay, with what has a bounded form: ids, numbers, names of refs
and of files in the git directory.
"""

import os
import re

_LEFT_OUT = "..."
_LINE = re.compile(
    r"(?P<level>(?:fatal|error|warning|BUG): )?(?P<said>[^:'\"]*)(?P<mark>[:'\"])?(?P<more>.*)"
)
_ID = "[0-9a-f]{40}(?:[0-9a-f]{24})?"
_PART = "packed-refs|(?:objects|refs)/[\\w./@+-]{1,300}"
_WORD = re.compile(rf"[(]?(?:[A-Za-z]+(?:-[a-z]+)*|\d{{1,20}}|{_ID}|{_PART})[).,;!]*")
_QUOTED = re.compile(rf"[ '\"]*(?:{_ID})['\"]?(?: [a-z ]{{1,60}})?")
_REASONS = frozenset(os.strerror(number) for number in range(1, 134))
"""The system's words, which git puts behind its own."""
_UNPACKING = re.compile(r"data stream error \((?:incorrect (?:header|data|length) check|[a-z /]{1,60})\)")


def bounded(text: str) -> str:
    """Return the lines of a message, each without what may come from a file."""
    return "\n".join(filter(None, map(_bounded, text.splitlines())))


def _bounded(line: str) -> str:
    match = _LINE.fullmatch(line)
    if match is None:
        return ""
    words = (word if _WORD.fullmatch(word) else _LEFT_OUT for word in match["said"].split())
    said = (match["level"] or "") + " ".join(words)
    more = match["more"] if match["mark"] == ":" else f"{match['mark'] or ''}{match['more']}"
    if match["mark"] is None or not _is_known(more):
        return said
    return f"{said}: {more.strip()}" if match["mark"] == ":" else f"{said} {more.strip()}"


def _is_known(more: str) -> bool:
    """Tell whether what follows is an id, or the reason of the system or of what unpacks objects."""
    return more.strip() in _REASONS or bool(_QUOTED.fullmatch(more) or _UNPACKING.fullmatch(more.strip()))
