"""How much a document draws: a page may draw a drawing that draws others, and each of them again others."""

import re
from collections import Counter
from typing import Final

from mrl.model.base import say
from mrl.verify.building import Object, Stream
from mrl.verify.compared import Taken, about
from mrl.verify.syntax import TooMuchError

DRAWING_LIMIT: Final = 100_000
"""So many drawings are drawn, each as often as it is used; a report of ours has about a hundred."""
NESTING_LIMIT: Final = 10

_USE = re.compile(rb"/([^\0\t\n\f\r /<>\[\]()]+)[\0\t\n\f\r ]+Do(?![A-Za-z0-9])")


def check_weight(of: Taken) -> None:
    """See whether the pages draw no more than is read. Raises `TooMuchError`, for circles too."""
    known: dict[int, int] = {}
    total = sum(_weight(of, page, of.built.entry(page, "Contents"), known, 0) for page in of.of_kind("Page"))
    for kind in ("Pattern", "XObject"):
        total += sum(_weight(of, each, each, known, 0) for each in of.of_kind(kind))
    if total > DRAWING_LIMIT:
        raise TooMuchError(say("its pages draw more than {count} drawings", count=DRAWING_LIMIT))


def _weight(of: Taken, holder: Object, drawing: Object, known: dict[int, int], depth: int) -> int:
    """Count a drawing with all that is drawn inside it."""
    if depth > NESTING_LIMIT:
        raise TooMuchError(say("its drawings stand more than {count} deep", count=NESTING_LIMIT))
    if not isinstance(drawing, Stream) or id(drawing) in known:
        return known.get(id(drawing), 0)
    inside = about(of.built.entry(holder, "Resources", "XObject"))
    total = 1
    for name, count in Counter(_USE.findall(drawing.content)).items():
        below = of.built.follow(inside.get(name.decode("latin-1")))
        total += count * _weight(of, below, below, known, depth + 1)
    known[id(drawing)] = min(total, DRAWING_LIMIT + 1)
    return known[id(drawing)]
