"""Gaps of one kind beyond a bound are counted, never dropped."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mrl.model.base import say
from mrl.model.facts import Gap
from mrl.model.gaps import is_of_others, kept_within, kind_of, stands_for


def gap(repository: str, subject: str) -> Gap:
    return Gap(
        repository=repository, subject=subject, reason=say("the manifest cannot be read: {why}", why="x")
    )


def size(of: Gap) -> int:
    return len(of.subject)


many = st.lists(
    st.builds(gap, st.sampled_from("ab"), st.sampled_from(["manifest: a", "manifest: bbb", "tree"]))
)


@given(many, st.integers(1, 5), st.integers(0, 60))
def test_none_is_dropped_silently_and_the_order_stays(gaps: list[Gap], most: int, characters: int) -> None:
    kept = kept_within(gaps, most=most, characters=characters, size=size)
    assert sum(map(stands_for, kept)) == len(gaps)
    listed = [each for each in kept if not is_of_others(each)]
    assert not [each for each in listed if each not in gaps]
    counted = Counter((each.repository, kind_of(each)) for each in listed)
    assert all(count <= most for count in counted.values())
    assert set(counted) == {(each.repository, kind_of(each)) for each in gaps}
    if len(listed) == len(gaps):
        assert list(kept) == gaps


@given(many)
def test_keeping_fewer_of_what_was_kept_still_counts_all(gaps: list[Gap]) -> None:
    once = kept_within(gaps, most=3, characters=10_000, size=size)
    twice = kept_within(once, most=2, characters=10_000, size=size)
    assert sum(map(stands_for, twice)) == len(gaps)


def test_the_count_follows_the_last_of_its_kind() -> None:
    gaps = [*(gap("a", f"manifest: {number}") for number in range(4)), gap("a", "tree")]
    kept = kept_within(gaps, most=2, characters=1_000, size=size)
    assert [each.subject for each in kept] == ["manifest: 0", "manifest: 1", "manifest", "tree"]
    assert kept[2].reason.values == {"count": 2}
