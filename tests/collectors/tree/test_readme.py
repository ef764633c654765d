"""What READMEs show, in three markups and several languages."""

import pytest
from support.trees import Content, tree_of

from mrl.collectors.tree import read_declared, with_tracker_of_keys
from mrl.model.facts import Badge, Declared, Readme
from mrl.model.project import Tracker, TrackerKind


def declared(
    contents: dict[str, Content], *, keys: dict[str, int] | None = None, commits: int | None = None
) -> Declared:
    files, read = tree_of(contents)
    return with_tracker_of_keys(read_declared(files, read, TrackerKind.GITLAB)[0], keys, commits)


def readme(path: str, text: str) -> Readme:
    (one,) = declared({path: text}).readmes or ()
    return one


@pytest.mark.parametrize(
    ("path", "text", "sections"),
    [
        ("README.md", "# Tool\n## Installation\n## Usage\n## License\n", ("install", "use", "license")),
        ("README.md", "Overview\n========\n\nGetting help\n------------\n", ("what", "support")),
        ("README.rst", "Contributing\n~~~~~~~~~~~~\n\nHow to use it\n*************\n", ("use", "contribute")),
        ("README.adoc", "= Tool\n\n== Getting started\n\n=== FAQ\n", ("install", "use", "support")),
        ("README.md", "<h2 align='center'>Licence</h2>\n", ("license",)),
        (
            "LISEZMOI.md",
            "# Outil\n## Présentation\n## Mise en place\n## Utilisation\n",
            ("what", "install", "use"),
        ),
        ("README.md", "# Tool\n```sh\n# Installation\n```\n", ()),
        (
            "README.md",
            "# Tool\n\nTool keeps the opening hours of every library of a city in one single place.\n",
            ("what",),
        ),
        ("README.md", "# Tool\n\nToday.\n", ()),
    ],
)
def test_headings_answer_questions(path, text, sections):
    assert readme(path, text).sections == sections


ENGLISH = "This is the tool of the city and it is used by all of the people that work with us. " * 2
FRENCH = "Cet outil est fait pour les villes et il est utilisé par les agents qui sont dans la ville. " * 2


@pytest.mark.parametrize(
    ("path", "text", "language"),
    [
        ("README.fr.md", ENGLISH, "fr"),
        ("README_pt-BR.md", ENGLISH, "pt"),
        ("LISEZMOI.txt", ENGLISH, "fr"),
        ("README.md", ENGLISH, "en"),
        ("README.md", FRENCH, "fr"),
        (
            "README",
            "Das ist ein Werkzeug für die Stadt und es ist nicht nur für die Leute mit dem Auto",
            "de",
        ),
        ("README.md", "# Tool\n", "und"),
        ("README.md", "", "und"),
    ],
)
def test_language_is_told_by_name_then_words(path, text, language):
    assert readme(path, text).language == language


def test_words_leave_out_code_images_and_addresses():
    text = "# One two\n\n![logo](https://example.org/a.png) three [four](https://example.org) https://example.org/x\n```\nfive\n```\n"
    assert readme("README.md", text).words == 4


def test_no_readme_is_an_answer_and_a_missing_one_is_unknown():
    assert declared({"a.py": ""}).readmes == ()
    unknown = declared({"README.md": None})
    assert (unknown.readmes, unknown.badges, unknown.ci_services, unknown.trackers) == (
        None,
        None,
        None,
        None,
    )
    assert unknown.manifests == ()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://ci.example.org/jenkins/buildStatus/icon?job=coverage-deploy", "ci"),
        ("https://github.com/x/a/actions/workflows/ci.yml/badge.svg", "ci"),
        ("https://gitlab.example.org/x/a/badges/main/pipeline.svg", "ci"),
        ("https://gitlab.example.org/x/a/badges/main/coverage.svg", "coverage"),
        ("https://img.shields.io/travis/x/a.svg", "ci"),
        ("https://sonar.example.org/api/project_badges/measure?project=a&metric=alert_status", "quality"),
        ("https://sonar.example.org/api/project_badges/measure?project=a&metric=coverage", "coverage"),
        ("https://sonar.example.org/api/project_badges/measure?project=a&metric=security_rating", "security"),
        ("https://codecov.io/gh/x/a/branch/main/graph/badge.svg", "coverage"),
        ("https://www.bestpractices.dev/projects/1/badge", "best-practices"),
        ("https://api.scorecard.dev/projects/github.com/x/a/badge", "scorecard"),
        ("https://hosted.weblate.org/widgets/a/-/svg-badge.svg", "translation"),
        ("https://img.shields.io/github/license/x/a", "license"),
        ("https://img.shields.io/npm/v/a.svg", "version"),
        ("https://readthedocs.org/projects/a/badge/?version=latest", "other"),
    ],
)
def test_kinds_of_badges(address, kind):
    host = address.split("/")[2]
    assert declared({"README.md": f"[![A]({address})](https://example.org)"}).badges == (
        Badge(kind=kind, host=host),
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", "![](https://badgen.net/github/checks/x/a)"),
        ("README.md", "[![A][badge]][target]\n\n[badge]: https://badgen.net/github/checks/x/a\n"),
        ("README.md", "<p><img alt='A' src='https://badgen.net/github/checks/x/a'></p>"),
        ("README.rst", ".. image:: https://badgen.net/github/checks/x/a\n   :target: https://example.org\n"),
        ("README.rst", ".. |A| image:: https://badgen.net/github/checks/x/a\n"),
        ("README.adoc", "image:https://badgen.net/github/checks/x/a[A]"),
    ],
)
def test_badges_are_found_in_every_markup(path, text):
    facts = declared({path: text})
    assert facts.badges == (Badge(kind="ci", host="badgen.net"),)
    assert facts.ci_services == ("github-actions",)


def test_logos_are_no_badges():
    assert (
        declared({"README.md": "![Logo](https://example.org/logo.png) ![Screen](docs/screen.png)"}).badges
        == ()
    )


@pytest.mark.parametrize(
    ("address", "kind", "url"),
    [
        ("https://github.com/x/a/issues/new/choose", TrackerKind.GITHUB, "https://github.com/x/a/issues"),
        (
            "https://git.example.org/x/a/-/issues?state=all",
            TrackerKind.GITLAB,
            "https://git.example.org/x/a/-/issues",
        ),
        (
            "https://gitlab.example.org/x/a/issues",
            TrackerKind.GITLAB,
            "https://gitlab.example.org/x/a/issues",
        ),
        ("https://t.example.org/browse/ABC-12", TrackerKind.JIRA, "https://t.example.org/browse/ABC"),
        ("https://t.example.org/projects/ABC/issues", TrackerKind.JIRA, "https://t.example.org/projects/ABC"),
        ("https://jira.example.org/secure/", TrackerKind.JIRA, "https://jira.example.org/secure"),
        (
            "https://t.example.org/x/projects/abc/issues",
            TrackerKind.REDMINE,
            "https://t.example.org/x/projects/abc/issues",
        ),
        ("https://bugzilla.example.org/", TrackerKind.BUGZILLA, "https://bugzilla.example.org"),
        ("https://codeberg.org/x/a/issues", TrackerKind.OTHER, "https://codeberg.org/x/a/issues"),
        ("../../issues", TrackerKind.GITLAB, None),
    ],
)
def test_trackers_are_told_by_the_form_of_the_link(address, kind, url):
    facts = declared({"README.md": f"Report problems [here]({address})."})
    assert facts.trackers == (Tracker(kind=kind, url=url),)


@pytest.mark.parametrize(
    "address", ["https://github.com/x/a/issues/12", "https://example.org/", "https://github.com/x/a"]
)
def test_other_links_are_no_trackers(address):
    assert declared({"README.md": f"See [this]({address})."}).trackers == ()


def test_a_link_that_calls_itself_tracker_is_one():
    facts = declared({"README.md": "[Issue tracker](https://support.example.org/a)"})
    assert facts.trackers == (Tracker(kind=TrackerKind.OTHER, url="https://support.example.org/a"),)


@pytest.mark.parametrize(
    ("keys", "commits", "count"),
    [
        ({"ABC": 30, "X": 1}, 100, 1),
        ({"ABC": 20}, 100, 0),
        ({"ABC": 50}, None, 1),
        ({"ABC": 49}, None, 0),
        (None, 100, 0),
    ],
)
def test_commit_keys_tell_that_there_is_a_tracker(keys, commits, count):
    facts = declared({"README.md": "Hello"}, keys=keys, commits=commits)
    assert facts.trackers == (Tracker(kind=TrackerKind.OTHER),) * count


def test_commit_keys_are_silent_beside_a_named_tracker():
    facts = declared({"README.md": "https://github.com/x/a/issues"}, keys={"ABC": 90}, commits=100)
    assert facts.trackers == (Tracker(kind=TrackerKind.GITHUB, url="https://github.com/x/a/issues"),)


def test_homepages_and_discussions_are_told_apart():
    text = (
        "[Website](https://a.example.org) and [the manual](https://a.readthedocs.io/en/latest/), "
        "[code](https://github.com/x/a), [chat](https://matrix.to/#/#a:example.org), "
        "[liste de diffusion](https://example.org/sympa/info/a), [mail us](mailto:ada@example.org)"
    )
    facts = declared({"README.md": text})
    assert facts.homepages == ("https://a.example.org", "https://a.readthedocs.io/en/latest/")
    assert facts.discussions == ("https://matrix.to/#/#a:example.org", "https://example.org/sympa/info/a")


def test_discussions_of_the_forge_count():
    address = "https://github.com/x/a/discussions"
    assert declared({"README.md": f"Ask in [our discussions]({address})."}).discussions == (address,)


def test_text_that_is_not_utf8_is_read():
    assert readme("README.txt", "Présentation\n============\n".encode("latin-1")).sections == ("what",)
    assert readme("README.txt", "Présentation\n============\n".encode("utf-16")).sections == ("what",)
