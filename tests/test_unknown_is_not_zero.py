"""Facts taken out of a real snapshot, one by one: nothing narrows and nothing turns into "not met"."""

import copy
import json
import random
from pathlib import Path

import pytest
from pydantic import ValidationError
from support import repositories

from mrl import pipeline
from mrl.files.digest import with_digest
from mrl.model.snapshot import Snapshot

RUBRICS = ("market-readiness", "screening", "osps-baseline", "public-code")
SLACK = 1e-6
SAMPLE = 60


def keys_of(content, path=()):
    """List the way to every key below the repositories."""
    found = []
    if isinstance(content, dict):
        for key, value in content.items():
            found += [(*path, key), *keys_of(value, (*path, key))]
    elif isinstance(content, list) and content and isinstance(content[0], dict):
        for index, value in enumerate(content[:2]):
            found += keys_of(value, (*path, index))
    return found


def without(content, path):
    content = copy.deepcopy(content)
    inside = content
    for part in path[:-1]:
        inside = inside[part]
    del inside[path[-1]]
    return content


def collected(folder: Path, make) -> dict:
    target = pipeline.open_target(str(make(folder)))
    from mrl.collectors.options import CollectOptions  # noqa: PLC0415

    options = CollectOptions(as_of=None, offline=True, cache=folder)
    return json.loads(pipeline.collect(target, options).model_dump_json(by_alias=True))


def scored(content, rubric):
    snapshot = with_digest(Snapshot.model_validate(content))
    return pipeline.judge(snapshot, pipeline.Scoring(rubric=pipeline.open_rubric(rubric)))


def assert_only_widens(before, after, path):
    old_nodes = {node.id: node.score for node in before.nodes}
    for node in after.nodes:
        old = old_nodes[node.id]
        assert node.score.lowest <= old.lowest + SLACK, (path, node.id)
        assert node.score.highest >= old.highest - SLACK, (path, node.id)
    outcomes = {criterion.id: criterion.outcome for criterion in before.criteria}
    for criterion in after.criteria:
        if criterion.outcome == "not_met":
            assert outcomes[criterion.id] == "not_met", (path, criterion.id)


MAKERS = [repositories.well_kept, repositories.header_only_license, repositories.never_released]


def losses(folder: Path, make, rubric: str, sample: int | None) -> int:
    """Take facts out one by one (so many of them, or all) and check each; gives how many were taken out."""
    content = collected(folder, make)
    before = scored(content, rubric)
    paths = [path for path in keys_of(content) if path[0] == "repositories"]
    assert len(paths) > SAMPLE
    lost = 0
    for path in paths if sample is None else random.Random(7).sample(paths, sample):  # noqa: S311
        try:
            after = scored(without(content, path), rubric)
        except ValidationError:
            continue  # a record without this key is refused: nothing is scored from it
        lost += 1
        assert_only_widens(before, after, path)
    return lost


@pytest.mark.parametrize("make", MAKERS)
def test_losing_a_fact_never_counts_against_a_project(tmp_path, make):
    assert losses(tmp_path, make, "market-readiness", SAMPLE) > SAMPLE / 3


@pytest.mark.soak
@pytest.mark.parametrize("rubric", RUBRICS)
@pytest.mark.parametrize("make", MAKERS)
def test_losing_any_fact_never_counts_against_a_project(tmp_path, make, rubric):
    assert losses(tmp_path, make, rubric, None) > SAMPLE
