"""License headers of source files, each distinct one classified once."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from mrl.collectors.license.comments import license_comments
from mrl.collectors.license.recognition import Recognition, recognise
from mrl.collectors.license.texts import license_words
from mrl.collectors.tree.files import Place, ReadBlobs, TreeFile
from mrl.files.limits import HEADER, HEADERS
from mrl.model.facts import HeaderCounts
from mrl.model.kinds import SOURCE_KINDS

_MOST_HEADERS = HEADERS.items or 0
"""A repository of ten thousand files has some dozens of different ones."""

FILES_AT_ONCE = HEADERS.size // HEADER.size
"""Contents read in one pass; what was read before is no longer in memory."""


@dataclass(slots=True)
class KindTally:
    """What the headers of one kind of file say so far."""

    licenses: Counter[str] = field(default_factory=Counter)
    without: int = 0
    headers: set[bytes] = field(default_factory=set)

    def counts(self) -> HeaderCounts:
        """Give the final counts."""
        return HeaderCounts(
            with_header=self.licenses.total(),
            without_header=self.without,
            by_license=dict(sorted(self.licenses.items())),
            distinct_headers=len(self.headers),
        )


@dataclass(slots=True)
class HeaderFindings:
    """The headers of a tree: own files by kind, vendored ones by license.

    `unread` counts the own files that could not be read by kind, `unread_vendored` the vendored ones.
    """

    kinds: dict[str, KindTally] = field(default_factory=lambda: defaultdict(KindTally))
    vendored: Counter[str] = field(default_factory=Counter)
    tagged: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    unread_vendored: int = 0

    def counts(self) -> dict[str, HeaderCounts] | None:
        """Give the counts of the kinds that were read whole; None where only others may say something."""
        whole = {kind: tally.counts() for kind, tally in sorted(self.kinds.items()) if not self.unread[kind]}
        says_something = any(counts.with_header for counts in whole.values())
        return whole if says_something or not self.unread else None


class HeaderReader:
    """Reads headers and remembers what each distinct one says."""

    def __init__(self) -> None:
        self._digest_of_comment: dict[bytes, bytes] = {}
        self._meaning: dict[bytes, Recognition] = {}
        self._room = HEADERS.parts or 0

    def read(self, content: bytes) -> tuple[Recognition, bytes] | None:
        """Give what the leading comments of a file say, and a digest that is the same for the same header.

        None for a new header, where as many different ones as are looked at have been seen.

        Years, copyright lines and layout do not make another header, nor does what stands beside a tag.
        """
        comment = license_comments(decode(content))[: HEADER.parts]
        key = _digest(comment)
        digest = self._digest_of_comment.get(key)
        if digest is None:
            if self._room < 0:
                # the counts are unknown already, and splitting a text into words takes as long as reading it
                return None
            digest = self._digest_of_comment[key] = _digest(" ".join(license_words(comment)))
        if digest not in self._meaning:
            self._room -= len(comment)
            if len(self._meaning) >= _MOST_HEADERS or self._room < 0:
                return None
            self._meaning[digest] = recognise(comment)
        meaning = self._meaning[digest]
        return meaning, _digest(meaning.spdx) if meaning.tagged and meaning.spdx else digest


def read_headers(files: Iterable[TreeFile], read: ReadBlobs) -> HeaderFindings:
    """Read the headers of all own and vendored source files.

    A file without any license statement, be it with a copyright line, is one without header; a
    file that cannot be read is neither with nor without.
    """
    findings, reader = HeaderFindings(), HeaderReader()
    for same, content in _contents(filter(_may_carry_header, files), read):
        found = reader.read(content) if content is not None else None
        for file in same:
            if found is None:
                _count_unread(findings, file)
            else:
                _count(findings, file, *found)
    return findings


def _count_unread(findings: HeaderFindings, file: TreeFile) -> None:
    if file.place is Place.VENDORED:
        findings.unread_vendored += 1
    else:
        findings.unread[file.kind] += 1


def decode(content: bytes) -> str:
    """Read bytes as UTF-8, or UTF-16 with its mark, or else as Latin-1; no content is an error."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        cut_short = error.reason == "unexpected end of data"
        return content.decode(errors="replace") if cut_short else content.decode("latin-1")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="replace")).digest()


def _may_carry_header(file: TreeFile) -> bool:
    return file.is_regular and file.kind in SOURCE_KINDS and file.place is not Place.GENERATED


def _contents(
    files: Iterable[TreeFile], read: ReadBlobs
) -> Iterator[tuple[Sequence[TreeFile], bytes | None]]:
    """Read every content once, and yield it with all the files that have it."""
    files_of: dict[str, list[TreeFile]] = {}
    for file in files:
        files_of.setdefault(file.oid, []).append(file)
    waiting = iter(files_of)
    while some := list(islice(waiting, FILES_AT_ONCE)):
        contents = read(some, HEADER.size)
        yield from ((files_of[oid], contents.get(oid)) for oid in some)


def _count(findings: HeaderFindings, file: TreeFile, meaning: Recognition, digest: bytes) -> None:
    if file.place is Place.VENDORED:
        if meaning.spdx:
            findings.vendored[meaning.spdx] += 1
        return
    tally = findings.kinds[file.kind]
    findings.tagged += meaning.tagged
    if meaning.spdx:
        tally.licenses[meaning.spdx] += 1
        tally.headers.add(digest)
    else:
        tally.without += 1
