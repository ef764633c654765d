"""A stand-in for the releases of one GitHub repository: it remembers, and keeps GitHub's rules."""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from support.doors import TOKEN
from support.http_server import HttpServer, Reply, Seen, of_json, redirect
from support.release_exchanges import Exchanges, refused

API = "/api/v3"
UPLOADS = "/api/uploads"
REPOSITORY = "example/services"
TAG = "v1.2.0"
COMMIT = "c0ffee" + "0" * 34
MOMENT = "2026-01-01T12:00:00Z"
PAGE = 2
"""So few at a time, whatever is asked for, that lists have more than one page."""


@dataclass
class Asset:
    """A file on a release; one whose upload was cut has no content and the state `starter`."""

    id: int
    name: str
    content: bytes
    label: str | None = None
    state: str = "uploaded"
    media_type: str = "application/octet-stream"


@dataclass
class Release:
    """A release."""

    id: int
    tag: str
    body: str | None = None
    draft: bool = False
    immutable: bool = False
    target: str = "main"
    name: str = ""
    latest: str | None = None
    assets: list[Asset] = field(default_factory=list)

    def contents(self) -> dict[str, bytes]:
        """Give what can be downloaded, by name."""
        return {each.name: each.content for each in self.assets if each.state == "uploaded"}


class GithubReleases:
    """One repository; `may_write` and `knows_digests` say what the server does and keeps."""

    def __init__(self, http: HttpServer) -> None:
        self.http = http
        self.exchanges = Exchanges(http, self._answer)
        self.token = TOKEN
        self.refusal: Reply | None = None
        """The answer to every change, where there is one."""
        self.immutable_releases = False
        self.knows_digests = True
        self.elsewhere = ""
        """Where downloads lie, if not here."""
        self.cuts = 0
        """So many uploads are cut half-way."""
        self.references: dict[str, tuple[str, str]] = {TAG: ("commit", COMMIT)}
        self.tag_objects: dict[str, tuple[str, str]] = {}
        self.releases: list[Release] = []
        self._next = 100

    @classmethod
    @contextlib.contextmanager
    def serving(cls) -> Iterator["GithubReleases"]:
        """Serve until the block ends."""
        with HttpServer.serving() as http:
            yield cls(http)

    @property
    def url(self) -> str:
        """The repository's address."""
        return f"{self.http.url}/{REPOSITORY}"

    def add(self, tag: str = TAG, **options: Any) -> Release:
        """Make a release."""
        release = Release(self._number(), tag, **options)
        self.releases.append(release)
        return release

    def put(self, release: Release, name: str, content: bytes, **options: Any) -> Asset:
        """Put a file on a release, as somebody did before."""
        asset = Asset(self._number(), name, content, **options)
        release.assets.append(asset)
        return asset

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _answer(self, seen: Seen) -> Reply:
        if seen.headers.get("authorization") != f"Bearer {self.token}":
            return refused("Bad credentials", 401)
        if seen.method != "GET" and self.refusal is not None:
            return self.refusal
        parts = urlsplit(seen.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for start in (API, UPLOADS):
            place = f"{start}/repos/{REPOSITORY}/"
            if parts.path.startswith(place):
                segments = [unquote(each) for each in parts.path.removeprefix(place).split("/")]
                return self._routed(seen, segments, query)
        return refused("Not Found", 404)

    def _routed(self, seen: Seen, segments: list[str], query: dict[str, str]) -> Reply:
        match seen.method, segments:
            case "GET", ["git", *place]:
                return self._pointer(place)
            case "GET", ["releases"]:
                return self._page([self._described(each) for each in self.releases], query, seen)
            case "POST", ["releases"]:
                return self._create(json.loads(seen.body))
            case method, ["releases", "assets", number]:
                return self._of_asset(method, int(number), seen)
            case method, ["releases", number, *rest]:
                return self._of_release(method, int(number), rest, query, seen)
        return refused("Not Found", 404)

    def _pointer(self, place: list[str]) -> Reply:
        is_reference = place[:2] == ["ref", "tags"]
        name = "/".join(place[2:] if is_reference else place[1:])
        known = self.references if is_reference else self.tag_objects
        if name not in known:
            return refused("Not Found", 404)
        kind, sha = known[name]
        shown = {"ref": f"refs/tags/{name}"} if is_reference else {"sha": name, "tag": "x", "message": "x"}
        return of_json({**shown, "node_id": "x", "object": {"type": kind, "sha": sha}})

    def _page(self, content: list[dict[str, Any]], query: dict[str, str], seen: Seen) -> Reply:
        page = int(query.get("page", "1"))
        reply = of_json(content[(page - 1) * PAGE : page * PAGE])
        if page * PAGE >= len(content):
            return reply
        address = f"{self.http.url}{urlsplit(seen.path).path}?per_page={PAGE}&page={page + 1}"
        return reply.having(Link=f'<{address}>; rel="next"')

    def _create(self, fields: dict[str, Any]) -> Reply:
        tag, draft = fields["tag_name"], fields.get("draft", False)
        if not draft and any(each.tag == tag and not each.draft for each in self.releases):
            return _invalid("Release", "tag_name", "already_exists")
        options = {"body": fields.get("body"), "name": fields.get("name", ""), "draft": draft}
        release = self.add(tag, target=fields.get("target_commitish", "main"), **options)
        return of_json(self._described(release), 201)

    def _of_release(
        self, method: str, number: int, rest: list[str], query: dict[str, str], seen: Seen
    ) -> Reply:
        release = next((each for each in self.releases if each.id == number), None)
        if release is None:
            return refused("Not Found", 404)
        if rest == ["assets"] and method == "GET":
            return self._page([self._asset(each, release) for each in release.assets], query, seen)
        if rest == ["assets"] and method == "POST":
            return self._upload(release, query, seen)
        if method == "PATCH":
            self._change(release, json.loads(seen.body))
        return of_json(self._described(release))

    def _change(self, release: Release, fields: dict[str, Any]) -> None:
        release.body = fields.get("body", release.body)
        if release.draft and fields.get("draft") is False:
            self.references.setdefault(release.tag, ("commit", release.target))
            release.draft, release.immutable = False, self.immutable_releases
            release.latest = fields.get("make_latest")

    def _upload(self, release: Release, query: dict[str, str], seen: Seen) -> Reply:
        name = stored_name(query["name"])
        if release.immutable:
            return refused("Cannot upload assets to an immutable release.", 422)
        if any(each.name == name for each in release.assets):
            return _invalid("ReleaseAsset", "name", "already_exists")
        is_cut, self.cuts = self.cuts > 0, max(0, self.cuts - 1)
        asset = Asset(self._number(), name, b"" if is_cut else seen.body, query.get("label"))
        asset.state = "starter" if is_cut else "uploaded"
        asset.media_type = seen.headers["content-type"]
        release.assets.append(asset)
        return refused("Bad Gateway", 502) if is_cut else of_json(self._asset(asset, release), 201)

    def _of_asset(self, method: str, number: int, seen: Seen) -> Reply:
        found = [(release, asset) for release in self.releases for asset in release.assets]
        pair = next(((release, asset) for release, asset in found if asset.id == number), None)
        if pair is None:
            return refused("Not Found", 404)
        release, asset = pair
        if method == "GET" and seen.headers.get("accept") == "application/octet-stream":
            return redirect(self.elsewhere) if self.elsewhere else _download(asset)
        if method != "GET" and release.immutable:
            return refused("Cannot modify assets of an immutable release.", 422)
        if method == "DELETE":
            release.assets.remove(asset)
            return Reply(204)
        if method == "PATCH":
            fields = json.loads(seen.body)
            name = stored_name(fields.get("name", asset.name))
            if any(each.name == name and each is not asset for each in release.assets):
                return _invalid("ReleaseAsset", "name", "already_exists")
            asset.name, asset.label = name, fields.get("label", asset.label)
        return of_json(self._asset(asset, release))

    def _described(self, release: Release) -> dict[str, Any]:
        api = f"{self.http.url}{API}/repos/{REPOSITORY}/releases/{release.id}"
        uploads = f"{self.http.url}{UPLOADS}/repos/{REPOSITORY}/releases/{release.id}/assets"
        shown = f"untagged-{release.id}" if release.draft else release.tag
        return {
            "id": release.id,
            "node_id": f"release-{release.id}",
            "url": api,
            "html_url": f"{self.url}/releases/tag/{shown}",
            "assets_url": f"{api}/assets",
            "upload_url": uploads + "{?name,label}",
            "tag_name": release.tag,
            "target_commitish": release.target,
            "name": release.name,
            "body": release.body,
            "draft": release.draft,
            "prerelease": False,
            "immutable": release.immutable,
            "created_at": MOMENT,
            "published_at": None if release.draft else MOMENT,
            "assets": [self._asset(each, release) for each in release.assets[:1]],
        }

    def _asset(self, asset: Asset, release: Release) -> dict[str, Any]:
        digest = f"sha256:{hashlib.sha256(asset.content).hexdigest()}"
        return {
            "id": asset.id,
            "node_id": f"asset-{asset.id}",
            "url": f"{self.http.url}{API}/repos/{REPOSITORY}/releases/assets/{asset.id}",
            "browser_download_url": f"{self.url}/releases/download/{release.tag}/{asset.name}",
            "name": asset.name,
            "label": asset.label,
            "state": asset.state,
            "content_type": asset.media_type,
            "size": len(asset.content),
            "digest": digest if self.knows_digests and asset.state == "uploaded" else None,
            "download_count": 7,
            "created_at": MOMENT,
            "updated_at": MOMENT,
        }


def stored_name(name: str) -> str:
    """Rename as GitHub does: dots for all but letters, digits and a few signs, and none at the ends."""
    return re.sub(r"\.{2,}", ".", re.sub(r"[^A-Za-z0-9._+@-]", ".", name)).strip(".") or "default"


def _invalid(resource: str, place: str, code: str) -> Reply:
    return refused("Validation Failed", 422, errors=[{"resource": resource, "field": place, "code": code}])


def _download(asset: Asset) -> Reply:
    return Reply(200, asset.content, {"Content-Type": asset.media_type})
