"""What a run costs, and that a second one, or one that goes on, does not pay again."""

import math

import pytest
from support.github_state import NOW, Answer, Item, Repository, days_ago, organisation

from mrl.collectors.github import forecast


def names(count):
    return [f"city/plugin-{number:03}" for number in range(count)]


def spent(github, action):
    before = github.requests
    result = action()
    return github.requests - before, result


@pytest.fixture
def city(github):
    organisation(github.hub, "city", 102)
    return github


def test_cold_and_warm(collector, city):
    """An organisation of a usual mixture: far below 2 requests for each, and 0.05 when nothing changed."""
    cold, first = spent(city, lambda: collector.read(*names(102)))
    assert cold <= 1.2 * 102
    assert abs(cold - forecast(102, has_token=True)) <= 12
    warm, second = spent(city, lambda: collector.read(*names(102)))
    assert city.graph.most_nodes < 10_000
    assert warm == 1 + math.ceil(102 / 100)
    assert second == first
    assert all(reading.forge and not reading.gaps for reading in first.values())


def add_issue(repository):
    repository.issues.append(Item(5000, days_ago(0.5)))


def comment(repository):
    repository.issues[0].comments.append(Answer(days_ago(0.1), "joan"))


def push(repository):
    repository.pushed = NOW


@pytest.mark.parametrize("change", [add_issue, comment, push])
def test_only_what_changed_is_read_again(collector, city, change):
    collector.read(*names(36))
    change(city.hub.find("city/plugin-007"))
    warm, _ = spent(city, lambda: collector.read(*names(36)))
    assert warm <= 2 + 3
    assert len(city.questions("plugin-007/security-advisories")) == 2
    assert len(city.questions("plugin-008/security-advisories")) == 1


def test_a_quiet_repository_costs_no_question_about_lists(collector, github):
    github.hub.add(Repository("city", "quiet"))
    collector.read("city/quiet")
    assert not github.questions("list:")


def test_what_only_core_repositories_are_asked(collector, city):
    collector.read(*names(3), core=1)
    assert len(city.questions("private-vulnerability-reporting")) == 1
    forge = collector.forge("city/plugin-002", core=1)
    assert forge.private_vulnerability_reports is False


@pytest.mark.usefixtures("city")
def test_a_run_goes_on_where_its_budget_ended_it(collector):
    """Each run may make 25 requests; what the ones before it read is not asked for again."""
    found, runs = {}, 0
    while len(found) < 40:
        runs += 1
        found = collector.read(*names(40), max_requests=25)
        assert runs <= 3
    assert found == collector.read(*names(40))


def test_what_failed_for_now_is_asked_again_next_time(collector, city):
    city.fail("city/plugin-003", "RATE_LIMITED", times=2)
    assert collector.read(*names(5))["city/plugin-003"].forge is None
    assert collector.read(*names(5))["city/plugin-003"].forge is not None


def test_twelve_months_are_counted_anew_on_another_day(collector, github):
    busy = [Item(number, days_ago(number)) for number in range(1, 301)]
    github.hub.add(Repository("city", "busy", issues=busy))
    assert collector.forge("city/busy").issues.opened_12_months == 300
    assert collector.forge("city/busy", as_of=days_ago(0.6)).issues.opened_12_months == 300
    assert len(github.questions("search(")) == 2


@pytest.mark.usefixtures("city")
def test_readings_do_not_depend_on_what_is_kept(collector):
    """Numbers of people are given in the order of the repositories, whichever were read before."""
    collector.read("city/plugin-012")
    collector.people.clear()
    mixed = collector.read(*names(24))
    collector.people.clear()
    assert collector.read(*names(24)) == mixed


@pytest.mark.parametrize(
    ("count", "token", "most"),
    [(0, True, 0), (1, True, 5), (600, True, 1020), (600, False, 60), (3, False, 25)],
)
def test_forecasts(count, token, most):
    assert (forecast(count, token) > 0) == (count > 0)
    assert forecast(count, token) <= most
