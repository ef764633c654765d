"""Measures how the cost of `mrl collect` grows with a repository; prints a Markdown table.

    .venv/bin/python benchmarks/growth.py
    .venv/bin/python benchmarks/growth.py commits branches
    .venv/bin/python benchmarks/growth.py --clone <a bare clone> --as-of 2010-06-01 --as-of 2015-06-01

Each way to grow is measured at sizes over two decades, on repositories made for it. CPU seconds are
those of `mrl` and of every git it starts; memory is the largest of `mrl` and of any one git. The
exponent is the slope of what comes on top of an empty repository, between each size and the next: 1
is linear.
"""

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support import large_repositories as large  # noqa: E402 - found by the line above
from support.costs import cost_of_collecting  # noqa: E402

_LATE = ("--as-of", "2026-04-30")
"""After the last commit of every branch; otherwise those after the default one would not count."""
_LEAST = 0.1
"""CPU seconds on top of an empty repository below which a slope says nothing."""

Make = Callable[[Path, int], Path]


def _branches_and_commits(folder: Path, size: int) -> Path:
    return large.many_branches(folder, size, shared=20 * size)


GROWTH: dict[str, tuple[Make, Sequence[int]]] = {
    "commits": (large.many_commits, (3_000, 30_000, 300_000)),
    "authors": (large.many_authors, (1_000, 10_000, 100_000)),
    "tags": (large.many_tags, (1_000, 10_000, 100_000)),
    "branches": (large.many_branches, (1_000, 10_000, 100_000)),
    "branches and shared commits": (_branches_and_commits, (100, 1_000, 10_000)),
    "diamonds": (large.diamonds, (30, 1_000, 30_000)),
    "files": (large.many_files, (1_000, 10_000, 100_000)),
    "files of few objects": (lambda folder, size: large.unfolding_tree(folder, size, 3), (10, 30, 90)),
}


def slope(sizes: tuple[int, int], costs: tuple[float, float]) -> str:
    """Return the exponent between two sizes, a dash where the smaller cost is too small to tell."""
    if min(costs) < _LEAST:
        return "-"
    return f"{math.log(costs[1] / costs[0]) / math.log(sizes[1] / sizes[0]):.2f}"


def grow(name: str, folder: Path) -> None:
    """Print a row for each size of one way to grow."""
    make, sizes = GROWTH[name]
    base = cost_of_collecting(large.many_commits(folder / "small", 1), *_LATE).seconds
    last: tuple[int, float] | None = None
    for size in sizes:
        cost = cost_of_collecting(make(folder / str(size), size), *_LATE)
        added = cost.seconds - base
        files = size**3 if name == "files of few objects" else size
        exponent = "" if last is None else slope((last[0], files), (last[1], added))
        print(
            f"| {name} | {files:,} | {cost.seconds:.1f} s | {cost.megabytes:.0f} MB | {exponent} |",
            flush=True,
        )
        last = files, added


def main() -> None:
    """Measure what the command line names, all ways to grow by default."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("names", nargs="*", metavar="WAY", help=f"any of: {', '.join(GROWTH)}")
    parser.add_argument("--clone", type=Path, help="measure this repository as of days instead")
    parser.add_argument("--as-of", action="append", default=[], metavar="DAY")
    given = parser.parse_args()
    if unknown := [name for name in given.names if name not in GROWTH]:
        parser.error(f"not known: {', '.join(unknown)}; give any of: {', '.join(GROWTH)}")
    print("| what | size | CPU | memory | exponent |\n| --- | ---: | ---: | ---: | ---: |", flush=True)
    if given.clone:
        for day in ["", *given.as_of]:
            cost = cost_of_collecting(given.clone, *(["--as-of", day] if day else []))
            figures = f"{cost.seconds:.1f} s | {cost.megabytes:.0f} MB"
            print(f"| {given.clone.name} | {day or 'today'} | {figures} | |", flush=True)
        return
    for name in given.names or GROWTH:
        with tempfile.TemporaryDirectory() as folder:
            grow(name, Path(folder))


if __name__ == "__main__":
    main()
