"""Whose word the parts of an assessment are: pure functions of what the assessment holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mrl.model.assessment import (
    ASSESSMENT_SCHEMA,
    AnswerRecord,
    Assessment,
    CriterionResult,
    HeadlineResult,
    NodeResult,
    OverrideRecord,
    ReviewRecord,
)
from mrl.model.base import Day
from mrl.model.evidence import Origin
from mrl.model.provenance import PROJECT, Bounds, Provenance, Voice, Word

Said = tuple[Sequence[AnswerRecord], Sequence[OverrideRecord], Sequence[ReviewRecord]]
"""What people said: their answers, overrides and sign-offs."""
_VIEWS = ("on_facts", "without_own_word")
_RECOMPUTED = [name for name in Provenance.model_fields if name not in _VIEWS]


def word_of(origin: Origin | None, answers: Iterable[AnswerRecord]) -> Word | None:
    """Say whose word decided a criterion; `answers` are those that were used for it.

    What is declared without an answer was read from something that the project itself handed over.
    """
    if origin is None:
        return None
    whose = [answer.provenance for answer in answers]
    if PROJECT in whose or (origin is Origin.DECLARED and not whose):
        return Word.SELF_DECLARED
    return Word.MEASURED if origin is Origin.MEASURED else Word.ASSESSED


def used_answers(answers: Iterable[AnswerRecord]) -> dict[str, list[AnswerRecord]]:
    """Give the answers that count, by criterion."""
    found: dict[str, list[AnswerRecord]] = defaultdict(list)
    for answer in answers:
        if answer.used:
            found[answer.criterion].append(answer)
    return found


def provenance_of(
    headline: HeadlineResult,
    criteria: Sequence[CriterionResult],
    nodes: Iterable[NodeResult],
    said: Said,
) -> Provenance:
    """Say whose word a headline rests on; `criteria` carry their words, `said` is what people said.

    The bounds are left to who can score again.
    """
    below = _depends_on(headline, {node.id: node for node in nodes})
    return _provenance([one for one in criteria if one.id in below], said)


def provenance_of_all(assessment: Assessment) -> Provenance:
    """Say whose word all criteria together rest on, for a rubric without headlines."""
    return _provenance(assessment.criteria, (assessment.answers, assessment.overrides, assessment.reviews))


def _provenance(criteria: Iterable[CriterionResult], said: Said) -> Provenance:
    answers, overrides, reviews = said
    decided = [one for one in criteria if one.word is not None]
    counts = {word: sum(one.word is word for one in decided) for word in Word}
    by_people = {one.id for one in decided if one.word is not Word.MEASURED}
    used = [answer for answer in answers if answer.used and answer.criterion in by_people]
    metrics = {one.evidence for one in decided if one.word is Word.ASSESSED}
    handed = is_handed(decided, used)
    replaced = [one for one in overrides if one.used and one.metric in metrics]
    outside = [(one.role, one.date) for one in used if one.provenance != PROJECT]
    return Provenance(
        word=_weakest(counts, () if handed else reviews),
        measured=counts[Word.MEASURED],
        assessed=counts[Word.ASSESSED],
        self_declared=counts[Word.SELF_DECLARED],
        assessors=_voices([*outside, *((one.role, one.date) for one in replaced)]),
        claimed=_voices([(one.role, one.date) for one in used if one.provenance == PROJECT]),
        review=_review(reviews) if by_people else None,
    )


def is_handed(criteria: Iterable[CriterionResult], answers: Iterable[AnswerRecord]) -> bool:
    """Say whether anything was decided by what the project handed over: who signs answers signs not that."""
    answered = {answer.criterion for answer in answers if answer.used}
    return any(one.word is Word.SELF_DECLARED and one.id not in answered for one in criteria)


def _depends_on(headline: HeadlineResult, nodes: Mapping[str, NodeResult]) -> set[str]:
    """Give the nodes and criteria below a headline and below what its gates ask for."""
    gates = headline.level.gates if headline.level is not None else ()
    waiting = [headline.id, *(gate.of for gate in gates)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [child.id for child in nodes[name].children] if name in nodes else []
    return found


def _weakest(counts: Mapping[Word, int], reviews: Sequence[ReviewRecord]) -> Word | None:
    """Give the weakest word; a review that counts covers everything that people said."""
    weakest = next((word for word in Word if counts[word]), None)
    reviewed = weakest in (Word.SELF_DECLARED, Word.ASSESSED) and _review(reviews) is not None
    return Word.REVIEWED if reviewed else weakest


def _review(reviews: Sequence[ReviewRecord]) -> Voice | None:
    counting = [review for review in reviews if review.counts]
    newest = max(counting, key=lambda review: review.date, default=None)
    return None if newest is None else Voice(role=newest.role, day=newest.date, criteria=0)


def _voices(said: Sequence[tuple[str | None, Day | None]]) -> tuple[Voice, ...]:
    times = Counter(role for role, _ in said)
    days = {role: [day for other, day in said if other == role and day is not None] for role in times}
    voices = (
        Voice(role=role, day=max(given, default=None), criteria=times[role]) for role, given in days.items()
    )
    return tuple(sorted(voices, key=lambda voice: -voice.criteria))


def misattributed(assessment: Assessment) -> tuple[tuple[str | int, ...], ...]:
    """Name the places at which an assessment says another word than follows from its answers and criteria.

    Of an older version, which says nothing of it, nothing is compared.
    """
    if any(headline.provenance is None for headline in assessment.headlines):
        return ()
    used = used_answers(assessment.answers)
    said = (assessment.answers, assessment.overrides, assessment.reviews)
    right = [
        one.model_copy(update={"word": word_of(one.origin, used.get(one.id, ()))})
        for one in assessment.criteria
    ]
    wrong: list[tuple[str | int, ...]] = [
        ("criteria", index, "word")
        for index, (one, other) in enumerate(zip(assessment.criteria, right, strict=True))
        if one.word is not other.word
    ]
    for index, headline in enumerate(assessment.headlines):
        found = headline.provenance
        expected = provenance_of(headline, right, assessment.nodes, said)
        wrong += [
            ("headlines", index, "provenance", name)
            for name in _RECOMPUTED
            if getattr(found, name) != getattr(expected, name)
        ]
    return tuple(wrong)


def with_provenance(assessment: Assessment) -> Assessment:
    """Say in an assessment of an older version whose word it is, as far as it can still be told.

    What holds without anybody's word is the score itself where nobody had a say; else it stays unknown.
    """
    if all(headline.provenance is not None for headline in assessment.headlines):
        return assessment
    used = used_answers(assessment.answers)
    criteria = tuple(
        one.model_copy(update={"word": word_of(one.origin, used.get(one.id, ()))})
        for one in assessment.criteria
    )
    has_words = bool(used) or any(override.used for override in assessment.overrides)
    said = (assessment.answers, assessment.overrides, assessment.reviews)
    headlines = []
    for headline in assessment.headlines:
        bounds = {} if has_words else dict.fromkeys(_VIEWS, bounds_of(headline))
        found = provenance_of(headline, criteria, assessment.nodes, said).model_copy(update=bounds)
        headlines.append(headline.model_copy(update={"provenance": found}))
    nodes = [
        node if has_words else node.model_copy(update=dict.fromkeys(_VIEWS, node.score))
        for node in assessment.nodes
    ]
    changed = {"criteria": criteria, "headlines": tuple(headlines), "nodes": tuple(nodes)}
    return assessment.model_copy(update={"schema_": ASSESSMENT_SCHEMA, **changed})


def bounds_of(headline: HeadlineResult) -> Bounds:
    """Give between what a headline lies."""
    score, level = headline.score, headline.level
    return Bounds(
        lowest=score.lowest,
        highest=score.highest,
        coverage=score.coverage,
        lowest_level=level.lowest if level is not None else None,
        highest_level=level.highest if level is not None else None,
    )
