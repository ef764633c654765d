"""A comparison arranged for the templates: columns, orderings, counts; no judgement."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mrl import resources
from mrl.model.assessment import Assessment, CriterionResult, HeadlineResult, Outcome
from mrl.model.comparison import (
    ComparedCriterion,
    ComparedProject,
    Comparison,
    HeadlineOrder,
    OutcomeCounts,
    PairShare,
    ProjectQuestions,
    Relation,
)
from mrl.rendering.rows import Tally
from mrl.rendering.view import ReportView

LONGEST_CALLED: Final = 28
_FROM_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_JOINING: Final = " .,'()&/+-_"


@dataclass(frozen=True)
class Column:
    """One project: its letter, its assessment and the look-ups into it."""

    letter: str
    project: ComparedProject
    view: ReportView

    @property
    def assessment(self) -> Assessment:
        """The assessment of the project."""
        return self.view.assessment

    def criterion(self, identifier: str) -> CriterionResult:
        """Give a criterion of the project."""
        return self.view.criterion(identifier)


@dataclass(frozen=True)
class Side:
    """One headline of one project."""

    column: Column
    headline: HeadlineResult


class DossierView:
    """Look-ups into a comparison."""

    def __init__(self, comparison: Comparison, assessments: Sequence[Assessment]) -> None:
        self.comparison = comparison
        self.columns = tuple(
            Column(project.letter, project, ReportView(assessment))
            for project, assessment in zip(comparison.projects, assessments, strict=True)
        )
        self._by_letter = {column.letter: column for column in self.columns}

    def column(self, letter: str) -> Column:
        """Give a project by its letter."""
        return self._by_letter[letter]

    def place(self, letter: str) -> int:
        """Give the place of a project in the tuples of the comparison."""
        return [column.letter for column in self.columns].index(letter)

    @property
    def borrows_its_name(self) -> bool:
        """Whether the rubric bears the id of one that comes with mrl, and is another."""
        return resources.is_altered(self.comparison.rubric.id, self.comparison.rubric.digest)

    @cached_property
    def counts_only(self) -> bool:
        """Whether the rubric wants nodes shown as how many of their criteria are met, not as scores."""
        return self.columns[0].view.counts_only

    @cached_property
    def headlines(self) -> tuple[tuple[Side, ...], ...]:
        """Each headline in every project."""
        sides = [[Side(column, each) for each in column.project.headlines] for column in self.columns]
        return tuple(zip(*sides, strict=True))

    @cached_property
    def has_human_input(self) -> bool:
        """Whether anybody's word counts in any of the assessments."""
        return any(column.view.has_human_input for column in self.columns)

    @cached_property
    def several_versions(self) -> bool:
        """Whether the assessments were made by different versions of the program."""
        return len({column.project.tool_version for column in self.columns}) > 1

    @cached_property
    def differences(self) -> tuple[ComparedCriterion, ...]:
        """The criteria in which known projects differ, what moves a result most first."""
        found = [each for each in self.comparison.criteria if each.relation is Relation.DIFFERS]
        return tuple(sorted(found, key=lambda each: (-each.matters, each.id)))

    @cached_property
    def alike(self) -> dict[str, int]:
        """The criteria that are known and the same for all, counted by outcome."""
        same = [each for each in self.comparison.criteria if each.relation is Relation.SAME]
        counted = Counter(each.standings[0].outcome for each in same)
        return {str(outcome): counted[outcome] for outcome in Outcome if counted[outcome]}

    def number(self, relation: str) -> int:
        """Count the criteria in which the projects stand to each other so."""
        return sum(each.relation == relation for each in self.comparison.criteria)

    @cached_property
    def known_for_some(self) -> tuple[ComparedCriterion, ...]:
        """The criteria that are known for some and unknown for others, what opens a result most first."""
        found = [each for each in self.comparison.criteria if 0 < _unknown(each) < len(self.columns)]
        return tuple(sorted(found, key=lambda each: (-each.opens, each.id)))

    def tally(self, counts: OutcomeCounts) -> Tally:
        """Give counts as what a bar of shares is drawn from."""
        return Tally(**counts.model_dump())

    def below(self, column: Column, node: str) -> Tally:
        """Count the criteria of a project below a node."""
        return column.view.tally(column.view.below(node))

    def title(self, identifier: str) -> object:
        """Give the title of a node or criterion."""
        return self.columns[0].view.title(identifier)

    def order(self, headline: str) -> HeadlineOrder | None:
        """Give how firm the order is under a headline; None where nothing is ordered."""
        return next((each for each in self.comparison.orders if each.headline == headline), None)

    def ahead(self, order: HeadlineOrder, letter: str, other: str) -> float:
        """Give the share of draws in which one project is ahead of another."""
        pair = _pair(order, letter, other)
        return pair.ahead if pair.first == letter else pair.behind

    def questions(self, letter: str) -> ProjectQuestions:
        """Give the questions to a project."""
        return next(each for each in self.comparison.questions if each.letter == letter)

    def weighed(self, column: Column) -> tuple[tuple[HeadlineResult, HeadlineResult], ...]:
        """Give the headlines of a project as the rubric weighs them and under the own weights."""
        own = self.comparison.own_weights
        found = own.headlines[self.place(column.letter)] if own else ()
        return tuple(zip(column.project.headlines, found, strict=True))

    @cached_property
    def _called_by_name(self) -> bool:
        names = [column.project.project for column in self.columns]
        return len(set(names)) == len(names) and all(map(_fits_a_sentence, names))

    def called(self, letter: str) -> str:
        """Give what a project is called in a sentence: its name where it is short and plain, else its letter.

        All are called by their letters if one has to be.
        """
        return self.column(letter).project.project if self._called_by_name else letter


def _unknown(criterion: ComparedCriterion) -> int:
    return sum(standing.outcome is Outcome.UNKNOWN for standing in criterion.standings)


def _pair(order: HeadlineOrder, letter: str, other: str) -> PairShare:
    return next(each for each in order.pairs if {each.first, each.second} == {letter, other})


def _fits_a_sentence(name: str) -> bool:
    """Say whether a name neither turns the direction of a sentence nor carries signs of its own."""
    return len(name) <= LONGEST_CALLED and all(
        (letter.isalnum() or letter in _JOINING)
        and unicodedata.bidirectional(letter) not in _FROM_RIGHT_TO_LEFT
        for letter in name
    )
