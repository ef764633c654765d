"""Facts about one repository, as the collectors found them and nothing more.

One rule holds everywhere: a section or key that is absent (or null) was not looked at or could not
be read and is unknown; an empty list or a count of zero was looked at and nothing was there.
"""

from enum import StrEnum

from mrl.model.base import Count, Day, Frozen, Message, Moment, Unit
from mrl.model.forge import Forge, Quality
from mrl.model.project import Role, Tracker


class Gap(Frozen):
    """Something that could not be read: in which repository, which facts, and why."""

    repository: str | None = None
    subject: str
    reason: Message


class Head(Frozen):
    """The commit that was assessed; `time` is None where it says none that can be believed."""

    commit: str
    time: Moment | None = None
    branch: str | None = None


class CommitKind(StrEnum):
    """Who made a commit: a person, a robot account, or the release tooling."""

    HUMAN = "human"
    ROBOT = "robot"
    RELEASE = "release"


CommitRow = tuple[Day, Count, CommitKind, Count]
"""Day (UTC), numbered author, kind, number of commits (merges left out)."""


class MaintenanceLine(Frozen):
    """A branch other than the default one on which releases are made, with the commits it adds."""

    branch: str
    last_commit: Day
    commits: tuple[CommitRow, ...]


class History(Frozen):
    """Commits up to the assessed one; `complete` is false for a shallow or broken history.

    `default_branch`, `first_commit` and `last_commit` are unknown where commits do not say when they
    were made, `maintenance_lines` also where it is not known which tags are releases.
    """

    complete: bool | None = None
    first_commit: Day | None = None
    last_commit: Day | None = None
    default_branch: tuple[CommitRow, ...] | None = None
    maintenance_lines: tuple[MaintenanceLine, ...] | None = None
    commits_on_default_branch: Count | None = None
    commits_on_all_branches: Count | None = None
    issue_keys: dict[str, Count] | None = None
    """Commits whose subject begins with a key such as LUT-123, by prefix of the key."""


class ReleaseKind(StrEnum):
    """How finished a release says it is."""

    FINAL = "final"
    CANDIDATE = "candidate"
    BETA = "beta"


class Release(Frozen):
    """A tag that belongs to this repository's artifact; times are UTC."""

    tag: str
    version: str
    kind: ReleaseKind
    time: Moment
    annotated: bool
    signed: bool
    """A signature is present in the tag; whether it verifies is not looked at."""
    line: str
    """The maintained line the version belongs to: its major and minor number, `8.0`."""


class Releases(Frozen):
    """All releases that tags show, oldest first, and tags that belong to something else."""

    artifact: str | None = None
    releases: tuple[Release, ...] | None = None
    foreign_tags: tuple[str, ...] | None = None
    """Tags of other artifacts, at most 20 names."""
    foreign_tag_count: Count | None = None
    other_tag_count: Count | None = None
    """Tags without a version."""


class Found(Frozen):
    """What a search of the file tree gave: how many files, and at most five of their paths."""

    count: Count
    paths: tuple[str, ...] = ()


class FileCounts(Frozen):
    """Files of one kind; `vendored` and `generated` are set apart from `own`."""

    own: Count
    vendored: Count
    generated: Count


class Tree(Frozen):
    """The file tree at the assessed commit.

    `found` answers one question per key (`community.contributing`, `ci.jenkins`): a key that is
    absent was not asked, a count of zero was asked and nothing was there.
    """

    files: Count | None = None
    kinds: dict[str, FileCounts] | None = None
    found: dict[str, Found] = {}


class Manifest(Frozen):
    """A build or package manifest that was read: what it builds and what it declares."""

    path: str
    kind: str
    artifact: str | None = None
    version: str | None = None
    licenses: tuple[str, ...] | None = None
    """Licenses as written in the manifest; None where the kind of manifest cannot say."""


class Readme(Frozen):
    """What a README shows: its path, language, size and which questions its headings answer."""

    path: str
    language: str
    words: Count
    sections: tuple[str, ...]
    """Of: what, install, use, contribute, license, support."""


class Badge(Frozen):
    """A badge shown in a README: what it speaks of and the host that serves it."""

    kind: str
    """ci, quality, coverage, security, best-practices, scorecard, version, license, translation or other."""
    host: str


class Declared(Frozen):
    """What README and manifests say of places outside the repository."""

    unread_manifests: tuple[str, ...] | None = None
    """Paths of manifests that could not be read: `manifests` lacks what they declare."""
    trackers: tuple[Tracker, ...] | None = None
    badges: tuple[Badge, ...] | None = None
    homepages: tuple[str, ...] | None = None
    ci_services: tuple[str, ...] | None = None
    discussions: tuple[str, ...] | None = None
    """Public channels that are named: mailing lists, forums, chat."""
    readmes: tuple[Readme, ...] | None = None
    manifests: tuple[Manifest, ...] | None = None


class LicenseFile(Frozen):
    """A license file: the nearest known text and how similar it is (1 is equal)."""

    path: str
    spdx: str | None
    similarity: Unit


class HeaderCounts(Frozen):
    """License headers of one file kind, vendored and generated files left out."""

    with_header: Count
    without_header: Count
    by_license: dict[str, Count]
    """SPDX id (or `unrecognised`) to number of files."""
    distinct_headers: Count


class LicenseConflict(Frozen):
    """Two sources of license evidence that name different licenses."""

    first: str
    first_license: str
    second: str
    second_license: str


class Copyleft(StrEnum):
    """How far a license asks derived works to carry the same license."""

    NONE = "none"
    WEAK = "weak"
    STRONG = "strong"
    NETWORK = "network"


class License(Frozen):
    """License evidence of the repository's own files, and of vendored ones set apart."""

    files: tuple[LicenseFile, ...] | None = None
    declared: dict[str, tuple[str, ...]] | None = None
    """Manifest path to SPDX ids (or the words used where they name no known license)."""
    headers: dict[str, HeaderCounts] | None = None
    spdx_tagged_files: Count | None = None
    vendored: dict[str, Count] | None = None
    """SPDX id to number of vendored files that carry it in their header."""
    main: str | None = None
    """SPDX id that the strongest evidence names; None where there is none."""
    main_source: str | None = None
    """file, manifest or headers."""
    osi_approved: bool | None = None
    copyleft: Copyleft | None = None
    conflicts: tuple[LicenseConflict, ...] | None = None


class ChangeRequestRefs(Frozen):
    """Change requests that the repository's refs show (refs/pull, refs/merge-requests)."""

    count: Count
    highest_number: Count


class RepositoryFacts(Frozen):
    """Everything known of one repository; a missing section is unknown, with a gap that says why."""

    name: str
    role: Role
    url: str | None = None
    head: Head | None = None
    history: History | None = None
    releases: Releases | None = None
    tree: Tree | None = None
    declared: Declared | None = None
    license: License | None = None
    change_requests: ChangeRequestRefs | None = None
    forge: Forge | None = None
    quality: Quality | None = None
