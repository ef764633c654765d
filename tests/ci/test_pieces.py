"""Action, component, hooks and workflows agree with each other, with the script and with the page on them."""

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from support.ci_pieces import ACTION, COMPONENT, INTERPOLATION, ROOT, SCRIPT, action, action_steps, component

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ONLY_ACTION = {"upload", "token"}
ONLY_COMPONENT = {"stage", "job"}
SET_BY_RUNNER = {"MRL_CI_PYTHON", "MRL_CI_HOME"}
USED = re.compile(r"uses: (?P<name>[\w./-]+)(?:@(?P<version>\S+))?(?P<comment> # v[\d.]+)?$", re.MULTILINE)


def variable(name: str) -> str:
    return f"MRL_CI_{name.upper().replace('-', '_')}"


def read_by_script() -> set[str]:
    return set(re.findall(r"MRL_CI_[A-Z_]*[A-Z]", SCRIPT.read_text(encoding="utf-8")))


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def test_action_and_component_take_the_same_inputs():
    assert set(action()["inputs"]) - ONLY_ACTION == set(component({})[0]) - ONLY_COMPONENT


def test_every_input_of_the_action_reaches_the_script():
    prepare, step = action_steps()
    assert prepare["env"].items() <= step["env"].items()
    assert not [name for name in prepare["env"] if not name.startswith("MRL_CI_")]
    given = {name for name in step["env"] if name.startswith("MRL_CI_")}
    assert given == read_by_script()
    names = set(action()["inputs"]) - ONLY_ACTION
    assert {variable(name) for name in names} | SET_BY_RUNNER == given
    for name in names - {"python"}:
        assert f"inputs.{name}" in step["env"][variable(name)]


def test_every_input_of_the_component_reaches_the_script():
    (job,) = component({})[1].values()
    assert set(job["variables"]) == read_by_script() - SET_BY_RUNNER
    (job,) = component({name: f"<{name}>" for name in component({})[0]})[1].values()
    assert all(text == f"<{name[7:].lower().replace('_', '-')}>" for name, text in job["variables"].items())
    assert (job["stage"], job["image"]) == ("<stage>", "python:<python>-slim")


def test_the_component_holds_the_script():
    specification = importlib.util.spec_from_file_location(
        "component", ROOT / "scripts" / "ci" / "component.py"
    )
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert COMPONENT.read_text(encoding="utf-8") == module.component(), "run `make docs`"
    (job,) = component({})[1].values()
    assert job["script"] == [SCRIPT.read_text(encoding="utf-8")]


def test_a_value_of_the_component_ends_nothing():
    value = "a\"b'c: #d {e} [f] $(g) \\h"
    spec, _ = component({})
    (job,) = component(dict.fromkeys(set(spec) - ONLY_COMPONENT - {"out", "python"}, value))[1].values()
    assert {text for name, text in job["variables"].items() if name != "MRL_CI_OUT"} == {value}


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_no_expression_stands_in_shell(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    jobs = [content["runs"]] if path == ACTION else content["jobs"].values()
    scripts = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    assert not [script for script in scripts if "${{" in script]


def test_no_interpolation_stands_in_the_script_of_the_component():
    _, _, script = COMPONENT.read_text(encoding="utf-8").partition("\n  script:\n")
    assert script
    assert not INTERPOLATION.search(script)


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_foreign_actions_are_pinned_to_a_commit_and_name_its_version(path):
    used = [found for found in USED.finditer(path.read_text(encoding="utf-8")) if found["name"] != "./"]
    assert used or path.name == "assess.yml"
    assert not [found[0] for found in used if not re.fullmatch("[0-9a-f]{40}", found["version"] or "")]
    assert all(found["comment"] for found in used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_token_stands_in_the_environment_of_single_steps(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for part in (content, *content["jobs"].values()):
        assert "token" not in str(part.get("env", "")).lower()


def test_every_python_of_the_script_is_started_isolated():
    text = SCRIPT.read_text(encoding="utf-8")
    started = re.findall(r'(?:"\$mrl_python"|"\$mrl_found"|venv/bin/python") (-\S+)', text)
    assert len(started) >= 6
    assert set(started) == {"-I"}
    called = re.compile(r"(?:^ *|[;&|({!] *|(?:if|then|do|else) )(?:git|jq|make|python3?) ", re.MULTILINE)
    assert [bool(called.search(line)) for line in ("    git fetch", "if ! git x; then", 'a "$(jq .)"')] == [
        True
    ] * 3
    assert not called.search(text)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_ask_for_no_more_than_reading_unless_a_job_says_so(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert content["permissions"] in ({}, {"contents": "read"})


def test_versions_follow_that_of_the_package():
    assert component({})[0]["version"]["default"] == version()
    named = re.findall(r"(example/mrl(?:/assess)?@v?|rev: v|--branch=v)(\d[\d.]*)", PAGE)
    assert {found for _, found in named} == {version()}
    assert {place for place, _ in named} == {"example/mrl@v", "example/mrl/assess@v", "rev: v", "--branch=v"}


def test_the_page_lists_every_input_and_output():
    documented = set(re.findall(r"`([\w-]+)`", PAGE))
    assert set(action()["inputs"]) | set(component({})[0]) <= documented
    assert set(action()["outputs"]) <= documented
    table = PAGE.partition("## Inputs")[2].partition("\n\nThe action alone")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([\w-]+)`", row)} == set(
        action()["inputs"]
    ) - ONLY_ACTION


def test_jenkins_archives_what_a_run_wrote_that_came_to_its_end():
    """A build that fails before the script ran has in the folder what the checkout brought."""
    snippet = PAGE.partition("```groovy\n")[2].partition("```")[0]
    (line,) = [line.strip() for line in snippet.splitlines() if "archiveArtifacts" in line]
    assert line.startswith("if (status in [0, 1, 3]) { archiveArtifacts artifacts: 'out/**'")
    assert "followSymlinks: false" in line
    assert "post {" not in snippet


def hooks() -> dict[str, dict[str, str]]:
    listed = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in listed}


@pytest.mark.parametrize(
    ("hook", "path", "is_checked"),
    [
        ("mrl-rubric-check", "rubrics/screening.yaml", True),
        ("mrl-rubric-check", "office/rubrics/ours.yml", True),
        ("mrl-rubric-check", "rubrics/vectors/screening.yaml", False),
        ("mrl-rubric-check", "myrubrics/a.yaml", False),
        ("mrl-answers-check", "answers.yaml", True),
        ("mrl-answers-check", ".mrl/answers.yml", True),
        ("mrl-answers-check", "2026/answers-interview.yaml", True),
        ("mrl-answers-check", "answers/readme.yaml", False),
        ("mrl-answers-check", "questions-and-answers.yaml", False),
    ],
)
def test_hooks_take_the_files_they_are_for(hook, path, is_checked):
    assert bool(re.search(hooks()[hook]["files"], path)) is is_checked


def test_every_script_runs_in_a_plain_shell():
    for path in sorted((ROOT / "scripts").rglob("*.sh")):
        assert subprocess.run(["sh", "-n", path], check=False, capture_output=True).stderr == b""


def test_the_script_can_be_run():
    assert Path(SCRIPT).stat().st_mode & 0o111
