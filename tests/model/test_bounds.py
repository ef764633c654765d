"""Files edited by hand: what no collector writes is a sentence, not a crash somewhere later."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from support import repositories

from mrl.errors import InputError
from mrl.files.reading import Document, validate
from mrl.model.snapshot import Snapshot

HUGE = 10**30


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Give a snapshot and its assessment as they were written."""
    from click.testing import CliRunner  # noqa: PLC0415

    from mrl.cli.main import main  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("made")
    repository = repositories.well_kept(folder / "kept")
    command = ["assess", str(repository), "--out", str(folder / "out"), "--as-of", "2026-01-31"]
    assert CliRunner().invoke(main, command).exit_code == 0
    return {
        name: json.loads((folder / "out" / f"{name}.json").read_text()) for name in ("snapshot", "assessment")
    }


def edited(content: Any, path: Sequence[str | int], value: Any) -> str:
    """Write a copy with one entry changed."""
    copied = json.loads(json.dumps(content))
    inside = copied
    for part in path[:-1]:
        inside = inside[part]
    inside[path[-1]] = value
    return json.dumps(copied)


ROW = ("repositories", 0, "history", "default_branch", 0)
IN_A_SNAPSHOT = [
    ((*ROW, 3), HUGE, "should be less than or equal to 1000000000000"),
    ((*ROW, 3), -1, "should be greater than or equal to 0"),
    ((*ROW, 1), HUGE, "should be less than or equal to 1000000000000"),
    ((*ROW, 1), -1, "should be greater than or equal to 0"),
    ((*ROW, 0), 0, "'0' is not a date; write it as 2026-01-31"),
    (("authors", "merged_by", "name"), -1, "should be greater than or equal to 0"),
    (("project",), "\ud800", "half a letter is not text"),
    (("project",), "", "should have at least 1 character"),
    (("as_of",), "9999-12-31T23:59:59Z", "is not between 1970 and 2199"),
    (("as_of",), "9999-12-31T23:59:59-14:00", "is not a date with time"),
    (("as_of",), "1969-12-31T00:00:00Z", "is not between 1970 and 2199"),
    (("as_of",), 0, "'0' is not a date with time"),
    (("cost", "seconds"), 1e308, "should be less than or equal to 1000000000"),
    (("repositories",), [], "has 0 entries and needs at least 1"),
    (("repositories", 0, "releases", "releases", 0, "time"), "0001-01-01T00:00:00+14:00", "is not a date"),
]
IN_AN_ASSESSMENT = [
    (("cost", "seconds"), 1e308, "should be less than or equal to 1000000000"),
    (("as_of",), "9999-12-31T00:00:00Z", "is not between 1970 and 2199"),
    (("project",), "\udfff", "half a letter is not text"),
    (("evidence", 0, "value"), 1e308, "should be less than or equal to 1000000000000000000"),
    (("evidence", 0, "value"), -HUGE, "should be greater than or equal to -1000000000000000000"),
    (("criteria", 0, "effort_days"), -1, "should be greater than or equal to 0"),
]


@pytest.mark.parametrize("change", IN_A_SNAPSHOT)
def test_snapshots(tmp_path: Path, cli_invoke: Callable[..., Any], files, change) -> None:
    path, value, message = change
    (tmp_path / "snapshot.json").write_text(edited(files["snapshot"], path, value))
    for command in (("score",), ("answers", "new")):
        result = cli_invoke(*command, tmp_path / "snapshot.json", "--out", tmp_path / "out")
        assert result.exit_code == 2, result.output
        assert message in result.stderr.replace(",", "")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("change", IN_AN_ASSESSMENT)
def test_assessments(tmp_path: Path, cli_invoke: Callable[..., Any], files, change) -> None:
    path, value, message = change
    (tmp_path / "assessment.json").write_text(edited(files["assessment"], path, value))
    result = cli_invoke("report", tmp_path / "assessment.json", "--format", "html", "--out", tmp_path / "out")
    assert result.exit_code == 2, result.output
    assert message in result.stderr.replace(",", "")


def figures(content: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Find every whole number of a file."""
    if isinstance(content, dict | list):
        for key, inner in content.items() if isinstance(content, dict) else enumerate(content):
            yield from figures(inner, (*path, key))
    elif isinstance(content, int) and not isinstance(content, bool):
        yield path


def test_no_figure_of_a_snapshot_is_without_limits(files) -> None:
    for path in figures(files["snapshot"]):
        for value in (HUGE, -HUGE):
            content = json.loads(edited(files["snapshot"], path, value))
            with pytest.raises(InputError, match="should be"):
                validate(Document(name="snapshot.json", content=content, raw=b""), Snapshot)
