import datetime as dt
from pathlib import Path

import pytest
from support import repositories
from support.repositories import ADA, BEN, RepositoryBuilder, delete_object, git

from mrl.collectors.git.releases import Artifacts, read_releases
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore
from mrl.model.facts import Gap, ReleaseKind, Releases

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def read(
    path: Path, artifacts: list[str] | None, as_of: dt.datetime = NOW, name: str | None = None
) -> tuple[Releases, list[Gap]]:
    with GitStore(path) as store:
        known = Artifacts(tuple(artifacts or ()), complete=artifacts is not None)
        return read_releases(store, store.refs(), repository=name or path.name, artifacts=known, as_of=as_of)


def tagged(folder: Path, *names: str, repository: str = "example") -> Path:
    builder = RepositoryBuilder(folder / repository).commit("2024-01-01", ADA, {"a": "b"})
    for name in names:
        builder.tag(name)
    return builder.write()


def own(releases: Releases) -> list[str]:
    assert releases.releases is not None
    return [release.tag for release in releases.releases]


def test_foreign_tags_are_no_releases_even_where_they_are_the_newest(tmp_path: Path) -> None:
    releases, gaps = read(repositories.foreign_tags(tmp_path), ["plugin-flow"])
    assert own(releases) == [
        "example-wf-plugin-flow-1.0.0",
        "plugin-flow-1.1.0-beta-01",
        "plugin-flow-1.1.0",
        "plugin-flow-2.0.0",
    ]
    assert releases.foreign_tag_count == 7
    assert releases.foreign_tags is not None
    assert releases.foreign_tags[0] == "plugin-diary-3.0.1"
    assert (releases.artifact, releases.other_tag_count, gaps) == ("plugin-flow", 0, [])


def test_a_release_says_version_kind_line_time_and_signature(tmp_path: Path) -> None:
    releases, _ = read(repositories.maintenance_lines(tmp_path), ["example-core"])
    assert releases.releases is not None
    by_tag = {release.tag: release for release in releases.releases}
    signed, beta = by_tag["example-core-8.0.0"], by_tag["example-core-7.0.2-beta-01-develop7.x"]
    assert (signed.version, signed.kind, signed.line) == ("8.0.0", ReleaseKind.FINAL, "8.0")
    assert (signed.annotated, signed.signed, beta.signed) == (True, True, False)
    assert (beta.kind, beta.line, beta.time.date().isoformat()) == (ReleaseKind.BETA, "7.0", "2024-03-20")


def test_a_lightweight_tag_has_the_time_of_its_commit(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit("2024-01-01", ADA, {"a": "b"}, committed="2024-02-01")
    releases, _ = read(builder.tag("1.0").write(), [])
    assert releases.releases is not None
    assert releases.releases[0].time == dt.datetime(2024, 2, 1, 12, 0, 1, tzinfo=dt.UTC)
    assert not releases.releases[0].annotated


def test_a_signed_commit_or_a_word_about_signatures_signs_no_tag(tmp_path: Path) -> None:
    message = "Work\n\n-----BEGIN PGP SIGNATURE-----\nx\n-----END PGP SIGNATURE-----\n"
    builder = RepositoryBuilder(tmp_path / "x").commit("2024-01-01", ADA, {"a": "b"}, message).tag("1.0")
    builder.tag("1.1-BEGIN-PGP-SIGNATURE", tagger=ADA).tag("1.2", tagger=ADA, signed="ssh")
    releases, _ = read(builder.write(), [])
    assert releases.releases is not None
    assert {release.tag: release.signed for release in releases.releases} == {
        "1.0": False,
        "1.1-BEGIN-PGP-SIGNATURE": False,
        "1.2": True,
    }


def test_tags_after_the_moment_are_left_out(tmp_path: Path) -> None:
    path = repositories.foreign_tags(tmp_path)
    releases, _ = read(path, ["plugin-flow"], dt.datetime(2024, 5, 1, 11, tzinfo=dt.UTC))
    assert own(releases) == ["example-wf-plugin-flow-1.0.0", "plugin-flow-1.1.0-beta-01"]
    assert releases.foreign_tag_count == 0


def test_never_released_is_an_empty_list(tmp_path: Path) -> None:
    releases, gaps = read(repositories.never_released(tmp_path), ["plugin-never"])
    assert releases.releases == ()
    assert (releases.foreign_tag_count, releases.other_tag_count, gaps) == (0, 0, [])


@pytest.mark.parametrize(
    ("repository", "artifacts", "tag", "belongs"),
    [
        ("city-plugin-map", ["plugin-map"], "map-1.0.0", True),
        ("plugin-map", ["plugin-map"], "city-plugin-map-1.0.0", True),
        ("plugin-map", ["plugin-map"], "module-flow-map-1.0.0", False),
        ("map", ["map"], "module-flow-map-1.0.0", False),
        ("suite", ["suite-api", "suite-web"], "suite-web-1.0.0", True),
        ("suite", ["@suite/web"], "@suite/web@1.0.0", True),
        ("suite", ["org.example:engine"], "engine-1.0.0", True),
        ("lang-src", ["other"], "lang-1.0.0", True),
        ("-map", ["x"], "map-1.0.0", True),
        ("suite", ["suite"], "v1.0.0", True),
    ],
)
def test_whose_a_tag_is(
    tmp_path: Path, repository: str, artifacts: list[str], tag: str, belongs: bool
) -> None:
    releases, _ = read(tagged(tmp_path, tag), artifacts, name=repository)
    assert (own(releases) == [tag]) is belongs
    assert releases.foreign_tag_count == (0 if belongs else 1)


def test_tags_without_version_and_of_files_are_other_tags(tmp_path: Path) -> None:
    path = tagged(tmp_path, "latest", "ABC-251", "example-1.0")
    git("tag", "v9.9", "HEAD:a", folder=path)
    releases, _ = read(path, ["example"])
    assert (own(releases), releases.other_tag_count, releases.foreign_tag_count) == (["example-1.0"], 3, 0)


def test_one_version_of_one_commit_under_two_names_is_one_release(tmp_path: Path) -> None:
    builder = RepositoryBuilder(tmp_path / "x").commit("2024-01-01", ADA).tag("1.0").tag("v1.0", tagger=ADA)
    releases, _ = read(builder.commit("2024-01-02", ADA).tag("x-1.0").write(), ["x"])
    assert own(releases) == ["v1.0", "x-1.0"]


def test_without_manifest_the_one_name_that_all_tags_carry_is_believed(tmp_path: Path) -> None:
    one = tagged(tmp_path, "engine-1.0", "engine-1.1", repository="one")
    two = tagged(tmp_path, "engine-1.0", "wheel-1.1", repository="two")
    assert own(read(one, [])[0]) == ["engine-1.0", "engine-1.1"]
    assert read(one, [])[0].artifact == "engine"
    assert own(read(two, [])[0]) == []
    assert own(read(one, ["other"])[0]) == []


def test_with_unreadable_manifests_named_tags_are_unknown_and_plain_ones_known(tmp_path: Path) -> None:
    unknown, gaps = read(tagged(tmp_path, "engine-1.0", "v1.1", repository="one"), None)
    known, none = read(tagged(tmp_path, "v1.0", "v1.1", repository="two"), None)
    assert (unknown.releases, unknown.foreign_tag_count) == (None, None)
    assert "not every manifest could be read" in gaps[0].reason.in_english()
    assert (own(known), none) == (["v1.0", "v1.1"], [])


def test_a_missing_tag_object_or_tagged_commit_is_an_error_not_a_shorter_list(tmp_path: Path) -> None:
    first = RepositoryBuilder(tmp_path / "a").commit("2024-01-01", ADA).tag("1.0", tagger=BEN).write()
    delete_object(first, "1.0")
    second = RepositoryBuilder(tmp_path / "b").commit("2024-01-01", ADA).tag("1.0", tagger=BEN).write()
    delete_object(second, "1.0^{commit}")
    for path in (first, second):
        with pytest.raises(GitError, match=r"1\.0"):
            read(path, [])


def test_releases_are_unknown_where_one_has_no_believable_date(tmp_path: Path) -> None:
    undated = RepositoryBuilder(tmp_path / "x").commit("1970-01-01", ADA).tag("1.0")
    releases, gaps = read(undated.commit("2024-01-01", ADA).tag("1.1").write(), [])
    assert releases == Releases()
    assert [gap.reason.in_english() for gap in gaps] == ["the tag 1.0 has no believable date"]


def test_hostile_tags_are_read_as_text(tmp_path: Path) -> None:
    releases, _ = read(repositories.hostile_content(tmp_path), [])
    assert releases.releases is not None
    assert "1.1.0-<script>alert(1)</script>" in {release.version for release in releases.releases}
    assert releases.foreign_tags == ("{{7+7}}-1.0.0",)
    assert not (tmp_path / "executed").exists()
