"""Repositories whose traps are in commits, authors, tags and branches.

Each function makes one in `folder`, bare unless said otherwise, and gives its path.
"""

from pathlib import Path

from support import texts
from support.people import ADA, BEN, CLEO, DAN, DEPENDENCY_ROBOT, RELEASE_ROBOT
from support.repository_builder import Content, Person, RepositoryBuilder, days


def tracker_elsewhere(folder: Path) -> Path:
    """Issues live in a tracker outside the forge: keys in subjects, a pom property, a README link."""
    readme = (
        "# Tracker elsewhere\n\n## Issues\n\nReport at the "
        "[bug tracker](https://tracker.example.org/bugtracker/projects/abc/issues) (a login is needed).\n"
    )
    manifest = texts.pom(
        "plugin-tracker",
        "1.0.0",
        properties="<jiraProjectName>ABC</jiraProjectName><jiraComponentId>101</jiraComponentId>",
    )
    builder = RepositoryBuilder(folder / "tracker-elsewhere")
    builder.commit("2024-01-10", ADA, {"README.md": readme, "pom.xml": manifest}, "ABC-1 : start")
    for number, day in enumerate(days("2024-02-01", 8, 7), start=2):
        builder.commit(day, BEN, {"notes.txt": f"{number}\n"}, f"ABC-{number} : repair a form")
    builder.commit("2024-05-01", BEN, {"notes.txt": "a\n"}, "[XYZ-7] move a field")
    return builder.commit("2024-05-02", ADA, {"notes.txt": "b\n"}, "Follow ABC-3 up").write()


def foreign_tags(folder: Path) -> Path:
    """Own tags under two prefixes; the seven newest ones are lightweight, of one day, and foreign."""
    builder = RepositoryBuilder(folder / "example-wf-plugin-flow")
    manifest = {"pom.xml": texts.pom("plugin-flow", "2.0.1-SNAPSHOT")}
    builder.commit("2024-01-10", ADA, manifest, "Start")
    for name, day in (
        ("example-wf-plugin-flow-1.0.0", "2024-02-01"),
        ("plugin-flow-1.1.0-beta-01", "2024-04-01"),
        ("plugin-flow-1.1.0", "2024-05-01"),
        ("plugin-flow-2.0.0", "2024-09-01"),
    ):
        builder.commit(day, BEN, {"notes.txt": name}).tag(name, day=day, tagger=RELEASE_ROBOT)
    builder.commit("2025-03-19", BEN, {"notes.txt": "last"})
    for version in ("3.0.1", "3.0.2", "3.0.3", "3.0.4", "3.0.5", "3.0.6", "4.0.0"):
        builder.tag(f"plugin-diary-{version}")
    return builder.write()


def release_robots(folder: Path) -> Path:
    """3 commits of people among 4 of the release tooling and 3 of robots, and one merge."""
    builder = RepositoryBuilder(folder / "release-robots")
    builder.commit("2024-01-10", ADA, {"pom.xml": texts.pom("plugin-robots", "1.0.0-SNAPSHOT")}, "Start")
    builder.commit(
        "2024-01-11", RELEASE_ROBOT, {"pom.xml": "1"}, "[maven-release-plugin] prepare release 1.0.0"
    )
    builder.tag("plugin-robots-1.0.0", day="2024-01-11", tagger=RELEASE_ROBOT)
    builder.commit(
        "2024-01-12", ADA, {"pom.xml": "2"}, "[maven-release-plugin] prepare for next development iteration"
    )
    builder.commit("2024-01-13", RELEASE_ROBOT, {"site.xml": "1"}, "[site-release] publish the site")
    builder.commit("2024-01-14", BEN, {"package.json": "{}"}, "chore(release): 1.0.1 [skip ci]")
    builder.commit("2024-02-01", DEPENDENCY_ROBOT, {"pom.xml": "3"}, "Bump guava from 1 to 2")
    renovate = Person("renovate[bot]", "29139614+renovate[bot]@users.noreply.github.com")
    builder.commit("2024-02-02", renovate, {"pom.xml": "4"}, "Update dependency")
    translation = Person("Weblate", "noreply@weblate.org")
    builder.commit("2024-02-03", translation, {"fr.po": "x"}, "Translated using Weblate (French)")
    builder.branch("topic").commit("2024-03-01", BEN, {"topic.txt": "1"}, "Add a topic")
    builder.branch("main").commit("2024-03-02", ADA, {"notes.txt": "1"}, "Note")
    return builder.merge("topic", "2024-03-03", ADA).write()


MAILMAP = """\
# The forms that .mailmap knows
Ada Example <ada@city.example> <ada@old.example>
Ada Example <ada@city.example> ada <ada@laptop>
<ben@city.example> <ben@home.example>
Cleo Muster <cleo@city.example>
"""


def mixed_identities(folder: Path, *, mailmap: bool = False) -> Path:
    """Three people under eleven identities, with robots and shared names that must stay apart.

    Without .mailmap rules of address and name join all but `ada@laptop` and `ben@home.example`.
    """
    builder = RepositoryBuilder(folder / ("with-mailmap" if mailmap else "mixed-identities"))
    people = (
        ADA,
        Person("ada example", "Ada@City.Example"),
        Person("Example Ada", "ada@old.example"),
        Person("ada", "ada@laptop"),
        Person("Ada Éxample", "1234+adaex@users.noreply.github.com"),
        Person("adaex", "adaex@users.noreply.github.com"),
        BEN,
        Person("Sample", "ben@home.example"),
        Person("benny", "ben+git@city.example"),
        Person("cleo", "cleo@city.example"),
        CLEO,
        Person("root", "root"),
        Person("root", "root@server.example"),
        Person("admin", "admin@other.example"),
    )
    files: dict[str, Content] = {".mailmap": MAILMAP} if mailmap else {"README.md": "Identities\n"}
    builder.commit("2024-01-01", ADA, files, "Start")
    for number, person in enumerate(people):
        builder.commit(days("2024-01-02", 20)[number], person, {"notes.txt": str(number)})
    return builder.write()


def squashed_publication(folder: Path) -> Path:
    """3 commits on the default branch, 43 in all refs (a branch and change requests)."""
    builder = RepositoryBuilder(folder / "squashed-publication", branch="master")
    for number, day in enumerate(days("2024-01-10", 3, 30), start=1):
        builder.commit(day, ADA, {"code.txt": str(number)}, f"Publish version {number}")
    builder.branch("work").commits(days("2024-01-11", 25), BEN).change_request(7)
    builder.branch("fix", "master").commits(days("2024-03-11", 15), CLEO).change_request(11)
    return builder.write()


def moved_signpost(folder: Path) -> Path:
    """Two files that say where the project went."""
    readme = "# Moved\n\nThis project now lives at https://git.example.org/group/moved.\n"
    builder = RepositoryBuilder(folder / "moved-signpost")
    return builder.commit("2020-03-01", ADA, {"README.md": readme, ".gitignore": "x\n"}, "Moved").write()


def never_released(folder: Path) -> Path:
    """A -SNAPSHOT version and no tag at all."""
    builder = RepositoryBuilder(folder / "never-released")
    builder.commit("2015-02-01", ADA, {"pom.xml": texts.pom("plugin-never", "1.0.0-SNAPSHOT")}, "Start")
    return builder.commits(days("2015-03-01", 5, 20), BEN).write()


def maintenance_lines(folder: Path) -> Path:
    """Version 8 on the default branch `develop`, version 7 kept alive on `master7.x`, a topic branch.

    `master7.x` adds 6 commits with two releases after it left; `LUT-7` adds one and is no line.
    """
    builder = RepositoryBuilder(folder / "example-core", branch="develop")
    builder.commit("2023-01-10", ADA, {"pom.xml": texts.pom("example-core", "8.0.1-SNAPSHOT")}, "Start")
    builder.commits(days("2023-02-01", 4, 30), BEN).tag("example-core-7.0.0", day="2023-05-03", tagger=ADA)
    builder.branch("master7.x").commits(days("2023-06-01", 3, 60), CLEO, "Mend 7")
    builder.tag("example-core-7.0.1", day="2023-10-01", tagger=RELEASE_ROBOT)
    builder.commits(days("2024-01-05", 2, 60), CLEO, "Mend 7 again")
    builder.commit("2024-04-01", RELEASE_ROBOT, {"a": "b"}, "[maven-release-plugin] prepare release 7.0.2")
    builder.tag("example-core-7.0.2-beta-01-develop7.x", day="2024-03-20", tagger=RELEASE_ROBOT)
    builder.tag("example-core-7.0.2", day="2024-04-01", tagger=RELEASE_ROBOT)
    builder.branch("develop").commits(days("2023-07-01", 6, 50), ADA)
    builder.tag("example-core-8.0.0", day="2024-03-09", tagger=ADA, signed="pgp")
    builder.branch("LUT-7").commit("2024-04-02", BEN, {"topic": "1"}, "LUT-7 : try")
    return builder.write()


def several_repositories(folder: Path) -> tuple[Path, ...]:
    """A core and three satellites: Ada works on all, the last one is dormant since 2019."""
    core = RepositoryBuilder(folder / "suite-core")
    core.commit("2023-01-02", ADA, {"README.md": "# Core\n", "LICENSE": texts.MIT_LICENSE}, "Start")
    core.commits(days("2024-01-01", 30, 10), ADA).commits(days("2024-11-01", 10, 3), BEN).tag("v1.0.0")
    reports = RepositoryBuilder(folder / "suite-plugin-reports")
    reports.commits(days("2024-02-01", 12, 20), Person("Example, Ada", "ADA@city.example")).tag("v0.9.0")
    maps = RepositoryBuilder(folder / "suite-plugin-maps")
    maps.commits(days("2024-03-01", 3, 40), DAN)
    old = RepositoryBuilder(folder / "suite-plugin-old")
    old.commits(days("2019-03-01", 5, 9), CLEO)
    return core.write(), reports.write(), maps.write(), old.write()
