"""Installs the servers that `make integration` talks to, where that needs no password.

What cannot be had is told, and the tests that need it skip with that reason.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import os
import shutil
import subprocess
from pathlib import Path

from system_packages import command_for, install, say

REDMINE = ("redmine", "redmine-sqlite")
NO_SERVICE = "redmine redmine/instances/default/dbconfig-install boolean false\n"
"""The tests make a database of their own and start Redmine themselves."""


def main() -> None:
    """Install Redmine unless it is there."""
    if Path("/usr/share/redmine").is_dir():
        return
    debconf = shutil.which("debconf-set-selections")
    if os.geteuid() == 0 and debconf:
        subprocess.run([debconf], input=NO_SERVICE, text=True, check=False)
    if not install(REDMINE):
        say(f"Redmine is not tested: it could not be installed ({command_for(REDMINE)})")


if __name__ == "__main__":
    main()
