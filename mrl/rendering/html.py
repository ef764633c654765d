"""The report as one HTML file that works offline: style and fonts inside, no script."""

import base64
import re
from pathlib import Path

from markupsafe import Markup

from mrl.model.assessment import Assessment
from mrl.rendering.design import design_folder, html_environment, render_template

FONT_ADDRESS = re.compile(r'url\("(fonts/[\w.-]+)"\)')


def render_html(assessment: Assessment, language: str) -> bytes:
    """Give the report as a single HTML file in the language."""
    folder = design_folder()
    # The design's own style sheets are ours; nothing of the assessment is in them.
    style = Markup(_style(folder))  # noqa: S704
    environment = html_environment(language)
    return render_template(environment, "page.html", assessment, style=style).encode()


def _style(folder: Path) -> str:
    sheets = "\n".join((folder / name).read_text() for name in ("common.css", "screen.css"))
    return FONT_ADDRESS.sub(lambda address: _font(folder / address[1]), sheets)


def _font(path: Path) -> str:
    encoded = base64.b64encode(path.read_bytes()).decode()
    return f'url("data:font/woff;base64,{encoded}")'
