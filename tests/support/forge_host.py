"""One host that is both a made-up GitHub server and the git server of the same organisation."""

import contextlib
import gzip
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from support.doors import TOKEN
from support.git_server import git_answer
from support.github_server import GithubServer
from support.github_state import Repository
from support.http_server import HttpServer, Reply, Seen
from support.people import ADA, BEN, CLEO
from support.repository_builder import Content, RepositoryBuilder, days, git

ORGANISATION = "city"
API = "/api/"


@dataclass
class ForgeHost:
    """Answers what lies below `/api/` as GitHub Enterprise does, and everything else as a git server."""

    github: GithubServer
    root: Path
    """The folder that is served: `<owner>/<name>` are bare repositories."""
    before_git: Callable[[Seen], Reply | None] = lambda _seen: None
    """Called before git answers; may answer itself."""
    on_request: Callable[[], None] = lambda: None
    """Called at every request."""
    members: list[Repository] = field(default_factory=list)

    @classmethod
    @contextlib.contextmanager
    def serving(cls, root: Path) -> Iterator["ForgeHost"]:
        """Serve until the block ends."""
        with GithubServer.serving() as github:
            github.token = TOKEN
            host = cls(github, root)
            github.http.rule(host.answer)
            yield host

    @property
    def http(self) -> HttpServer:
        return self.github.http

    @property
    def url(self) -> str:
        """The address of the organisation."""
        return f"{self.http.url}/{ORGANISATION}"

    @property
    def token_variable(self) -> str:
        """The environment variable that carries the token for this host."""
        return f"MRL_TOKEN_{self.http.host.replace('.', '_').replace(':', '_')}"

    def environment(self, cache: Path, **more: str) -> dict[str, str]:
        """Give the environment of a program of its own that collects from here into a cache."""
        return {**os.environ, "MRL_CACHE": str(cache), self.token_variable: TOKEN, **more}

    def answer(self, seen: Seen) -> Reply:
        """Answer one request."""
        self.on_request()
        if seen.path.startswith(API):
            return self.github.answer(seen)
        replaced = self.before_git(seen)
        if replaced is not None:
            return replaced
        is_packed = seen.headers.get("content-encoding") == "gzip"
        body = gzip.decompress(seen.body) if is_packed else seen.body
        headers = {name.title(): value for name, value in seen.headers.items()}
        status, found, content = git_answer(self.root, seen.method, seen.path, headers, body)
        return Reply(status, content, found)

    def api_requests(self) -> list[Seen]:
        """Give the requests that were questions to GitHub."""
        return [seen for seen in self.http.requests if seen.path.startswith(API)]

    def git_requests(self, name: str = "") -> list[Seen]:
        """Give the requests to the git server, about one repository or all."""
        place = f"/{ORGANISATION}/{name}/" if name else f"/{ORGANISATION}/"
        return [seen for seen in self.http.requests if seen.path.startswith(place)]

    def fetches(self, name: str) -> int:
        """Count how often objects of a repository were asked for."""
        bodies = [
            gzip.decompress(seen.body) if seen.headers.get("content-encoding") == "gzip" else seen.body
            for seen in self.git_requests(name)
        ]
        return sum(b"command=fetch" in body for body in bodies)

    def add(self, repository: Repository, origin: Path) -> Repository:
        """Let the organisation have a repository; several may share one on disk."""
        self.members.append(self.github.hub.add(repository))
        place = self.root / repository.owner / repository.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(origin, target_is_directory=True)
        return repository

    def remove(self, repository: Repository) -> None:
        """Delete a repository from forge and git server alike."""
        self.github.hub.remove(repository)
        (self.root / repository.owner / repository.name).unlink()

    def write_project(self, folder: Path, **settings: Any) -> Path:
        """Write a project file that names this organisation; settings go to the organisation."""
        folder.mkdir(parents=True, exist_ok=True)
        organisation = {"url": self.url, "kind": "github", "include": ["plugin-*", "core-*"], **settings}
        project = {"schema": "mrl-project/1", "name": "City Suite", "organisations": [organisation]}
        path = folder / "project.yaml"
        path.write_text(yaml.safe_dump(project), encoding="utf-8")
        return path


def small_origin(folder: Path, number: int) -> Path:
    """Make a small git repository; the same people work on all of them, so they are to count once."""
    files: dict[str, Content] = {
        "README.md": f"# Plugin {number}\n\n## Installation\n\nRun the installer.\n",
        "LICENSE": "MIT License\n\nCopyright (c) 2024 Example City\n",
        "src/main.py": f'"""Part {number}."""\n\nPART = {number}\n',
    }
    builder = RepositoryBuilder(folder / f"origin-{number}").commit("2024-01-10", ADA, files, "Start")
    builder.commits(days("2024-03-01", 3 + number % 3, 7), BEN if number % 2 else CLEO)
    path = builder.tag("v1.0.0", day="2024-04-01", tagger=ADA).change_request(number + 1).write()
    for key in ("allowFilter", "allowAnySHA1InWant"):
        git("config", f"uploadpack.{key}", "true", folder=path)
    return path


def fill(host: ForgeHost, repositories: Sequence[Repository], folder: Path, distinct: int = 4) -> None:
    """Let the organisation have these repositories, over a few distinct ones on disk."""
    origins = [small_origin(folder, number) for number in range(distinct)]
    for index, repository in enumerate(repositories):
        host.add(repository, origins[index % distinct])
