"""From the identities in commits to numbered authors, over all repositories of a project.

Rules, in this order, each joining identities that the ones before left apart:
`mailmap` what a .mailmap says; `address` the same normalised address, unless more than three full
names use it; `name` the same normalised full name. Logins and single words never join anybody.
Nothing but numbers and counts leaves this module.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mrl.collectors.git.identity_keys import address_key, name_key, organisation_key
from mrl.collectors.git.mailmap import Identity, Mailmap, merged_mailmaps
from mrl.model.snapshot import Authors

_MOST_NAMES_OF_ONE_ADDRESS = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """One identity in one repository: the day of its first commit and how many it made."""

    identity: Identity
    first: dt.date
    commits: int


@dataclass(frozen=True, slots=True)
class NumberedAuthors:
    """The counts to publish, and the number of each identity, which stays in memory."""

    authors: Authors
    numbers: Mapping[Identity, int]


def number_authors(seen: Iterable[Seen], mailmaps: Sequence[Mailmap] = ()) -> NumberedAuthors:
    """Give the authors numbers from 1 in the order of their first commits.

    A .mailmap counts for the whole project. Robots are authors like any other; what a commit is
    stands in its own row. `identities` less all `merged_by` is `authors`.
    """
    entries, mailmap = list(seen), merged_mailmaps(mailmaps)
    identities = {entry.identity for entry in entries}
    groups = _Groups(identities)
    merged_by = _join(groups, identities, mailmap)
    numbers = _number(groups, entries)
    authors = Authors(
        identities=len(identities),
        authors=len(set(numbers.values())),
        merged_by=merged_by,
        organisations=_organisations(entries, numbers, mailmap),
    )
    return NumberedAuthors(authors, numbers)


class _Groups:
    """Identities in groups that only grow (union-find)."""

    def __init__(self, identities: Iterable[Identity]) -> None:
        self._parents = {identity: identity for identity in identities}

    def find(self, identity: Identity) -> Identity:
        """Give the identity that stands for the group."""
        while (parent := self._parents[identity]) != identity:
            self._parents[identity] = self._parents[parent]
            identity = parent
        return identity

    def join_equal(self, keys: Mapping[Identity, Hashable | None]) -> int:
        """Join all identities with the same key (None is no key); give how many groups fewer there are."""
        joined = 0
        first: dict[Hashable, Identity] = {}
        for identity, key in keys.items():
            if key is None:
                continue
            one, other = self.find(first.setdefault(key, identity)), self.find(identity)
            if one != other:
                self._parents[other] = one
                joined += 1
        return joined


def _join(groups: _Groups, identities: Iterable[Identity], mailmap: Mailmap) -> dict[str, int]:
    """Apply the rules one after the other and count what each one joined."""
    proper = {identity: mailmap.proper(identity) for identity in identities}
    mapped = {to for identity, to in proper.items() if identity != to}
    by_mailmap = {
        identity: (to.name, to.address.casefold()) if to in mapped else None
        for identity, to in proper.items()
    }
    by_address = {identity: address_key(to.address) for identity, to in proper.items()}
    by_name = {identity: name_key(to.name) for identity, to in proper.items()}
    shared = _shared_addresses(by_address, by_name)
    return {
        "mailmap": groups.join_equal(by_mailmap),
        "address": groups.join_equal(
            {identity: None if key in shared else key for identity, key in by_address.items()}
        ),
        "name": groups.join_equal(by_name),
    }


def _shared_addresses(
    addresses: Mapping[Identity, str | None], names: Mapping[Identity, frozenset[str] | None]
) -> set[str]:
    """Find addresses that so many full names use that they cannot be one person's."""
    used_by: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for identity, address in addresses.items():
        name = names[identity]
        if address is not None and name is not None:
            used_by[address].add(name)
    return {address for address, users in used_by.items() if len(users) > _MOST_NAMES_OF_ONE_ADDRESS}


def _number(groups: _Groups, entries: Iterable[Seen]) -> dict[Identity, int]:
    """Give groups numbers by the day of the first commit; on one day by name, which no number tells."""
    firsts: dict[Identity, tuple[dt.date, Identity]] = {}
    for entry in entries:
        group = groups.find(entry.identity)
        candidate = (entry.first, entry.identity)
        firsts[group] = min(firsts.get(group, candidate), candidate)
    order = {group: number for number, group in enumerate(sorted(firsts, key=firsts.__getitem__), start=1)}
    return {entry.identity: order[groups.find(entry.identity)] for entry in entries}


def _organisations(
    entries: Iterable[Seen], numbers: Mapping[Identity, int], mailmap: Mailmap
) -> dict[int, int]:
    """Give authors the organisation of the domain they used most; a domain of one author is personal."""
    used: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        domain = organisation_key(mailmap.proper(entry.identity).address)
        if domain is not None:
            used[numbers[entry.identity]][domain] += entry.commits
    users = Counter(domain for domains in used.values() for domain in domains)
    chosen: dict[int, str] = {}
    for author in sorted(used):
        shared = [(-commits, domain) for domain, commits in used[author].items() if users[domain] > 1]
        if shared:
            chosen[author] = min(shared)[1]
    order: dict[str, int] = {}
    return {author: order.setdefault(domain, len(order) + 1) for author, domain in chosen.items()}
