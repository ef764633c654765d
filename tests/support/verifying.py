"""Verifying many documents made from the same evidence: the copy and the scores are made once for each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from mrl import verify as verifying
from mrl.model.base import Message
from mrl.rendering.attached import FACTS_FILE
from mrl.verify import checks
from mrl.verify.compared import Taken
from mrl.verify.content import Content
from mrl.verify.copying import Copy

_copies: dict[object, Copy] = {}
_scored: dict[object, list[Any]] = {}


@contextmanager
def remembering() -> Iterator[None]:
    """Make the same copy once, and score the same evidence once, for the same content."""
    make, score = verifying.copy_of, checks.scored_differently
    with (
        mock.patch.object(verifying, "copy_of", _once(make)),
        mock.patch.object(checks, "scored_differently", _once_scored(score)),
    ):
        yield


def _once(make: Callable[[Content, Taken | Message], Copy]) -> Callable[[Content, Taken | Message], Copy]:
    def made(content: Content, taken: Taken | Message) -> Copy:
        if content.facts is None or content.wrong or not isinstance(taken, Taken):
            return make(content, taken)
        others = tuple((name, raw) for name, raw in content.files.items() if name != FACTS_FILE)
        key = (content.facts.model_copy(update={"made_with": {}}).model_dump_json(), others)
        if key not in _copies:
            _copies[key] = make(content, taken)
        return _copies[key]

    return made


def _once_scored(score: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    def scored(assessment: Any, rubric: Any, **more: Any) -> list[Any]:
        key = (assessment.model_dump_json(), rubric.digest)
        if key not in _scored:
            _scored[key] = score(assessment, rubric, **more)
        return _scored[key]

    return scored
