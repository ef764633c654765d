"""Single settings of a repository's configuration, read as text: nothing of it takes effect."""

from pathlib import Path

from mrl.collectors.git.runner import CommandCounter, GitError, run_git
from mrl.collectors.git.text import decoded

_LARGEST_CONFIG = 1 << 20


def read_setting(config: Path, key: str, counter: CommandCounter | None) -> str | None:
    """Read one value of a configuration file without following its includes; None where it has none.

    A link is no configuration: it would tell of another repository.
    """
    if config.is_symlink() or not config.is_file() or config.stat().st_size > _LARGEST_CONFIG:
        return None
    arguments = ["config", "--file", str(config.resolve()), "--no-includes", "--get", key]
    try:
        return decoded(run_git(arguments, git_dir=None, counter=counter)).strip()
    except GitError:
        # status 1: not set; anything else: not a configuration file, and then git's defaults hold
        return None
