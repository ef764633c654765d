"""Where the rubrics and the report designs are: inside an installed package, beside it in a checkout."""

import hashlib
from functools import cache
from pathlib import Path

from mrl.errors import MrlError

PACKAGE = Path(__file__).parent


class MissingResource(MrlError):  # noqa: N818 - named for what the user reads
    """A folder the program came with is not there."""


def rubrics_folder() -> Path:
    """Give the folder of the rubrics this program came with."""
    return resource_folder("rubrics")


def is_altered(rubric: str, digest: str) -> bool:
    """Say whether a rubric bears the id of one this program came with, and is none of its versions."""
    names, digests = _shipped()
    return rubric in names and digest not in digests


def is_shipped(digest: str) -> bool:
    """Say whether a rubric, by the SHA-256 of its file, came with this program, now or earlier."""
    return digest in _shipped()[1]


@cache
def _shipped() -> tuple[frozenset[str], frozenset[str]]:
    """Give the ids of the rubrics, and the digests of all their versions."""
    folder = rubrics_folder()
    paths = [*folder.glob("*.yaml"), *folder.glob("previous/*.yaml")]
    digests = (hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
    return frozenset(path.stem for path in folder.glob("*.yaml")), frozenset(digests)


def reports_folder() -> Path:
    """Give the folder of the report designs, one folder per document."""
    return resource_folder("reports")


def resource_folder(name: str, package: Path = PACKAGE) -> Path:
    """Find the folder `name`.

    A wheel carries it as `mrl/_data/<name>`; in a checkout, also one installed in place, it
    stands beside the package. Raises MissingResource where there is neither.
    """
    candidates = (package / "_data" / name, package.parent / name)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    places = " nor ".join(str(candidate) for candidate in candidates)
    raise MissingResource(
        f"the folder of {name} is neither {places}; install the program again, "
        "or run it from a complete checkout"
    )
