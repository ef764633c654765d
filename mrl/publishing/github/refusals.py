"""What GitHub's refusals mean for somebody who attaches, and what helps."""

from mrl.model.base import say
from mrl.publishing.refusals import AGAIN, Meaning, Refusals

_NEEDED = say(
    "the right to write releases: `contents: write` for the token of a GitHub Actions job, Contents: read and"
    " write for a fine-grained token, the scope repo (public_repo for a public repository) for a classic one"
)
ONLY_WAY = say(
    "the only way is to attach before it is published: to a draft, or to a release that is made with"
    " --create, which is published when everything is there"
)
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
        AGAIN,
    ),
)


def _not_there(host: str) -> Meaning:
    reason = say("{host} has nothing there, or does not let the token write it", host=host)
    return reason, say("if the release is still there, the token needs {right}", right=_NEEDED)


REFUSALS = Refusals(needed=_NEEDED, by_words=_BY_WORDS, not_there=_not_there)
