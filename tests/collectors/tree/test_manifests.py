"""What manifests declare, and manifests that are broken, hostile or say nothing."""

import pytest
from support.trees import Content, tree_of

from mrl.collectors.tree import read_declared
from mrl.model.facts import Declared, Gap, Manifest
from mrl.model.project import Tracker, TrackerKind


def declared(contents: dict[str, Content]) -> tuple[Declared, list[Gap]]:
    files, read = tree_of(contents)
    return read_declared(files, read, None)


def manifest(path: str, text: str) -> Manifest:
    (one,) = declared({path: text})[0].manifests or ()
    return one


POM = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><artifactId>parent-pom</artifactId><version>4.2.0</version></parent>
  <artifactId>plugin-<!-- a comment -->sample</artifactId>
  <url>https://sample.example.org</url>
  <licenses><license><name>BSD 3-Clause</name></license><license><url>https://example.org/l</url></license></licenses>
  <issueManagement><system>JIRA</system><url>https://tracker.example.org/sample</url></issueManagement>
  <ciManagement><system>Jenkins</system></ciManagement>
  <mailingLists><mailingList><post>list@example.org</post>
    <archive>https://lists.example.org/archive</archive></mailingList></mailingLists>
  <properties><jiraProjectName>SAMPLE</jiraProjectName></properties>
</project>"""


def test_a_pom_tells_artifact_version_and_places():
    facts, gaps = declared({"pom.xml": POM})
    assert facts.manifests == (
        Manifest(
            path="pom.xml",
            kind="maven",
            artifact="plugin-sample",
            version="4.2.0",
            licenses=("BSD 3-Clause", "https://example.org/l"),
        ),
    )
    assert facts.trackers == (Tracker(kind=TrackerKind.JIRA, url="https://tracker.example.org/sample"),)
    assert facts.homepages == ("https://sample.example.org",)
    assert facts.ci_services == ("jenkins",)
    assert facts.discussions == ("https://lists.example.org/archive",)
    assert gaps == []


def test_a_jira_project_in_the_properties_is_a_tracker():
    facts, _ = declared(
        {"pom.xml": "<project><properties><jiraComponentId>7</jiraComponentId></properties></project>"}
    )
    assert facts.trackers == (Tracker(kind=TrackerKind.JIRA),)


@pytest.mark.parametrize(
    ("properties", "version"),
    [("<properties><revision>1.4</revision></properties>", "1.4"), ("", None)],
)
def test_a_version_from_a_property_is_filled_in_or_unknown(properties, version):
    pom = f"<project><artifactId>a</artifactId><version>${{revision}}</version>{properties}</project>"
    assert manifest("pom.xml", pom).version == version


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "package.json",
            '{"name": "@x/a", "version": "1.0.0", "license": "MIT"}',
            ("npm", "@x/a", "1.0.0", ("MIT",)),
        ),
        (
            "package.json",
            '{"licenses": [{"type": "MIT"}, {"type": "ISC"}]}',
            ("npm", None, None, ("MIT", "ISC")),
        ),
        ("composer.json", '{"name": "x/a", "license": ["MIT"]}', ("composer", "x/a", None, ("MIT",))),
        (
            "pyproject.toml",
            '[project]\nname = "a"\nversion = "2"\nlicense = "MIT"',
            ("python", "a", "2", ("MIT",)),
        ),
        (
            "pyproject.toml",
            '[project]\nname = "a"\nlicense = {text = "BSD"}',
            ("python", "a", None, ("BSD",)),
        ),
        (
            "pyproject.toml",
            '[project]\nname = "a"\nclassifiers = ["License :: OSI Approved :: MIT License"]',
            ("python", "a", None, ("MIT License",)),
        ),
        ("pyproject.toml", '[tool.poetry]\nname = "a"\nversion = "1"', ("python", "a", "1", ())),
        ("setup.cfg", "[metadata]\nname = a\nversion = 1\nlicense = MIT", ("python", "a", "1", ("MIT",))),
        (
            "Cargo.toml",
            '[package]\nname = "a"\nversion = "1"\nlicense = "MIT"',
            ("cargo", "a", "1", ("MIT",)),
        ),
        ("Cargo.toml", '[package]\nname = "a"\nversion.workspace = true', ("cargo", "a", None, ())),
        ("go.mod", "module example.org/a\n\ngo 1.22\n", ("go", "example.org/a", None, None)),
        ("settings.gradle", "rootProject.name = 'a'", ("gradle", "a", None, None)),
        ("app/build.gradle.kts", 'version = "3.1"', ("gradle", "app", "3.1", None)),
        (
            "a.gemspec",
            's.name = "a"\n s.version = A::VERSION\n s.licenses = ["MIT", "Ruby"]',
            ("ruby", "a", None, ("MIT", "Ruby")),
        ),
        (
            "publiccode.yml",
            "softwareVersion: 1.10\nlegal:\n  license: MIT",
            ("publiccode", None, "1.10", ("MIT",)),
        ),
        ("CITATION.cff", "version: 2.0\nlicense: [MIT, ISC]", ("citation", None, "2.0", ("MIT", "ISC"))),
    ],
)
def test_every_kind_of_manifest_is_read(path, text, expected):
    read = manifest(path, text)
    assert (read.kind, read.artifact, read.version, read.licenses) == expected


def test_links_of_a_manifest_are_sorted_by_their_labels():
    facts, _ = declared(
        {
            "pyproject.toml": '[project]\nname = "a"\n[project.urls]\nHomepage = "https://a.example.org"\n'
            '"Bug Tracker" = "https://bugs.example.org/a"\nChat = "https://chat.example.org/a"\n'
            'Source = "https://code.example.org/a"\n'
        }
    )
    assert facts.homepages == ("https://a.example.org",)
    assert facts.trackers == (Tracker(kind=TrackerKind.OTHER, url="https://bugs.example.org/a"),)
    assert facts.discussions == ("https://chat.example.org/a",)


def test_modules_come_root_first_and_copies_and_fixtures_not_at_all():
    contents = dict.fromkeys(
        ("b/pom.xml", "pom.xml", "vendor/x/pom.xml", "src/test/resources/pom.xml", "docs/publiccode.yml"),
        "<project><artifactId>a</artifactId></project>",
    )
    assert [one.path for one in declared(contents)[0].manifests or ()] == ["pom.xml", "b/pom.xml"]


@pytest.mark.parametrize(
    ("path", "text"), [("pyproject.toml", "[tool.ruff]"), ("setup.cfg", "[flake8]"), ("build.gradle", "")]
)
def test_files_that_only_configure_tools_are_no_manifests(path, text):
    facts, gaps = declared({path: text})
    assert (facts.manifests, gaps) == ((), [])


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("pom.xml", '<!DOCTYPE project [<!ENTITY a "b">]><project>&a;</project>', "document type"),
        ("pom.xml", "<project><artifactId>a</project>", "well-formed XML"),
        ("pom.xml", "<settings/>", "not a Maven project"),
        ("pom.xml", "<project>" + "x" * 300_000, "larger than 256 kB"),
        ("package.json", "{'name': 1}", "well-formed JSON"),
        ("package.json", "[1]", "not a JSON mapping"),
        ("package.json", '{"a":' * 20_000, "nested more than 64 levels deep"),
        ("package.json", "9" * 50_000, "well-formed JSON"),
        ("pyproject.toml", "a = " + "[" * 50_000, "nested more than 32 levels deep"),
        (
            "pom.xml",
            "<project>" + "<a>" * 30_000 + "</a>" * 30_000 + "</project>",
            "more than 64 levels deep",
        ),
        ("pom.xml", "<project>" + "<a/>" * 30_000 + "</project>", "more than 20000 elements"),
        ("pom.xml", "<project>" + "é" * 200_000, "larger than 256 kB"),
        ("package.json", '{"licenses": ["MIT"' + ', "MIT"' * 100 + "]}", "more than 100 licenses"),
        ("Cargo.toml", "a." * 60_000 + "a=1", "more than 32 names"),
        ("Cargo.toml", "a=1\n" * 25_000, "more than 20000 values"),
        ("CITATION.cff", "a: &a [x]\n" + "b: [*a, *a]\n" * 8_000, "more than 20000 values"),
        ("CITATION.cff", "a: &a [*a]", "well-formed YAML"),
        ("setup.cfg", "[metadata]\n" + "a\n" * 100_000, "more than 5000 lines"),
        ("setup.cfg", "[metadata]\nname = " + "a" * 3_000, "more than 2000 characters"),
        ("setup.cfg", "no section", "well-formed"),
        ("publiccode.yml", "[" * 100_000, "nested more than 50 levels deep"),
        ("publiccode.yml", "é: " + "{a: " * 5000, "nested more than 50 levels deep"),
        ("publiccode.yml", "- " * 100_000, "nested more than 50 levels deep"),
        ("publiccode.yml", 'a: "' + "[" * 5000 + '"\nb: c: d', "well-formed YAML"),
        ("publiccode.yml", "a: *nowhere", "well-formed YAML"),
        ("publiccode.yml", "a: b: c", "well-formed YAML"),
    ],
)
def test_a_broken_or_hostile_manifest_is_a_gap(path, text, reason):
    facts, gaps = declared({path: text, "go.mod": "module example.org/a"})
    assert [one.path for one in facts.manifests or ()] == ["go.mod"]
    assert [gap.subject for gap in gaps] == [f"manifest: {path}"]
    assert reason in gaps[0].reason.in_english()


def test_nothing_found_is_unknown_where_a_manifest_was_unreadable():
    facts, _ = declared({"pom.xml": "<project"})
    assert (facts.manifests, facts.trackers, facts.homepages) == (None, None, None)
    assert facts.readmes == ()


def test_wrong_types_in_a_manifest_do_no_harm():
    read = manifest(
        "package.json", '{"name": 5, "version": [1], "license": {"type": {}}, "bugs": [1], "homepage": 3}'
    )
    assert (read.artifact, read.version, read.licenses) == (None, None, ())


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://ada:pw@example.org", "https://a.org/<b>", "https://a.org/" + "x" * 600],
)
def test_addresses_that_may_not_be_shown_are_left_out(address):
    facts, _ = declared({"package.json": f'{{"homepage": "{address}"}}'})
    assert facts.homepages == ()
