"""Files of published npm packages, fetched once into a cache folder for tests that compare with them."""

import hashlib
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest

# The suite takes the settings of the person who runs it away; npm needs them to find its registry.
_ENVIRONMENT = dict(os.environ)
_TIMEOUT = 300


def published_file(package: str, member: str, sha256: str | None = None) -> Path:
    """Give the path of one file of a package; skips the test, with the reason, where it cannot be had.

    A file of another SHA-256 than the one given is thrown away and fails the test.
    """
    place = _cache() / package.replace("/", "-") / Path(member).name
    if not place.exists():
        with tempfile.TemporaryDirectory() as folder:
            _extract(_packed(package, Path(folder)), f"package/{member}", place)
    found = hashlib.sha256(place.read_bytes()).hexdigest()
    if sha256 is not None and found != sha256:
        place.unlink()
        pytest.fail(f"{member} of {package} is not the file that was asked for: its SHA-256 is {found}")
    return place


def _cache() -> Path:
    home = Path(_ENVIRONMENT.get("HOME", tempfile.gettempdir()))
    return Path(_ENVIRONMENT.get("XDG_CACHE_HOME") or home / ".cache") / "mrl-tests"


def _packed(package: str, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", package]
    try:
        done = subprocess.run(
            command, cwd=folder, env=_ENVIRONMENT, capture_output=True, check=False, timeout=_TIMEOUT
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        pytest.skip(f"{package} cannot be had: {problem}")
    archives = list(folder.glob("*.tgz"))
    if done.returncode or not archives:
        pytest.skip(f"{package} cannot be had: npm pack ended with {done.returncode}")
    return archives[0]


def _extract(archive: Path, member: str, place: Path) -> None:
    """Write one member of an archive, whole or not at all."""
    with tarfile.open(archive) as packed:
        content = packed.extractfile(member)
        if content is None:
            pytest.skip(f"{archive.name} has no {member}")
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(".part")
        beside.write_bytes(content.read())
        beside.replace(place)
