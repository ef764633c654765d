"""The output of a program as a stream of records, of which no more than one is in memory."""

from collections.abc import Iterator
from typing import IO

from mrl.model.base import say

_CHUNK = 1 << 20


def records(stream: IO[bytes], end: bytes, longest: int) -> Iterator[bytes]:
    """Yield what stands before each `end` (one byte), of a record longer than `longest` its beginning.

    One byte more than `longest` tells that it goes on. EOFError where the last one has no end.
    """
    begun = b""
    while chunk := stream.read(_CHUNK):
        first, *others = chunk.split(end)
        if len(begun) <= longest:
            begun += first[: longest + 1]
        for other in others:
            yield begun[: longest + 1]
            begun = other
    if begun:
        raise EOFError(say("the output breaks off"))
