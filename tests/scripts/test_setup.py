"""The way from a fresh clone to a working .venv: which Python is taken, what is installed, what is said."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parent.parent.parent / "scripts"


def program(folder: Path, name: str, body: str) -> None:
    """Put a small shell program into a folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def load(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def packages() -> ModuleType:
    return load("system_packages")


@pytest.fixture
def setup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(SCRIPTS)
    module = load("setup")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "requirements").mkdir()
    for name in ("runtime", "build", "dev"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    yield module
    sys.modules.pop("system_packages", None)


def start(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run setup.sh with nothing but `path` to find programs in."""
    for name in ("dirname", "cat"):
        program(path, name, f'PATH=/usr/bin:/bin exec {name} "$@"')
    command = ["/bin/sh", str(SCRIPTS / "setup.sh"), "--help"]
    return subprocess.run(
        command, env={"PATH": str(path), **environment}, capture_output=True, text=True, check=False
    )


def test_an_old_python_is_explained(tmp_path: Path) -> None:
    program(tmp_path, "python3", '[ "$1" = --version ] && echo "Python 3.10.4"; [ "$1" = --version ]')
    done = start(tmp_path)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this system has: Python 3.10.4" in done.stderr


def test_no_python_is_explained(tmp_path: Path) -> None:
    assert "this system has: no python3" in start(tmp_path).stderr


def test_a_newer_python_beside_an_old_one_is_found(tmp_path: Path) -> None:
    program(tmp_path, "python3", "exit 1")
    (tmp_path / "python3.12").symlink_to(sys.executable)
    assert "usage: scripts/setup.sh" in start(tmp_path).stdout


def test_a_named_python_is_taken_first(tmp_path: Path) -> None:
    program(tmp_path, "mine", f'[ "$1" = -c ] || echo "mine was started"; exec "{sys.executable}" "$@"')
    done = start(tmp_path, PYTHON=str(tmp_path / "mine"))
    assert done.stdout.startswith("mine was started")


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        *(("dev", "pyproject.toml"), ("dev", "requirements/dev.txt")),
        *(("", "pyproject.toml"), ("", "requirements/runtime.txt"), ("", "requirements/build.txt")),
    ],
)
def test_an_installation_holds_until_pyproject_or_a_lock_changes(
    setup: ModuleType, extra: str, name: str
) -> None:
    assert not setup.is_installed(extra)
    setup.stamp(extra).write_text(setup.fingerprint(extra))
    assert setup.is_installed(extra)
    (setup.ROOT / name).write_text("other==2\n")
    assert not setup.is_installed(extra)


def test_the_program_alone_brings_no_tool_of_developers(setup: ModuleType, tmp_path: Path) -> None:
    log = tmp_path / "log"
    program(tmp_path / ".venv" / "bin", "python", f'echo "$@" >>{log}')
    setup.install_package("")
    setup.install_package("dev")
    first, own, second, again = log.read_text().splitlines()
    assert first.endswith(
        f"{tmp_path}/requirements/runtime.txt --requirement={tmp_path}/requirements/build.txt"
    )
    assert second.endswith(f"--only-binary=:all: --requirement={tmp_path}/requirements/dev.txt")
    assert all("--require-hashes --only-binary=:all:" in line for line in (first, second))
    assert own == again
    assert own.endswith("--no-index --no-deps --no-build-isolation --editable .")
    assert setup.is_installed("")
    assert setup.is_installed("dev")


def test_an_installation_does_not_hold_at_another_place(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    setup.stamp("").write_text(setup.fingerprint(""))
    moved = tmp_path / "moved"
    (tmp_path / ".venv").rename(moved)
    monkeypatch.setattr(setup, "VENV", moved)
    assert setup.stamp("").is_file()
    assert not setup.is_installed("")


def test_a_failed_installation_leaves_no_stamp(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for extra in ("", "dev"):
        setup.stamp(extra).write_text(setup.fingerprint(extra))
    monkeypatch.setattr(setup, "PYTHON", "/bin/false")
    with pytest.raises(setup.SetupError, match="pip could not install"):
        setup.install_package("dev")
    assert not setup.is_installed("")
    assert not setup.is_installed("dev")


def test_installing_says_what_and_reads_the_package_lists_only_if_needed(
    packages: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = tmp_path / "log"
    fetch_lists = f'case "$*" in *update*) touch {tmp_path}/lists;; esac'
    program(tmp_path, "apt-get", f'echo "$@" >>{log}; {fetch_lists}; [ -e {tmp_path}/lists ]')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("SYSTEM_PACKAGES", raising=False)
    assert packages.install(["some-library"])
    command = "  apt-get update && apt-get install -y --no-install-recommends some-library\n"
    assert capsys.readouterr().out == f"Installing on this system (SYSTEM_PACKAGES=no forbids it):\n{command}"
    words = [line.split() for line in log.read_text().splitlines()]
    assert [next(word for word in line if word in {"install", "update"}) for line in words] == [
        *("install", "update", "install")
    ]
    assert all("some-library" in line for line in words if "install" in line)


def test_nothing_is_installed_without_leave(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    for name in ("apt-get", "brew"):
        program(tmp_path, name, f"touch {log}")
    program(tmp_path, "sudo", "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv("SYSTEM_PACKAGES", raising=False)
    assert not packages.install(packages.PANGO)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("SYSTEM_PACKAGES", "no")
    assert not packages.install(packages.PANGO)
    assert not log.exists()


def test_the_command_to_type_names_every_package(
    packages: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "apt-get", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert packages.command_for(packages.PANGO) == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )
    (tmp_path / "apt-get").rename(tmp_path / "brew")
    assert packages.command_for(packages.PANGO) == "brew install pango"
