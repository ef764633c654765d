"""Times what docs/performance.md states, on a repository you name; prints a Markdown table.

    make benchmark ARGS="path/to/repository"
    .venv/bin/python benchmarks/run.py path/to/repository --runs 5

Every command is a process of its own, timed from outside; the median of the runs is given, and the
largest memory of any run. Nothing here is a test: machines differ, and shared ones are noisy.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

HEAVY = ("pandas", "weasyprint", "github", "gitlab", "jinja2")
HELP_IMPORTS = f"""
import sys
from click.testing import CliRunner
from mrl.cli.main import main
CliRunner().invoke(main, ["--help"])
print(",".join(name for name in {HEAVY} if name in sys.modules) or "none of them")
"""


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Run a command once; give its wall seconds and its largest memory in MB (children not added)."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode(errors='replace')}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss / unit


def row(name: str, target: str, command: Sequence[str], runs: int) -> str:
    """Time a command and give a row of the table."""
    timed(command)
    found = [timed(command) for _ in range(runs)]
    seconds = [item[0] for item in found]
    memory = max(item[1] for item in found)
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    return f"| {name} | {statistics.median(seconds):.2f} s | {spread} | {memory:.0f} MB | {target} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("repository", type=Path, nargs="?", default=Path())
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    program = [sys.executable, "-m", "mrl.cli.main"]
    repository = str(chosen.repository.resolve())
    with tempfile.TemporaryDirectory() as folder:
        snapshot = f"{folder}/snapshot.json"
        collect = [*program, "collect", repository, "--out", snapshot, "--offline", "--quiet"]
        whole = [*program, "assess", repository, "--out", f"{folder}/out", "--offline", "--quiet"]
        print("| what | median | from to | memory | target |\n| --- | --- | --- | --- | --- |")
        print(row("`mrl --help`", "0.25 s", [*program, "--help"], chosen.runs))
        print(row("facts (`mrl collect`)", "3 s, 300 MB", collect, chosen.runs))
        print(row("everything with PDF (`mrl assess`)", "8 s", whole, chosen.runs))
        facts = json.loads(Path(snapshot).read_text())["repositories"][0]
        commits = (facts.get("history") or {}).get("commits_on_default_branch")
        print(f"\n{facts['name']}: {commits} commits, {(facts.get('tree') or {}).get('files')} files")
    loaded = subprocess.check_output([sys.executable, "-c", HELP_IMPORTS], text=True).strip()
    print(f"`mrl --help` imports of {', '.join(HEAVY)}: {loaded}")


if __name__ == "__main__":
    main()
