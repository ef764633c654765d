"""Gaps of one kind: those beyond a bound are only counted, so that nobody fills a document with them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from mrl.model.base import Message, say
from mrl.model.facts import Gap

_Key = tuple[str | None, str]

MORE = say("so many more of this kind are not listed: {count}").template
"""The reason of the gap that stands for others."""


def kind_of(gap: Gap) -> str:
    """Return what a gap is about, without the file: `manifest` of `manifest: pom.xml`."""
    return gap.subject.partition(": ")[0]


def stands_for(gap: Gap) -> int:
    """Return for how many gaps a gap stands: one, but for those that were left out."""
    count = gap.reason.values.get("count")
    return count if gap.reason.template == MORE and isinstance(count, int) else 1


def is_of_others(gap: Gap) -> bool:
    """Say whether a gap only tells how many others there were."""
    return gap.reason.template == MORE


def kept_within(
    gaps: Iterable[Gap], *, most: int, characters: int, size: Callable[[Gap], int]
) -> tuple[Gap, ...]:
    """Keep the first gaps of each kind in each repository, and say in one gap how many are not listed.

    Kept are at most `most` of a kind, as long as the kind has no more than `characters` by `size`; the first
    is always kept, as it is the reason for what is unknown. The order stays.
    """
    kept: list[tuple[_Key, Gap]] = []
    found: Counter[_Key] = Counter()
    spent: Counter[_Key] = Counter()
    left: Counter[_Key] = Counter()
    for gap in gaps:
        key = (gap.repository, kind_of(gap))
        spent[key] += size(gap)
        if found[key] and (found[key] >= most or spent[key] > characters or is_of_others(gap)):
            left[key] += stands_for(gap)
        else:
            found[key] += 1
            kept.append((key, gap))
    return tuple(_told(kept, left))


def _told(kept: Sequence[tuple[_Key, Gap]], left: Mapping[_Key, int]) -> Iterator[Gap]:
    """Return what was kept, each kind of which some were left followed by how many."""
    last = {key: position for position, (key, _) in enumerate(kept)}
    for position, (key, gap) in enumerate(kept):
        yield gap
        if left.get(key) and last[key] == position:
            repository, kind = key
            reason = Message(template=MORE, values={"count": left[key]})
            yield Gap(repository=repository, subject=kind, reason=reason)
