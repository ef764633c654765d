"""Documents from an assessment: one file per format, and the registry that names them.

A format is a function of an assessment and a language that gives the bytes of a file. Rendering reads
nothing but the report's design and neither asks for the time nor reaches the network.
"""

from collections.abc import Callable
from typing import Final

from mrl.errors import InputError, Problem
from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.rendering.badge import render_badge
from mrl.rendering.csv import render_csv
from mrl.rendering.extras import NOTHING, Extras
from mrl.rendering.html import render_html
from mrl.rendering.json import render_json
from mrl.rendering.markdown import render_markdown
from mrl.rendering.pdf import render_pdf

Renderer = Callable[[Assessment, str, Extras], bytes]

FORMATS: Final[dict[str, Renderer]] = {
    "badge": render_badge,
    "csv": render_csv,
    "html": render_html,
    "json": render_json,
    "md": render_markdown,
    "pdf": render_pdf,
}
"""Every format by its file name extension, or its own name where that says more; add one here."""


def file_name(output_format: str) -> str:
    """Give the name of the file that a format is written to."""
    return "badge.svg" if output_format == "badge" else f"report.{output_format}"


def render(assessment: Assessment, output_format: str, language: str, extras: Extras = NOTHING) -> bytes:
    """Give the document of an assessment in one of FORMATS and one of the languages of mrl.i18n.

    Raises InputError for an unknown format or language and MissingLibrary where the PDF cannot be
    made for want of a system library.
    """
    if output_format not in FORMATS:
        allowed = ", ".join(FORMATS)
        message = say("there is no format '{found}'", found=output_format)
        raise InputError(Problem(message=message, remedy=say("choose one of {words}", words=allowed)))
    return FORMATS[output_format](assessment, language, extras)
