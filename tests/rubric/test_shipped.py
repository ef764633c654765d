"""What every rubric that comes with the program must be: right, finished, tested, described for editors."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from support.rubrics import rubric_content

from mrl import pipeline, rubric_pipeline
from mrl.resources import rubrics_folder
from mrl.rubric.loading import shipped_rubrics
from mrl.rubric.schemas import editor_schemas

FOLDER = rubrics_folder()
RUBRICS = shipped_rubrics(FOLDER)
every_rubric = pytest.mark.parametrize("name", RUBRICS)


@every_rubric
def test_nothing_is_left_to_remark_on(name: str) -> None:
    assert [str(remark) for remark in rubric_pipeline.rubric_remarks(pipeline.open_rubric(name))] == []


@every_rubric
def test_its_test_vectors_hold(name: str) -> None:
    report = rubric_pipeline.run_rubric_vectors(pipeline.open_rubric(name))
    assert report.differences == ()
    assert report.vectors >= 5


def test_every_file_of_vectors_belongs_to_a_rubric() -> None:
    assert {path.stem for path in (FOLDER / "vectors").glob("*.yaml")} == set(RUBRICS)


def test_older_versions_can_still_be_read() -> None:
    for path in sorted((FOLDER / "previous").glob("*.yaml")):
        assert pipeline.open_rubric(str(path)).rubric.id == path.stem


@pytest.mark.parametrize("name", editor_schemas())
def test_the_schemas_for_editors_are_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == editor_schemas()[name]


def as_editors_read(path: Path) -> object:
    """Read YAML as editors do: numbers are numbers, `yes` is a text."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag.endswith((":int", ":float"))]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return json.loads(json.dumps(yaml.load(path.read_text(encoding="utf-8"), Loader=loader)))  # noqa: S506


@every_rubric
def test_the_schema_lets_shipped_vectors_pass(name: str) -> None:
    schema = json.loads((FOLDER / "vectors.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(as_editors_read(FOLDER / "vectors" / f"{name}.yaml"), schema)


def test_the_schema_of_rubrics_refuses_a_weight_of_nothing() -> None:
    schema = json.loads((FOLDER / "rubric.schema.json").read_text(encoding="utf-8"))
    content = rubric_content({})
    content["nodes"] = {"all": {"title": {"en": "All"}, "children": {"A": 0}}}
    with pytest.raises(jsonschema.ValidationError, match="0 is less than or equal to the minimum of 0"):
        jsonschema.validate(content, schema)
