"""The programs, libraries and files that assessments are made with."""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from mrl import resources
from mrl.collectors.git.runner import OLDEST_GIT, git_version
from mrl.doctor.finding import Finding, State, Surroundings
from mrl.errors import MissingLibrary, MrlError
from mrl.files.system import system_reason
from mrl.model.base import Message, say

OLDEST_PYTHON = (3, 11)
_OURS = "mrl-assess"
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9][\w.-]*)[^;]*?(?:>=\s*(?P<least>[\d.]+))?[^;]*(?:;(?P<when>.*))?"
)
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")
_EXTRAS = {
    "jira": say("issues of Jira trackers"),
    "redmine": say("issues of Redmine trackers"),
    "sigstore": say("signing and checking of attestations"),
}
_SCRIPTS = {
    "Latin": "AaÀéŒœßŽž",
    "Greek": "ΑαΩω",
    "Cyrillic": "АаЯя",
    "Hebrew": "אב",
    "Arabic": "ابت",
    "Devanagari": "अआ",
    "Chinese, Japanese, Korean": "中国あア한글",
}
"""Letters that tell whether a font has a script."""


def python(_: Surroundings) -> Iterator[Finding]:
    """Look at the version of Python."""
    found, least = ".".join(map(str, sys.version_info[:3])), ".".join(map(str, OLDEST_PYTHON))
    if sys.version_info < OLDEST_PYTHON:
        text = say("Python {found} is too old; {least} is the least", found=found, least=least)
        remedy = say("install Python {least} or newer and then mrl again", least=least)
        yield Finding(subject="python", state=State.MISSING, said=text, remedy=remedy)
    else:
        yield Finding(subject="python", state=State.GOOD, said=say("Python {found}", found=found))


def packages(_: Surroundings) -> Iterator[Finding]:
    """Look for every package that ours requires, in the version it requires at least."""
    wanted = [each for each in _requirements() if not each[2]]
    lacking = [problem for name, least, _ in wanted if (problem := _lacks(name, least))]
    if lacking:
        command = say("python -m pip install --upgrade {package}", package=_OURS)
        for problem in lacking:
            yield Finding(subject="packages", state=State.MISSING, said=problem, remedy=command)
    else:
        text = say("{count} Python packages are there", count=len(wanted))
        yield Finding(subject="packages", state=State.GOOD, said=text)


def extras(_: Surroundings) -> Iterator[Finding]:
    """Look for the packages that only some sources and products need."""
    for extra, what in _EXTRAS.items():
        wanted = [
            (name, least) for name, least, when in _requirements() if extra in when and "dev" not in when
        ]
        lacking = [name for name, least in wanted if _lacks(name, least)]
        if lacking or not wanted:
            text = say("{extra} is not installed: without it there are no {what}", extra=extra, what=what)
            remedy = say("python -m pip install '{package}[{extra}]'", package=_OURS, extra=extra)
            yield Finding(subject="extras", state=State.LESS, said=text, remedy=remedy)
        else:
            text = say("{extra} is installed: {what}", extra=extra, what=what)
            yield Finding(subject="extras", state=State.GOOD, said=text)


def git(_: Surroundings) -> Iterator[Finding]:
    """Look for git, with the version that can be kept away from a repository's configuration."""
    least = ".".join(map(str, OLDEST_GIT))
    try:
        found = ".".join(map(str, git_version()))
    except MrlError as error:
        remedy = say("on Debian or Ubuntu: sudo apt-get install git; on macOS: brew install git")
        yield Finding(subject="git", state=State.MISSING, said=_message(error.said), remedy=remedy)
        return
    text = say("git {found} (at least {least})", found=found, least=least)
    yield Finding(subject="git", state=State.GOOD, said=text)


def pango(_: Surroundings) -> Iterator[Finding]:
    """Load Pango as the PDF does."""
    from mrl.rendering.pdf import pango_version  # noqa: PLC0415 - other looks do not wait for it

    try:
        found = pango_version()
    except MissingLibrary as error:
        yield Finding(subject="pango", state=State.MISSING, said=_message(error.said))
        return
    yield Finding(subject="pango", state=State.GOOD, said=say("Pango {found}, for the PDF", found=found))


def fonts(_: Surroundings) -> Iterator[Finding]:
    """Read the fonts that come with the report designs, and tell which scripts they have."""
    files = sorted(resources.reports_folder().glob("*/fonts/*.woff*"))
    known: set[int] | None = None
    for file in files:
        try:
            letters = _letters(file)
        except (OSError, ValueError) as error:
            reason = (
                system_reason(error) if isinstance(error, OSError) else say("{problem}", problem=str(error))
            )
            text = say("the font {name} cannot be read: {reason}", name=file.name, reason=reason)
            yield Finding(subject="fonts", state=State.MISSING, said=text, remedy=say("install mrl again"))
            return
        known = letters if known is None else known & letters
    if not known:
        text = say("the fonts of the reports are not there")
        yield Finding(subject="fonts", state=State.MISSING, said=text, remedy=say("install mrl again"))
        return
    covered = [script for script, few in _SCRIPTS.items() if all(ord(letter) in known for letter in few)]
    others = [script for script in _SCRIPTS if script not in covered]
    text = say(
        "{count} fonts of the reports: {covered}; what is written otherwise ({others}) takes fonts of this"
        " machine",
        count=len(files),
        covered=", ".join(covered),
        others=", ".join(others),
    )
    yield Finding(subject="fonts", state=State.GOOD, said=text)


def _letters(file: Path) -> set[int]:
    """Return the numbers of the letters that a font has. Raises OSError, ValueError."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - other looks do not wait for it

    try:
        with TTFont(file) as font:
            return set(font.getBestCmap())
    except TTLibError as error:
        raise ValueError(str(error)) from error


def _requirements() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give each requirement of ours: name, least version, and the extras that want it (none: all do)."""
    try:
        lines = requires(_OURS) or ()
    except PackageNotFoundError:  # an unpacked tree that was never installed
        lines = ()
    for line in lines:
        if match := _REQUIREMENT.fullmatch(line):
            yield match["name"], match["least"] or "", tuple(_EXTRA.findall(match["when"] or ""))


def _lacks(name: str, least: str) -> Message | None:
    """Say what is wrong with a package; None where it is there."""
    try:
        found = version(name)
    except PackageNotFoundError:
        return say("the package {name} is missing", name=name)
    if _numbers(found) < _numbers(least):
        return say("{name} {found} is too old; {least} is the least", name=name, found=found, least=least)
    return None


def _numbers(written: str) -> tuple[int, ...]:
    """Read the numbers that a version begins with: 2.2.3rc1 is 2, 2, 3."""
    found = re.match(r"\d+(?:\.\d+)*", written)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _message(said: Message | str) -> Message:
    return said if isinstance(said, Message) else say("{problem}", problem=said)
