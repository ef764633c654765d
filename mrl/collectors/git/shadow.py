"""A private git directory that shows a repository's objects and refs and nothing else of it.

A repository's own configuration can name programs to run (signature checks, filters, remote
helpers, monitors), its attributes choose them, and grafts and replacements falsify its history.
Git reads all of these from the git directory, so it is given another one: a configuration of our
own, a copy of HEAD, and links to objects, refs, packed-refs and shallow.

Objects may have alternates (`objects/info/alternates`): git follows those by itself. They are only
further places for objects; nothing in them is configuration.
"""

from pathlib import Path

from mrl.collectors.git.layout import Layout, head_line
from mrl.collectors.git.runner import CommandCounter, GitError, git_version, run_git
from mrl.collectors.git.text import decoded
from mrl.errors import TargetError, printable
from mrl.model.base import say

_FIRST_WITH_REFTABLE = (2, 45)
_LARGEST_CONFIG = 1 << 20
_LINKED_FOLDERS = ("objects", "refs", "reftable")
_LINKED_FILES = ("packed-refs", "shallow")


def build_shadow(layout: Layout, folder: Path, counter: CommandCounter | None) -> None:
    """Fill the empty `folder` so that git takes it for the repository of `layout`.

    Raises TargetError where the repository stores its refs in a way this git cannot read.
    """
    (folder / "config").write_text(_config(layout, counter), encoding="ascii")
    (folder / "HEAD").write_bytes((head_line(layout.git_dir) or b"") + b"\n")
    common = layout.common_dir.resolve()
    for name in _LINKED_FOLDERS:
        if (common / name).is_dir():
            (folder / name).symlink_to(common / name)
    for name in _LINKED_FILES:
        if (common / name).is_file():
            (folder / name).symlink_to(common / name)
    # copies of a repository often lose its empty folders, and git insists on this one
    (folder / "refs").mkdir(exist_ok=True)


def _config(layout: Layout, counter: CommandCounter | None) -> str:
    """Write the whole configuration of the shadow.

    The commit graph is a cache inside the repository that may contradict its commits: not used.
    """
    config = layout.common_dir / "config"
    reftable = (read_setting(config, "extensions.refstorage", counter) or "").lower() == "reftable"
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
    sha256 = (read_setting(config, "extensions.objectformat", counter) or "").lower() == "sha256"
    extensions = ["\tobjectFormat = sha256"] * sha256 + ["\trefStorage = reftable"] * reftable
    core = [
        "[core]",
        f"\trepositoryformatversion = {1 if extensions else 0}",
        "\tbare = true",
        "\tcommitGraph = false",
    ]
    return "\n".join([*core, "[extensions]", *extensions, ""])


def read_setting(config: Path, key: str, counter: CommandCounter | None) -> str | None:
    """Read one value of a configuration file without following its includes; None where it has none."""
    if not config.is_file() or config.stat().st_size > _LARGEST_CONFIG:
        return None
    arguments = ["config", "--file", str(config.resolve()), "--no-includes", "--get", key]
    try:
        return decoded(run_git(arguments, git_dir=None, counter=counter)).strip()
    except GitError:
        # status 1: not set; anything else: not a configuration file, and then git's defaults hold
        return None
