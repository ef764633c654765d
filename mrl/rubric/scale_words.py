"""A scale in words: what earns how many points."""

from collections.abc import Iterator

from mrl.i18n import Translator
from mrl.model.base import Message, say
from mrl.rubric.subject import figure
from mrl.rubric.types import Bands, Choice, Goalposts, Ladder, LogGoalposts, Scale


def scale_lines(scale: Scale, speaker: Translator) -> Iterator[str]:
    """Describe a scale, one line for each situation of a ladder and else on one line."""
    if isinstance(scale, Ladder):
        for index, situation in enumerate(scale.situations):
            yield f"{index}{speaker.mark(':')} {speaker.text(situation)}"
        return
    yield f"{speaker.mark(';')} ".join(speaker.message(message) for message in _messages(scale, speaker))


def _messages(scale: Scale, speaker: Translator) -> Iterator[Message]:
    if isinstance(scale, Bands):
        yield from _bands(scale)
    elif isinstance(scale, Goalposts):
        yield say(
            "from {worst} (no points) evenly to {best} (all points)",
            worst=figure(scale.worst),
            best=figure(scale.best),
        )
    elif isinstance(scale, LogGoalposts):
        yield say(
            "from {worst} (no points) by orders of magnitude to {best} (all points)",
            worst=figure(scale.worst),
            best=figure(scale.best),
        )
    elif isinstance(scale, Choice):
        for word, points in scale.points.items():
            label = speaker.text(scale.labels[word]) if word in scale.labels else word
            yield say("{name}: {share} of the points", name=label, share=points)
    elif isinstance(scale, Ladder):
        return
    else:
        yield say("no is good, yes is bad") if scale.good == "no" else say("yes is good, no is bad")


def _bands(scale: Bands) -> Iterator[Message]:
    for step, points in (scale.at_least or {}).items():
        yield say("at least {value}: {share} of the points", value=figure(step), share=points)
    for step, points in (scale.at_most or {}).items():
        yield say("at most {value}: {share} of the points", value=figure(step), share=points)
