"""Trees made up for a test: paths with their contents, and a reader that hands the contents out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha1

from mrl.collectors.tree import ReadBlobs, TreeFile, classify

Content = str | bytes | None


@dataclass(frozen=True, slots=True)
class Entry:
    mode: str
    oid: str
    path: str


def entry(path: str, mode: str = "100644") -> Entry:
    return Entry(mode, sha1(path.encode("utf-8", "replace"), usedforsecurity=False).hexdigest(), path)


def tree_of(contents: Mapping[str, Content]) -> tuple[tuple[TreeFile, ...], ReadBlobs]:
    """Give the classified files and their reader; content None is an object that is missing."""
    entries = [entry(path) for path in contents]
    blobs = {one.oid: _bytes(contents[one.path]) for one in entries}

    def read(oids: Iterable[str], limit: int) -> dict[str, bytes | None]:
        return {oid: None if (blob := blobs[oid]) is None else blob[:limit] for oid in oids}

    return classify(entries), read


def _bytes(content: Content) -> bytes | None:
    return content.encode() if isinstance(content, str) else content
