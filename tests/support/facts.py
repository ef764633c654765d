"""Builders of facts with good defaults: a healthy repository, and small changes to it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from support.forge_facts import forge, quality, rich_forge
from support.moments import AS_OF, ago

from mrl.model.base import say
from mrl.model.facts import (
    Badge,
    ChangeRequestRefs,
    CommitKind,
    CommitRow,
    Copyleft,
    Declared,
    FileCounts,
    Found,
    Gap,
    Head,
    HeaderCounts,
    History,
    License,
    LicenseConflict,
    LicenseFile,
    MaintenanceLine,
    Manifest,
    Readme,
    Release,
    ReleaseKind,
    Releases,
    RepositoryFacts,
    Tree,
)
from mrl.model.project import Role, Tracker, TrackerKind
from mrl.model.results import (
    ExternalResults,
    OrtResult,
    ResultKind,
    ResultOrigin,
    ReuseResult,
    ScanResult,
    ScorecardResult,
)
from mrl.model.snapshot import Authors, Cost, Snapshot

COMMIT = "0123456789abcdef0123456789abcdef01234567"

FOUND_KEYS = tuple(
    """
    community.readme community.license community.contributing community.code_of_conduct community.security
    community.changelog community.governance community.roadmap community.support community.maintainers
    community.authors community.citation community.publiccode community.issue_templates
    community.change_request_templates community.adopters community.funding community.contribution_agreement
    community.good_first_issues documentation.folder documentation.site documentation.api
    documentation.architecture documentation.upgrade documentation.install documentation.examples
    translations.files ci.github ci.gitlab ci.jenkins ci.travis ci.circleci ci.azure ci.woodpecker ci.other
    ci.tests build.maven build.gradle build.npm build.python build.composer build.cargo build.go build.make
    build.cmake build.ruby build.dotnet build.other lock.files dependency_updates container.image
    container.compose container.charts release_automation tests.files tests.frameworks tests.coverage
    static_analysis style.editorconfig pre_commit security.insights security.secret_files security.scanning
    sbom reuse submodules binaries.executables
    """.split()  # noqa: SIM905 - one word a line would be seventy lines
)
"""Every question that the collector of the file tree puts to it and a metric uses."""


def commits(author: int, *days: int, count: int = 1, kind: CommitKind = CommitKind.HUMAN) -> list[CommitRow]:
    """Make rows of commits of one author, that many days ago."""
    return [(ago(day), author, kind, count) for day in days]


def history(*rows: CommitRow, **changes: Any) -> History:
    """Make a complete history of the default branch."""
    days = sorted(row[0] for row in rows)
    total = sum(row[3] for row in rows)
    values: dict[str, Any] = {
        "complete": True,
        "first_commit": days[0] if days else None,
        "last_commit": days[-1] if days else None,
        "default_branch": tuple(sorted(rows)),
        "maintenance_lines": (),
        "commits_on_default_branch": total,
        "commits_on_all_branches": total,
        "issue_keys": {},
    }
    return History(**values | changes)


def release(version: str, days: float, kind: ReleaseKind = ReleaseKind.FINAL, **changes: Any) -> Release:
    """Make a release that many days ago."""
    values: dict[str, Any] = {
        "tag": f"v{version}",
        "version": version,
        "kind": kind,
        "time": AS_OF - dt.timedelta(days=days),
        "annotated": True,
        "signed": False,
        "line": ".".join(version.split(".")[:2]),
    }
    return Release(**values | changes)


def releases(*given: Release) -> Releases:
    """Make the releases of a repository, in the order given."""
    return Releases(
        artifact="example", releases=given, foreign_tags=(), foreign_tag_count=0, other_tag_count=0
    )


def tree(kinds: dict[str, FileCounts] | None = None, **counts: int) -> Tree:
    """Make a tree in which nothing was found but `counts` (dots written as double underscores)."""
    of_kinds = kinds if kinds is not None else {"java": FileCounts(own=10, vendored=0, generated=0)}
    given = {key.replace("__", "."): count for key, count in counts.items()}
    found = {key: Found(count=given.get(key, 0), paths=_paths(key, given.get(key, 0))) for key in FOUND_KEYS}
    total = sum(kind.own + kind.vendored + kind.generated for kind in of_kinds.values())
    return Tree(files=total, kinds=of_kinds, found=found)


def _paths(key: str, count: int) -> tuple[str, ...]:
    return tuple(f"{key.replace('.', '/')}-{number}.txt" for number in range(min(count, 5)))


def headers(with_header: int, without: int, **by_license: int) -> HeaderCounts:
    """Make counts of headers; licenses are BSD-3-Clause where none are given."""
    of_license = by_license or ({"BSD-3-Clause": with_header} if with_header else {})
    return HeaderCounts(
        with_header=with_header,
        without_header=without,
        by_license=of_license,
        distinct_headers=len(of_license),
    )


def license_facts(**changes: Any) -> License:
    """Make the evidence of a repository under the BSD license, by file and headers."""
    values: dict[str, Any] = {
        "files": (LicenseFile(path="LICENSE", spdx="BSD-3-Clause", similarity=0.99),),
        "declared": {},
        "headers": {"java": headers(8, 2)},
        "spdx_tagged_files": 0,
        "vendored": {},
        "main": "BSD-3-Clause",
        "main_source": "file",
        "osi_approved": True,
        "copyleft": Copyleft.NONE,
        "conflicts": (),
    }
    return License(**values | changes)


NO_LICENSE: dict[str, Any] = {
    "files": (),
    "headers": {"java": headers(0, 10)},
    "main": None,
    "main_source": None,
    "osi_approved": None,
    "copyleft": None,
}


def declared(**changes: Any) -> Declared:
    """Make what README and manifests say: nothing but `changes`."""
    names = ("trackers", "badges", "homepages", "ci_services", "discussions", "readmes", "manifests")
    values: dict[str, Any] = dict.fromkeys(names, ())
    return Declared(**values | changes)


def repository(name: str = "main", role: Role = Role.CORE, **changes: Any) -> RepositoryFacts:
    """Make a repository of which everything is known and little is there."""
    values: dict[str, Any] = {
        "url": f"https://github.com/example/{name}",
        "head": Head(commit=COMMIT, time=AS_OF, branch="main"),
        "history": history(*commits(1, 10, 400, 900)),
        "releases": releases(),
        "tree": tree(),
        "declared": declared(),
        "license": license_facts(),
        "change_requests": ChangeRequestRefs(count=0, highest_number=0),
        "forge": forge(),
        "quality": quality(),
    }
    return RepositoryFacts(name=name, role=role, **values | changes)


def empty_repository(name: str = "empty", role: Role = Role.CORE) -> RepositoryFacts:
    """Make a repository with no commit, no file and no tag, all of it known."""
    return repository(
        name,
        role,
        head=None,
        history=history(),
        tree=tree(kinds={}),
        license=license_facts(**NO_LICENSE | {"headers": {}}),
    )


def unknown_repository(name: str = "unknown", role: Role = Role.CORE) -> RepositoryFacts:
    """Make a repository of which nothing could be read."""
    return RepositoryFacts(name=name, role=role)


def rich_repository(name: str = "rich", role: Role = Role.CORE) -> RepositoryFacts:
    """Make a repository with something to say for every metric; its issues are kept in a tracker."""
    rows = [*commits(1, 3, 40, 100, 200, 400, 1500), *commits(2, 30, 500, count=4), *commits(3, 600)]
    rows += commits(9, 5, kind=CommitKind.ROBOT)
    line = MaintenanceLine(branch="1.x", last_commit=ago(20), commits=tuple(commits(4, 20)))
    return repository(
        name,
        role,
        history=history(*rows, maintenance_lines=(line,), commits_on_all_branches=40, issue_keys={"ABC": 12}),
        releases=releases(
            release("1.0.0", 900),
            release("1.1.0", 700, signed=True),
            release("2.0.0", 300, annotated=False),
            release("2.1-RC1", 210, ReleaseKind.CANDIDATE),
            release("2.1", 200),
            release("2.1.1", 50),
        ),
        tree=tree(
            {
                "java": FileCounts(own=10, vendored=2, generated=1),
                "css": FileCounts(own=3, vendored=4, generated=0),
                "image": FileCounts(own=5, vendored=0, generated=0),
            },
            **{key.replace(".", "__"): 2 for key in FOUND_KEYS}
            | {"tests__files": 3, "security__secret_files": 1, "binaries__executables": 1},
        ),
        declared=_rich_declared(),
        license=license_facts(
            declared={"pom.xml": ("MIT",)},
            headers={"java": headers(8, 2, MIT=5, unrecognised=3), "css": headers(0, 3)},
            spdx_tagged_files=4,
            vendored={"MIT": 3, "Apache-2.0": 1},
            conflicts=(
                LicenseConflict(
                    first="file", first_license="BSD-3-Clause", second="manifest", second_license="MIT"
                ),
            ),
        ),
        change_requests=ChangeRequestRefs(count=12, highest_number=34),
        forge=rich_forge(),
        quality=quality(
            blocker_violations=2, critical_violations=30, test_coverage=0.4, duplication=0.1, lines=20_000
        ),
    )


def hosted_repository(name: str = "hosted", role: Role = Role.CORE) -> RepositoryFacts:
    """Make a rich repository whose issues are kept on its forge."""
    return rich_repository(name, role).model_copy(update={"declared": declared()})


def _rich_declared() -> Declared:
    return declared(
        trackers=(Tracker(kind=TrackerKind.JIRA, url="https://issues.example.org/browse/ABC"),),
        badges=tuple(Badge(kind=kind, host=f"{kind}.example.org") for kind in ("ci", "quality", "coverage")),
        homepages=("https://example.org/",),
        ci_services=("https://ci.example.org/",),
        discussions=("https://lists.example.org/users", "https://chat.example.org/"),
        readmes=(
            Readme(path="README.md", language="en", words=300, sections=("what", "install", "license")),
            Readme(path="README.fr.md", language="fr", words=200, sections=("what", "use")),
        ),
        manifests=(
            Manifest(path="pom.xml", kind="maven", artifact="rich", version="2.2", licenses=("MIT",)),
        ),
    )


def gap(subject: str, reason: str, repository: str | None = "main") -> Gap:
    """Make a gap with a reason of its own."""
    return Gap(repository=repository, subject=subject, reason=say(reason))


def snapshot(*repositories: RepositoryFacts, gaps: Iterable[Gap] = (), **changes: Any) -> Snapshot:
    """Make a snapshot of the repositories, or a plain one; authors 1 and 2 belong to one organisation."""
    values: dict[str, Any] = {
        "tool_version": "0",
        "project": "Example",
        "as_of": AS_OF,
        "authors": Authors(identities=12, authors=10, merged_by={"name": 2}, organisations={1: 1, 2: 1}),
        "cost": Cost(seconds=1, git_commands=9, clones=0, requests=0),
    }
    return Snapshot(repositories=repositories or (repository(),), gaps=tuple(gaps), **values | changes)


def rich_results() -> ExternalResults:
    """Results of all four tools."""
    return ExternalResults(
        scans=(
            ScanResult(
                origin=ResultOrigin(source="scancode.json", kind=ResultKind.SCANCODE),
                files=20,
                licensed_files=15,
                licenses={"MIT": 15},
                distinct_licenses=1,
                failed_files=0,
            ),
        ),
        scorecards=(
            ScorecardResult(
                origin=ResultOrigin(source="scorecard.json", kind=ResultKind.SCORECARD),
                aggregate=6.5,
                checks={"License": 10},
                inconclusive=("Fuzzing",),
            ),
        ),
        reuse=(
            ReuseResult(
                origin=ResultOrigin(source="reuse.json", kind=ResultKind.REUSE),
                compliant=True,
                files=20,
                files_with_license=20,
                files_with_copyright=20,
                missing_licenses=0,
            ),
        ),
        ort=(
            OrtResult(
                origin=ResultOrigin(source="ort.json", kind=ResultKind.ORT), rule_violations={"error": 1}
            ),
        ),
    )
