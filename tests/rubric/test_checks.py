import copy
import json

import pytest
from support.rubrics import gate, headline, level, node, practice, rubric_content, text

from mrl.errors import InputError
from mrl.model.evidence import AddsUp, Better, Kind, MetricInfo
from mrl.rubric.describing import describe
from mrl.rubric.loading import find_rubric, load_rubric, shipped_rubrics
from mrl.rubric.structure import depths


def info(name, kind):
    return MetricInfo(
        id=name,
        title=name,
        definition="A definition.",
        unit="things",
        kind=kind,
        better=Better.HIGHER,
        adds_up=AddsUp.CORE,
        source="ours",
        needs="git",
    )


METRICS = {
    name: info(name, kind)
    for name, kind in {"seen": Kind.YES_NO, "count": Kind.COUNT, "word": Kind.WORD}.items()
}
STEPS = {"kind": "bands", "at_least": {"1": 0.5, "4": 1}}
GOOD = rubric_content(
    {"A": practice("seen", "proves"), "B": practice("count", "decides", scale=STEPS), "C": practice()},
    {"top": node({"part": 1, "C": 1}), "part": node({"A": 1, "B": 2})},
    [headline("top", levels=[level(1, 0), level(2, 5, gate("B", 0.5))])],
)


def problems(tmp_path, change):
    content = copy.deepcopy(GOOD)
    change(content)
    path = tmp_path / "rubric.yaml"
    path.write_text(json.dumps(content, indent=1))
    with pytest.raises(InputError) as refusal:
        load_rubric(path, METRICS)
    return str(refusal.value)


def test_a_good_rubric_loads_with_the_digest_of_its_file(tmp_path):
    path = tmp_path / "rubric.yaml"
    path.write_text(json.dumps(GOOD))
    loaded = load_rubric(path, METRICS)
    assert loaded.rubric.id == "test"
    assert len(loaded.digest) == 64


def set_at(*path_and_value):
    *path, last, value = path_and_value

    def change(content):
        for part in path:
            content = content[part]
        content[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (set_at("criteria", "A", "metric", "sean"), "there is no metric 'sean'; did you mean 'seen'?"),
        (set_at("criteria", "C", "applies_when", {"count": "yes"}), "'count' is not a yes/no metric"),
        (set_at("criteria", "B", "metric_role", None), "metric_role"),
        (set_at("nodes", "part", "children", {"A": 1, "Bb": 2}), "there is no node or criterion 'Bb'"),
        (set_at("nodes", "part", "children", {"A": 1, "B": 0}), "greater than 0"),
        (
            set_at("nodes", "part", "children", {"A": 1, "B": 1, "top": 1}),
            "goes round in a circle: top > part > top",
        ),
        (set_at("nodes", "top", "children", {"part": 1, "C": 1, "A": 1}), "stands 2 times below 'top'"),
        (set_at("criteria", "D", practice()), "no node has this criterion among its children"),
        (
            set_at("criteria", "B", "scale", {"kind": "yes_no"}),
            "does not fit 'count', which is a count metric",
        ),
        (set_at("criteria", "A", "scale", STEPS), "does not fit 'seen', which is a yes_no metric"),
        (set_at("criteria", "C", "scale", STEPS), "a bands scale needs a metric"),
        (set_at("criteria", "B", "scale", {"kind": "bands"}), "bands take either"),
        (set_at("criteria", "B", "scale", {"kind": "goalposts", "worst": 1, "best": 1}), "are the same"),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_least": {}}),
            "criteria.B.scale.at_least: has 0 entries and needs at least 1",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_most": {}}),
            "criteria.B.scale.at_most: has 0 entries and needs at least 1",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_least": {"1": 1, "2": 0, "3": 1}}),
            "do not keep their direction",
        ),
        (set_at("dimensions", ["tap"]), "there is no node 'tap'; did you mean 'top'?"),
        (set_at("headlines", [headline("tops")]), "there is no node 'tops'; did you mean 'top'?"),
        (
            set_at("headlines", [headline("top", levels=[level(1, 0, gate("Z9", 1))])]),
            "no node or criterion 'Z9'",
        ),
        (
            set_at("headlines", [headline("top", levels=[level(2, 0), level(1, 5)])]),
            "level 1 comes after level 2",
        ),
        (set_at("headlines", [headline("top", levels=[level(1, 5), level(2, 5)])]), "not above level 1"),
        (
            set_at("headlines", [headline("top", assessed_when={"node": "parts", "hypotheses": []})]),
            "there is no node 'parts'",
        ),
        (set_at("criteria", "part", practice()), "'part' is the id of a node as well"),
        (set_at("criteria", "A", "why", {}), "the key 'en' is missing"),
        (set_at("criteria", "A", "effort_days", "-1"), "greater than or equal to 0"),
        (set_at("version", "1"), "version"),
        (set_at("schema", "mrl-rubric/9"), "its schema is 'mrl-rubric/9'"),
    ],
)
def test_what_a_rubric_must_not_mean(tmp_path, change, message):
    found = problems(tmp_path, change)
    assert message in found
    assert "rubric.yaml:" in found


def test_a_metric_decides_once_in_a_headline(tmp_path):
    def change(content):
        content["criteria"]["C"] = practice("seen", "disproves")

    assert "the metric 'seen' already acts in 'A' below 'top'; let it support one of them" in problems(
        tmp_path, change
    )


def chain(length):
    """Nodes that stand above each other, the last one over the criteria."""

    def change(content):
        for number in range(length - 2):
            content["nodes"][f"n{number}"] = node({f"n{number + 1}": 1})
        content["nodes"][f"n{length - 2}"] = node({"part": 1})
        content["nodes"]["top"] = node({"n0": 1, "C": 1})

    return change


@pytest.mark.parametrize("length", [20, 5000])
def test_a_deep_tree_is_refused_once(tmp_path, length):
    found = problems(tmp_path, chain(length))
    assert found.count("stands over more than 20 levels of nodes; flatten the tree") == 1
    assert len(found.splitlines()) == 1


def test_twenty_levels_are_fine(tmp_path):
    content = copy.deepcopy(GOOD)
    chain(19)(content)
    (tmp_path / "rubric.yaml").write_text(json.dumps(content))
    loaded = load_rubric(tmp_path / "rubric.yaml", METRICS).rubric
    assert depths(loaded)["top"] == 20
    assert "part" in describe(loaded)


def test_a_tangled_tree_is_walked_once(tmp_path):
    """Two nodes on each of 18 levels, each over both below: 262144 ways down, all of them counted."""

    def change(content):
        for number in range(18):
            below = {f"{side}{number + 1}": 1 for side in "xy"} if number < 17 else {"A": 1}
            content["nodes"] |= {f"{side}{number}": node(below) for side in "xy"}
        content["nodes"]["top"] = node({"x0": 1, "y0": 1, "part": 1, "C": 1})
        content["nodes"]["part"] = node({"B": 1})

    assert "criteria.A: stands 262144 times below 'top': in" in problems(tmp_path, change)


def test_a_hundred_problems_are_enough(tmp_path):
    def change(content):
        content["nodes"]["part"]["children"] |= {f"Z{number}": 1 for number in range(20_000)}

    found = problems(tmp_path, change).splitlines()
    assert len(found) == 101
    assert found[-1] == "there are more than these 100 problems; mend them first"


def test_a_condition_needs_a_metric_and_a_role(tmp_path):
    def change(content):
        del content["criteria"]["A"]["metric_role"]

    assert "`metric` and `metric_role` go together" in problems(tmp_path, change)


def test_rubrics_are_found_by_id_or_path(tmp_path):
    (tmp_path / "market-readiness.yaml").write_text("schema: x")
    assert list(shipped_rubrics(tmp_path)) == ["market-readiness"]
    assert find_rubric("market-readiness", tmp_path) == tmp_path / "market-readiness.yaml"
    assert str(find_rubric("own/rubric.yaml", tmp_path)) == "own/rubric.yaml"
    with pytest.raises(
        InputError, match="no rubric called 'market-rediness'; did you mean 'market-readiness'"
    ):
        find_rubric("market-rediness", tmp_path)


def test_texts_are_bilingual_maps(tmp_path):
    found = problems(tmp_path, set_at("criteria", "A", "title", text("x")["en"]))
    assert "criteria.A.title: 'x' should be a list of `key: value` lines" in found
