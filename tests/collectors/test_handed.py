"""Whose word is what a project file names: whatever way leads into the project, it is the project's."""

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from support import result_files, self_graded
from support.forge_facts import quality, tracker

from mrl import pipeline
from mrl.collectors import beyond
from mrl.collectors.beyond import Beyond
from mrl.collectors.handed import handed_over
from mrl.collectors.options import CollectOptions
from mrl.collectors.progress import Silent
from mrl.collectors.run import Run
from mrl.collectors.sonarqube import QualityPlace
from mrl.collectors.trackers.reading import trackers_to_read
from mrl.collectors.workspaces import Workspace
from mrl.errors import TargetError
from mrl.model.evidence import Origin
from mrl.model.project import QualityServer, Tracker, TrackerKind
from mrl.model.snapshot import PROJECT_FILE, Handed

CARD = json.dumps(result_files.scorecard())
SERVER = "https://quality.example.org"
KEY = quality().key
OTHER_PLACE = QualityPlace(url=SERVER, key="another_excellent")


def project_file(source: str = ".", *lines: str) -> str:
    head = f"schema: mrl-project/1\nname: Example\nrepositories: [{{source: {source}, name: app}}]\n"
    return "\n".join([head, *lines])


@pytest.fixture
def app(tmp_path):
    """A repository with a project file and a result file of its own."""
    inside = {
        "project.yaml": project_file(".", "results: [card.json]"),
        "card.json": CARD,
        "README.md": "# App\n",
    }
    return self_graded.repository(tmp_path / "app", inside)


def write(path: Path, *lines: str, source: str = "app") -> Path:
    path.write_text(project_file(source, *lines))
    return path


def handed(path: Path) -> tuple[Handed, ...]:
    found = self_graded.collected(path)
    assert found.results is not None
    assert len([gap for gap in found.gaps if gap.subject == PROJECT_FILE]) == len(found.handed)
    return found.handed


def own_file(app, _folder):
    return app / "project.yaml"


def link_to_it(app, folder):
    (folder / "mine.yaml").symlink_to(app / "project.yaml")
    return folder / "mine.yaml"


def outside_names_inside(_app, folder):
    return write(folder / "outside.yaml", "results: [app/card.json]")


def outside_names_a_link(app, folder):
    (folder / "card.json").symlink_to(app / "card.json")
    return write(folder / "outside.yaml", "results: [card.json]")


def clone_names_its_own(app, folder):
    shutil.copytree(app, folder / "copy")
    return write(folder / "outside.yaml", "results: [copy/card.json]")


WAYS = (
    own_file,
    link_to_it,
    outside_names_inside,
    outside_names_a_link,
    clone_names_its_own,
)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_into_the_project_makes_a_result_file_measured(way, app, tmp_path):
    assert handed(way(app, tmp_path)) == (Handed.RESULTS,)


def test_a_file_from_outside_that_somebody_from_outside_names_is_measured(app, tmp_path):
    (tmp_path / "card.json").write_text(CARD)
    path = write(tmp_path / "outside.yaml", "results: [card.json]")
    assert handed(path) == ()
    both = write(tmp_path / "both.yaml", "results: [card.json, app/card.json]")
    assert handed(both) == (Handed.RESULTS,)
    assert app.is_dir()


def test_roles_that_a_project_gives_itself_are_said_as_claimed(app, tmp_path):
    other = self_graded.repository(app / "other", {"README.md": "# Other\n"})
    two = "  - {source: ., name: app, role: core}\n  - {source: other, name: other, role: retired}\n"
    head = "schema: mrl-project/1\nname: Example\nrepositories:\n"
    (app / "project.yaml").write_text(head + two)
    found = self_graded.collected(app / "project.yaml")
    assert found.handed == (Handed.ROLES,)
    (gap,) = (each for each in found.gaps if each.subject == PROJECT_FILE)
    assert "roles and weights, is as the project claims" in gap.reason.in_english()
    assert {each.origin for each in pipeline.evidence_of(found)} == {Origin.DECLARED}
    outside = tmp_path / "outside.yaml"
    outside.write_text(head + two.replace(": other, name", ": app/other, name").replace(": .,", ": app,"))
    assert self_graded.collected(outside).handed == ()
    assert other.is_dir()


@pytest.mark.parametrize(
    ("role", "more", "chooses"),
    [
        ("core", "", False),
        ("satellite", "", False),
        ("core", "core_weight: 0.6", False),
        ("retired", "", True),
        ("core", "core_weight: 1", True),
    ],
)
def test_one_repository_as_it_is_is_no_choice(role, more, chooses, app):
    path = write(app / "project.yaml", more, source=f"., role: {role}")
    assert (Handed.ROLES in self_graded.collected(path).handed) is chooses


def asked(path: Path, *, workspaces: tuple[Workspace, ...] = (), **facts: Any) -> set[Handed]:
    """Say what is handed over where a quality server or a tracker was read for a target."""
    target = pipeline.open_target(str(path))
    (repository,) = self_graded.collected(path).repositories
    seen = repository.model_copy(update={"quality": facts.get("quality")})
    record = cast("Any", SimpleNamespace(facts=seen))
    options = CollectOptions(offline=True, cache=Path(os.environ["XDG_CACHE_HOME"]), workspaces=workspaces)
    run = Run(target, options, Silent())
    run.settle([seen])
    kinds, _ = handed_over(run, Beyond(records=(record,), trackers=facts.get("trackers")))
    return set(kinds)


def test_a_server_is_measured_where_somebody_from_outside_names_it(app, tmp_path):
    facts = {"quality": quality(url=SERVER), "trackers": (tracker(),)}
    both = {Handed.QUALITY, Handed.TRACKER}
    named = (
        f"quality: {{url: {SERVER}/, keys: {{app: {KEY}}}}}",
        "tracker: {kind: jira, url: https://issues.example.org}",
    )
    assert asked(app, **facts) == both, "its README names them"
    assert asked(write(tmp_path / "silent.yaml"), **facts) == both
    assert asked(write(tmp_path / "naming.yaml", *named), **facts) == set()
    assert asked(write(app / "project.yaml", *named, source="."), **facts) == both
    for keys in ("{}", "{another: " + KEY + "}", "{app: another}", "{App: " + KEY + "}"):
        place = (f"quality: {{url: {SERVER}/, keys: {keys}}}", named[1])
        assert asked(write(tmp_path / "place.yaml", *place), **facts) == {Handed.QUALITY}, keys
    other = (named[0].replace("quality.example", "other.example"), named[1])
    assert asked(write(tmp_path / "other.yaml", *other), **facts) == {Handed.QUALITY}
    assert asked(app) == set()


def test_a_tracker_that_the_assessor_names_is_read_instead_of_those_of_the_project():
    own = Tracker(kind=TrackerKind.JIRA, url="https://jira.town.example", project="OWN")
    named = Tracker(kind=TrackerKind.REDMINE, url="https://issues.city.example", project="city")
    assert trackers_to_read(named, [own]) == (named,)
    assert trackers_to_read(Tracker(kind=TrackerKind.GITHUB), [own]) == ()


def test_a_key_that_the_assessor_names_goes_before_that_of_a_readme():
    server = QualityServer(url=SERVER, keys={"app": KEY})
    record = cast("Any", SimpleNamespace(facts=SimpleNamespace(name="app"), quality_places=[OTHER_PLACE]))
    assert beyond._place(record, server) == QualityPlace(url=SERVER, key=KEY)
    assert beyond._place(record, server.model_copy(update={"keys": {}})) == OTHER_PLACE


def test_the_workspace_of_ci_is_the_projects(app, tmp_path):
    """CI may leave no git directory in its workspace; the address says what it is a checkout of."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    path = write(
        workspace / "project.yaml", "tracker: {kind: jira, url: https://issues.example.org}", source="../app"
    )
    facts = {"trackers": (tracker(),)}
    assert asked(path, **facts) == set()
    here = Workspace(folder=workspace, address=None)
    with pytest.raises(TargetError, match=r"repositories\.0\.source leads out .*CI workspace"):
        asked(path, workspaces=(here,), **facts)
    shutil.move(app, workspace / "app")
    inside = write(path, "tracker: {kind: jira, url: https://issues.example.org}")
    assert asked(inside, workspaces=(here,), **facts) == {Handed.TRACKER}
