"""What the instructions of a page or picture do: their operators, and what they say beside drawing."""

import re
from collections.abc import Iterator
from typing import Final

from mrl.verify.syntax import Budget, Values

_OPERATOR = re.compile(rb"[A-Za-z'\"][A-Za-z0-9*]{0,3}(?![A-Za-z0-9*])")
_VALUE_BEGINS: Final = b"/[(<+-.0123456789"
_MARKED: Final = "BDC"
_MODE: Final = "Tr"

_USED: Final = """
    q Q cm w J j M d gs m l c v y h re S s f f* B B* b b* n W W* BT ET Tf Tm Td TJ Tj
    CS cs SCN SC scn sc G g RG rg K k Do BMC BDC EMC
"""
ORDINARY: Final = frozenset(_USED.split()) | {"Tr 0", "Tr 1", "Tr 2"}
"""What WeasyPrint draws our pages with: no picture inside the instructions, no invisible letters (Tr 3)."""


def operators(drawing: bytes, budget: Budget) -> set[str]:
    """Give the operators of a drawing.

    The way letters are drawn counts with its number, a marked part with the keys of what it says of itself.
    Raises `BuiltOtherwiseError` for what is no drawing, and `TooMuchError`.
    """
    return set(_operators(Values(drawing, 0, budget), drawing, budget))


def _operators(values: Values, drawing: bytes, budget: Budget) -> Iterator[str]:
    last: object = None
    values.space()
    while values.at < len(drawing):
        if drawing[values.at] in _VALUE_BEGINS:
            last = values.value()
        else:
            budget.spend()
            name = values.take(_OPERATOR)[0].decode()
            yield from _said(name, last)
            last = None
        values.space()


def _said(name: str, last: object) -> Iterator[str]:
    if name == _MODE:
        yield f"{name} {last}"
        return
    yield name
    if name == _MARKED and not (isinstance(last, dict) and last.keys() == {"MCID"}):
        keys = sorted(last) if isinstance(last, dict) else ["?"]
        yield f"{name} /{' /'.join(keys)}"
