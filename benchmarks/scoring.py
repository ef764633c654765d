"""Times scoring, loading rubrics, draws and routes on a snapshot you name; prints a Markdown table.

    .venv/bin/mrl collect path/to/repository --out snapshot.json
    .venv/bin/python benchmarks/scoring.py snapshot.json --runs 9

Everything runs in this process after one run to warm up; wall time, so other work on the machine shows.
With `--answers` the market readiness level is assessed, and its routes are looked for as well.
Scoring is measuring the snapshot and scoring the evidence; draws and routes come on top and are apart.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from mrl import pipeline
from mrl.metrics import measure
from mrl.model.assessment import Assessment
from mrl.model.snapshot import Snapshot
from mrl.scoring.again import score_again
from mrl.scoring.draws import DRAWS
from mrl.scoring.robustness import robustness
from mrl.scoring.routes import routes

RUBRIC = "market-readiness"


def timed(action: Callable[[], object], runs: int) -> list[float]:
    """Give the wall seconds of each run, in rising order."""
    action()
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)


def row(name: str, target: float, seconds: Sequence[float]) -> str:
    """Give a row of the table: smallest, median and largest time against the target, in milliseconds."""
    figures = (seconds[0], statistics.median(seconds), seconds[-1])
    return (
        f"| {name} | {' | '.join(f'{figure * 1000:.0f} ms' for figure in figures)} | {target * 1000:.0f} ms |"
    )


def measure_and_score(snapshot: Snapshot, scoring: pipeline.Scoring, scored: Assessment) -> Assessment:
    """Measure a snapshot and score what was measured, with the answers `scored` holds."""
    found = scored.model_copy(update={"evidence": measure(snapshot).evidence})
    return score_again(scoring.rubric.rubric, scoring.rubric.digest, found)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("--answers", type=Path, action="append", default=[])
    parser.add_argument("--runs", type=int, default=9)
    chosen = parser.parse_args()
    snapshot = pipeline.read_snapshot(chosen.snapshot)
    names = pipeline.rubric_names()
    scoring = pipeline.Scoring(rubric=pipeline.open_rubric(RUBRIC), answers=chosen.answers)
    rubric, assessment = scoring.rubric.rubric, pipeline.score(snapshot, scoring)
    actions: list[tuple[str, float, Callable[[], object]]] = [
        ("scoring, rubric loaded", 0.05, lambda: measure_and_score(snapshot, scoring, assessment)),
        (
            f"loading and checking {len(names)} rubrics",
            1.0,
            lambda: [pipeline.open_rubric(name) for name in names],
        ),
        (f"{DRAWS} draws", 0.3, lambda: robustness(rubric, assessment)),
        ("routes", 1.0, lambda: routes(rubric, assessment)),
    ]
    print("| what | min | median | max | target |\n| --- | --- | --- | --- | --- |")
    for name, target, action in actions:
        print(row(name, target, timed(action, chosen.runs)))


if __name__ == "__main__":
    main()
