"""Where the files of a run lie on a GitLab server: one version of one generic package."""

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

from mrl.publishing.files import ReleaseFile
from mrl.publishing.names import version_name

PACKAGE = "mrl-assessment"
_DIGEST = re.compile(r"[0-9a-f]{12}")


class Shelf:
    """Names and addresses for one set of files; another set has another version.

    `web` is the project's page, `registry` the address of its generic packages.
    """

    def __init__(self, tag: str, files: Sequence[ReleaseFile], web: str, registry: str) -> None:
        listed = "".join(sorted(f"{file.sha256} {file.stored}\n" for file in files))
        self._web = web
        self._registry = registry
        projects, _, _ = registry.rpartition("/packages/")
        server = re.escape(projects.rpartition("/")[0])
        self._addresses = re.compile(f"{server}/[^/]+/packages/generic/{PACKAGE}/([^/]+)/")
        self._base = f"{version_name(tag)}-"
        self.version = self._base + hashlib.sha256(listed.encode()).hexdigest()[:12]

    def holds(self, version: str) -> bool:
        """Whether a version is one of this tag, of this run or an earlier one."""
        digest = version.removeprefix(self._base)
        return version.startswith(self._base) and _DIGEST.fullmatch(digest) is not None

    def address(self, file: ReleaseFile) -> str:
        """Give the address of a file in the package."""
        return f"{self._registry}/{PACKAGE}/{quote(self.version)}/{quote(file.stored)}"

    def is_ours(self, url: str) -> bool:
        """Whether an address is one that a run of ours made for this tag."""
        return self.version_in(url) is not None

    def version_in(self, url: str) -> str | None:
        """Give the version of our package that an address leads to; None where it leads elsewhere.

        The project may have had another path when the address was made.
        """
        found = self._addresses.match(url)
        version = unquote(found[1]) if found else ""
        return version if self.holds(version) else None

    def link(self, tag: str, file: ReleaseFile) -> str:
        """Give the lasting address of a file, which stays when its content changes."""
        return f"{self._web}/-/releases/{quote(tag, safe='')}/downloads/{quote(file.stored)}"
