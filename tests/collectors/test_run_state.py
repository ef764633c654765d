"""What a stopped run leaves for the next one, and for how long."""

import datetime as dt

import pytest

from mrl.collectors.run_state import RunState
from mrl.model.project import Project, RepositorySource

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def begin(tmp_path):
    """Begin or go on with the run of a project, as a program started at some time does."""

    def call(now=NOON, *, source="https://git.example.org/city/forms", as_of=None):
        project = Project(name="City", repositories=(RepositorySource(source=source),))
        return RunState.of(project, tmp_path, tmp_path / "cache", as_of=as_of, now=now)

    return call


def test_the_next_run_goes_on_with_moment_answers_and_numbers(begin):
    stopped = begin()
    stopped.put("list", b"answer")
    going_on = begin(NOON + HOUR)
    assert (stopped.is_new, going_on.is_new) == (True, False)
    assert (going_on.moment, going_on.get("list")) == (NOON, b"answer")
    assert going_on.number("grace") == stopped.number("grace") != stopped.number("ada")


@pytest.mark.parametrize("later", [dt.timedelta(days=1, seconds=1), -HOUR])
def test_a_run_of_another_day_or_of_a_wrong_clock_is_given_up(begin, later):
    stopped = begin()
    stopped.put("list", b"answer")
    fresh = begin(NOON + later)
    assert (fresh.moment, fresh.get("list"), fresh.is_new) == (NOON + later, None, True)
    assert fresh.number("grace") != stopped.number("grace")


def test_also_a_run_as_of_a_given_day_is_given_up(begin):
    begin(as_of=NOON).put("list", b"answer")
    assert begin(NOON + HOUR, as_of=NOON).get("list") == b"answer"
    assert begin(NOON + 30 * HOUR, as_of=NOON).get("list") is None


def test_without_a_clock_nothing_is_taken_over(begin):
    """In CI nobody says what time it is, so it is not known how old an answer is."""
    begin(None).put("list", b"answer")
    again = begin(None)
    assert (again.moment, again.get("list"), again.is_new) == (None, None, True)


@pytest.mark.parametrize("change", [{"source": "https://git.example.org/city/other"}, {"as_of": NOON}])
def test_another_project_or_day_is_another_run(begin, change):
    begin().put("list", b"answer")
    assert begin(**change).get("list") is None


def test_a_finished_run_leaves_nothing(begin, tmp_path):
    state = begin()
    state.put("list", b"answer")
    state.finish()
    assert not list((tmp_path / "cache" / "runs").iterdir())
