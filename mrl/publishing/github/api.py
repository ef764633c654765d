"""Questions and changes to the releases of one repository on a GitHub server, over guarded connections."""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import quote

from github import GithubException
from github.GitRelease import GitRelease
from github.GitReleaseAsset import GitReleaseAsset
from pydantic import BaseModel

from mrl.collectors.git.address import Address
from mrl.collectors.github.places import Server, place_of
from mrl.collectors.github.requester import requester_over
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer, Redirected
from mrl.collectors.http.hosts import belongs_to, shown_address
from mrl.collectors.http.limits import MOST_PAGES
from mrl.collectors.http.shapes import Software
from mrl.model.base import say
from mrl.publishing.files import ReleaseFile
from mrl.publishing.github.records import UPLOADED, AssetAnswer, PointerAnswer, ReleaseAnswer
from mrl.publishing.problems import AttachError

_UPLOADS = "uploads.github.com"
_PAGE = 100
_MOST_TAGS = 10
"""Tags of tags; git allows them, and nobody needs them."""

Form = TypeVar("Form", bound=BaseModel)


class GithubApi:
    """One repository; every failure is a SourceError."""

    def __init__(self, door: Door, address: Address) -> None:
        self.server = Server.of(address)
        place = place_of(address)
        if place is None:
            raise AttachError(say("{address} is not the address of a repository", address=address.url))
        self.web = f"{self.server.web}/{quote(place.owner)}/{quote(place.name)}"
        self.host = self.server.api_host
        self.software = Software("GitHub", self.host)
        self.has_token = door.token(self.host) is not None
        self._path = place.path
        session = door.session(self.host, writes=True)
        uploads = {_UPLOADS: door.session(_UPLOADS, writes=True)} if self.server.is_public else {}
        self._requester = requester_over(session, self.server.api, uploads)

    def commit_of(self, tag: str) -> str:
        """Give the commit of a tag, through annotated tags. Raises NotThere where there is no such tag."""
        points_to = self._get(f"/git/ref/tags/{quote(tag)}", PointerAnswer).points_to
        for _ in range(_MOST_TAGS):
            if points_to.type != "tag":
                return points_to.sha.lower()
            points_to = self._get(f"/git/tags/{quote(points_to.sha)}", PointerAnswer).points_to
        raise self.software.invalid(passes=True)

    def releases_of(self, tag: str) -> list[ReleaseAnswer]:
        """List the releases of a tag, drafts as well; GitHub keeps those only in the list of all."""
        return [each for each in self._list("/releases", ReleaseAnswer) if each.tag_name == tag]

    def release(self, identity: int) -> ReleaseAnswer:
        """Give one release."""
        return self._get(f"/releases/{identity}", ReleaseAnswer)

    def assets(self, release: ReleaseAnswer) -> list[AssetAnswer]:
        """List the files on a release."""
        return list(self._list(f"/releases/{release.id}/assets", AssetAnswer))

    def create(self, **fields: Any) -> ReleaseAnswer:
        """Make a release."""
        return self._checked(self._ask("POST", "/releases", content=fields)[1], ReleaseAnswer)

    def update(self, release: ReleaseAnswer, **fields: Any) -> ReleaseAnswer:
        """Change some fields of a release and leave all others as they are."""
        answer = self._ask("PATCH", f"/releases/{release.id}", content=fields)[1]
        return self._checked(answer, ReleaseAnswer)

    def rename(self, asset: AssetAnswer, name: str) -> AssetAnswer:
        """Give a file another name."""
        answer = self._ask("PATCH", f"/releases/assets/{asset.id}", content={"name": name})[1]
        return self._checked(answer, AssetAnswer)

    def delete(self, asset: AssetAnswer) -> None:
        """Take a file away."""
        self._ask("DELETE", f"/releases/assets/{asset.id}")

    def upload(self, release: ReleaseAnswer, file: ReleaseFile, name: str, label: str) -> AssetAnswer:
        """Send a file, to nobody but the server itself or, for github.com, its own place for uploads."""
        allowed = _UPLOADS if self.server.is_public else self.server.host
        if not belongs_to(release.upload_url.partition("{")[0], allowed):
            place = shown_address(release.upload_url)
            reason = say("{host} leads to {address}, which was not followed", host=self.host, address=place)
            raise Redirected(reason, address=place)
        content = {
            "url": f"{self.server.api}{self._path}/releases/{release.id}",
            "upload_url": release.upload_url,
        }
        with self._read():
            asset = GitRelease(self._requester, {}, content, completed=True).upload_asset_from_memory(
                io.BytesIO(file.content), len(file.content), name, file.media_type, label
            )
        return self.with_digest(self._checked(asset.raw_data, AssetAnswer))

    def with_digest(self, asset: AssetAnswer) -> AssetAnswer:
        """Give a file with its digest; where the server keeps none, its content is asked for.

        Without one where the content lies on another server, which is not followed.
        """
        if asset.digest is not None or asset.state != UPLOADED:
            return asset
        url = f"{self.server.api}{self._path}/releases/assets/{asset.id}"
        try:
            with self._read():
                found = GitReleaseAsset(self._requester, {}, {"url": url}, completed=True).download_asset(
                    chunk_size=65_536
                )
                digest = hashlib.sha256(b"".join(found[2] if found else ())).hexdigest()
        except Redirected:
            return asset
        return asset.model_copy(update={"digest": f"sha256:{digest}"})

    def _get(self, path: str, form: type[Form]) -> Form:
        return self._checked(self._ask("GET", path)[1], form)

    def _list(self, path: str, form: type[Form]) -> Iterator[Form]:
        for page in range(1, MOST_PAGES + 1):
            headers, answer = self._ask("GET", path, parameters={"per_page": _PAGE, "page": page})
            yield from self.software.checked(list[form], answer, passes=True)  # type: ignore[valid-type]
            if 'rel="next"' not in str(headers.get("link")):
                return
        raise InvalidAnswer(say("{host} goes on giving pages without end", host=self.host))

    def _ask(
        self,
        verb: str,
        path: str,
        *,
        parameters: dict[str, Any] | None = None,
        content: dict[str, Any] | None = None,
    ) -> tuple[Mapping[str, Any], Any]:
        with self._read():
            return self._requester.requestJsonAndCheck(verb, f"{self._path}{path}", parameters, None, content)

    def _checked(self, answer: Any, form: type[Form]) -> Form:
        return self.software.checked(form, answer, passes=True)

    @contextmanager
    def _read(self) -> Iterator[None]:
        """Say in our words what PyGithub, which expects an honest server, could not read.

        What went wrong on the way is said already. Nothing of ours may run within but the session.
        """
        try:
            yield
        except (GithubException, ValueError, TypeError, LookupError, AttributeError) as problem:
            raise self.software.invalid(passes=True) from problem
