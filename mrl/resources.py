"""Where the rubrics and the report designs are: inside an installed package, beside it in a checkout."""

from pathlib import Path

from mrl.errors import MrlError

PACKAGE = Path(__file__).parent


class MissingResource(MrlError):  # noqa: N818 - named for what the user reads
    """A folder the program came with is not there."""


def rubrics_folder() -> Path:
    """Give the folder of the rubrics this program came with."""
    return resource_folder("rubrics")


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
