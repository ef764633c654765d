"""Metrics that are declared but need a source which no collector reads yet."""

from typing import NamedTuple

from mrl.metrics.registry import Theme
from mrl.model.base import say
from mrl.model.evidence import AddsUp, Better, Kind

THEME = Theme()

FORGE = "forge"
TRACKER = "tracker"
QUALITY_SERVER = "quality server"

REASONS = {
    FORGE: say("needs a forge"),
    TRACKER: say("needs a tracker"),
    QUALITY_SERVER: say("needs a quality server"),
}

RESPONSE = "https://chaoss.community/kb/metric-time-to-first-response/"
CLOSURE = "https://chaoss.community/kb/metric-change-request-closure-ratio/"


class Form(NamedTuple):
    """What a value looks like, which direction is good and how it adds up."""

    kind: Kind
    unit: str
    better: Better
    adds_up: AddsUp


MORE_PEOPLE = Form(Kind.COUNT, "people", Better.HIGHER, AddsUp.SUM)
FEWER_HOURS = Form(Kind.NUMBER, "hours", Better.LOWER, AddsUp.MEDIAN)
FEWER_DAYS = Form(Kind.NUMBER, "days", Better.LOWER, AddsUp.MEDIAN)
HIGH_SHARE = Form(Kind.SHARE, "share", Better.HIGHER, AddsUp.SHARE)
LOW_SHARE = Form(Kind.SHARE, "share", Better.LOWER, AddsUp.SHARE)
HIGH_RATIO = Form(Kind.NUMBER, "ratio", Better.HIGHER, AddsUp.SHARE)
YES_IN_CORE = Form(Kind.YES_NO, "", Better.HIGHER, AddsUp.CORE)
NO_IN_CORE = Form(Kind.YES_NO, "", Better.LOWER, AddsUp.CORE)
YES_IN_ALL = Form(Kind.YES_NO, "", Better.HIGHER, AddsUp.WORST)
FEWER_VIOLATIONS = Form(Kind.COUNT, "violations", Better.LOWER, AddsUp.SUM)


def _waits(needs: str, metric: str, title: str, definition: str, *, form: Form, source: str = "") -> None:
    THEME.waiting(THEME.info(metric, title, definition, needs=needs, source=source, **form._asdict()))


_waits(
    TRACKER,
    "issues.active_assignees",
    "People who take on issues",
    "People who were assigned an issue that was worked on in the last 12 months.",
    form=MORE_PEOPLE,
)
_waits(
    TRACKER,
    "issues.time_to_first_response",
    "Time to the first answer to an issue",
    "Median of the hours from the opening of an issue in the last 12 months to the first answer of another "
    "person; "
    "unanswered issues count with the hours they have waited.",
    form=FEWER_HOURS,
    source=RESPONSE,
)
_waits(
    TRACKER,
    "issues.time_to_close",
    "Time to close an issue",
    "Median of the days from opening to closing of the issues closed in the last 12 months.",
    form=FEWER_DAYS,
    source="https://chaoss.community/kb/metric-issue-resolution-duration/",
)
_waits(
    TRACKER,
    "issues.unanswered_share",
    "Unanswered issues",
    "Share of the issues opened in the last 12 months that no other person has answered.",
    form=LOW_SHARE,
)
_waits(
    TRACKER,
    "issues.closure_ratio",
    "Closed against opened issues",
    "Issues closed in the last 12 months divided by issues opened in them.",
    form=HIGH_RATIO,
)
_waits(
    TRACKER,
    "issues.answered_within_two_business_days",
    "Issues answered within two business days",
    "Share of the issues opened in the last 12 months that another person answered within two business days.",
    form=HIGH_SHARE,
    source=RESPONSE,
)
_waits(
    FORGE,
    "change_requests.time_to_first_response",
    "Time to the first answer to a change request",
    "Median of the hours from the opening of a change request in the last 12 months to the first answer of "
    "another person.",
    form=FEWER_HOURS,
    source=RESPONSE,
)
_waits(
    FORGE,
    "change_requests.closure_ratio",
    "Closed against opened change requests",
    "Change requests closed in the last 12 months divided by change requests opened in them.",
    form=HIGH_RATIO,
    source=CLOSURE,
)
_waits(
    FORGE,
    "change_requests.reviewed_share",
    "Reviewed change requests",
    "Share of the change requests merged in the last 12 months that another person reviewed.",
    form=HIGH_SHARE,
    source="https://chaoss.community/kb/metric-change-request-reviews/",
)
_waits(
    FORGE,
    "forge.branch_protection",
    "Protected default branch",
    "The forge refuses changes to the default branch that were not reviewed or checked.",
    form=YES_IN_ALL,
)
_waits(
    FORGE,
    "forge.release_assets",
    "Files for download",
    "The last release on the forge offers files for download.",
    form=YES_IN_CORE,
)
_waits(
    FORGE,
    "forge.description",
    "Description on the forge",
    "The forge shows a description of the repository.",
    form=YES_IN_CORE,
)
_waits(
    FORGE,
    "forge.discussions",
    "Discussions on the forge",
    "The forge offers a place for discussions.",
    form=YES_IN_CORE,
)
_waits(
    FORGE,
    "forge.good_first_issues",
    "Open first tasks",
    "Open issues on the forge whose label says that they suit newcomers.",
    form=Form(Kind.COUNT, "issues", Better.HIGHER, AddsUp.SUM),
)
_waits(
    FORGE,
    "forge.private_vulnerability_reports",
    "Private vulnerability reports",
    "The forge takes reports of vulnerabilities that only the maintainers see.",
    form=YES_IN_CORE,
)
_waits(
    FORGE,
    "forge.archived",
    "Archived",
    "The forge shows the repository as archived: nothing changes any more.",
    form=NO_IN_CORE,
)
_waits(
    FORGE,
    "forge.security_advisories",
    "Security advisories",
    "Security advisories that the project published on the forge.",
    form=Form(Kind.COUNT, "advisories", Better.NEITHER, AddsUp.SUM),
)
_waits(
    QUALITY_SERVER,
    "quality.blocker_violations",
    "Blocking violations",
    "Open violations that the quality server ranks as blocking.",
    form=FEWER_VIOLATIONS,
)
_waits(
    QUALITY_SERVER,
    "quality.critical_violations",
    "Critical violations",
    "Open violations that the quality server ranks as critical.",
    form=FEWER_VIOLATIONS,
)
_waits(
    QUALITY_SERVER,
    "quality.test_coverage",
    "Test coverage",
    "Share of the code that tests run, as the quality server reports it.",
    form=HIGH_SHARE,
    source="https://chaoss.community/kb/metric-test-coverage/",
)
_waits(
    QUALITY_SERVER,
    "quality.duplication",
    "Duplicated code",
    "Share of the lines that stand in the code more than once, as the quality server reports it.",
    form=LOW_SHARE,
)
_waits(
    QUALITY_SERVER,
    "quality.gate",
    "Quality gate",
    "The quality server says that the conditions its users set are met.",
    form=YES_IN_ALL,
)
