import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrl.rendering.movement import Moves, in_hundredths


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=12))
def test_printed_figures_add_up_to_the_printed_whole(parts):
    total = sum(parts)
    figures = in_hundredths(parts, total)
    assert sum(figures) == round(total * 100)
    assert all(abs(figure - part * 100) <= 1.5 for figure, part in zip(figures, parts, strict=True))


@pytest.mark.parametrize(
    ("change", "english", "french"),
    [(0.5, "+0.50", "+0,50"), (-1.256, "\u22121.26", "\u22121,26"), (-0.001, "0.00", "0,00")],
)
def test_a_change_carries_its_sign(change, english, french):
    assert Moves("en").change(change) == english
    assert Moves("fr").change(change) == french
