"""What reading the worst inputs costs, each measured in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

CHILD = Path(__file__).with_name("worst_child.py")

MOST_CPU = 5.0
MOST_MEMORY = 400_000_000


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one input cost: CPU seconds, the most memory in bytes, the exception that got out (or nothing)."""

    asked: str
    reader: str
    bytes: int
    escaped: str
    cpu: float
    memory: int

    @property
    def is_too_much(self) -> bool:
        """Whether a bound does not hold."""
        return bool(self.escaped) or self.cpu >= MOST_CPU or self.memory >= MOST_MEMORY

    def __str__(self) -> str:
        ended = self.escaped or "read"
        return f"{self.reader}, {self.asked!r}: {self.cpu:.2f} s, {self.memory / 1e6:.0f} MB, {ended}"


def costs(asked: Iterable[str]) -> Iterator[Cost]:
    """Measure inputs: numbers of seeds, or reader, tab and name of a known one."""
    with subprocess.Popen(
        [sys.executable, str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("the child has no pipes")
        feeder = Thread(target=_feed, args=(list(asked), child.stdin), daemon=True)
        feeder.start()
        for line in child.stdout:
            yield Cost(**json.loads(line))
        feeder.join()
    if child.returncode:
        raise RuntimeError(f"the child ended with {child.returncode}")


def _feed(asked: Iterable[str], sink: IO[str]) -> None:
    with sink:
        sink.writelines(f"{each}\n" for each in asked)
