"""Run the tests with other versions than the locks': the lowest of pyproject.toml, or today's newest.

    python scripts/test_versions.py lowest|newest [options of pytest]

Each has an environment of its own, .venv-lowest and .venv-newest, which every call brings up to date. What it
finds depends on the day, so `.ci/run` does not call it: a change must not become red because the world moved.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from system_packages import say
from tools import ROOT, ToolsError, program

RESOLUTIONS = {"lowest": "lowest-direct", "newest": "highest"}
"""By uv's names; the lowest are those of what pyproject.toml names, with the newest of what these need."""


def run(*command: str | Path, failed: str) -> None:
    """Run a command in the checkout; raise `ToolsError` where it fails."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise ToolsError(f"{failed}; the message stands above.")


def prepare(which: str) -> Path:
    """Bring the environment of one choice of versions up to date; return its Python."""
    uv, folder = program("uv"), ROOT / f".venv-{which}"
    python, chosen = folder / "bin" / "python", folder / "versions.txt"
    if not python.is_file():
        run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder, failed=f"no {folder.name}")
    compile_options = ("--all-extras", "--resolution", RESOLUTIONS[which], "--python", python, "--upgrade")
    quiet = ("--quiet", "--no-header", "--no-config")
    versions = (uv, "pip", "compile", *quiet, *compile_options, "--output-file", chosen, "pyproject.toml")
    run(*versions, failed=f"no versions fit together for the {which}")
    if which == "lowest":
        refuse_empty_bounds(chosen)
    install = (uv, "pip", "sync", "--quiet", "--no-config", "--python", python)
    run(*install, chosen, failed=f"the {which} versions could not be installed")
    own = (uv, "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    run(*own, "--python", python, "--editable", ".", failed="mrl itself could not be installed")
    return python


def refuse_empty_bounds(chosen: Path) -> None:
    """Raise `ToolsError` for a lower bound that says less than it promises: no installation can reach it."""
    lines = [line.split() for line in chosen.read_text(encoding="utf-8").splitlines()]
    found = dict(words[0].split("==") for words in lines if words and "==" in words[0])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(line for extra in extras for line in extra)]
    for each in map(Requirement, wanted):
        for bound in each.specifier:
            release, lowest = Version(bound.version).release, Version(found[canonicalize_name(each.name)])
            if lowest.release[: len(release)] != release:
                raise ToolsError(f"pyproject.toml says {each}, but the lowest that can be had is {lowest}.")


def main(arguments: Sequence[str]) -> int:
    """Prepare, name the versions, run pytest and return its status."""
    if not arguments or arguments[0] not in RESOLUTIONS:
        sys.stderr.write("usage: test_versions.py lowest|newest [options of pytest]\n")
        return 2
    which, *options = arguments
    try:
        python = prepare(which)
    except ToolsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    lines = (python.parent.parent / "versions.txt").read_text(encoding="utf-8").splitlines()
    say(" ".join(line for line in lines if not line.lstrip().startswith("#")))
    selected = ("-m", "not integration and not soak", "-n", "auto", "--dist", "loadfile")
    command = [str(python), "-m", "pytest", *selected, *options]
    environment = os.environ | {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
