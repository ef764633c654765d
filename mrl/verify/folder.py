"""Finding the assessments of a portfolio in a folder by their SHA-256, and reading it from them again.

The files are read one by one; of each no more is kept than `mrl portfolio` keeps.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from mrl.collectors.progress import Progress
from mrl.editions import Rubrics
from mrl.errors import InputError, Problem
from mrl.files.reading import JSON_LIMIT, read_bytes
from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.model.portfolio import Portfolio, ProjectStanding
from mrl.portfolios import Choice, read_portfolio
from mrl.rubric.loading import LoadedRubric
from mrl.verify.content import sha256
from mrl.verify.scoring import scored_differently


@dataclass(kw_only=True)
class Reread:
    """What the assessments in a folder come to, held against the rows of a portfolio.

    again: the portfolio that they give, None where none of them counts. missing: rows whose assessment
    is not there. changed: rows whose assessment has another SHA-256, with the name of that file. extra:
    projects and files that `mrl portfolio` would count and that the portfolio does not know.
    scored_otherwise: rows whose assessment is not what its own evidence gives. not_scored: how many
    could not be scored again, for want of their rubric.
    """

    again: Portfolio | None = None
    missing: list[ProjectStanding] = field(default_factory=list)
    changed: list[tuple[ProjectStanding, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    scored_otherwise: list[ProjectStanding] = field(default_factory=list)
    not_scored: int = 0


def read_again(
    portfolio: Portfolio, folder: Path, rubrics: Rubrics, progress: Progress | None = None
) -> Reread:
    """Read a portfolio from a folder again. Raises `InputError` for a folder that is not there."""
    if not folder.is_dir():
        raise InputError(Problem(message=say("there is no such folder"), file=str(folder)))
    names = _names(folder, "*.json")
    places = _places(portfolio, folder, names)
    reading = _Reading(portfolio, rubrics, places)
    choice = Choice(
        rubric=next((each for each in rubrics.named if each.rubric.id == portfolio.rubric.id), None),
        as_of=portfolio.as_of,
        stale_after=portfolio.stale_after,
        hears_project=portfolio.hears_project,
        names=_in_order(portfolio, names, places),
        counts=reading.counts,
    )
    try:
        reading.found.again = read_portfolio(folder, choice, progress)
    except InputError:
        reading.found.again = None
    reading.finish(names)
    return reading.found


def _names(folder: Path, pattern: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob(pattern))]


def _places(portfolio: Portfolio, folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Find the files that the portfolio names, SHA-256 to name; other endings only where some lack."""
    wanted = {each.digest: each.file for each in portfolio.projects}
    found = _matching(folder, names, wanted)
    if len(found) < len(wanted):
        found = _matching(folder, set(_names(folder, "*")).difference(names), wanted) | found
    return found


def _matching(folder: Path, names: Iterable[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Give the files of wanted digests; of two copies the one under the name that it had."""
    found: dict[str, str] = {}
    for name in sorted(names):
        digest = _digest(folder / name)
        if digest is not None and digest in wanted and (digest not in found or name == wanted[digest]):
            found[digest] = name
    return found


def _digest(path: Path) -> str | None:
    try:
        return sha256(read_bytes(path, JSON_LIMIT))
    except InputError:  # a folder, or what cannot be read: it is none of those that were read before
        return None


def _in_order(portfolio: Portfolio, names: Iterable[str], places: Mapping[str, str]) -> list[str]:
    """Give the files in the order in which they were read the first time, whatever their names are now.

    The order decides between assessments that are alike in all else.
    """
    known_as = {name: name for name in names}
    known_as |= {places[each.digest]: each.file for each in portfolio.projects if each.digest in places}
    return sorted(known_as, key=lambda name: PurePosixPath(known_as[name]))


class _Reading:
    """Looks at each assessment while it is read: whether it counts, and what it is scored again."""

    def __init__(self, portfolio: Portfolio, rubrics: Rubrics, places: Mapping[str, str]) -> None:
        self._portfolio, self._rubrics, self._places = portfolio, rubrics, places
        self._rows = {each.project: each for each in portfolio.projects}
        self._named = {each.digest: each for each in portfolio.projects}
        self._before = {each.project: each.old_as_of for each in portfolio.movers}
        self._known: dict[str, LoadedRubric | None] = {}
        self._twins: dict[str, str] = {}
        """Files of the same project and moment as a row, by project."""
        self.found = Reread()

    def counts(self, assessment: Assessment, name: str, digest: str) -> bool:
        """Say whether an assessment has a part in the portfolio; score it again if it is a row of it."""
        if digest in self._named:
            return self._places.get(digest) == name and self._scored(assessment, self._named[digest])
        if assessment.rubric.id != self._portfolio.rubric.id or assessment.as_of > self._portfolio.as_of:
            return False
        row = self._rows.get(assessment.project)
        if row is not None and assessment.as_of == row.as_of:
            self._twins[assessment.project] = name
            return False
        if row is not None and self._was_before(assessment, row):
            return True
        self.found.extra.append((assessment.project, name))
        return False

    def _was_before(self, old: Assessment, row: ProjectStanding) -> bool:
        """Say whether an older assessment may have been there: none is newer than the one of the move."""
        leading = self._portfolio.leading
        if old.as_of > row.as_of:
            return False
        if leading not in row.headlines or leading not in {headline.id for headline in old.headlines}:
            return True  # without that headline there is no move to tell
        before = self._before.get(old.project)
        return before is not None and old.as_of <= before

    def _scored(self, assessment: Assessment, row: ProjectStanding) -> bool:
        digest = assessment.rubric.digest
        if digest not in self._known:
            self._known[digest] = self._rubrics.find(digest)
        rubric = self._known[digest]
        if rubric is None:
            self.found.not_scored += 1
        elif scored_differently(assessment, rubric, explained=False):
            self.found.scored_otherwise.append(row)
        return True

    def finish(self, names: Iterable[str]) -> None:
        """Say of each row that was not found whether its file is another now, or not there."""
        free = set(names).difference(self._places.values())
        for row in self._portfolio.projects:
            if row.digest in self._places:
                continue
            name = self._twins.get(row.project) or (row.file if row.file in free else None)
            if name is None:
                self.found.missing.append(row)
            else:
                self.found.changed.append((row, name))
        changed = {name for _, name in self.found.changed}
        self.found.extra = [each for each in self.found.extra if each[1] not in changed]
