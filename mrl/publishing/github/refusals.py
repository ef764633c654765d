"""What GitHub's refusals mean for somebody who attaches, and what helps."""

from mrl.collectors.http.errors import NotThere, RateLimited, Refused, SourceError
from mrl.model.base import Message, say
from mrl.publishing.problems import AttachError

NEEDED = say(
    "the right to write releases: `contents: write` for the token of a GitHub Actions job, Contents: read and"
    " write for a fine-grained token, the scope repo (public_repo for a public repository) for a classic one"
)
ONLY_WAY = say(
    "the only way is to attach before it is published: to a draft, or to a release that is made with"
    " --create, which is published when everything is there"
)
_AGAIN = say("run the same command again; it goes on from what is there")
_UNAUTHORIZED = 401
_CONFLICT = 409

_BY_WORDS = (
    (
        "workflow",
        say("the commit changes workflows, which this token may not publish"),
        say("use a token with the scope workflow (fine-grained: Workflows, read and write)"),
    ),
    (
        "used by an immutable release",
        say("an immutable release of this tag was deleted, and its tag cannot be used again"),
        say("release under a new tag"),
    ),
    ("immutable", say("the release is immutable: its files can no longer change"), ONLY_WAY),
    (
        "rule violations",
        say("the tag is protected by a rule of the repository"),
        say("let somebody do it whom the rule allows to, or add the token's owner to its bypass list"),
    ),
    (
        "already_exists",
        say("there is a file of this name already, put there meanwhile or left by an upload that was cut"),
        _AGAIN,
    ),
)
"""What GitHub says, in part and lower case; what that means; what helps."""


def explained(problem: SourceError, doing: Message | None, host: str) -> AttachError:
    """Say what failed, why, and what helps."""
    reason, remedy = _reason(problem, host)
    lines = [reason if doing is None else say("could not {doing}: {reason}", doing=doing, reason=reason)]
    if problem.said and problem.status != _UNAUTHORIZED:
        lines.append(say("{host} says: {words}", host=host, words=problem.said))
    return AttachError(*lines, remedy)


def _reason(problem: SourceError, host: str) -> tuple[Message, Message]:
    if problem.status == _UNAUTHORIZED:
        return problem.reason, say("make a new token; it needs {right}", right=NEEDED)
    if isinstance(problem, RateLimited):
        return problem.reason, say("run the same command later")
    for words, reason, remedy in _BY_WORDS:
        if words in problem.said.lower():
            return reason, remedy
    return _by_kind(problem, host)


def _by_kind(problem: SourceError, host: str) -> tuple[Message, Message]:
    if isinstance(problem, Refused):
        reason = say("{host} does not allow this to the token", host=host)
        return reason, say("it needs {right}", right=NEEDED)
    if isinstance(problem, NotThere):
        reason = say("{host} has nothing there, or does not let the token write it", host=host)
        return reason, say("if the release is still there, the token needs {right}", right=NEEDED)
    if problem.status == _CONFLICT:
        reason = say("something else changes this release at the same time")
        return reason, say("run the same command again when the other run has ended")
    return problem.reason, _AGAIN
