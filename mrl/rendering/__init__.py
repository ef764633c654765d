"""Documents from an assessment: one file per format, and the registry that names them.

A format is a function of an assessment and a language that gives the bytes of a file. Rendering reads
nothing but the report's design and neither asks for the time nor reaches the network.
"""

from collections.abc import Callable
from typing import Final

from mrl.errors import InputError, Problem
from mrl.model.assessment import Assessment
from mrl.rendering.html import render_html
from mrl.rendering.json import render_json
from mrl.rendering.markdown import render_markdown
from mrl.rendering.pdf import render_pdf

Renderer = Callable[[Assessment, str], bytes]

FORMATS: Final[dict[str, Renderer]] = {
    "html": render_html,
    "json": render_json,
    "md": render_markdown,
    "pdf": render_pdf,
}
"""Every format by its file name extension; add one here."""


def render(assessment: Assessment, output_format: str, language: str) -> bytes:
    """Give the document of an assessment in one of FORMATS and one of the languages of mrl.i18n.

    Raises InputError for an unknown format or language and MissingLibrary where the PDF cannot be
    made for want of a system library.
    """
    if output_format not in FORMATS:
        allowed = ", ".join(FORMATS)
        raise InputError(
            Problem(message=f"there is no format {output_format!r}", remedy=f"choose one of {allowed}")
        )
    return FORMATS[output_format](assessment, language)
