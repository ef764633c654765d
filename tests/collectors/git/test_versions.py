import pytest

from mrl.collectors.git.versions import normalised_artifact, parse_tag
from mrl.model.facts import ReleaseKind

FINAL, CANDIDATE, BETA = ReleaseKind.FINAL, ReleaseKind.CANDIDATE, ReleaseKind.BETA


@pytest.mark.parametrize(
    ("tag", "artifact", "text", "kind", "line"),
    [
        ("1.2.3", "", "1.2.3", FINAL, "1.2"),
        ("v1.2.3", "", "1.2.3", FINAL, "1.2"),
        ("V2", "", "2", FINAL, "2.0"),
        ("release-1.2", "", "1.2", FINAL, "1.2"),
        ("release1.2", "", "1.2", FINAL, "1.2"),
        ("rel/1.2", "", "1.2", FINAL, "1.2"),
        ("REL_14_1", "", "14.1", FINAL, "14.1"),
        ("example-core-8.0.1", "example-core", "8.0.1", FINAL, "8.0"),
        ("Artifact_1_2_3", "artifact", "1.2.3", FINAL, "1.2"),
        ("tool1.21.3", "tool", "1.21.3", FINAL, "1.21"),
        ("@scope/part@1.2.3", "scope-part", "1.2.3", FINAL, "1.2"),
        ("part/v1.2.3", "part", "1.2.3", FINAL, "1.2"),
        ("plugin-jsr168-2.0.5", "plugin-jsr168", "2.0.5", FINAL, "2.0"),
        ("log4x-1.2-api-2.17.1", "log4x-1-2-api", "2.17.1", FINAL, "2.17"),
        ("core-5.1.0-RC-01", "core", "5.1.0-RC-01", CANDIDATE, "5.1"),
        ("1.0rc1", "", "1.0rc1", CANDIDATE, "1.0"),
        ("1.0.CR2", "", "1.0.CR2", CANDIDATE, "1.0"),
        ("core-7.1.5-beta-01", "core", "7.1.5-beta-01", BETA, "7.1"),
        ("1.0b1", "", "1.0b1", BETA, "1.0"),
        ("2.0-alpha", "", "2.0-alpha", BETA, "2.0"),
        ("6.0-M1", "", "6.0-M1", BETA, "6.0"),
        ("1.0-SNAPSHOT", "", "1.0-SNAPSHOT", BETA, "1.0"),
        ("nightly-2024-01-15", "", "2024-01-15-nightly", BETA, "2024.1"),
        ("2.7.2-topic.3", "", "2.7.2-topic.3", BETA, "2.7"),
        ("1.0.Final", "", "1.0.Final", FINAL, "1.0"),
        ("2.0.0.RELEASE", "", "2.0.0.RELEASE", FINAL, "2.0"),
        ("1.0-GA", "", "1.0-GA", FINAL, "1.0"),
        ("lib-1.0.2k", "lib", "1.0.2k", FINAL, "1.0"),
        ("1.2.3+build.5", "", "1.2.3+build.5", FINAL, "1.2"),
        ("2.27.0-delta10.1", "", "2.27.0-delta10.1", FINAL, "2.27"),
        ("core-7.1.8-beta-01-develop7.x", "core", "7.1.8-beta-01-develop7.x", BETA, "7.1"),
        ("plugin-map-3.0.1-develop-3.0.x", "plugin-map", "3.0.1-develop-3.0.x", FINAL, "3.0"),
        ("2024.01", "", "2024.01", FINAL, "2024.1"),
        ("2024-01-15", "", "2024-01-15", FINAL, "2024.1"),
        ("v20240115", "", "20240115", FINAL, "2024.1"),
    ],
)
def test_tags_are_taken_apart(tag: str, artifact: str, text: str, kind: ReleaseKind, line: str) -> None:
    version = parse_tag(tag)
    assert version is not None
    assert (version.artifact, version.text, version.kind, version.line) == (artifact, text, kind, line)


@pytest.mark.parametrize("tag", ["latest", "deploy/prod", "stable", "", "1-" * 500_000, "a1.2-" * 200_000])
def test_names_without_version_hold_none(tag: str) -> None:
    assert parse_tag(tag) is None


@pytest.mark.parametrize(
    ("tag", "lone"), [("ABC-251", True), ("v7", True), ("v7.0", False), ("20240115", False)]
)
def test_a_lone_number_is_told_apart(tag: str, lone: bool) -> None:
    version = parse_tag(tag)
    assert version is not None
    assert version.lone_number is lone


def test_artifact_names_are_compared_without_case_separators_and_release_words() -> None:
    assert normalised_artifact("releases/Example_Core.v") == "example-core"
    assert normalised_artifact("org.example:core") == "org-example-core"
    assert normalised_artifact("release") == ""
