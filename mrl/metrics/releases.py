"""What is handed out: releases that tags show, their rhythm and how they are made."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mrl.metrics.context import YEAR, Context, in_utc
from mrl.metrics.finding import Finding, rounded, undefined
from mrl.metrics.pool import Pool
from mrl.metrics.reading import RELEASES, final_releases, releases
from mrl.metrics.registry import Theme
from mrl.model.base import Message, Value, say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import Release, ReleaseKind, RepositoryFacts

if TYPE_CHECKING:
    from pandas import Series

THEME = Theme()

NEVER = say("there never was a final release")

THREE_YEARS = 3 * YEAR
GAPS_FOR_REGULARITY = 3
CHAOSS_FREQUENCY = "https://chaoss.community/kb/metric-release-frequency/"


@THEME.of_repository(
    THEME.info(
        "releases.ever",
        "Has released",
        "At least one tag of the repository's own artifact is a final release: no candidate, no beta.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    )
)
def ever(repository: RepositoryFacts, context: Context) -> Finding:
    """Look for a final release."""
    finals = final_releases(repository, context)
    if not finals:
        return Finding(value=False, sentence=say("No tag is a final release"))
    return Finding(value=True, sentence=_last_release(finals))


def _last(finals: list[Release]) -> Release:
    return max(finals, key=lambda release: in_utc(release.time))


def _last_release(finals: list[Release]) -> Message:
    last = _last(finals)
    return say(
        "The last final release is {version} of {date}", version=last.version, date=in_utc(last.time).date()
    )


@THEME.of_repository(
    THEME.info(
        "releases.final_12_months",
        "Releases in 12 months",
        "Final releases of the last 365 days, maintenance releases included.",
        kind=Kind.COUNT,
        unit="releases",
        adds_up=AddsUp.CORE,
        source=CHAOSS_FREQUENCY,
    )
)
def final_12_months(repository: RepositoryFacts, context: Context) -> Finding:
    """Count final releases of a year."""
    count = len(final_releases(repository, context, within=YEAR))
    return Finding(
        count, say("Final releases in the 12 months to {day}: {count}", count=count, day=context.day)
    )


@THEME.of_repository(
    THEME.info(
        "releases.days_since_last",
        "Days since the last release",
        "Full days between the last final release and the assessed moment. Unknown where there never was "
        "one.",
        kind=Kind.COUNT,
        unit="days",
        better=Better.LOWER,
        adds_up=AddsUp.CORE,
    )
)
def days_since_last(repository: RepositoryFacts, context: Context) -> Finding:
    """Measure from the youngest final release."""
    finals = final_releases(repository, context)
    if not finals:
        raise undefined(NEVER)
    return Finding(int(context.days_since_moment(_last(finals).time)), _last_release(finals))


def gaps(pool: Pool) -> "Series[float]":
    """Give the days between each final release of 36 months and the one before in its repository."""
    finals = pool.recent_final_releases
    return -finals.groupby("repository")["age"].diff().dropna()


def interval_by_repository(pool: Pool) -> Mapping[int, Value]:
    """Give the median interval of each known repository that has one."""
    between = gaps(pool)
    medians = between.groupby(pool.recent_final_releases["repository"].loc[between.index]).median()
    return dict(zip(medians.index.tolist(), medians.round(1).tolist(), strict=True))


@THEME.pooled(
    THEME.info(
        "releases.median_interval",
        "Days between releases",
        "Median of the days between successive final releases of the same repository, over the last 36 "
        "months and all "
        "repositories. All maintained lines of a repository count together.",
        kind=Kind.NUMBER,
        unit="days",
        better=Better.LOWER,
        adds_up=AddsUp.MEDIAN,
        source=CHAOSS_FREQUENCY,
    ),
    requires=RELEASES,
    by_repository=interval_by_repository,
)
def median_interval(pool: Pool) -> Finding:
    """Pool the gaps of all repositories."""
    between = gaps(pool)
    if between.empty:
        raise undefined(say("no repository had two final releases in the last 36 months"))
    days = round(float(between.median()), 1)
    return Finding(
        days,
        say(
            "Median of the intervals between releases: {days} days, intervals: {count}",
            count=len(between),
            days=days,
        ),
    )


@THEME.pooled(
    THEME.info(
        "releases.regularity",
        "Regularity of releases",
        "Coefficient of variation (standard deviation divided by mean) of the days between successive "
        "final releases of "
        "a repository in the last 36 months, where there are at least 3 such intervals; the median of the "
        "repositories. "
        "0 is a perfect beat, 1 is as irregular as chance.",
        kind=Kind.NUMBER,
        unit="ratio",
        better=Better.LOWER,
        adds_up=AddsUp.MEDIAN,
    ),
    requires=RELEASES,
)
def regularity(pool: Pool) -> Finding:
    """Compare the spread of the gaps with their mean, in each repository that has enough of them."""
    between = gaps(pool)
    of_repository = between.groupby(pool.recent_final_releases["repository"].loc[between.index])
    spread = of_repository.std(ddof=0) / of_repository.mean()
    enough = spread[(of_repository.size() >= GAPS_FOR_REGULARITY) & spread.notna()]
    if enough.empty:
        raise undefined(
            say("no repository had {least} intervals between releases", least=GAPS_FOR_REGULARITY)
        )
    ratio = rounded(enough.median())
    sentence = say("Intervals between releases vary by {share} of their mean", share=ratio)
    return Finding(ratio, sentence)


@THEME.of_repository(
    THEME.info(
        "releases.maintained_lines",
        "Maintained lines",
        "Lines of versions, told apart by major and minor number, with a final release in the last 365 days.",
        kind=Kind.COUNT,
        unit="lines",
        adds_up=AddsUp.CORE,
    )
)
def maintained_lines(repository: RepositoryFacts, context: Context) -> Finding:
    """Count lines with a release within a year."""
    count = len({release.line for release in final_releases(repository, context, within=YEAR)})
    return Finding(
        count,
        say(
            "Lines of versions with a release in the 12 months to {day}: {count}",
            count=count,
            day=context.day,
        ),
    )


@THEME.of_repository(
    THEME.info(
        "releases.pre_releases",
        "Release candidates and betas",
        "At least one release candidate or beta was tagged in the last 36 months.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.ANY,
    )
)
def pre_releases(repository: RepositoryFacts, context: Context) -> Finding:
    """Look for releases that say they are not final."""
    count = sum(
        release.kind is not ReleaseKind.FINAL and context.days_since_moment(release.time) < THREE_YEARS
        for release in releases(repository)
    )
    if not count:
        return Finding(value=False, sentence=say("No release candidate or beta in the last 36 months"))
    return Finding(
        value=True, sentence=say("Release candidates and betas in the last 36 months: {count}", count=count)
    )


THEME.presence(
    THEME.info(
        "releases.changelog",
        "Change log",
        "A file that tells what changed from release to release is in the repository.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "community.changelog",
    no=say("No change log or release notes among the files"),
)

THEME.presence(
    THEME.info(
        "releases.automation",
        "Automated releases",
        "Build files or CI definitions use a tool that makes releases.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "release_automation",
    no=say("No release tooling in build files or CI definitions"),
)


@THEME.of_repository(
    THEME.info(
        "releases.current_repositories_share",
        "Repositories with a current release",
        "Share of the repositories, by weight, with a final release in the last 3 years.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def current_repositories_share(repository: RepositoryFacts, context: Context) -> Finding:
    """Tell whether there is a final release of the last 3 years."""
    current = bool(final_releases(repository, context, within=THREE_YEARS))
    alone = say("There is a final release of the 36 months to {day}", day=context.day)
    if not current:
        alone = say("There is no final release of the 36 months to {day}", day=context.day)
    together = say(
        "{count} of {known} repositories, {share} by weight, had a final release in the 36 months to {day}",
        day=context.day,
    )
    return Finding(current, alone, together=together)
