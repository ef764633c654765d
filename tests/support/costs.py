"""What collecting the facts of a repository costs, in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mrl.model.snapshot import Snapshot

ROOT = Path(__file__).parent.parent.parent
_BETWEEN = """
import json, os, resource, subprocess, sys
done = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as told:
    json.dump([done.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss], told)
"""
_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Cost:
    """CPU seconds of `mrl` and every git it starts; megabytes of the largest of them; what was found."""

    seconds: float
    megabytes: float
    snapshot: Snapshot

    def reasons(self) -> dict[str, str]:
        """Return the reason of each gap by its subject."""
        return {gap.subject: gap.reason.in_english() for gap in self.snapshot.gaps}


def cost_of_collecting(path: Path, *options: str) -> Cost:
    """Collect the facts of a repository; AssertionError where that fails."""
    with tempfile.TemporaryDirectory() as folder:
        note, out = Path(folder) / "note.json", Path(folder) / "facts.json"
        command = ["collect", str(path), "--offline", "--quiet", "--out", str(out), *options]
        subprocess.run(
            [sys.executable, "-c", _BETWEEN, str(note), sys.executable, "-m", "mrl.cli.main", *command],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
        )
        status, seconds, memory = json.loads(note.read_text("ascii"))
        assert status == 0, f"mrl {' '.join(command)} ended with status {status}"
        return Cost(seconds, memory / _UNIT, Snapshot.model_validate_json(out.read_bytes()))
