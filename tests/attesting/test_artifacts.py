"""Hashing files that may be large, missing, strange or on the move."""

import hashlib
import os

import pytest

from mrl.attesting.artifacts import check_unchanged, hash_file
from mrl.errors import InputError


def test_the_digest_is_that_of_sha256sum(tmp_path):
    (tmp_path / "empty").touch()
    assert hash_file(tmp_path / "empty").sha256 == hashlib.sha256(b"").hexdigest()


def test_a_large_file_is_read_piece_by_piece(tmp_path, monkeypatch):
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    pieces = []
    hash_of = hashlib.sha256

    class Watched:
        def __init__(self):
            self.inner = hash_of()

        def update(self, piece):
            pieces.append(len(piece))
            self.inner.update(piece)

        def hexdigest(self):
            return self.inner.hexdigest()

    monkeypatch.setattr(hashlib, "sha256", Watched)
    assert hash_file(path).sha256 == hash_of(bytes(50_000_000)).hexdigest()
    assert max(pieces) <= 1 << 20
    assert sum(pieces) == 50_000_000


@pytest.mark.parametrize("how", ["missing", "folder", "pipe", "nul"])
def test_what_is_no_file_is_refused_at_once(tmp_path, how):
    path = tmp_path / ("a\0b" if how == "nul" else "x")
    if how == "folder":
        path.mkdir()
    if how == "pipe":
        os.mkfifo(path)
    said = {"folder": "this is a folder", "pipe": "this is not a regular file"}.get(how, "no such file")
    with pytest.raises(InputError, match=said):
        hash_file(path)


@pytest.mark.parametrize("how", ["longer", "replaced", "gone"])
def test_a_file_that_changes_afterwards_is_refused(tmp_path, how):
    path = tmp_path / "x"
    path.write_bytes(b"one")
    artifact = hash_file(path)
    check_unchanged([artifact])
    if how == "gone":
        path.unlink()
    elif how == "replaced":
        (tmp_path / "y").write_bytes(b"two")
        (tmp_path / "y").replace(path)
    else:
        path.write_bytes(b"longer")
    with pytest.raises(InputError, match="x: the file changed or went away while the statement was made"):
        check_unchanged([artifact])


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "log"
    path.write_bytes(b"begun")
    fstat, calls = os.fstat, []

    def growing(descriptor):
        calls.append(descriptor)
        if len(calls) > 1:
            path.write_bytes(b"begun, and more")
        return fstat(descriptor)

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(InputError, match="changed or went away"):
        hash_file(path)
