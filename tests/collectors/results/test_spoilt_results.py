"""Result files of other tools, each field spoilt: a gap that names the file, never a traceback."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support import result_files
from support.hostile_answers import VALUES, changed, paths_of
from support.trackers import open_door

from mrl.collectors.results.reading import read_results

FILES: dict[str, Callable[[], dict[str, Any]]] = {
    "scancode": result_files.scancode,
    "scorecard": result_files.scorecard,
    "reuse": result_files.reuse,
    "ort model": result_files.ort_model,
    "ort result": result_files.ort_result,
}


def failure(content: object, folder: Path) -> str:
    """Read a spoilt file; gives what was wrong, empty for nothing."""
    (folder / "result.json").write_text(json.dumps(content))
    try:
        reading = read_results(["result.json"], folder, open_door(), lambda _: None)
        is_there = any(json.loads(reading.results.model_dump_json()).values())
    except Exception as problem:  # noqa: BLE001 - that is what is looked for
        return f"{type(problem).__name__}: {problem}"
    is_said = any("result.json" in gap.reason.in_english() for gap in reading.gaps)
    return "" if is_there or is_said else "no word about it"


def failures(name: str, folder: Path, most: int | None) -> tuple[int, list[str]]:
    content = FILES[name]()
    cases = [(path, kind, value) for path in paths_of(content) for kind, value in VALUES.items()]
    if most is not None:
        cases = Random(11).sample(cases, min(most, len(cases)))  # noqa: S311 - a sample for a test
    found = [(path, kind, failure(changed(content, path, value), folder)) for path, kind, value in cases]
    return len(cases), [f"{kind} {path}: {words}" for path, kind, words in found if words]


@pytest.mark.parametrize("name", FILES)
def test_a_spoilt_result_is_a_gap(name: str, tmp_path: Path) -> None:
    assert failures(name, tmp_path, 150) == (150, [])


@pytest.mark.soak
@pytest.mark.parametrize("name", FILES)
def test_every_result_spoilt_in_every_way(name: str, tmp_path: Path) -> None:
    count, failed = failures(name, tmp_path, None)
    assert failed == []
    assert count > 150
