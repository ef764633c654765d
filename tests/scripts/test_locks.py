"""The locks are complete, agree with pyproject.toml and with each other, and nothing installs without one."""

import importlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.checkout import ROOT, files_of_checkout
from support.locks import FOLDER, SUPPORTED, entries, environment, locked

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = PYPROJECT["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
OWN_NAME = re.compile(rf"{PROJECT['name']}\[(.*)\]$")
WANTED = {
    "runtime": PROJECT["dependencies"],
    "build": PYPROJECT["build-system"]["requires"],
    "tools": PYPROJECT["dependency-groups"]["tools"],
    **EXTRAS,
}
LOCKS = sorted(WANTED)
EVERYTHING = sorted({line for name, lines in WANTED.items() if name != "tools" for line in lines})

INSTALLS = re.compile(
    r"\b(pip3?|pipx|uv tool|uv|easy_install)\b[\"', ]+(install|download|sync|run|wheel)\b"
    r"|\buvx\b|[\"'(](install|download)[\"'], "
)
LOCKED = re.compile(r"--require-hashes|--no-index|\*locked\b")
OF_THE_SYSTEM = re.compile(r"\bapt\b|\bbrew\b")
OF_THE_USER = re.compile(
    r"--no-deps .*mrl-assess==\$MRL_CI_VERSION"
    r"|^\s+(?:\*\) )?pip install -- \"\$(?:mrl_package|MRL_CI_VERSION)\" "
)
"""What the input `version` of the CI pieces names: mrl, whose wheel holds its locks, or the user's choice."""
PLACES = ("Makefile", "scripts/", ".ci/", "action.yml", "templates/", ".github/", ".pre-commit-hooks.yaml")
NEWEST_AND_LOWEST = "scripts/test_versions.py"
"""Tries other versions than the locks', in environments of its own: that is what it is for."""


def requirements(lines: list[str]) -> list[Requirement]:
    """Parse what pyproject.toml lists; the project's own name stands for the extras behind it."""
    return [Requirement(line) for line in lines if not OWN_NAME.match(line)]


@pytest.mark.parametrize("python", SUPPORTED)
@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_within_its_bounds(lock: str, python: str) -> None:
    versions = locked(lock, python)
    for each in requirements(EVERYTHING if lock == "dev" else WANTED[lock]):
        if each.marker is None or each.marker.evaluate(environment(python)):
            version = versions.get(canonicalize_name(each.name))
            assert version is not None, f"{each.name} is not in {lock}.txt: run `make upgrade ARGS=--keep`"
            assert version in each.specifier, f"{each.name} {version}: run `make upgrade ARGS={each.name}`"


def test_the_extra_of_developers_names_every_other() -> None:
    (named,) = [match[1] for line in EXTRAS["dev"] if (match := OWN_NAME.match(line))]
    assert sorted(named.split(",")) == sorted(EXTRAS.keys() - {"dev"})


def test_there_is_a_lock_for_each_extra_and_no_other() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{name}.txt" for name in LOCKS]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_has_digests_and_names_no_index(lock: str) -> None:
    assert entries(lock)
    assert [each.name for each in entries(lock) if not each.digests] == []
    text = (FOLDER / f"{lock}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    for line in text.splitlines():
        assert re.match(r"# |[a-z0-9-]+==\S+( ; .+)? \\$|    --hash=sha256:[0-9a-f]{64}( \\)?$", line), line


@pytest.mark.parametrize("python", SUPPORTED)
@pytest.mark.parametrize("lock", [name for name in LOCKS if name not in ("dev", "tools")])
def test_what_users_install_is_what_the_tests_run_with(lock: str, python: str) -> None:
    assert locked(lock, python).items() <= locked("dev", python).items()


def test_one_version_serves_every_python() -> None:
    assert locked("dev", SUPPORTED[0]) == locked("dev", SUPPORTED[-1])


def commands_of(path: Path) -> list[str]:
    """Read a script, the lines of one command joined, comments and messages for people left out."""
    text = re.sub(r"\\\n\s*", " ", path.read_text(encoding="utf-8"))
    text = re.sub(r"\[[^][]*\]", lambda found: found[0].replace("\n", " "), text)
    return [line for line in text.splitlines() if not re.match(r"\s*(#|say |stop |warn )", line)]


def installing_without_lock(path: Path) -> list[str]:
    """List the commands of a file that install something from an index without a lock."""
    lines = [line for line in commands_of(path) if INSTALLS.search(line)]
    excused = (LOCKED, OF_THE_SYSTEM, OF_THE_USER)
    return [line for line in lines if not any(reason.search(line) for reason in excused)]


def test_nothing_installs_without_a_lock() -> None:
    names = {path.relative_to(ROOT).as_posix(): path for path in files_of_checkout()}
    looked_at = {name: path for name, path in names.items() if name.startswith(PLACES)}
    assert len(looked_at) > 10
    found = {name: installing_without_lock(path) for name, path in looked_at.items()}
    assert sum(1 for path in looked_at.values() if any(map(LOCKED.search, commands_of(path)))) >= 3
    assert {name: lines for name, lines in found.items() if lines and name != NEWEST_AND_LOWEST} == {}


@pytest.mark.parametrize(
    "line",
    [
        "pip install .",
        "python3 -m pip install --quiet click",
        '[python, "-m", "pip", "install", "click"]',
        "[\n    python,\n    '-m',\n    'pip',\n    'install',\n]",
        "pip download --dest x click",
        "uv pip install click",
        "uv tool install click",
        "pipx run build",
        "python -m pip \\\n    install click",
    ],
)
def test_a_line_that_installs_without_a_lock_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "script").write_text(line + "\n", encoding="utf-8")
    assert installing_without_lock(tmp_path / "script")
    assert not installing_without_lock(
        written(tmp_path / "other", "pip install --require-hashes -r lock.txt")
    )
    assert not installing_without_lock(written(tmp_path / "other", "# pip install click"))


def written(path: Path, text: str) -> Path:
    path.write_text(text + "\n", encoding="utf-8")
    return path


def rows(page: str) -> dict[str, list[str]]:
    """Read the tables of a page: the cells behind each package."""
    lines = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    return {cells[0].strip("`"): cells[1:] for cells in lines if len(cells) == 7}


def test_every_dependency_has_its_reasons() -> None:
    found = rows((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"))
    wanted = {each.name: each for each in requirements([*EVERYTHING, *WANTED["tools"]])}
    assert sorted(found) == sorted(wanted)
    for name, (bound, version, *reasons) in found.items():
        assert str(wanted[name].specifier) == f">={bound}", f"{name}: run `make upgrade ARGS=--keep`"
        lock = "tools" if name in {each.name for each in requirements(WANTED["tools"])} else "dev"
        assert version == locked(lock)[canonicalize_name(name)], f"{name}: run `make upgrade ARGS=--keep`"
        assert all(len(reason) > 2 for reason in reasons)


def test_upgrading_writes_the_versions_into_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "scripts")
    upgrade = importlib.import_module("upgrade")
    page = "| package | from |\n| `PyYAML` | 1 | 2 | parser | MIT |\n| `other` | 3 | 4 | x |\n"
    written = upgrade.write_versions(page, {"PyYAML": "6.0.2"}, {"pyyaml": "6.0.4"})
    assert written == page.replace("| 1 | 2 |", "| 6.0.2 | 6.0.4 |")
    real = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert upgrade.write_versions(real, *upgrade.bounds_and_versions()) == real
