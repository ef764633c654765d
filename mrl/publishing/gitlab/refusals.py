"""What GitLab's refusals mean for somebody who attaches, and what helps."""

from mrl.collectors.http.errors import Refused, SourceError
from mrl.model.base import say
from mrl.publishing.refusals import Meaning, Refusals

_NEEDED = say("the scope api, and for its owner at least the role Developer in the project")
_TOO_LARGE = (
    say("the file is larger than the server takes"),
    say("ask its administrator for a higher limit of generic packages"),
)
_LARGE_STATUS = 413

_BY_WORDS = (
    (
        "insufficient_scope",
        say("the token lacks a scope"),
        say("make a token that has {right}", right=_NEEDED),
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
    ("too large", *_TOO_LARGE),
)


def _not_there(host: str) -> Meaning:
    reason = say("{host} has nothing there, or does not show it to the token", host=host)
    return reason, say(
        "the token needs {right}; and releases and the package registry must be switched on", right=_NEEDED
    )


REFUSALS = Refusals(needed=_NEEDED, by_words=_BY_WORDS, not_there=_not_there)


def own_meaning(problem: SourceError, tag: str, *, is_protected: bool) -> Meaning | None:
    """Say what a refusal means on GitLab alone, told by more than its words; None for any other."""
    if problem.status == _LARGE_STATUS:
        return _TOO_LARGE
    if not (isinstance(problem, Refused) and is_protected):
        return None
    return (
        say("the tag {tag} is protected, and the token's owner may not make or change its release", tag=tag),
        say(
            "let the rule of the protected tag allow them to create it, or use the token of somebody"
            " whom it allows"
        ),
    )
