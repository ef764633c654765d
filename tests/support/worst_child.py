"""Reads inputs one by one, each in a process of its own with bounded memory and time.

Started by `worst_runs`. A line of standard input is the number of a seed, or the name of a reader, a tab and
the name of a known input; a line of JSON answers it.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]

from support.worst_grammars import GRAMMARS  # noqa: E402 - the path has to be there first
from support.worst_inputs import made  # noqa: E402
from support.worst_readers import READERS, known_worst  # noqa: E402

ADDRESS_SPACE = 1_000_000_000
CPU_SECONDS = 30


def _input(line: str) -> tuple[str, bytes]:
    reader, tab, name = line.partition("\t")
    return (reader, known_worst(reader)[name]()) if tab else made(GRAMMARS, int(line))


def _read(reader: str, content: bytes, answer: int) -> None:
    """Read in the child process and tell over the pipe how it ended and what CPU it took."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    began = time.process_time()
    try:
        READERS[reader](content)
        escaped = ""
    except BaseException as error:  # noqa: BLE001 - whatever gets out is what is looked for
        escaped = f"{type(error).__name__}: {str(error)[:200]}"
    os.write(answer, json.dumps([escaped, time.process_time() - began]).encode())


def _measured(reader: str, content: bytes) -> dict[str, object]:
    source, sink = os.pipe()
    child = os.fork()
    if not child:
        os.close(source)
        try:
            _read(reader, content, sink)
        finally:
            os._exit(0)
    os.close(sink)
    with os.fdopen(source, "rb") as pipe:
        told = pipe.read()
    _, status, usage = os.wait4(child, 0)
    escaped, cpu = json.loads(told) if told else (f"ended by {status}", usage.ru_utime + usage.ru_stime)
    scale = 1 if sys.platform == "darwin" else 1024
    memory = usage.ru_maxrss * scale
    return {"reader": reader, "bytes": len(content), "escaped": escaped, "cpu": cpu, "memory": memory}


def _warm() -> None:
    """Load what every reader loads once, so that it is not counted with each input."""
    for reader, read in READERS.items():
        read(GRAMMARS[reader].samples[0])


def answers(lines: Iterator[str]) -> Iterator[str]:
    """Answer each line with what its input cost."""
    _warm()
    for line in lines:
        asked = line.rstrip("\n")
        yield json.dumps({"asked": asked, **_measured(*_input(asked))})


if __name__ == "__main__":
    for told in answers(iter(sys.stdin)):
        print(told, flush=True)  # noqa: T201 - this is how it answers
