"""Files given to commands that read results of others: broken, huge, of another kind, or no files at all."""

import datetime as dt
import json
import os
import signal
import threading
from pathlib import Path

import pytest
from support import assessments
from support.repositories import well_kept

from mrl import pipeline
from mrl.collectors.options import CollectOptions
from mrl.files.reading import KEY_LIMIT, TEXT_LIMIT
from mrl.files.writing import canonical_json, write_file
from mrl.model.assessment import Assessment
from mrl.portfolios import Choice, read_portfolio

GOOD = json.loads(canonical_json(assessments.fully_answered()))
HEAD = f'{{"schema":"{GOOD["schema"]}",'
TEXT = json.dumps(GOOD)
STEERING = "city\x1b[2J\nmrl: all is well\u202e"


def changed(**changes):
    return json.dumps({**GOOD, **changes})


CONTENTS = {
    "a number of 5,000 digits": HEAD + '"as_of":' + "9" * 5000 + "}",
    "a number beyond all": TEXT.replace('"coverage": ', '"coverage": 1e999, "x": ', 1),
    "NaN": TEXT.replace('"coverage": ', '"coverage": NaN, "x": ', 1),
    "100,000 lists in lists": HEAD + '"a":' + "[" * 100_000 + "]" * 100_000 + "}",
    "900 lists in lists": HEAD + '"a":' + "[" * 900 + "]" * 900 + "}",
    "100,000 objects in objects": HEAD + '"a":{' * 100_000 + "}" * 100_001,
    "a text beyond measure": changed(project="x" * (TEXT_LIMIT + 1)),
    "a text beyond measure in a list": changed(gaps=["x" * (TEXT_LIMIT + 1)]),
    "a key beyond measure": HEAD + '"' + "k" * (KEY_LIMIT + 1) + '":1}',
    "a key twice": HEAD + TEXT[1:],
    "100,000 keys": HEAD + ",".join(f'"k{number}":1' for number in range(100_000)) + "}",
    "another version": changed(schema="mrl-assessment/99"),
    "a schema that is an object": changed(schema={"a": 1}),
    "a gate": '{"schema":"mrl-gate/1"}',
    "a word": "null",
    "a list": "[1, 2]",
    "nothing": "",
    "half of it": TEXT[: len(TEXT) // 2],
    "half a letter": TEXT.replace('"as_of"', '"\\ud800":1,"as_of"', 1),
    "bytes": bytes(range(256)),
    "UTF-16": TEXT.encode("utf-16"),
}
PLACES = (
    "a folder",
    "a pipe",
    "a link to itself",
    "a device without end",
    "an empty device",
    "nothing at all",
)


def place(folder: Path, kind: str) -> Path:
    """Make something that is no file; in a folder of its own."""
    path = folder / "a.json"
    match kind:
        case "a folder":
            path.mkdir()
        case "a pipe":
            os.mkfifo(path)
        case "a link to itself":
            path.symlink_to(path.name)
        case "a device without end":
            path.symlink_to("/dev/zero")
        case "an empty device":
            path.symlink_to(os.devnull)
    return path


@pytest.fixture(autouse=True)
def _bounded():
    """A command that hangs ends the test: a minute is a hundred times what any of them takes."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(60)
    yield
    signal.alarm(0)


def _too_long(*_):
    raise AssertionError("this does not end")


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """An assessment with a rubric that comes with mrl, so that nothing is refused on its account."""
    folder = tmp_path_factory.mktemp("good")
    target, scoring = pipeline.open_target(str(well_kept(folder))), pipeline.open_rubric("market-readiness")
    options = CollectOptions(
        offline=True, cache=folder / "cache", as_of=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
    assessment = pipeline.score(pipeline.collect(target, options), pipeline.Scoring(rubric=scoring))
    return write_file(folder / "assessment.json", canonical_json(assessment))


def commands(path, good, out):
    """Give each command that reads such a file, the file in each of its places."""
    return {
        "report": ("report", path, "--format", "md", "--out", out),
        "score": ("score", path, "--out", out / "a.json"),
        "gate": ("gate", path, "--min-level", 1),
        "diff": ("diff", good, path),
        "diff from": ("diff", path, good),
        "compare": ("compare", good, path, "--out", out),
        "verify": ("verify", path),
        "attest": ("attest", path, "--out", out / "a.intoto.json"),
        "branding": ("report", good, "--branding", path, "--format", "md", "--out", out),
        "answers": ("answers", "check", path),
        "rubric": ("rubric", "check", path),
    }


NAMES = tuple(commands("", "", Path()))


def refused(result, path, out):
    """One clear error about that very file, nothing written, nothing that steers a terminal; little of it."""
    assert result.exit_code == 2, result.output
    assert str(path) in result.stderr
    assert result.stderr.startswith(("mrl: ", "Usage: "))
    assert "\x1b" not in result.output
    assert len(result.stderr) < 50_000
    assert not out.exists()


@pytest.mark.parametrize("command", NAMES)
@pytest.mark.parametrize("content", CONTENTS)
def test_content_that_is_wrong(tmp_path, cli_invoke, good, content, command):
    path, out = tmp_path / "in" / "a.json", tmp_path / "out"
    path.parent.mkdir()
    written = CONTENTS[content]
    path.write_bytes(written if isinstance(written, bytes) else written.encode())
    refused(cli_invoke(*commands(path, good, out)[command]), path, out)


@pytest.mark.parametrize("command", NAMES)
@pytest.mark.parametrize("kind", PLACES)
def test_what_is_no_file(tmp_path, cli_invoke, good, kind, command):
    (tmp_path / "in").mkdir()
    path, out = place(tmp_path / "in", kind), tmp_path / "out"
    refused(cli_invoke(*commands(path, good, out)[command]), path, out)


@pytest.fixture
def folder(tmp_path):
    """A folder with one good assessment and one of everything else."""
    (tmp_path / "all").mkdir()
    for number, content in enumerate(CONTENTS.values()):
        path = tmp_path / "all" / f"{number}.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    for number, kind in enumerate(PLACES):
        (tmp_path / "all" / f"place-{number}").mkdir()
        place(tmp_path / "all" / f"place-{number}", kind)
    (tmp_path / "all" / "round").symlink_to(tmp_path / "all", target_is_directory=True)
    (tmp_path / "all" / "good.json").write_text(TEXT)
    (tmp_path / "all" / "x\x1b[2J\nmrl: all is well.json").write_text(TEXT[:100])
    return tmp_path / "all"


def test_a_portfolio_of_everything_counts_the_one_that_can_be_read(folder):
    found = read_portfolio(folder, Choice())
    assert [each.file for each in found.projects] == ["good.json"]
    left_out = [name for group in found.left_out for name in group.files]
    assert len(left_out) > len(CONTENTS) // 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_portfolio_says_of_it_steers_no_terminal(folder, tmp_path, cli_invoke, language):
    result = cli_invoke("portfolio", folder, "--out", tmp_path / "out", "--lang", language)
    assert result.exit_code == 0, result.stderr
    assert "\x1b" not in result.output
    assert "\nmrl: all is well" not in result.output


def test_a_history_of_everything(folder, tmp_path, cli_invoke, good):
    result = cli_invoke("report", good, "--history", folder, "--format", "md", "--out", tmp_path / "out")
    assert result.exit_code in (0, 2), result.output
    assert "\x1b" not in result.output


def test_names_of_projects_steer_nothing(tmp_path, cli_invoke, good):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(json.loads(good.read_bytes()) | {"project": STEERING}))
    out = tmp_path / "out"
    for command in (
        ("diff", good, path),
        ("gate", path, "--min-level", 1),
        ("compare", good, path, "--out", out),
    ):
        result = cli_invoke(*command)
        assert result.exit_code in (0, 1, 3), result.stderr
        assert "\x1b" not in result.output
        assert "\nmrl: all is well" not in result.output


def test_ten_thousand_files(tmp_path):
    """What is of no use costs no memory that stays: each is read, named and let go."""
    for number in range(10_000):
        (tmp_path / f"{number:05}.json").write_text('{"schema":"mrl-assessment/99"}')
    (tmp_path / "good.json").write_text(TEXT)
    found = read_portfolio(tmp_path, Choice())
    assert len(found.projects) == 1
    assert sum(len(group.files) for group in found.left_out) == 10_000


def test_a_file_that_changes_while_it_is_read(tmp_path, cli_invoke):
    """It is read as it was or as it is, or refused; never half of each without a word."""
    path, stop = tmp_path / "a.json", threading.Event()
    versions = {changed(project="before"), changed(project="after" * 100)}

    def change():
        while not stop.is_set():
            for each in versions:
                path.write_text(each)

    path.write_text(TEXT)
    changing = threading.Thread(target=change)
    changing.start()
    try:
        results = [cli_invoke("gate", path, "--min-level", 1) for _ in range(20)]
    finally:
        stop.set()
        changing.join()
    assert {result.exit_code for result in results} <= {0, 1, 2, 3}
    assert all(result.stderr.startswith("mrl: ") for result in results if result.exit_code == 2)


def test_the_good_one_is_good(good, tmp_path, cli_invoke):
    """Else all of the above would hold for another reason."""
    Assessment.model_validate_json(good.read_bytes())
    result = cli_invoke(*commands(good, good, tmp_path / "out")["report"])
    assert result.exit_code == 0, result.stderr
