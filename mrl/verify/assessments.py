"""Holding a portfolio against the assessments that it was made of."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mrl import __version__
from mrl.model.base import Message, say
from mrl.model.portfolio import Mover, Portfolio, ProjectStanding
from mrl.verify.content import PORTFOLIO_FILE
from mrl.verify.differences import different, first_named, listed
from mrl.verify.folder import Reread
from mrl.verify.record import Check, State, Subject, check, not_checked
from mrl.verify.whole import ROWS, other_version

_CAUSES = {"cause", "cause_change", "criterion", "reason"}
"""What is said of a move only where its rubric is at hand."""
_OF_THE_FOLDER = {"tool_version", "left_out", "movers", *ROWS}
"""What is compared by itself, or depends on files that have no part in the portfolio."""


def not_given(portfolio: Portfolio) -> Check:
    """Say that the assessments are not in the file, and how to check them."""
    reason = say(
        "the {count} assessments are not in the file, for they are too large; "
        "`mrl verify FILE --assessments FOLDER` finds them in a folder by their SHA-256 and compares them",
        count=len(portfolio.projects),
    )
    return not_checked(Subject.ASSESSMENTS, reason)


def assessment_checks(portfolio: Portfolio, found: Reread) -> list[Check]:
    """Give the checks of a portfolio whose assessments were looked for in a folder."""
    return [_assessments(portfolio, found), _rubrics(portfolio, found), _scoring(portfolio, found)]


def _assessments(portfolio: Portfolio, found: Reread) -> Check:
    wrong = [*_strange(found), *_otherwise(portfolio, found)]
    if wrong and portfolio.tool_version != __version__:
        wrong.append(other_version(portfolio))
    lacking = list(_lacking(portfolio, found))
    if lacking and not wrong:
        return Check(subject=Subject.ASSESSMENTS, state=State.NOT_CHECKED, findings=tuple(lacking))
    fine = say(
        "the {count} assessments in the folder are those that the portfolio names, "
        "and give the same portfolio",
        count=len(portfolio.projects),
    )
    return check(Subject.ASSESSMENTS, [*wrong, *lacking], fine)


def _lacking(portfolio: Portfolio, found: Reread) -> Iterator[Message]:
    """Name the assessments that are not there, and what could not be compared for want of older ones."""
    yield from first_named(
        [
            say("{project}: its assessment {file} is not in the folder", project=row.project, file=row.file)
            for row in found.missing
        ]
    )
    told = {each.project for each, _ in _moves_of_both(portfolio, found)}
    told |= {row.project for row in (*found.missing, *(row for row, _ in found.changed))}
    moved = sum(each.project not in told for each in portfolio.movers)
    if moved:
        yield say(
            "projects that moved since an older assessment that is not in the folder: {count}; "
            "how far could not be compared",
            count=moved,
        )


def _strange(found: Reread) -> Iterator[Message]:
    """Name the assessments that are others now, or should have counted."""
    yield from first_named(
        [
            say(
                "{project}: {file} was changed, its SHA-256 is not the one that the portfolio names",
                project=row.project,
                file=name,
            )
            for row, name in found.changed
        ]
    )
    yield from first_named(
        [
            say("{project}: {file} would count and is not in the portfolio", project=project, file=name)
            for project, name in found.extra
        ]
    )


def _otherwise(portfolio: Portfolio, found: Reread) -> Iterator[Message]:
    """Say what the assessments give that the portfolio says otherwise."""
    lost = {row.digest for row in found.missing} | {row.digest for row, _ in found.changed}
    rows = [row for row in portfolio.projects if row.digest not in lost]
    yield from first_named(list(_rows_otherwise(rows, portfolio, found.again)))
    if found.again is None or lost:
        return  # without all of its rows, the whole cannot be the same
    written, fresh = (
        each.model_dump(mode="json", exclude=_OF_THE_FOLDER) for each in (portfolio, found.again)
    )
    paths = [*different(_in_use(written), _in_use(fresh)), *_moved_otherwise(portfolio, found)]
    if paths:
        yield say(
            "{name} says something else than the assessments give: {paths}",
            name=PORTFOLIO_FILE,
            paths=listed(paths),
        )


def _in_use(whole: dict[str, Any]) -> dict[str, Any]:
    """Leave out criteria that no row has: those of older versions, whose assessments may be gone."""
    used = [each for each in whole["criteria"] if any(each["tally"].values())]
    return whole | {"criteria": used}


def _rows_otherwise(
    rows: Iterable[ProjectStanding], portfolio: Portfolio, again: Portfolio | None
) -> Iterator[Message]:
    fresh = {each.digest: each for each in again.projects} if again is not None else {}
    for row in rows:
        other = fresh.get(row.digest)
        if again is None or other is None:
            yield say("{project}: {file} is no assessment that counts", project=row.project, file=row.file)
            continue
        paths = list(different(_told(row, portfolio), _told(other, again)))
        if paths:
            yield say(
                "{project}: the portfolio says something else than its assessment: {paths}",
                project=row.project,
                paths=listed(paths),
            )


def _told(row: ProjectStanding, portfolio: Portfolio) -> dict[str, Any]:
    """Give a row but for the name of its file, with reasons instead of their places."""
    told = row.model_dump(mode="json", exclude={"file"})
    for name, standing in row.criteria.items():
        if standing.reason is not None:
            told["criteria"][name]["reason"] = portfolio.reasons[standing.reason].model_dump(mode="json")
    return told


def _moves_of_both(portfolio: Portfolio, found: Reread) -> Sequence[tuple[Mover, Mover]]:
    fresh = {each.project: each for each in found.again.movers} if found.again is not None else {}
    return [(each, fresh[each.project]) for each in portfolio.movers if each.project in fresh]


def _moved_otherwise(portfolio: Portfolio, found: Reread) -> Iterator[str]:
    for pair in _moves_of_both(portfolio, found):
        explained = all(each.cause is not None for each in pair)
        written, fresh = (
            each.model_dump(mode="json", exclude=None if explained else _CAUSES) for each in pair
        )
        yield from different(written, fresh, f"movers.{pair[0].project}")


def _rubrics(portfolio: Portfolio, found: Reread) -> Check:
    if found.not_scored:
        reason = say(
            "assessments whose rubric does not come with mrl: {count}; name its file with --rubric",
            count=found.not_scored,
        )
        return not_checked(Subject.RUBRIC, reason)
    if found.again is None:
        return not_checked(Subject.RUBRIC, say("there is no assessment that would name a rubric"))
    fine = say("the rubric of each assessment is known by its SHA-256: {rubric}", rubric=portfolio.rubric.id)
    return check(Subject.RUBRIC, [], fine)


def _scoring(portfolio: Portfolio, found: Reread) -> Check:
    wrong = first_named(
        [
            say(
                "{project}: its assessment is not what its evidence gives when it is scored again",
                project=row.project,
            )
            for row in found.scored_otherwise
        ]
    )
    scored = len(portfolio.projects) - len(found.missing) - len(found.changed) - found.not_scored
    if not wrong and (found.not_scored or not scored):
        reason = say("without the assessment and its rubric there is nothing to score again")
        return not_checked(Subject.SCORING, reason)
    fine = say(
        "the evidence of {count} assessments, scored again with the rubric, gives their result", count=scored
    )
    return check(Subject.SCORING, wrong, fine)
