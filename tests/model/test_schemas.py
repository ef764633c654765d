"""What the program writes holds to the JSON Schemas it publishes."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from support import repositories

SCHEMAS = Path(__file__).parent.parent.parent / "docs" / "schemas"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("trap", ["well_kept", "empty_repository", "hostile_content", "shallow_clone"])
def test_files_hold_to_their_schemas(tmp_path, cli_invoke, trap):
    repository = repositories.TRAPS[trap](tmp_path / "made")
    snapshot, assessment = tmp_path / "snapshot.json", tmp_path / "assessment.json"
    assert cli_invoke("collect", repository, "--out", snapshot, "--as-of", "2026-01-31").exit_code == 0
    assert cli_invoke("score", snapshot, "--out", assessment).exit_code == 0
    validator("snapshot").validate(json.loads(snapshot.read_text()))
    validator("assessment").validate(json.loads(assessment.read_text()))


def test_a_snapshot_with_an_unknown_key_does_not_hold(tmp_path, cli_invoke):
    repository = repositories.well_kept(tmp_path / "made")
    content = json.loads(cli_invoke("collect", repository, "--json", "--quiet").stdout)
    content["repositories"][0]["licence"] = {}
    assert not validator("snapshot").is_valid(content)


def test_the_example_holds():
    example = Path(__file__).parent.parent.parent / "examples" / "lutece" / "snapshot.json"
    validator("snapshot").validate(json.loads(example.read_text()))
