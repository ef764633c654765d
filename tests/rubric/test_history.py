import copy
import json

import pytest
from support.rubrics import criterion, headline, node, practice, rubric_content, text

from mrl.errors import InputError
from mrl.metrics import catalogue
from mrl.rubric.history import alike, previous_version, remarks_since
from mrl.rubric.loading import load_rubric

METRICS = {info.id: info for info in catalogue()}
STEPS = {"kind": "bands", "at_least": {"1": 0.5, "4": 1}}
OLD = rubric_content(
    {
        "A": practice("license.osi_approved", "decides", question=text("Is the license open source?")),
        "B": practice("releases.final_12_months", "decides", scale=STEPS),
        "C": criterion(question=text("Who answers when users need help with it?")),
    },
    {"top": node({"A": 1, "B": 2, "C": 1})},
    [headline("top")],
)


def remarks(tmp_path, change, version="1.0.0"):
    new = copy.deepcopy(OLD)
    change(new)
    new["version"] = version
    (tmp_path / "previous").mkdir(exist_ok=True)
    (tmp_path / "previous" / "test.yaml").write_text(json.dumps(OLD))
    path = tmp_path / "test.yaml"
    path.write_text(json.dumps(new, indent=1))
    loaded = load_rubric(path, METRICS)
    previous = previous_version(loaded.document, "test")
    return [
        str(remark).partition("test.yaml:")[2]
        for remark in remarks_since(previous, loaded.rubric, loaded.document, METRICS)
    ]


def ask_something_else(content):
    content["criteria"]["C"]["question"] = text("Where does the money come from?")


def reword(content):
    content["criteria"]["C"]["question"] = text("Who answers when its users need help?")


def change_the_metric(content):
    content["criteria"]["A"]["metric"] = "license.file"


def change_the_scale(content):
    content["criteria"]["B"]["scale"] = {"kind": "goalposts", "worst": 0, "best": 4}


def change_a_weight(content):
    content["nodes"]["top"]["children"]["A"] = 5


def remove_a_question(content):
    del content["criteria"]["C"], content["nodes"]["top"]["children"]["C"]


def nothing(content):
    del content["dimensions"][1:]


@pytest.mark.parametrize(
    ("change", "version", "message"),
    [
        (
            ask_something_else,
            "2.0.0",
            "criteria.C.question: in version 1.0.0 this id asked something else; give it",
        ),
        (change_the_metric, "2.0.0", "in version 1.0.0 this id was measured by 'license.osi_approved'"),
        (change_the_scale, "2.0.0", "criteria.B.scale: in version 1.0.0 this id had a bands scale"),
        (reword, "1.0.0", "version: the rubric has changed since, and the version has not; raise it"),
        (reword, "0.9.0", "version: the version before this one was 1.0.0; raise it"),
        (change_a_weight, "1.0.1", "only the last number of the version was raised; raise the middle number"),
        (remove_a_question, "1.1.0", "questions were removed, so results cannot be compared with older ones"),
    ],
)
def test_what_a_new_version_should_not_do(tmp_path, change, version, message):
    found = remarks(tmp_path, change, version)
    assert len(found) == 1
    assert message in found[0]
    assert found[0][0].isdigit()


@pytest.mark.parametrize(
    ("change", "version"),
    [(nothing, "1.0.0"), (reword, "1.0.1"), (change_a_weight, "1.1.0"), (remove_a_question, "2.0.0")],
)
def test_versions_raised_far_enough(tmp_path, change, version):
    assert remarks(tmp_path, change, version) == []


def test_the_version_before_must_be_of_the_same_rubric(tmp_path):
    path = tmp_path / "test.yaml"
    path.write_text(json.dumps(OLD))
    loaded = load_rubric(path, METRICS)
    assert previous_version(loaded.document, "test") is None
    other = tmp_path / "other.yaml"
    other.write_text(json.dumps({**OLD, "id": "other"}))
    with pytest.raises(InputError, match="this is the rubric 'other', not 'test'"):
        remarks_since(other, loaded.rubric, loaded.document, METRICS)


def test_questions_are_alike_when_most_words_stay():
    assert alike("Is there a user manual?", "Is there a manual for users?")
    assert not alike("Is there a user manual?", "Who pays?")
