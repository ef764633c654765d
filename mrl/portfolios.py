"""What joins the stages for a portfolio: reading a folder of assessments, and why projects moved."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from mrl import editions
from mrl.collectors.progress import Progress, Silent
from mrl.errors import InputError, Problem
from mrl.files.assessments import assessment_of
from mrl.files.reading import of_schema, read_json
from mrl.memory import uncollected
from mrl.model.assessment import ASSESSMENT_SCHEMA, ASSESSMENT_SCHEMAS, Assessment
from mrl.model.base import AssessedMoment, Message, say
from mrl.model.branding import Brand
from mrl.model.portfolio import LeftOut, Portfolio, ProjectStanding
from mrl.portfolio_movers import Movers
from mrl.rendering import portfolio as documents
from mrl.rubric.loading import LoadedRubric
from mrl.scoring.portfolio import Read, leading_headline, portfolio
from mrl.scoring.portfolio_projects import Reasons, stand

_KIND: Final = ASSESSMENT_SCHEMA.partition("/")[0] + "/"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which assessments count, and how old one may be.

    rubric: the one they must be made with (by default the one of most projects). as_of: later ones do
    not count (by default the newest one's moment). stale_after: months. names: the files below the
    folder that are read, in this order (by default all that may be assessments, by name). counts: is
    asked about each assessment, the name of its file and its SHA-256. hears_project: False leaves out
    whatever the projects say of themselves, for which each is scored again with its rubric.
    """

    rubric: LoadedRubric | None = None
    as_of: AssessedMoment | None = None
    stale_after: int = 12
    names: Sequence[str] | None = None
    counts: Callable[[Assessment, str, str], bool] | None = None
    hears_project: bool = True


def read_portfolio(folder: Path, choice: Choice, progress: Progress | None = None) -> Portfolio:
    """Put the newest assessment of each project below a folder side by side.

    Assessments by another rubric and files that cannot be used are left out and named. Raises
    `InputError` where nothing is left, or where the folder is not there.
    """
    if not folder.is_dir():
        raise InputError(Problem(message=say("there is no such folder"), file=str(folder)))
    reading = _Reading(folder, choice)
    reading.go(progress or Silent())
    rubric, shelf = reading.chosen()
    for other, files in reading.files.items():
        if other != rubric:
            reading.left_out += [(say("made with the rubric {rubric}", rubric=other), name) for name in files]
    versions = sorted(shelf.versions.values(), key=lambda each: each.as_of, reverse=True)
    read = Read(
        standings=shelf.newest,
        versions=versions,
        reasons=reading.reasons.all,
        left_out=grouped(reading.left_out),
    )
    leading = leading_headline(versions[0].headlines, shelf.newest)
    movers = Movers(folder, leading, reading.rubrics, hears_project=choice.hears_project)
    found = portfolio(
        read,
        tuple(movers.all(shelf.pairs)),
        as_of=choice.as_of or versions[0].as_of,
        stale_after=choice.stale_after,
    )
    return found.model_copy(update={"hears_project": choice.hears_project})


def grouped(left_out: Sequence[tuple[Message, str]]) -> tuple[LeftOut, ...]:
    """Group files by the reason why they do not count."""
    groups: dict[str, list[tuple[Message, str]]] = defaultdict(list)
    for reason, name in left_out:
        groups[reason.model_dump_json()].append((reason, name))
    return tuple(
        LeftOut(reason=members[0][0], files=tuple(name for _, name in members)) for members in groups.values()
    )


def render(
    found: Portfolio, output_format: str, language: str, branding: Brand | None = None
) -> dict[str, bytes]:
    """Give the files of a portfolio in one format, by their names."""
    return documents.render_portfolio(found, output_format, language, branding)


@dataclass
class _Shelf:
    """The assessments by one rubric: of each project the newest and the one before."""

    projects: dict[str, list[ProjectStanding]] = field(default_factory=dict)
    versions: dict[str, Assessment] = field(default_factory=dict)
    """The newest assessment by each version (digest) of the rubric."""

    def put(self, assessment: Assessment, standing: ProjectStanding) -> ProjectStanding | None:
        """Keep an assessment, unless there is one of the same project and moment: that one is given back."""
        kept = self.projects.setdefault(standing.project, [])
        twin = next((each for each in kept if each.as_of == standing.as_of), None)
        if twin is not None:
            return twin
        kept.append(standing)
        kept.sort(key=lambda each: each.as_of, reverse=True)
        del kept[2:]
        digest = assessment.rubric.digest
        if digest not in self.versions or self.versions[digest].as_of < assessment.as_of:
            self.versions[digest] = assessment
        return None

    @property
    def newest(self) -> list[ProjectStanding]:
        """The standings that count."""
        return [kept[0] for kept in self.projects.values()]

    @property
    def pairs(self) -> list[tuple[ProjectStanding, ProjectStanding]]:
        """The older and the newer standing of each project that has both."""
        return [(kept[1], kept[0]) for kept in self.projects.values() if len(kept) > 1]


class _Reading:
    """Goes through the files below a folder and keeps what a portfolio needs of them."""

    def __init__(self, folder: Path, choice: Choice) -> None:
        self._folder, self._choice = folder, choice
        self.rubrics = editions.Rubrics(named=[choice.rubric] if choice.rubric else [])
        self._shelves: dict[str, _Shelf] = defaultdict(_Shelf)
        self.files: dict[str, list[str]] = defaultdict(list)
        """The files that could count, by the id of their rubric."""
        self.reasons = Reasons()
        self.left_out: list[tuple[Message, str]] = []

    def go(self, progress: Progress) -> None:
        """Read every file that may be an assessment, or those that were chosen."""
        names = self._choice.names
        if names is None:
            names = [
                path.relative_to(self._folder).as_posix() for path in sorted(self._folder.rglob("*.json"))
            ]
        progress.begin(len(names))
        try:
            with uncollected():
                for name in names:
                    progress.repository(name)
                    self._take(self._folder / name, name)
        finally:
            progress.end()

    def chosen(self) -> tuple[str, _Shelf]:
        """Give the rubric that was asked for, or the one of most projects, and what was made with it."""
        asked = self._choice.rubric
        names = [asked.rubric.id] if asked else sorted(self._shelves)
        found = {name: self._shelves[name] for name in names if name in self._shelves}
        if not found:
            message = say("there is no assessment here")
            if asked:
                message = say("there is no assessment by the rubric '{rubric}' here", rubric=asked.rubric.id)
            raise InputError(
                Problem(message=message, file=str(self._folder), remedy=say("`mrl assess` writes them"))
            )
        return max(found.items(), key=lambda each: len(each[1].projects))

    def _take(self, path: Path, name: str) -> None:
        """Read a file and put it where it belongs; what is something else is passed by in silence."""
        try:
            document = read_json(path)
            content = document.content
            schema = content.get("schema") if isinstance(content, dict) else None
            if not isinstance(schema, str) or not schema.startswith(_KIND):
                return
            assessment = self._heard(assessment_of(of_schema(document, *ASSESSMENT_SCHEMAS)), path)
        except InputError as error:
            self.left_out.append((_why(error.problems[0]), name))
            return
        self._put(assessment, name, sha256(document.raw).hexdigest())

    def _heard(self, assessment: Assessment, path: Path) -> Assessment:
        if self._choice.hears_project:
            return assessment
        return editions.scored_without_own_word(assessment, self.rubrics.of(assessment, path))

    def _put(self, assessment: Assessment, name: str, digest: str) -> None:
        counts, latest = self._choice.counts, self._choice.as_of
        if counts is not None and not counts(assessment, name, digest):
            return
        if latest is not None and assessment.as_of > latest:
            self.left_out.append((say("assessed later than {day}", day=latest.date()), name))
            return
        rubric = assessment.rubric.id
        twin = self._shelves[rubric].put(assessment, stand(assessment, name, digest, self.reasons))
        if twin is None:
            self.files[rubric].append(name)
        else:
            self.left_out.append((say("of the same project and moment as {file}", file=twin.file), name))


def _why(problem: Problem) -> Message:
    said = say("{place}: {problem}", place=problem.path, problem=problem.message)
    return say("cannot be read: {reason}", reason=said if problem.path else problem.message)
