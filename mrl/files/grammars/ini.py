"""INI as setuptools writes it, read by the standard library once its lines are known to be few and short.

`configparser` joins its complaints into one growing text, in time that grows with the square of the lines.
"""

import configparser

from mrl.files.grammars.errors import UnreadableError, too_large
from mrl.files.limits import INI, Bounds
from mrl.model.base import say


def read_ini(text: str, section: str, bounds: Bounds = INI) -> dict[str, str] | None:
    """Read the settings of one section of a configuration file, None where it has no such section.

    Raises `UnreadableError` and nothing else. The other sections are left alone: each would be handed
    out with all defaults once more.
    """
    if len(text) > bounds.size:
        raise too_large(bounds.size)
    lines = text.splitlines()
    if len(lines) > (bounds.items or 0):
        raise UnreadableError(say("it has more than {count} lines", count=bounds.items or 0))
    if any(len(line) > (bounds.parts or 0) for line in lines):
        raise UnreadableError(say("a line has more than {count} characters", count=bounds.parts or 0))
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        raise UnreadableError(say("it is not a well-formed configuration file")) from None
    return dict(parser.items(section)) if parser.has_section(section) else None
