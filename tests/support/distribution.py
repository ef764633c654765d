"""The distribution of this checkout, and clean environments to install it in, without network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from support.checkout import ROOT, files_of_checkout
from support.repositories import git

WHEELS = sorted(path.parent for path in (ROOT / ".venv" / "wheels").glob("*/fetched-for"))
"""A folder per version of Python with what the locks name, made by scripts/test_pythons.py."""
LOCK = ROOT / "requirements" / "runtime.txt"
TOOLS = ROOT / ".venv-tools" / "bin"
"""Programs of requirements/tools.txt: uv and pipx."""
DAY = "2026-01-31T12:00:00+0000"


def commit_checkout(folder: Path) -> Path:
    """Commit the files of this checkout, new ones too, in a repository of their own."""
    for source in files_of_checkout():
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    git("init", "--quiet", folder=folder)
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--message=All", f"--date={DAY}", folder=folder)
    return folder


def build(checkout: Path, out: Path, *, umask: int = 0o022, **environment: str) -> None:
    """Build source archive and wheel as `make dist` does."""
    subprocess.run(
        [sys.executable, str(checkout / "scripts" / "dist.py"), "--out", str(out)],
        check=True,
        capture_output=True,
        env=os.environ | environment,
        umask=umask,
    )


@dataclass(frozen=True)
class CleanPython:
    """A Python, and the folder with all that mrl needs on it."""

    wheels: Path

    @property
    def version(self) -> str:
        """Such as 3.12."""
        return self.wheels.name

    @property
    def program(self) -> str:
        """The interpreter."""
        return (self.wheels / "python").read_text(encoding="utf-8")

    def pip(self, dist: Path) -> dict[str, str]:
        """Give the variables with which pip finds the distribution and what it needs, and asks nobody."""
        return {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": f"{self.wheels.as_uri()} {dist.as_uri()}",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def install(self, dist: Path, folder: Path) -> Path:
        """Install what the lock names and the wheel in a new environment; return its folder of programs."""
        programs = folder / "bin"
        wheel = next(dist.glob("*.whl"))
        environment = os.environ | self.pip(dist)
        subprocess.run([self.program, "-m", "venv", str(folder)], check=True, capture_output=True)
        pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--no-compile"]
        for what in (["--require-hashes", "-r", str(LOCK)], ["--no-deps", str(wheel)]):
            subprocess.run([*pip, *what], check=True, capture_output=True, env=environment)
        return programs

    def installer(self, home: Path) -> dict[str, str]:
        """Return the variables with which uv and pipx keep to a folder, find the locked and ask nobody."""
        folders = (
            "UV_TOOL_DIR",
            "UV_TOOL_BIN_DIR",
            "UV_CACHE_DIR",
            "PIPX_HOME",
            "PIPX_BIN_DIR",
            "PIPX_MAN_DIR",
        )
        variables = {name: str(home / name.lower().replace("_", "-")) for name in folders}
        return variables | {
            "UV_OFFLINE": "1",
            "UV_NO_INDEX": "1",
            "UV_NO_CONFIG": "1",
            "UV_FIND_LINKS": str(self.wheels),
            "PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}",
        }


def installed_versions(programs: Path) -> dict[str, str]:
    """Return the version of every package in an environment, and of its Python."""
    ask = (
        "import json, platform, re; from importlib.metadata import distributions; "
        "name = lambda each: re.sub('[-_.]+', '-', each.metadata['Name']).lower(); "
        "found = {name(each): each.version for each in distributions()}; "
        "print(json.dumps(found | {'python': platform.python_version()}))"
    )
    command = [str(programs / "python"), "-I", "-c", ask]
    return dict(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))


def run_installed(programs: Path, folder: Path, *arguments: str, **environment: str) -> str:
    """Run an installed `mrl` in a folder, with nothing of this checkout in sight, and give what it prints."""
    variables: Mapping[str, str] = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
    }
    command = [str(programs / "mrl"), *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        env={**variables, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
