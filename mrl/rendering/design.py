"""The report design as a template environment: escaping, languages, and the shape of values."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from mrl.i18n import Translator, translator
from mrl.model.assessment import Assessment
from mrl.model.base import Message, Text
from mrl.rendering import trend_chart, ways
from mrl.rendering.colours import OWN, colours_of
from mrl.rendering.extras import Extras
from mrl.rendering.figures import Said
from mrl.rendering.movement import Moves
from mrl.rendering.text import (
    code_parts,
    file_address,
    first_sentence,
    markdown_escaped,
    shortened,
    shortened_within,
    visible,
    web_link,
    with_short_values,
)
from mrl.rendering.view import ReportView
from mrl.rendering.whose import Whose
from mrl.rendering.words import Phrases
from mrl.resources import reports_folder

DESIGN: Final = "assessment"
BRIEF: Final = 110
VALUE: Final = 500
"""Printed characters of one value that a stranger may have written, inside a sentence of ours."""
SENTENCE: Final = 2_000
"""Printed characters of anything that is filled in and is no text of a rubric."""


def design_folder() -> Path:
    """Give the folder of the assessment report's design."""
    return reports_folder() / DESIGN


@cache
def html_environment(language: str) -> Environment:
    """Give the environment of HTML templates: everything is escaped, English fallbacks are marked."""
    return _environment(translator(language), autoescape=True, finish=_finish_html, mark=_marked)


@cache
def markdown_environment(language: str) -> Environment:
    """Give the environment of Markdown templates: everything filled in is escaped for Markdown."""
    return _environment(translator(language), autoescape=False, finish=_finish_markdown, mark=None)


def render_template(
    environment: Environment, name: str, assessment: Assessment, extras: Extras, **more: Any
) -> str:
    """Fill in one template of the design with an assessment and `more` values, such as its `digest`."""
    view = ReportView(assessment)
    template = environment.get_template(name)
    given = {"history": extras.history, "branding": extras.branding, "colour": colours_of(extras.branding)}
    return template.render(a=assessment, view=view, **given, **more)


def _environment(
    words: Translator,
    *,
    autoescape: bool,
    finish: Callable[[Any], Any],
    mark: Callable[[str, bool], Markup] | None,
) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(design_folder()),
        autoescape=autoescape,  # noqa: S701 - Markdown is escaped by `finish`, as HTML is
        undefined=StrictUndefined,
        finalize=finish,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    phrases = Phrases(words)

    def tell(said: Said, opens: bool = False, most: int = 0) -> str:
        plain = phrases.plain(said if isinstance(said, Text) else bounded(said))
        plain = shortened(plain, most) if most else plain
        if opens and not (isinstance(said, Message) and said.template.startswith("{")):  # a path or a name
            plain = plain[:1].upper() + plain[1:]
        if mark is None:
            return "".join(part for part, _ in code_parts(plain))
        return mark(plain, words.falls_back(said))

    environment.globals |= {
        "t": lambda template, **values: words.sentence(template, values),
        "tn": lambda one, many, count, **values: words.counted(one, many, count, values),
        "colon": words.mark(":"),
        "semicolon": words.mark(";"),
        "language": words.language,
        "phrases": phrases,
        "moves": Moves(words.language),
        "chart": trend_chart,
        "ways": ways,
        "colour": OWN,
    }
    environment.filters |= {
        "tell": tell,
        "opens": lambda text: text[:1].upper() + text[1:],
        "plain": phrases.plain,
        "score": words.score,
        "percent": words.percent,
        "number": words.number,
        "day": words.date,
        "brief": _brief,
        "whose": Whose(words).short,
        "file_address": file_address,
        "shortened": shortened,
        "shortened_within": shortened_within,
        "web_link": web_link,
    }
    return environment


def bounded(said: Message | str) -> Message | str:
    """Shorten what strangers may have written, in the middle: such as a path of 4,000 letters."""
    if isinstance(said, str):
        return shortened_within(said, SENTENCE)
    return with_short_values(said, lambda _: VALUE)


def _marked(text: str, in_english: bool) -> Markup:
    plain, code = Markup("{}"), Markup("<code>{}</code>")
    parts = Markup("").join(
        (code if is_code else plain).format(visible(part)) for part, is_code in code_parts(text)
    )
    return Markup('<span lang="en">{}</span>').format(parts) if in_english else parts


def _brief(text: Text) -> Text:
    return Text(en=first_sentence(text.en, BRIEF), fr=first_sentence(text.fr, BRIEF) if text.fr else None)


def _finish_html(value: Any) -> Any:
    return value if isinstance(value, Markup) else escape(visible(shortened_within(str(value), SENTENCE)))


def _finish_markdown(value: Any) -> Any:
    return value if isinstance(value, Markup) else markdown_escaped(shortened_within(str(value), SENTENCE))
