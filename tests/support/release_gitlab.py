"""A stand-in for the releases and packages of one GitLab project: it remembers, and keeps GitLab's rules."""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from support.doors import TOKEN
from support.http_server import HttpServer, Reply, Seen, of_json
from support.release_exchanges import Exchanges, refused

API = "/api/v4/projects/"
PROJECT = "city/services"
TAG = "v1.2.0"
COMMIT = "c0ffee" + "0" * 34
MOMENT = "2026-01-01T12:00:00.000Z"
PAGE = 2

_FILE_PATH = re.compile(r"/(?:[-.\w]+/?)*[\da-zA-Z]+", re.ASCII)
_VERSION = re.compile(r"(?!.*\.\.)[\w+.-]+", re.ASCII)
_FILE_NAME = re.compile(r"(?!~)[A-Za-z0-9._\-+~]+(?<!~)")


@dataclass
class Link:
    """A file of a release."""

    id: int
    name: str
    url: str
    path: str | None = None
    kind: str = "other"


@dataclass
class Release:
    """A release."""

    tag: str
    description: str | None = None
    links: list[Link] = field(default_factory=list)


@dataclass
class PackageFile:
    """A file of a package."""

    id: int
    name: str
    content: bytes


@dataclass
class Package:
    """A version of a generic package."""

    id: int
    name: str
    version: str
    files: list[PackageFile] = field(default_factory=list)


class GitlabReleases:
    """One project; what a link leads to can be read back with `content`."""

    def __init__(self, http: HttpServer) -> None:
        self.http = http
        self.exchanges = Exchanges(http, self._answer)
        self.token = TOKEN
        self.refusal: Reply | None = None
        """The answer to every change, where there is one."""
        self.protected = False
        self.duplicates = True
        self.halves = 0
        """So many uploads arrive by half, and the server does not notice."""
        self.tags: dict[str, str] = {TAG: COMMIT}
        self.releases: dict[str, Release] = {}
        self.packages: list[Package] = []
        self._next = 100

    @classmethod
    @contextlib.contextmanager
    def serving(cls) -> Iterator["GitlabReleases"]:
        """Serve until the block ends."""
        with HttpServer.serving() as http:
            yield cls(http)

    @property
    def url(self) -> str:
        """The project's address."""
        return f"{self.http.url}/{PROJECT}"

    def add(self, tag: str = TAG, **options: Any) -> Release:
        """Make a release."""
        self.releases[tag] = Release(tag, **options)
        return self.releases[tag]

    def put(self, release: Release, name: str, url: str, **options: Any) -> Link:
        """Add a link, as somebody did before."""
        link = Link(self._number(), name, url, **options)
        release.links.append(link)
        return link

    def content(self, link: Link) -> bytes | None:
        """Download what a link leads to, if it is here."""
        parts = unquote(link.url).split("/packages/generic/")
        name, version, file = parts[1].split("/") if len(parts) == 2 else ("", "", "")
        found = [each.content for each in self._files(name, version) if each.name == file]
        return found[-1] if found else None

    def contents(self, tag: str = TAG) -> dict[str, bytes | None]:
        """Download everything that a release shows."""
        return {link.name: self.content(link) for link in self.releases[tag].links}

    def _files(self, name: str, version: str) -> list[PackageFile]:
        packages = [each for each in self.packages if (each.name, each.version) == (name, version)]
        return packages[0].files if packages else []

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _answer(self, seen: Seen) -> Reply:
        known = (seen.headers.get("authorization"), seen.headers.get("job-token"))
        if known not in ((f"Bearer {self.token}", None), (None, self.token)):
            return refused("401 Unauthorized", 401)
        if seen.method != "GET" and self.refusal is not None:
            return self.refusal
        parts = urlsplit(seen.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        project, *segments = [unquote(each) for each in parts.path.removeprefix(API).split("/")]
        if not parts.path.startswith(API) or project != PROJECT:
            return refused("404 Project Not Found", 404)
        return self._routed(seen, segments, query)

    def _routed(self, seen: Seen, segments: list[str], query: dict[str, str]) -> Reply:
        match seen.method, segments:
            case "GET", ["repository", "tags"]:
                start = query["search"].removeprefix("^")
                found = [self._tag(name) for name in self.tags if name.startswith(start)]
                return self._page(found, query, seen)
            case method, ["packages", *rest]:
                return self._of_packages(method, rest, query, seen)
            case "POST", ["releases"]:
                return self._create(json.loads(seen.body))
            case method, ["releases", tag, *rest] if tag in self.releases:
                return self._of_release(method, self.releases[tag], rest, seen)
        return refused("404 Not found", 404)

    def _tag(self, name: str) -> dict[str, Any]:
        commit = {"id": self.tags[name], "short_id": self.tags[name][:8]}
        return {"name": name, "target": "f" * 40, "protected": self.protected, "commit": commit}

    def _of_packages(self, method: str, rest: list[str], query: dict[str, str], seen: Seen) -> Reply:
        match method, rest:
            case "PUT", ["generic", name, version, file]:
                return self._upload(name, version, file, seen)
            case "GET", []:
                found = [each for each in self.packages if query["package_name"] in each.name]
                return self._page([_package(each) for each in found], query, seen)
            case _, [number, *inner]:
                package = next((each for each in self.packages if str(each.id) == number), None)
                if package is not None:
                    return self._of_package(method, package, inner, query, seen)
        return refused("404 Not found", 404)

    def _of_package(
        self, method: str, package: Package, inner: list[str], query: dict[str, str], seen: Seen
    ) -> Reply:
        match method, inner:
            case "GET", ["package_files"]:
                return self._page([_package_file(each, package) for each in package.files], query, seen)
            case "DELETE", ["package_files", number]:
                package.files = [each for each in package.files if str(each.id) != number]
                return Reply(204)
            case "DELETE", []:
                self.packages.remove(package)
                return Reply(204)
        return refused("404 Not found", 404)

    def _upload(self, name: str, version: str, file: str, seen: Seen) -> Reply:
        if not (_VERSION.fullmatch(version) and _FILE_NAME.fullmatch(file)):
            return of_json({"error": "file_name is invalid"}, 400)
        package = next((each for each in self.packages if (each.name, each.version) == (name, version)), None)
        if package is None:
            package = Package(self._number(), name, version)
            self.packages.append(package)
        if not self.duplicates and any(each.name == file for each in package.files):
            return refused("400 Bad request - Duplicate package is not allowed", 400)
        half, self.halves = self.halves > 0, max(0, self.halves - 1)
        content = seen.body[: len(seen.body) // 2] if half else seen.body
        added = PackageFile(self._number(), file, content)
        package.files.append(added)
        return of_json(_package_file(added, package), 201)

    def _page(self, content: list[dict[str, Any]], query: dict[str, str], seen: Seen) -> Reply:
        page = int(query.get("page", "1"))
        reply = of_json(content[(page - 1) * PAGE : page * PAGE])
        if page * PAGE >= len(content):
            return reply
        rest = "&".join(f"{name}={value}" for name, value in query.items() if name != "page")
        address = f"{self.http.url}{urlsplit(seen.path).path}?{rest}&page={page + 1}"
        return reply.having(Link=f'<{address}>; rel="next"')

    def _create(self, fields: dict[str, Any]) -> Reply:
        tag = fields["tag_name"]
        if tag in self.releases:
            return refused("Release already exists", 409)
        if tag not in self.tags:
            return refused("Ref is not specified", 422)
        release = Release(tag, fields.get("description"))
        for each in fields.get("assets", {}).get("links", []):
            problem = self._add_link(release, each)
            if problem:
                return problem
        self.releases[tag] = release
        return of_json(self._described(release), 201)

    def _of_release(self, method: str, release: Release, rest: list[str], seen: Seen) -> Reply:
        fields = json.loads(seen.body) if seen.body else {}
        match method, rest:
            case "GET", []:
                return of_json(self._described(release))
            case "PUT", []:
                release.description = fields.get("description", release.description)
                return of_json(self._described(release))
            case "POST", ["assets", "links"]:
                return self._add_link(release, fields) or of_json(self._link(release.links[-1], release), 201)
            case "PUT", ["assets", "links", number]:
                return self._turn(release, number, fields)
            case "DELETE", ["assets", "links", number]:
                gone = next(each for each in release.links if str(each.id) == number)
                release.links.remove(gone)
                return of_json(self._link(gone, release))
        return refused("404 Not found", 404)

    def _add_link(self, release: Release, fields: dict[str, Any]) -> Reply | None:
        link = Link(self._number(), fields["name"], fields["url"], fields.get("direct_asset_path"))
        link.kind = fields.get("link_type", "other")
        problem = _wrong(link, release)
        if problem:
            return refused(problem, 400)
        release.links.append(link)
        return None

    def _turn(self, release: Release, number: str, fields: dict[str, Any]) -> Reply:
        link = next((each for each in release.links if str(each.id) == number), None)
        if link is None:
            return refused("404 Not found", 404)
        changed = Link(link.id, fields.get("name", link.name), fields.get("url", link.url))
        changed.path = fields.get("direct_asset_path", link.path)
        changed.kind = fields.get("link_type", "other")
        problem = _wrong(changed, release)
        if problem:
            return refused(problem, 400)
        release.links[release.links.index(link)] = changed
        return of_json(self._link(changed, release))

    def _described(self, release: Release) -> dict[str, Any]:
        links = [self._link(each, release) for each in reversed(release.links)]
        return {
            "tag_name": release.tag,
            "name": release.tag,
            "description": release.description,
            "created_at": MOMENT,
            "released_at": MOMENT,
            "upcoming_release": False,
            "assets": {"count": len(links), "sources": [], "links": links},
        }

    def _link(self, link: Link, release: Release) -> dict[str, Any]:
        direct = f"{self.url}/-/releases/{release.tag}/downloads{link.path}" if link.path else link.url
        return {
            "id": link.id,
            "name": link.name,
            "url": link.url,
            "direct_asset_url": direct,
            "link_type": link.kind,
        }


def _wrong(link: Link, release: Release) -> str:
    others = [each for each in release.links if each.id != link.id]
    for value, taken in (
        (link.name, {each.name for each in others}),
        (link.url, {each.url for each in others}),
    ):
        if value in taken:
            return "Validation failed: has already been taken"
    if link.path and (not _FILE_PATH.fullmatch(link.path) or link.path in {each.path for each in others}):
        return "Validation failed: Filepath is invalid or has already been taken"
    return ""


def _package(package: Package) -> dict[str, Any]:
    return {
        "id": package.id,
        "name": package.name,
        "version": package.version,
        "package_type": "generic",
        "status": "default",
        "created_at": MOMENT,
    }


def _package_file(file: PackageFile, package: Package) -> dict[str, Any]:
    return {
        "id": file.id,
        "package_id": package.id,
        "created_at": MOMENT,
        "file_name": file.name,
        "size": len(file.content),
        "file_md5": None,
        "file_sha1": hashlib.sha1(file.content).hexdigest(),  # noqa: S324 - as GitLab gives it
        "file_sha256": hashlib.sha256(file.content).hexdigest(),
    }
