"""Whether what a portfolio says of all projects follows from its rows: no assessment is needed for that."""

from collections.abc import Iterator

from mrl import __version__
from mrl.model.base import Message, say
from mrl.model.portfolio import Mover, Portfolio, ProjectStanding
from mrl.rendering.portfolio_csv import projects_table
from mrl.scoring.portfolio_projects import tallied
from mrl.scoring.portfolio_whole import with_whole
from mrl.verify.content import PORTFOLIO_FILE, PORTFOLIO_TABLE, Content
from mrl.verify.differences import different, first_named, listed, rounded
from mrl.verify.record import Check, Subject, check

ROWS = {"projects", "reasons"}
"""What belongs to single projects; all else in a portfolio is about the whole."""


def check_whole(content: Content, portfolio: Portfolio) -> Check:
    """See whether order, distribution, gaps and age follow from the rows, and the table is made of them."""
    try:
        wrong = [*_counted_otherwise(portfolio), *first_named(list(_rows(portfolio)))]
        wrong += _table(content, portfolio)
    except Exception:  # noqa: BLE001 - each row is well formed, but together they can be any nonsense
        wrong = [say("the rows of {name} do not fit each other", name=PORTFOLIO_FILE)]
    if wrong and portfolio.tool_version != __version__:
        wrong.append(other_version(portfolio))
    fine = say(
        "order, distribution, gaps, moves and age follow from the rows of the {count} projects, "
        "and {table} says the same",
        count=len(portfolio.projects),
        table=PORTFOLIO_TABLE,
    )
    return check(Subject.WHOLE, wrong, fine)


def other_version(portfolio: Portfolio) -> Message:
    """Say that another version made a portfolio, which may be why something differs."""
    return say(
        "{name} says that mrl {made} made it and this is mrl {here}; check it with that version",
        name=PORTFOLIO_FILE,
        made=portfolio.tool_version,
        here=__version__,
    )


def _counted_otherwise(portfolio: Portfolio) -> Iterator[Message]:
    again = with_whole(portfolio)
    written, fresh = (each.model_dump(mode="json", exclude=ROWS) for each in (portfolio, again))
    paths = list(different(written, fresh))
    if paths:
        yield say(
            "{name} says something else than its rows give: {paths}", name=PORTFOLIO_FILE, paths=listed(paths)
        )
    if portfolio.projects != again.projects:
        yield say("the projects in {name} do not stand in the order of their scores", name=PORTFOLIO_FILE)


def _rows(portfolio: Portfolio) -> Iterator[Message]:
    """Say which rows do not fit themselves, the day of the portfolio, or the move that is told of them."""
    rows = {each.project: each for each in portfolio.projects}
    if len(rows) < len(portfolio.projects):
        yield say("a project stands twice in {name}", name=PORTFOLIO_FILE)
    for each in portfolio.projects:
        if each.tally != tallied(one.outcome for one in each.criteria.values()):
            yield say("{project}: its criteria do not end as often as its row says", project=each.project)
        if each.as_of > portfolio.as_of:
            yield say("{project} was assessed after the day of the portfolio", project=each.project)
    for mover in portfolio.movers:
        if not _fits(mover, rows.get(mover.project), portfolio.leading):
            yield say("{project}: its move does not end where its row stands", project=mover.project)


def _fits(mover: Mover, row: ProjectStanding | None, leading: str | None) -> bool:
    stands = row.headlines.get(leading or "") if row is not None else None
    if row is None or stands is None or row.as_of != mover.new_as_of or row.as_of <= mover.old_as_of:
        return False
    before, after = mover.before.point, mover.after.point
    change = None if before is None or after is None else rounded(after - before)
    return (mover.after, mover.level_after, mover.change) == (stands.score, stands.level, change)


def _table(content: Content, portfolio: Portfolio) -> Iterator[Message]:
    """Compare the attached table line by line with the one that the portfolio gives."""
    found = content.files.get(PORTFOLIO_TABLE)
    if found is None:
        yield say("{name} is not attached", name=PORTFOLIO_TABLE)
        return
    expected = projects_table(portfolio)
    if found == expected:
        return
    lines, wanted = found.splitlines(), expected.splitlines()
    pairs = enumerate(zip(lines, wanted, strict=False), start=1)
    first = next((number for number, pair in pairs if pair[0] != pair[1]), min(len(lines), len(wanted)) + 1)
    yield say(
        "{table}, line {line}: it does not say what {name} gives",
        table=PORTFOLIO_TABLE,
        line=str(first),
        name=PORTFOLIO_FILE,
    )
