"""What a release is to be given, whatever forge it is on."""

from collections.abc import Callable
from dataclasses import dataclass

from mrl.publishing.files import ReleaseFile

Link = Callable[[ReleaseFile], str]
"""Gives the address that a file of the release has."""

MARK = " (mrl)"
"""Ends what is shown of a file that we put on a release; others are not ours to replace."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """Files and a summary for the release of one tag."""

    tag: str
    commit: str
    """The assessed one, which must be the tag's."""
    files: tuple[ReleaseFile, ...]
    create: bool = False
    draft: bool = False
    """A release that has to be made stays a draft."""
    replace: bool = False
    """Files of these names that are not ours may be replaced."""
    block: Callable[[Link], str] | None = None
    """Writes the summary with links to the files; None leaves the notes alone."""

    def label(self, file: ReleaseFile) -> str:
        """Give what is shown of a file."""
        return file.name + MARK
