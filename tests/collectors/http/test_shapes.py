"""Answers read into their forms: the first wrong field is named, and a million of them cost what one does."""

import tracemalloc

import pytest
from pydantic import BaseModel

from mrl.collectors.http.errors import InvalidAnswer
from mrl.collectors.http.shapes import Software, Whole, Words

SOFTWARE = Software("GitHub", "forge.example")


class Node(BaseModel):
    name: Words
    count: Whole = 0


class Page(BaseModel):
    nodes: tuple[Node, ...]
    total: Whole | None = None


WRONG = 100_000


@pytest.mark.parametrize(
    ("form", "content", "field"),
    [
        (Page, {"nodes": [{}] * WRONG}, "nodes[0].name is missing"),
        (Page, {"nodes": [{"name": "x"}, *[{"name": 1}] * WRONG]}, "nodes[1].name is not what belongs there"),
        (list[Node], [{"name": "x", "count": -1}] * WRONG, "[0].count is not what belongs there"),
        (dict[str, list[Node]], {"a": [None] * WRONG}, "a[0] is not what belongs there"),
    ],
)
def test_a_wrong_field_is_named_and_the_others_take_no_memory(
    form: type, content: object, field: str
) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(InvalidAnswer) as raised:
            SOFTWARE.checked(form, content)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert raised.value.reason.in_english().endswith(field)
    assert raised.value.__cause__.error_count() == 1
    assert most < 1_000_000


def test_what_only_the_made_object_tells_is_still_refused() -> None:
    with pytest.raises(InvalidAnswer, match="name"):
        SOFTWARE.checked(Page, {"nodes": [{"name": "\ud800"}]})


def test_each_wrong_part_is_named_where_the_rest_is_kept() -> None:
    kept, reasons = SOFTWARE.salvaged(Page, {"nodes": [], "total": "many"}, part="repository")
    assert kept == Page(nodes=())
    assert reasons["total"].in_english().endswith("repository.total is not what belongs there")
    kept, reasons = SOFTWARE.salvaged(Page, {"nodes": [{}] * WRONG, "total": "many"}, part="repository")
    assert kept is None
    assert set(reasons) == {"nodes", "total"}
