"""A private git directory that shows a repository's objects and refs and nothing else of it.

A repository's own configuration can name programs to run (signature checks, filters, remote
helpers, monitors), its attributes choose them, and grafts and replacements falsify its history.
Git reads all of these from the git directory, so it is given another one: a configuration of our
own, a copy of HEAD, and links to objects, refs, packed-refs and shallow.

Objects may have alternates (`objects/info/alternates`): git follows those by itself. They are only
further places for objects; nothing in them is configuration. All else that is read, or shown to git, lies in
the git directory itself and is no link: a link could put any file of the machine into a report.
"""

from pathlib import Path

from mrl.collectors.git.layout import Layout, head_line
from mrl.collectors.git.limits import LARGEST_PACKED_REFS, LARGEST_SHALLOW, MEMORY_SETTINGS
from mrl.collectors.git.mirrors import mirror_objects, mirror_refs
from mrl.collectors.git.plain_files import is_plain, own_part
from mrl.collectors.git.runner import CommandCounter, git_version
from mrl.collectors.git.settings import read_setting
from mrl.errors import TargetError, printable
from mrl.files.system import system_reason
from mrl.model.base import say

_FIRST_WITH_REFTABLE = (2, 45)
_LINKED_FILES = {"packed-refs": LARGEST_PACKED_REFS, "shallow": LARGEST_SHALLOW}


def build_shadow(layout: Layout, folder: Path, counter: CommandCounter | None) -> None:
    """Fill the empty `folder` so that git takes it for the repository of `layout`.

    Raises TargetError where the repository stores its refs in a way this git cannot read.
    """
    try:
        common = layout.common_dir.resolve()
        (folder / "config").write_text(_config(layout, own_part(common, "config"), counter), encoding="ascii")
        (folder / "HEAD").write_bytes((head_line(layout.git_dir) or b"") + b"\n")
        _show(common, folder)
    except OSError as problem:
        place = printable(str(layout.top))
        raise TargetError(
            say("{place} cannot be read: {reason}", place=place, reason=system_reason(problem))
        ) from problem


def _show(common: Path, folder: Path) -> None:
    """Link the parts of a repository that git is to see."""
    objects = own_part(common, "objects")
    if objects is None:
        raise _unreadable(common / "objects")
    mirror_objects(objects, folder)
    refs = own_part(common, "refs")
    if refs is not None and refs.is_dir():
        mirror_refs(refs, folder / "refs")
    else:
        # copies of a repository often lose its empty folders, and git insists on this one
        (folder / "refs").mkdir()
    if (tables := own_part(common, "reftable")) is not None and tables.is_dir():
        if not is_plain(tables):
            raise _unreadable(tables)
        (folder / "reftable").symlink_to(tables)
    for name, largest in _LINKED_FILES.items():
        if (file := own_part(common, name)) is not None:
            if not file.is_file() or file.stat().st_size > largest:
                raise _unreadable(file)
            (folder / name).symlink_to(file)


def _unreadable(part: Path) -> TargetError:
    """Say of a part without which the repository would seem to have fewer refs or commits than it has."""
    return TargetError(
        say("{path} cannot be read: it is no ordinary file, or too large", path=printable(str(part)))
    )


def _config(layout: Layout, config: Path | None, counter: CommandCounter | None) -> str:
    """Write the whole configuration of the shadow.

    The commit graph and the index over several packs are caches inside the repository that may
    contradict it: not used. Of packs and of the bases of deltas little is kept in memory at a time.
    """
    reftable, sha256 = (
        config is not None and (read_setting(config, key, counter) or "").lower() == wanted
        for key, wanted in (("extensions.refstorage", "reftable"), ("extensions.objectformat", "sha256"))
    )
    if reftable and git_version() < _FIRST_WITH_REFTABLE:
        wanted = ".".join(str(number) for number in _FIRST_WITH_REFTABLE)
        shown = printable(str(layout.top))
        raise TargetError(
            say(
                "{place} keeps its refs in a reftable; install git {version} or newer to read it",
                place=shown,
                version=wanted,
            )
        )
    extensions = ["\tobjectFormat = sha256"] * sha256 + ["\trefStorage = reftable"] * reftable
    core = [
        "[core]",
        f"\trepositoryformatversion = {1 if extensions else 0}",
        "\tbare = true",
        "\tcommitGraph = false",
        "\tmultiPackIndex = false",
        *(f"\t{name} = {value}" for name, value in MEMORY_SETTINGS.items()),
    ]
    return "\n".join([*core, "[extensions]", *extensions, ""])
