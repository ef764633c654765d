"""Documents that are small and unpack to very much, are deep or endless: they are refused, in bounds."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from support.bombs import BUILT, ELSEWHERE, bomb

from mrl.cli.verify import NOT_CONSISTENT, UNREADABLE

TOO_MUCH = {
    *("a stream of 60 MB", "a stream of 1 GB", "streams of 225 MB"),
    *("300,000 objects", "3 million values", "values 400 deep", "drawings in drawings"),
}
MEMORY = 1_500_000_000
SECONDS = 120


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


@pytest.mark.integration
@pytest.mark.parametrize("name", [*BUILT, *ELSEWHERE])
def test_bomb_is_refused_within_bounds(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(bomb(name))
    command = [sys.executable, "-c", "from mrl.cli.start import start; start()", "verify", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=bounded)
    assert done.returncode == (UNREADABLE if name in TOO_MUCH else NOT_CONSISTENT), done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    if name in TOO_MUCH:
        assert "cannot be read: " in done.stderr
