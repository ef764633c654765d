"""Which addresses lead to one project: its repository by whichever spelling, and its wiki."""

import pytest

from mrl.collectors.git.remotes import Place, place_of

APP = Place("git.city.example", ("city", "app"))


@pytest.mark.parametrize(
    "address",
    [
        "https://git.city.example/city/app",
        "https://www.git.city.example/City/App.git/",
        "git@git.city.example:city/app.git",
        "ssh://git@git.city.example:2222/city/app.git",
        "https://git.city.example/city/app.wiki.git",
        "https://git.city.example/city/App.Wiki",
        "https://git.city.example/city/app.wiki.git/",
        "https://git.city.example/city/app%2Ewiki.git",
        "git@git.city.example:city/app.wiki.git",
        "https://git.city.example/city/app.git/wiki",
        "https://git.city.example/city/app.design.git",
        "https://git.city.example/city/app/snippets/12.git",
        "https://git.city.example/city/app/-/snippets/12",
    ],
)
def test_every_spelling_is_of_one_project(address):
    assert place_of(address) == APP


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://git.city.example/city/wiki", ("city", "wiki")),
        ("https://git.city.example/city/app/wiki", ("city", "app", "wiki")),
        ("https://git.city.example/city/.wiki.git", ("city", ".wiki")),
        ("https://git.city.example/city/appwiki.git", ("city", "appwiki")),
        ("https://git.city.example/city/snippets", ("city", "snippets")),
        ("https://git.city.example/snippets/12.git", ("snippets", "12")),
        ("https://git.city.example/city/app.io", ("city", "app.io")),
        ("https://git.city.example/wiki", ("wiki",)),
    ],
)
def test_what_only_looks_like_a_part_is_a_project_of_its_own(address, path):
    assert place_of(address) == Place("git.city.example", path)
