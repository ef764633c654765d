import json

import pytest
from support.rubrics import criterion, gate, headline, level, node, practice, rubric_content, text

from mrl.errors import InputError
from mrl.files.reading import read_versioned
from mrl.metrics import catalogue
from mrl.rubric.loading import load_rubric
from mrl.rubric.types import Rubric
from mrl.rubric.vectors import VECTORS_SCHEMA, Vectors
from mrl.scoring.vector_input import extreme_values
from mrl.scoring.vectors import run_vectors

METRICS = {info.id: info for info in catalogue()}
RELEASES = {"kind": "bands", "at_least": {"1": 0.5, "4": 1}}
AGE = {"kind": "bands", "at_most": {"30": 1, "365": 0.5}}
LADDER = {"kind": "ladder", "situations": [text("None"), text("Some"), text("All")]}
WORDS = {"kind": "choice", "points": {"not yet": 0, "begun": 0.5, "done": 1}}
RUBRIC = rubric_content(
    {
        "LICENSE": practice("license.osi_approved", "decides"),
        "RELEASES": practice("releases.final_12_months", "decides", scale=RELEASES),
        "AGE": practice("releases.days_since_last", "decides", scale=AGE),
        "TESTS": practice("engineering.tests", "proves", applies_when={"project.has_source_code": "yes"}),
        "KEYS": practice(
            "security.key_like_files", "disproves", scale={"kind": "bands", "at_most": {"0": 1}}
        ),
        "HELP": criterion(scale=LADDER),
        "PLAN": criterion(scale=WORDS),
    },
    {
        "top": node({"facts": 2, "people": 1}),
        "facts": node({"LICENSE": 1, "RELEASES": 1, "AGE": 1, "TESTS": 1, "KEYS": 1}),
        "people": node({"HELP": 1, "PLAN": 1}),
    },
    [headline("top", levels=[level(1, 0), level(2, 5, gate("LICENSE", 1))], coverage_floor=0.5)],
)


@pytest.fixture
def run(tmp_path):
    """Run one vector, written as JSON with a line for each value, with the rubric above."""

    def run_one(vector, **changes):
        rubric_path = tmp_path / "test.yaml"
        rubric_path.write_text(json.dumps({**RUBRIC, **changes}))
        path = tmp_path / "vectors.yaml"
        vector = {"name": "a case", **vector}
        path.write_text(
            json.dumps({"schema": "mrl-vectors/1", "rubric": "test", "vectors": [vector]}, indent=1)
        )
        vectors, document = read_versioned(path, Vectors, VECTORS_SCHEMA)
        return run_vectors(vectors, document, load_rubric(rubric_path, METRICS), METRICS)

    return run_one


def differences(report):
    return [(each.what, each.expected, each.got) for each in report.differences]


def test_nothing_known(run):
    expected = {
        "every_outcome": "unknown",
        "nodes": {"facts": {"point": "none", "lowest": 0, "highest": 1, "coverage": 0}},
        "headlines": {"top": {"state": "below coverage floor", "level": "none", "lowest_level": 1}},
    }
    assert run({"expect": expected}).differences == ()


@pytest.mark.parametrize(("extreme", "outcome", "level"), [("best", "met", 2), ("worst", "not met", 1)])
def test_extremes_of_everything(run, extreme, outcome, level):
    point = 10 if extreme == "best" else 0
    expected = {"every_outcome": outcome, "headlines": {"top": {"point": point, "level": level}}}
    assert run({"every_metric": extreme, "every_answer": extreme, "expect": expected}).differences == ()


def test_extreme_values_suit_the_kind_of_the_metric():
    rubric = Rubric.model_validate(RUBRIC)
    best, worst = (extreme_values(rubric, METRICS, extreme) for extreme in ("best", "worst"))
    assert (best["license.osi_approved"], worst["license.osi_approved"]) == (True, False)
    assert (best["releases.final_12_months"], worst["releases.final_12_months"]) == (4, 0)
    assert (best["releases.days_since_last"], worst["releases.days_since_last"]) == (0, 366)
    assert (best["security.key_like_files"], worst["security.key_like_files"]) == (0, 1)
    assert worst["project.has_source_code"] is True


def test_named_evidence_and_answers_come_before_extremes(run):
    vector = {
        "every_metric": "best",
        "evidence": {"releases.final_12_months": 1, "project.has_source_code": "no"},
        "every_answer": "best",
        "answers": [{"role": "lead", "date": "2026-01-10", "answers": {"HELP": {"answer": "0-1"}}}],
        "expect": {
            "outcomes": {"RELEASES": "partly met", "TESTS": "not applicable", "HELP": "partly met"},
            "every_outcome": "met",
            "nodes": {"people": {"point": 0.625, "lowest": 0.5, "highest": 0.75}},
        },
    }
    assert run(vector).differences == ()


def test_answers_count_as_of_the_vectors_day(run):
    answers = {
        "role": "lead",
        "date": "2026-01-10",
        "valid_until": "2026-01-20",
        "answers": {"PLAN": {"answer": "done"}},
    }
    vector = {"answers": [answers], "expect": {"outcomes": {"PLAN": "unknown"}}}
    assert run(vector).differences == ()
    assert differences(run({**vector, "as_of": "2026-01-15"})) == [("PLAN", "unknown", "met")]


def test_differences_are_named_with_what_came_out_and_where_it_was_expected(run):
    report = run(
        {
            "every_metric": "best",
            "expect": {
                "outcomes": {"HELP": "met"},
                "nodes": {"facts": {"point": 0.9, "coverage": "none"}},
                "headlines": {"top": {"point": 5.0, "state": "not assessed", "level": 1, "highest_level": 2}},
            },
        }
    )
    assert differences(report) == [
        ("HELP", "met", "unknown (not answered yet)"),
        ("facts point", "0.9", "1.00"),
        ("facts coverage", "none", "0.80"),
        ("top point", "5.0", "10.00"),
        ("top state", "not assessed", "assessed"),
        ("top level", "1", "2"),
    ]
    assert [each.place.line for each in report.differences] == [10, 14, 15, 20, 21, 22]
    assert (report.failed, report.vectors) == (1, 1)


@pytest.mark.parametrize(
    ("written", "agrees"),
    [("0.6", True), ("0.57", True), ("0.571", True), ("0.58", False), ("0.5", False), ("1", True)],
)
def test_figures_are_compared_to_the_decimals_written(run, written, agrees):
    children = {"LICENSE": 4, "RELEASES": 3, "AGE": 1, "TESTS": 1, "KEYS": 1}
    nodes = {**RUBRIC["nodes"], "facts": node(children)}
    evidence = {"license.osi_approved": "yes", "releases.final_12_months": 0}
    report = run({"evidence": evidence, "expect": {"nodes": {"facts": {"point": written}}}}, nodes=nodes)
    assert (report.differences == ()) == agrees


def test_a_rubric_of_facts_alone_is_given_no_answers(run):
    facts = {name: each for name, each in RUBRIC["criteria"].items() if each.get("metric_role") == "decides"}
    changes = {
        "criteria": facts,
        "nodes": {"top": node(dict.fromkeys(facts, 1))},
        "headlines": [headline("top")],
        "takes_answers": "no",
    }
    vector = {"every_metric": "best", "every_answer": "worst", "expect": {"every_outcome": "met"}}
    assert run(vector, **changes).differences == ()


@pytest.mark.parametrize(
    ("vector", "message"),
    [
        (
            {"evidence": {"license.osi": "yes"}, "expect": {"every_outcome": "met"}},
            "there is no metric 'license.osi'",
        ),
        (
            {"evidence": {"license.osi_approved": 3}, "expect": {"every_outcome": "met"}},
            "vectors.0.evidence.license.osi_approved: '3' does not fit; write yes or no",
        ),
        (
            {"expect": {"outcomes": {"LICENCE": "met"}}},
            "there is no criterion 'LICENCE'; did you mean 'LICENSE'?",
        ),
        ({"expect": {"nodes": {"fact": {"point": 1}}}}, "there is no node 'fact'; did you mean 'facts'?"),
        ({"expect": {"headlines": {"facts": {"point": 1}}}}, "there is no headline 'facts'"),
        ({"expect": {"nodes": {"facts": {}}}}, "nothing is expected, so this vector tests nothing"),
        (
            {
                "answers": [{"role": "lead", "date": "2026-01-10", "answers": {"HELP": {"answer": "7"}}}],
                "expect": {"every_outcome": "met"},
            },
            "vectors.0.answers.0.answers.HELP.answer: '7' does not fit",
        ),
        (
            {"answers": [{"answers": {"HELP": {"answer": "1"}}}], "expect": {"every_outcome": "met"}},
            "vectors.0.answers.0.answers.HELP: nobody's role is given",
        ),
    ],
)
def test_wrong_vectors_are_refused_with_their_line(run, vector, message):
    with pytest.raises(InputError) as refusal:
        run(vector)
    assert message in str(refusal.value)
    assert "vectors.yaml:" in str(refusal.value)


def test_names_stand_once_and_the_rubric_is_theirs(tmp_path):
    rubric_path, path = tmp_path / "test.yaml", tmp_path / "vectors.yaml"
    rubric_path.write_text(json.dumps(RUBRIC))
    case = "- {name: a, expect: {every_outcome: unknown}}\n"
    path.write_text("schema: mrl-vectors/1\nrubric: tests\nvectors:\n" + 2 * case)
    vectors, document = read_versioned(path, Vectors, VECTORS_SCHEMA)
    with pytest.raises(InputError) as refusal:
        run_vectors(vectors, document, load_rubric(rubric_path, METRICS), METRICS)
    assert "these vectors are for the rubric 'tests', not for 'test'" in str(refusal.value)
    assert "vectors.1.name: the name 'a' stands twice; rename one" in str(refusal.value)
