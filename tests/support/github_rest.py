"""Answers REST questions from a made-up server's memory: those that the collector asks."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from support.github_state import Hub, Item, Release, Repository, written

PREFIX = "/api/v3"
Page = dict[str, str]


class NotFoundError(LookupError):
    """There is no such thing."""


class Rest:
    """Answers paths below `/api/v3`; `links` are given for lists with more pages."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.largest_page: int | None = None
        """Servers that are only like GitHub give so many at a time, whatever is asked for, and no links."""
        self.left_out: tuple[str, ...] = ()
        """Fields that such a server does not give."""

    def answer(self, target: str) -> tuple[Any, dict[str, str]]:
        """Give the answer and headers for a path with its query; raises NotFoundError."""
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match [unquote(each) for each in parts.path.removeprefix(PREFIX).strip("/").split("/")]:
            case ["users", login, "repos"]:
                content: Any = [self._repository(each) for each in self._hub.owned(login)]
                if not content:
                    raise NotFoundError(login)
            case ["repos", owner, name, *rest]:
                content = self._about(self._find(owner, name), "/".join(rest), query)
            case _:
                raise NotFoundError(target)
        return self._paged(content, parts.path, query) if isinstance(content, list) else (content, {})

    def _find(self, owner: str, name: str) -> Repository:
        found = self._hub.find(f"{owner}/{name}")
        if found is None:
            raise NotFoundError(name)
        return found

    def _about(self, repository: Repository, rest: str, query: Page) -> Any:
        if rest.startswith("branches/"):
            return {"name": "main", "protected": repository.required_reviews is not None}
        answers: dict[str, Callable[[], Any]] = {
            "": lambda: self._repository(repository),
            "releases": lambda: [_release(each) for each in repository.releases],
            "community/profile": lambda: self._profile(repository),
            "issues": lambda: self._items(repository, repository.items(), query),
            "pulls": lambda: self._items(repository, repository.changes, query),
            "issues/comments": lambda: self._comments(repository),
            "private-vulnerability-reporting": lambda: {"enabled": repository.private_reports},
            "security-advisories": lambda: [
                {"published_at": written(each), "state": "published"} for each in repository.advisories
            ],
        }
        if rest not in answers:
            raise NotFoundError(rest)
        return answers[rest]()

    def _repository(self, repository: Repository) -> dict[str, Any]:
        license_ = repository.license
        return {
            "name": repository.name,
            "full_name": repository.full_name,
            "html_url": f"{self._hub.web}/{repository.full_name}",
            "description": repository.description,
            "homepage": repository.homepage,
            "archived": repository.archived is not None,
            "fork": repository.fork,
            "is_template": repository.template,
            "topics": list(repository.topics),
            "license": {"spdx_id": license_, "key": license_.lower()} if license_ else None,
            "has_issues": repository.has_issues,
            "has_discussions": repository.has_discussions,
            "pushed_at": written(repository.pushed),
            "updated_at": written(repository.pushed),
            "size": 0 if repository.empty else 12,
            "default_branch": "main",
        }

    def _profile(self, repository: Repository) -> dict[str, Any]:
        own = {
            path.lower(): f"{self._hub.web}/{repository.full_name}/blob/main/{path}"
            for path in repository.files
        }
        common = self._hub.find(f"{repository.owner}/.github")
        shared = {
            path.lower(): f"{self._hub.web}/{repository.owner}/.github/blob/main/{path}"
            for path in (common.files if common else ())
        }
        addresses = shared | own
        names = {
            "readme": "readme.md",
            "contributing": "contributing.md",
            "code_of_conduct_file": "code_of_conduct.md",
        }
        found = {
            key: {"html_url": addresses[name]} if name in addresses else None for key, name in names.items()
        }
        if "readme.md" not in own:
            found["readme"] = None
        return {"health_percentage": 50, "files": {**found, "license": None, "issue_template": None}}

    def _items(self, repository: Repository, items: Sequence[Item], query: Page) -> list[dict[str, Any]]:
        closed = query.get("state") == "closed"
        wanted = [each for each in items if (each.closed is not None) == closed]
        key = query.get("sort", "created")
        wanted.sort(key=lambda each: getattr(each, key), reverse=True)
        is_pulls = items is repository.changes
        return [self._item(repository, each, is_pulls=is_pulls) for each in wanted]

    def _item(self, repository: Repository, item: Item, *, is_pulls: bool) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "number": item.number,
            "created_at": written(item.created),
            "updated_at": written(item.updated),
            "closed_at": written(item.closed),
            "user": _user(item.login),
            "assignees": [_user(each) for each in item.assignees],
        }
        if is_pulls:
            return answer | {"merged_at": written(item.closed) if item.merged else None}
        url = f"{self._hub.web}/{repository.full_name}/pull/{item.number}"
        marks = {"pull_request": {"html_url": url}} if item.is_change else {}
        return answer | marks | {"comments": len(item.comments)}

    def _comments(self, repository: Repository) -> list[dict[str, Any]]:
        url = f"{self._hub.web}{PREFIX}/repos/{repository.full_name}/issues"
        every = [(each, item.number) for item in repository.items() for each in item.comments]
        every.sort(key=lambda pair: pair[0].time, reverse=True)
        return [
            {"issue_url": f"{url}/{number}", "created_at": written(each.time), "user": _user(each.login)}
            for each, number in every
        ]

    def _paged(self, content: list[Any], path: str, query: Page) -> tuple[Any, dict[str, str]]:
        size, page = int(query.get("per_page", "30")), int(query.get("page", "1"))
        content = [{key: each[key] for key in each if key not in self.left_out} for each in content]
        if self.largest_page is not None:
            size = min(size, self.largest_page)
            return content[(page - 1) * size : page * size], {}
        shown = content[(page - 1) * size : page * size]
        if page * size >= len(content):
            return shown, {}
        return shown, {"Link": f'<{self._hub.web}{path}?per_page={size}&page={page + 1}>; rel="next"'}


def _user(login: str | None) -> dict[str, Any] | None:
    return {"login": login, "type": "Bot" if login.endswith("[bot]") else "User"} if login else None


def _release(release: Release) -> dict[str, Any]:
    return {
        "tag_name": release.tag,
        "created_at": written(release.time),
        "published_at": None if release.draft else written(release.time),
        "prerelease": release.pre_release,
        "draft": release.draft,
        "assets": [{"name": f"file-{number}.zip"} for number in range(release.assets)],
    }
