"""A clock that is wrong or moves: no crash, and the same answers for the same day."""

import datetime as dt
import json
from types import SimpleNamespace

import pytest
from support.repositories import well_kept

DAYS = [
    dt.datetime(1970, 1, 1, tzinfo=dt.UTC),
    dt.datetime(1999, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
    dt.datetime(2026, 6, 1, tzinfo=dt.UTC),
    dt.datetime(2038, 1, 19, 3, 14, 8, tzinfo=dt.UTC),
    dt.datetime(2199, 12, 31, tzinfo=dt.UTC),
]


class Clock(dt.datetime):
    """A datetime whose `now` is what the test says."""

    moment = DAYS[0]

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


@pytest.fixture
def clock(monkeypatch):
    """Let the two places that ask for the time ask this clock."""
    names = {**vars(dt), "datetime": Clock}
    for module in ("given", "moments"):
        monkeypatch.setattr(f"mrl.cli.{module}.dt", SimpleNamespace(**names))
    return Clock


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    return well_kept(tmp_path_factory.mktemp("target"))


def facts(result):
    assert result.exit_code == 0, result.stderr
    content = json.loads(result.stdout)
    return {key: value for key, value in content.items() if key not in ("cost", "digest")}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_any_day_of_the_clock_ends_without_a_traceback(clock, cli_invoke, kept, day):
    clock.moment = day
    found = facts(cli_invoke("collect", kept, "--json", "--quiet"))
    assert found["as_of"].startswith(str(day.year))


def test_the_same_moment_gives_the_same_facts_whatever_the_clock_says(clock, cli_invoke, kept):
    found = []
    for day in DAYS[2:]:
        clock.moment = day
        found.append(facts(cli_invoke("collect", kept, "--json", "--quiet", "--as-of", "2026-01-01")))
    assert all(each == found[0] for each in found)


def test_a_clock_that_goes_back_between_the_stages(clock, cli_invoke, kept, tmp_path):
    clock.moment = DAYS[3]
    assert cli_invoke("collect", kept, "--quiet", "--out", tmp_path / "s.json").exit_code == 0
    clock.moment = DAYS[0]
    assert cli_invoke("score", tmp_path / "s.json", "--out", tmp_path / "back.json").exit_code == 0
    clock.moment = DAYS[4]
    assert cli_invoke("score", tmp_path / "s.json", "--out", tmp_path / "on.json").exit_code == 0
    assert (tmp_path / "back.json").read_bytes() == (tmp_path / "on.json").read_bytes()


def test_a_day_that_the_clock_has_not_reached_is_refused_in_words(clock, cli_invoke, kept):
    clock.moment = DAYS[1]
    result = cli_invoke("collect", kept, "--as-of", "2026-01-01")
    assert result.exit_code == 2
    assert "lies in the future" in result.stderr


def test_a_clock_beyond_what_can_be_assessed_is_told(clock, cli_invoke, kept, tmp_path):
    clock.moment = dt.datetime(2250, 1, 1, tzinfo=dt.UTC)
    result = cli_invoke("collect", kept, "--out", tmp_path / "s.json")
    assert result.exit_code == 2
    assert "clock of this machine says 1 January 2250" in result.stderr
    asked = facts(cli_invoke("collect", kept, "--json", "--quiet", "--as-of", "2026-01-01"))
    assert asked["as_of"].startswith("2026")
