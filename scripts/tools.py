"""The programs that make locks and try installers, themselves locked, in an environment of their own."""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv-tools"
LOCK = ROOT / "requirements" / "tools.txt"


class ToolsError(Exception):
    """Something only the user can mend; its text says how."""


def program(name: str) -> str:
    """Return the path of a program of requirements/tools.txt, which is installed first where it is not there.

    Raises `ToolsError` where that fails.
    """
    stamp, wanted = TOOLS / "installed-for", hashlib.sha256(bytes(TOOLS) + LOCK.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        install_tools()
        stamp.write_text(wanted, encoding="utf-8")
    return str(TOOLS / "bin" / name)


def install_tools() -> None:
    """Make the environment anew and install the lock; raise `ToolsError` where that fails."""
    make = [sys.executable, "-m", "venv", "--clear", str(TOOLS)]
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    install = [*pip, "install", "--require-hashes", "--only-binary=:all:", f"--requirement={LOCK}"]
    for command in (make, install):
        if subprocess.run(command, env=os.environ | {"PIP_USER": "0"}, check=False).returncode:
            raise ToolsError(f"{TOOLS.name} could not be made; the message stands above.")
