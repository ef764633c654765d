"""Every example is what the program reads."""

from pathlib import Path

import pytest

from mrl.files.reading import read_document, validate
from mrl.model.answers import ANSWERS_SCHEMA, Answers
from mrl.model.base import Frozen
from mrl.model.gate import GATE_SCHEMA, Gate
from mrl.model.project import PROJECT_SCHEMA, Project

EXAMPLES = Path(__file__).parent.parent / "examples"
KINDS: dict[str, type[Frozen]] = {PROJECT_SCHEMA: Project, ANSWERS_SCHEMA: Answers, GATE_SCHEMA: Gate}


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: str(path.relative_to(EXAMPLES))
)
def test_examples_are_read_as_what_they_say_they_are(path: Path) -> None:
    document = read_document(path, *KINDS)
    example = validate(document, KINDS[document.content["schema"]])
    if isinstance(example, Project):
        assert example.repositories or example.organisations
