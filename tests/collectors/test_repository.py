"""What a repository's damage leaves unknown, from the repository to the snapshot."""

import datetime as dt
import json
from pathlib import Path

import pytest
from support import repositories, texts
from support.repositories import ADA, BEN, RepositoryBuilder, days, delete_object

from mrl.collectors.options import CollectOptions, read_target
from mrl.collectors.progress import Silent
from mrl.collectors.project import collect_project
from mrl.errors import TargetError
from mrl.model.snapshot import Snapshot

AS_OF = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


class Heard(Silent):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def repository(self, name: str) -> None:
        self.names.append(name)


def collected(
    target: Path | str, cache: Path, as_of: dt.datetime | None = AS_OF, progress: Silent | None = None
) -> Snapshot:
    options = CollectOptions(as_of=as_of, offline=True, cache=cache)
    return collect_project(read_target(str(target)), options, progress or Silent(), "0")


def project_of(folder: Path, *sources: object) -> Path:
    lines = "".join(f"  - source: {json.dumps(str(source))}\n    role: core\n" for source in sources)
    path = folder / "project.yaml"
    path.write_text(f"schema: mrl-project/1\nname: Example\nrepositories:\n{lines}")
    return path


def said(snapshot: Snapshot, subject: str) -> list[str]:
    return [gap.reason.in_english() for gap in snapshot.gaps if gap.subject == subject]


def test_tags_may_belong_to_a_manifest_that_was_not_read(tmp_path):
    files = {"pom.xml": "<project><name>R & D</name></project>", "package.json": '{"name": "web"}'}
    builder = RepositoryBuilder(tmp_path / "suite").commit("2025-01-01", ADA, files)
    snapshot = collected(builder.tag("city-map-1.0.0").tag("city-map-1.1.0").write(), tmp_path)
    (facts,) = snapshot.repositories
    assert facts.declared is not None
    assert facts.declared.unread_manifests == ("pom.xml",)
    assert facts.releases is not None
    assert (facts.releases.releases, facts.releases.foreign_tag_count) == (None, None)
    assert said(snapshot, "releases")[0].startswith("not every manifest could be read")
    assert facts.license is not None
    assert (facts.license.declared, facts.license.conflicts) == (None, None)


def test_lines_are_unknown_where_releases_are(tmp_path):
    path = repositories.maintenance_lines(tmp_path)
    whole = collected(path, tmp_path).repositories[0].history
    delete_object(path, "example-core-8.0.0")
    snapshot = collected(path, tmp_path)
    history = snapshot.repositories[0].history
    assert snapshot.repositories[0].releases is None
    assert whole is not None
    assert history is not None
    assert len(whole.maintenance_lines or ()) == 1
    assert history.maintenance_lines is None
    assert "which tags are releases" in " ".join(said(snapshot, "history.branches"))


MAILMAP_GAPS = {
    "missing": ".mailmap cannot be read",
    "too large": ".mailmap cannot be read: it is larger than 1024 kB",
}


@pytest.mark.parametrize("damage", ["missing", "too large", "none"])
def test_authors_are_unknown_where_a_mailmap_is(tmp_path, damage):
    more = "#\n" * 600_000 if damage == "too large" else ""
    builder = RepositoryBuilder(tmp_path / "x").commit(
        "2025-01-01", ADA, {".mailmap": repositories.MAILMAP + more}
    )
    path = builder.write()
    if damage == "missing":
        delete_object(path, "HEAD:.mailmap")
    snapshot = collected(path, tmp_path)
    known = damage == "none"
    assert (snapshot.authors is not None) is known
    assert bool(said(snapshot, "authors")) is not known
    assert said(snapshot, "mailmap") == ([] if known else [MAILMAP_GAPS[damage]])


def test_authors_are_known_beside_a_repository_that_was_not_opened(tmp_path):
    path = RepositoryBuilder(tmp_path / "x").commits(days("2025-01-01", 3), BEN).write()
    snapshot = collected(project_of(tmp_path, path, "nowhere"), tmp_path)
    assert snapshot.authors is not None
    assert snapshot.authors.authors == 1


def test_no_believable_date_is_a_gap_among_many_and_an_error_where_a_moment_is_needed(tmp_path):
    odd = repositories.odd_date(tmp_path, "99999999999999 +0000")
    good = RepositoryBuilder(tmp_path / "good").commit("2025-01-01", ADA, {"README.md": "# Good\n"}).write()
    with pytest.raises(TargetError, match=r"no commit has a believable date; .*--as-of"):
        collected(odd, tmp_path, None)
    snapshot = collected(project_of(tmp_path, odd, good), tmp_path, None)
    assert snapshot.as_of.date() == dt.date(2025, 1, 1)
    assert said(snapshot, "head") == ["the repository has no commit up to 2025-01-01"]


def test_progress_names_repositories_and_shows_no_login(tmp_path):
    address = "https://ada:s3cr3t@127.0.0.1:1/team/map.git"
    heard = Heard()
    good = RepositoryBuilder(tmp_path / "good").commit("2025-01-01", ADA).write()
    snapshot = collected(project_of(tmp_path, address, good), tmp_path, progress=heard)
    assert sorted(heard.names) == ["good", "map"]
    assert [facts.name for facts in snapshot.repositories] == ["map", "good"]
    assert "s3cr3t" not in snapshot.model_dump_json()


def test_a_folder_whose_name_is_no_text_is_read(tmp_path):
    path = RepositoryBuilder(tmp_path / "caf\udce9").commit("2025-01-01", ADA, {"README.md": "# A\n"}).write()
    snapshot = collected(path, tmp_path)
    assert snapshot.project == r"caf\xe9"
    assert snapshot.repositories[0].head is not None


def test_gaps_are_the_same_in_every_run(tmp_path):
    path = (
        RepositoryBuilder(tmp_path / "x").commit("2025-01-01", ADA, {"pom.xml": texts.pom("x", "1")}).write()
    )
    (path / "packed-refs").write_text("nonsense\n")
    first, second = (collected(path, tmp_path) for _ in range(2))
    assert said(first, "head")[0].endswith("unexpected line in packed-refs")
    assert (first.gaps, first.digest) == (second.gaps, second.digest)


def test_the_head_of_an_unborn_branch_is_told(tmp_path):
    snapshot = collected(repositories.unborn_branch(tmp_path), tmp_path)
    assert said(snapshot, "head") == ["HEAD names the branch main, which does not exist"]
