import os
import resource
import signal

import pytest

from mrl.errors import OutputError
from mrl.files.appending import append_to


def test_content_is_added_behind_what_is_there(tmp_path):
    path = tmp_path / "new" / "summary.md"
    append_to(path, b"one\n")
    append_to(path, b"two\n")
    assert path.read_bytes() == b"one\n\ntwo\n"


@pytest.mark.parametrize("place", ["", "file/inside"])
def test_what_cannot_be_written_is_said(tmp_path, place):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="cannot write"):
        append_to(tmp_path / place, b"x")


def test_a_pipe_that_nobody_reads_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="cannot write"):
        append_to(tmp_path / "pipe", b"x")


def test_half_of_it_is_taken_back(tmp_path):
    path = tmp_path / "summary.md"
    path.write_bytes(b"kept\n")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OutputError, match="cannot write"):
            append_to(path, b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert path.read_bytes() == b"kept\n"
