"""What other tools said of the project, in result files that the project file names."""

from mrl.metrics.context import Context
from mrl.metrics.finding import Finding, rounded, undefined
from mrl.metrics.pool import Pool
from mrl.metrics.registry import Theme
from mrl.model.base import say
from mrl.model.evidence import AddsUp, Better, Kind
from mrl.model.facts import RepositoryFacts
from mrl.model.results import ExternalResults

THEME = Theme(needs="result file")

_MISSING = say("to be read in a result file, which was not given")


def _project(_repository: RepositoryFacts, _context: Context) -> None:
    """Require no facts of a repository: result files speak of the project."""


def _results(pool: Pool) -> ExternalResults:
    if pool.context.results is None:
        raise undefined(_MISSING)
    return pool.context.results


@THEME.pooled(
    THEME.info(
        "results.scanned_licensed_share",
        "Files with a license, by ScanCode",
        "Files in which ScanCode found any license, divided by all files that it scanned.",
        kind=Kind.SHARE,
        unit="share",
        better=Better.HIGHER,
        adds_up=AddsUp.SHARE,
        source="https://scancode-toolkit.readthedocs.io/",
    ),
    requires=_project,
)
def scanned_licensed_share(pool: Pool) -> Finding:
    """Add up all scans."""
    scans = _results(pool).scans
    files = sum(scan.files for scan in scans)
    if not files:
        raise undefined(_MISSING)
    licensed = sum(scan.licensed_files for scan in scans)
    sentence = say("ScanCode found a license in {count} of {total} files", count=licensed, total=files)
    return Finding(rounded(licensed / files), sentence)


@THEME.pooled(
    THEME.info(
        "results.scorecard",
        "OpenSSF Scorecard",
        "The aggregate score of OpenSSF Scorecard, the lowest where there are several; checks that "
        "Scorecard calls inconclusive are in none.",
        kind=Kind.NUMBER,
        unit="of 10",
        better=Better.HIGHER,
        adds_up=AddsUp.SHARE,
        source="https://github.com/ossf/scorecard",
    ),
    requires=_project,
)
def scorecard(pool: Pool) -> Finding:
    """Take the lowest aggregate."""
    cards = [card for card in _results(pool).scorecards if card.aggregate is not None]
    if not cards:
        raise undefined(_MISSING)
    lowest = min(card.aggregate for card in cards if card.aggregate is not None)
    unsure = sum(len(card.inconclusive) for card in cards)
    return Finding(
        lowest, say("OpenSSF Scorecard: {value}, inconclusive checks: {count}", value=lowest, count=unsure)
    )


@THEME.pooled(
    THEME.info(
        "results.reuse_compliant",
        "Follows REUSE",
        "The REUSE tool found every file to carry its license and copyright.",
        kind=Kind.YES_NO,
        better=Better.HIGHER,
        adds_up=AddsUp.ANY,
        source="https://reuse.software/spec/",
    ),
    requires=_project,
)
def reuse_compliant(pool: Pool) -> Finding:
    """Say yes where every result says yes."""
    found = _results(pool).reuse
    if not found:
        raise undefined(_MISSING)
    licensed, files = sum(item.files_with_license for item in found), sum(item.files for item in found)
    sentence = say("REUSE found a license for {count} of {total} files", count=licensed, total=files)
    return Finding(all(item.compliant for item in found), sentence)


@THEME.pooled(
    THEME.info(
        "results.policy_violations",
        "Policy violations, by ORT",
        "Violations of policy rules of severity error that ORT found and nobody resolved.",
        kind=Kind.COUNT,
        unit="violations",
        better=Better.LOWER,
        adds_up=AddsUp.SUM,
        source="https://oss-review-toolkit.org/ort/docs/getting-started/introduction",
    ),
    requires=_project,
)
def policy_violations(pool: Pool) -> Finding:
    """Add up unresolved errors; an ORT result without rules says nothing."""
    told = [item.rule_violations for item in _results(pool).ort if item.rule_violations is not None]
    if not told:
        raise undefined(_MISSING)
    count = sum(violations.get("error", 0) for violations in told)
    return Finding(count, say("Policy rules that are violated, by ORT: {count}", count=count))
