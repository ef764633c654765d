"""Measure the worst inputs of every reader into docs/limits.json, from which docs/limits.md is made.

    python benchmarks/limits.py [number of seeds]

Every known input of each reader is read in a process of its own, and as many from seeds (2000 without a
number). It takes about ten minutes.
"""

import json
import platform
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.worst_readers import READERS, known_worst  # noqa: E402 - the path has to be there first
from support.worst_runs import Cost, costs  # noqa: E402

RESULT = ROOT / "docs" / "limits.json"
SEEDS = 2000


def worst(measured: Iterable[Cost]) -> dict[str, dict[str, object]]:
    """Find of each reader the slowest input and the largest one in memory, and count its inputs."""
    by_reader: dict[str, list[Cost]] = {}
    for cost in measured:
        if cost.is_too_much:
            print(cost, file=sys.stderr)
        by_reader.setdefault(cost.reader, []).append(cost)
    return {
        reader: {
            "inputs": len(of_reader),
            "slowest": shown(max(of_reader, key=lambda cost: cost.cpu)),
            "largest": shown(max(of_reader, key=lambda cost: cost.memory)),
        }
        for reader, of_reader in sorted(by_reader.items())
    }


def shown(cost: Cost) -> dict[str, object]:
    """Give one measured input as it is kept: seconds to two places, megabytes, its name or seed."""
    _, _, known = cost.asked.partition("\t")
    return {
        "input": known or f"seed {cost.asked}",
        "bytes": cost.bytes,
        "seconds": round(cost.cpu, 2),
        "megabytes": round(cost.memory / 1e6),
    }


def main() -> int:
    """Measure, write, and end with 1 where a bound does not hold."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    known = [f"{reader}\t{name}" for reader in READERS for name in known_worst(reader)]
    measured = list(costs([*known, *map(str, range(seeds))]))
    result = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "readers": worst(measured),
    }
    RESULT.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(any(cost.is_too_much for cost in measured))


if __name__ == "__main__":
    sys.exit(main())
