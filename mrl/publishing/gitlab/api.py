"""Questions and changes to the releases and packages of one project on a GitLab server."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlsplit

import gitlab
from gitlab.exceptions import GitlabError
from pydantic import BaseModel

from mrl.collectors.git.address import Address
from mrl.collectors.http.door import Door, bearer
from mrl.collectors.http.errors import InvalidAnswer, NotThere
from mrl.collectors.http.limits import MOST_PAGES
from mrl.collectors.http.shapes import Software
from mrl.model.base import say
from mrl.publishing.files import ReleaseFile
from mrl.publishing.gitlab.records import (
    LinkAnswer,
    PackageAnswer,
    PackageFileAnswer,
    ReleaseAnswer,
    TagAnswer,
)
from mrl.publishing.gitlab.shelf import PACKAGE

_PAGE = 100
_JOB_TOKEN = "glcbt-"  # noqa: S105 - how such tokens begin, and no token

Form = TypeVar("Form", bound=BaseModel)
Answer = TypeVar("Answer")


def authorization(token: str) -> dict[str, str]:
    """Give the header that a token goes into: the one of a CI job has its own."""
    return {"JOB-TOKEN": token} if token.startswith(_JOB_TOKEN) else bearer(token)


class GitlabApi:
    """One project; every failure is a SourceError."""

    def __init__(self, door: Door, address: Address) -> None:
        parts = urlsplit(address.url)
        self.host = parts.netloc
        self.software = Software("GitLab", self.host)
        self.has_token = door.token(self.host) is not None
        self._server = f"{parts.scheme}://{parts.netloc}"
        self._path = unquote(parts.path).strip("/").removesuffix(".git")
        session = door.session(self.host, authorization=authorization, writes=True)
        self._client = gitlab.Gitlab(self._server, session=session, keep_base_url=True, per_page=_PAGE)
        # A lazy project asks nothing by itself.
        self._project = self._client.projects.get(self._path, lazy=True)

    @property
    def web(self) -> str:
        """The project's page."""
        return f"{self._server}/{quote(self._path)}"

    @property
    def registry(self) -> str:
        """The address of the project's generic packages.

        By its path: the token of a CI job may not ask for the number, and the server redirects after a
        renaming.
        """
        return f"{self._server}/api/v4/projects/{quote(self._path, safe='')}/packages/generic"

    def tag(self, name: str) -> TagAnswer | None:
        """Give a tag, None where there is none; found in the list, which the token of a CI job may read."""
        found = self._many("/repository/tags", TagAnswer, search=f"^{name}")
        return next((each for each in found if each.name == name), None)

    def release(self, tag: str) -> ReleaseAnswer | None:
        """Give the release of a tag; None where there is none."""
        try:
            return self._one(lambda: self._project.releases.get(tag), ReleaseAnswer)
        except NotThere:
            return None

    def packages(self) -> list[PackageAnswer]:
        """List our packages of all releases."""
        found = self._many("/packages", PackageAnswer, package_type="generic", package_name=PACKAGE)
        return [each for each in found if each.name == PACKAGE]

    def files(self, package: PackageAnswer) -> list[PackageFileAnswer]:
        """List the files of a package, oldest first."""
        return self._many(f"/packages/{package.id}/package_files", PackageFileAnswer)

    def upload(self, version: str, file: ReleaseFile) -> PackageFileAnswer:
        """Send a file to a version of our package, which is made where there is none."""
        return self._one(
            lambda: self._project.generic_packages.upload(
                PACKAGE, version, file.stored, data=file.content, select="package_file"
            ),
            PackageFileAnswer,
        )

    def delete_file(self, file: PackageFileAnswer) -> None:
        """Take a file out of a package."""
        lazy = self._project.packages.get(file.package_id, lazy=True)
        self._said(lambda: lazy.package_files.delete(file.id))

    def delete_package(self, package: PackageAnswer) -> None:
        """Take a package away."""
        self._said(lambda: self._project.packages.delete(package.id))

    def create(self, fields: Mapping[str, Any]) -> ReleaseAnswer:
        """Make a release."""
        return self._one(lambda: self._project.releases.create(dict(fields)), ReleaseAnswer)

    def describe(self, tag: str, description: str) -> None:
        """Write the notes of a release and leave all else as it is."""
        self._said(lambda: self._project.releases.update(tag, {"description": description}))

    def add_link(self, tag: str, fields: Mapping[str, str]) -> LinkAnswer:
        """Add a link to a release."""
        release = self._project.releases.get(tag, lazy=True)
        return self._one(lambda: release.links.create(dict(fields)), LinkAnswer)

    def turn_link(self, tag: str, link: LinkAnswer, fields: Mapping[str, str]) -> None:
        """Change where a link of a release leads."""
        release = self._project.releases.get(tag, lazy=True)
        self._said(lambda: release.links.update(link.id, dict(fields)))

    def delete_link(self, tag: str, link: LinkAnswer) -> None:
        """Take a link off a release; what it leads to stays."""
        release = self._project.releases.get(tag, lazy=True)
        self._said(lambda: release.links.delete(link.id))

    def _one(self, ask: Callable[[], Any], form: type[Form]) -> Form:
        return self._checked(self._said(lambda: ask().attributes), form)

    def _many(self, path: str, form: type[Form], **options: str) -> list[Form]:
        """Read a list page by page.

        python-gitlab would turn empty pages by recursion, and pages that are no lists without a word.
        """
        place, asked = f"/projects/{quote(self._path, safe='')}{path}", {"per_page": str(_PAGE), **options}
        found: list[Form] = []
        for _ in range(MOST_PAGES):
            response = self._said(partial(self._client.http_request, "get", place, query_data=asked))
            found += self.software.checked(list[form], self._said(response.json), passes=True)  # type: ignore[valid-type]
            following = response.links.get("next", {}).get("url")
            if not following:
                return found
            place, asked = following, {}
        raise InvalidAnswer(say("the list of {host} does not end", host=self.host))

    def _said(self, ask: Callable[[], Answer]) -> Answer:
        """Say in our words what python-gitlab, which expects an honest server, could not read.

        What went wrong on the way is said already. Nothing of ours may run within `ask` but the session.
        """
        try:
            return ask()
        except (GitlabError, ValueError, TypeError, LookupError, AttributeError) as problem:
            raise self.software.invalid(passes=True) from problem

    def _checked(self, content: Any, form: type[Form]) -> Form:
        return self.software.checked(form, content, passes=True)
