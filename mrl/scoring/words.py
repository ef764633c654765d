"""Whose word counts for a criterion, and what a result would be without some people's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mrl.model.assessment import (
    AnswerRecord,
    CriterionResult,
    HeadlineResult,
    NodeResult,
    OverrideRecord,
    ReviewRecord,
)
from mrl.model.base import Day, say
from mrl.model.evidence import Evidence
from mrl.model.provenance import PROJECT
from mrl.model.whose import bounds_of, provenance_of
from mrl.rubric.structure import assessor_criteria
from mrl.rubric.types import Rubric
from mrl.scoring.answers import GivenAnswer
from mrl.scoring.leaves import Leaf, decide
from mrl.scoring.results import headline_results, node_results
from mrl.scoring.tree import Tree

ONLY_OWN = say("only the project itself has answered this; it takes an assessor's answer")
"""Why a criterion is unknown to which the project alone said something."""


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """A rubric before evidence and answers, in which each answer is heard or not by whose it is."""

    rubric: Rubric
    evidence: Mapping[str, Evidence]
    given: Mapping[str, Sequence[GivenAnswer]]
    today: Day
    hears_project: bool = True

    @cached_property
    def _unheard(self) -> Mapping[str, Evidence]:
        """The evidence without what the project itself named or handed over."""
        return {name: each.unheard() for name, each in self.evidence.items()}

    def leaves(self) -> dict[str, Leaf]:
        """Decide every criterion; what an assessor alone can answer hears no answer of the project."""
        reserved = assessor_criteria(self.rubric)
        return {name: self._leaf(name, is_reserved=name in reserved) for name in self.rubric.criteria}

    def _leaf(self, name: str, *, is_reserved: bool) -> Leaf:
        given = self.given.get(name, ())
        hears_all = self.hears_project and not is_reserved
        evidence = self.evidence if hears_all else self._unheard
        heard = [each for each in given if hears_all or each.provenance != PROJECT]
        leaf = decide(self.rubric.criteria[name], evidence, heard, self.today, self.rubric.disagreement)
        own = any(each.provenance == PROJECT and each.counts(self.today) for each in given)
        is_open = leaf.origin is None and leaf.range is not None and not heard
        return replace(leaf, reason=ONLY_OWN) if is_reserved and own and is_open else leaf


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What a result came from: whom a criterion was decided by, and the evidence as it was measured."""

    hearing: Hearing
    original: Mapping[str, Evidence]
    criteria: Sequence[CriterionResult]
    answers: Sequence[AnswerRecord]
    overrides: Sequence[OverrideRecord]
    reviews: Sequence[ReviewRecord]


def attributed(
    tree: Tree, headlines: Sequence[HeadlineResult], nodes: Sequence[NodeResult], sources: Sources
) -> tuple[tuple[HeadlineResult, ...], tuple[NodeResult, ...]]:
    """Say of headlines and nodes whose word they rest on, and what they would be without it."""
    hearing = sources.hearing
    facts = replace(hearing, evidence=sources.original, given={}, hears_project=False)
    views = {"on_facts": facts, "without_own_word": replace(hearing, hears_project=False)}
    said = (sources.answers, sources.overrides, sources.reviews)
    found = {name: _view(tree, view) for name, view in views.items()}
    return (
        tuple(
            headline.model_copy(
                update={
                    "provenance": provenance_of(headline, sources.criteria, nodes, said).model_copy(
                        update={name: bounds_of(view[0][place]) for name, view in found.items()}
                    )
                }
            )
            for place, headline in enumerate(headlines)
        ),
        tuple(
            node.model_copy(update={name: view[1][place].score for name, view in found.items()})
            for place, node in enumerate(nodes)
        ),
    )


def _view(tree: Tree, hearing: Hearing) -> tuple[tuple[HeadlineResult, ...], tuple[NodeResult, ...]]:
    results = tree.evaluate({name: leaf.range for name, leaf in hearing.leaves().items()})
    return headline_results(hearing.rubric, tree, results), node_results(hearing.rubric, results)
