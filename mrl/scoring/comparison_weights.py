"""Somebody's own weights: whether they fit a rubric, and what the projects are under them."""

from collections.abc import Iterator, Mapping, Sequence

from mrl.errors import InputError, Problem, in_order
from mrl.files.reading import Document
from mrl.files.validation import nearest
from mrl.model.base import Text, say
from mrl.model.comparison import ChangedWeight, ComparedNode, OwnWeights, Weights
from mrl.rubric.structure import criteria_below
from mrl.rubric.types import Node, Rubric
from mrl.scoring.comparison_projects import Candidate
from mrl.scoring.results import headline_results, points_of
from mrl.scoring.tree import Tree

_DECIMALS = 6


def check_weights(weights: Weights, document: Document, rubric: Rubric) -> None:
    """See that weights are for this rubric and name what it weighs. Raises `InputError` with all mistakes."""
    problems = in_order(_problems(weights, document, rubric))
    if problems:
        raise InputError(*problems)


def _problems(weights: Weights, document: Document, rubric: Rubric) -> Iterator[Problem]:
    if weights.rubric not in (None, rubric.id):
        message = say(
            "these weights are for the rubric '{found}', and the comparison uses '{rubric}'",
            found=weights.rubric,
            rubric=rubric.id,
        )
        yield document.problem(("rubric",), message)
        return
    weighed = {child for node in rubric.nodes.values() for child in node.children}
    for name in weights.weights:
        if name in weighed:
            continue
        if name in rubric.nodes:
            message = say("'{name}' stands at the top and has no weight", name=name)
            yield document.problem(("weights", name), message, say("weigh what stands below it"))
        else:
            message = say("the rubric has no node or criterion '{name}'", name=name)
            yield document.problem(("weights", name), message, nearest(name, sorted(weighed)))


def under_weights(rubric: Rubric, candidates: Sequence[Candidate], weights: Weights) -> OwnWeights:
    """Score every project again with some weights replaced wherever they stand; all else is the rubric's."""
    own = _with_weights(rubric, weights.weights)
    tree = Tree(own)
    results = [tree.evaluate(each.leaves) for each in candidates]
    return OwnWeights(
        title=weights.title,
        reason=weights.reason,
        changes=tuple(_changes(rubric, own, weights.weights)),
        headlines=tuple(headline_results(own, tree, each) for each in results),
        dimensions=tuple(
            ComparedNode(
                id=name,
                title=rubric.nodes[name].title,
                scores=tuple(
                    None if (found := each.get(name)) is None else points_of(found) for each in results
                ),
                counts=tuple(each.count(criteria_below(rubric, name)) for each in candidates),
            )
            for name in rubric.dimensions
        ),
    )


def _with_weights(rubric: Rubric, weights: Mapping[str, float]) -> Rubric:
    nodes = {
        name: node.model_copy(
            update={"children": {child: weights.get(child, usual) for child, usual in node.children.items()}}
        )
        for name, node in rubric.nodes.items()
    }
    return rubric.model_copy(update={"nodes": nodes})


def _changes(rubric: Rubric, own: Rubric, weights: Mapping[str, float]) -> Iterator[ChangedWeight]:
    for name, node in rubric.nodes.items():
        for child in node.children:
            if child in weights:
                yield ChangedWeight(
                    id=child,
                    title=_title(rubric, child),
                    inside=name,
                    inside_title=node.title,
                    usual=node.children[child],
                    own=weights[child],
                    usual_share=_share(node, child),
                    own_share=_share(own.nodes[name], child),
                )


def _share(node: Node, child: str) -> float:
    return round(node.children[child] / sum(node.children.values()), _DECIMALS)


def _title(rubric: Rubric, name: str) -> Text:
    return rubric.nodes[name].title if name in rubric.nodes else rubric.criteria[name].title
