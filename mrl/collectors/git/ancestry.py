"""Whether two repositories have history in common, also where neither holds the other's newest commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from mrl.collectors.git.store import GitStore
from mrl.collectors.git.text import decoded


@dataclass(frozen=True, slots=True)
class Ancestry:
    """A repository on this machine, and the first commits its assessed ones descend from."""

    folder: Path
    roots: tuple[str, ...]

    @classmethod
    def of(cls, folder: Path, commits: Sequence[str]) -> Self:
        """Find the roots of those commits that the repository holds, else of its HEAD.

        Raises as `GitStore` does.
        """
        with GitStore(folder) as store:
            absent = set(store.missing(commits))
            held = [commit for commit in commits if commit not in absent]
            head = None if held else store.head()
            return cls(folder, roots_of(store, held or ([head[0]] if head is not None else [])))

    def is_shared_by(self, other: GitStore, tips: Sequence[str]) -> bool:
        """Say whether another repository holds a root of this one, or this one what `tips` name there."""
        if len(other.missing(self.roots)) < len(set(self.roots)):
            return True
        with GitStore(self.folder) as store:
            return len(store.missing(tips)) < len(tips)


def roots_of(store: GitStore, tips: Sequence[str]) -> tuple[str, ...]:
    """List the first commits that these descend from; in a shallow clone those at which it was cut off."""
    return tuple(decoded(store.git("rev-list", "--max-parents=0", *tips, "--")).split()) if tips else ()


def held_by(folder: Path, commits: Sequence[str]) -> set[str]:
    """Say which of the commits a repository holds. Raises as `GitStore` does."""
    with GitStore(folder) as store:
        return set(commits) - set(store.missing(commits))


def tips_of(store: GitStore) -> tuple[str, ...]:
    """Give the commits that refs and HEAD name, each once."""
    named = [ref.commit for ref in store.refs()]
    head = store.head()
    return tuple(dict.fromkeys(filter(None, [*named, head[0] if head is not None else None])))
