"""Who signs: the identity that a CI gives to its jobs, as a token (OpenID Connect) for sigstore."""

from collections.abc import Mapping

from mrl.model.base import Message, say
from mrl.signing.library import reason_of, silent

_GITLAB_TOKEN = "SIGSTORE_ID_TOKEN"  # noqa: S105 - the name of a variable


class NoIdentityError(Exception):
    """Nothing here says who signs; carries the reason and what would mend it."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.in_english())
        self.reason = reason


def token_of_ci(environment: Mapping[str, str]) -> str:
    """Give the token of this job. Raises `NoIdentityError`.

    `environment` are the variables of the process; the library reads those of GitHub itself.
    """
    if environment.get("GITLAB_CI"):
        return _token_of_gitlab(environment)
    if environment.get("CI", "").lower() in ("", "0", "false"):
        raise NoIdentityError(say("this is no CI job, and only those are given an identity to sign with"))
    token = _detected(on_github=bool(environment.get("GITHUB_ACTIONS")))
    if not token:
        raise NoIdentityError(say("this CI gives its jobs no identity to sign with"))
    return token


def _token_of_gitlab(environment: Mapping[str, str]) -> str:
    """Take the token that the job asked for; on some runners the library would find another identity."""
    token = environment.get(_GITLAB_TOKEN)
    if not token:
        raise NoIdentityError(
            say(
                "the GitLab job has no {variable}; give it one with id_tokens and the audience sigstore",
                variable=_GITLAB_TOKEN,
            )
        )
    return token


def _detected(*, on_github: bool) -> str | None:
    from sigstore.oidc import IdentityError, detect_credential  # noqa: PLC0415 - an optional package

    try:
        with silent():
            return detect_credential()
    except IdentityError as error:
        reason = reason_of(error)
        if on_github:
            remedy = say(
                "give the job the permission id-token: write; change requests from forks never have it"
            )
            raise NoIdentityError(say("{problem}; {remedy}", problem=reason, remedy=remedy)) from error
        raise NoIdentityError(say("the CI gives no identity: {reason}", reason=reason)) from error
