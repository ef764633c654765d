"""Fetches what `make integration` installs in clean environments: for each Python here, what mrl needs.

The tests themselves reach no network; they install from these folders. What cannot be had is told, and
the tests that need it skip with that reason.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHEELS = ROOT / ".venv" / "wheels"
OLDEST = (3, 11)
NEWEST = (3, 14)
ASK = "import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1], sys.executable)"


def candidates() -> Iterator[Path]:
    """List programs that may be a Python: on the path, and where pyenv keeps those it installed."""
    names = [f"python{OLDEST[0]}.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
    found = [Path(sys.executable), *(Path(place) for name in names if (place := shutil.which(name)))]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from [*found, *sorted(pyenv.glob("versions/*/bin/python"), reverse=True)]


def pythons() -> dict[str, Path]:
    """Give one working Python of each version that mrl supports, which can make virtual environments."""
    found: dict[str, Path] = {}
    for candidate in candidates():
        try:
            asked = subprocess.run([candidate, "-c", ASK], capture_output=True, text=True, check=False)
        except OSError:
            continue
        if asked.returncode == 0:
            major, minor, place = asked.stdout.split(maxsplit=2)
            if OLDEST <= (int(major), int(minor)) <= NEWEST:
                found.setdefault(f"{major}.{minor}", Path(place.strip()))
    return found


def fetch(version: str, python: Path) -> None:
    """Fetch the dependencies of mrl, and what builds it, unless they are there for this pyproject.toml."""
    folder, text = WHEELS / version, (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    note = folder / "fetched-for"
    if note.is_file() and note.read_text(encoding="utf-8") == text:
        return
    project = tomllib.loads(text)
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    folder.mkdir(parents=True, exist_ok=True)
    command = [str(python), "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary=:all:", "--dest", str(folder), *wanted]
    if subprocess.run(command, check=False).returncode:
        sys.stdout.write(f"mrl is not tested on Python {version}: what it needs could not be fetched\n")
        return
    (folder / "python").write_text(str(python), encoding="utf-8")
    note.write_text(text, encoding="utf-8")


def main() -> None:
    """Fetch for every Python that is here."""
    for version, python in sorted(pythons().items()):
        fetch(version, python)


if __name__ == "__main__":
    main()
