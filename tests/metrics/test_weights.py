from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.facts import commits, history, repository, snapshot, unknown_repository

from mrl.metrics import measure
from mrl.metrics.weights import core_positions, counted_positions, weights
from mrl.model.facts import RepositoryFacts
from mrl.model.project import Role

CORE, SATELLITE, RETIRED = Role.CORE, Role.SATELLITE, Role.RETIRED


def project(*roles: Role) -> list[RepositoryFacts]:
    return [repository(f"r{at}", role) for at, role in enumerate(roles)]


@pytest.mark.parametrize(
    ("roles", "counts", "expected"),
    [
        ((CORE,), (5,), (1.0,)),
        ((CORE, CORE), (5, 500), (0.5, 0.5)),
        ((CORE, SATELLITE, SATELLITE), (9, 4, 16), (0.6, 0.4 / 3, 0.8 / 3)),
        ((SATELLITE, SATELLITE), (0, 9), (0.25, 0.75)),
        ((CORE, RETIRED), (1, 99), (1.0, 0.0)),
        ((RETIRED,), (9,), (0.0,)),
        ((), (), ()),
    ],
)
def test_weights(roles: Sequence[Role], counts: Sequence[int], expected: Sequence[float]) -> None:
    assert weights(project(*roles), dict(enumerate(counts)), 0.6) == pytest.approx(expected)


def test_unknown_histories_count_as_one_commit() -> None:
    assert weights(project(SATELLITE, SATELLITE), {0: 1}, 0.6) == (0.5, 0.5)


def test_the_stated_part_of_the_core_holds() -> None:
    assert weights(project(CORE, SATELLITE), {}, 0.25) == (0.25, 0.75)


@given(st.lists(st.tuples(st.sampled_from(list(Role)), st.integers(0, 9999)), max_size=30), st.floats(0, 1))
def test_weights_add_up_to_one_unless_all_are_retired(
    repositories: list[tuple[Role, int]], core_weight: float
) -> None:
    roles = [role for role, _count in repositories]
    counts = dict(enumerate(count for _role, count in repositories))
    found = weights(project(*roles), counts, core_weight)
    assert sum(found) == pytest.approx(1 if set(roles) - {RETIRED} else 0)
    assert all(0 <= weight <= 1 for weight in found)


def test_without_a_marked_core_all_that_are_not_retired_are_the_core() -> None:
    assert core_positions(project(SATELLITE, RETIRED, SATELLITE)) == (0, 2)
    assert core_positions(project(SATELLITE, CORE, RETIRED)) == (1,)
    assert counted_positions(project(SATELLITE, CORE, RETIRED)) == (0, 1)


def test_measuring_weighs_satellites_by_their_human_commits() -> None:
    busy = repository("busy", SATELLITE, history=history(*commits(1, *range(9))))
    quiet = repository("quiet", SATELLITE, history=history(*commits(1, 800)))
    unread = unknown_repository("unread", SATELLITE)
    measured = measure(snapshot(repository(), busy, quiet, unread)).repositories
    assert [each.weight for each in measured] == pytest.approx([0.6, 0.24, 0.08, 0.08])
