"""Style sheets of report designs as one text that needs no other file: the fonts are inside."""

import base64
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from markupsafe import Markup

_FONT: Final = re.compile(r'url\("(fonts/[\w.-]+)"\)')


def one_sheet(sheets: Sequence[Path]) -> Markup:
    """Join the style sheets of designs; nothing but the designs' own files goes into it."""
    return Markup("\n").join(Markup(_with_fonts(sheet)) for sheet in sheets)  # noqa: S704


def _with_fonts(sheet: Path) -> str:
    return _FONT.sub(lambda address: _embedded(sheet.parent / address[1]), sheet.read_text(encoding="utf-8"))


def _embedded(path: Path) -> str:
    encoded = base64.b64encode(path.read_bytes()).decode()
    return f'url("data:font/woff;base64,{encoded}")'
