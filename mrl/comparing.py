"""What joins the stages to compare projects: from what a person points at to a dossier."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mrl import __version__, editions, pipeline
from mrl.collectors.options import CollectOptions, ProjectTarget
from mrl.collectors.progress import Progress
from mrl.editions import Rubrics
from mrl.errors import InputError, Problem
from mrl.files.assessments import assessment_of
from mrl.files.reading import read_document, read_versioned
from mrl.model.assessment import ASSESSMENT_SCHEMAS, Assessment, RubricRef
from mrl.model.base import Message, Moment, say
from mrl.model.comparison import WEIGHTS_SCHEMA, Comparison, Weights
from mrl.model.snapshot import SNAPSHOT_SCHEMA, Snapshot
from mrl.rendering.comparison import render_comparison
from mrl.rendering.extras import RubricFile
from mrl.rubric.loading import LoadedRubric
from mrl.scoring.comparison import LETTERS, compare
from mrl.scoring.comparison_weights import check_weights

ASSESSMENT_FILE = "assessment.json"
FEWEST = 2
_OTHER_DAYS = say("assess them as of one day, or compare them as they are with --allow-different-days")

Found = Assessment | Snapshot | ProjectTarget
"""What a target turned out to be: assessed, collected, or still to be collected."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to compare and how; a rubric that is not named is that of the assessments, else the usual one."""

    targets: Sequence[str]
    options: CollectOptions
    rubric: str | None = None
    weights: Path | None = None
    allows_different_days: bool = False
    hears_project: bool = True
    """False leaves out whatever the projects say of themselves."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """That of the run, which tells where CI works."""
    tell: Callable[[Message], None] = field(default=lambda _message: None, compare=False)
    """Is told of each answers file that is not an assessor's."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A comparison with all that it rests on."""

    comparison: Comparison
    assessments: tuple[Assessment, ...]
    rubric: LoadedRubric

    def render(self, output_format: str, language: str) -> bytes:
        """Give the dossier in one of the formats of `rendering.comparison` and a language."""
        rubric = RubricFile(id=self.rubric.rubric.id, content=self.rubric.document.raw)
        return render_comparison(self.comparison, self.assessments, output_format, language, rubric)


def compare_projects(request: Request, progress: Progress | None = None) -> Dossier:
    """Read, collect and score what is asked for, and compare it.

    Everything that can be wrong is looked at before anything is collected. Raises `InputError`, also for
    assessments of different rubrics or, unless they are allowed, of different days; `TargetError`.
    """
    found = [_open(target) for target in _countable(request.targets)]
    rubric = _rubric(request, found)
    weights = _weights(request.weights, rubric)
    read = [
        (name, each.as_of)
        for name, each in zip(request.targets, found, strict=True)
        if not isinstance(each, ProjectTarget)
    ]
    _same_day(request, read)
    options = replace(request.options, as_of=request.options.as_of or (read[0][1] if read else None))
    whole = replace(request, options=options)
    assessments = [_assessed(each, rubric, whole, progress) for each in found]
    _same_day(request, [(name, each.as_of) for name, each in zip(request.targets, assessments, strict=True)])
    return Dossier(
        comparison=compare(rubric.rubric, assessments, __version__, weights),
        assessments=tuple(assessments),
        rubric=rubric,
    )


def _countable(targets: Sequence[str]) -> Sequence[str]:
    if FEWEST <= len(targets) <= len(LETTERS):
        return targets
    message = say("{count} given; two to six projects can be compared", count=len(targets))
    raise InputError(Problem(message=message))


def _open(target: str) -> Found:
    """Find out what a target is; a folder that holds an assessment stands for it."""
    path = Path(target)
    if _is_file(path / ASSESSMENT_FILE):
        return _read(path / ASSESSMENT_FILE)
    return _read(path) if path.suffix == ".json" else pipeline.open_target(target)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # what cannot be looked at is told when it is opened as what it is taken for
        return False


def _read(path: Path) -> Assessment | Snapshot:
    document = read_document(path, *ASSESSMENT_SCHEMAS, SNAPSHOT_SCHEMA)
    if document.content["schema"] in ASSESSMENT_SCHEMAS:
        return assessment_of(document)
    return pipeline.checked_snapshot(document)


def _rubric(request: Request, found: Sequence[Found]) -> LoadedRubric:
    """Give the one rubric of the comparison. Raises `InputError` where an assessment has another."""
    pairs = zip(request.targets, found, strict=True)
    assessed = [(name, each) for name, each in pairs if isinstance(each, Assessment)]
    if request.rubric is not None or not assessed:
        rubric = pipeline.open_rubric(request.rubric or pipeline.DEFAULT_RUBRIC)
    else:
        rubric = _common_rubric(*assessed)
    for name, each in assessed:
        _fits(name, each, rubric)
    return rubric


def _common_rubric(first: tuple[str, Assessment], *others: tuple[str, Assessment]) -> LoadedRubric:
    name, assessment = first
    for other, each in others:
        if each.rubric.digest != assessment.rubric.digest:
            message = say(
                "{first} was assessed with the rubric {rubric}, {second} with {other}; "
                "results of different rubrics cannot be compared",
                first=name,
                rubric=_named(assessment.rubric),
                second=other,
                other=_named(each.rubric),
            )
            raise InputError(Problem(message=message, remedy=say("score both snapshots with one rubric")))
    return Rubrics().of(assessment, Path(name))


def _named(rubric: RubricRef) -> str:
    return f"{rubric.id} {rubric.version} ({rubric.digest[:12]})"


def _fits(name: str, assessment: Assessment, rubric: LoadedRubric) -> None:
    """See that an assessment was made with the rubric and holds what the rubric asks."""
    used, asked = assessment.rubric, rubric.rubric
    if used.digest != rubric.digest:
        message = say(
            "{name} was assessed with the rubric {found}, and the comparison uses {rubric}",
            name=name,
            found=_named(used),
            rubric=f"{asked.id} {asked.version} ({rubric.digest[:12]})",
        )
        raise InputError(Problem(message=message, remedy=say("score its snapshot with that rubric")))
    criteria = [criterion.id for criterion in assessment.criteria]
    headlines = [headline.id for headline in assessment.headlines]
    if criteria != list(asked.criteria) or headlines != [each.node for each in asked.headlines]:
        message = say("{name} does not hold the criteria and headlines of its rubric", name=name)
        raise InputError(Problem(message=message, remedy=say("score its snapshot again")))


def _weights(path: Path | None, rubric: LoadedRubric) -> Weights | None:
    if path is None:
        return None
    weights, document = read_versioned(path, Weights, WEIGHTS_SCHEMA)
    check_weights(weights, document, rubric.rubric)
    return weights


def _same_day(request: Request, moments: Sequence[tuple[str, Moment]]) -> None:
    """See that all are of one day, on which their windows end, unless the request allows others."""
    asked = request.options.as_of
    if request.allows_different_days or not moments:
        return
    wanted = [("--as-of", asked.date())] if asked is not None else []
    (first, day), *others = [*wanted, *((name, moment.date()) for name, moment in moments)]
    for second, other in others:
        if other != day:
            message = say(
                "{first} is of {day}, {second} of {other_day}; their windows end on different days",
                first=first,
                day=day,
                second=second,
                other_day=other,
            )
            raise InputError(Problem(message=message, remedy=_OTHER_DAYS))


def _assessed(found: Found, rubric: LoadedRubric, request: Request, progress: Progress | None) -> Assessment:
    if isinstance(found, Assessment):
        return found if request.hears_project else editions.without_own_word(found, rubric)
    target = found if isinstance(found, ProjectTarget) else None
    scoring = pipeline.Scoring(
        rubric=rubric,
        answers=pipeline.answer_files(target, ()) if target is not None else (),
        around=pipeline.surroundings(target, request.environment, request.options.cache),
        hears_project=request.hears_project,
        tell=request.tell,
    )
    if isinstance(found, ProjectTarget):
        found = pipeline.collect(found, request.options, progress)
    return pipeline.score(found, scoring)
