"""Installs the programs that `make integration` talks to, where that needs no password.

What cannot be had is told, and the tests that need it skip with that reason.
"""
# ruff: noqa: INP001 - a script beside the package, not a part of it

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from system_packages import command_for, install, runs, say

REDMINE = ("redmine", "redmine-sqlite")
NO_SERVICE = "redmine redmine/instances/default/dbconfig-install boolean false\n"
"""The tests make a database of their own and start Redmine themselves."""

JAVA = ("openjdk-17-jre-headless",)
MAVEN = ("maven",)
VERAPDF = "org.verapdf.apps:greenfield-apps:1.28.2"
"""The validator of PDF/A and PDF/UA, as its makers publish it on Maven Central."""
VERAPDF_SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
VERAPDF_JAR = Path(__file__).parent.parent / ".venv" / "verapdf.jar"


CHROMIUM = ("chromium",)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def main() -> None:
    """Install Redmine, veraPDF and Chromium unless they are there."""
    get_redmine()
    get_verapdf()
    get_chromium()


def get_chromium() -> None:
    """Install the browser that web pages are checked in."""
    if any(map(shutil.which, CHROMIUM_NAMES)):
        return
    if not install(CHROMIUM):
        say(f"Web pages are not checked in a browser: none could be installed ({command_for(CHROMIUM)})")


def get_redmine() -> None:
    """Install Redmine."""
    if Path("/usr/share/redmine").is_dir():
        return
    debconf = shutil.which("debconf-set-selections")
    if os.geteuid() == 0 and debconf:
        subprocess.run([debconf], input=NO_SERVICE, text=True, check=False)
    if not install(REDMINE):
        say(f"Redmine is not tested: it could not be installed ({command_for(REDMINE)})")


def get_verapdf() -> None:
    """Fetch veraPDF with Maven; a file of another checksum is thrown away."""
    if is_verapdf(VERAPDF_JAR):
        return
    for program, packages in (("java", JAVA), ("mvn", MAVEN)):
        if not shutil.which(program) and not install(packages):
            say(f"PDFs are not validated: {program} could not be installed ({command_for(packages)})")
            return
    folder = VERAPDF_JAR.parent
    copied = folder / f"{VERAPDF.split(':')[1]}-{VERAPDF.split(':')[2]}.jar"
    if not runs([*maven("get"), f"-Dartifact={VERAPDF}", "-Dtransitive=false"], show_errors=True):
        say("PDFs are not validated: Maven could not fetch veraPDF")
    elif runs([*maven("copy"), f"-Dartifact={VERAPDF}", f"-DoutputDirectory={folder}"], show_errors=True):
        copied.replace(VERAPDF_JAR)
    if VERAPDF_JAR.is_file() and not is_verapdf(VERAPDF_JAR):
        VERAPDF_JAR.unlink()
        say("PDFs are not validated: what Maven fetched is not the veraPDF that was asked for")


def maven(goal: str) -> list[str]:
    """Give the beginning of a Maven command."""
    return ["mvn", "-q", "-B", f"dependency:{goal}"]


def is_verapdf(jar: Path) -> bool:
    """Say whether a file is the veraPDF that the tests were written with."""
    return jar.is_file() and hashlib.sha256(jar.read_bytes()).hexdigest() == VERAPDF_SHA256


if __name__ == "__main__":
    main()
