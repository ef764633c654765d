import pytest
from support.facts import COMMIT, repository

from mrl.metrics.links import links


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://github.com/example/main", f"https://github.com/example/main/blob/{COMMIT}/a/b.md"),
        ("https://github.com/example/main.git", f"https://github.com/example/main/blob/{COMMIT}/a/b.md"),
        ("https://github.com/example/main/", f"https://github.com/example/main/blob/{COMMIT}/a/b.md"),
        ("https://gitlab.com/group/sub/main", f"https://gitlab.com/group/sub/main/-/blob/{COMMIT}/a/b.md"),
        ("https://gitlab.example.org:8443/x", f"https://gitlab.example.org:8443/x/-/blob/{COMMIT}/a/b.md"),
        ("https://git.example.org/main", "a/b.md"),
        ("https://notgithub.com/example/main", "a/b.md"),
        ("http://github.com/example/main", "a/b.md"),
        ("git@github.com:example/main.git", "a/b.md"),
        ("https://name:secret@github.com/example/main", "a/b.md"),
        ("https://[github.com/example", "a/b.md"),
        (None, "a/b.md"),
    ],
)
def test_links(url: str | None, link: str) -> None:
    assert links(repository(url=url), ["a/b.md"]) == (link,)


def test_paths_are_quoted_and_at_most_five() -> None:
    base = f"https://github.com/example/main/blob/{COMMIT}/"
    assert links(repository(), ["a b/<c>?#.md"]) == (base + "a%20b/%3Cc%3E%3F%23.md",)
    assert len(links(repository(), [f"{number}.md" for number in range(9)])) == 5


def test_without_an_assessed_commit_there_is_only_the_path() -> None:
    assert links(repository(head=None), ["README.md"]) == ("README.md",)
