"""Versions as tags write them: what is before the version, its numbers, how finished it says it is.

There is no one standard for tag names. Known are `artifact-1.2.3`, `v1.2.3`, `1.2.3`, `release-1.2`,
`rel/1.2`, `artifact_1_2_3`, `@scope/artifact@1.2.3`, dates (`2024.01`, `2024-01-15`, `20240115`), and after
the numbers anything that begins with a separator or a letter (`-RC-01`, `b1`, `.Final`, `-develop-3.0.x`).
"""

import re
from dataclasses import dataclass

from mrl.collectors.git.words import word_set
from mrl.model.facts import ReleaseKind

_NUMBERS = re.compile(
    r"(?:(?:^|(?<=[-_/@. ]))(?:(?:v|r|rel|release|ver|version)[-_.]?)?|(?<=[a-z])(?=\d+\.\d))"
    r"(?P<numbers>\d{4}-\d\d-\d\d|\d{1,12}(?:\.\d{1,12})+|\d{1,12}(?:_\d{1,12})+|\d{1,12})(?!\d|\.\d)",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_NAME = 255
_COMPACT_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_WORD = re.compile(r"[a-z]+")
_SEPARATORS = "-_/@. "
_FINISHED_WORDS = word_set("final release ga sp stable lts post patch hotfix fix p r")
_CANDIDATE_WORDS = word_set("rc cr candidate")
_UNFINISHED_WORDS = word_set(
    """
    beta alpha milestone pre preview prerelease dev devel snapshot nightly canary next ea test
    experimental
    """
)
_BRANCH_WORDS = word_set("develop development master main trunk branch maintenance support x")
_KNOWN_WORDS = _FINISHED_WORDS | _CANDIDATE_WORDS | _UNFINISHED_WORDS | _BRANCH_WORDS | frozenset("abm")
_NUMBERED_LETTER = re.compile(r"^[-_.~]?[abm][-_.]?\d")
"""`1.0b1`, `1.0-a2`, `6.0-M1`; a letter alone (`1.0.2k`) is a patch level."""
_SEMVER_PRERELEASE = re.compile(r"-[a-z]+\.\d+")
_PLAIN_WORDS = word_set("v r rel release releases version versions ver tag tags stable final")


@dataclass(frozen=True, slots=True)
class TagVersion:
    """A tag taken apart.

    `artifact` is what stands before the version in lower case with dashes, empty where that says
    nothing but "release". `line` is major and minor number. A lone number (`ABC-251`, `v7`) may be no
    version at all.
    """

    artifact: str
    text: str
    kind: ReleaseKind
    line: str
    lone_number: bool


def parse_tag(name: str) -> TagVersion | None:
    """Take a tag's name apart; None where it holds no version.

    Among several numbers dotted ones go before lone ones, then the one the tag begins with, then one
    with a known ending (`log4j-1.2-api-2.17.1` is 2.17.1, `plugin-3.0.1-develop-3.0.x` is 3.0.1).
    """
    places = list(_NUMBERS.finditer(name)) if len(name) <= _LONGEST_NAME else []
    if not places:
        return None
    best = min(
        places, key=lambda place: (_is_lone(place), place.start() > 0, not _has_known_ending(name, place))
    )
    return _tag_version(name[: best.start()], best["numbers"], name[best.end() :])


def normalised_artifact(name: str) -> str:
    """Give a name in lower case, separators as dashes, without words like `release` at its ends."""
    words = [word for word in re.split(r"[-_/@. :]+", name.casefold()) if word]
    telling = [place for place, word in enumerate(words) if word not in _PLAIN_WORDS]
    return "-".join(words[telling[0] : telling[-1] + 1]) if telling else ""


def _tag_version(before: str, numbers: str, after: str) -> TagVersion:
    artifact = normalised_artifact(before)
    words = set(artifact.split("-"))
    if words <= _UNFINISHED_WORDS | _CANDIDATE_WORDS | _FINISHED_WORDS:
        # `beta-1.0`, `nightly/2024-01-15`: the words say how finished it is, not whose it is
        after, artifact = f"{after}-{artifact}", ""
    parts = _parts(numbers)
    lone = len(parts) == 1
    return TagVersion(
        artifact=artifact,
        text=numbers.replace("_", ".") + after.rstrip(_SEPARATORS),
        kind=_kind(after.casefold()),
        line=f"{parts[0]}.{0 if lone else parts[1]}",
        lone_number=lone,
    )


def _parts(numbers: str) -> list[int]:
    """Give the numbers of a version; a date in one piece is three of them."""
    if _COMPACT_DATE.fullmatch(numbers):
        return [int(numbers[:4]), int(numbers[4:6]), int(numbers[6:])]
    return [int(part) for part in re.split(r"[._-]", numbers)]


def _is_lone(place: re.Match[str]) -> bool:
    return len(_parts(place["numbers"])) == 1


def _has_known_ending(name: str, place: re.Match[str]) -> bool:
    """Tell whether all words after the numbers are known ones."""
    return all(word in _KNOWN_WORDS for word in _WORD.findall(name[place.end() :].casefold()))


def _kind(ending: str) -> ReleaseKind:
    """Tell how finished a version is; a word nobody knows is final unless written as SemVer's pre-release."""
    words = set(_WORD.findall(ending))
    if words & _UNFINISHED_WORDS or _NUMBERED_LETTER.match(ending):
        return ReleaseKind.BETA
    if words & _CANDIDATE_WORDS:
        return ReleaseKind.CANDIDATE
    unknown = not words <= _KNOWN_WORDS
    return ReleaseKind.BETA if unknown and _SEMVER_PRERELEASE.fullmatch(ending) else ReleaseKind.FINAL
