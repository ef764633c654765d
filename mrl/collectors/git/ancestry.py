"""Whether two repositories have history in common, also where neither holds the other's newest commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mrl.collectors.git.store import GitStore
from mrl.collectors.git.text import decoded


@dataclass(frozen=True, slots=True)
class Look:
    """What one look into a repository showed: which commits asked for it holds, and its first commits."""

    held: frozenset[str]
    roots: tuple[str, ...]


class Looks:
    """Looks into repositories, each opened once for the same question: that takes several git processes."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, tuple[str, ...], tuple[str, ...] | None], Look] = {}

    def at(self, folder: Path, asked: Sequence[str], heads: Sequence[str] | None = None) -> Look:
        """Say which of the commits a repository holds. Raises as `GitStore` does.

        With `heads` the roots are those of the heads that it holds, else of its HEAD; without them none.
        """
        key = (folder, tuple(asked), None if heads is None else tuple(heads))
        if key not in self._known:
            self._known[key] = _look(folder, asked, heads)
        return self._known[key]

    def forget(self) -> None:
        """Look again next time, as repositories have been read and clones brought up to date since."""
        self._known.clear()


def _look(folder: Path, asked: Sequence[str], heads: Sequence[str] | None) -> Look:
    with GitStore(folder) as store:
        wanted = {*asked, *(heads or ())}
        held = frozenset(wanted.difference(store.missing(wanted)))
        if heads is None:
            return Look(held=held, roots=())
        tips = [head for head in heads if head in held]
        if not tips and (head := store.head()) is not None:
            tips = [head[0]]
        return Look(held=held, roots=roots_of(store, tips))


def roots_of(store: GitStore, tips: Sequence[str]) -> tuple[str, ...]:
    """List the first commits that these descend from; in a shallow clone those at which it was cut off."""
    return tuple(decoded(store.git("rev-list", "--max-parents=0", *tips, "--")).split()) if tips else ()


def tips_of(store: GitStore) -> tuple[str, ...]:
    """Give the commits that refs and HEAD name, each once."""
    named = [ref.commit for ref in store.refs()]
    head = store.head()
    return tuple(dict.fromkeys(filter(None, [*named, head[0] if head is not None else None])))
