"""Which repositories an organisation or a user has, by the patterns of their names."""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from urllib.parse import quote

from mrl.collectors.forge import DiscoveredRepository
from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.github.answers import OwnedNode, OwnerNode
from mrl.collectors.github.api import Api
from mrl.collectors.github.batches import Asker, Question
from mrl.collectors.github.places import Server, owner_of
from mrl.collectors.github.queries import OWNED
from mrl.collectors.github.rest_answers import ListedAnswer
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer, NotThere
from mrl.collectors.http.limits import MOST_PAGES
from mrl.errors import TargetError
from mrl.model.base import say


def discover(
    organisation: Address, patterns: Sequence[str], exclude: Sequence[str], door: Door
) -> list[DiscoveredRepository]:
    """List the repositories whose name matches one of `patterns` and none of `exclude`, by name.

    Patterns are those of a shell (`plugin-*`), upper and lower case alike; no pattern means all.
    Raises `SourceError`, for example `NotThere` where there is no such organisation.
    """
    api = Api(door, Server.of(organisation))
    owner = owner_of(organisation)
    pages = _by_graphql(api, owner) if api.has_token else _by_rest(api, owner)
    found = {each.name: each for page in pages for node in page if (each := _discovered(node))}
    wanted = [each for each in found.values() if _is_wanted(each.name, patterns, exclude)]
    return sorted(wanted, key=lambda each: (each.name.casefold(), each.name))


def _is_wanted(name: str, patterns: Sequence[str], exclude: Sequence[str]) -> bool:
    if any(_matches(name, pattern) for pattern in exclude):
        return False
    return not patterns or any(_matches(name, pattern) for pattern in patterns)


def _matches(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), pattern.casefold())


def _by_graphql(api: Api, owner: str) -> Iterator[list[OwnedNode]]:
    asker, cursor = Asker(api), ""
    for _ in range(MOST_PAGES):
        fields = OWNED % (", after: $x1" if cursor else "")
        question = Question(
            f"repositoryOwner(login: $x0) {{ {fields} }}", (owner, cursor) if cursor else (owner,), OwnerNode
        )
        reply = asker.ask([question], 1)[0]
        if reply.node is None or reply.failures:
            raise NotThere(reply.failures[0].reason)
        page = reply.node.repositories
        yield list(page.seen)
        cursor = page.page_info.end_cursor or ""
        if not page.page_info.has_next_page or not cursor:
            return
    raise InvalidAnswer(say("{host} goes on giving pages without end", host=api.server.host))


def _by_rest(api: Api, owner: str) -> Iterator[list[OwnedNode]]:
    for page in api.pages(f"/users/{quote(owner, safe='')}/repos", ListedAnswer, sort="full_name"):
        yield [each.node() for each in page]


def _discovered(node: OwnedNode) -> DiscoveredRepository | None:
    """Read one entry; None for one whose address no clone could use."""
    try:
        address = parse_address(node.url)
    except TargetError:
        return None
    if not re.fullmatch(r"[\w.-]+", node.name, re.ASCII):
        return None
    return DiscoveredRepository(
        name=node.name,
        address=address,
        archived=node.is_archived,
        fork=node.is_fork,
        empty=node.is_empty,
        pushed=node.pushed_at,
    )
