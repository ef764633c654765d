"""Remarks on the words of a rubric: not translated, not written yet, or in the wrong language."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from mrl.errors import Problem
from mrl.model.base import Text, say
from mrl.rubric.subject import Path, Subject

SHORTEST_ADVICE = 4
"""Words; fewer cannot say who should do what."""
_UNFINISHED = re.compile(r"\b(TODO|FIXME|TBD|XXX|lorem ipsum)\b|^(null|[\W\d]*)$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# Words that only one of the two languages has.
_ENGLISH = frozenset(
    ["the", "of", "and", "is", "to", "in", "that", "with", "are", "it", "not", "who", "by", "have"]
)
_FRENCH = frozenset(
    ["le", "la", "les", "des", "du", "et", "est", "une", "un", "dans", "que", "qui", "sur", "avec"]
)
_ENOUGH_TO_TELL = 3
"""So many words that belong to one language alone show which one a text is in."""


def text_remarks(subject: Subject) -> Iterator[Problem]:
    """Remark on advice that says nothing, on unfinished texts, and on languages."""
    texts = list(texts_of(subject.rubric))
    for path, text in texts:
        yield from _unfinished(subject, path, text)
        yield from _wrong_language(subject, path, text)
    for name, criterion in subject.rubric.criteria.items():
        path = ("criteria", name, "advice")
        said = _plain(criterion.advice.en)
        if said in (_plain(criterion.title.en), _plain(criterion.question.en)):
            yield subject.problem(path, say("the advice repeats the question"), say("say what to do"))
        elif len(said.split()) < SHORTEST_ADVICE:
            yield subject.problem(path, say("the advice is too short to help"), say("say what to do"))
    yield from _translations(subject, texts)


def texts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Give every text of a rubric, or of a part of one, with its path in the file."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, part in value:
            if not isinstance(part, str | int | float):
                yield from texts_of(part, (*path, name))
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from texts_of(part, (*path, str(name)))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from texts_of(part, (*path, index))


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _unfinished(subject: Subject, path: Path, text: Text) -> Iterator[Problem]:
    for language in ("en", "fr"):
        said = getattr(text, language)
        if said is not None and _UNFINISHED.search(said):
            yield subject.problem((*path, language), say("this text is not written yet"))


def _wrong_language(subject: Subject, path: Path, text: Text) -> Iterator[Problem]:
    if _tells(text.en, _FRENCH) > max(_ENOUGH_TO_TELL - 1, _tells(text.en, _ENGLISH)):
        yield subject.problem((*path, "en"), say("this reads like French"))
    if text.fr and _tells(text.fr, _ENGLISH) > max(_ENOUGH_TO_TELL - 1, _tells(text.fr, _FRENCH)):
        yield subject.problem((*path, "fr"), say("this reads like English"))


def _tells(text: str, words: frozenset[str]) -> int:
    return sum(word in words for word in _WORD.findall(text.casefold()))


def _translations(subject: Subject, texts: list[tuple[Path, Text]]) -> Iterator[Problem]:
    missing = [path for path, text in texts if text.fr is None]
    if len(missing) == len(texts):
        message = say("none of the {count} texts is translated into French", count=len(texts))
        yield subject.problem((), message)
        return
    for path in missing:
        yield subject.problem(path, say("there is no French text"))
