"""What GitLab's refusals mean for somebody who attaches, and what helps."""

from mrl.collectors.http.errors import NotThere, RateLimited, Refused, SourceError
from mrl.model.base import Message, say
from mrl.publishing.problems import AttachError

NEEDED = say("the scope api, and for its owner at least the role Developer in the project")
_AGAIN = say("run the same command again; it goes on from what is there")
_UNAUTHORIZED = 401
_CONFLICT = 409
_TOO_LARGE = 413

_BY_WORDS = (
    (
        "insufficient_scope",
        say("the token lacks a scope"),
        say("make a token that has {right}", right=NEEDED),
    ),
    (
        "package protected",
        say("the package is protected by a rule of the project"),
        say("let the rule for packages called mrl-assessment allow the token's owner"),
    ),
    (
        "duplicate package",
        say("the registry takes no second file of a name, and the one that is there is damaged"),
        say("delete the package mrl-assessment of this tag by hand and run the same command again"),
    ),
    (
        "too large",
        say("the file is larger than the server takes"),
        say("ask its administrator for a higher limit of generic packages"),
    ),
)
"""What GitLab says, in part and lower case; what that means; what helps."""


def explained(
    problem: SourceError, doing: Message | None, host: str, *, tag: str, is_protected: bool
) -> AttachError:
    """Say what failed, why, and what helps."""
    reason, remedy = _reason(problem, host, tag, is_protected)
    lines = [reason if doing is None else say("could not {doing}: {reason}", doing=doing, reason=reason)]
    if problem.said and problem.status != _UNAUTHORIZED:
        lines.append(say("{host} says: {words}", host=host, words=problem.said))
    return AttachError(*lines, remedy)


def _reason(problem: SourceError, host: str, tag: str, is_protected: bool) -> tuple[Message, Message]:
    if problem.status == _UNAUTHORIZED:
        return problem.reason, say("make a new token; it needs {right}", right=NEEDED)
    if isinstance(problem, RateLimited):
        return problem.reason, say("run the same command later")
    for words, reason, remedy in _BY_WORDS:
        if words in problem.said.lower():
            return reason, remedy
    if isinstance(problem, Refused) and is_protected:
        return (
            say(
                "the tag {tag} is protected, and the token's owner may not make or change its release",
                tag=tag,
            ),
            say(
                "let the rule of the protected tag allow them to create it, or use the token of somebody"
                " whom it allows"
            ),
        )
    return _by_kind(problem, host)


def _by_kind(problem: SourceError, host: str) -> tuple[Message, Message]:
    if isinstance(problem, Refused):
        reason = say("{host} does not allow this to the token", host=host)
        return reason, say("it needs {right}", right=NEEDED)
    if isinstance(problem, NotThere):
        reason = say("{host} has nothing there, or does not show it to the token", host=host)
        return reason, say(
            "the token needs {right}; and releases and the package registry must be switched on", right=NEEDED
        )
    if problem.status == _CONFLICT:
        reason = say("something else changes this release at the same time")
        return reason, say("run the same command again when the other run has ended")
    if problem.status == _TOO_LARGE:
        return _BY_WORDS[-1][1:]
    return problem.reason, _AGAIN
