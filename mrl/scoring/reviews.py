"""Sign-offs: a second person's review, and whether it still covers what the assessment rests on."""

from collections.abc import Iterator, Sequence

from mrl.model.answers import Answers, Review
from mrl.model.assessment import AnswerRecord, OverrideRecord, ReviewRecord
from mrl.model.base import Day, Message, say
from mrl.model.provenance import PROJECT


def review_records(
    files: Sequence[tuple[str, Answers]],
    answers: Sequence[AnswerRecord],
    overrides: Sequence[OverrideRecord],
    today: Day,
) -> tuple[ReviewRecord, ...]:
    """List the sign-offs by date, with why one does not count.

    `today` is the assessed day. A review counts if it was made on it or later, after everything that
    people said, and by a role that gave none of the answers in use.
    """
    said = [(answer.role, answer.date) for answer in answers if answer.used]
    said += [(override.role, override.date) for override in overrides if override.used]
    records = (
        _record(answers_file.review, _why_not(provenance, answers_file.review, said, today))
        for provenance, answers_file in files
        if answers_file.review is not None
    )
    return tuple(sorted(records, key=lambda each: (each.date, each.role, each.model_dump_json())))


def _record(review: Review, why_not: Message | None) -> ReviewRecord:
    return ReviewRecord(
        role=review.role,
        date=review.date,
        statement=review.statement,
        counts=why_not is None,
        reason=why_not,
    )


def _why_not(
    provenance: str, review: Review, said: Sequence[tuple[str | None, Day | None]], today: Day
) -> Message | None:
    return next(_objections(provenance, review, said, today), None)


def _objections(
    provenance: str, review: Review, said: Sequence[tuple[str | None, Day | None]], today: Day
) -> Iterator[Message]:
    if provenance == PROJECT:
        yield say("a project does not review its own assessment")
    if review.date < today:
        yield say("the review of {day} is older than the assessed day", day=review.date)
    if any((role or "").casefold().strip() == review.role.casefold().strip() for role, _ in said):
        yield say("the reviewer gave answers that count here")
    newest = max((day for _, day in said if day is not None), default=review.date)
    if newest > review.date:
        yield say("answers were given after the review, on {day}", day=newest)
