"""What follows from the rows of a portfolio: nothing else is needed for it."""

import pytest
from support import portfolios

from mrl.model.portfolio import Tallied
from mrl.scoring.portfolio_whole import with_whole


@pytest.mark.parametrize("name", ["several", "levelled", "counted"])
def test_the_rows_give_everything_back(name: str) -> None:
    found = portfolios.portfolio(name)
    emptied = found.model_copy(
        update={
            "leading": None,
            "projects": tuple(sorted(found.projects, key=lambda each: each.project)),
            "headlines": tuple(
                each.model_copy(update={"scores": (), "levels": (), "without_score": 0, "without_level": 0})
                for each in found.headlines
            ),
            "criteria": tuple(
                each.model_copy(update={"tally": Tallied(), "gain": 0, "unknown_because": None})
                for each in found.criteria
            ),
            "stale": (),
            "expired": (),
        }
    )
    assert with_whole(emptied) == found
