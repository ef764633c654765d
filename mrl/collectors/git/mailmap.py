"""The `.mailmap` file: names and addresses a project itself says belong together.

Its four forms (gitmailmap(5)): `Name <commit address>`, `<address> <commit address>`,
`Name <address> <commit address>`, `Name <address> Commit name <commit address>`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_LINE = re.compile(
    r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>(?:(?P<commit_name>[^<>]*)<(?P<commit_address>[^<>]*)>)?[^<>]*"
)


class Identity(NamedTuple):
    """Name and address as a commit gives them."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Mailmap:
    """For a commit's address, and its name where the line gives one (both in lower case): the proper ones."""

    entries: Mapping[tuple[str | None, str], tuple[str | None, str | None]]

    def proper(self, identity: Identity) -> Identity:
        """Give the proper name and address; the identity itself where no line speaks of it."""
        address = identity.address.casefold()
        entry = self.entries.get((identity.name.casefold(), address)) or self.entries.get((None, address))
        name, proper_address = entry or (None, None)
        return Identity(name or identity.name, proper_address or identity.address)


def parse_mailmap(text: str) -> Mailmap:
    """Read a .mailmap; a line that has none of the four forms is passed over, as git does.

    A later line for the same commit identity adds to the earlier ones and replaces what both say.
    """
    entries: dict[tuple[str | None, str], tuple[str | None, str | None]] = {}
    for line in text.splitlines():
        match = None if line.startswith("#") else _LINE.fullmatch(line.strip())
        if match is None:
            continue
        name, address, commit_name, commit_address = (
            (match[group] or "").strip() or None
            for group in ("name", "address", "commit_name", "commit_address")
        )
        key = (commit_name and commit_name.casefold(), (commit_address or address or "").casefold())
        known_name, known_address = entries.get(key, (None, None))
        entries[key] = (name or known_name, (address if commit_address else None) or known_address)
    return Mailmap(entries)


def merged_mailmaps(mailmaps: Iterable[Mailmap]) -> Mailmap:
    """Join the files of several repositories; where they disagree the first one counts."""
    entries: dict[tuple[str | None, str], tuple[str | None, str | None]] = {}
    for mailmap in mailmaps:
        for key, proper in mailmap.entries.items():
            entries.setdefault(key, proper)
    return Mailmap(entries)
