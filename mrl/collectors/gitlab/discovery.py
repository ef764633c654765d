"""The repositories of a GitLab group with its subgroups, or of a user, by pattern."""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from mrl.collectors.forge import DiscoveredRepository
from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.gitlab.answers import ListedProject
from mrl.collectors.gitlab.server import Server
from mrl.collectors.http.door import Door
from mrl.errors import printable


def discover(
    organisation: Address, patterns: Sequence[str], exclude: Sequence[str], door: Door
) -> list[DiscoveredRepository]:
    """List the repositories below a group or user that match a pattern and no exclusion, by name.

    A pattern (`*`, `?`, `[...]`, any case) is compared with the repository's own name and with its path
    below the group (`tools/*`). One request for 100 repositories. Raises SourceError.
    """
    server = Server(organisation, door)
    namespace = unquote(urlsplit(organisation.url).path).strip("/").removesuffix(".git")
    found = {
        project.path_with_namespace: project
        for project in server.projects_of(namespace)
        if _matches(project, namespace, patterns) and not _matches(project, namespace, exclude)
    }
    return [_discovered(found[path], namespace, server) for path in sorted(found)]


def _matches(project: ListedProject, namespace: str, patterns: Iterable[str]) -> bool:
    names = (project.path.casefold(), _below(project, namespace).casefold())
    return any(fnmatchcase(name, pattern.casefold()) for pattern in patterns for name in names)


def _below(project: ListedProject, namespace: str) -> str:
    return project.path_with_namespace[len(namespace) :].lstrip("/")


def _discovered(project: ListedProject, namespace: str, server: Server) -> DiscoveredRepository:
    # Not the address that the answer names: it could lead to another server.
    return DiscoveredRepository(
        name=printable(_below(project, namespace)),
        address=parse_address(server.page(project.path_with_namespace)),
        archived=project.archived,
        fork=project.forked_from_project is not None,
        empty=project.empty_repo,
        pushed=project.last_activity_at,
    )
