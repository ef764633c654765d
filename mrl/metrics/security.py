"""What the tree shows of care for security, and what should not be in it."""

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding
from mrl.metrics.reading import answer
from mrl.metrics.registry import Theme
from mrl.model.base import say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import RepositoryFacts

THEME = Theme()

THEME.presence(
    THEME.info(
        "security.policy",
        "Security policy",
        "A file says how to report a vulnerability and what happens then, here or lent by the organisation.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
        source="https://baseline.openssf.org/",
    ),
    "community.security",
    no=say("No security policy in the root, .github, docs or .gitlab folder"),
)
THEME.presence(
    THEME.info(
        "security.insights",
        "Security contacts for machines",
        "A file SECURITY-INSIGHTS.yml or security.txt tells machines whom to contact.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
        source="https://github.com/ossf/security-insights",
    ),
    "security.insights",
    no=say("Neither SECURITY-INSIGHTS.yml nor security.txt"),
)
THEME.presence(
    THEME.info(
        "security.sbom",
        "Software bill of materials",
        "A bill of materials, or the set-up of a tool that writes one, is in any repository.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.ANY,
    ),
    "sbom",
    no=say("No bill of materials and no tool that writes one"),
)


@THEME.of_repository(
    THEME.info(
        "security.key_like_files",
        "Files that look like secrets",
        "Files with a private key, a password or a token, where such things are customarily kept; those of "
        "tests are left "
        "out. What they hold is never shown.",
        kind=Kind.COUNT,
        unit="files",
        better=Better.LOWER,
        adds_up=AddsUp.SUM,
    )
)
def key_like_files(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count suspicious files."""
    found = answer(repository, "security.secret_files")
    return Finding(
        found.count, say("Files that look like secrets: {count}", count=found.count), paths=found.paths
    )


@THEME.of_repository(
    THEME.info(
        "security.executables_in_tree",
        "Compiled programs in the tree",
        "Files with compiled programs among the project's own files; nobody can review them.",
        kind=Kind.COUNT,
        unit="files",
        better=Better.LOWER,
        adds_up=AddsUp.SUM,
        source="https://github.com/ossf/scorecard/blob/main/docs/checks.md#binary-artifacts",
    )
)
def executables_in_tree(repository: RepositoryFacts, _context: Context) -> Finding:
    """Count compiled programs."""
    found = answer(repository, "binaries.executables")
    return Finding(
        found.count, say("Files with compiled programs: {count}", count=found.count), paths=found.paths
    )


THEME.presence(
    THEME.info(
        "security.scanning",
        "Security scanning",
        "Build files, CI definitions or the set-up of a tool show that code or dependencies are scanned "
        "for weaknesses.",
        kind=Kind.YES_NO,
        adds_up=AddsUp.CORE,
    ),
    "security.scanning",
    no=say("No set-up of a tool that scans code or dependencies for weaknesses"),
)
