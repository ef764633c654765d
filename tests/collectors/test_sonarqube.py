"""Quality servers: which one a text names, and what it says of a project."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.doors import TOKEN, Waits
from support.gitlab_state import NOW, ago
from support.http_server import Fault, Reply, of_json, of_text
from support.sonarqube_server import NAMES, SonarqubeServer

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.sonarqube import QualityPlace, QualityReading, forecast, quality_places, read_qualities
from mrl.model.forge import Quality

VALUES = {
    "blocker_violations": "3",
    "critical_violations": "14",
    "coverage": "81.5",
    "duplicated_lines_density": "0.0",
    "alert_status": "ERROR",
    "ncloc": "120345",
}
NEWER = VALUES | {"software_quality_blocker_issues": "1", "software_quality_high_issues": "2"}


@pytest.fixture
def sonar() -> Iterator[SonarqubeServer]:
    with SonarqubeServer.serving() as serving:
        yield serving


@pytest.fixture
def read(sonar: SonarqubeServer) -> Callable[..., dict[str, QualityReading]]:
    def reading(*keys, tokens=None, budget=None, as_of=NOW):
        with Door(budget=budget or Budget(), wait=Waits(), journal=None, tokens=tokens or {}) as door:
            return dict(read_qualities([(key, QualityPlace(sonar.url, key)) for key in keys], door, as_of))

    return reading


def reason(reading: QualityReading) -> str:
    assert reading.quality is None
    (gap,) = reading.gaps
    assert gap.subject == "quality"
    return gap.reason.in_english()


@pytest.mark.parametrize(
    "text",
    [
        "[![Gate](https://q.example.org/sonar/api/project_badges/measure?project=org.example%3Atool&metric=ncloc)](x)",
        '<img src="https://q.example.org/sonar/api/project_badges/quality_gate?project=org.example:tool&amp;token=squ_1">',
        "https://q.example.org/sonar/dashboard?id=org.example%3Atool",
        "https://q.example.org/sonar/dashboard/index/org.example:tool",
        "![](https://q.example.org/sonar/api/badges/gate?key=org.example:tool)",
        "![](https://img.shields.io/sonar/coverage/org.example:tool/main?server=https%3A%2F%2Fq.example.org%2Fsonar)",
        "sonar.projectKey = org.example:tool\nsonar.host.url=https://q.example.org/sonar/\n",
        "<sonar.host.url>https://q.example.org/sonar</sonar.host.url><sonar.projectKey>org.example:tool</sonar.projectKey>",
    ],
)
def test_places_in_texts(text):
    assert quality_places(text) == (QualityPlace("https://q.example.org/sonar", "org.example:tool"),)


@pytest.mark.parametrize(
    "text",
    [
        "https://sonar.example.org/",
        "https://grafana.example.org/dashboard?id=1",
        "http://sonar.example.org/dashboard?id=tool",
        "http://127.0.0.1/sonar/dashboard?id=tool",
        "https://sonar.example.org/dashboard?id=to%20ol",
        "https://[sonar/dashboard?id=tool",
        "sonar.projectKey=tool",
        "https://img.shields.io/sonar/coverage/tool",
    ],
)
def test_texts_that_name_no_place(text):
    assert quality_places(text) == ()


def test_each_place_once_in_order():
    first, second = "https://sonarcloud.io/summary/overall?id=a_b", "https://sonar.example.org/dashboard?id=c"
    assert quality_places(f"{first} {second} {first}") == (
        QualityPlace("https://sonarcloud.io", "a_b"),
        QualityPlace("https://sonar.example.org", "c"),
    )


@given(st.text(alphabet="htps:/.sonar?id=dbg&%[]<>project_badges \n", max_size=300))
def test_any_text_can_be_read(text):
    for place in quality_places(text):
        assert place.url.startswith("https://")


def test_figures_of_an_older_server(sonar, read):
    sonar.names, sonar.projects["a:b"] = NAMES, VALUES
    assert read("a:b")["a:b"] == QualityReading(
        quality=Quality(
            url=sonar.url,
            key="a:b",
            blocker_violations=3,
            critical_violations=14,
            test_coverage=0.815,
            duplication=0,
            gate_passed=False,
            lines=120345,
        )
    )


def test_newer_names_count_before_older_ones(sonar, read):
    sonar.projects["a:b"] = NEWER | {"alert_status": "OK"}
    quality = read("a:b")["a:b"].quality
    assert (quality.blocker_violations, quality.critical_violations, quality.gate_passed) == (1, 2, True)


def test_what_a_project_has_no_value_of_is_unknown(sonar, read):
    sonar.projects["a:b"] = {"ncloc": "7"}
    quality = read("a:b")["a:b"].quality
    assert quality == Quality(url=sonar.url, key="a:b", lines=7)


def test_names_are_learned_once_for_a_server(sonar, read):
    sonar.names = NAMES
    keys = [f"a:{number}" for number in range(9)]
    sonar.projects |= dict.fromkeys(keys, VALUES)
    budget = Budget()
    assert all(reading.quality for reading in read(*keys, budget=budget).values())
    assert budget.requests == forecast(9) == 10


def test_an_unknown_project_does_not_change_the_names(sonar, read):
    sonar.projects["a:b"] = NEWER
    readings = read("not:there", "a:b")
    assert reason(readings["not:there"]) == f"{sonar.http.host} has nothing there, or does not show it"
    assert readings["a:b"].quality.blocker_violations == 1


def test_a_server_that_needs_a_login(sonar, read):
    sonar.token, sonar.projects["a:b"] = TOKEN, VALUES
    assert reason(read("a:b")["a:b"]) == f"{sonar.http.host} shows this only with a token"
    assert read("a:b", tokens={sonar.http.host: TOKEN})["a:b"].quality.lines == 120345


@pytest.mark.parametrize(
    "reply",
    [
        of_json({"component": None}),
        of_json([1]),
        of_text("<html>Log in</html>", "text/html"),
        of_json({"component": {"measures": [{"metric": "ncloc", "value": "many"}]}}),
        of_json({"component": {"measures": [{"metric": "coverage", "value": "nan"}]}}),
        of_json({"component": {"measures": [{"metric": "coverage", "value": "101"}]}}),
        of_json({"component": {"measures": [{"metric": "alert_status", "value": "<b>"}]}}),
        Reply(200, b'{"component": {"measures": []}}' + b" " * 50, fault=Fault.TRUNCATE),
        of_json({"errors": []}, 500),
    ],
)
def test_answers_of_another_form(sonar, read, reply):
    sonar.http.rule(lambda _seen: reply)
    assert sonar.http.host in reason(read("a:b")["a:b"])


def test_a_day_in_the_past(sonar, read):
    sonar.projects["a:b"] = VALUES
    assert "not how it was in the past" in reason(read("a:b", as_of=ago(30))["a:b"])


def test_a_spent_budget_ends_early(sonar, read):
    sonar.projects |= dict.fromkeys(("a", "b", "c"), NEWER)
    assert list(read("a", "b", "c", budget=Budget(2))) == ["a", "b"]
