"""What a gate makes of the project's own word: nothing passes on it alone unless the gate says so."""

from collections.abc import Callable

from mrl.model import whose
from mrl.model.assessment import Assessment, CriterionResult, HeadlineResult, HeadlineScore, Points
from mrl.model.gate import Gate, Verdict
from mrl.model.provenance import Word
from mrl.scoring import gate_verdicts


class OwnWord:
    """Takes back what passes only because the project says so itself.

    A gate stops a release, or a purchase, for somebody who wants to know. What a project says of itself is
    neither right nor wrong until somebody looks: a pass that hangs on it is undetermined. It counts where
    the gate accepts what is self-declared, and where a second person has signed the answers.
    """

    def __init__(self, gate: Gate, assessment: Assessment) -> None:
        self._assessment = assessment
        self._is_accepted = gate.provenance is Word.SELF_DECLARED
        self._counts = self._is_accepted or _is_signed(assessment)

    def level(self, full: Verdict, wanted: int, headline: HeadlineResult) -> Verdict:
        """Judge a level once more with the project's own answers taken as unknown."""
        found = headline.provenance
        if self._counts or (found is not None and not found.self_declared):
            return full
        bounds = found.without_own_word if found is not None else None
        if bounds is None:
            return gate_verdicts.without_own_word(full, Verdict.UNDETERMINED)
        lowest, highest = bounds.lowest_level or 0, bounds.highest_level or 0
        return gate_verdicts.without_own_word(full, gate_verdicts.of_range(wanted, lowest, highest))

    def score(self, full: Verdict, name: str, judge: Callable[[HeadlineScore], Verdict]) -> Verdict:
        """Judge a headline's or node's score once more with the project's own answers taken as unknown."""
        node = next((one for one in self._assessment.nodes if one.id == name), None)
        if self._counts or node is None or node.score == node.without_own_word:
            return full
        if not _speaks(self._assessment):
            return full
        without = node.without_own_word
        verdict = Verdict.UNDETERMINED if without is None else judge(on_ten(without))
        return gate_verdicts.without_own_word(full, verdict)

    def fall(self, full: Verdict, most: float, name: str, earlier: Assessment | None) -> Verdict:
        """Judge a fall once more with the project's own answers taken as unknown, then and now.

        What the project says now can hide a fall, and so can what it said against itself then.
        """
        if self._is_accepted or earlier is None or full is not Verdict.PASS:
            return full
        before, after = _point_without(earlier, name), _point_without(self._assessment, name)
        fall = before - after if before is not None and after is not None else None
        return gate_verdicts.without_own_word(full, gate_verdicts.of_fall(most, fall))

    def criterion(self, full: Verdict, criterion: CriterionResult) -> Verdict:
        """Take back that a criterion is met where the project alone says so."""
        is_own = criterion.word is Word.SELF_DECLARED and not self._counts
        return gate_verdicts.without_own_word(full, Verdict.UNDETERMINED) if is_own else full


def _speaks(assessment: Assessment) -> bool:
    """Say whether a project's own answer decided anything."""
    return any(one.word is Word.SELF_DECLARED for one in assessment.criteria)


def _is_signed(assessment: Assessment) -> bool:
    """Say whether somebody signed all that the project says; nobody signs what it hands over."""
    is_handed = whose.is_handed(assessment.criteria, assessment.answers)
    return not is_handed and any(review.counts for review in assessment.reviews)


def _point_without(assessment: Assessment, name: str) -> float | None:
    """Give a headline's point without the project's own word, where nobody signed it."""
    if _is_signed(assessment) or not _speaks(assessment):
        return next((one.score.point for one in assessment.headlines if one.id == name), None)
    node = next((one for one in assessment.nodes if one.id == name), None)
    without = node.without_own_word if node is not None else None
    return on_ten(without).point if without is not None else None


def on_ten(points: Points) -> HeadlineScore:
    """Give a score on 0 to 10."""
    return HeadlineScore(
        point=None if points.point is None else round(10 * points.point, 6),
        lowest=round(10 * points.lowest, 6),
        highest=round(10 * points.highest, 6),
        coverage=points.coverage,
    )
