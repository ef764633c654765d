"""Reading a folder of assessments: which count, which are left out and why, and what moved."""

import datetime as dt
import json
from pathlib import Path

import pytest
from support import assessments, portfolios, self_graded
from support.comparisons import assessed
from support.facts import commits, history, repository, rich_repository

from mrl import pipeline
from mrl.errors import InputError
from mrl.files.writing import canonical_json
from mrl.model.movement import Cause
from mrl.portfolio_movers import EXPLAINED
from mrl.portfolios import Choice, read_portfolio

DAY = dt.timedelta(days=1)


def left_out(portfolio) -> dict[str, tuple[str, ...]]:
    return {each.reason.in_english(): each.files for each in portfolio.left_out}


def test_the_newest_assessment_of_each_project_counts(tmp_path: Path) -> None:
    portfolios.write(tmp_path, portfolios.several())
    found = read_portfolio(tmp_path, Choice())
    assert sorted(each.project for each in found.projects) == [
        "Ashford",
        "Birling",
        "Camber",
        "Denton",
        "Eastry",
    ]
    ashford = next(each for each in found.projects if each.project == "Ashford")
    assert (ashford.file, ashford.as_of) == ("000/assessment.json", assessments.AS_OF)
    assert found.left_out == ()


def test_what_is_something_else_is_passed_by_in_silence(tmp_path: Path) -> None:
    portfolios.write(tmp_path, portfolios.levelled())
    for name, content in (("list", "[]"), ("other", '{"schema": "mrl-snapshot/1"}'), ("plain", '{"a": 1}')):
        (tmp_path / f"{name}.json").write_text(content)
    assert read_portfolio(tmp_path, Choice()).left_out == ()


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    portfolios.write(tmp_path, portfolios.levelled())
    good = (tmp_path / "000" / "assessment.json").read_text()
    (tmp_path / "cut.json").write_text(good[: len(good) // 2])
    (tmp_path / "wrong.json").write_text(good.replace('"mrl-assessment/2"', '"mrl-assessment/2", "mor": 1'))
    (tmp_path / "future.json").write_text('{"schema": "mrl-assessment/9"}')
    (tmp_path / "copy.json").write_text(good)
    assert left_out(read_portfolio(tmp_path, Choice())) == {
        "cannot be read: the file ends too early, it was cut short": ("cut.json",),
        "cannot be read: schema: its schema is 'mrl-assessment/9'": ("future.json",),
        "cannot be read: mor: unknown key 'mor'": ("wrong.json",),
        "of the same project and moment as 000/assessment.json": ("copy.json",),
    }


def test_the_rubric_of_most_projects_is_chosen_and_others_are_named(tmp_path: Path) -> None:
    other = assessed(repository(), rubric="screening", project="Denton")
    portfolios.write(tmp_path, [*portfolios.levelled(), other])
    assert read_portfolio(tmp_path, Choice()).rubric.id == "sample"
    assert left_out(read_portfolio(tmp_path, Choice())) == {
        "made with the rubric screening": ("003/assessment.json",)
    }
    found = read_portfolio(tmp_path, Choice(rubric=pipeline.open_rubric("screening")))
    assert [each.project for each in found.projects] == ["Denton"]


def test_later_assessments_are_left_out_and_the_older_one_counts(tmp_path: Path) -> None:
    older = assessments.AS_OF - 30 * DAY
    each = [assessments.not_assessed(), assessments.not_assessed(as_of=older)]
    found = read_portfolio(portfolios.write(tmp_path, each), Choice(as_of=older))
    assert [project.as_of for project in found.projects] == [older]
    assert list(left_out(found).values()) == [("000/assessment.json",)]


@pytest.mark.parametrize("content", [None, "{}", "not JSON"])
def test_a_folder_without_an_assessment_is_an_error(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "a.json").write_text(content)
    with pytest.raises(InputError, match="there is no assessment here"):
        read_portfolio(tmp_path, Choice())


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        read_portfolio(tmp_path / "none", Choice())


def busy(project: str, days: int = 0, rubric: str = "screening"):
    taken = repository(history=history(*commits(0, 5, 40, 80), *commits(1, 9)))
    as_of = assessments.AS_OF - days * DAY
    return assessed(taken, rubric=rubric, project=project, as_of=as_of)


def test_a_move_is_put_down_to_its_largest_cause() -> None:
    rich = assessed(rich_repository(), rubric="screening", project="Ashford", as_of=assessments.AS_OF)
    (mover,) = portfolios.read([rich, busy("Ashford", 400)]).movers
    assert mover.change is not None
    assert mover.change > 0
    assert mover.cause in {Cause.PROJECT, Cause.KNOWN}
    assert mover.cause_change is not None
    assert mover.cause_change > 0
    assert mover.criterion is not None
    assert mover.reason is None


def test_only_the_largest_moves_are_explained() -> None:
    names = [f"Project {number:02}" for number in range(EXPLAINED + 2)]
    rich = [
        assessed(rich_repository(), rubric="screening", project=name, as_of=assessments.AS_OF)
        for name in names
    ]
    movers = portfolios.read([*rich, *(busy(name, 400) for name in names)]).movers
    assert len(movers) == len(names)
    assert sum(mover.cause is not None for mover in movers) == EXPLAINED


def test_a_move_by_a_rubric_that_is_not_here_says_so() -> None:
    each = [assessments.partly_answered(), assessments.not_assessed(as_of=assessments.AS_OF - 365 * DAY)]
    (mover,) = portfolios.read(each).movers
    assert mover.change
    assert mover.cause is None
    assert mover.reason is not None
    assert mover.reason.in_english().startswith("the rubric it was made with is not here")


def test_reading_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    portfolios.write(tmp_path, portfolios.several())
    first, second = (canonical_json(read_portfolio(tmp_path, Choice())) for _ in range(2))
    assert first == second
    assert json.loads(first)["schema"] == "mrl-portfolio/1"


def test_without_own_answers_each_project_is_scored_again(tmp_path):
    """Nobody who vets projects has to look up which rows rest on what a project says of itself."""
    found = self_graded.judged(self_graded.repository(tmp_path / "boaster")).assessment
    folder = portfolios.write(tmp_path / "folder", [found])
    (own,) = read_portfolio(folder, Choice()).projects
    whole = read_portfolio(folder, Choice(hears_project=False))
    (bare,) = whole.projects
    assert not whole.hears_project
    for name, standing in bare.headlines.items():
        assert own.headlines[name].provenance.self_declared > 0
        assert standing.provenance.self_declared == 0
        assert standing.score.lowest == own.headlines[name].provenance.without_own_word.lowest
    assert bare.answers == 0
