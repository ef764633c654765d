"""A badge: the verdict in two fields of an SVG, readable at a height of 20 pixels and without its colours.

No font is embedded: a viewer takes its own, and `textLength` keeps the words inside their fields
whichever it is. The widths below are those of DejaVu Sans and Verdana, the widest that usual systems
have, rounded up.
"""

import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup, escape

from mrl.catalogue import NARROW_NO_BREAK_SPACE
from mrl.i18n import Plain, Translator, translator
from mrl.model.assessment import Assessment, HeadlineResult, LevelResult, LevelState
from mrl.rendering.altered import altered
from mrl.rendering.colours import colours_of
from mrl.rendering.extras import NOTHING, Extras
from mrl.rendering.levels import EN_DASH
from mrl.rendering.text import shortened, visible
from mrl.rendering.view import ReportView
from mrl.rendering.whose import Whose
from mrl.rendering.words import Phrases

SIZE: Final = 11
PADDING: Final = 6
LONGEST: Final = 46
"""Characters of a field; more is cut off with an ellipsis, and stands whole in the title."""
LABEL_GROUND: Final = "#3b4654"
NOTHING_KNOWN: Final = "#5d6875"
_NARROW: Final = frozenset("ijlftrI.,:;|!'\u2019()[]/ \u00a0")
_WIDE: Final = frozenset("mwMWOQ@%&")


@dataclass(frozen=True)
class Verdict:
    """What a badge says: of what, what, and the same in a sentence."""

    label: str
    value: str
    sentence: str
    is_known: bool = True


def render_badge(assessment: Assessment, language: str, extras: Extras = NOTHING) -> bytes:
    """Give the badge of an assessment as SVG in the language."""
    words = translator(language)
    found = verdict(assessment, words)
    label, value = _shown(found.label), _shown(found.value)
    left, right = (width(part) + 2 * PADDING for part in (label, value))
    return _DRAWN.format(
        language=language,
        whole=left + right,
        left=left,
        end=left + right - 3,
        title=escape(visible(f"{found.label}{words.mark(':')} {found.value}")),
        description=escape(visible(f"{assessment.project}. {found.sentence}")),
        label_ground=LABEL_GROUND,
        ground=colours_of(extras.branding).accent if found.is_known else NOTHING_KNOWN,
        label=_text(label, PADDING, left - 2 * PADDING),
        value=_text(value, left + PADDING, right - 2 * PADDING),
    ).encode()


def verdict(assessment: Assessment, words: Translator) -> Verdict:
    """Say what a badge says, first of all that its rubric only borrows its name, where it does."""
    found = _verdict(assessment, words)
    warning = altered(words, assessment.rubric.id, assessment.rubric.digest)
    if not warning:
        return found
    value = words.sentence("altered rubric: {value}", {"value": found.value})
    return replace(found, value=value, sentence=f"{warning} {found.sentence}", is_known=False)


def _verdict(assessment: Assessment, words: Translator) -> Verdict:
    """Choose what to say: an assessed level, else a score that needs none, else what is met, else nothing."""
    level = next(
        (each for each in assessment.headlines if each.level and each.level.state is LevelState.ASSESSED),
        None,
    )
    if level is not None and level.level is not None:
        return _level(level, level.level, words)
    if assessment.rubric.figures == "counts" or not assessment.headlines:
        return _tally(assessment, words)
    score = next(iter(sorted(filter(_has_score, assessment.headlines), key=_needs_level)), None)
    if score is not None:
        return _score(score, words)
    headline = assessment.headlines[0]
    return replace(_said(headline, words.sentence("not known"), words), is_known=False)


def width(text: str) -> int:
    """Give the width of a text in pixels at SIZE, at least as wide as any usual font sets it."""
    return round(sum(map(_advance, text)) * SIZE + 0.5)


def _has_score(headline: HeadlineResult) -> bool:
    waits = headline.level is not None and headline.level.state is LevelState.NOT_ASSESSED
    return headline.score.point is not None and not waits


def _needs_level(headline: HeadlineResult) -> bool:
    return headline.level is not None


def _level(headline: HeadlineResult, level: LevelResult, words: Translator) -> Verdict:
    reached = next((step for step in level.steps if step.level == level.point), None)
    if reached is None:
        value = words.sentence("below the first level")
    elif not level.numbered:
        value = words.text(reached.name)
    elif level.lowest == level.highest:
        value = words.sentence("level {level}", {"level": reached.level})
    else:
        possible = f"{level.lowest or 0}{EN_DASH}{level.highest or 0}"
        value = words.sentence("level {level} ({range})", {"level": reached.level, "range": possible})
    return _said(headline, value, words)


def _score(headline: HeadlineResult, words: Translator) -> Verdict:
    phrases = Phrases(words)
    values: dict[str, Plain] = {
        "score": phrases.point(headline.score),
        "coverage_share": headline.score.coverage,
    }
    return _said(headline, words.sentence("{score} of 10, {coverage_share} known", values), words)


def _said(headline: HeadlineResult, value: str, words: Translator) -> Verdict:
    """Put behind a value whose word it is: in the field the word alone, in the sentence who and when."""
    tag, whose = Whose(words).tag(headline.provenance), Whose(words).sentence(headline.provenance)
    sentence = f"{Phrases(words).summary(headline)} {whose}".rstrip()
    return Verdict(words.text(headline.title), f"{value}, {tag}" if tag else value, sentence)


def _tally(assessment: Assessment, words: Translator) -> Verdict:
    tally = ReportView(assessment).tally(assessment.criteria)
    label = words.text(assessment.rubric.title)
    sentence = f"{label}: {Phrases(words).tally(tally)}."
    if tally.unknown == tally.applicable:
        return Verdict(label, words.sentence("not known"), sentence, is_known=False)
    met: dict[str, Plain] = {"met": tally.met, "total": tally.applicable, "unknown": tally.unknown}
    value = words.sentence("{met} of {total} met", met)
    if tally.unknown:
        value = words.sentence("{met} of {total} met, {unknown} unknown", met)
    whose, found = Whose(words), ReportView(assessment).whose
    tag = whose.tag(found)
    return Verdict(label, f"{value}, {tag}" if tag else value, f"{sentence} {whose.sentence(found)}".rstrip())


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.43
    if letter in _WIDE:
        return 1.02
    return 0.72 if letter.isupper() else 0.65


def _shown(text: str) -> str:
    # Few fonts have the narrow space of French, and a second font would not keep to `textLength`.
    return shortened(visible(text).replace(NARROW_NO_BREAK_SPACE, "\u00a0"), LONGEST)


def _text(text: str, start: int, length: int) -> Markup:
    return Markup('<text x="{}" y="14" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>').format(
        start, length, text
    )


_DRAWN: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" viewBox="0 0 {whole} 20" role="img" \
aria-label="{title}" lang="{language}">
<title>{title}</title>
<desc>{description}</desc>
<path d="M{left} 0H3Q0 0 0 3V17Q0 20 3 20H{left}Z" fill="{label_ground}"/>
<path d="M{left} 0H{end}q3 0 3 3V17q0 3-3 3H{left}Z" fill="{ground}"/>
<g fill="#ffffff" font-family="DejaVu Sans, Verdana, Geneva, Arial, sans-serif" font-size="11">
{label}
{value}
</g>
</svg>
"""
