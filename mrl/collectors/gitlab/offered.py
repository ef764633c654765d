"""What a server's version of GraphQL offers: one question at the start, instead of a guess by version."""

from collections.abc import Iterator, Mapping
from typing import Any

from mrl.collectors.gitlab.answers import GraphAnswer
from mrl.collectors.gitlab.server import Server

_RECORDS = ("Query", "Project", "Issue", "MergeRequest")
_WORD_LISTS = ("IssueSort", "MergeRequestSort", "ReleaseSort")

OFFERED = "query Offered {{ {parts} }}".format(
    parts=" ".join(
        [
            f'{name}: __type(name: "{name}") {{ fields(includeDeprecated: true) {{ name args {{ name }} }} }}'
            for name in _RECORDS
        ]
        + [
            f'{name}: __type(name: "{name}") {{ enumValues(includeDeprecated: true) {{ name }} }}'
            for name in _WORD_LISTS
        ]
    )
)


class _Named(GraphAnswer):
    name: str
    args: tuple["_Named", ...] = ()


class _Record(GraphAnswer):
    fields: tuple[_Named, ...] | None


class _WordList(GraphAnswer):
    enum_values: tuple[_Named, ...] | None


class Offered:
    """Fields, arguments and words a server knows, written `Issue`, `Issue.notes`, `Issue.notes.filter`."""

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def best(self, kind: str, *words: str) -> str:
        """Give the first of these words that the server knows; the last one where it knows none."""
        return next((word for word in words if f"{kind}.{word}" in self._names), words[-1])


def ask_offered(server: Server) -> Offered:
    """Ask a server what it offers; raises SourceError where it has no GraphQL for us."""
    data = server.graphql(OFFERED, {})
    return Offered(frozenset(name for kind in data for name in _names(server, kind, data)))


def _names(server: Server, kind: str, data: Mapping[str, Any]) -> Iterator[str]:
    if data[kind] is None:
        return
    if kind in _WORD_LISTS:
        named = server.software.checked(_WordList, data[kind], part=kind).enum_values
    else:
        named = server.software.checked(_Record, data[kind], part=kind).fields
    yield kind
    for field in named or ():
        yield f"{kind}.{field.name}"
        for argument in field.args:
            yield f"{kind}.{field.name}.{argument.name}"
