"""Builders of facts from beyond git: a forge, samples of issues, a tracker, a quality server."""

import datetime as dt
from typing import Any

from support.moments import before

from mrl.model.forge import Forge, ForgeKind, ForgeRelease, Issue, IssueSample, Quality, TrackerFacts
from mrl.model.project import TrackerKind


def issue(days: float, answer: float | None = None, close: float | None = None, **changes: Any) -> Issue:
    """Make an issue opened that many days ago, answered and closed that many hours after its opening."""

    def later(hours: float | None) -> dt.datetime | None:
        return None if hours is None else before(days) + dt.timedelta(hours=hours)

    values: dict[str, Any] = {
        "opened": before(days),
        "first_response": later(answer),
        "closed": later(close),
    }
    return Issue(**values | changes)


def sample(*issues: Issue, **changes: Any) -> IssueSample:
    """Make the sample of these issues, which are all there are; none of them is older than a year."""
    still_open = tuple(each for each in issues if each.closed is None)
    closed = tuple(each for each in issues if each.closed is not None)
    values: dict[str, Any] = {
        "source": TrackerKind.GITHUB,
        "open": still_open,
        "closed": closed,
        "open_total": len(still_open),
        "closed_total": len(closed),
        "opened_12_months": len(issues),
        "closed_12_months": len(closed),
    }
    return IssueSample(**values | changes)


def forge(**changes: Any) -> Forge:
    """Make a forge that was asked for everything and shows nothing."""
    values: dict[str, Any] = {
        "kind": ForgeKind.GITHUB,
        "description": "",
        "homepage": "",
        "archived": False,
        "moved_to": "",
        "fork": False,
        "template": False,
        "topics": (),
        "license": "",
        "releases": (),
        "issues_enabled": True,
        "issues": sample(),
        "change_requests": sample(),
        "community_files": {},
        "inherited_files": {},
        "branch_protected": False,
        "discussions": False,
        "good_first_issues": 0,
        "private_vulnerability_reports": False,
        "security_advisories": 0,
        "pipelines_succeed": None,
    }
    return Forge(**values | changes)


def forge_release(tag: str, days: float, assets: int = 0, *, pre_release: bool = False) -> ForgeRelease:
    """Make a release on a forge that many days ago."""
    return ForgeRelease(tag=tag, time=before(days), pre_release=pre_release, assets=assets)


def busy_sample(**changes: Any) -> IssueSample:
    """Make a sample of issues in every state: answered or not, closed or not, assigned or not."""
    return sample(
        issue(3),
        issue(40, assignees=(1,)),
        issue(90, 30, assignees=(1, 2)),
        issue(20, 5, 50, assignees=(3,)),
        issue(100, 100, 700),
        issue(200, None, 20),
        **changes,
    )


def busy_change_requests() -> IssueSample:
    """Make a sample of change requests: open, accepted with and without review, declined."""
    return sample(
        issue(1, 2),
        issue(30, 10, 30, merged=True, reviewed=True),
        issue(60, 20, 90, merged=True, reviewed=True),
        issue(80, None, 5, merged=True, reviewed=False),
        issue(90, 30, 400, merged=False, reviewed=False),
    )


def rich_forge(**changes: Any) -> Forge:
    """Make a forge that shows something for every metric that needs one."""
    values: dict[str, Any] = {
        "description": "An example",
        "license": "MIT",
        "releases": (forge_release("v2.1.1", 50, assets=3), forge_release("v2.0.0", 300)),
        "issues": busy_sample(),
        "change_requests": busy_change_requests(),
        "community_files": {"contributing": True, "readme": True},
        "inherited_files": {"support": "https://github.com/example/.github/blob/main/SUPPORT.md"},
        "branch_protected": True,
        "discussions": True,
        "good_first_issues": 4,
        "private_vulnerability_reports": True,
        "security_advisories": 2,
    }
    return forge(**values | changes)


def tracker(
    *issues: IssueSample | None,
    kind: TrackerKind = TrackerKind.JIRA,
    url: str = "https://issues.example.org/",
) -> TrackerFacts:
    """Make a tracker outside the forge with one sample of issues (a busy one where none is given)."""
    given = issues[0] if issues else busy_sample(source=kind)
    return TrackerFacts(kind=kind, url=url, project="ABC", issues=given)


def quality(**changes: Any) -> Quality:
    """Make what a quality server says of clean code without tests."""
    values: dict[str, Any] = {
        "url": "https://quality.example.org/",
        "key": "org.example:main",
        "blocker_violations": 0,
        "critical_violations": 0,
        "test_coverage": 0.0,
        "duplication": 0.0,
        "gate_passed": True,
        "lines": 1000,
    }
    return Quality(**values | changes)
