"""An assessment arranged for the templates: groups and orderings, no judgement."""

from functools import cached_property
from itertools import accumulate
from typing import Final

from mrl import resources
from mrl.model.answers import Basis
from mrl.model.assessment import (
    AnswerRecord,
    CriterionResult,
    GateResult,
    HeadlineResult,
    HeadlineScore,
    LevelResult,
    LevelState,
    LevelStep,
    Points,
    ReviewRecord,
)
from mrl.model.base import Day, Message
from mrl.model.evidence import RepositoryEvidence
from mrl.model.movement import History, Trend
from mrl.model.provenance import PROJECT, Provenance, Word
from mrl.model.solidity import HeadlineRobustness, Route, RoutesTo, Step
from mrl.model.whose import provenance_of_all
from mrl.rendering.asking import not_asked
from mrl.rendering.gaps import printed_gaps
from mrl.rendering.ladder import caps, ladder
from mrl.rendering.lookups import Lookups
from mrl.rendering.outliers import Outliers, outliers
from mrl.rendering.rows import AnswerGroup, DrawnLevel, GapGroup, LadderStep, Spread
from mrl.rendering.spreads import spreads
from mrl.rendering.ways import further_steps, shown_routes, to_do
from mrl.rendering.words import Phrases

SHOWN_REPOSITORIES: Final = 20
TEN: Final = 10


class ReportView(Lookups):
    """What the templates of a report ask of an assessment."""

    def own_measure(self, identifier: str) -> Points | None:
        """Give the measured-only score of a node where anybody's word stands beside it."""
        return self.measured(identifier) if self.has_human_input else None

    def ladder(self, level: LevelResult) -> tuple[LadderStep, ...]:
        """Give the steps of a ladder, lowest first, each with its state."""
        return ladder(level)

    def step(self, level: LevelResult, number: int | None) -> LevelStep | None:
        """Give the step of that number."""
        return next((step for step in level.steps if step.level == number), None)

    def points(self, score: HeadlineScore) -> Points:
        """Give a headline's score on 0 to 1, as its bar is drawn."""
        return Points(
            point=None if score.point is None else score.point / TEN,
            lowest=score.lowest / TEN,
            highest=score.highest / TEN,
            coverage=score.coverage,
        )

    def caps(self, headline: HeadlineResult) -> tuple[GateResult, ...]:
        """Give the gates that hold a headline's level down."""
        return caps(headline)

    @cached_property
    def headline_ids(self) -> frozenset[str]:
        """The nodes that are headlines."""
        return frozenset(headline.id for headline in self.assessment.headlines)

    @cached_property
    def counts_only(self) -> bool:
        """Whether the rubric wants nodes shown as how many of their criteria are met, not as scores."""
        return self.assessment.rubric.figures == "counts"

    @cached_property
    def review(self) -> ReviewRecord | None:
        """The newest sign-off that counts."""
        counting = [review for review in self.assessment.reviews if review.counts]
        return max(counting, key=lambda review: review.date, default=None)

    def robustness(self, headline: HeadlineResult) -> HeadlineRobustness | None:
        """Give how a headline stands up to other weights and to what is not known."""
        return next((each for each in self.assessment.robustness if each.headline == headline.id), None)

    @cached_property
    def routes(self) -> tuple[tuple[HeadlineResult, RoutesTo], ...]:
        """The headlines with the cheapest routes to their next level or whole point."""
        by_headline = {headline.id: headline for headline in self.assessment.headlines}
        return tuple(
            (by_headline[each.headline], each)
            for each in self.assessment.routes
            if each.headline in by_headline
        )

    @cached_property
    def solid(self) -> bool:
        """Whether there is something to say on how solid the result is; counts are not drawn again."""
        return bool(self.assessment.robustness) and not self.counts_only

    def shares(self, found: HeadlineRobustness) -> tuple[DrawnLevel, ...]:
        """Give the shares of the draws by level, lowest level first, as parts of one bar."""
        ordered = sorted(found.levels, key=lambda one: one.level or 0)
        starts = accumulate((one.share for one in ordered), initial=0.0)
        return tuple(
            DrawnLevel(one.level, one.share, start) for one, start in zip(ordered, starts, strict=False)
        )

    @cached_property
    def _shown_routes(self) -> dict[str, tuple[Route, ...]]:
        return {} if self.counts_only else shown_routes(self.routes)

    @property
    def borrows_its_name(self) -> bool:
        """Whether the rubric bears the id of one that comes with mrl, and is another."""
        return resources.is_altered(self.assessment.rubric.id, self.assessment.rubric.digest)

    @property
    def _routes_in_order(self) -> tuple[Route, ...]:
        return tuple(route for routes in self._shown_routes.values() for route in routes)

    def shown_routes(self, headline: HeadlineResult) -> tuple[Route, ...]:
        """Give the routes of a headline that are shown."""
        return self._shown_routes.get(headline.id, ())

    def advised(self, route: Route, step: Step) -> bool:
        """Whether a step's advice stands here: with the first of the routes shown that asks for it."""
        first = next(
            (each for each, one in to_do(self._routes_in_order) if one.criterion == step.criterion), None
        )
        return step.kind == "do" and first is route

    @cached_property
    def has_routes(self) -> bool:
        """Whether a way to a better result is shown."""
        return bool(self._routes_in_order)

    @cached_property
    def next_steps(self) -> tuple[CriterionResult, ...]:
        """The next steps that the routes shown do not already ask for."""
        return further_steps(self.assessment, self._routes_in_order)

    def trend(self, history: History | None, identifier: str) -> Trend | None:
        """Give how a headline or dimension went over time, None without older assessments."""
        trends = history.trends if history else ()
        scored = (one for one in trends if any(each.point is not None for each in one.points))
        return next((one for one in scored if one.of == identifier), None)

    @cached_property
    def gaining(self) -> tuple[HeadlineResult, ...]:
        """The headlines whose gain says something: those without levels and those with an assessed one."""
        if self.counts_only:
            return ()
        return tuple(
            headline
            for headline in self.assessment.headlines
            if headline.level is None or headline.level.state is LevelState.ASSESSED
        )

    @cached_property
    def answer_groups(self) -> tuple[AnswerGroup, ...]:
        """The answers by who gave them how and when, in order of appearance."""
        groups: dict[tuple[str | None, Basis, Day | None, Day | None, bool], list[AnswerRecord]] = {}
        for one in self.assessment.answers:
            key = (one.role, one.basis, one.date, one.valid_until, one.provenance == PROJECT)
            groups.setdefault(key, []).append(one)
        return tuple(AnswerGroup(*key, tuple(members)) for key, members in groups.items())

    @cached_property
    def used_answers(self) -> tuple[AnswerRecord, ...]:
        """The answers that count."""
        return tuple(answer for answer in self.assessment.answers if answer.used)

    @cached_property
    def assessors(self) -> tuple[str, ...]:
        """The roles of those from outside whose answers count, in order of appearance."""
        outside = (answer for answer in self.used_answers if answer.provenance != PROJECT)
        return tuple(dict.fromkeys(answer.role for answer in outside if answer.role))

    @cached_property
    def own_answers(self) -> tuple[AnswerRecord, ...]:
        """What the project says of itself, counted or not."""
        return tuple(answer for answer in self.assessment.answers if answer.provenance == PROJECT)

    @cached_property
    def speaks_for_itself(self) -> bool:
        """Whether the project says anything of itself."""
        return bool(self.own_answers)

    @cached_property
    def claimed(self) -> tuple[str, ...]:
        """The roles that the project claims for itself, in order of appearance; nobody checked them."""
        return tuple(dict.fromkeys(answer.role for answer in self.own_answers if answer.role))

    def declared(self, criterion: CriterionResult) -> tuple[AnswerRecord, ...]:
        """Give what the project itself says to a criterion where that does not count."""
        return tuple(
            answer for answer in self.own_answers if answer.criterion == criterion.id and not answer.used
        )

    def each_word(self, phrases: Phrases) -> tuple[str, ...]:
        """Say whose word the headlines rest on, each sentence once."""
        said = (phrases.whose(headline) for headline in self.assessment.headlines)
        return tuple(dict.fromkeys(filter(None, said)))

    @cached_property
    def whose(self) -> Provenance | None:
        """Whose word the weakest headline rests on; without headlines, that of all criteria."""
        if not self.assessment.headlines:
            return provenance_of_all(self.assessment)
        found = [each.provenance for each in self.assessment.headlines if each.provenance is not None]
        order = list(Word)
        decided = [each for each in found if each.word is not None]
        return min(decided, key=lambda each: order.index(each.word or Word.MEASURED), default=None)

    @cached_property
    def interviewed(self) -> int:
        """How many of the used answers come from an interview."""
        return sum(answer.basis is Basis.INTERVIEW for answer in self.used_answers)

    @cached_property
    def has_human_input(self) -> bool:
        """Whether anybody's answer or override counts."""
        return bool(self.used_answers) or any(override.used for override in self.assessment.overrides)

    @cached_property
    def gaps(self) -> tuple[GapGroup, ...]:
        """What could not be read and is printed, equal gaps of several repositories as one."""
        return self._printed_gaps[0]

    @cached_property
    def gaps_left_out(self) -> int:
        """How many gaps more there are than are printed; those told as so many more are not among them."""
        return self._printed_gaps[1]

    @cached_property
    def _printed_gaps(self) -> tuple[tuple[GapGroup, ...], int]:
        return printed_gaps(self.assessment.gaps)

    @cached_property
    def not_asked(self) -> Message | None:
        """Which servers were not asked, as a sentence; None where each was."""
        return not_asked(self.assessment.not_asked)

    @cached_property
    def repositories(self) -> tuple[RepositoryEvidence, ...]:
        """The repositories that weigh most, at most SHOWN_REPOSITORIES."""
        ordered = sorted(self.assessment.repositories, key=lambda one: (-one.weight, one.name))
        return tuple(ordered[:SHOWN_REPOSITORIES])

    @cached_property
    def core_share(self) -> float:
        """The part of the weight that core repositories have."""
        return min(sum(one.weight for one in self.assessment.repositories if one.role == "core"), 1)

    @cached_property
    def outliers(self) -> tuple[Outliers, ...]:
        """What stands out among several repositories, as questions with the names that answer them."""
        return outliers(self.assessment.repositories)

    @cached_property
    def spreads(self) -> tuple[Spread, ...]:
        """How figures differ between repositories; those with the widest knowledge first."""
        return spreads(self.assessment)
