"""A gate over files: the assessment, the gate file, and the older assessment it looks back to."""

import datetime as dt
from pathlib import Path

import pytest
from support.facts import commits, history, repository, snapshot
from support.moments import before

from mrl import gating, pipeline
from mrl.errors import InputError
from mrl.files.writing import canonical_json, write_file
from mrl.model.gate import Gate, Verdict
from mrl.resources import rubrics_folder

EARLIER = before(7)


def scored(rubric="market-readiness", **changes):
    taken = snapshot(repository(history=history(*commits(0, 5, 40, 80), *commits(1, 9))), **changes)
    return pipeline.score(taken, pipeline.Scoring(rubric=pipeline.open_rubric(rubric)))


@pytest.fixture(scope="module")
def new():
    return scored()


@pytest.fixture
def path(tmp_path, new) -> Path:
    return write_file(tmp_path / "new" / "assessment.json", canonical_json(new))


def older(tmp_path, **changes):
    return write_file(tmp_path / "old" / "assessment.json", canonical_json(scored(as_of=EARLIER, **changes)))


def judge(path, since=None, file=None, **conditions):
    asked = gating.Asked(given=Gate.model_validate(conditions), file=file, since=since)
    return gating.judge_file(path, asked)


def test_a_file_or_its_folder_is_judged(path):
    assert judge(path, min_readiness=0).status == judge(path.parent, min_readiness=0).status == 0


def test_a_fall_is_split_by_cause_where_the_rubrics_are_known(tmp_path, path):
    report = judge(path, since=older(tmp_path).parent, max_fall=10)
    (found,) = report.conditions
    assert found.verdict is Verdict.PASS
    assert len(found.movement.parts) == 4
    assert report.since.as_of == EARLIER


def test_without_the_rubric_the_points_are_compared_and_the_reason_said(tmp_path, path):
    own = tmp_path / "market-readiness.yaml"
    text = (rubrics_folder() / "market-readiness.yaml").read_text()
    own.write_text(text.replace("aggregation: geometric", "aggregation: arithmetic"))
    (found,) = judge(path, since=older(tmp_path, rubric=str(own)), max_fall=10).conditions
    assert found.verdict is Verdict.PASS
    assert found.movement.parts == ()
    assert "the rubric it was made with is not here" in found.reason.in_english()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"project": "Another"}, "it is an assessment of 'Another', not of 'Example'"),
        ({"rubric": "screening"}, "it was scored with the rubric 'screening', the newer one with"),
        (
            {"as_of": dt.datetime(2031, 1, 1, tzinfo=dt.UTC)},
            "it is newer than the assessment before the gate",
        ),
    ],
)
def test_what_is_no_older_assessment_of_it_is_refused(tmp_path, path, new, changes, message):
    other = new.model_copy(update={key: value for key, value in changes.items() if key != "rubric"})
    if "rubric" in changes:
        other = scored(changes["rubric"])
    old = write_file(tmp_path / "other.json", canonical_json(other))
    with pytest.raises(InputError, match=message) as caught:
        judge(path, since=old, max_fall=1)
    assert str(caught.value).startswith(f"{old}: ")


def test_a_file_and_the_command_line_add_up_and_problems_have_their_places(tmp_path, path):
    file = tmp_path / "gate.yaml"
    file.write_text("schema: mrl-gate/1\nmet:\n- LIC-1\n- LIK-2\nmin: {vitalty: 3}\n")
    with pytest.raises(InputError) as caught:
        judge(path, file=file, met=["LIC-9"], min_level=12)
    assert str(caught.value).splitlines() == [
        "--met: there is no criterion 'LIC-9'; did you mean 'LIC-5'?",
        "--min-level: there is no level 12; the levels are 1, 2, 3, 4, 5, 6, 7, 8, 9",
        f"{file}:4:3: met.1: there is no criterion 'LIK-2'; did you mean 'LIC-2'?",
        f"{file}:5:7: min.vitalty: there is no node 'vitalty'; did you mean 'vitality'?",
    ]
    file.write_text("schema: mrl-gate/1\nmet:\n- LIC-1\n")
    report = judge(path, file=file, min={"vitality": 0})
    assert [each.id for each in report.conditions] == ["min.vitality", "met.LIC-1"]


def test_a_gate_without_condition_is_refused(tmp_path, path):
    with pytest.raises(InputError, match=r"^the gate sets no condition; set one, with --min-level"):
        judge(path)
    file = tmp_path / "gate.yaml"
    file.write_text("schema: mrl-gate/1\n")
    with pytest.raises(InputError, match=r"gate\.yaml: the gate sets no condition"):
        judge(path, file=file)


def test_an_older_assessment_that_no_condition_needs_is_refused(tmp_path, path):
    with pytest.raises(InputError, match=r"^--since: no condition needs an older assessment; set --max-fall"):
        judge(path, since=older(tmp_path), min_readiness=1)
