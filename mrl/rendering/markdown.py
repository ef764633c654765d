"""The report in short as Markdown, for a forge: verdict, profile, concerns, next steps."""

import re

from mrl.model.assessment import Assessment
from mrl.rendering.design import markdown_environment, render_template
from mrl.rendering.extras import NOTHING, Extras
from mrl.rendering.json import digest


def render_markdown(assessment: Assessment, language: str, extras: Extras = NOTHING) -> bytes:
    """Give the short report as Markdown in the language."""
    text = render_template(
        markdown_environment(language), "report.md", assessment, extras, digest=digest(assessment)
    )
    return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode()
