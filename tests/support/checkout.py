"""This checkout: where it is, and its files as git knows them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def files_of_checkout() -> list[Path]:
    """Give the files of this checkout, new ones too, without what it ignores."""
    # A checkout in a container may belong to another user, which git asks to be told about.
    listing = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted(path for name in set(names) if name and (path := ROOT / name).is_file())
