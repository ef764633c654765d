"""Whose an answers file is: whatever way it takes, what lies in the project is the project's own word."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support import repositories, self_graded
from support.self_graded import OWN, answers, boast, collected, judged, market, practices

from mrl import pipeline
from mrl.errors import TargetError
from mrl.model.provenance import ASSESSOR, PROJECT, Word

OUTSIDE = "counts as the project's own word and not as an assessor's"
FORGE = "https://forge.example"
COMMITTER = ("-c", "user.name=Ada Miller", "-c", "user.email=ada@city.example")
ORIGIN = f'[remote "origin"]\n\turl = {FORGE}/town/app\n'


@pytest.fixture
def project(tmp_path):
    """A repository without any answers of its own in the usual place."""
    return self_graded.repository(tmp_path / "project", {"docs/a.yaml": boast(), "b.yaml": boast()})


@pytest.fixture
def plain(tmp_path):
    """An assessor's answers about the market, in no repository."""
    path = tmp_path / "plain.yaml"
    path.write_text(answers("OSPO", market()))
    return path


def straight(project, _tmp_path):
    return project / "docs" / "a.yaml"


def up(project, _tmp_path):
    return project / "docs" / ".." / "b.yaml"


def link_in(project, tmp_path):
    (tmp_path / "mine.yaml").symlink_to(project / "b.yaml")
    return tmp_path / "mine.yaml"


def link_out(project, tmp_path):
    (tmp_path / "elsewhere.yaml").write_text(boast())
    (project / "mine.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    return project / "mine.yaml"


def folder_out(project, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.yaml").write_text(boast())
    (project / "mine").symlink_to(tmp_path / "elsewhere")
    return project / "mine" / "a.yaml"


def inside_git(project, _tmp_path):
    path = project / ".git" / "a.yaml"
    path.write_text(boast())
    return path


def git_file(project, _tmp_path):
    (project / "docs" / ".git").write_text("gitdir: /nowhere\n")
    return project / "docs" / "a.yaml"


def embedded(project, _tmp_path):
    inner = repositories.RepositoryBuilder(project / "inner")
    inner.commit("2026-01-01", repositories.ADA, {"x": "y"}).write()
    (project / "inner" / "a.yaml").write_text(boast())
    return project / "inner" / "a.yaml"


WAYS = (straight, up, link_in, link_out, folder_out, inside_git, git_file, embedded)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_into_the_repository_makes_an_assessor(way, tmp_path, project):
    found = judged(project, way(project, tmp_path))
    assert not found.is_assessed
    assert found.used(ASSESSOR) == 0
    assert found.used(PROJECT) > 0
    (told,) = found.told
    assert OUTSIDE in told
    assert found.assessment.overrides == ()
    assert not any(review.counts for review in found.assessment.reviews)
    assert any(gap.subject == "answers" for gap in found.assessment.gaps)


@pytest.mark.parametrize("copied", [os.link, shutil.copy])
def test_a_copy_of_the_projects_answers_is_the_projects(copied, tmp_path):
    project = self_graded.repository(tmp_path / "usual")
    copied(project / OWN, tmp_path / "mine.yaml")
    found = judged(project, tmp_path / "mine.yaml")
    assert not found.is_assessed
    assert "it says the same" in found.told[0]
    assert len(found.assessment.answers) == len(market()) + len(practices())  # not each of them twice


def test_a_clone_elsewhere_is_the_project_too_also_for_a_snapshot(tmp_path, project):
    clone = tmp_path / "elsewhere" / "clone"
    shutil.copytree(project, clone)
    (clone / "new.yaml").write_text(answers("OSPO", market()))
    snapshot = collected(project)
    for target in (project, snapshot):
        found = judged(target, clone / "new.yaml")
        assert not found.is_assessed
        assert "it lies in a repository that holds an assessed commit" in found.told[0]
    shutil.rmtree(project)
    assert not judged(snapshot, clone / "new.yaml").is_assessed


def test_a_project_file_inside_makes_nobody_an_assessor(project, plain):
    text = "schema: mrl-project/1\nname: Example\nrepositories: [{source: ., role: core}]\nanswers: %s\n"
    (project / "project.yaml").write_text(text % "docs/a.yaml")
    found = judged(project / "project.yaml")
    assert not found.is_assessed
    assert OUTSIDE in found.told[0]
    (project / "project.yaml").write_text(text % f"../{plain.name}")
    with pytest.raises(TargetError, match="answers leads out of the repository"):
        pipeline.surroundings(pipeline.open_target(str(project / "project.yaml")), {})


def test_an_assessors_project_file_names_an_assessors_answers(tmp_path, project, plain):
    text = f"schema: mrl-project/1\nname: Example\nanswers: {plain.name}\n"
    (tmp_path / "project.yaml").write_text(text + f"repositories: [{{source: {project.name}, role: core}}]\n")
    assert judged(tmp_path / "project.yaml").is_assessed


def test_a_file_outside_counts_and_so_does_one_in_the_assessors_own_repository(tmp_path, project, plain):
    office = self_graded.repository(tmp_path / "office", {"a.yaml": answers("OSPO", market())})
    for given in (plain, office / "a.yaml"):
        found = judged(project, given)
        assert found.is_assessed
        assert (found.used(PROJECT), found.used(ASSESSOR)) == (0, len(market()))
        assert found.told == []


def test_a_repository_that_cannot_be_told_apart_is_the_projects(tmp_path, project):
    office = self_graded.repository(tmp_path / "office", {"a.yaml": answers("OSPO", market())})
    shutil.rmtree(office / ".git" / "objects")
    found = judged(project, office / "a.yaml")
    assert not found.is_assessed
    assert "may be one of the assessed ones" in found.told[0]


def test_two_files_each_count_for_what_they_may(project, plain):
    found = judged(project, plain, project / "docs" / "a.yaml")
    assert found.used(ASSESSOR) == len(market())
    assert found.used(PROJECT) > 0
    headline = next(one for one in found.assessment.headlines if one.level)
    assert headline.provenance.word is Word.SELF_DECLARED
    assert headline.provenance.without_own_word.lowest < headline.score.lowest


def test_without_own_answers_leaves_all_of_them_out(tmp_path, project):
    usual = self_graded.repository(tmp_path / "usual")
    for found in (
        judged(usual, hears_project=False),
        judged(project, project / "b.yaml", hears_project=False),
    ):
        assert (found.assessment.answers, found.assessment.reviews) == ((), ())
        assert {one.provenance.word for one in found.assessment.headlines} == {Word.MEASURED}


@pytest.mark.parametrize(
    ("environment", "counts"),
    [
        ({"GITHUB_WORKSPACE": ".", "GITHUB_SERVER_URL": FORGE, "GITHUB_REPOSITORY": "Town/App"}, False),
        ({"GITHUB_WORKSPACE": ".", "GITHUB_SERVER_URL": FORGE, "GITHUB_REPOSITORY": "ospo/x"}, True),
        ({"CI_PROJECT_DIR": ".", "CI_SERVER_URL": FORGE, "CI_PROJECT_PATH": "town/app"}, False),
        ({"WORKSPACE": ".", "GIT_URL": f"{FORGE}/town/app.git"}, False),
        ({"WORKSPACE": "."}, False),
        ({"WORKSPACE": "/nowhere"}, True),
    ],
)
def test_in_ci_the_workspace_of_the_project_is_its_own(environment, counts, project, plain):
    with (project / ".git" / "config").open("a") as config:
        config.write(ORIGIN)
    here = {name: str(plain.parent) if value == "." else value for name, value in environment.items()}
    found = judged(collected(project), plain, environment=here)
    assert found.is_assessed is counts
    assert bool(found.told) is not counts


def in_ci(place: Path, **more: str) -> dict[str, str]:
    """Let the CI of another repository than the project work in a folder; `more` are the variables of it."""
    return {name: value or str(place) for name, value in more.items()}


@pytest.mark.parametrize(
    "more",
    [
        {"GITHUB_WORKSPACE": "", "GITHUB_SERVER_URL": FORGE, "GITHUB_REPOSITORY": "ospo/x"},
        {"CI_PROJECT_DIR": "", "CI_SERVER_URL": FORGE, "CI_PROJECT_PATH": "ospo/x"},
        {"WORKSPACE": "", "GIT_URL": f"{FORGE}/ospo/x.git"},
        {"WORKSPACE": ""},
    ],
)
def test_beside_what_is_assessed_in_a_workspace_nobody_is_an_outsider(more, project, plain):
    for place in (plain.parent, project / ".."):
        found = judged(project, plain, environment=in_ci(place, **more))
        assert not found.is_assessed
        assert "it lies in the CI workspace together with an assessed repository" in found.told[0]
    elsewhere = plain.parent / "elsewhere"
    elsewhere.mkdir()
    for place in (elsewhere, project):
        assert judged(project, plain, environment=in_ci(place, **more)).is_assessed


def as_clone(outer, project):
    subprocess.run(["git", "clone", "-q", project, outer / "pkg"], check=True)
    return outer / "pkg"


def as_submodule(outer, project):
    command = ["git", "-c", "protocol.file.allow=always", "-C", outer, "submodule", "--quiet", "add", project]
    subprocess.run([*command, "pkg"], check=True)
    return outer / "pkg"


def as_worktree(outer, project):
    subprocess.run(["git", "-C", project, "worktree", "add", "-q", "--detach", outer / "pkg"], check=True)
    return outer / "pkg"


def with_git_elsewhere(outer, project):
    """The work tree lies elsewhere, but its git directory in the repository with the answers."""
    place = as_submodule(outer, project)
    worktree = outer.parent / "worktree"
    subprocess.run(["git", "-C", place, "worktree", "add", "-q", "--detach", worktree], check=True)
    return worktree


@pytest.mark.parametrize("beside", [as_clone, as_submodule, as_worktree, with_git_elsewhere])
def test_in_one_work_tree_with_what_is_assessed_nobody_is_an_outsider(beside, tmp_path, project):
    outer = self_graded.repository(tmp_path / "outer", {"docs/a.yaml": answers("OSPO", market())})
    found = judged(beside(outer, project), outer / "docs" / "a.yaml")
    assert not found.is_assessed
    assert "it lies in the same work tree as an assessed repository" in found.told[0]
    (tmp_path / "link.yaml").symlink_to(outer / "docs" / "a.yaml")
    assert not judged(outer / "pkg", tmp_path / "link.yaml").is_assessed


def test_a_committed_bare_repository_gives_no_level(tmp_path, project):
    outer = self_graded.repository(tmp_path / "outer", {"answers.yaml": answers("OSPO", market())})
    subprocess.run(["git", "clone", "-q", "--bare", project, outer / "pkg"], check=True)
    with pytest.raises(TargetError, match="looks like a bare repository"):
        judged(outer / "pkg", outer / "answers.yaml")


def test_an_assessors_repository_assesses_what_lies_elsewhere(tmp_path, project):
    text = "schema: mrl-project/1\nname: Example\nanswers: a.yaml\n"
    text += f"repositories: [{{source: {project}, role: core}}]\n"
    files = {"a.yaml": answers("OSPO", market()), "project.yaml": text}
    office = self_graded.repository(tmp_path / "office", files)
    environment = {"GITHUB_WORKSPACE": str(office), "GITHUB_SERVER_URL": FORGE, "GITHUB_REPOSITORY": "ospo/x"}
    assert judged(office / "project.yaml", environment=environment).is_assessed


def test_a_shallow_clone_is_known_by_where_it_came_from(tmp_path, project):
    other = self_graded.repository(tmp_path / "other", {"a.yaml": answers("OSPO", market())})
    for one in (project, other):
        with (one / ".git" / "config").open("a") as config:
            config.write(ORIGIN)
    found = judged(collected(project), other / "a.yaml")
    assert "it lies in a clone of an assessed repository" in found.told[0]
    assert not found.is_assessed


def cloned(project, folder, *options):
    """Clone with git itself, then let the project go on; the clone does not hold its newest commit."""
    subprocess.run(
        ["git", "clone", "--quiet", *options, project.as_uri(), folder], check=True, capture_output=True
    )
    subprocess.run(
        ["git", "-C", project, *COMMITTER, "commit", "-q", "--allow-empty", "-m", "on"], check=True
    )
    (folder / "mine.yaml").write_text(answers("OSPO", market()))
    return folder


def configured(folder, *settings):
    """Set each `name=value` in a repository."""
    for setting in settings:
        subprocess.run(["git", "-C", folder, "config", *setting.split("=", 1)], check=True)


@pytest.mark.parametrize("options", [(), ("--depth", "1"), ("--origin", "upstream"), ("--bare",)])
@pytest.mark.parametrize("keeps_remote", [True, False])
def test_a_clone_made_before_the_newest_commit_is_the_project(options, keeps_remote, tmp_path, project):
    clone = cloned(project, tmp_path / "clone", *options)
    if not keeps_remote:
        (clone / (".git/config" if (clone / ".git").exists() else "config")).write_text("[core]\n")
    found = judged(project, clone / "mine.yaml")
    assert not found.is_assessed
    assert found.used(ASSESSOR) == 0
    if keeps_remote:  # a snapshot knows the project by addresses alone, and by what a path leads to
        assert not judged(collected(project), clone / "mine.yaml").is_assessed


@pytest.mark.parametrize(
    ("remote", "counts"),
    [
        ("upstream git@forge.example:town/app.git", False),
        ("origin ssh://git@FORGE.example:7999/Town/app/", False),
        ("origin git://forge.example/town/app", False),
        ("origin https://ada:word@forge.example:8443/town/app.git", False),
        ("origin work:town/app", False),  # a name of ssh's own configuration
        ("origin https://mirror.example/scm/town/app", False),
        ("origin git@forge.example:town/app.wiki.git", False),
        ("origin https://forge.example/town/app.git/wiki", False),
        ("origin /nowhere/app", False),
        ("origin ext::something", False),
        ("origin git@office.example:ospo/answers.git", True),
        ("origin https://forge.example/ospo/answers", True),
    ],
)
def test_every_remote_counts_however_it_is_spelled(remote, counts, tmp_path, project):
    configured(project, f"remote.origin.url={FORGE}/town/app")
    office = self_graded.repository(tmp_path / "office", {"a.yaml": answers("OSPO", market())})
    name, url = remote.split(" ")
    configured(office, f"remote.{name}.url={url}")
    for target in (project, collected(project)):
        assert judged(target, office / "a.yaml").is_assessed is counts


@pytest.mark.parametrize(
    ("remote", "setting", "counts"),
    [
        ("t:app", f"url.{FORGE}/town/.insteadOf=t:", False),
        ("t:answers", f"url.{FORGE}/ospo/.insteadOf=t:", True),
        ("tt:app", f"url.{FORGE}/town/.insteadOf=tt:", False),
        (f"{FORGE}/ospo/answers", "includeIf.gitdir:/job/.git.path=/job/credentials.config", True),
        (f"{FORGE}/town/app", "includeIf.gitdir:/job/.git.path=/job/credentials.config", False),
        (None, "include.path=../more", False),
    ],
)
def test_an_address_counts_as_it_is_written_and_as_git_would_ask_it(
    remote, setting, counts, tmp_path, project
):
    configured(project, f"remote.origin.url={FORGE}/town/app")
    office = self_graded.repository(tmp_path / "office", {"a.yaml": answers("OSPO", market())})
    configured(office, setting, *([f"remote.origin.url={remote}"] if remote else []))
    assert judged(project, office / "a.yaml").is_assessed is counts


def test_for_a_snapshot_without_an_address_no_repository_can_be_told_from_the_projects(
    tmp_path, project, plain
):
    office = self_graded.repository(tmp_path / "office", {"a.yaml": answers("OSPO", market())})
    assert judged(project, office / "a.yaml").is_assessed
    snapshot = collected(project)
    assert not judged(snapshot, office / "a.yaml").is_assessed
    assert judged(snapshot, plain).is_assessed


def test_an_answer_copied_from_the_project_is_the_projects_whatever_stands_beside_it(tmp_path):
    names = practices()
    project = self_graded.repository(tmp_path / "usual", {OWN: answers("Lead", names)})
    mixed = tmp_path / "mixed.yaml"
    mixed.write_text(answers("lead ", [*names, *market()]))
    found, used = judged(project, mixed), judged(project).used(PROJECT)
    assert (found.used(PROJECT), found.used(ASSESSOR)) == (used, len(market()))
    assert f"the project's own word: {names[0]}" in found.told[0]
    mixed.write_text(answers("OSPO", names))
    assert judged(project, mixed).used(ASSESSOR) == used > 0


@pytest.mark.parametrize("unread", ["https://127.0.0.1:9/town/other", "empty"])
def test_a_repository_that_cannot_be_read_takes_no_assessors_word(unread, tmp_path, project):
    configured(project, f"remote.origin.url={FORGE}/town/app")
    (tmp_path / "empty").mkdir()
    subprocess.run(["git", "init", "-q", tmp_path / "empty"], check=True)
    source = unread if "://" in unread else tmp_path / unread
    text = "schema: mrl-project/1\nname: Example\nanswers: a.yaml\n"
    text += f"repositories: [{{source: {project}, role: core}}, {{source: '{source}'}}]\n"
    office = self_graded.repository(
        tmp_path / "office", {"a.yaml": answers("OSPO", market()), "project.yaml": text}
    )
    configured(office, f"remote.origin.url={FORGE}/ospo/answers")
    assert judged(office / "project.yaml").is_assessed
