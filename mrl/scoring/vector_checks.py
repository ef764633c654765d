"""What a file of test vectors must mean beyond its form; every finding carries its line."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from mrl.errors import Problem, in_order
from mrl.files.reading import Document
from mrl.files.validation import nearest
from mrl.model.base import say
from mrl.model.evidence import MetricInfo
from mrl.rubric.types import Rubric
from mrl.rubric.vectors import Expectation, Vector, Vectors
from mrl.scoring.answer_checks import check_answers
from mrl.scoring.answers import UnreadableAnswerError, read_value

Path = tuple[str | int, ...]


def check_vectors(
    vectors: Vectors, document: Document, rubric: Rubric, metrics: Mapping[str, MetricInfo]
) -> tuple[Problem, ...]:
    """List what is wrong with the meaning of test vectors, in the order of the file."""
    return in_order(_wrong(vectors, document, rubric, metrics))


def _wrong(
    vectors: Vectors, document: Document, rubric: Rubric, metrics: Mapping[str, MetricInfo]
) -> Iterator[Problem]:
    if vectors.rubric != rubric.id:
        message = say(
            "these vectors are for the rubric '{named}', not for '{rubric}'",
            named=vectors.rubric,
            rubric=rubric.id,
        )
        yield document.problem(("rubric",), message)
    names: set[str] = set()
    for index, vector in enumerate(vectors.vectors):
        path = ("vectors", index)
        if vector.name in names:
            message = say("the name '{name}' stands twice", name=vector.name)
            yield document.problem((*path, "name"), message, say("rename one"))
        names.add(vector.name)
        yield from _evidence(vector, path, document, metrics)
        yield from _answers(vector, path, document, rubric, metrics)
        yield from _expectation(vector.expect, (*path, "expect"), document, rubric)


def _evidence(
    vector: Vector, path: Path, document: Document, metrics: Mapping[str, MetricInfo]
) -> Iterator[Problem]:
    for name, text in vector.evidence.items():
        place = (*path, "evidence", name)
        if name not in metrics:
            message = say("there is no metric '{metric}'", metric=name)
            yield document.problem(place, message, nearest(name, metrics))
            continue
        try:
            read_value(metrics[name].kind, text)
        except UnreadableAnswerError as error:
            yield document.problem(place, error.reason)


def _answers(
    vector: Vector, path: Path, document: Document, rubric: Rubric, metrics: Mapping[str, MetricInfo]
) -> Iterator[Problem]:
    for number, answers in enumerate(vector.answers):
        place = (*path, "answers", number)
        below = {
            inner[len(place) :]: where
            for inner, where in document.places.items()
            if inner[: len(place)] == place
        }
        part = Document(name=document.name, content={}, raw=b"", places=below)
        own = answers.model_copy(update={"rubric": rubric.id})
        for problem in check_answers(own, part, rubric, metrics, vector.as_of).wrong:
            yield replace(problem, path=".".join([*map(str, place), problem.path]))


def _expectation(expect: Expectation, path: Path, document: Document, rubric: Rubric) -> Iterator[Problem]:
    headlines = [headline.node for headline in rubric.headlines]
    for name in _not_among(expect.outcomes, rubric.criteria):
        message = say("there is no criterion '{name}'", name=name)
        yield document.problem((*path, "outcomes", name), message, nearest(name, rubric.criteria))
    for name in _not_among(expect.nodes, rubric.nodes):
        message = say("there is no node '{name}'", name=name)
        yield document.problem((*path, "nodes", name), message, nearest(name, rubric.nodes))
    for name in _not_among(expect.headlines, headlines):
        message = say("there is no headline '{name}'", name=name)
        yield document.problem((*path, "headlines", name), message, nearest(name, headlines))
    compared = [*expect.nodes.values(), *expect.headlines.values()]
    if not (expect.outcomes or expect.every_outcome or any(each.model_fields_set for each in compared)):
        yield document.problem(path, say("nothing is expected, so this vector tests nothing"))


def _not_among(named: Collection[str], known: Collection[str]) -> list[str]:
    return [name for name in named if name not in known]
