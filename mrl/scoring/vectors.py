"""Running test vectors: score what they state and compare what comes out with what they expect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from mrl.errors import InputError
from mrl.files.reading import Document
from mrl.files.validation import Place
from mrl.model.assessment import Assessment, CriterionResult, HeadlineResult
from mrl.model.evidence import MetricInfo
from mrl.rubric.loading import LoadedRubric
from mrl.rubric.vectors import Expectation, ExpectedHeadline, Vectors
from mrl.scoring.score import score
from mrl.scoring.vector_checks import check_vectors
from mrl.scoring.vector_input import vector_answers, vector_project

NONE = "none"
Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing a vector expects otherwise: what, the two values, and where the expectation stands."""

    vector: str
    what: str
    expected: str
    got: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class VectorReport:
    """How the vectors of a rubric fared."""

    rubric: str
    vectors: int
    differences: tuple[Difference, ...]

    @property
    def failed(self) -> int:
        """How many vectors differ."""
        return len({difference.vector for difference in self.differences})


def run_vectors(
    vectors: Vectors, document: Document, loaded: LoadedRubric, metrics: Mapping[str, MetricInfo]
) -> VectorReport:
    """Score every vector with the rubric and compare; raises `InputError` for wrong vectors."""
    problems = check_vectors(vectors, document, loaded.rubric, metrics)
    if problems:
        raise InputError(*problems)
    differences: list[Difference] = []
    for index, vector in enumerate(vectors.vectors):
        project = vector_project(vector, loaded.rubric, metrics)
        assessment = score(loaded.rubric, loaded.digest, project, vector_answers(vector, loaded.rubric))
        for path, what, expected, got in _compare(vector.expect, assessment):
            place = document.place(("vectors", index, "expect", *path))
            differences.append(
                Difference(vector=vector.name, what=what, expected=expected, got=got, place=place)
            )
    return VectorReport(rubric=loaded.rubric.id, vectors=len(vectors.vectors), differences=tuple(differences))


_Found = Iterator[tuple[Path, str, str, str]]
"""Path below `expect`, what differs, what was expected, what came out."""


def _compare(expect: Expectation, assessment: Assessment) -> _Found:
    yield from _outcomes(expect, assessment)
    nodes = {node.id: node for node in assessment.nodes}
    for name, expected in expect.nodes.items():
        yield from _figures(expected, nodes[name].score, ("nodes", name))
    headlines = {headline.id: headline for headline in assessment.headlines}
    for name, wanted in expect.headlines.items():
        path = ("headlines", name)
        yield from _figures(wanted, headlines[name].score, path)
        yield from _level(wanted, headlines[name], path)


def _outcomes(expect: Expectation, assessment: Assessment) -> _Found:
    for result in assessment.criteria:
        is_named = result.id in expect.outcomes
        wanted = expect.outcomes[result.id] if is_named else expect.every_outcome
        if wanted is not None and wanted != _words(result.outcome):
            path = ("outcomes", result.id) if is_named else ("every_outcome",)
            yield path, result.id, wanted, _outcome(result)


def _outcome(result: CriterionResult) -> str:
    reason = f" ({result.reason.in_english()})" if result.reason is not None else ""
    return _words(result.outcome) + reason


def _figures(expected: BaseModel, got: BaseModel, path: tuple[str, str]) -> _Found:
    for name in ("point", "lowest", "highest", "coverage"):
        wanted, found = getattr(expected, name), getattr(got, name)
        if wanted is not None and not _agrees(wanted, found):
            written = NONE if found is None else f"{found:.{max(_decimals(wanted), 2)}f}"
            yield (*path, name), f"{path[1]} {name}", wanted, written


def _agrees(wanted: str, found: float | None) -> bool:
    """Compare to the number of decimals that were written."""
    if wanted == NONE or found is None:
        return (wanted == NONE) == (found is None)
    return abs(float(wanted) - found) <= 0.5 * 10.0 ** -_decimals(wanted) + 1e-9


def _decimals(figure: str) -> int:
    return len(figure.partition(".")[2])


def _level(expected: ExpectedHeadline, got: HeadlineResult, path: tuple[str, str]) -> _Found:
    level = got.level
    found = {
        "state": _words(level.state) if level else "without levels",
        "level": _number(level.point if level else None),
        "lowest_level": _number(level.lowest if level else None),
        "highest_level": _number(level.highest if level else None),
    }
    for name, value in found.items():
        wanted = getattr(expected, name)
        if wanted is not None and str(wanted) != value:
            yield (*path, name), f"{path[1]} {_words(name)}", str(wanted), value


def _number(level: int | None) -> str:
    return NONE if level is None else str(level)


def _words(identifier: str) -> str:
    return identifier.replace("_", " ")
