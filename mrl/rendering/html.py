"""The report as one HTML file that works offline: style and fonts inside, no script."""

from mrl.model.assessment import Assessment
from mrl.rendering.design import design_folder, html_environment, render_template
from mrl.rendering.extras import NOTHING, Extras
from mrl.rendering.json import digest
from mrl.rendering.sheets import one_sheet


def render_html(assessment: Assessment, language: str, extras: Extras = NOTHING) -> bytes:
    """Give the report as a single HTML file in the language."""
    folder = design_folder()
    style = one_sheet([folder / "common.css", folder / "screen.css"])
    environment = html_environment(language)
    page = render_template(
        environment, "page.html", assessment, extras, style=style, digest=digest(assessment)
    )
    return page.encode()
