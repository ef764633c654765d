"""Collects a made-up organisation cold, warm and from a server that fails; prints a Markdown table.

    .venv/bin/python benchmarks/organisation.py
    .venv/bin/python benchmarks/organisation.py --repositories 100 --clones a-project.yaml

The organisation is served from this machine: GitHub's GraphQL and REST interfaces with answers of
real shape, each 50 ms late, and git, whose repositories are small and few under many names. With
`--clones`, the facts of a project of clones of yours are timed as well, one job against four.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.forge_host import ForgeHost, fill  # noqa: E402 - found by the line above
from support.github_state import Hub, organisation  # noqa: E402
from support.http_server import Reply, Seen, of_json  # noqa: E402
from support.measured import Measured, measured  # noqa: E402

LATENCY = 0.05
FAILING = 0.1
PROGRAM = [sys.executable, "-m", "mrl.cli.main"]
HEAD = """| run | requests | per repository | git requests | time | memory | without forge facts | gaps |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


def run(arguments: list[str], environment: dict[str, str]) -> tuple[float, Measured]:
    """Run `mrl` as a process of its own; give its wall seconds as well."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        done = measured([*PROGRAM, *arguments], environment, Path(folder) / "memory.txt")
        seconds = time.perf_counter() - began
    if done.status:
        sys.exit(f"mrl {' '.join(arguments)} failed:\n{done.errors}")
    return seconds, done


def failing(host: ForgeHost) -> None:
    """Let one in ten answers of the forge be an error of its own."""
    chance, answer = random.Random(1), host.github.answer  # noqa: S311 - no secret depends on it

    def sometimes(seen: Seen) -> Reply:
        fails = chance.random() < FAILING
        return of_json({"message": "Bad Gateway"}, 502) if fails else answer(seen)

    host.github.answer = sometimes  # type: ignore[method-assign]


def row(name: str, host: ForgeHost, project: Path, cache: Path, count: int) -> str:
    """Collect once and give a row of the table."""
    asked, served = len(host.api_requests()), len(host.git_requests())
    out = cache.with_suffix(".json")
    environment = host.environment(cache, PYTHONPATH=str(ROOT))
    seconds, done = run(["collect", str(project), "--out", str(out), "--quiet"], environment)
    requests, git = len(host.api_requests()) - asked, len(host.git_requests()) - served
    snapshot = json.loads(out.read_bytes())
    without = sum(each["forge"] is None for each in snapshot["repositories"])
    return (
        f"| {name} | {requests} | {requests / count:.3f} | {git} | {seconds:.0f} s"
        f" | {done.megabytes:.0f} MB | {without} | {len(snapshot['gaps'])} |"
    )


def forecast(host: ForgeHost, project: Path, cache: Path, count: int) -> str:
    """Ask for the forecast and give it as a row."""
    _, done = run(["plan", str(project), "--json"], host.environment(cache, PYTHONPATH=str(ROOT)))
    plan = json.loads(done.output)
    requests = plan["requests"] + plan["requests_spent"]
    return f"| forecast (`mrl plan`) | {requests} | {requests / count:.3f} | | {plan['seconds']} s | | | |"


def measure_organisation(count: int, folder: Path) -> None:
    """Print the table of an organisation of so many repositories."""
    with ForgeHost.serving(folder / "served") as host:
        fill(host, organisation(Hub(), "city", count), folder / "origins")
        host.github.latency = LATENCY
        project = host.write_project(folder / "project", core=["plugin-000", "plugin-001"])
        print(f"{count} repositories, {LATENCY * 1000:.0f} ms for each answer of the forge\n\n{HEAD}")
        print(forecast(host, project, folder / "cache", count))
        for name in ("cold", "warm, nothing changed"):
            print(row(name, host, project, folder / "cache", count), flush=True)
        failing(host)
        print(row("cold, one in ten answers fails", host, project, folder / "failing", count), flush=True)


def measure_clones(project: Path) -> None:
    """Print how long the facts of clones take, one after the other and several at a time."""
    print("\n| facts of clones | time | memory |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "MRL_CACHE": folder}
        for jobs in ("1", "4"):
            out = f"{folder}/snapshot.json"
            options = ["--offline", "--quiet", "--out", out, "--jobs", jobs]
            found = [run(["collect", str(project), *options], environment) for _ in range(3)]
            seconds, done = min(found, key=lambda each: each[0])
            print(f"| `--jobs {jobs}` | {seconds:.1f} s | {done.megabytes:.0f} MB |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repositories", type=int, default=600)
    parser.add_argument("--clones", type=Path, help="a project.yaml that names clones on this machine")
    chosen = parser.parse_args()
    if chosen.repositories:
        with tempfile.TemporaryDirectory() as folder:
            measure_organisation(chosen.repositories, Path(folder))
    if chosen.clones:
        measure_clones(chosen.clones)


if __name__ == "__main__":
    main()
