"""Releases on servers that lie: what is called done is done, and the token stays where it belongs."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.doors import TOKEN
from support.hostile_answers import HEADERS, VALUES, changed, paths_of
from support.http_server import HttpServer, Reply, Seen
from support.release_github import GithubReleases
from support.release_gitlab import GitlabReleases
from support.release_runs import Runs, write_files

from mrl.publishing.files import gather
from mrl.publishing.problems import AttachError

FORGES: dict[str, type[GithubReleases] | type[GitlabReleases]] = {
    "github": GithubReleases,
    "gitlab": GitlabReleases,
}
MOST_REQUESTS = 1000


class Trial:
    """One kind of forge, and the files that are to be attached to a release there."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.files = write_files(folder)
        self.wanted = {file.stored: file.content for file in gather([self.files]).files}

    def replies(self) -> list[Reply]:
        """Give the answers of an honest run."""
        kept: list[Reply] = []
        with FORGES[self.kind].serving() as forge:
            forge.add()

            def keep(_number: int, _seen: Seen, reply: Reply) -> Reply:
                kept.append(reply)
                return reply

            forge.exchanges.afterwards = keep
            Runs(self.kind, forge.url, self.files)()
            assert self.is_done(forge)
        return kept

    def is_done(self, forge: GithubReleases | GitlabReleases) -> bool:
        """Whether the release has every file as it is here."""
        if isinstance(forge, GithubReleases):
            found: dict[str, Any] = forge.releases[0].contents()
        else:
            found = forge.contents()
        return {name: found.get(name) for name in self.wanted} == self.wanted

    def failure(self, place: int, reply: Reply) -> str:
        """Run with one answer spoilt; gives what is wrong with how that ended, empty for nothing."""
        with FORGES[self.kind].serving() as forge:
            forge.add()
            forge.exchanges.afterwards = lambda now, _seen, honest: reply if now == place else honest
            try:
                Runs(self.kind, forge.url, self.files)()
            except AttachError as problem:
                words = str(problem)
                return "tells the token" if TOKEN in words or not words else ""
            except Exception as problem:  # noqa: BLE001 - that is what is looked for
                return f"{type(problem).__name__}: {problem}"
            if len(forge.http.requests) > MOST_REQUESTS:
                return "asks without end"
            return "" if self.is_done(forge) else "is called done and is not"


def spoilt(replies: list[Reply]) -> Iterator[tuple[int, str, Reply]]:
    """Spoil each answer of a run in every field and in its headers."""
    for place, reply in enumerate(replies, 1):
        for kind, headers in HEADERS.items():
            yield place, kind, replace(reply, headers=reply.headers | headers)
        if "json" not in reply.headers.get("Content-Type", "") or not reply.body:
            continue
        content = json.loads(reply.body)
        for path in paths_of(content):
            for kind, value in VALUES.items():
                body = json.dumps(changed(content, path, value)).encode()
                yield place, f"{kind} {path}", replace(reply, body=body)


def failures(kind: str, folder: Path, most: int | None) -> tuple[int, list[str]]:
    trial = Trial(kind, folder)
    cases = list(spoilt(trial.replies()))
    if most is not None:
        cases = Random(11).sample(cases, most)  # noqa: S311 - a sample for a test
    found = [(place, what, trial.failure(place, reply)) for place, what, reply in cases]
    return len(cases), [f"{place} {what}: {words}" for place, what, words in found if words]


@pytest.mark.parametrize("kind", FORGES)
def test_nothing_that_is_called_done_is_half_done(kind: str, tmp_path: Path) -> None:
    assert failures(kind, tmp_path, 60) == (60, [])


@pytest.mark.soak
@pytest.mark.parametrize("kind", FORGES)
def test_every_answer_spoilt_in_every_way(kind: str, tmp_path: Path) -> None:
    count, failed = failures(kind, tmp_path, None)
    assert failed == []
    assert count > 500


@pytest.mark.parametrize("kind", FORGES)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_change_sent_elsewhere_goes_nowhere(kind: str, status: int, tmp_path: Path) -> None:
    """Neither the file nor the token reaches the other server, and the user is told of it."""
    trial = Trial(kind, tmp_path)
    with HttpServer.serving() as elsewhere, FORGES[kind].serving() as forge:
        forge.add()
        sent = Reply(status, b"", {"Location": f"{elsewhere.url}/upload"})
        forge.exchanges.instead = lambda _now, seen: sent if seen.method in ("POST", "PUT") else None
        with pytest.raises(AttachError, match="was not followed"):
            Runs(kind, forge.url, trial.files)()
        assert elsewhere.requests == []
        assert not trial.is_done(forge)


@pytest.mark.parametrize(
    "lie", [{"size": 1}, {"name": "another.pdf"}, {"state": "starter"}, {"digest": "sha256:0"}]
)
def test_a_file_that_arrived_as_another_is_no_success(lie: dict[str, Any], tmp_path: Path) -> None:
    trial = Trial("github", tmp_path)
    with GithubReleases.serving() as forge:
        forge.add()

        honest = forge._asset
        forge._asset = lambda asset, release: honest(asset, release) | lie  # type: ignore[method-assign]
        with pytest.raises(AttachError):
            Runs("github", forge.url, trial.files)()
        assert not set(trial.wanted) & set(forge.releases[0].contents())


@pytest.mark.parametrize("kind", FORGES)
def test_a_list_of_ever_new_pages_ends_in_a_sentence(kind: str, tmp_path: Path) -> None:
    trial = Trial(kind, tmp_path)
    with FORGES[kind].serving() as forge:
        forge.add()
        honest = forge.exchanges.afterwards

        def endless(now: int, seen: Seen, reply: Reply) -> Reply:
            reply = honest(now, seen, reply)
            if not reply.body.startswith(b"["):
                return reply
            path = seen.path.partition("?")[0]
            following = f'<{forge.http.url}{path}?page={now + 1}>; rel="next"'
            return replace(reply, headers=reply.headers | {"Link": following})

        forge.exchanges.afterwards = endless
        with pytest.raises(AttachError):
            Runs(kind, forge.url, trial.files)()
        assert len(forge.http.requests) < 5 * MOST_REQUESTS
        assert not trial.is_done(forge)
