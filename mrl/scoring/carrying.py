"""Carrying answers over into a new form: everything that was written, the strongest first."""

from collections.abc import Mapping, Sequence

from mrl.model.answers import Answer, Answers, Override
from mrl.rubric.types import Criterion
from mrl.scoring.answers import GivenAnswer, given_answers
from mrl.scoring.overrides import newest_first


def carried_answers(
    criteria: Mapping[str, Criterion], files: Sequence[Answers]
) -> dict[str, tuple[Answer, ...]]:
    """Collect what the assessor's files say to each question, notes without an answer last.

    Each answer holds what its file says for all answers, so that it means the same elsewhere.
    """
    given = given_answers(criteria, [("assessor", answers) for answers in files])
    carried = {name: [_whole(answer) for answer in found] for name, found in given.items()}
    for answers in files:
        for name, written in answers.answers.items():
            if not written.answer.strip() and written != Answer():
                carried.setdefault(name, []).append(written)
    return {name: tuple(dict.fromkeys(found)) for name, found in carried.items()}


def _whole(given: GivenAnswer) -> Answer:
    said = {name: getattr(given, name) for name in ("role", "date", "basis", "valid_until")}
    return given.written.model_copy(update=said)


def carried_overrides(files: Sequence[Answers]) -> dict[str, tuple[Override, ...]]:
    """Collect the overrides of each metric, in the order in which they count."""
    carried: dict[str, list[Override]] = {}
    for answers in files:
        for metric, override in answers.overrides.items():
            carried.setdefault(metric, []).append(override)
    return {metric: tuple(dict.fromkeys(newest_first(found))) for metric, found in carried.items()}
