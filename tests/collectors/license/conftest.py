"""A tree without git: files by path, read from memory."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest

from mrl.collectors.license import read_license
from mrl.collectors.tree.files import classify
from mrl.model.facts import Gap, License, Manifest


@dataclass(frozen=True)
class Entry:
    path: str
    oid: str
    mode: str = "100644"


LicenseOf = Callable[..., tuple[License, list[Gap]]]


def license_of_tree(
    contents: dict[str, str | bytes | None],
    manifests: Sequence[Manifest] | None = (),
    unread_manifests: Sequence[str] = (),
) -> tuple[License, list[Gap]]:
    """Read the license facts of files given by path; None is a file that cannot be read."""
    blobs = {
        f"oid of {path}": text.encode() if isinstance(text, str) else text for path, text in contents.items()
    }

    def read(oids: Iterable[str], limit: int) -> dict[str, bytes | None]:
        return {oid: content if (content := blobs[oid]) is None else content[:limit] for oid in oids}

    files = classify(Entry(path, f"oid of {path}") for path in contents)
    return read_license(files, read, manifests, unread_manifests)


@pytest.fixture
def license_of() -> LicenseOf:
    return license_of_tree


@pytest.fixture
def text_of() -> Callable[[str], str]:
    """Give the known text of a license: plain words, as the library holds them."""
    from mrl.collectors.license.library import known_texts  # noqa: PLC0415 - loads data

    return lambda spdx: next(known.text for known in known_texts() if known.spdx == spdx)
