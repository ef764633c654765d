"""Every example is what the program reads."""

from pathlib import Path

import pytest

from mrl.files.reading import read_versioned
from mrl.model.project import PROJECT_SCHEMA, Project

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: str(path.relative_to(EXAMPLES))
)
def test_examples_are_projects(path):
    project, _ = read_versioned(path, Project, PROJECT_SCHEMA)
    assert project.repositories or project.organisations
