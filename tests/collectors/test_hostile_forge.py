"""A forge that means harm, through the whole of `mrl assess`: token, memory and report."""

import json
import os
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_it import MarkdownIt
from support.doors import TOKEN
from support.forge_host import ForgeHost, fill
from support.github_state import Item, Release, Repository, days_ago
from support.http_server import HttpServer, Reply, of_json, of_text
from support.measured import measured

from mrl.model.snapshot import Snapshot

EVIL = "<script>steal()</script><img src=x onerror=steal()>[x](javascript:steal())\x1b[2J\u202e{{ 7*7 }}"
EVIL_ADDRESS = "javascript:steal()"
ADDRESSES, TEXTS = ("homepageUrl", "url"), ("description", "spdxId", "tagName", "message", "login", "state")
GIGABYTE = 1_000_000_000
MOST_MEGABYTES = 400
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Links(HTMLParser):
    """Notes all that a page could run or fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "action")}


def spoilt(value):
    """Put harm into every field of an answer that holds a text or an address."""
    if isinstance(value, list):
        return [spoilt(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: EVIL_ADDRESS
        if key in ADDRESSES and each
        else EVIL
        if key in TEXTS and each
        else {"name": EVIL}
        if key == "topic"
        else spoilt(each)
        for key, each in value.items()
    }


def bombs(elsewhere):
    """Give what is answered to the question about the advisories of each repository."""
    return {
        "plugin-redirect": Reply(302, headers={"Location": f"{elsewhere}/steal?token=1"}),
        "plugin-endless": None,  # each page names itself as the next one
        "plugin-huge": Reply(headers={"Content-Type": "application/json"}, stream=GIGABYTE),
        "plugin-deep": of_text("[" * 1_000_000),
        "plugin-wide": of_text("[" + "{}," * 4_000_000 + "{}]"),
        "plugin-page": of_text("<html>Sign in</html>", "text/html"),
        "plugin-echo": of_json([{"published_at": f"token {TOKEN}"}]),
        "plugin-next": replace(of_json([]), headers={"Link": f'<{elsewhere}/next>; rel="next"'}),
    }


@pytest.fixture
def elsewhere():
    """Another server, which should never learn the token."""
    with HttpServer.serving() as server:
        server.rule(lambda _seen: of_json({}))
        yield server


@pytest.fixture
def host(tmp_path, elsewhere):
    with ForgeHost.serving(tmp_path / "served") as served:
        answers = bombs(elsewhere.url)
        issues = [Item(1, days_ago(9), assignees=("grace",)), Item(2, days_ago(90), closed=days_ago(30))]
        repositories = [
            Repository(
                "city",
                name,
                description="x",
                homepage="x",
                license="MIT",
                topics=("x",),
                issues=list(issues),
                releases=[Release("1.0", days_ago(9))],
            )
            for name in ("core-html", *answers)
        ]
        fill(served, repositories, tmp_path / "origins", distinct=2)
        served.github.hub.add(Repository("city", ".github", files=("SECURITY.md", "CODE_OF_CONDUCT.md")))
        turn_hostile(served, answers)
        yield served


def turn_hostile(host, answers):
    """Let the forge list its repositories honestly, then answer with bombs and harm in every field."""
    honest = host.github.answer

    def answer(seen):
        name = next((each for each in answers if f"/{each}/security-advisories" in seen.path), None)
        if name is not None and answers[name] is not None:
            return answers[name]
        reply = honest(seen)
        if name is not None:
            link = f'<{host.http.url}{seen.path.partition("?")[0]}?page=2>; rel="next"'
            return replace(reply, headers=reply.headers | {"Link": link})
        if b"repositoryOwner" in seen.body or "json" not in reply.headers.get("Content-Type", ""):
            return reply
        return of_json(spoilt(json.loads(reply.body)), reply.status)

    host.github.answer = answer


def assess(host, folder: Path):
    """Run `mrl assess` as a process of its own."""
    project = host.write_project(folder / "project", core=["core-*"])
    environment = host.environment(folder / "cache", PYTHONPATH=os.pathsep.join(sys.path))
    command = [sys.executable, "-m", "mrl.cli.main", "assess", str(project), "--out", str(folder / "out")]
    return measured(command, environment, folder / "memory.txt")


WORDS = {
    "plugin-redirect": "{host} leads to {elsewhere}/steal, which was not followed",
    "plugin-endless": "{host} goes on giving pages without end",
    "plugin-huge": "the answer of {host} is larger than 16 MB",
    "plugin-deep": "the answer of {host} is nested too deeply",
    "plugin-wide": "the answer of {host} holds too many values",
    "plugin-page": "{host} answered with a web page where data was asked for",
    "plugin-echo": "{host} repeats the token in its answer, which was thrown away",
    "plugin-next": "{host} leads to another server for its next page",
}


def test_a_hostile_forge_harms_nothing(host, elsewhere, tmp_path):
    """One run, for it takes some seconds; each concern has a function of its own below."""
    run = assess(host, tmp_path)
    words = run.output + run.errors
    assert (run.status, "Traceback" in words) == (0, False), words
    assert run.megabytes < MOST_MEGABYTES
    assert host.http.sent < GIGABYTE / 10
    check_gaps(host, elsewhere, tmp_path / "out")
    check_token(elsewhere, tmp_path, words)
    check_documents(tmp_path / "out")


def check_gaps(host, elsewhere, out):
    """Each bomb is a gap about the one thing that was asked, and all else is known."""
    snapshot = Snapshot.model_validate_json((out / "snapshot.json").read_bytes())
    gaps = {gap.repository: gap.reason.in_english() for gap in snapshot.gaps if gap.subject == "forge"}
    places = {"host": host.http.host, "elsewhere": elsewhere.url}
    assert gaps == {name: text.format(**places) for name, text in WORDS.items()}
    assert all(each.forge and each.forge.issues and each.history for each in snapshot.repositories)
    assert {each.forge.description.partition(">")[0] for each in snapshot.repositories} == {"<script"}


def check_token(elsewhere, folder, words):
    """The other server was never asked, and the token is in no file and no word of the run."""
    assert not elsewhere.requests
    files = [
        each for each in folder.rglob("*") if each.is_file() and not each.is_relative_to(folder / "served")
    ]
    assert len(files) > 30
    assert [each for each in files if TOKEN.encode() in each.read_bytes()] == []
    assert TOKEN not in words
    assert "\x1b" not in words


def check_documents(out):
    """Nothing in the reports runs, and nothing leads to where the forge wanted."""
    page = Links((out / "report.html").read_text("utf-8"))
    assert not page.tags & {"script", "img", "iframe", "object", "form"}
    assert not {name for name in page.attributes if name.startswith("on")}
    assert {urlsplit(each).scheme for each in page.addresses} <= {"", "https", "http", "data"}
    tokens = MARKDOWN.parse((out / "report.md").read_text("utf-8"))
    kinds = {one.type for token in tokens for one in (token, *(token.children or []))}
    assert not {"html_inline", "html_block", "image"} & kinds
    assert (out / "report.pdf").read_bytes().count(b"javascript") == 0


@pytest.fixture
def project(host, tmp_path, monkeypatch):
    monkeypatch.setenv(host.token_variable, TOKEN)
    monkeypatch.setenv("MRL_CACHE", str(tmp_path / "cache"))
    return host.write_project(tmp_path / "project")


LISTINGS = {
    "redirect": (
        Reply(302, headers={"Location": "https://evil.example/x"}),
        "leads to https://evil.example/x",
    ),
    "huge": (Reply(headers={"Content-Type": "application/json"}, stream=GIGABYTE), "larger than 16 MB"),
    "deep": (of_text('{"data":' * 100_000), "nested too deeply"),
    "page": (of_text("<html>Sign in</html>", "text/html"), "a web page where data was asked for"),
}


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_hostile_list_ends_in_a_sentence(cli_invoke, host, project, kind):
    reply, words = LISTINGS[kind]
    host.github.answer = lambda _seen: reply
    result = cli_invoke("collect", project, "--quiet")
    assert result.exit_code == 2
    assert f"mrl: {host.url} cannot be listed: " in result.stderr
    assert words in result.stderr


def test_a_list_without_end_ends_in_a_sentence(cli_invoke, host, project):
    page = {"pageInfo": {"hasNextPage": True, "endCursor": "more"}, "nodes": []}
    host.github.answer = lambda _seen: of_json({"data": {"a0": {"repositories": page}}})
    result = cli_invoke("plan", project)
    assert result.exit_code == 2
    assert "goes on giving pages without end" in result.stderr
    assert len(host.api_requests()) <= 100
