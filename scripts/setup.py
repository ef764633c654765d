"""Prepare what the Makefile's commands need: .venv with the package in it and, for the PDF, Pango.

Needs nothing but the standard library of Python 3.11; scripts/setup.sh finds that Python and starts this.
Run as often as one likes: what is there already is left alone, what was left half-made is repaired.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from system_packages import PANGO, command_for, install, pango_is_complete, pango_is_there, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 11))"


class SetupError(Exception):
    """Something only the user can mend; its text says how."""


def succeeds(*command: str | Path) -> bool:
    """Whether a command runs and ends with status 0; its output is not shown."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    """Make .venv anew; what an interrupted run left of it is cleared."""
    venv_package = f"python3.{sys.version_info.minor}-venv"
    if find_spec("ensurepip") is None and not install([venv_package]):
        raise SetupError(
            f"{sys.executable} cannot make virtual environments (its module ensurepip is missing).\n"
            f"Install it, then run the same command again:\n  {command_for([venv_package])}"
        )
    say(f"Making .venv with {sys.executable} ...")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
    if made.returncode:
        raise SetupError(f"{sys.executable} -m venv failed; its message stands above.")


def locks(extra: str) -> list[Path]:
    """List the lock files that hold what is installed; that of developers holds the others too."""
    return [ROOT / "requirements" / name for name in (["dev.txt"] if extra else ["runtime.txt", "build.txt"])]


def stamp(extra: str) -> Path:
    """Return the file that says for which locks and which pyproject.toml the package was installed."""
    return VENV / f"installed-{extra or 'package'}"


def fingerprint(extra: str) -> str:
    """Return a digest of locks, pyproject.toml and the place to which an editable install points."""
    files = [*locks(extra), ROOT / "pyproject.toml"]
    return hashlib.sha256(b"\0".join([bytes(VENV), *(path.read_bytes() for path in files)])).hexdigest()


def is_installed(extra: str) -> bool:
    """Whether the last complete installation was one of these locks and this pyproject.toml at this place."""
    return stamp(extra).is_file() and stamp(extra).read_text() == fingerprint(extra)


def pip(*arguments: str | Path) -> None:
    """Call pip; its own configuration says from where. Raise `SetupError` where it fails."""
    command = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    # A configuration that installs for the user by default would make pip refuse a virtual environment.
    if subprocess.run(command, cwd=ROOT, env=os.environ | {"PIP_USER": "0"}, check=False).returncode:
        raise SetupError(
            "pip could not install everything; its message stands above. Run the same command again to go on."
        )


def install_package(extra: str) -> None:
    """Install what the locks name and nothing else, then the package itself, editable.

    The stamps go first and come back last, so an interrupted installation is done again.
    """
    extras = ("", extra) if extra else ("",)
    for each in extras:
        stamp(each).unlink(missing_ok=True)
    what = ", ".join(path.relative_to(ROOT).as_posix() for path in locks(extra))
    say(f"Installing into .venv what {what} names (about half a minute) ...")
    files = [f"--requirement={path}" for path in locks(extra)]
    pip("install", "--require-hashes", "--only-binary=:all:", *files)
    pip("install", "--no-index", "--no-deps", "--no-build-isolation", "--editable", ".")
    for each in extras:
        stamp(each).write_text(fingerprint(each))


def compile_catalogues() -> None:
    """Compile the translations where they changed since; raise `SetupError` where that fails."""
    if subprocess.run([PYTHON, ROOT / "scripts" / "compile_catalogues.py"], check=False).returncode:
        raise SetupError("The translations in mrl/locale could not be compiled; the message stands above.")


def has_pip() -> bool:
    """Whether pip runs in .venv; where it was never put there, or only in part, it is put there now."""
    pip = (PYTHON, "-m", "pip", "--version")
    return succeeds(*pip) or (succeeds(PYTHON, "-m", "ensurepip") and succeeds(*pip))


def prepare_environment(extra: str) -> bool:
    """Bring .venv up to date; true if there was something to do."""
    is_usable = succeeds(PYTHON, "-c", NEW_ENOUGH)
    if is_usable and is_installed(extra):
        return False
    if not is_usable or not has_pip():
        make_environment()
    install_package(extra)
    return True


def prepare_pango(*, is_fresh: bool) -> None:
    """Install Pango where that is allowed, else say how, and go on without.

    WeasyPrint's optional part alone is tried only with a fresh installation, not again on every run.
    """
    if pango_is_complete() or (pango_is_there() and not is_fresh):
        return
    if not install(PANGO) and not pango_is_there():
        say(f"Pango is missing, so no PDF can be made; all else works. To get it:\n  {command_for(PANGO)}")


def explain_missing_pdf() -> int:
    """Say why no PDF was written; 0 if Pango's absence is the reason, else 1."""
    if pango_is_there():
        say("No PDF was written although Pango is installed; the messages above say why.")
        return 1
    say(
        "No PDF was written because Pango is missing; the other files are complete. To get Pango, run\n"
        f"  {command_for(PANGO)}\nand then `make assess` again."
    )
    return 0


def main(arguments: Sequence[str]) -> int:
    """Do what the options ask for and return the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/setup.sh", description="Prepare .venv for the Makefile.")
    parser.add_argument("--dev", action="store_true", help="with what tests and checks need")
    parser.add_argument("--pango", action="store_true", help="with Pango, for the PDF")
    parser.add_argument("--explain-missing-pdf", action="store_true", help="only say why there is no PDF")
    options = parser.parse_args(arguments)
    if options.explain_missing_pdf:
        return explain_missing_pdf()
    try:
        is_fresh = prepare_environment("dev" if options.dev else "")
        compile_catalogues()
        if options.pango:
            prepare_pango(is_fresh=is_fresh)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted; run the same command again to go on.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
