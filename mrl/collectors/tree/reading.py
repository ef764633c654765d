"""Read a few small files of a tree as text, bounded, and say which of them could not be read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mrl.collectors.git.limits import LARGEST_BLOB, MOST_CONTENTS
from mrl.collectors.tree.files import ReadBlobs, TreeFile
from mrl.collectors.tree.kinds import CONTENT_KINDS
from mrl.collectors.tree.search import root_first
from mrl.files.limits import MANIFEST, MB
from mrl.model.base import Message, say
from mrl.model.facts import Gap

LARGEST_TEXT = MANIFEST
"""Bytes read of one file: what lies beyond is not looked at."""

FILES_AT_ONCE = 64
"""Files asked for together: at most 16 MB of contents are in memory before they are counted."""

MOST_FILES = 200
"""Files read to answer one question, those nearest to the root first."""

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by path, and the reason for each file that could not be read."""

    by_path: Mapping[str, str]
    unread: Mapping[str, Message] = field(default_factory=dict)
    beyond: Sequence[str] = ()
    """Those of the unread ones that were left because enough had been read; one gap tells of them all."""
    cut: frozenset[str] = frozenset()
    """Those of which no more than the beginning was read."""

    def of(self, files: Iterable[TreeFile]) -> dict[str, str]:
        """Give the texts of those of `files` that were read."""
        return {file.path: self.by_path[file.path] for file in files if file.path in self.by_path}

    def gaps(self, subject: str) -> list[Gap]:
        """Make a gap for each file that could not be read, and one for all that were left."""
        left = set(self.beyond[1:])
        return [
            Gap(subject=f"{subject}: {path}", reason=reason)
            for path, reason in sorted(self.unread.items())
            if path not in left
        ]


def read_texts(files: Iterable[TreeFile], read: ReadBlobs, most: int) -> Texts:
    """Read files as text, those nearest to the root first, until there are `most` bytes of them.

    Documents and images are passed over, symbolic links not followed.
    """
    textual = {file.path: file for file in files if file.kind not in CONTENT_KINDS}
    wanted = root_first(file for file in textual.values() if file.is_regular)
    contents, beyond = _contents(wanted, read, most)
    texts = {path: decode(content) for path, content in contents.items()}
    unread = {path: _reason(file) for path, file in textual.items() if path not in texts}
    left = say(
        "files of its kind hold more than {megabytes} MB; not read, as farthest from the root: {count}",
        megabytes=f"{most / MB:g}",
        count=len(beyond),
    )
    cut = frozenset(path for path, content in contents.items() if len(content) >= LARGEST_TEXT)
    return Texts(texts, unread | dict.fromkeys(beyond, left), beyond, cut)


def _contents(
    files: Sequence[TreeFile], read: ReadBlobs, most: int
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Give the contents by path, and the paths that are left once there are `most` bytes."""
    found: dict[str, bytes] = {}
    size = 0
    for position, file in enumerate(files):
        if position % FILES_AT_ONCE == 0:
            some = read((each.oid for each in files[position : position + FILES_AT_ONCE]), LARGEST_TEXT)
        content = some.get(file.oid)
        size += len(content or b"")
        if size > most:
            return found, tuple(each.path for each in files[position:])
        if content is not None:
            found[file.path] = content
    return found, ()


def _reason(file: TreeFile) -> Message:
    if file.is_regular:
        return say(
            "the content of the file is missing, damaged, larger than {size} MB, or too much beside others"
            " ({total} MB)",
            size=LARGEST_BLOB >> 20,
            total=MOST_CONTENTS >> 20,
        )
    return say("symbolic links are not followed")


def nearest(files: Iterable[TreeFile]) -> list[TreeFile]:
    """Give the files nearest to the root, no more than are read for one question."""
    return root_first(files)[:MOST_FILES]


def beyond_count(subject: str, files: Iterable[TreeFile]) -> dict[str, Gap]:
    """Make the gap for those files that `nearest` leaves, by the path of the first of them."""
    left = root_first(files)[MOST_FILES:]
    reason = say(
        "more than {most} files of its kind; not read, as farthest from the root: {count}",
        most=MOST_FILES,
        count=len(left),
    )
    return {left[0].path: Gap(subject=f"{subject}: {left[0].path}", reason=reason)} if left else {}


def decode(content: bytes) -> str:
    """Decode text by its byte order mark, else as UTF-8, else as Latin-1, which accepts every byte."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        # a character cut in two at the size limit is no sign of another encoding
        cut_at_end = len(content) >= LARGEST_TEXT and error.start > len(content) - 4
        return content.decode("utf-8", "ignore") if cut_at_end else content.decode("latin-1")


def without_xml_comments(text: str) -> str:
    """Leave out `<!-- -->` comments, in one pass; an unclosed one reaches to the end."""
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def without_hash_comments(text: str) -> str:
    """Leave out the lines that are comments in YAML, TOML, properties and shell."""
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
