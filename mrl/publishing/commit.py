"""Which commit of a release's repository was assessed."""

import re
from urllib.parse import unquote, urlsplit

from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.model.evidence import RepositoryEvidence
from mrl.publishing.problems import AttachError

_WHOLE = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORTEST = 7


def assessed_commit(assessment: Assessment, url: str, given: str | None) -> str:
    """Give the assessed commit of the repository at `url`; of a project of one repository, that one's.

    `given` chooses among several by a commit or its beginning. Raises `AttachError`.
    """
    candidates = _candidates(assessment, url, given)
    commits = {each.commit.lower() for each in candidates if each.commit}
    if len(commits) == 1 and _WHOLE.fullmatch(commit := commits.pop()):
        return commit
    if given is not None:
        raise AttachError(
            say("the assessment is of no commit {commit}", commit=given),
            say("assessed were: {commits}", commits=_listed(assessment)),
        )
    if not candidates:
        raise AttachError(
            say(
                "the assessment of {project} is of several repositories, and none is {url}",
                project=assessment.project,
                url=url,
            ),
            say("say which commit was assessed with --commit: {commits}", commits=_listed(assessment)),
        )
    raise AttachError(
        say("the assessment does not say which commit of {url} was assessed", url=url),
        say("assess a clone or an address of the repository, at the commit of the tag"),
    )


def _candidates(assessment: Assessment, url: str, given: str | None) -> list[RepositoryEvidence]:
    every = list(assessment.repositories)
    if given is not None:
        beginning = given.lower()
        return [
            each
            for each in every
            if len(given) >= _SHORTEST and (each.commit or "").lower().startswith(beginning)
        ]
    same = [each for each in every if each.url and _comparable(each.url) == _comparable(url)]
    return same or (every if len(every) == 1 else [])


def _comparable(url: str) -> str:
    """Write an address as two spellings of one repository have it alike."""
    parts = urlsplit(url)
    path = unquote(parts.path).strip("/").removesuffix(".git").lower()
    return f"{parts.netloc.rpartition('@')[2].lower().removeprefix('www.')}/{path}"


def _listed(assessment: Assessment) -> str:
    """List the assessed commits, at most five."""
    found = [f"{each.name} {each.commit[:12]}" for each in assessment.repositories if each.commit]
    return ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")  # noqa: PLR2004 - one line


def no_tag(tag: str, url: str) -> AttachError:
    """Say that a repository does not have the tag of a release."""
    return AttachError(
        say("{url} has no tag {tag}, or the token does not show it", url=url, tag=tag),
        say("push the tag first; mrl makes none"),
    )


def other_commit(tag: str, commit: str, assessed: str) -> AttachError:
    """Say that a tag is of another commit than the one that was assessed."""
    return AttachError(
        say(
            "{tag} is of commit {commit}, and assessed was {assessed}",
            tag=tag,
            commit=commit,
            assessed=assessed,
        ),
        say("assess the commit of the tag; nothing was changed"),
    )
