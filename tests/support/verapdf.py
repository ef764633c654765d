"""veraPDF, the validator of PDF/A and PDF/UA, as `make integration` fetches it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

JAR = Path(os.environ.get("VERAPDF_JAR") or Path(__file__).parents[2] / ".venv" / "verapdf.jar")
"""VERAPDF_JAR names another one: org.verapdf.apps:greenfield-apps of Maven Central."""


def missing() -> str | None:
    """Tell why veraPDF cannot be run here; None where it can."""
    if not shutil.which("java"):
        return "veraPDF needs Java: apt-get install openjdk-17-jre-headless"
    return None if JAR.is_file() else f"there is no {JAR}; `make integration` fetches it where Maven is"


def failures(flavour: str, files: Sequence[Path]) -> list[str]:
    """Give what a flavour (`3a`, `ua1`) has against files: a line for each file and each rule it breaks."""
    program = ["java", "-cp", str(JAR), "org.verapdf.apps.GreenfieldCliWrapper"]
    done = subprocess.run(
        [*program, "--flavour", flavour, "--format", "text", "-v", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    lines = done.stdout.splitlines()
    passed = {f"PASS {file} {flavour}" for file in files}
    unseen = [
        f"{file}: veraPDF says nothing; {done.stderr[-500:]}"
        for file in files
        if str(file) not in done.stdout
    ]
    return [line for line in lines if line.strip() and line not in passed] + unseen
