"""Comparing assessments of one project: how they are found, and what their difference is put down to."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from support.facts import commits, history, repository, snapshot

from mrl import editions, pipeline
from mrl.errors import InputError
from mrl.files.writing import canonical_json, write_file
from mrl.resources import rubrics_folder

RUBRICS = editions.Rubrics()
LATER = dt.datetime(2027, 1, 31, tzinfo=dt.UTC)


def busy(**changes):
    return snapshot(repository(history=history(*commits(0, 5, 40, 80), *commits(1, 9))), **changes)


def quiet():
    return snapshot(repository(history=history(*commits(0, 300))))


def scored(taken, rubric="market-readiness"):
    return pipeline.score(taken, pipeline.Scoring(rubric=pipeline.open_rubric(rubric)))


def in_file(folder, name, content):
    return write_file(folder / name, canonical_json(content))


def changes(movement):
    return {part.cause.value: part.change for part in movement.headlines[0].parts}


def test_two_snapshots_are_scored_and_compared(tmp_path):
    paths = in_file(tmp_path, "old.json", quiet()), in_file(tmp_path, "new.json", busy())
    found = editions.compare_editions(*(editions.read_edition(path, RUBRICS) for path in paths))
    assert changes(found)["project"] > 0
    assert changes(found)["tool"] == changes(found)["rubric"] == 0
    assert found.remeasured


def test_a_folder_with_both_is_measured_again_if_another_version_made_it(tmp_path):
    old = scored(quiet())
    tampered = tuple(
        each.model_copy(update={"value": 99}) if each.metric == "activity.commits_12_months" else each
        for each in old.evidence
    )
    in_file(tmp_path, "snapshot.json", quiet())
    other_version = old.model_copy(update={"tool_version": "0.0.1", "evidence": tampered})
    in_file(tmp_path, "assessment.json", other_version)
    older = editions.read_edition(tmp_path, RUBRICS)
    newer = editions.Edition(assessment=scored(quiet()), rubric=pipeline.open_rubric("market-readiness"))
    found = editions.compare_editions(older, newer)
    assert changes(found) == {"tool": 0, "rubric": 0, "known": 0, "project": 0}
    assert found.remeasured
    assert not editions.compare_editions(
        editions.Edition(assessment=other_version, rubric=newer.rubric), newer
    ).remeasured


def heavier(folder):
    text = (rubrics_folder() / "market-readiness.yaml").read_text()
    changed = text.replace("aggregation: geometric", "aggregation: arithmetic")
    assert changed != text
    path = folder / "market-readiness.yaml"
    path.write_text(changed)
    return path


def test_another_rubric_is_found_by_its_digest_or_asked_for(tmp_path):
    own = str(heavier(tmp_path))
    old, new = scored(busy(), own), scored(busy())
    paths = in_file(tmp_path, "old.json", old), in_file(tmp_path, "new.json", new)
    with pytest.raises(InputError, match=r"the rubric it was made with is not here.*--rubric"):
        editions.read_edition(paths[0], RUBRICS)
    named = editions.Rubrics(named=[pipeline.open_rubric(own)])
    found = editions.compare_editions(*(editions.read_edition(path, named) for path in paths))
    assert changes(found)["rubric"] != 0
    assert changes(found)["project"] == changes(found)["tool"] == 0


def test_the_last_version_of_a_shipped_rubric_is_known(tmp_path):
    previous = rubrics_folder() / "previous" / "market-readiness.yaml"
    path = in_file(tmp_path, "old.json", scored(busy(), str(previous)))
    assert editions.read_edition(path, RUBRICS).rubric.rubric.version == "1.0.0"


def test_an_older_file_that_names_its_lists_in_plain_words_is_compared(tmp_path):
    previous = rubrics_folder() / "previous" / "market-readiness.yaml"
    written = scored(quiet(), str(previous)).model_dump(mode="json", by_alias=True)
    written["rubric"]["attributions"] = [each["en"] for each in written["rubric"]["attributions"]]
    paths = tmp_path / "old.json", in_file(tmp_path, "new.json", scored(busy()))
    paths[0].write_text(json.dumps(written))
    found = editions.compare_editions(*(editions.read_edition(path, RUBRICS) for path in paths))
    assert changes(found)["project"] > 0
    assert changes(found)["tool"] == 0


def test_a_file_of_another_kind_names_both_that_fit(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('{"schema": "mrl-answers/1"}')
    with pytest.raises(InputError, match=r"mrl-assessment/1 \| mrl-assessment/2 \| mrl-snapshot/1"):
        editions.read_edition(path, RUBRICS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    in_file(tmp_path, "a/assessment.json", scored(quiet()))
    (tmp_path / "a" / "notes.json").write_text("{}")
    (tmp_path / "broken.json").write_text("{")
    shutil.copy(tmp_path / "a" / "assessment.json", tmp_path / "copy.txt")
    return tmp_path


def test_history_takes_older_assessments_of_the_project_and_names_what_it_cannot_read(folder):
    newest = scored(busy(as_of=LATER))
    found = editions.read_history(folder, newest, RUBRICS)
    assert [len(trend.points) for trend in found.trends if trend.of == "project-readiness"] == [2]
    assert found.movement is not None
    assert found.movement.new.as_of == LATER
    (left_out,) = found.left_out
    assert "broken.json" in left_out.in_english()


def test_history_of_nothing_is_nothing(tmp_path):
    found = editions.read_history(tmp_path, scored(busy()), RUBRICS)
    assert (found.trends, found.movement, found.left_out) == ((), None, ())
    with pytest.raises(InputError, match="there is no such folder"):
        editions.read_history(tmp_path / "nowhere", scored(busy()), RUBRICS)


def test_another_projects_assessment_is_not_its_history(folder):
    other = scored(busy(as_of=LATER)).model_copy(update={"project": "Another"})
    assert editions.read_history(folder, other, RUBRICS).trends == ()
