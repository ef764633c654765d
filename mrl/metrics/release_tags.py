"""How releases are tagged: by whom, signed or not, and under which numbers."""

import re
from collections.abc import Callable

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, share_of
from mrl.metrics.reading import final_releases
from mrl.metrics.registry import Theme
from mrl.metrics.releases import THREE_YEARS
from mrl.model.base import Message, say
from mrl.model.evidence import AddsUp, Kind
from mrl.model.facts import Release, RepositoryFacts

THEME = Theme()

NONE_RECENT = say("no final release in the last 36 months")
SEMANTIC_VERSION = re.compile(
    r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?",
    re.ASCII,
)


def _share_of_recent(
    repository: RepositoryFacts, context: Context, holds: Callable[[Release], object], sentence: Message
) -> Finding:
    recent = final_releases(repository, context, within=THREE_YEARS)
    return share_of(sum(bool(holds(release)) for release in recent), len(recent), sentence, NONE_RECENT)


@THEME.of_repository(
    THEME.info(
        "releases.annotated_share",
        "Annotated release tags",
        "Share of the final releases of the last 36 months whose tag is annotated, so that it says who "
        "made it and when.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def annotated_share(repository: RepositoryFacts, context: Context) -> Finding:
    """Count annotated tags."""
    sentence = say("{part} of {whole} final releases of 36 months have an annotated tag")
    return _share_of_recent(repository, context, lambda release: release.annotated, sentence)


@THEME.of_repository(
    THEME.info(
        "releases.signed_share",
        "Signed release tags",
        "Share of the final releases of the last 36 months whose tag carries a signature; whether it "
        "verifies is not looked "
        "at.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
    )
)
def signed_share(repository: RepositoryFacts, context: Context) -> Finding:
    """Count signed tags."""
    sentence = say("{part} of {whole} final releases of 36 months have a signed tag")
    return _share_of_recent(repository, context, lambda release: release.signed, sentence)


@THEME.of_repository(
    THEME.info(
        "releases.version_scheme_share",
        "Semantic version numbers",
        "Share of the final releases of the last 36 months whose version is written as SemVer asks: x.y.z.",
        kind=Kind.SHARE,
        unit="share",
        adds_up=AddsUp.SHARE,
        source="https://semver.org/spec/v2.0.0.html",
    )
)
def version_scheme_share(repository: RepositoryFacts, context: Context) -> Finding:
    """Match versions against the grammar of SemVer 2.0.0."""
    sentence = say("{part} of {whole} final releases of 36 months have a version such as 1.2.3")
    return _share_of_recent(
        repository, context, lambda release: SEMANTIC_VERSION.fullmatch(release.version), sentence
    )
