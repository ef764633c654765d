import io

import pytest

from mrl.collectors.git import records as module
from mrl.collectors.git.records import records


@pytest.mark.parametrize("chunk", [1, 2, 3, 1000])
def test_records_are_the_same_however_they_arrive(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", chunk)
    stream = io.BytesIO(b"one\0\0three\0fourteen\0")
    assert list(records(stream, b"\0", 5)) == [b"one", b"", b"three", b"fourte"]


def test_a_record_without_its_end_is_an_error() -> None:
    with pytest.raises(EOFError, match="breaks off"):
        list(records(io.BytesIO(b"one\ntw"), b"\n", 5))


def test_of_an_endless_record_only_the_beginning_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 1000)
    stream = io.BytesIO(b"x" * 1_000_000 + b"\nnext\n")
    assert [len(record) for record in records(stream, b"\n", 10)] == [11, 4]
