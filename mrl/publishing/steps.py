"""Steps that are the same on every forge."""

from collections.abc import Iterator
from dataclasses import dataclass

from mrl.model.base import Message, say
from mrl.publishing.files import ReleaseFile
from mrl.publishing.notes import holds_block, with_block
from mrl.publishing.problems import AttachError


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Send a file, and check what arrived."""

    file: ReleaseFile

    @property
    def words(self) -> Message:
        """Say what it does."""
        size = str(len(self.file.content))
        return say("upload {name} ({bytes} bytes) and check it", name=self.file.stored, bytes=size)


@dataclass(frozen=True, kw_only=True)
class WriteNotes:
    """Put the summary into the notes, as they then are."""

    block: str

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("write the summary into the notes of the release")


def notes_to_write(text: str, block: str, longest: int, too_long: Message) -> Iterator[WriteNotes]:
    """Give the step that notes still need for their block, if any.

    `too_long` says that a forge takes no more than `longest` characters. Raises `AttachError`.
    """
    if len(with_block(text, block)) > longest:
        raise AttachError(
            too_long, say("shorten them, or leave them alone with --notes skip; nothing was changed")
        )
    if not holds_block(text, block):
        yield WriteNotes(block=block)
