"""Signs that answer yes/no questions: files that were found, badges, places that README names."""

from collections.abc import Sequence

from mrl.metrics.finding import Sign, Subject
from mrl.model.base import Message, say
from mrl.model.facts import Found, RepositoryFacts


def found(repository: RepositoryFacts, *keys: str) -> list[Sign]:
    """Give a sign for each question that was put to the file tree."""
    answers = repository.tree.found if repository.tree else {}
    return [_sign_of(answers.get(key)) for key in keys]


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
