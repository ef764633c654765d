"""Signs that answer yes/no questions: files that were found, badges, places that README names."""

from collections.abc import Mapping, Sequence

from mrl.metrics.finding import Sign, Subject
from mrl.model.base import Message, say
from mrl.model.facts import Found, RepositoryFacts

LENT = frozenset(
    f"community.{kind}"
    for kind in (
        "change_request_templates",
        "code_of_conduct",
        "contributing",
        "funding",
        "governance",
        "issue_templates",
        "security",
        "support",
    )
)
"""Files that an organisation may keep once for all its repositories.

https://docs.github.com/en/communities/setting-up-your-project-for-healthy-contributions/creating-a-default-community-health-file
"""


def found(repository: RepositoryFacts, *keys: str) -> list[Sign]:
    """Give a sign for each question to the file tree, and to the forge where it may lend the file.

    A file that may be lent is only known to be missing once the forge was asked for it.
    """
    answers = repository.tree.found if repository.tree else {}
    in_tree = [_sign_of(answers.get(key)) for key in keys]
    return in_tree + [sign for key in keys if key in LENT for sign in _lent(repository, key)]


def _lent(repository: RepositoryFacts, key: str) -> list[Sign]:
    kind = key.removeprefix("community.")
    inherited = repository.forge.inherited_files if repository.forge else None
    shown = repository.forge.community_files if repository.forge else None
    address = (inherited or {}).get(kind)
    return [
        _of_forge(inherited, address is not None, say("Inherited from {address}", address=address or "")),
        _of_forge(shown, (shown or {}).get(kind, False), say("The forge shows it")),
    ]


def _of_forge(asked: Mapping[str, object] | None, there: bool, sentence: Message) -> Sign:
    return Sign(None if asked is None else there, Subject.COMMUNITY_FILES, sentence)


def _sign_of(answer: Found | None) -> Sign:
    if answer is None:
        return Sign(None, Subject.TREE)
    return Sign(answer.count > 0, Subject.TREE, _files_are_there(answer), answer.paths)


def _files_are_there(answer: Found) -> Message:
    if not answer.paths:
        return say("Files that are there: {count}", count=answer.count)
    if answer.count == 1:
        return say("{path} is there", path=answer.paths[0])
    return say("{path} is there, first of {count} files", path=answer.paths[0], count=answer.count)


def badge(repository: RepositoryFacts, kind: str) -> Sign:
    """Give the sign that a README shows a badge of this kind."""
    badges = repository.declared.badges if repository.declared else None
    if badges is None:
        return Sign(None, Subject.DECLARED)
    host = next((badge.host for badge in badges if badge.kind == kind), None)
    sentence = say("README shows a badge of {host}", host=host) if host else None
    return Sign(host is not None, Subject.DECLARED, sentence)


def named(names: Sequence[str] | None, sentence: Message) -> Sign:
    """Give the sign that README or manifests name something; `sentence` gets the value `name`."""
    if names is None:
        return Sign(None, Subject.DECLARED)
    if not names:
        return Sign(there=False, subject=Subject.DECLARED)
    return Sign(True, Subject.DECLARED, Message(template=sentence.template, values={"name": names[0]}))
