"""Notices of the GNU licenses: which of them, which version, and whether a later one may be chosen."""

import re

_MENTION = re.compile(
    r"\b(?:(affero|lesser|library)(?: or lesser)? )?(?:gnu )?(?:(affero|lesser|library)(?: or lesser)? )?"
    r"general public license|\b(a|l)?gpl(?=v?\d|\b)"
)
_VERSION_AFTER = re.compile(
    r"^(?: (?:license|licenses|gpl|lgpl|agpl|gnu)){0,2}(?: the| either)? ?(?:version ?|v ?)?(\d)(?: (1)\b)?|"
    r"^[a-z ]{0,60}?(?:foundation|either) version (\d)(?: (1)\b)?|"
    r"^[a-z ]{0,70}?version (\d)(?: (1))?(?: 0)? of the license"
)
_VERSION_BEFORE = re.compile(r"\b(?:version|v) ?(\d)(?: (1))?(?: \d)? (or later )?of the(?: gnu)? $")
_LATER = re.compile(
    r"\bor (?:at your (?:option|choice) )?(?:any )?(?:later|newer|higher)\b|\bany later version\b"
)
_LETTER = {"affero": "A", "lesser": "L", "library": "L", "a": "A", "l": "L"}
_OLDEST = {"": "GPL-1.0-or-later", "L": "LGPL-2.0-or-later", "A": "AGPL-3.0-or-later"}
"""Where no version is named, the licenses let the recipient choose any that was published."""

_EXCEPTIONS = (
    ("classpath exception", "Classpath-exception-2.0"),
    ("gcc runtime library exception", "GCC-exception-3.1"),
)
_PUBLISHED = frozenset({"GPL-1.0", "GPL-2.0", "GPL-3.0", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0"})
REACH = 200
"""How many characters after the name of a license are read for its version."""


def gnu_licenses_named(words: str) -> list[str]:
    """Give the SPDX ids of the GNU licenses that plain words name, GPL before LGPL before AGPL."""
    later_of: dict[str, bool] = {}
    unversioned: list[str] = []
    mentions = list(_MENTION.finditer(words))
    ends = [mention.start() for mention in mentions[1:]] + [len(words)]
    for mention, end in zip(mentions, ends, strict=False):
        letter = _LETTER.get(mention[1] or mention[2] or mention[3] or "", "")
        number, later = _version(words, mention, end)
        name = f"{letter}GPL-{number}"
        if name in _PUBLISHED:
            later_of[name] = later_of.get(name, False) or later
        else:
            unversioned.append(_OLDEST[letter])
    named = [f"{name}-{'or-later' if later else 'only'}" for name, later in later_of.items()]
    found = _with_exception(named, words) or list(dict.fromkeys(unversioned))
    return sorted(found, key=lambda spdx: (spdx[0] != "G", spdx[0] != "L", spdx))


def _version(words: str, mention: re.Match[str], end: int) -> tuple[str, bool]:
    """Read the version that stands after a mention, before the next one, or right before it."""
    window = words[mention.end() : min(end, mention.end() + REACH)]
    after = _VERSION_AFTER.search(window)
    if after:
        major, minor = next(
            pair for pair in (after.group(1, 2), after.group(3, 4), after.group(5, 6)) if pair[0]
        )
        return f"{major}.{minor or 0}", bool(_LATER.search(window))
    before = _VERSION_BEFORE.search(words[max(0, mention.start() - 40) : mention.start()])
    if before:
        return f"{before[1]}.{before[2] or 0}", bool(before[3] or _LATER.match(window.strip()))
    return "", False


def _with_exception(named: list[str], words: str) -> list[str]:
    exception = next((spdx for words_of_it, spdx in _EXCEPTIONS if words_of_it in words), None)
    return [f"{named[0]} WITH {exception}"] if len(named) == 1 and exception else named
