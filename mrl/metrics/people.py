"""Who does the work: counts and concentrations, never persons."""

from collections.abc import Mapping

from mrl.metrics.context import YEAR
from mrl.metrics.finding import Finding, Subject, rounded, share_of, undefined, unread
from mrl.metrics.pool import Pool
from mrl.metrics.reading import COMMITS
from mrl.metrics.registry import Theme
from mrl.model.base import Value, say
from mrl.model.evidence import AddsUp, Better, Bound, Kind
from mrl.model.facts import CommitKind

THEME = Theme()

REGULAR_MONTHS = 3


def _told_apart(pool: Pool) -> Pool:
    """Give the pool back; unknown where a .mailmap that could join authors was not read."""
    if pool.authors is None and not pool.activity.empty:
        raise unread(Subject.AUTHORS)
    return pool


def contributors_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the active contributors of each known repository."""
    if pool.authors is None:
        return {}
    return pool.for_each_repository(pool.year.groupby("repository")["author"].nunique())


@THEME.pooled(
    THEME.info(
        "people.active_contributors",
        "Active contributors",
        "People with at least one commit in the last 12 months, after several identities of one person are "
        "merged. "
        "Robots are left out.",
        kind=Kind.COUNT,
        unit="people",
        adds_up=AddsUp.SUM,
        source="https://chaoss.community/kb/metric-contributors/",
    ),
    requires=COMMITS,
    by_repository=contributors_by_repository,
)
def active_contributors(pool: Pool) -> Finding:
    """Count distinct authors."""
    count = len(_told_apart(pool).commits_by_author)
    return Finding(
        count,
        say("People who committed in the 12 months to {day}: {count}", count=count, day=pool.context.day),
    )


@THEME.pooled(
    THEME.info(
        "people.regular_contributors",
        "Regular contributors",
        "People with commits in at least 3 of the twelve twelfths of the last 365 days.",
        kind=Kind.COUNT,
        unit="people",
        adds_up=AddsUp.SUM,
    ),
    requires=COMMITS,
)
def regular_contributors(pool: Pool) -> Finding:
    """Count authors who came back in several months."""
    months = _told_apart(pool).year.groupby("author")["month"].nunique()
    count = int((months >= REGULAR_MONTHS).sum())
    sentence = say(
        "People who committed in at least {months} of the 12 months: {count}",
        count=count,
        months=REGULAR_MONTHS,
    )
    return Finding(count, sentence)


@THEME.pooled(
    THEME.info(
        "people.newcomers_12_months",
        "Newcomers",
        "People whose first commit in any repository of the project falls in the last 12 months. Unknown "
        "while the "
        "history of a repository is: who is new here may have worked there.",
        kind=Kind.COUNT,
        unit="people",
        adds_up=AddsUp.SUM,
        source="https://chaoss.community/kb/metric-new-contributors/",
    ),
    requires=COMMITS,
    complete=True,
)
def newcomers_12_months(pool: Pool) -> Finding:
    """Count authors with no commit before the window."""
    of_people = _told_apart(pool).activity[pool.activity["kind"] == CommitKind.HUMAN.value]
    count = int((of_people.groupby("author")["age"].max() < YEAR).sum())
    sentence = say(
        "People who committed for the first time in the 12 months to {day}: {count}",
        count=count,
        day=pool.context.day,
    )
    return Finding(count, sentence)


@THEME.pooled(
    THEME.info(
        "people.contributor_absence_factor",
        "Contributor absence factor",
        "The smallest number of people who together made more than half of the human commits of the last "
        "12 months "
        "(formerly called bus factor); 0 when nobody committed.",
        kind=Kind.COUNT,
        unit="people",
        adds_up=AddsUp.SHARE,
        source="https://chaoss.community/kb/metric-contributor-absence-factor/",
    ),
    requires=COMMITS,
)
def contributor_absence_factor(pool: Pool) -> Finding:
    """Add up the busiest authors until they pass one half."""
    busiest_first = _told_apart(pool).commits_by_author.sort_values(ascending=False).cumsum()
    if busiest_first.empty:
        return Finding(0, say("Nobody committed in the 12 months to {day}", day=pool.context.day))
    count = int((busiest_first * 2 <= busiest_first.iloc[-1]).sum()) + 1
    return Finding(
        count, say("Fewest people who made more than half of the commits of 12 months: {count}", count=count)
    )


@THEME.pooled(
    THEME.info(
        "people.concentration",
        "Concentration of commits",
        "Herfindahl index: the sum of the squared shares of all people in the human commits of the last 12 "
        "months. "
        "1 is one person, 0.1 is ten people with equal shares.",
        kind=Kind.SHARE,
        unit="index",
        better=Better.LOWER,
        adds_up=AddsUp.SHARE,
        source="https://en.wikipedia.org/wiki/Herfindahl%E2%80%93Hirschman_index",
    ),
    requires=COMMITS,
)
def concentration(pool: Pool) -> Finding:
    """Sum up squared shares."""
    by_author = _told_apart(pool).commits_by_author
    if by_author.empty:
        raise undefined(say("nobody committed in the last 12 months"))
    index = rounded(((by_author / by_author.sum()) ** 2).sum())
    people = len(by_author)
    sentence = say(
        "Concentration of the commits of 12 months: {index}, people: {count}", count=people, index=index
    )
    return Finding(index, sentence)


@THEME.pooled(
    THEME.info(
        "people.organisations",
        "Organisations",
        "Organisations of the active contributors, as far as addresses tell. A lower bound: private "
        "addresses name none.",
        kind=Kind.COUNT,
        unit="organisations",
        adds_up=AddsUp.SUM,
        source="https://chaoss.community/kb/metric-organizational-diversity/",
    ),
    requires=COMMITS,
)
def organisations(pool: Pool) -> Finding:
    """Count the distinct organisations that are known."""
    if pool.authors is None:
        raise unread(Subject.AUTHORS)
    people = [int(author) for author in pool.commits_by_author.index]
    of_people = [
        pool.authors.organisations[author] for author in people if author in pool.authors.organisations
    ]
    if not of_people:
        raise undefined(say("no address of an active contributor names an organisation"))
    count = len(set(of_people))
    sentence = say(
        "Organisations of {people} of {whole} active contributors: {count}",
        people=len(of_people),
        whole=len(people),
        count=count,
    )
    return Finding(count, sentence, bound=Bound.EXACT if len(of_people) == len(people) else Bound.AT_LEAST)


@THEME.pooled(
    THEME.info(
        "people.retention",
        "Contributors who stayed",
        "Of the people who committed in the year before the last 12 months, the share who also committed "
        "in the last 12.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    ),
    requires=COMMITS,
)
def retention(pool: Pool) -> Finding:
    """Follow last year's authors."""
    before, now = set(pool.year_before["author"]), set(_told_apart(pool).commits_by_author.index)
    sentence = say("{part} of {whole} people of the year before committed again")
    return share_of(len(before & now), len(before), sentence, say("nobody committed in the year before"))
