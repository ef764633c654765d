"""Read a few small files of a tree as text, bounded, and say which of them could not be read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mrl.collectors.git.limits import LARGEST_BLOB, MOST_CONTENTS
from mrl.collectors.tree.files import ReadBlobs, TreeFile
from mrl.collectors.tree.kinds import CONTENT_KINDS
from mrl.collectors.tree.search import root_first
from mrl.model.base import Message, say
from mrl.model.facts import Gap

LARGEST_TEXT = 256 * 1024
"""Bytes read of one file: what lies beyond is not looked at."""

MOST_FILES = 200
"""Files read to answer one question, those nearest to the root first."""

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by path, and the reason for each file that could not be read."""

    by_path: Mapping[str, str]
    unread: Mapping[str, Message] = field(default_factory=dict)

    def of(self, files: Iterable[TreeFile]) -> dict[str, str]:
        """Give the texts of those of `files` that were read."""
        return {file.path: self.by_path[file.path] for file in files if file.path in self.by_path}

    def gaps(self, subject: str) -> list[Gap]:
        """Make a gap for each file that could not be read."""
        return [
            Gap(subject=f"{subject}: {path}", reason=reason) for path, reason in sorted(self.unread.items())
        ]


def read_texts(files: Iterable[TreeFile], read: ReadBlobs) -> Texts:
    """Read files as text in one go; documents and images are passed over, symbolic links not followed."""
    textual = [file for file in files if file.kind not in CONTENT_KINDS]
    wanted = {file.path: file for file in textual if file.is_regular}
    contents = read((file.oid for file in wanted.values()), LARGEST_TEXT) if wanted else {}
    texts = {
        path: decode(content)
        for path, file in wanted.items()
        if (content := contents.get(file.oid)) is not None
    }
    return Texts(texts, {file.path: _reason(file) for file in textual if file.path not in texts})


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
