"""How a list is named that a rubric draws on."""

import pytest

from mrl.model.base import Text
from mrl.rubric.citing import citation
from mrl.rubric.types import Attribution

LIST = {"id": "badges", "title": "Badges", "url": "https://example.org", "license": "MIT"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, Text(en="Badges, https://example.org (MIT)")),
        ({"note": ""}, Text(en="Badges, https://example.org (MIT)")),
        ({"note": "Topics alone."}, Text(en="Badges, https://example.org (MIT): Topics alone.")),
        ({"note": {"en": "Topics alone."}}, Text(en="Badges, https://example.org (MIT): Topics alone.")),
        (
            {"note": {"en": "Topics alone.", "fr": "Thèmes seuls."}},
            Text(
                en="Badges, https://example.org (MIT): Topics alone.",
                fr="Badges, https://example.org (MIT) : Thèmes seuls.",
            ),
        ),
        (
            {"license": "none stated", "note": {"en": "Topics.", "fr": "Thèmes."}},
            Text(
                en="Badges, https://example.org (none stated): Topics.",
                fr="Badges, https://example.org (licence non indiquée) : Thèmes.",
            ),
        ),
    ],
)
def test_it_is_in_french_where_its_note_is(written: dict[str, object], said: Text) -> None:
    assert citation(Attribution.model_validate(LIST | written)) == said
