"""Draws: the same on every run, even over their range, and independent of one another."""

import numpy as np
import pytest

from mrl.scoring.draws import DRAWS, between, every_other, one_of


def test_every_part_of_a_range_is_drawn_from_once() -> None:
    drawn = np.sort(between(2, 4, "a"))
    edges = 2 + 2 * np.arange(DRAWS + 1) / DRAWS
    assert (drawn >= edges[:-1]).all()
    assert (drawn <= edges[1:]).all()


@pytest.mark.parametrize("places", [(0.0, 1.0), (0.0, 0.5, 1.0), (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)])
def test_every_place_of_a_list_is_drawn_equally_often(places: tuple[float, ...]) -> None:
    found, counts = np.unique(one_of(places, "a"), return_counts=True)
    assert tuple(found) == places
    assert counts.max() - counts.min() <= 1


def test_a_name_has_its_own_draws_and_always_the_same() -> None:
    assert (between(0, 1, "a") == between(0, 1, "a")).all()
    assert (between(0, 1, "a", "b") != between(0, 1, "ab")).any()


def test_draws_of_two_names_and_the_choice_of_means_go_their_own_ways() -> None:
    one, other, chosen = between(0, 1, "a"), between(0, 1, "b"), every_other()
    together = np.corrcoef([one, other, chosen])
    assert np.abs(together - np.eye(3)).max() < 0.05
    assert chosen.sum() * 2 == DRAWS
