"""Facts from beyond git: what a forge, an issue tracker or a quality server says of a repository.

The rule of `facts` holds here too: a field that is None was not asked, not offered or could not be
read; an empty list or zero was asked and nothing was there. People appear as numbers only.
"""

from enum import StrEnum

from mrl.model.base import Count, Frozen, Moment, Unit
from mrl.model.project import TrackerKind

LARGEST_SAMPLE = 100
"""At most this many newest open and last closed issues or change requests, as OW2's method has it."""


class Issue(Frozen):
    """One issue or change request of a sample; all times are UTC.

    `first_response` is the first answer by a person other than the author, None while there is
    none; `answer_known` is false where the answers could not be read, and then it says nothing.
    `assignees` are numbers given afresh over the whole project.
    """

    opened: Moment
    closed: Moment | None = None
    first_response: Moment | None = None
    answer_known: bool = True
    assignees: tuple[int, ...] = ()
    merged: bool | None = None
    """For change requests: whether it was accepted; None for issues."""
    reviewed: bool | None = None
    """For change requests: whether someone other than the author reviewed it."""


class IssueSample(Frozen):
    """The newest open (by creation) and the last closed (by closing date), at most 100 of each.

    The totals are of all there are; `opened` and `closed` count those of the 12 months to the
    snapshot's moment.
    """

    source: TrackerKind
    url: str | None = None
    open: tuple[Issue, ...]
    closed: tuple[Issue, ...]
    open_total: Count | None = None
    closed_total: Count | None = None
    opened_12_months: Count | None = None
    closed_12_months: Count | None = None


class ForgeKind(StrEnum):
    """The software of a forge."""

    GITHUB = "github"
    GITLAB = "gitlab"


class ForgeRelease(Frozen):
    """A release published on the forge (drafts are left out)."""

    tag: str
    time: Moment
    pre_release: bool
    assets: Count


class Forge(Frozen):
    """What the forge says of one repository."""

    kind: ForgeKind
    description: str | None = None
    """Empty where the forge was asked and has none."""
    homepage: str | None = None
    archived: bool | None = None
    moved_to: str | None = None
    """The address it has now, where the one asked for led there; empty where it has not moved."""
    fork: bool | None = None
    template: bool | None = None
    topics: tuple[str, ...] | None = None
    license: str | None = None
    """SPDX id in the forge's own opinion; empty where it sees none."""
    releases: tuple[ForgeRelease, ...] | None = None
    issues_enabled: bool | None = None
    issues: IssueSample | None = None
    change_requests: IssueSample | None = None
    community_files: dict[str, bool] | None = None
    """Kind of file (as in `Tree.found`, without the prefix) to whether the repository shows it."""
    inherited_files: dict[str, str] | None = None
    """Kind of file to its address in the organisation's own repository."""
    branch_protected: bool | None = None
    discussions: bool | None = None
    good_first_issues: Count | None = None
    private_vulnerability_reports: bool | None = None
    security_advisories: Count | None = None
    pipelines_succeed: Unit | None = None
    """Share of the last pipelines on the default branch that succeeded."""


class TrackerFacts(Frozen):
    """The issues of a tracker outside the forge, for the whole project."""

    kind: TrackerKind
    url: str
    project: str | None = None
    issues: IssueSample | None = None


class Quality(Frozen):
    """What a quality server says of one repository; counts and shares as it gives them."""

    url: str
    key: str
    blocker_violations: Count | None = None
    critical_violations: Count | None = None
    test_coverage: Unit | None = None
    duplication: Unit | None = None
    gate_passed: bool | None = None
    lines: Count | None = None
