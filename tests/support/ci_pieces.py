"""Runs what a CI would run of action.yml and of the GitLab component, from these very files."""

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / "scripts" / "ci" / "assess.sh"
ACTION = ROOT / "action.yml"
COMPONENT = ROOT / "templates" / "assess.yml"
EXPRESSION = re.compile(r"\$\{\{ (.+?) \}\}")
INTERPOLATION = re.compile(r"\$\[\[ inputs\.([\w-]+) \]\]")

Done = subprocess.CompletedProcess[str]


def action() -> dict[str, Any]:
    """Read the action."""
    return dict(yaml.safe_load(ACTION.read_text(encoding="utf-8")))


def action_steps() -> list[dict[str, Any]]:
    """Give the steps of the action that are shell."""
    return [step for step in action()["runs"]["steps"] if "run" in step]


def action_environment(
    step: Mapping[str, Any], given: Mapping[str, str], known: Mapping[str, str]
) -> dict[str, str]:
    """Fill the expressions of a step in, with these inputs; `known` says what the runner knows beside them.

    An expression this does not know is a KeyError: then the test does not do what a runner does.
    """
    values = dict(known)

    def value(expression: str) -> str:
        choices = [values[word.strip()] for word in expression.split("||")]
        return next((choice for choice in choices if choice), "")

    def filled(text: str) -> str:
        return EXPRESSION.sub(lambda found: value(found[1]), text)

    defaults = {name: filled(str(each.get("default", ""))) for name, each in action()["inputs"].items()}
    values |= {f"inputs.{name}": text for name, text in (defaults | dict(given)).items()}
    return {name: filled(text) for name, text in step["env"].items()}


def run_action(
    folder: Path,
    checkout: Path,
    inputs: Mapping[str, str],
    variables: Mapping[str, str] | None = None,
    **known: str,
) -> Done:
    """Run the shell of the action in a folder as a runner of GitHub does; the action is in `checkout`.

    The steps run one after the other until one fails, each with its own environment; the last one is given.
    """
    runner = {
        "github.action_path": str(checkout),
        "github.token": "",
        "runner.temp": str(folder.parent / "temp"),
        "steps.python.outputs.python-path": "python3",
    }
    (folder.parent / "temp").mkdir(exist_ok=True)
    text = folder.parent / "step.sh"
    common = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(checkout),
        "GITHUB_OUTPUT": str(folder.parent / "github-output"),
        "GITHUB_STEP_SUMMARY": str(folder.parent / "github-summary"),
        **(variables or {}),
    }
    for step in action_steps():
        text.write_text(step["run"], encoding="utf-8")
        command = [str(text) if word == "{0}" else word for word in step["shell"].split()]
        done = run(command, folder, common | action_environment(step, inputs, runner | known))
        if done.returncode:
            break
    return done


def component(inputs: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the component as GitLab does, which writes inputs into the text first: its inputs and its jobs."""
    text = COMPONENT.read_text(encoding="utf-8")
    spec: dict[str, Any] = next(iter(yaml.safe_load_all(text)))["spec"]["inputs"]
    defaults = {name: yaml_word(each["default"]) for name, each in spec.items()}
    values = defaults | dict(inputs)
    filled = INTERPOLATION.sub(lambda found: values[found[1]], text)
    _, jobs = yaml.safe_load_all(filled)
    return spec, jobs


def yaml_word(value: object) -> str:
    """Write a default as GitLab writes it into the text."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def run_component(folder: Path, inputs: Mapping[str, str], shell: str = "bash", **environment: str) -> Done:
    """Run the job of the component in a folder as a runner of GitLab does."""
    _, jobs = component(inputs)
    (job,) = jobs.values()
    (text,) = job["script"]
    options = ["-eo", "pipefail"] if shell == "bash" else ["-e"]
    variables = {"GITLAB_CI": "true", **job["variables"], **environment}
    return run([shell, *options, "-c", text], folder, variables)


def run(command: list[str], folder: Path, environment: Mapping[str, str]) -> Done:
    """Run a command without input, with these variables beside those of the tests."""
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"SYSTEM_PACKAGES": "no", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def outputs(folder: Path) -> dict[str, str]:
    """Read what a run of the action told later steps."""
    lines = (folder.parent / "github-output").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def jenkins_steps() -> list[str]:
    """Take the shell of the declarative pipeline out of the page, in order."""
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    block = page.partition("```groovy\n")[2].partition("```")[0]
    return [found[1] for found in re.finditer(r"(?:^\s*sh |script: )'(.*?)'\)?$", block, re.MULTILINE)]


def hook_entry(name: str) -> list[str]:
    """Return the command of a hook; pre-commit puts the names of files behind it."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (entry,) = (shlex.split(each["entry"]) for each in hooks if each["id"] == name)
    return entry
