"""The whole history of a shallow clone, put together without acting on the clone or writing into it.

CI fetches the newest commits alone. `git fetch --unshallow` would follow the configuration of that clone,
which anything that ran before may have written, and change it. Here the rest comes into a clone of our own,
from an address that a person or the CI names, and a third repository shows the objects of both.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mrl.collectors.git.layout import find_layout, head_line
from mrl.collectors.git.runner import CommandCounter, run_git
from mrl.collectors.git.store import GitStore, Ref
from mrl.errors import TargetError
from mrl.model.base import say

MOST_ENDS = 10_000
"""Commits at which a clone may be cut off; one made by CI has one or a few."""

_LONGEST_LIST = MOST_ENDS * 65
_OID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SHA256_LENGTH = 64
_NULL_ID = re.compile("0+")
_REPLACED = re.compile(rb"\\x([0-9a-f]{2})")
"""A byte of a name that was not UTF-8; the names of refs never hold a backslash of their own."""


def is_shallow(path: Path, counter: CommandCounter | None) -> bool:
    """Whether the history of a local repository was cut off when it was fetched."""
    with GitStore(path, counter=counter) as local:
        return local.is_shallow


@contextmanager
def completed(
    path: Path,
    clone: Path,
    *,
    fetch: Callable[[Iterable[str]], None],
    counter: CommandCounter | None,
) -> Iterator[Path]:
    """Yield a repository with HEAD and objects of the shallow clone at `path` and all history of `clone`.

    `fetch` brings commits with their history into `clone`: those that no branch or tag reaches, such as
    the merge that CI tries for a change request. Raises TargetError where `clone` lacks the history of a
    commit at which `path` is cut off, and GitError where one of the two cannot be read.
    """
    with GitStore(path, counter=counter) as local, GitStore(clone, counter=counter) as server:
        _check_that_it_joins(local, server, fetch)
        refs = _joined(local.refs(), server.refs())
    with tempfile.TemporaryDirectory(prefix="mrl-") as name:
        folder = Path(name) / "completed.git"
        _write(folder, path, clone, refs, counter)
        yield folder


def _check_that_it_joins(local: GitStore, server: GitStore, fetch: Callable[[Iterable[str]], None]) -> None:
    """See that the clone of the server has each commit at which the other is cut off, and is whole itself.

    What git fetched without being cut off has all ancestors of what it has.
    """
    ends = _ends(local)
    ours = set(local.missing(ends))
    ends = [end for end in ends if end not in ours]
    if lacking := server.missing(ends):
        fetch(lacking)
    if server.is_shallow or server.missing(ends):
        raise TargetError(say("the server does not have the commits at which the clone is cut off"))


def _ends(local: GitStore) -> list[str]:
    """Read at which commits a clone is cut off."""
    with (local.git_dir / "shallow").open("rb") as file:
        text = file.read(_LONGEST_LIST + 1).decode("ascii", "replace")
    ends = text.split()
    if len(text) > _LONGEST_LIST or not all(_OID.fullmatch(end) for end in ends):
        raise TargetError(say("the list of commits at which the clone is cut off cannot be read"))
    return ends


def _joined(local: Iterable[Ref], server: Iterable[Ref]) -> Mapping[str, str]:
    """Return the ids by name: the clone's refs and, as a fetch would write them, those of the server."""
    refs = {ref.name: ref.oid for ref in local}
    if any(_NULL_ID.fullmatch(oid) for oid in refs.values()):
        raise TargetError(say("a branch or tag of the clone is damaged"))
    for ref in server:
        if ref.name.startswith("refs/tags/"):
            refs[ref.name] = ref.oid
        elif ref.name.startswith("refs/heads/"):
            refs[f"refs/remotes/origin/{ref.name.removeprefix('refs/heads/')}"] = ref.oid
    return refs


def _write(
    folder: Path, path: Path, clone: Path, refs: Mapping[str, str], counter: CommandCounter | None
) -> None:
    """Make a bare repository without objects of its own; those of the server go before those of the clone."""
    layout = find_layout(path)
    if layout is None:
        raise TargetError(say("the clone was changed while it was read"))
    is_sha256 = any(len(oid) == _SHA256_LENGTH for oid in refs.values())
    object_format = "sha256" if is_sha256 else "sha1"
    run_git(
        ["init", "--bare", "--quiet", "--template=", f"--object-format={object_format}"],
        git_dir=folder,
        counter=counter,
    )
    (folder / "HEAD").write_bytes((head_line(layout.git_dir) or b"") + b"\n")
    (folder / "packed-refs").write_bytes(b"".join(_ref_line(name, oid) for name, oid in sorted(refs.items())))
    # Links with names of ours, because a path may hold what the list of alternates takes for something else.
    places = {"server-objects": clone / "objects", "clone-objects": layout.common_dir / "objects"}
    for name, place in places.items():
        (folder / name).symlink_to(place.resolve())
    (folder / "objects" / "info").mkdir(exist_ok=True)
    (folder / "objects" / "info" / "alternates").write_text("".join(f"{folder / name}\n" for name in places))


def _ref_line(name: str, oid: str) -> bytes:
    """Write a ref with its name as it was before it was made text."""
    raw = _REPLACED.sub(lambda found: bytes([int(found[1], 16)]), name.encode())
    return oid.encode() + b" " + raw + b"\n"
