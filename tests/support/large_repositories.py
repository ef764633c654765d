"""Repositories that are large in one way, each made by one `git fast-import` in seconds; bare."""

import hashlib
import shutil
import struct
import subprocess
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from support.repository_builder import git

_BEGINNING = 946_684_800
_DAY = 86_400


def _person(number: int = 0) -> bytes:
    return (
        b"Ada Miller <ada@city.example>"
        if not number
        else b"Ben %d Sample <ben%d@city.example>"
        % (
            number,
            number,
        )
    )


def _commit(
    ref: bytes, mark: int, *, parents: Iterable[int] = (), message: bytes = b"x", author: bytes = b""
) -> bytes:
    """Write a commit as fast-import reads it; `parents` are marks, days go by with the marks."""
    stamp = b" %d +0000\n" % (_BEGINNING + mark % 8000 * _DAY)
    first, *others = [*parents] or [0]
    lines = [
        b"commit %s\nmark :%d\n" % (ref, mark),
        b"author " + (author or _person()) + stamp,
        b"committer " + _person() + stamp,
        b"data %d\n%s\n" % (len(message), message),
        b"from :%d\n" % first if first else b"",
        *(b"merge :%d\n" % other for other in others),
    ]
    return b"".join(lines)


def _write(folder: Path, stream: Iterable[bytes], refs: Mapping[str, int] | None = None) -> Path:
    """Make a repository of what the stream says; `refs` are further ones and the marks they name."""
    folder.mkdir(parents=True)
    git("init", "--quiet", "--bare", "--initial-branch=main", folder=folder)
    marks = folder / "marks"
    with subprocess.Popen(
        ["git", "fast-import", "--quiet", "--done", f"--export-marks={marks}"],
        cwd=folder,
        stdin=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        for part in stream:
            process.stdin.write(part)
        process.stdin.write(b"done\n")
        process.stdin.close()
    assert process.returncode == 0
    oids = dict(line.split() for line in marks.read_text().splitlines())
    _pack_refs(folder, {name: oids[f":{mark}"] for name, mark in (refs or {}).items()})
    marks.unlink()
    return folder


def _pack_refs(folder: Path, further: Mapping[str, str]) -> None:
    """Write all refs, and further ones, into one file; git takes an hour for a hundred thousand."""
    lines = git("for-each-ref", "--format=%(refname) %(objectname)", folder=folder).decode().splitlines()
    named = dict(line.split(" ") for line in lines) | further
    text = "".join(f"{oid} {name}\n" for name, oid in sorted(named.items()))
    (folder / "packed-refs").write_text(f"# pack-refs with: sorted \n{text}")
    shutil.rmtree(folder / "refs")
    (folder / "refs").mkdir()


def _line(ref: bytes, first: int, count: int, parent: int = 0) -> Iterator[bytes]:
    for mark in range(first, first + count):
        yield _commit(ref, mark, parents=[mark - 1 if mark > first else parent])


def many_commits(folder: Path, count: int) -> Path:
    """One line of commits."""
    return _write(folder, _line(b"refs/heads/main", 1, count))


def many_authors(folder: Path, count: int) -> Path:
    """Each commit by somebody else."""
    stream = (
        _commit(b"refs/heads/main", mark, parents=[mark - 1], author=_person(mark))
        for mark in range(1, count + 1)
    )
    return _write(folder, stream)


def many_tags(folder: Path, count: int) -> Path:
    """A thousand commits and annotated tags that hold a version each."""
    _write(folder, _line(b"refs/heads/main", 1, 1000))
    commits = git("rev-list", "refs/heads/main", folder=folder).split()
    names = [f"v1.{number // 1000}.{number % 1000}" for number in range(count)]
    tags = (
        b"object %s\ntype commit\ntag %s\ntagger %s %d +0000\n\nx\n"
        % (commits[number % len(commits)], name.encode(), _person(), _BEGINNING + number)
        for number, name in enumerate(names)
    )
    oids = _pack_tags(folder, tags)
    _pack_refs(folder, {f"refs/tags/{name}": oid for name, oid in zip(names, oids, strict=True)})
    return folder


def _pack_tags(folder: Path, tags: Iterable[bytes]) -> list[str]:
    """Put tag objects into the repository in one pack, and return their ids; no file for each."""
    entries: dict[bytes, tuple[bytes, int]] = {}
    start = 12
    for content in tags:
        oid = hashlib.sha1(b"tag %d\0" % len(content) + content, usedforsecurity=False).digest()
        entry = _entry_header(4, len(content)) + zlib.compress(content)
        entries[oid] = entry, start
        start += len(entry)
    pack = b"PACK" + struct.pack(">II", 2, len(entries)) + b"".join(entry for entry, _ in entries.values())
    _write_pack(folder, pack + hashlib.sha1(pack, usedforsecurity=False).digest(), entries)
    return [oid.hex() for oid in entries]


def many_branches(folder: Path, count: int, shared: int = 1000) -> Path:
    """Let branches share a line off the default branch, each with a merge and a commit of its own."""

    last, refs = 10 + shared, dict[str, int]()

    def stream() -> Iterator[bytes]:
        yield from _line(b"refs/heads/main", 1, 10)
        yield from _line(b"refs/heads/develop", 11, shared, parent=5)
        for number in range(count):
            mark = last + 1 + 2 * number
            yield _commit(b"refs/heads/other", mark, parents=[last, 7])
            yield _commit(b"refs/heads/other", mark + 1, parents=[mark])
            refs[f"refs/heads/release/{number}.x"] = refs[f"refs/tags/v{number}.0"] = mark + 1

    return _write(folder, stream(), refs)


def diamonds(folder: Path, count: int) -> Path:
    """Chain merges of two lines of one commit off the default branch."""

    def stream() -> Iterator[bytes]:
        yield from _line(b"refs/heads/main", 1, 3)
        last = 2
        for mark in range(4, 4 + 3 * count, 3):
            yield _commit(b"refs/heads/release/1.x", mark, parents=[last])
            yield _commit(b"refs/heads/left", mark + 1, parents=[last])
            yield _commit(b"refs/heads/release/1.x", mark + 2, parents=[mark, mark + 1])
            last = mark + 2

    return _write(folder, stream())


def many_files(folder: Path, count: int) -> Path:
    """One commit with files that all differ, a hundred in a folder."""

    def stream() -> Iterator[bytes]:
        yield _commit(b"refs/heads/main", 1)
        for number in range(count):
            content = b"// Copyright %d Ada Miller\nclass A%d {}\n" % (number, number)
            path = b"src/p%d/q%d/A%d.java" % (number // 10_000, number // 100 % 100, number)
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path, len(content), content)

    return _write(folder, stream())


def unfolding_tree(folder: Path, width: int, depth: int) -> Path:
    """Let few objects unfold to `width` to the power of `depth` files."""
    folder.mkdir(parents=True)
    git("init", "--quiet", "--bare", "--initial-branch=main", folder=folder)
    oid = git("hash-object", "-w", "--stdin", folder=folder, stdin=b"class A {}\n").strip()
    lines = b"".join(b"100644 blob %s\tA%d.java\n" % (oid, number) for number in range(width))
    for _ in range(depth):
        tree = git("mktree", folder=folder, stdin=lines).strip()
        lines = b"".join(b"040000 tree %s\td%d\n" % (tree, number) for number in range(width))
    commit = b"tree %s\nauthor %s 1704888000 +0000\ncommitter %s 1704888000 +0000\n\nx\n" % (
        tree,
        _person(),
        _person(),
    )
    oid = git("hash-object", "-w", "-t", "commit", "--stdin", folder=folder, stdin=commit).strip()
    git("update-ref", "refs/heads/main", oid.decode(), folder=folder)
    return folder


def heavy_messages(folder: Path, count: int, size: int) -> Path:
    """Commits and annotated tags with messages of `size` bytes, which shrink to nothing on disk."""

    def stream() -> Iterator[bytes]:
        message = b"word " * (size // 5)
        for mark in range(1, count + 1):
            yield _commit(b"refs/heads/main", mark, parents=[mark - 1], message=message)
            yield b"tag v1.%d\nfrom :%d\ntagger %s %d +0000\ndata %d\n%s\n" % (
                mark,
                mark,
                _person(),
                _BEGINNING + mark * _DAY,
                len(message),
                message,
            )

    return _write(folder, stream())


def heavy_contents(folder: Path) -> Path:
    """A license of 500 MB, and a README of a few bytes that is a delta against a blob of 5 GB."""
    folder.mkdir(parents=True)
    git("init", "--quiet", "--bare", "--initial-branch=main", folder=folder)
    license_file = _loose_spaces(folder, 500 << 20)
    base, readme = _packed_delta(folder, 5 << 30)
    source = git("hash-object", "-w", "--stdin", folder=folder, stdin=b"class A {}\n").strip().decode()
    named = {"A.java": source, "LICENSE": license_file, "README.md": readme, "data.bin": base}
    lines = "".join(f"100644 blob {oid}\t{name}\n" for name, oid in named.items())
    tree = git("mktree", folder=folder, stdin=lines.encode()).strip()
    about = b"%s 1704888000 +0000\n" % _person()
    commit = b"tree %s\nauthor %scommitter %s\nx\n" % (tree, about, about)
    oid = git("hash-object", "-w", "-t", "commit", "--stdin", folder=folder, stdin=commit).strip()
    git("update-ref", "refs/heads/main", oid.decode(), folder=folder)
    return folder


def _loose_spaces(folder: Path, size: int) -> str:
    """Put a blob of so many spaces into the repository, as a loose object; return its id."""
    header = b"blob %d\0" % size
    digest, packer = hashlib.sha1(header, usedforsecurity=False), zlib.compressobj(1)
    parts = [packer.compress(header)]
    for piece in _spaces(size):
        digest.update(piece)
        parts.append(packer.compress(piece))
    oid = digest.hexdigest()
    place = folder / "objects" / oid[:2] / oid[2:]
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"".join([*parts, packer.flush()]))
    return oid


def _spaces(size: int) -> Iterator[bytes]:
    piece = b" " * (1 << 20)
    for start in range(0, size, len(piece)):
        yield piece[: size - start]


def _packed_delta(folder: Path, size: int) -> tuple[str, str]:
    """Pack a blob of so many spaces and a delta that copies the first 100 of it; return both ids."""
    digest, packer = hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False), zlib.compressobj(1)
    parts = [_entry_header(3, size)]
    for piece in _spaces(size):
        digest.update(piece)
        parts.append(packer.compress(piece))
    whole = b"".join([*parts, packer.flush()])
    content = b" " * 100
    small = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
    delta = _number(size) + _number(len(content)) + b"\x90" + bytes([len(content)])
    entry = _entry_header(7, len(delta)) + digest.digest() + zlib.compress(delta)
    entries = {digest.digest(): (whole, 12), small.digest(): (entry, 12 + len(whole))}
    pack = b"PACK" + struct.pack(">II", 2, 2) + whole + entry
    _write_pack(folder, pack + hashlib.sha1(pack, usedforsecurity=False).digest(), entries)
    return digest.hexdigest(), small.hexdigest()


def _write_pack(folder: Path, pack: bytes, entries: Mapping[bytes, tuple[bytes, int]]) -> None:
    """Write a pack and its index; `entries` are the packed objects and where they begin, by id."""
    ids = sorted(entries)
    index = b"\xfftOc" + struct.pack(">I", 2)
    firsts = [oid[0] for oid in ids]
    index += b"".join(struct.pack(">I", bisect_right(firsts, first)) for first in range(256))
    index += b"".join(ids)
    index += b"".join(struct.pack(">I", zlib.crc32(entries[oid][0])) for oid in ids)
    index += b"".join(struct.pack(">I", entries[oid][1]) for oid in ids)
    index += pack[-20:]
    index += hashlib.sha1(index, usedforsecurity=False).digest()
    for ending, data in (("pack", pack), ("idx", index)):
        (folder / "objects" / "pack" / f"pack-{pack[-20:].hex()}.{ending}").write_bytes(data)


def _number(value: int) -> bytes:
    """Write a size as deltas do: seven bits a byte, the lowest first."""
    digits = []
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*digits, value])


def _entry_header(kind: int, size: int) -> bytes:
    first = kind << 4 | size & 0xF
    return bytes([first | 0x80]) + _number(size >> 4) if size > 0xF else bytes([first])
