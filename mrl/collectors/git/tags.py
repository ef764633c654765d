"""Tags with what their objects say: when, annotated or not, signed or not (never verified)."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from mrl.collectors.git.commits import EARLIEST
from mrl.collectors.git.limits import LONGEST_TAG_HEADER, MOST_TAG_BYTES
from mrl.collectors.git.runner import BeyondLimitError, GitError
from mrl.collectors.git.store import GitStore, Ref
from mrl.model.base import say

_PREFIX = "refs/tags/"
_MOMENT = re.compile(rb"^(?:tagger|committer) .*> (\d{1,11}) [-+]\d{4}$", re.MULTILINE)
_SIGNATURE = re.compile(rb"^-----BEGIN (?:PGP SIGNATURE|SSH SIGNATURE|SIGNED MESSAGE)-----$", re.MULTILINE)
_OVERLAP = 64
"""Bytes that two pieces of an object share; no line that begins a signature is longer."""
_LONGEST_ANSWER = 200
_BEGINNING = dt.datetime.fromtimestamp(0, dt.UTC)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag; `time` is when it was made (annotated) or its commit's time (lightweight).

    `time` is None where neither says one to believe, `commit` for a tag of something else (a file,
    a tree).
    """

    name: str
    commit: str | None
    time: dt.datetime | None
    annotated: bool
    signed: bool


def read_tags(git: GitStore, refs: Iterable[Ref]) -> tuple[Tag, ...]:
    """Read all tags, in the order of `refs`; GitError where one cannot be read."""
    wanted = [ref for ref in refs if ref.name.startswith(_PREFIX)]
    broken = [ref.name for ref in wanted if ref.kind is None]
    if broken:
        raise GitError(["cat-file"], None, say("the tag {name} cannot be read", name=broken[0]))
    tags = {ref.oid for ref in wanted if ref.kind == "tag"}
    objects = _read_objects(git, tags | {ref.commit for ref in wanted if ref.commit})
    return tuple(_tag(ref, objects) for ref in wanted)


@dataclass(frozen=True, slots=True)
class _Content:
    """What is kept of a tag or commit object: its header, and whether a signature stands in it."""

    header: bytes = b""
    signed: bool = False


_NOTHING = _Content()


def _tag(ref: Ref, objects: Mapping[str, _Content]) -> Tag:
    content = objects.get(ref.oid, _NOTHING) if ref.kind == "tag" else _NOTHING
    if ref.commit is None and b"\ntype commit\n" in content.header:
        raise GitError(["cat-file"], None, say("the commit of the tag {name} cannot be read", name=ref.name))
    commit = objects[ref.commit] if ref.commit else _NOTHING
    return Tag(
        name=ref.name.removeprefix(_PREFIX),
        commit=ref.commit,
        time=_moment(content.header) or _moment(commit.header),
        annotated=ref.kind == "tag",
        signed=content.signed,
    )


def _moment(header: bytes) -> dt.datetime | None:
    """Find the tagger's or committer's time in the header of an object; None where there is none."""
    match = _MOMENT.search(header)
    seconds = int(match[1]) if match else 0
    return _BEGINNING + dt.timedelta(seconds=seconds) if seconds >= EARLIEST else None


def _read_objects(git: GitStore, oids: Iterable[str]) -> dict[str, _Content]:
    """Look through tag and commit objects with one command; GitError where one is missing."""
    wanted = sorted(oids)
    if not wanted:
        return {}
    questions = "".join(f"{oid}\n" for oid in wanted).encode()
    return git.read(_Reader(wanted).read, "cat-file", "--batch", "--buffer", stdin=questions)


class _Reader:
    """Takes the output of `cat-file --batch` apart, of which at most a piece is in memory."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._wanted = wanted
        self._room = MOST_TAG_BYTES

    def read(self, stdout: IO[bytes]) -> dict[str, _Content]:
        """Read the objects in the order they were asked for."""
        return {oid: self._one(oid, stdout) for oid in self._wanted}

    def _one(self, oid: str, stdout: IO[bytes]) -> _Content:
        _, kind, size = (stdout.readline(_LONGEST_ANSWER).split() + [b""] * 3)[:3]
        if kind not in {b"tag", b"commit"} or not size.isdigit():
            raise EOFError(say("object {name} cannot be read", name=oid))
        self._room -= int(size)
        if self._room < 0:
            raise BeyondLimitError(say("more than {count} bytes of tags and commits", count=MOST_TAG_BYTES))
        return self._content(oid, int(size), stdout)

    def _content(self, oid: str, size: int, stdout: IO[bytes]) -> _Content:
        """Read an object piece by piece; the pieces overlap, so that no line is cut in two."""
        begun = piece = stdout.read(min(size, LONGEST_TAG_HEADER))
        signed, left = bool(_SIGNATURE.search(piece)), size - len(piece)
        while left and len(piece) > _OVERLAP:
            last = piece[-_OVERLAP:]
            piece = last + stdout.read(min(left, LONGEST_TAG_HEADER))
            left -= len(piece) - _OVERLAP
            signed = signed or bool(_SIGNATURE.search(piece, 1))
        if left or stdout.read(1) != b"\n":
            raise EOFError(say("object {name} breaks off", name=oid))
        header, end, _ = begun.partition(b"\n\n")
        if size > len(begun) and not end and not _MOMENT.search(begun):
            raise BeyondLimitError(
                say(
                    "object {name} has a header of more than {count} bytes",
                    name=oid,
                    count=LONGEST_TAG_HEADER,
                )
            )
        return _Content(header, signed)
