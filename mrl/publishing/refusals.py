"""What a refusal means for somebody who attaches, and what helps, whatever forge it is."""

from collections.abc import Callable
from dataclasses import dataclass

from mrl.collectors.http.errors import NotThere, RateLimited, Refused, SourceError
from mrl.model.base import Message, say
from mrl.publishing.problems import AttachError

Meaning = tuple[Message, Message]
"""What a refusal means, and what helps."""

AGAIN = say("run the same command again; it goes on from what is there")
_UNAUTHORIZED = 401
_CONFLICT = 409


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """How one forge refuses."""

    needed: Message
    """What a token needs."""
    by_words: tuple[tuple[str, Message, Message], ...]
    """What the forge says, in part and lower case; what that means; what helps."""
    not_there: Callable[[str], Meaning]
    """What it means that a host has nothing there."""

    def no_token(self, host: str, variable: str) -> AttachError:
        """Say that there is no token, and which one to put where."""
        return AttachError(
            say("there is no token for {host}", host=host),
            say("put one into {variable}; it needs {right}", variable=variable, right=self.needed),
        )

    def explained(
        self, problem: SourceError, doing: Message | None, host: str, own: Meaning | None = None
    ) -> AttachError:
        """Say what failed, why, and what helps; `own` is a meaning on this forge alone, behind its words."""
        reason, remedy = self._meaning(problem, host, own)
        lines = [reason if doing is None else say("could not {doing}: {reason}", doing=doing, reason=reason)]
        if problem.said and problem.status != _UNAUTHORIZED:
            lines.append(say("{host} says: {words}", host=host, words=problem.said))
        return AttachError(*lines, remedy)

    def _meaning(self, problem: SourceError, host: str, own: Meaning | None) -> Meaning:
        if problem.status == _UNAUTHORIZED:
            return problem.reason, say("make a new token; it needs {right}", right=self.needed)
        if isinstance(problem, RateLimited):
            return problem.reason, say("run the same command later")
        for words, reason, remedy in self.by_words:
            if words in problem.said.lower():
                return reason, remedy
        return own or self._by_kind(problem, host)

    def _by_kind(self, problem: SourceError, host: str) -> Meaning:
        if isinstance(problem, Refused):
            reason = say("{host} does not allow this to the token", host=host)
            return reason, say("it needs {right}", right=self.needed)
        if isinstance(problem, NotThere):
            return self.not_there(host)
        if problem.status == _CONFLICT:
            reason = say("something else changes this release at the same time")
            return reason, say("run the same command again when the other run has ended")
        return problem.reason, AGAIN
