"""Times documents made from an assessment you name; prints a Markdown table.

    .venv/bin/mrl assess path/to/repository --out out
    .venv/bin/python benchmarks/documents.py out/assessment.json --runs 5

The single report is made in a process of its own, seconds counted after start-up (with everything
imported), memory with everything: the first one, and the one after it in the same process, for which
templates are compiled and libraries set up already. The portfolio is of PROJECTS assessments made by
varying the one that was named, every twelfth with an older one beside it; its figures are those of the
whole command.
"""

import argparse
import datetime as dt
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from mrl.files.writing import canonical_json
from mrl.model.assessment import Assessment, HeadlineResult, NodeResult
from mrl.pipeline import read_assessment

PROJECTS = 600
REPORT = """
import resource, sys, time
from pathlib import Path
import weasyprint
from mrl import pipeline
from mrl.rendering import render
assessment = pipeline.read_assessment(Path(sys.argv[1]))
for _ in range(int(sys.argv[3])):
    render(assessment, sys.argv[2], "en")
begun, worked = time.perf_counter(), time.process_time()
content = render(assessment, sys.argv[2], "en")
seconds, busy = time.perf_counter() - begun, time.process_time() - worked
print(seconds, busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(content))
"""


def varied(assessment: Assessment, number: int, days: int) -> Assessment:
    """Make another project of an assessment: other name, day, scores and outcomes of criteria."""
    lot = random.Random(number * 1000 + days)  # noqa: S311 - variety, not secrecy
    outcomes = [criterion.outcome for criterion in assessment.criteria]
    factor = lot.uniform(0.3, 1)
    return assessment.model_copy(
        update={
            "project": f"{assessment.project} {number:03}",
            "as_of": assessment.as_of - dt.timedelta(days=days),
            "headlines": tuple(_scaled_headline(each, factor) for each in assessment.headlines),
            "nodes": tuple(_scaled_node(each, factor * lot.uniform(0.7, 1)) for each in assessment.nodes),
            "criteria": tuple(
                each.model_copy(update={"outcome": lot.choice(outcomes)}) for each in assessment.criteria
            ),
        }
    )


def _scaled_headline(headline: HeadlineResult, factor: float) -> HeadlineResult:
    score = headline.score
    point = None if score.point is None else score.point * factor
    smaller = {"point": point, "lowest": score.lowest * factor, "highest": score.highest * factor}
    return headline.model_copy(update={"score": score.model_copy(update=smaller)})


def _scaled_node(node: NodeResult, factor: float) -> NodeResult:
    score = node.score
    point = None if score.point is None else score.point * factor
    smaller = {"point": point, "lowest": score.lowest * factor, "highest": score.highest * factor}
    return node.model_copy(update={"score": score.model_copy(update=smaller)})


def write_portfolio(assessment: Assessment, folder: Path) -> None:
    """Write PROJECTS assessments, every twelfth with one of a year before."""
    for number in range(PROJECTS):
        for days in (0, 365) if number % 12 == 0 else (number % 500,):
            path = folder / f"{number:03}-{days}.json"
            path.write_bytes(canonical_json(varied(assessment, number, days)))


def measured_report(path: Path, output_format: str, before: int) -> list[float]:
    """Give wall and processor seconds, peak megabytes and bytes of one report after `before` others."""
    command = [sys.executable, "-c", REPORT, str(path), output_format, str(before)]
    return [float(part) for part in subprocess.check_output(command, text=True).split()]


def measured_portfolio(folder: Path, out: Path, output_format: str) -> list[float]:
    """Give wall and processor seconds, peak megabytes of any run so far and bytes of `mrl portfolio`."""
    command = [sys.executable, "-m", "mrl.cli.main", "portfolio", str(folder), "--out", str(out), "--quiet"]
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, "--format", output_format], check=True)
    seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [seconds, busy, after.ru_maxrss / 1024, (out / f"portfolio.{output_format}").stat().st_size]


def row(name: str, target: str, runs: Sequence[Sequence[float]]) -> str:
    """Give a row of the table: seconds with their range, processor time, peak memory, size, target."""
    seconds = sorted(run[0] for run in runs)
    spread = f"{statistics.median(seconds):.1f} s | {seconds[0]:.1f} to {seconds[-1]:.1f}"
    busy = statistics.median(run[1] for run in runs)
    figures = f"{busy:.1f} s | {max(run[2] for run in runs):.0f} MB | {runs[-1][3] / 1000:.0f} kB"
    return f"| {name} | {spread} | {figures} | {target} |"


def main() -> None:
    """Print the table."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("assessment", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    print("| document | median | range | processor | peak memory | size | target |")
    print("| --- " * 7 + "|")
    for output_format, target in (("pdf", "2.5 s, 350 MB, 600 kB"), ("html", ""), ("csv", "")):
        for before, name in ((0, f"report, {output_format}"), (1, "the next one")):
            runs = [measured_report(chosen.assessment, output_format, before) for _ in range(chosen.runs)]
            print(row(name, target, runs))
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "assessments", Path(name) / "out"
        folder.mkdir()
        write_portfolio(read_assessment(chosen.assessment), folder)
        for output_format, target in (("pdf", "20 s, 700 MB"), ("html", "20 s, 700 MB")):
            runs = [measured_portfolio(folder, out, output_format) for _ in range(chosen.runs)]
            print(row(f"portfolio of {PROJECTS}, {output_format}", target, runs))


if __name__ == "__main__":
    main()
