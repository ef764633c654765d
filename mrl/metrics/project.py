"""Properties of a project that decide which questions apply to it; none is good or bad."""

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, Sign, Subject, yes_if_any
from mrl.metrics.pool import Pool
from mrl.metrics.reading import declared, program_files, releases, require
from mrl.metrics.registry import Theme
from mrl.metrics.tracker_signs import ON_A_FORGE, trackers
from mrl.model.base import say
from mrl.model.evidence import AddsUp, Better, Kind, MetricInfo
from mrl.model.facts import RepositoryFacts

THEME = Theme()


def _property(name: str, title: str, definition: str, adds_up: AddsUp) -> MetricInfo:
    return THEME.info(
        f"project.{name}", title, definition, kind=Kind.YES_NO, better=Better.NEITHER, adds_up=adds_up
    )


@THEME.of_repository(
    _property("has_releases", "Makes releases", "At least one tag is a release, final or not.", AddsUp.CORE)
)
def has_releases(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for any release."""
    count = len(releases(repository))
    if not count:
        return Finding(value=False, sentence=say("No tag is a release"))
    return Finding(value=True, sentence=say("Tags that are releases: {count}", count=count))


@THEME.of_repository(
    _property(
        "has_source_code",
        "Holds source code",
        "At least one own file is in a programming language.",
        AddsUp.ANY,
    )
)
def has_source_code(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for own program files."""
    count = sum(counts.own for counts in program_files(repository))
    if not count:
        return Finding(value=False, sentence=say("No own file is in a programming language"))
    return Finding(value=True, sentence=say("Own files in a programming language: {count}", count=count))


def _nothing(_repository: RepositoryFacts, _context: Context) -> None:
    """Require no facts: the snapshot itself says how many repositories there are."""


@THEME.pooled(
    _property(
        "several_repositories",
        "Several repositories",
        "The project has more than one repository that is not retired.",
        AddsUp.ANY,
    ),
    requires=_nothing,
)
def several_repositories(pool: Pool) -> Finding:
    """Count the repositories."""
    count = len(pool.repositories)
    return Finding(count > 1, say("Repositories that are not retired: {count}", count=count))


@THEME.of_repository(
    _property(
        "tracker_outside_forge",
        "Tracker outside the forge",
        "The project file, README or manifests name an issue tracker that is not the one of a GitHub or "
        "GitLab forge.",
        AddsUp.CORE,
    )
)
def tracker_outside_forge(repository: RepositoryFacts, context: Context) -> Finding:
    """Look for a tracker of another kind."""
    outside = [tracker for tracker in trackers(repository, context) if tracker.kind not in ON_A_FORGE]
    if not outside:
        return Finding(value=False, sentence=say("No tracker outside the forge is named"))
    return Finding(
        value=True, sentence=say("A tracker of the kind {kind} is named", kind=outside[0].kind.value)
    )


@THEME.of_repository(
    _property(
        "has_dependencies", "Has a manifest", "A build or package manifest can name dependencies.", AddsUp.ANY
    )
)
def has_dependencies(repository: RepositoryFacts, _context: Context) -> Finding:
    """Look for manifests."""
    manifests = require(declared(repository).manifests, Subject.DECLARED)
    path = manifests[0].path if manifests else None
    sign = Sign(
        path is not None,
        Subject.DECLARED,
        say("{path} is a manifest", path=path or ""),
        (path,) if path else (),
    )
    return yes_if_any([sign], say("No build or package manifest"))
