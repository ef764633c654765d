import copy
import json

import pytest
from support.rubrics import gate, headline, level, node, practice, rubric_content, text

from mrl.errors import InputError
from mrl.i18n import translator
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
    for name, kind in {
        "seen": Kind.YES_NO,
        "count": Kind.COUNT,
        "word": Kind.WORD,
        "part": Kind.SHARE,
        "days": Kind.NUMBER,
    }.items()
}
METRICS["word"] = METRICS["word"].model_copy(update={"words": ("good", "bad")})
STEPS = {"kind": "bands", "at_least": {"1": 0.5, "4": 1}}
CHOICE = {"kind": "choice", "points": {"yes": 1}}
HALF = {"kind": "bands", "at_least": {"1": 0.5}}
SOURCE = {"id": "badges", "title": "Badges", "url": "https://example.org", "license": "none stated"}
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
        (set_at("nodes", "part", "children", {"A": 1, "B": 0}), "a weight of 0 counts for nothing"),
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
        (
            set_at("headlines", [headline("top", levels=[level(1, 5), level(2, 5)])]),
            "level 1 is never reached",
        ),
        (
            set_at("headlines", [headline("top", assessed_when={"node": "parts", "hypotheses": []})]),
            "there is no node 'parts'",
        ),
        (set_at("criteria", "part", practice()), "'part' is the id of a node as well"),
        (set_at("criteria", "A", "why", {}), "the key 'en' is missing"),
        (set_at("criteria", "A", "effort_days", "-1"), "greater than or equal to 0"),
        (set_at("version", "1"), "version"),
        (set_at("nodes", "part", "children", {"A": 0, "B": 0}), "the weights of 'part' sum to nothing"),
        (set_at("dimensions", ["top", "top"]), "the dimension 'top' stands twice"),
        (set_at("headlines", [headline("top"), headline("top")]), "the node 'top' is a headline already"),
        (set_at("nodes", "top", "children", {"part": 1, "C": 1, "D": 1}), "no node or criterion 'D'"),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_least": {"1": 0.5, "1.0": 1}}),
            "the steps 1 and 1.0 are the same value; keep one",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_least": {"1": 0}}),
            "no value earns any points",
        ),
        (
            set_at("criteria", "C", "source", {"list": "badge"}),
            "no attribution has the id 'badge'; add it to",
        ),
        (set_at("attributions", [SOURCE, SOURCE]), "two attributions have the id 'badges'; rename one"),
        (
            set_at("attributions", [SOURCE | {"note": {"fr": "Thèmes."}}]),
            "attributions.0.note: the key 'en' is missing",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_least": {"-1": 0.5, "4": 1}}),
            "-1 is below 0, and 'count' never is",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_least": {"0.5": 0.5, "4": 1}}),
            "'count' is a count, and 0.5 is no whole number",
        ),
        (
            set_at("criteria", "C", practice("part", "decides", scale=STEPS)),
            "4 is no share: 'part' runs from 0",
        ),
        (
            set_at(
                "criteria",
                "C",
                practice("part", "decides", scale={"kind": "goalposts", "worst": 0, "best": 30}),
            ),
            "30 is no share: 'part' runs from 0 to 1; write 30 percent as 0.3",
        ),
        (
            set_at(
                "criteria", "C", practice("word", "decides", scale={"kind": "choice", "points": {"god": 1}})
            ),
            "'word' never says 'god'; did you mean 'good'?",
        ),
        (
            set_at(
                "criteria", "C", "scale", {"kind": "choice", "points": {"x": 1}, "labels": {"y": text("Y")}}
            ),
            "'y' has a label but no points",
        ),
        (
            set_at("criteria", "B", practice("count", "proves", scale=HALF)),
            "the metric proves only with full points, and no value on this scale earns them",
        ),
        (
            set_at(
                "criteria",
                "C",
                practice("word", "disproves", scale={"kind": "choice", "points": {"good": 1, "bad": 0.5}}),
            ),
            "the metric disproves only with no points, and every value on this scale earns some",
        ),
        (set_at("takes_answers", "no"), "criteria.C: nothing can decide this: the rubric takes no answers"),
        (set_at("schema", "mrl-rubric/9"), "its schema is 'mrl-rubric/9'"),
    ],
)
def test_what_a_rubric_must_not_mean(tmp_path, change, message):
    found = problems(tmp_path, change)
    assert message in found
    assert "rubric.yaml:" in found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            set_at("criteria", "C", "scale", CHOICE | {"labels": {"nothing": text("Nothing")}}),
            "« nothing » a un libellé mais pas de points",
        ),
        (
            set_at("criteria", "C", practice("word", "decides", scale=CHOICE)),
            "« word » ne donne jamais « yes »",
        ),
    ],
)
def test_what_a_rubric_says_in_words_of_ours_is_not_translated(tmp_path, change, said):
    content = copy.deepcopy(GOOD)
    change(content)
    (tmp_path / "rubric.yaml").write_text(json.dumps(content))
    with pytest.raises(InputError) as refusal:
        load_rubric(tmp_path / "rubric.yaml", METRICS)
    assert said in refusal.value.in_language(translator("fr")).replace("\u202f", " ")


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
    assert any("part" in line for line in describe(loaded))


def test_a_tangled_tree_is_walked_once(tmp_path):
    """Two nodes on each of 18 levels, each over both below: 262144 ways down, all of them counted."""

    def change(content):
        for number in range(18):
            below = {f"{side}{number + 1}": 1 for side in "xy"} if number < 17 else {"A": 1}
            content["nodes"] |= {f"{side}{number}": node(below) for side in "xy"}
        content["nodes"]["top"] = node({"x0": 1, "y0": 1, "part": 1, "C": 1})
        content["nodes"]["part"] = node({"B": 1})

    assert "A: stands 262144 times below 'top': in x17, y17" in problems(tmp_path, change)


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


def with_levels(*levels):
    return set_at("headlines", [headline("top", levels=list(levels))])


def half_of_everything(*levels, floor=0.0):
    """Two criteria of which one earns half at most, so that no score passes 8.3."""

    def change(content):
        content["criteria"]["B"] = practice("count", "decides", scale=HALF)
        content["headlines"] = [headline("top", levels=list(levels), coverage_floor=floor)]

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (with_levels(level(1, 5), level(2, 4)), "levels.1.at_least: level 2 begins at 4, below level 1"),
        (with_levels(level(1, 5), level(2, 5)), "level 1 is never reached: level 2 begins where it does"),
        (
            with_levels(level(1, 5, gate("A", 1)), level(2, 5, gate("A", 0.5))),
            "level 1 is never reached: level 2 begins where it does and asks nothing more",
        ),
        (
            half_of_everything(level(1, 0), level(2, 9)),
            "level 2 is never reached: it begins at 9, and the best score is 8.333",
        ),
        (
            half_of_everything(level(1, 0, gate("B", 0.75))),
            "gates.0.at_least: this gate is never met: 'B' earns 0.5 at most",
        ),
        (
            half_of_everything(level(1, 0, gate("part", 0.9))),
            "this gate is never met: 'part' earns 0.667 at most",
        ),
    ],
)
def test_what_no_score_or_answer_can_reach(tmp_path, change, message):
    assert message in problems(tmp_path, change)


def test_levels_of_gates_alone_may_begin_at_the_same_score(tmp_path):
    content = copy.deepcopy(GOOD)
    with_levels(level(1, 0), level(2, 0, gate("A", 1)), level(3, 0, gate("A", 1), gate("B", 1)))(content)
    (tmp_path / "rubric.yaml").write_text(json.dumps(content))
    assert len(load_rubric(tmp_path / "rubric.yaml", METRICS).rubric.headlines[0].levels) == 3


def test_coverage_that_no_project_can_have(tmp_path):
    def change(content):
        content["takes_answers"] = "no"
        content["headlines"] = [headline("top", coverage_floor=0.9)]

    found = problems(tmp_path, change)
    assert "coverage_floor: no project can reach this coverage: 0.5 of 'top' can be known at most" in found


def test_without_headline_a_criterion_counts_once_all_the_same(tmp_path):
    def change(content):
        content["headlines"] = []
        content["nodes"]["top"]["children"]["A"] = 1

    assert "nodes.part.children.A: stands in 2 nodes: top, part; keep one place" in problems(tmp_path, change)


def test_a_node_in_two_places_is_named_and_not_what_stands_below_it(tmp_path):
    def change(content):
        content["nodes"]["other"] = node({"part": 1})
        content["nodes"]["top"]["children"]["other"] = 1

    found = problems(tmp_path, change)
    assert "nodes.other.children.part: stands 2 times below 'top': in top, other" in found
    assert len(found.splitlines()) == 1


def test_a_decimal_comma_between_braces_is_found(tmp_path):
    """YAML reads `{1: 0,5}` as the step 1 and a key 5 with nothing behind it."""
    (tmp_path / "rubric.yaml").write_text(json.dumps(GOOD).replace('{"1": 0.5, "4": 1}', "{1: 0,5, 4: 1}"))
    with pytest.raises(InputError, match="nothing stands behind '5'; write a value, or remove it"):
        load_rubric(tmp_path / "rubric.yaml", METRICS)
