"""Every kind of server, each answer spoilt: no traceback, a gap that names the field, or the right facts."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support import github_state, gitlab_state, jira_server, redmine_server, trackers
from support.doors import TOKEN
from support.github_server import GithubServer
from support.gitlab_server import GitlabServer
from support.hostile_answers import SHAPES, Recorded, Spoilt
from support.http_server import JSON, HttpServer, Reply
from support.sonarqube_server import SonarqubeServer

from mrl.collectors import github, gitlab, sonarqube
from mrl.collectors.forge import RepositoryRef
from mrl.collectors.git.address import Address
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.collectors.http.journal import Journal
from mrl.collectors.trackers.reading import read_tracker
from mrl.model.project import Tracker, TrackerKind

Facts = tuple[object, list[str]]
"""What was found out, as plain values, and the reasons for what was not."""

MOST_REQUESTS = 400
"""No spoilt answer makes a reading of one repository ask more."""


@dataclass
class Source:
    """A stand-in with a conversation that was recorded, and how it is read."""

    recorded: Recorded
    read: Callable[[Door], Facts]
    token: str | None = TOKEN

    def facts(self, journal: Journal | None = None) -> Facts:
        """Read once, without waiting for anything."""
        tokens = {self.recorded.server.host: self.token} if self.token else {}
        door = Door(
            budget=Budget(MOST_REQUESTS),
            wait=lambda _seconds, _why: None,
            journal=journal,
            tokens=tokens,
        )
        with door:
            return self.read(door)


def read_forge(module: Any, url: str) -> Callable[[Door], Facts]:
    def read(door: Door) -> Facts:
        ref = RepositoryRef(name="forms", address=Address(url))
        people: dict[str, int] = {}
        found = module.read_repositories(
            [ref], door, github_state.NOW, lambda name: people.setdefault(name, len(people)), lambda _: None
        )
        readings = [reading for _, reading in found]
        facts = [each.forge.model_dump(mode="json") if each.forge else None for each in readings]
        return facts, [gap.reason.in_english() for each in readings for gap in each.gaps]

    return read


def discover(module: Any, url: str) -> Callable[[Door], Facts]:
    def read(door: Door) -> Facts:
        try:
            return [repr(each) for each in module.discover(Address(url), ["*"], [], door)], []
        except SourceError as problem:
            return [], [problem.reason.in_english()]

    return read


def read_issues(kind: TrackerKind, url: str) -> Callable[[Door], Facts]:
    def read(door: Door) -> Facts:
        tracker = Tracker(kind=kind, url=url)
        reading = read_tracker(tracker, door, trackers.NOW, trackers.numbering(), lambda _: None)
        facts = reading.facts.model_dump(mode="json") if reading.facts else None
        return facts, [gap.reason.in_english() for gap in reading.gaps]

    return read


def read_quality(url: str) -> Callable[[Door], Facts]:
    def read(door: Door) -> Facts:
        place = sonarqube.QualityPlace(url=url, key="forms")
        readings = [each for _, each in sonarqube.read_qualities([("forms", place)], door, github_state.NOW)]
        facts = [each.quality.model_dump(mode="json") if each.quality else None for each in readings]
        return facts, [gap.reason.in_english() for each in readings for gap in each.gaps]

    return read


@contextlib.contextmanager
def on_github(*, token: str | None, discovers: bool = False) -> Iterator[Source]:
    days = github_state.days_ago
    issues = [
        github_state.Item(1, days(9), comments=[github_state.Answer(days(8), "grace")], assignees=("grace",)),
        github_state.Item(2, days(90), closed=days(30)),
    ]
    changes = [
        github_state.Item(
            3,
            days(20),
            closed=days(2),
            merged=True,
            is_change=True,
            reviews=[github_state.Answer(days(3), "joan")],
        ),
        github_state.Item(4, days(5), is_change=True),
    ]
    with GithubServer.serving() as server:
        server.hub.add(github_state.Repository("city", ".github", files=("CODE_OF_CONDUCT.md",)))
        server.hub.add(
            github_state.Repository(
                "city",
                "forms",
                description="Forms",
                homepage="https://forms.example",
                license="MIT",
                topics=("java",),
                required_reviews=1,
                rules=("PULL_REQUEST",),
                advisories=[days(100)],
                private_reports=True,
                releases=[github_state.Release("1.0", days(3), assets=2)],
                files=("README.md", "CONTRIBUTING.md", ".github/SECURITY.md"),
                issues=issues,
                changes=changes,
            )
        )
        recorded = Recorded.of(server.http, server.answer)
        read = (
            discover(github, f"{server.http.url}/city")
            if discovers
            else read_forge(github, f"{server.http.url}/city/forms")
        )
        yield Source(recorded, read, token)


@contextlib.contextmanager
def on_gitlab(*, has_graphql: bool = True, discovers: bool = False) -> Iterator[Source]:
    ago = gitlab_state.ago
    with GitlabServer.serving() as server:
        server.has_graphql, server.token = has_graphql, TOKEN
        server.add(
            "city/forms",
            issues=[
                gitlab_state.Item(ago(3), notes=[gitlab_state.Note("grace", ago(2))], assignees=("grace",)),
                gitlab_state.Item(ago(90), closed=ago(30)),
            ],
            changes=[
                gitlab_state.Item(ago(9), merged=ago(2), approvers=("joan",)),
                gitlab_state.Item(ago(9), closed=ago(3)),
                gitlab_state.Item(ago(4)),
            ],
            releases=[gitlab_state.Release("1.0", ago(3), 2)],
            pipelines=[("main", "SUCCESS"), ("main", "FAILED")],
        )
        recorded = Recorded.of(server.http, server.answer)
        read = (
            discover(gitlab, f"{server.http.url}/city")
            if discovers
            else read_forge(gitlab, f"{server.http.url}/city/forms")
        )
        yield Source(recorded, read)


@contextlib.contextmanager
def on_jira(*, is_cloud: bool) -> Iterator[Source]:
    now, day = trackers.NOW, trackers.DAY
    issues = [
        jira_server.issue("TIDE-1", now - 40 * day, resolved=now - 30 * day, assignee="Ben Sample"),
        jira_server.issue(
            "TIDE-2", now - 20 * day, comments=[(jira_server.person("Cleo Muster"), now - 19 * day)]
        ),
    ]
    with HttpServer.serving() as server:
        recorded = Recorded.of(server, jira_server.Jira(issues, is_cloud=is_cloud).answer)
        yield Source(recorded, read_issues(TrackerKind.JIRA, f"{server.url}/jira/browse/TIDE"), token=None)


@contextlib.contextmanager
def on_redmine() -> Iterator[Source]:
    now, day = trackers.NOW, trackers.DAY
    issues = [
        redmine_server.issue(1, now - 50 * day, closed=now - 2 * day, assignee=2),
        redmine_server.issue(
            3, now - 30 * day, notes=[(redmine_server.person(2, "Ben Sample"), now - 29 * day, "seen")]
        ),
    ]
    with HttpServer.serving() as server:
        recorded = Recorded.of(server, redmine_server.Redmine(issues).answer)
        yield Source(
            recorded,
            read_issues(TrackerKind.REDMINE, f"{server.url}/tracker/projects/tide/issues"),
            token=None,
        )


@contextlib.contextmanager
def on_sonarqube() -> Iterator[Source]:
    values = {
        "blocker_violations": "0",
        "critical_violations": "2",
        "coverage": "81.5",
        "duplicated_lines_density": "3.0",
        "alert_status": "OK",
        "ncloc": "1200",
    }
    with SonarqubeServer.serving() as server:
        server.projects["forms"] = values
        yield Source(Recorded.of(server.http, server.answer), read_quality(server.url))


SOURCES: dict[str, Callable[[], contextlib.AbstractContextManager[Source]]] = {
    "GitHub with a token": lambda: on_github(token=TOKEN),
    "GitHub without a token": lambda: on_github(token=None),
    "an organisation of GitHub": lambda: on_github(token=TOKEN, discovers=True),
    "an organisation of GitHub without a token": lambda: on_github(token=None, discovers=True),
    "GitLab": on_gitlab,
    "GitLab without GraphQL": lambda: on_gitlab(has_graphql=False),
    "a group of GitLab": lambda: on_gitlab(discovers=True),
    "Jira Server": lambda: on_jira(is_cloud=False),
    "Jira Cloud": lambda: on_jira(is_cloud=True),
    "Redmine": on_redmine,
    "SonarQube": on_sonarqube,
}


HONEST = ("status 404", "an empty list", "twice")
"""Of a whole answer: no GraphQL there, so that REST is asked; nothing in the list; and each entry twice."""


def names(case: Spoilt, reasons: list[str]) -> bool:
    """Whether a reason names the spoilt field, or the one it stands in."""
    around = ("data", "a0", "a1", "a2")
    fields = [each for each in case.path if isinstance(each, str) and each not in around][-2:]
    if case.kind == "a list of texts" and case.field in ("topics", "tag_list"):
        return True  # that is what they are
    if any(reason.endswith("than Redmine does") for reason in reasons):
        return True  # its library refuses the whole answer, without a word about where
    return any(each in reason for each in fields for reason in reasons) or (not fields and bool(reasons))


def check(source: Source, case: Spoilt, honest: Facts, folder: Path) -> str:
    """Read with one answer spoilt; gives what was wrong, empty for nothing."""
    recorded, server = source.recorded, source.recorded.server
    recorded.spoilt = case
    server.requests.clear()
    try:
        facts, reasons = source.facts(Journal(folder))
    except Exception as problem:  # noqa: BLE001 - that is what is looked for
        return f"{type(problem).__name__}: {problem}"
    finally:
        recorded.spoilt = None
    if len(server.requests) >= MOST_REQUESTS:
        return "asks without end"
    if facts != honest[0] and not reasons and not case.path and case.kind not in HONEST:
        return "another answer, and no word about it"
    if case.kind in SHAPES and facts != honest[0] and not names(case, reasons):
        return f"the field is not named: {reasons}"
    return "" if json.dumps(facts).count(TOKEN) == 0 else "tells the token"


def failures(name: str, tmp_path: Path, fields: int | None, wholes: int | None) -> tuple[int, list[str]]:
    with SOURCES[name]() as source:
        honest = source.facts()
        assert honest == source.facts(), "the conversation can be replayed"
        cases = source.recorded.cases(11, fields, wholes)
        found = [
            (case, check(source, case, honest, tmp_path / str(number))) for number, case in enumerate(cases)
        ]
    return len(cases), [f"{case.place} {case.kind} {case.path}: {words}" for case, words in found if words]


@pytest.mark.parametrize("name", SOURCES)
def test_a_spoilt_answer_is_a_gap_that_names_the_field(name: str, tmp_path: Path) -> None:
    count, failed = failures(name, tmp_path, fields=40, wholes=15)
    assert failed == []
    assert count > 40


DEEP = [
    opening * depth + b'"x"' + closing * depth
    for depth in (30, 400, 960, 3000)
    for opening, closing in ((b"[", b"]"), (b'{"message":', b"}"), (b'{"errors":[', b"]}"), (b'{"n":', b"}"))
]
"""Refusals that the reader of JSON still takes, or no more: calls can follow some of them, and not all."""


@pytest.mark.parametrize("name", SOURCES)
def test_a_refusal_may_be_nested_as_deeply_as_it_likes(name: str, tmp_path: Path) -> None:
    with SOURCES[name]() as source:
        honest = source.facts()
        places = (0, len(source.recorded.replies) - 1)
        cases = [
            Spoilt(place, f"deep, {status}", Reply(status, body, {"Content-Type": JSON}))
            for place in places
            for number, body in enumerate(DEEP)
            for status in ((401, 422), (403, 400))[number % 2]
        ]
        found = [check(source, case, honest, tmp_path / str(number)) for number, case in enumerate(cases)]
    assert [words for words in found if words] == []


@pytest.mark.soak
@pytest.mark.parametrize("name", SOURCES)
def test_every_answer_spoilt_in_every_way(name: str, tmp_path: Path) -> None:
    count, failed = failures(name, tmp_path, fields=None, wholes=None)
    assert failed == []
    assert count > 300
