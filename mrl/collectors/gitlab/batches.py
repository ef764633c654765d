"""The same question about many projects, several at a time, and fewer where that is too much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mrl.collectors.gitlab.answers import PathOnly, ProjectList
from mrl.collectors.gitlab.offered import Offered
from mrl.collectors.gitlab.queries import ALL_PATHS, document, path_variables
from mrl.collectors.gitlab.server import QueryRefused, Server
from mrl.collectors.http.errors import (
    BudgetSpent,
    InvalidAnswer,
    NotThere,
    SourceError,
    TooLarge,
    Unreachable,
)
from mrl.model.base import say

Replies = dict[str, Mapping[str, Any] | SourceError]
"""By path: what the server said of a project, or why it did not."""


@dataclass(frozen=True)
class Asker:
    """Asks one server GraphQL questions in the words it knows."""

    server: Server
    offered: Offered

    def ask(
        self, name: str, fields: str, paths: Sequence[str], size: int, variables: Mapping[str, object]
    ) -> Replies:
        """Ask the same fields of each project, `size` at a time; raises BudgetSpent only."""
        if ALL_PATHS not in self.offered:
            size = 1  # what one question may cost is then soon used up
        replies: Replies = {}
        for start in range(0, len(paths), size):
            replies |= self._batch(name, fields, paths[start : start + size], variables)
        return replies

    def _batch(
        self, name: str, fields: str, paths: Sequence[str], variables: Mapping[str, object]
    ) -> Replies:
        query = document(name, fields, len(paths), self.offered)
        try:
            data = self.server.graphql(query, {**path_variables(paths, self.offered), **variables})
        except BudgetSpent:
            raise
        except (QueryRefused, TooLarge, Unreachable) as problem:
            middle = len(paths) // 2
            if not middle or (isinstance(problem, Unreachable) and problem.status is None):
                return dict.fromkeys(paths, problem)
            halves = (paths[:middle], paths[middle:])
            return {
                path: reply
                for half in halves
                for path, reply in self._batch(name, fields, half, variables).items()
            }
        except SourceError as problem:
            return dict.fromkeys(paths, problem)
        try:
            return self._by_path(data, paths)
        except InvalidAnswer as problem:
            return dict.fromkeys(paths, problem)

    def _by_path(self, data: Mapping[str, Any], paths: Sequence[str]) -> Replies:
        """Sort the answers by the path each one names; raises InvalidAnswer."""
        software = self.server.software
        listed = data["projects"] if "projects" in data else {"nodes": list(data.values())}
        nodes = software.checked(ProjectList, listed, part="projects").nodes
        found = {
            software.checked(PathOnly, node, part=f"projects.nodes[{place}]").full_path.casefold(): node
            for place, node in enumerate(nodes)
            if node is not None
        }
        hidden = NotThere(say("{host} has nothing there, or does not show it", host=self.server.host))
        return {path: found.get(path.casefold(), hidden) for path in paths}
