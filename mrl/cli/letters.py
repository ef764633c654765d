"""What is written where a terminal knows few letters: spelt plainly rather than refused."""

import codecs
import json
import sys

_NAME = "mrl-plain"
_PLAIN = {
    "\u202f": " ",
    "\u00a0": " ",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{EN DASH}": "-",
    "œ": "oe",
    "Œ": "OE",
    "«": '"',
    "»": '"',
}


def spell_plainly_where_needed() -> None:
    """Let both outputs take every text, whatever their encoding; in UTF-8 nothing changes."""
    codecs.register_error(_NAME, _spelt_plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_NAME)


def _spelt_plainly(error: UnicodeError) -> tuple[str, int]:
    """Replace letters that an encoding lacks: by what looks alike, else by their number."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_PLAIN.get(letter) or json.dumps(letter)[1:-1] for letter in letters), error.end
