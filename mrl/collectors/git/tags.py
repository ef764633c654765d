"""Tags with what their objects say: when, annotated or not, signed or not (never verified)."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mrl.collectors.git.commits import EARLIEST
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore, Ref
from mrl.model.base import say

_PREFIX = "refs/tags/"
_MOMENT = re.compile(rb"^(?:tagger|committer) .*> (\d{1,11}) [-+]\d{4}$", re.MULTILINE)
_SIGNATURE = re.compile(rb"^-----BEGIN (?:PGP SIGNATURE|SSH SIGNATURE|SIGNED MESSAGE)-----$", re.MULTILINE)
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


def _tag(ref: Ref, objects: Mapping[str, bytes]) -> Tag:
    content = objects.get(ref.oid, b"")
    if ref.commit is None and b"\ntype commit\n" in content.partition(b"\n\n")[0]:
        raise GitError(["cat-file"], None, say("the commit of the tag {name} cannot be read", name=ref.name))
    commit = objects[ref.commit] if ref.commit else b""
    return Tag(
        name=ref.name.removeprefix(_PREFIX),
        commit=ref.commit,
        time=_moment(content) or _moment(commit),
        annotated=ref.kind == "tag",
        signed=ref.kind == "tag" and bool(_SIGNATURE.search(content)),
    )


def _moment(content: bytes) -> dt.datetime | None:
    """Find the tagger's or committer's time in the header of an object; None where there is none."""
    match = _MOMENT.search(content.partition(b"\n\n")[0])
    seconds = int(match[1]) if match else 0
    return _BEGINNING + dt.timedelta(seconds=seconds) if seconds >= EARLIEST else None


def _read_objects(git: GitStore, oids: Iterable[str]) -> dict[str, bytes]:
    """Read whole tag and commit objects with one command; GitError where one is missing."""
    wanted = sorted(oids)
    questions = "".join(f"{oid}\n" for oid in wanted).encode()
    output = git.git("cat-file", "--batch", "--buffer", stdin=questions) if wanted else b""
    found, position = {}, 0
    for oid in wanted:
        start = output.find(b"\n", position) + 1
        kind, _, size = output[position : start - 1].partition(b" ")[2].partition(b" ")
        if kind not in {b"tag", b"commit"}:
            raise GitError(["cat-file"], None, say("object {name} cannot be read", name=oid))
        position = start + int(size) + 1
        found[oid] = output[start : position - 1]
    return found
