"""Assessments of an older version: whose word they are is worked out, and nothing of them is certain."""

import json

from support.gates import YES, rubric
from support.said import answers_of, scored

from mrl import pipeline
from mrl.files.writing import canonical_json
from mrl.model.gate import Gate, Verdict
from mrl.model.provenance import Word
from mrl.scoring.gate import judge


def of_first_version(found):
    """Write an assessment as the first schema had it."""
    content = json.loads(canonical_json(found))
    content["schema"] = "mrl-assessment/1"
    for one in content["headlines"]:
        del one["provenance"]
    for one in content["nodes"]:
        del one["on_facts"], one["without_own_word"]
    for one in content["criteria"]:
        del one["word"]
    return json.dumps(content)


def read_again(found, folder):
    (folder / "assessment.json").write_text(of_first_version(found))
    return pipeline.read_assessment(folder / "assessment.json")


def test_words_come_from_the_answers_and_nothing_is_certain(tmp_path):
    own = answers_of("claimed", dict.fromkeys(("A1", "A2", "B1", "B2"), YES))
    read = read_again(scored(rubric(), own=own), tmp_path)
    found = read.headlines[0].provenance
    assert read.schema_ == "mrl-assessment/2"
    assert (found.word, found.self_declared) == (Word.SELF_DECLARED, 4)
    assert [voice.role for voice in found.claimed] == ["claimed"]
    assert (found.on_facts, found.without_own_word) == (None, None)
    conditions = Gate.model_validate({"min_level": 2, "min_readiness": 5, "met": ["A1"]})
    assert {one.verdict for one in judge(conditions, read).conditions} == {Verdict.UNDETERMINED}


def test_where_nobody_had_a_say_what_it_says_holds(tmp_path):
    read = read_again(scored(rubric()), tmp_path)
    found = read.headlines[0]
    assert found.provenance.word is None
    assert (found.provenance.on_facts.lowest, found.provenance.on_facts.highest) == (0, 10)
    assert all(node.on_facts == node.score for node in read.nodes)
