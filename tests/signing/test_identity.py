"""The identity of a CI job: found where it is given, and what is missing said where it is not."""

import pytest
from support.sigstore_instance import sigstore_instance

from mrl.signing.identity import NoIdentityError, token_of_ci

GITHUB = {"CI": "true", "GITHUB_ACTIONS": "true"}


def set_github(monkeypatch, url, whose="of the job"):
    """Set what a job on GitHub with the right permission has."""
    variables = {
        **GITHUB,
        "ACTIONS_ID_TOKEN_REQUEST_URL": f"{url}/token?v=1",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": whose,
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


def test_github_gives_a_token_on_request(monkeypatch):
    with sigstore_instance() as instance:
        token = token_of_ci(set_github(monkeypatch, instance.url))
        assert token.count(".") == 2
        assert instance.requests[0].path == "/token?v=1&audience=sigstore"


def test_github_without_the_permission(monkeypatch):
    for name, value in GITHUB.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", raising=False)
    with pytest.raises(NoIdentityError, match="give the job the permission id-token: write"):
        token_of_ci(GITHUB)


def test_github_that_refuses(monkeypatch):
    with sigstore_instance() as instance:
        variables = set_github(monkeypatch, instance.url, whose="of another job")
        with pytest.raises(NoIdentityError, match="404"):
            token_of_ci(variables)


def test_gitlab_hands_its_token_over():
    assert token_of_ci({"CI": "true", "GITLAB_CI": "true", "SIGSTORE_ID_TOKEN": "a.b.c"}) == "a.b.c"


def test_gitlab_without_a_token():
    with pytest.raises(NoIdentityError, match="has no SIGSTORE_ID_TOKEN; give it one with id_tokens"):
        token_of_ci({"CI": "true", "GITLAB_CI": "true"})


@pytest.mark.parametrize("environment", [{}, {"CI": ""}, {"CI": "false"}, {"SIGSTORE_ID_TOKEN": "a.b.c"}])
def test_a_person_is_no_ci(environment):
    with pytest.raises(NoIdentityError, match="this is no CI job"):
        token_of_ci(environment)


def test_a_ci_without_identities(monkeypatch):
    monkeypatch.setattr("sigstore.oidc.detect_credential", lambda: None)
    with pytest.raises(NoIdentityError, match="this CI gives its jobs no identity"):
        token_of_ci({"CI": "true"})
