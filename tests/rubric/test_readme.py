"""The guide for editors of rubrics is true: its lessons are done as they stand and print what it says."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from click.testing import Result

from mrl import pipeline
from mrl.rubric.types import Bands, MetricRole, Scale

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "rubrics" / "README.md").read_text(encoding="utf-8")
STEP = re.compile(r"<!-- (?P<order>[^>]+?) -->\n```\w+\n(?P<block>.*?)```\n", re.DOTALL)
ENDS_WITH = re.compile(r"do(?:, ends with (\d))?")
LINE_AND_COLUMN = re.compile(r"(?<=\.yaml):\d+:\d+(?=: )")
Invoke = Callable[..., Result]


@dataclass(frozen=True)
class Step:
    """One fenced example of the guide: what a reader is told to do with it, and its lines."""

    order: str
    lines: tuple[str, ...]


STEPS = [Step(found["order"], tuple(found["block"].splitlines())) for found in STEP.finditer(README)]


class Reader:
    """Somebody who does what the guide says, in a folder with the rubrics and the examples."""

    def __init__(self, invoke: Invoke) -> None:
        self.invoke = invoke
        self.printed: list[str] = []
        self.found: tuple[Path, tuple[str, ...]] | None = None

    def follow(self, step: Step) -> None:
        """Do one step; what the guide promises is asserted."""
        order, _, place = step.order.partition(" in ")
        if end := ENDS_WITH.fullmatch(step.order):
            self.do(step.lines, int(end[1] or 0))
        elif step.order == "prints":
            assert_printed(step.lines, self.printed)
        elif order == "find":
            self.found = Path(place), step.lines
        elif step.order == "put":
            self.put(step.lines)
        else:
            self.add(Path(step.order.removeprefix("add to the end of ")), step.lines)

    def do(self, lines: tuple[str, ...], status: int) -> None:
        """Run commands; the last one ends with the status that the guide tells."""
        self.printed = []
        for line in lines:
            program, *arguments = line.split()
            if program == "cp":
                copy(*[Path(argument) for argument in arguments if argument != "-r"])
                continue
            assert program == "mrl"
            result = self.invoke(*arguments)
            self.printed += result.output.splitlines()
            assert result.exit_code == (status if line == lines[-1] else 0), result.output

    def put(self, lines: tuple[str, ...]) -> None:
        """Replace the lines that were found; they have to stand there once."""
        assert self.found is not None
        path, before = self.found
        content = path.read_text(encoding="utf-8").splitlines()
        places = [
            place for place in range(len(content)) if tuple(content[place : place + len(before)]) == before
        ]
        assert len(places) == 1, f"{before} stands {len(places)} times in {path}"
        content[places[0] : places[0] + len(before)] = lines
        path.write_text("\n".join(content) + "\n", encoding="utf-8")

    def add(self, path: Path, lines: tuple[str, ...]) -> None:
        """Add lines to the end of a file."""
        path.write_text(path.read_text(encoding="utf-8") + "\n".join(lines) + "\n", encoding="utf-8")


def copy(source: Path, target: Path) -> None:
    """Do as `cp -r` does where the target is not there yet, or is a file."""
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


def assert_printed(promised: tuple[str, ...], printed: list[str]) -> None:
    """Assert that the promised lines were printed one after another; `...` stands for any others.

    Lines and columns are left out: they move with every note that somebody adds further up.
    """
    rest = [LINE_AND_COLUMN.sub("", line) for line in printed]
    for group in LINE_AND_COLUMN.sub("", "\n".join(promised)).split("\n...\n"):
        wanted = group.splitlines()
        places = [place for place in range(len(rest)) if rest[place : place + len(wanted)] == wanted]
        assert places, "\n".join(["not printed:", *wanted, "but:", *printed])
        rest = rest[places[0] + len(wanted) :]


@pytest.fixture
def reader(tmp_path, monkeypatch, cli_invoke) -> Reader:
    """Give a reader who stands in a folder as the guide asks for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    shutil.copytree(ROOT / "rubrics", tmp_path / "rubrics")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return Reader(cli_invoke)


def test_the_lessons_do_what_they_say_one_after_the_other(reader):
    for step in STEPS:
        reader.follow(step)


def test_every_example_is_tried():
    fences = re.findall(r"^```\w+$", README, flags=re.MULTILINE)
    assert len(fences) == len(STEPS) > len(re.findall(r"^## \d\.", README, flags=re.MULTILINE)) == 7


def test_what_is_not_printed_is_noticed():
    assert_printed(("a", "...", "c"), ["a", "b", "c"])
    with pytest.raises(AssertionError, match="not printed"):
        assert_printed(("a", "c"), ["a", "b", "c"])
    with pytest.raises(AssertionError, match="not printed"):
        assert_printed(("c", "...", "a"), ["a", "b", "c"])


def table(heading: str) -> list[str]:
    """List the words in the first column of the table below a heading cell."""
    rows = README.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [row.split("`")[1] for row in rows]


def test_every_rubric_scale_and_role_is_explained():
    scales = get_args(get_args(Scale)[0])
    assert Bands in scales
    assert sorted(table("Rubric")) == sorted(pipeline.rubric_names())
    assert table("Scale") == [get_args(scale.model_fields["kind"].annotation)[0] for scale in scales]
    assert table("`metric_role`") == [role.value for role in MetricRole]


COMMANDS = re.findall(r"^mrl .+$", (ROOT / "examples" / "ggi" / "README.md").read_text(), flags=re.MULTILINE)


def test_the_invented_city_is_scored_and_reported(tmp_path, monkeypatch, cli_invoke):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")  # a clone of this checkout would not be outside
    outputs = [cli_invoke(*command.split()[1:]) for command in COMMANDS]
    assert [result.exit_code for result in outputs] == [0, 0, 0]
    assert re.search(r"24 answered, 0 wrong, \d+ expired, 1 missing", outputs[0].output)
    assessment = pipeline.read_assessment(tmp_path / "ville.json")
    outcomes = {result.id: result.outcome.value for result in assessment.criteria}
    counts = [list(outcomes.values()).count(word) for word in ("met", "partly_met", "not_met", "unknown")]
    assert counts == [7, 9, 7, 2]
    assert (outcomes["GGI-A-37"], outcomes["GGI-A-43"]) == ("unknown", "unknown")
    assert [review.counts for review in assessment.reviews] == [True]
    assert assessment.headlines == ()
