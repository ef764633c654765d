"""Which host a token from the environment is for."""

import pytest

from mrl.cli.tokens import tokens_from
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door


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


SERVERS = {
    "GITHUB_TOKEN": "GITHUB_SERVER_URL",
    "GH_TOKEN": "GITHUB_SERVER_URL",
    "GITLAB_TOKEN": "CI_SERVER_URL",
}


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://forge.example.org:8443/", "forge.example.org:8443"),
        ("https://Forge.example.org", "forge.example.org"),
        ("https://forge.example.org:443", "forge.example.org"),
        ("https://someone:word@forge.example.org/path", "forge.example.org"),
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("https://[::1]:8443", "[::1]:8443"),
    ],
)
def test_a_ci_says_which_server_its_tokens_are_for(name, url, host):
    assert tokens_from({name: "secret", SERVERS[name]: url}) == {host: "secret"}


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.parametrize(
    "url", ["forge.example.org", "https://", "ftp://forge.example.org", "https://[", "https://a:b"]
)
def test_a_token_for_a_server_that_cannot_be_told_is_for_nobody(name, url):
    assert tokens_from({name: "secret", SERVERS[name]: url}) == {}


def test_no_token_of_a_ci_reaches_a_host_but_its_own():
    servers = {"GITHUB_SERVER_URL": "https://code.city.example", "CI_SERVER_URL": "https://lab.city.example"}
    tokens = {"GITHUB_TOKEN": "one", "GH_TOKEN": "two", "GITLAB_TOKEN": "three", "CI_JOB_TOKEN": "four"}
    assert tokens_from(servers | tokens) == {"code.city.example": "one", "lab.city.example": "three"}
    with Door(
        budget=Budget(), wait=lambda _s, _m: None, journal=None, tokens=tokens_from(servers | tokens)
    ) as door:
        others = ("github.com", "api.github.com", "uploads.github.com", "gitlab.com", "city.example")
        assert [door.token(host) for host in others] == [None] * 5
        assert door.token("code.city.example:443") == "one"


def test_an_empty_token_is_none():
    assert tokens_from({"GITHUB_TOKEN": "", "MRL_TOKEN_GIT_EXAMPLE_ORG": ""}) == {}
