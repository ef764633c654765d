"""How much is being done: commits of people, their rhythm and their age."""

from collections.abc import Mapping

from mrl.metrics.context import YEAR, Context
from mrl.metrics.finding import Finding, Subject, rounded, share_of, undefined
from mrl.metrics.pool import Pool
from mrl.metrics.reading import COMMITS, history, last_human_commit, require
from mrl.metrics.registry import Theme
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import RepositoryFacts

THEME = Theme()

DAYS_OF_A_YEAR = 365.25
"""For ages, which span leap years."""


def commits_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the human commits of 12 months of each known repository."""
    return pool.for_each_repository(pool.year.groupby("repository")["commits"].sum())


def months_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the active months of each known repository."""
    return pool.for_each_repository(pool.year.groupby("repository")["month"].nunique())


@THEME.pooled(
    THEME.info(
        "activity.commits_12_months",
        "Commits in 12 months",
        "Commits by people on the default branch and on maintenance lines in the 365 days up to the "
        "assessed day. "
        "Merges, commits of robots and commits of the release tooling are left out.",
        kind=Kind.COUNT,
        unit="commits",
        adds_up=AddsUp.SUM,
        source="https://chaoss.community/kb/metric-code-changes-commits/",
    ),
    requires=COMMITS,
    by_repository=commits_by_repository,
)
def commits_12_months(pool: Pool) -> Finding:
    """Count human commits."""
    count = int(pool.year["commits"].sum())
    return Finding(
        count, say("Human commits in the 12 months to {day}: {count}", count=count, day=pool.context.day)
    )


@THEME.pooled(
    THEME.info(
        "activity.active_months_12",
        "Active months of the last 12",
        "Of the twelve twelfths of the last 365 days, those with at least one human commit in any "
        "repository.",
        kind=Kind.COUNT,
        unit="months",
        adds_up=AddsUp.SUM,
    ),
    requires=COMMITS,
    by_repository=months_by_repository,
)
def active_months_12(pool: Pool) -> Finding:
    """Count twelfths of the year with a human commit."""
    count = int(pool.year["month"].nunique())
    sentence = say("Human commits in {count} of the 12 months to {day}", count=count, day=pool.context.day)
    return Finding(count, sentence)


@THEME.of_repository(
    THEME.info(
        "activity.days_since_last_commit",
        "Days since the last commit",
        "Days between the last human commit on the default branch or a maintenance line and the assessed "
        "day.",
        kind=Kind.COUNT,
        unit="days",
        better=Better.LOWER,
        adds_up=AddsUp.CORE,
    )
)
def days_since_last_commit(repository: RepositoryFacts, context: Context) -> Finding:
    """Find the youngest human commit."""
    last = last_human_commit(repository)
    if last is None:
        raise undefined(say("no person ever committed"))
    return Finding(context.days_since(last), say("The last human commit is of {date}", date=last))


@THEME.pooled(
    THEME.info(
        "activity.trend",
        "Commits against the year before",
        "Human commits of the last 12 months divided by those of the 12 months before; 1 is as many as "
        "before. "
        "Unknown while the history does not reach back 24 months or nobody committed in the year before.",
        kind=Kind.NUMBER,
        unit="ratio",
        adds_up=AddsUp.SHARE,
    ),
    requires=COMMITS,
)
def trend(pool: Pool) -> Finding:
    """Compare two years of human commits."""
    now, before = int(pool.year["commits"].sum()), int(pool.year_before["commits"].sum())
    if pool.activity.empty or int(pool.activity["age"].max()) < 2 * YEAR - 1:
        raise undefined(say("the history does not reach back 24 months"))
    if before == 0:
        raise undefined(say("no human commit in the year before to compare with"))
    sentence = say(
        "Human commits in the 12 months to {day}: {count}, in the year before: {before}",
        count=now,
        before=before,
        day=pool.context.day,
    )
    return Finding(rounded(now / before), sentence)


@THEME.of_repository(
    THEME.info(
        "activity.age_years",
        "Age",
        "Years between the first commit of the history and the assessed day.",
        kind=Kind.NUMBER,
        unit="years",
        adds_up=AddsUp.CORE,
    )
)
def age_years(repository: RepositoryFacts, context: Context) -> Finding:
    """Measure from the first commit."""
    first = history(repository).first_commit
    if first is None:
        raise undefined(say("no first commit is known"))
    years = round(context.days_since(first) / DAYS_OF_A_YEAR, 1)
    return Finding(years, say("The first commit is of {date}", date=first))


@THEME.of_repository(
    THEME.info(
        "activity.active_repositories_share",
        "Active repositories",
        "Share of the repositories, by weight, with a human commit in the last 12 months.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def active_repositories_share(repository: RepositoryFacts, context: Context) -> Finding:
    """Tell whether a person committed in the last 12 months."""
    last = last_human_commit(repository)
    active = last is not None and context.days_since(last) < YEAR
    alone = say("People committed in the 12 months to {day}", day=context.day)
    if not active:
        alone = say("Nobody committed in the 12 months to {day}", day=context.day)
    together = say(
        "People committed to {count} of {known} repositories, {share} by weight, in the 12 months to {day}",
        day=context.day,
    )
    return Finding(active, alone, together=together)


@THEME.of_repository(
    THEME.info(
        "activity.history_published",
        "Published history",
        "Commits reachable from the default branch divided by commits reachable from any branch. A low "
        "share means that "
        "the work happens on branches which reach the default branch squashed or not at all.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.CORE,
    )
)
def history_published(repository: RepositoryFacts, _context: Context) -> Finding:
    """Compare the default branch with all refs."""
    known = history(repository)
    part = require(known.commits_on_default_branch, Subject.HISTORY)
    whole = require(known.commits_on_all_branches, Subject.HISTORY)
    sentence = say("{part} of {whole} commits are on the default branch")
    return share_of(part, whole, sentence, say("there is no commit"))
