"""Repositories of absurd size: what they cost, and what is unknown of them; takes minutes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import large_repositories as large
from support.costs import cost_of_collecting

pytestmark = pytest.mark.soak

_DAY = "2026-04-30"


@pytest.mark.parametrize(
    ("make", "size", "seconds", "megabytes"),
    [
        (large.many_commits, 300_000, 20, 400),
        (large.many_authors, 100_000, 20, 400),
        (large.many_tags, 100_000, 30, 400),
        (large.many_branches, 100_000, 40, 600),
        (large.diamonds, 30, 5, 150),
        (large.diamonds, 2000, 5, 150),
        (lambda folder, size: large.many_branches(folder, size, shared=20_000), 1000, 8, 200),
        (lambda folder, size: large.unfolding_tree(folder, size, 3), 90, 30, 400),
    ],
)
def test_the_cost_of_size(
    tmp_path: Path, make: Callable[[Path, int], Path], size: int, seconds: float, megabytes: float
) -> None:
    cost = cost_of_collecting(make(tmp_path / "x", size), "--as-of", _DAY)
    assert (cost.seconds < seconds, cost.megabytes < megabytes) == (True, True), cost
    assert cost.reasons() == {}
    (repository,) = cost.snapshot.repositories
    assert repository.history is not None
    assert repository.history.maintenance_lines is not None


def test_a_tree_of_seventeen_million_files_is_unknown(tmp_path: Path) -> None:
    cost = cost_of_collecting(large.unfolding_tree(tmp_path / "x", 64, 4), "--as-of", _DAY)
    assert cost.reasons() == {
        "tree": "git ls-tree was stopped: more than 1000000 files",
        "authors": "who is the same person is not known: the .mailmap of x was not read",
    }
    assert cost.snapshot.repositories[0].tree is None
    assert cost.megabytes < 500


def test_contents_that_unfold_are_not_read(tmp_path: Path) -> None:
    """A blob of 500 MB is never read; one that is a delta against 5 GB ends git, not the run."""
    cost = cost_of_collecting(large.heavy_contents(tmp_path / "x"), "--as-of", _DAY)
    (repository,) = cost.snapshot.repositories
    assert repository.tree is not None
    assert repository.tree.files == 4
    assert any("README.md" in subject for subject in cost.reasons())
    assert repository.license is not None
    assert repository.license.main is None
    assert (cost.seconds < 20, cost.megabytes < 300) == (True, True), cost


def test_messages_of_100_megabytes_are_looked_through_and_not_kept(tmp_path: Path) -> None:
    cost = cost_of_collecting(large.heavy_messages(tmp_path / "x", 3, 100 << 20), "--as-of", _DAY)
    (repository,) = cost.snapshot.repositories
    assert repository.releases is not None
    assert len(repository.releases.releases or ()) == 3
    assert cost.reasons() == {}
    assert cost.megabytes < 700
