"""The four stages and what joins them: collect, measure, score, render."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypedDict, Unpack

from mrl import __version__, resources
from mrl.collectors.options import CollectOptions, ProjectTarget, read_target
from mrl.collectors.own_answers import bare
from mrl.collectors.own_project import check_sources, leave_programs_out, surroundings_of, why_own_file
from mrl.collectors.ownership import Surroundings, why_own
from mrl.collectors.plan import Plan, plan_project
from mrl.collectors.progress import Progress, Silent
from mrl.collectors.project import collect_project
from mrl.collectors.workspaces import workspaces_from
from mrl.errors import InputError, Problem
from mrl.files.assessments import assessment_of
from mrl.files.digest import is_as_collected
from mrl.files.reading import Document, read_document, read_versioned, validate
from mrl.metrics import catalogue, measure, not_asked
from mrl.model.answers import ANSWERS_SCHEMA, Answers
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment
from mrl.model.base import Day, Message, say
from mrl.model.evidence import Evidence, MetricInfo
from mrl.model.facts import Gap
from mrl.model.provenance import ASSESSOR, PROJECT
from mrl.model.snapshot import PROJECT_FILE, SNAPSHOT_SCHEMA, Snapshot
from mrl.rendering import render as render_document
from mrl.rendering.answer_form import render_answer_form
from mrl.rendering.extras import NOTHING, Extras
from mrl.rubric.loading import LoadedRubric, find_rubric, load_rubric, shipped_rubrics
from mrl.scoring.answer_checks import AnswersReport, check_answers
from mrl.scoring.carrying import carried_answers, carried_overrides
from mrl.scoring.robustness import robustness
from mrl.scoring.routes import routes
from mrl.scoring.same_answers import same_answers
from mrl.scoring.score import ProjectEvidence
from mrl.scoring.score import score as score_evidence


def metrics() -> dict[str, MetricInfo]:
    """Give every metric by its id."""
    return {info.id: info for info in catalogue()}


def open_rubric(name: str) -> LoadedRubric:
    """Read a shipped rubric by id or any other by path. Raises `InputError`."""
    return load_rubric(find_rubric(name, resources.rubrics_folder()), metrics())


def open_rubrics(names: Sequence[str]) -> list[LoadedRubric]:
    """Read several rubrics, each once. Raises `InputError`."""
    loaded = [open_rubric(name) for name in names]
    ids = [each.rubric.id for each in loaded]
    twice = next((each for each in ids if ids.count(each) > 1), None)
    if twice is not None:
        raise InputError(Problem(message=say("the rubric '{rubric}' is given twice", rubric=twice)))
    return loaded


def open_target(text: str) -> ProjectTarget:
    """Find out what a target means: a path, an https address or a project file."""
    return read_target(text)


def plan(target: ProjectTarget, options: CollectOptions) -> Plan:
    """Forecast what a collection will cost."""
    return plan_project(target, options)


def collect(target: ProjectTarget, options: CollectOptions, progress: Progress | None = None) -> Snapshot:
    """Collect the facts of a project; what cannot be read is a gap in the snapshot."""
    return collect_project(target, options, progress or Silent(), __version__)


def read_snapshot(path: Path) -> Snapshot:
    """Read a snapshot file; one that was edited since it was collected gets a gap that says so."""
    return checked_snapshot(read_document(path, SNAPSHOT_SCHEMA))


def checked_snapshot(document: Document) -> Snapshot:
    """Check a snapshot that was read; an edited one gets a gap that says so. Raises `InputError`."""
    snapshot = validate(document, Snapshot)
    if is_as_collected(snapshot):
        return snapshot
    reason = say("the snapshot was changed after it was collected; its facts are no longer only measured")
    return snapshot.model_copy(update={"gaps": (*snapshot.gaps, Gap(subject="snapshot", reason=reason))})


def read_assessment(path: Path) -> Assessment:
    """Read an assessment file. Raises `InputError`."""
    return assessment_of(read_document(path, *ASSESSMENT_SCHEMAS))


def read_answers(path: Path) -> tuple[Answers, Document]:
    """Read an answers file for its form; `check_answers` looks at its meaning. Raises `InputError`."""
    return read_versioned(path, Answers, ANSWERS_SCHEMA)


def check_answers_file(path: Path, rubric: LoadedRubric, today: Day) -> AnswersReport:
    """Check an answers file against a rubric as of a day."""
    answers, document = read_answers(path)
    return check_answers(answers, document, rubric.rubric, metrics(), today)


DEFAULT_RUBRIC = "market-readiness"


def evidence_of(snapshot: Snapshot) -> tuple[Evidence, ...]:
    """Measure a snapshot without scoring it."""
    return tuple(measure(snapshot).evidence)


class How(TypedDict, total=False):
    """What scorings with several rubrics have in common, as `Scoring` describes it."""

    around: Surroundings
    hears_project: bool
    tell: Callable[[Message], None]


@dataclass(frozen=True, kw_only=True)
class Scoring:
    """How to score: the rubric, and the answers files of assessors."""

    rubric: LoadedRubric
    answers: Sequence[Path] = field(default=())
    around: Surroundings = field(default_factory=Surroundings)
    """What tells an assessor's file from one of the project's own."""
    hears_project: bool = True
    """False leaves out whatever the project says of itself."""
    tell: Callable[[Message], None] = field(default=lambda _message: None, compare=False)
    """Is told of each answers file that is not an assessor's, with its whole path."""


def scorings(rubrics: Sequence[LoadedRubric], answers: Sequence[Path], **how: Unpack[How]) -> list[Scoring]:
    """Give each rubric the answers files that are for it. Raises `InputError` for one that is for none."""
    if len(rubrics) == 1:
        for path in answers:
            read_answers(path)
        return [Scoring(rubric=rubrics[0], answers=answers, **how)]
    written_for = {path: read_answers(path)[0].rubric for path in answers}
    names = [each.rubric.id for each in rubrics]
    for path, name in written_for.items():
        if name not in names:
            message = say("these answers are for the rubric '{rubric}', which is not used here", rubric=name)
            raise InputError(Problem(message=message, file=str(path)))
    return [
        Scoring(
            rubric=each, answers=[path for path, name in written_for.items() if name == each.rubric.id], **how
        )
        for each in rubrics
    ]


def score(snapshot: Snapshot, scoring: Scoring) -> Assessment:
    """Measure a snapshot, score it, and add how solid the result is. Raises as `judge` does."""
    return explained(scoring.rubric, judge(snapshot, scoring))


def judge(snapshot: Snapshot, scoring: Scoring) -> Assessment:
    """Measure a snapshot and score it, no more.

    Answers that somebody names must be right (`InputError`); those found in the assessed repository are
    its own and a mistake in them is a gap. A file that lies in a repository of the project is its own
    word as well, whoever names it.
    """
    measured = measure(snapshot)
    rubric = scoring.rubric
    heard = _heard(snapshot, scoring)
    rubric_gaps = _rubric_gaps(snapshot, scoring)
    for gap in snapshot.gaps:
        if gap.subject == PROJECT_FILE:
            scoring.tell(gap.reason)
    project = ProjectEvidence(
        project=snapshot.project,
        description=snapshot.description,
        homepage=snapshot.homepage,
        as_of=snapshot.as_of,
        evidence=measured.evidence
        if scoring.hears_project
        else [each.unheard() for each in measured.evidence],
        repositories=measured.repositories,
        authors=snapshot.authors,
        gaps=(*snapshot.gaps, *heard.gaps, *rubric_gaps),
        not_asked=not_asked(snapshot),
        cost=snapshot.cost,
        tool_version=__version__,
    )
    return score_evidence(rubric.rubric, rubric.digest, project, heard.files)


def _rubric_gaps(snapshot: Snapshot, scoring: Scoring) -> list[Gap]:
    """Tell where the project may have written the rubric itself."""
    path = Path(scoring.rubric.document.name)
    if resources.is_shipped(scoring.rubric.digest) or not path.is_file():
        return []
    reason = why_own(path, snapshot.repositories, scoring.around)
    if reason is None:
        return []
    scoring.tell(_projects_rubric(str(path), reason))
    return [Gap(subject="rubric", reason=_projects_rubric(path.name, reason))]


def _projects_rubric(name: str, reason: Message) -> Message:
    return say(
        "{file} may be a rubric that the project wrote for itself: {reason}; a level by it proves nothing",
        file=name,
        reason=reason,
    )


def explained(rubric: LoadedRubric, assessment: Assessment) -> Assessment:
    """Add how solid the result is and what would lift it, both worked out from the result itself."""
    return assessment.model_copy(
        update={
            "robustness": robustness(rubric.rubric, assessment),
            "routes": routes(rubric.rubric, assessment),
        }
    )


def _named_answers(path: Path, snapshot: Snapshot, rubric: LoadedRubric) -> Answers:
    answers, document = read_answers(path)
    report = check_answers(answers, document, rubric.rubric, metrics(), snapshot.as_of.date())
    if report.wrong:
        raise InputError(*report.wrong)
    return answers


@dataclass(frozen=True, kw_only=True)
class _Heard:
    """The answers that are heard, each with whose they are, and what is to be said of files."""

    files: Sequence[tuple[str, Answers]]
    gaps: Sequence[Gap]


def _heard(snapshot: Snapshot, scoring: Scoring) -> _Heard:
    """Read all answers: the project's own first, then those of the files that somebody named."""
    own, gaps = _own_answers(snapshot, scoring.rubric)
    files, not_assessors = list(own), []
    for named in _named_files(snapshot, scoring, own):
        files += [(ASSESSOR, named.outside)] if named.outside is not None else []
        if named.told is None:
            continue
        scoring.tell(named.told(str(named.path)))
        not_assessors.append(Gap(subject="answers", reason=named.told(named.path.name)))
        if named.outside is None and all(bare(named.answers) != each for _, each in own):
            files.append((PROJECT, bare(named.answers)))
    gaps += sorted(not_assessors, key=Gap.model_dump_json)
    if scoring.hears_project:
        return _Heard(files=files, gaps=gaps)
    left_out = bool(snapshot.handed) or any(whose == PROJECT for whose, _ in files)
    reason = say("what the project says of itself was left out, as it was asked for")
    gaps += [Gap(subject="answers", reason=reason)] if left_out else []
    return _Heard(files=[each for each in files if each[0] != PROJECT], gaps=gaps)


@dataclass(frozen=True, kw_only=True)
class _Named:
    """A file that somebody named, and what of it is not the project's own word (None: nothing)."""

    path: Path
    answers: Answers
    outside: Answers | None
    told: Callable[[str], Message] | None = None
    """Says to whom the rest belongs, of a file called so."""


def _named_files(snapshot: Snapshot, scoring: Scoring, own: Sequence[tuple[str, Answers]]) -> list[_Named]:
    """Read the files that somebody named, and tell in each what is the project's own word."""
    found = []
    for path in scoring.answers:
        answers = _named_answers(path, snapshot, scoring.rubric)
        same = same_answers(scoring.rubric.rubric.criteria, answers, [each for _, each in own])
        answered = [name for name, each in answers.answers.items() if each.answer.strip()]
        reason = why_own(path, snapshot.repositories, scoring.around)
        if reason is None and same and len(same) == len(answered):
            reason = say("it says the same as the answers in the assessed repository")
        if reason is not None:
            told = partial(_not_an_assessors, reason=reason)
            found.append(_Named(path=path, answers=answers, outside=None, told=told))
            continue
        kept = {name: each for name, each in answers.answers.items() if name not in same}
        outside = answers.model_copy(update={"answers": kept})
        partly = partial(_partly_own, names=same) if same else None
        found.append(_Named(path=path, answers=answers, outside=outside, told=partly))
    return found


def _partly_own(name: str, names: Sequence[str]) -> Message:
    return say(
        "{file}: answers that the assessed repository gives itself, in the same role and of the same day, "
        "count as the project's own word: {names}",
        file=name,
        names=", ".join(names),
    )


def _not_an_assessors(name: str, reason: Message) -> Message:
    return say(
        "{file} counts as the project's own word and not as an assessor's: {reason}; "
        "an assessor keeps answers in a folder outside of it",
        file=name,
        reason=reason,
    )


def _own_answers(snapshot: Snapshot, rubric: LoadedRubric) -> tuple[list[tuple[str, Answers]], list[Gap]]:
    accepted, gaps = [], []
    for own in snapshot.own_answers:
        document = Document(name=own.path, content={}, raw=b"")
        answers = _as_in_a_snapshot(own.answers)
        report = check_answers(answers, document, rubric.rubric, metrics(), snapshot.as_of.date())
        if report.wrong:
            reason = say("the project's own answers are not used: {problem}", problem=report.wrong[0].said)
            gaps.append(Gap(repository=own.repository, subject="answers", reason=reason))
        else:
            accepted.append((PROJECT, answers))
    return accepted, gaps


def _as_in_a_snapshot(own: Answers) -> Answers:
    """Put answers in the order in which a snapshot's file keeps them, so that the same is said of them."""
    return own.model_copy(update={"answers": dict(sorted(own.answers.items()))})


def render(assessment: Assessment, output_format: str, language: str, extras: Extras = NOTHING) -> bytes:
    """Render an assessment in one format and language."""
    return render_document(assessment, output_format, language, extras)


def answer_files(target: ProjectTarget, given: Sequence[Path]) -> tuple[Path, ...]:
    """List the answers files that are named: the one of the project file and those given besides."""
    named = target.project.answers
    return ((target.base / named,) if named else ()) + tuple(given)


def surroundings(
    target: ProjectTarget | None, environment: Mapping[str, str], cache: Path | None = None
) -> Surroundings:
    """Say what tells an assessor's file from the project's own, for a target; None is a snapshot.

    Raises `TargetError` for a project's own file that leads out of its repository, before that is read.
    """
    workspaces = workspaces_from(environment)
    if target is None:
        return Surroundings(workspaces=workspaces, cache=cache)
    leave_programs_out(target)
    around = surroundings_of(target, workspaces, cache)
    check_sources(target, around, why_own_file(target, around))
    return around


def rubric_names() -> list[str]:
    """List the ids of the shipped rubrics."""
    return list(shipped_rubrics(resources.rubrics_folder()))


def answer_form(
    snapshot: Snapshot, scoring: Scoring, language: str = "en", *, out: Path | None = None
) -> bytes:
    """Write the questions of a rubric as an answers file to be filled in; the assessor's are carried over.

    So are the project's own where the form goes (`out`) into the project, where they stay its own word.
    """
    own, _ = _own_answers(snapshot, scoring.rubric)
    stays = out is not None and why_own(out, snapshot.repositories, scoring.around) is not None
    named = _named_files(snapshot, scoring, own)
    files = [each.answers if stays else each.outside for each in named]
    if not stays:
        for each in named:
            if each.told is not None:
                scoring.tell(_not_carried(str(each.path)))
    carried = [each for each in files if each is not None]
    answers = carried_answers(scoring.rubric.rubric.criteria, carried)
    return render_answer_form(score(snapshot, scoring), answers, carried_overrides(carried), language)


def _not_carried(name: str) -> Message:
    return say("{file}: what is the project's own word is not carried over into this form", file=name)
