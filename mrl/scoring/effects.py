"""What another version of a rubric does to one project: headlines before and after, outcomes that changed."""

from mrl.model.assessment import Assessment, HeadlineResult, Outcome
from mrl.model.base import Frozen, Text


class ChangedOutcome(Frozen):
    """A criterion that ends otherwise; None where a rubric does not ask it."""

    criterion: str
    title: Text
    before: Outcome | None
    after: Outcome | None


class HeadlineEffect(Frozen):
    """A headline with the old rubric and with the new one; None where a rubric has none of that name."""

    headline: str
    title: Text
    before: HeadlineResult | None
    after: HeadlineResult | None


class Effect(Frozen):
    """What a change of rubric does to a project's results."""

    project: str
    headlines: tuple[HeadlineEffect, ...]
    outcomes: tuple[ChangedOutcome, ...]


def effect(before: Assessment, after: Assessment) -> Effect:
    """Compare two assessments of the same facts and answers, made with two rubrics."""
    return Effect(
        project=after.project, headlines=_headlines(before, after), outcomes=_outcomes(before, after)
    )


def _headlines(before: Assessment, after: Assessment) -> tuple[HeadlineEffect, ...]:
    old, new = ({each.id: each for each in side.headlines} for side in (before, after))
    return tuple(
        HeadlineEffect(
            headline=name, title=(new.get(name) or old[name]).title, before=old.get(name), after=new.get(name)
        )
        for name in dict.fromkeys([*old, *new])
    )


def _outcomes(before: Assessment, after: Assessment) -> tuple[ChangedOutcome, ...]:
    old, new = ({each.id: each for each in side.criteria} for side in (before, after))
    changed = []
    for name in dict.fromkeys([*new, *old]):
        was, is_now = old.get(name), new.get(name)
        outcomes = was.outcome if was else None, is_now.outcome if is_now else None
        if outcomes[0] is not outcomes[1]:
            title = (is_now or old[name]).title
            changed.append(ChangedOutcome(criterion=name, title=title, before=outcomes[0], after=outcomes[1]))
    return tuple(changed)
