"""Many questions in one GraphQL request, each under an alias, each with its own answer or reason.

An error about one alias leaves the others alone. A request that was too much for the server is asked
again in halves; what may pass is asked once more; what then still fails is a failed reply.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from mrl.collectors.github.answers import Answer, ErrorNode
from mrl.collectors.github.api import Api
from mrl.collectors.github.places import Place
from mrl.collectors.github.queries import FILES_FRAGMENT
from mrl.collectors.http.errors import InvalidAnswer, SourceError, TooLarge, Unreachable
from mrl.collectors.http.shapes import whole_number
from mrl.errors import printable
from mrl.model.base import Message, say

_FAILURES_IN_A_ROW = 6
"""After so many requests without any answer the server is out of order, not the question too large."""

_ABSENT = object()
"""Stands for an answer without the field that was asked for; by its schema a server gives null."""

_FINAL = {
    "NOT_FOUND": say("the forge has no such repository, or does not show it"),
    "FORBIDDEN": say("the forge does not allow the token to read this"),
    "INSUFFICIENT_SCOPES": say("the token has no scope to read this"),
}
_PASSING = {
    "RATE_LIMITED": say("the forge limits how much it answers"),
    "RESOURCE_LIMITS_EXCEEDED": say("the question was too much for the forge"),
}

Asked = TypeVar("Asked", bound=Answer, covariant=True)  # noqa: PLC0105 - a variable, not a word of types


@dataclass(frozen=True)
class Question(Generic[Asked]):
    """One field to ask for, and the form of its answer; `$x0`, `$x1` ... in its text stand for its values."""

    text: str
    values: tuple[str, ...]
    form: type[Asked]
    weight: int = 1
    """How much of a request it takes up."""

    @property
    def field(self) -> str:
        """What is asked for, as the interface calls it."""
        return self.text.partition("(")[0]


@dataclass(frozen=True)
class Failure:
    """A part that could not be read: its path below the question, why, and whether that may pass."""

    path: tuple[str, ...]
    reason: Message
    passes: bool


@dataclass(frozen=True)
class Reply(Generic[Asked]):
    """The answer to one question without what has failed of it; `node` is None where there is none."""

    node: Asked | None
    failures: tuple[Failure, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether asking again may help."""
        return any(failure.passes for failure in self.failures)


def about(place: Place, form: type[Asked], fields: str, *values: str, weight: int = 1) -> Question[Asked]:
    """Ask for fields of a repository; further values are `$x2`, `$x3` ..."""
    text = f"repository(owner: $x0, name: $x1) {{ {fields} }}"
    return Question(text, (place.owner, place.name, *values), form, weight)


class Asker:
    """Asks one server; knows when to give up on it."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._failed_in_a_row = 0

    def ask(self, questions: Sequence[Question[Asked]], most: int) -> list[Reply[Asked]]:
        """Give the replies in the order of the questions, in requests of at most `most` weight.

        Raises `SourceError` where the server as a whole cannot be asked any more.
        """
        return [reply for batch in _packed(questions, most) for reply in self._batch(batch)]

    def _batch(self, questions: Sequence[Question[Asked]]) -> list[Reply[Asked]]:
        try:
            replies = self._request(questions)
        except (Unreachable, TooLarge, InvalidAnswer) as problem:
            self._failed_in_a_row += 1
            if problem.status is None and isinstance(problem, Unreachable):
                raise
            if self._failed_in_a_row >= _FAILURES_IN_A_ROW:
                raise
            return self._halves(questions, problem)
        self._failed_in_a_row = 0
        return self._asked_again(questions, replies)

    def _halves(self, questions: Sequence[Question[Asked]], problem: SourceError) -> list[Reply[Asked]]:
        if len(questions) == 1:
            return [Reply(None, (Failure((), problem.reason, passes=True),))]
        middle = len(questions) // 2
        return [*self._batch(questions[:middle]), *self._batch(questions[middle:])]

    def _asked_again(
        self, questions: Sequence[Question[Asked]], replies: list[Reply[Asked]]
    ) -> list[Reply[Asked]]:
        """Ask once more, without the others, for what may have failed for want of time or luck."""
        again = [index for index, reply in enumerate(replies) if reply.passes]
        half = (len(again) + 1) // 2
        for part in (again[:half], again[half:]) if len(questions) > 1 else ():
            try:
                fresh = self._request([questions[index] for index in part]) if part else []
            except (Unreachable, TooLarge, InvalidAnswer):
                continue  # the first replies stand, and say what was wrong then
            for index, reply in zip(part, fresh, strict=True):
                replies[index] = reply
        return replies

    def _request(self, questions: Sequence[Question[Asked]]) -> list[Reply[Asked]]:
        query, variables = _document(questions)
        answer = self._api.graphql(query, variables)
        failures = _failures(answer.errors, len(questions))
        return [
            self._reply(
                each, answer.data.get(f"a{index}", _ABSENT), failures.get(index, []) + failures.get(-1, [])
            )
            for index, each in enumerate(questions)
        ]

    def _reply(self, question: Question[Asked], content: object, failures: list[Failure]) -> Reply[Asked]:
        """Read an answer; what the server gave an error about, or answered in another shape, is left out."""
        if content is None:
            nothing = Failure((), _FINAL["NOT_FOUND"], passes=False)
            return Reply(None, tuple(failures) or (nothing,))
        software, part = self._api.software, question.field
        if content is _ABSENT:
            return Reply(None, tuple(failures) or (Failure((), software.missing(part), passes=True),))
        try:
            told = software.checked(dict[str, Any], content, part=part)
        except InvalidAnswer as problem:
            return Reply(None, (*failures, Failure((), problem.reason, passes=True)))
        spoilt = {failure.path[0] for failure in failures if failure.path}
        left = {key: value for key, value in told.items() if key not in spoilt}
        node, wrong = software.salvaged(question.form, left, part=part)
        failures += [Failure((key,), reason, passes=True) for key, reason in wrong.items()]
        return Reply(node, tuple(failures))


def _packed(questions: Sequence[Question[Asked]], most: int) -> Iterator[Sequence[Question[Asked]]]:
    """Cut the questions into runs of at most `most` weight, in their order."""
    batch: list[Question[Asked]] = []
    for question in questions:
        if batch and sum(each.weight for each in batch) + question.weight > most:
            yield batch
            batch = []
        batch.append(question)
    if batch:
        yield batch


def _document(questions: Sequence[Question[Asked]]) -> tuple[str, dict[str, str]]:
    """Write one document; names and cursors travel as variables, never as text of the question."""
    variables = {
        f"v{i}_{j}": value for i, each in enumerate(questions) for j, value in enumerate(each.values)
    }
    declared = ", ".join(f"${name}: String!" for name in variables)
    fields = "\n".join(f"a{i}: {each.text.replace('$x', f'$v{i}_')}" for i, each in enumerate(questions))
    fragment = FILES_FRAGMENT if "...Files" in fields else ""
    return f"query ({declared}) {{\n{fields}\n}}\n{fragment}", variables


def _failures(errors: Sequence[ErrorNode], count: int) -> dict[int, list[Failure]]:
    """Sort the errors by the alias they are about; -1 for those about the whole request."""
    sorted_out: dict[int, list[Failure]] = {}
    for error in errors:
        names = tuple(str(each) for each in error.path or ())
        index = whole_number(names[0][1:]) if names and names[0].startswith("a") else None
        known = index is not None and index < count
        sorted_out.setdefault(index if known and index is not None else -1, []).append(
            _failure(error, names[1:])
        )
    return sorted_out


def _failure(error: ErrorNode, path: tuple[str, ...]) -> Failure:
    if error.type in _FINAL:
        return Failure(path, _FINAL[error.type], passes=False)
    words = printable(error.message)[:200]
    reason = _PASSING.get(error.type, say("the forge could not answer: {problem}", problem=words))
    return Failure(path, reason, passes=True)
