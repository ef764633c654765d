"""What is said to a person: one line each, nothing that steers a terminal, never a million lines."""

from collections.abc import Iterator

from mrl.errors import MOST_PROBLEMS, InputError, MrlError, Problem, in_order, printable
from mrl.i18n import translator
from mrl.model.base import say


def test_nothing_that_steers_a_terminal_is_printed() -> None:
    assert printable("a\x1b[31mred\x9b1m\u202e\x00b") == "a[31mred1mb"
    assert printable("one\ntwo\r\nthree\u2028four\tfive\x85six") == "one two  three four five six"
    assert printable("Été, 100\u00a0% « né »") == "Été, 100\u00a0% « né »"
    assert printable("\ud800x") == "x"


def test_a_problem_is_one_line_whatever_it_echoes() -> None:
    problem = Problem(message="unknown key 'a\nmrl: all is well\x1b[2J'", file="f\n.yaml", path="x\ny")
    assert str(problem) == "f .yaml: x y: unknown key 'a mrl: all is well[2J'"
    assert str(InputError(problem, problem)).count("\n") == 1


def test_problems_come_in_the_order_of_the_file() -> None:
    problems = [Problem(message=str(line), line=line) for line in (3, 1, 2)]
    assert [problem.line for problem in in_order(problems)] == [1, 2, 3]


def test_after_a_hundred_problems_no_more_are_looked_for() -> None:
    looked_at = []

    def endless() -> Iterator[Problem]:
        while True:
            looked_at.append(1)
            yield Problem(message="wrong")

    found = in_order(endless())
    assert len(looked_at) == MOST_PROBLEMS + 1
    assert str(found[-1]) == "there are more than these 100 problems; mend them first"
    assert len(in_order([Problem(message="wrong")] * MOST_PROBLEMS)) == MOST_PROBLEMS


def test_an_error_is_english_until_a_language_is_asked_for() -> None:
    error = MrlError(
        say("no such file"), "x: y", say("cannot be read: {reason}", reason=say("Is a directory"))
    )
    assert str(error) == "no such file\nx: y\ncannot be read: Is a directory"
    said = error.in_language(translator("fr"))
    assert said == "fichier introuvable\nx: y\nlecture impossible\u202f: c\u2019est un dossier"


def test_a_problem_keeps_its_place_in_every_language() -> None:
    problem = Problem(message=say("no such file"), file="a.yaml", line=3, remedy=say("check the path"))
    assert str(problem) == "a.yaml:3: no such file; check the path"
    said = "fichier introuvable\u202f; vérifier le chemin"
    assert InputError(problem, problem).in_language(translator("fr")) == f"a.yaml:3: {said}\na.yaml:3: {said}"
    assert translator("fr").message(problem.said) == f"a.yaml:3\u202f: {said}"
    assert InputError(problem).said == problem.said
