"""Steps are taken, planned anew after a failure, and never without end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from support.doors import Waits

from mrl.collectors.http.errors import Refused, SourceError, Unreachable
from mrl.model.base import Message, say
from mrl.publishing.carrying_out import carry_out
from mrl.publishing.problems import AttachError


@dataclass(frozen=True)
class Change:
    name: str

    @property
    def words(self) -> Message:
        return say("do {name}", name=self.name)


@dataclass
class Fake:
    """A place where things are done, or fail as they are told to."""

    wanted: list[str]
    failures: list[BaseException | None] = field(default_factory=list)
    forgets: bool = False
    done: list[str] = field(default_factory=list)
    restored: int = 0

    def plan(self) -> Sequence[Change]:
        return [Change(name) for name in self.wanted if self.forgets or name not in self.done]

    def do(self, step: Change) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        self.done.append(step.name)

    def restore(self) -> None:
        self.restored += 1

    def explained(self, problem: SourceError, doing: Message | None) -> AttachError:
        return AttachError(say("{doing}: {reason}", doing=doing or "?", reason=problem.reason))


def down(seconds: float | None = None) -> Unreachable:
    return Unreachable(say("out of order"), passes=True, seconds=seconds)


def test_steps_in_their_order() -> None:
    place = Fake(["a", "b"])
    assert [step.in_english() for step in carry_out(place, Waits())] == ["do a", "do b"]
    assert (place.done, place.restored) == (["a", "b"], 0)


def test_what_failed_is_planned_anew_after_a_pause() -> None:
    place, waits = Fake(["a", "b"], [None, down(), down(5), None]), Waits()
    assert [step.in_english() for step in carry_out(place, waits)] == ["do a", "do b"]
    assert waits.seconds == [2, 5]
    assert waits.words[0] == "out of order; looking again at what is there"


def test_a_step_that_fails_three_times_is_given_up() -> None:
    place = Fake(["a"], [down(), down(900), down(), down()])
    waits = Waits()
    with pytest.raises(AttachError, match="do a: out of order"):
        carry_out(place, waits)
    assert (place.restored, waits.seconds) == (1, [2, 60])


def test_a_refusal_is_final() -> None:
    place = Fake(["a", "b"], [None, Refused(say("no"))])
    with pytest.raises(AttachError) as raised:
        carry_out(place, Waits())
    assert str(raised.value).splitlines() == [
        "do b: no",
        "nothing that was on the release is lost; the same command goes on where this one stopped",
    ]


def test_a_server_that_forgets_is_left_alone() -> None:
    place = Fake(["a"], forgets=True)
    with pytest.raises(AttachError, match="does not keep what it says it has done"):
        carry_out(place, Waits())
    assert len(place.done) < 100


def test_an_interruption_restores_and_goes_on_up() -> None:
    place = Fake(["a", "b"], [None, KeyboardInterrupt()])
    with pytest.raises(KeyboardInterrupt):
        carry_out(place, Waits())
    assert place.restored == 1
