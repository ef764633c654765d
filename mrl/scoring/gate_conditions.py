"""The conditions of a gate, each judged on its own, with what would mend the ones that do not pass."""

from collections.abc import Iterator, Sequence
from itertools import chain

from mrl.model.assessment import (
    Assessment,
    GateState,
    HeadlineResult,
    HeadlineScore,
    LevelResult,
    Outcome,
)
from mrl.model.base import OnTen, Text, Unit, say
from mrl.model.evidence import Evidence
from mrl.model.gate import ConditionKind, ConditionResult, Gate, JudgedBy, Mend, Verdict
from mrl.model.provenance import Provenance, Word
from mrl.scoring import gate_verdicts
from mrl.scoring.gate_checks import levelled_headline, scored_headline
from mrl.scoring.gate_fall import Earlier, fall_condition, fall_mends
from mrl.scoring.gate_mends import Mends, expired_mends, first_of_each
from mrl.scoring.gate_own_word import OwnWord, on_ten

_MOST_MENDS = 3
_ALTERED = say(
    "the rubric bears the name of one that comes with mrl and is another: "
    "who accepts it names its file with --rubric"
)


class Bench:
    """One assessment before one gate."""

    def __init__(
        self, gate: Gate, assessment: Assessment, earlier: Earlier | None, *, is_altered: bool = False
    ) -> None:
        self._gate, self._assessment, self._earlier = gate, assessment, earlier
        self._is_altered = is_altered
        self._by = gate.by or JudgedBy.RANGE
        self._mends = Mends(assessment)
        self._scored = scored_headline(gate, assessment)
        self._own_word = OwnWord(gate, assessment)

    def conditions(self) -> Iterator[ConditionResult]:
        """Judge every condition that is set, in the order of a gate file."""
        yield from self._of_level()
        yield from self._of_readiness()
        for name, wanted in self._gate.min.items():
            yield self._score(f"{ConditionKind.NODE.value}.{name}", ConditionKind.NODE, name, wanted)
        for name, wanted in self._gate.min_measured.items():
            yield self._measured(name, wanted)
        yield from map(self._criterion, self._gate.met)
        if self._gate.provenance is not None and self._scored is not None:
            yield self._provenance(self._gate.provenance)
        yield from self._of_headline()
        if self._gate.no_expired:
            yield self._expired()

    def _of_level(self) -> Iterator[ConditionResult]:
        headline = levelled_headline(self._gate, self._assessment)
        if self._gate.min_level is not None and headline is not None and headline.level is not None:
            yield self._level(headline, headline.level, self._gate.min_level)

    def _of_readiness(self) -> Iterator[ConditionResult]:
        kind = ConditionKind.READINESS
        if self._gate.min_readiness is not None and self._scored is not None:
            yield self._score(kind.value, kind, self._scored.id, self._gate.min_readiness)

    def _of_headline(self) -> Iterator[ConditionResult]:
        headline = self._scored
        if self._gate.max_fall is not None and headline is not None:
            found = self._fall(self._gate.max_fall, headline)
            yield _helped(found, fall_mends(found.movement, headline, self._mends))
        if self._gate.min_coverage is not None and headline is not None:
            yield self._coverage(headline, self._gate.min_coverage)

    def _fall(self, most: OnTen, headline: HeadlineResult) -> ConditionResult:
        found = fall_condition(most, headline, self._earlier)
        earlier = self._earlier.assessment if self._earlier is not None else None
        verdict = self._own_word.fall(found.verdict, most, headline.id, earlier)
        changes = {"verdict": verdict, "on_own_word": verdict is not found.verdict}
        return found.model_copy(update=changes)

    def _level(self, headline: HeadlineResult, level: LevelResult, wanted: int) -> ConditionResult:
        full = gate_verdicts.of_level(wanted, level, self._by)
        verdict = self._own_word.level(full, wanted, headline)
        found = ConditionResult(
            id=ConditionKind.LEVEL.value,
            kind=ConditionKind.LEVEL,
            of=headline.id,
            title=headline.title,
            wanted=wanted,
            verdict=verdict,
            score=headline.score,
            level=level.model_copy(update={"gates": (), "conditional": ()}),
            provenance=headline.provenance,
            on_own_word=verdict is not full,
        )
        return _helped(found, self._level_mends(headline, level, wanted, verdict))

    def _level_mends(
        self, headline: HeadlineResult, level: LevelResult, wanted: int, verdict: Verdict
    ) -> list[Mend]:
        on_the_way = [gate for gate in level.gates if gate.level <= wanted]
        if verdict is Verdict.FAIL:
            failed = [gate.of for gate in on_the_way if gate.state is GateState.FAILED]
            lifting = chain.from_iterable(map(self._mends.raising, [*failed, headline.id]))
            return self._mends.routed(headline.id, level=wanted) or first_of_each(lifting)
        unsettled = [gate.of for gate in on_the_way if gate.state is GateState.UNDETERMINED]
        return first_of_each(self._mends.asking([*level.unanswered, *unsettled, headline.id]))

    def _score(self, identifier: str, kind: ConditionKind, name: str, wanted: OnTen) -> ConditionResult:
        title, score, floor = self._place(name)
        applies = all(node.applicable for node in self._assessment.nodes if node.id == name)
        full = gate_verdicts.of_score(wanted, score, self._by, floor) if applies else Verdict.PASS
        verdict = self._own_word.score(
            full, name, lambda one: gate_verdicts.of_score(wanted, one, self._by, floor)
        )
        found = ConditionResult(
            id=identifier,
            kind=kind,
            of=name,
            title=title,
            wanted=wanted,
            verdict=verdict,
            applies=applies,
            score=score,
            provenance=self._whose(name),
            on_own_word=verdict is not full,
        )
        if verdict is Verdict.FAIL:
            return _helped(found, self._mends.routed(name, score=wanted) or self._mends.raising(name))
        return _helped(found, self._mends.settling(name))

    def _measured(self, name: str, wanted: OnTen) -> ConditionResult:
        """Judge a headline or node by what was measured, in the view that leaves out all else."""
        view = self._assessment.measured_only
        title, score, floor = self._place(name)
        found = next((one for one in view.nodes if one.id == name), None)
        if found is not None:
            score = on_ten(found.score)
        verdict = gate_verdicts.of_score(wanted, score, self._by, floor)
        result = ConditionResult(
            id=f"{ConditionKind.MEASURED.value}.{name}",
            kind=ConditionKind.MEASURED,
            of=name,
            title=title,
            wanted=wanted,
            verdict=verdict,
            score=score,
        )
        return _helped(result, self._mends.raising(name))

    def _provenance(self, wanted: Word) -> ConditionResult:
        headline = self._scored
        whose = headline.provenance if headline is not None else None
        full = gate_verdicts.of_provenance(wanted, whose)
        # who asks for more than the project's own word does not mean the word of a rubric it made itself
        is_open = self._is_altered and wanted is not Word.SELF_DECLARED and full is Verdict.PASS
        verdict = Verdict.UNDETERMINED if is_open else full
        return ConditionResult(
            id=ConditionKind.PROVENANCE.value,
            kind=ConditionKind.PROVENANCE,
            of=headline.id if headline is not None else None,
            title=headline.title if headline is not None else None,
            verdict=verdict,
            reason=_ALTERED if verdict is not full else None,
            wanted_word=wanted,
            provenance=whose,
        )

    def _whose(self, name: str) -> Provenance | None:
        return next((one.provenance for one in self._assessment.headlines if one.id == name), None)

    def _place(self, name: str) -> tuple[Text, HeadlineScore, Unit]:
        """Give a headline's or node's title, score, and the coverage its point needs to count."""
        for headline in self._assessment.headlines:
            if headline.id == name:
                return headline.title, headline.score, headline.coverage_floor
        node = next(each for each in self._assessment.nodes if each.id == name)
        floor = self._scored.coverage_floor if self._scored is not None else 0.0
        return node.title, on_ten(node.score), floor

    def _criterion(self, name: str) -> ConditionResult:
        criterion = next(each for each in self._assessment.criteria if each.id == name)
        rubric = self._assessment.rubric
        full = gate_verdicts.of_criterion(criterion, self._by, rubric.met_from)
        verdict = self._own_word.criterion(full, criterion)
        found = ConditionResult(
            id=f"{ConditionKind.CRITERION.value}.{name}",
            kind=ConditionKind.CRITERION,
            of=name,
            title=criterion.title,
            verdict=verdict,
            applies=criterion.outcome is not Outcome.NOT_APPLICABLE,
            score=on_ten(criterion.points),
            on_own_word=verdict is not full,
            outcome=criterion.outcome,
            outcome_name=rubric.outcomes.get(criterion.outcome.value),
            evidence=self._evidence(criterion.evidence, *criterion.supporting),
            reason=criterion.reason,
        )
        helps = self._mends.to_do if verdict is Verdict.FAIL else self._mends.to_find_out
        return _helped(found, [helps(criterion)])

    def _evidence(self, *metrics: str | None) -> tuple[Evidence, ...]:
        return tuple(each for each in self._assessment.evidence if each.metric in metrics)

    def _coverage(self, headline: HeadlineResult, wanted: Unit) -> ConditionResult:
        coverage = headline.score.coverage
        full = gate_verdicts.of_range(wanted, coverage, coverage)
        verdict = self._own_word.score(
            full, headline.id, lambda one: gate_verdicts.of_range(wanted, one.coverage, one.coverage)
        )
        found = ConditionResult(
            id=ConditionKind.COVERAGE.value,
            kind=ConditionKind.COVERAGE,
            of=headline.id,
            title=headline.title,
            wanted=wanted,
            verdict=verdict,
            score=headline.score,
            on_own_word=verdict is not full,
        )
        return _helped(found, self._mends.covering(headline.id))

    def _expired(self) -> ConditionResult:
        mends = list(expired_mends(self._assessment, self._mends))
        found = ConditionResult(
            id=ConditionKind.EXPIRED.value,
            kind=ConditionKind.EXPIRED,
            of=None,
            title=None,
            verdict=Verdict.FAIL if mends else Verdict.PASS,
            expired=tuple(each.of for each in mends),
        )
        return _helped(found, mends)


def _helped(found: ConditionResult, mends: Sequence[Mend]) -> ConditionResult:
    """Add the first few mends to a condition that does not pass."""
    if found.verdict is Verdict.PASS:
        return found
    shown = tuple(mends[:_MOST_MENDS])
    return found.model_copy(update={"mends": shown, "more_mends": len(mends) - len(shown)})
