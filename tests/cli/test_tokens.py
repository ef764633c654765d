"""Which host a token from the environment is for."""

import pytest

from mrl.cli.tokens import tokens_from


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("MRL_TOKEN_GIT_EXAMPLE_ORG", "git.example.org"),
        ("MRL_TOKEN_MY__FORGE_ORG", "my-forge.org"),
        ("MRL_TOKEN_GIT_EXAMPLE_ORG_8443", "git.example.org:8443"),
        ("MRL_TOKEN_LOCALHOST_8080", "localhost:8080"),
        ("MRL_TOKEN_127_0_0_1", "127.0.0.1"),
        ("MRL_TOKEN_127_0_0_1_8080", "127.0.0.1:8080"),
        ("GITHUB_TOKEN", "github.com"),
        ("GH_TOKEN", "github.com"),
        ("GITLAB_TOKEN", "gitlab.com"),
    ],
)
def test_the_name_says_the_host(name, host):
    assert tokens_from({name: "secret"}) == {host: "secret"}


@pytest.mark.parametrize(
    ("name", "server"), [("GITHUB_TOKEN", "GITHUB_SERVER_URL"), ("GITLAB_TOKEN", "CI_SERVER_URL")]
)
def test_a_ci_says_which_server_its_token_is_for(name, server):
    found = tokens_from({name: "secret", server: "https://forge.example.org:8443/"})
    assert found == {"forge.example.org:8443": "secret"}


def test_an_empty_token_is_none():
    assert tokens_from({"GITHUB_TOKEN": "", "MRL_TOKEN_GIT_EXAMPLE_ORG": ""}) == {}
