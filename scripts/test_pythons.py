"""Fetch what `make integration` installs in clean environments: for each Python here, what the locks name.

The tests themselves reach no network; they install from these folders. What cannot be had is told, and
the tests that need it skip with that reason.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from system_packages import say
from tools import ToolsError, program

ROOT = Path(__file__).resolve().parent.parent
WHEELS = ROOT / ".venv" / "wheels"
LOCKS = [ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "build", "sigstore")]
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
    """Return one working Python of each version that mrl supports, which can make virtual environments."""
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
    """Fetch what the locks name for one Python, unless that is there already."""
    folder, text = WHEELS / version, "".join(lock.read_text(encoding="utf-8") for lock in LOCKS)
    note = folder / "fetched-for"
    if note.is_file() and note.read_text(encoding="utf-8") == text:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    locked = ("--require-hashes", "--only-binary=:all:", *(f"--requirement={lock}" for lock in LOCKS))
    pip = (str(python), "-m", "pip", "--quiet", "--disable-pip-version-check")
    if subprocess.run([*pip, "download", *locked, "--dest", str(folder)], check=False).returncode:
        say(f"mrl is not tested on Python {version}: what it needs could not be fetched")
        return
    (folder / "python").write_text(str(python), encoding="utf-8")
    note.write_text(text, encoding="utf-8")


def main() -> None:
    """Fetch for every Python that is here, and the installers that are tried."""
    for version, python in sorted(pythons().items()):
        fetch(version, python)
    try:
        program("uv")
    except ToolsError as error:
        say(f"pipx and uv are not tried: {error}")


if __name__ == "__main__":
    main()
