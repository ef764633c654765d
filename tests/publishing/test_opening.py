"""Which forge, which repository."""

import pytest
from support.release_runs import assessment_of

from mrl.errors import MrlError
from mrl.publishing.opening import read_repository, repository_of

CI = {"GITHUB_SERVER_URL": "https://github.city.example/", "CI_SERVER_URL": "https://git.city.example"}


@pytest.mark.parametrize(
    ("text", "forge", "environment", "expected"),
    [
        ("example/services", None, {}, ("github", "https://github.com/example/services")),
        ("example/services", "gitlab", {}, ("gitlab", "https://gitlab.com/example/services")),
        ("example/services", None, CI, ("github", "https://github.city.example/example/services")),
        ("city/digital/services", "gitlab", CI, ("gitlab", "https://git.city.example/city/digital/services")),
        ("https://gitlab.city.example/a/b/c", None, {}, ("gitlab", "https://gitlab.city.example/a/b/c")),
        ("https://github.com/example/x.git", None, {}, ("github", "https://github.com/example/x")),
        ("https://code.example/a/b", "gitlab", {}, ("gitlab", "https://code.example/a/b")),
    ],
)
def test_addresses_and_short_names(
    text: str, forge: str | None, environment: dict[str, str], expected: tuple[str, str]
) -> None:
    kind, address = read_repository(text, forge, environment)
    assert (kind, address.url) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "https://code.example/a/b",
            "does not tell which forge it is; say it with --forge github or --forge",
        ),
        ("http://github.com/a/b", "http is not protected"),
        ("services", "this protocol is not supported"),
        ("git@github.com:a/b.git", "ssh addresses are not supported"),
    ],
)
def test_what_cannot_be_told(text: str, words: str) -> None:
    with pytest.raises(MrlError) as raised:
        read_repository(text, None, {})
    assert words in str(raised.value)


def test_the_repository_that_was_assessed() -> None:
    assert repository_of(assessment_of()) == "https://forge.example/example/services"
    with pytest.raises(MrlError, match="name it with --repository"):
        repository_of(assessment_of(url=None))
