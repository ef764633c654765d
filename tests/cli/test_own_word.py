"""A project that grades itself: every line that speaks of its level says whose word it is."""

import json
import re

import pytest
from support import self_graded
from support.self_graded import AS_OF, CLAIM, market

from mrl import pipeline
from mrl.attesting.statement import predicate_of
from mrl.model.provenance import Word

SPEAKS = re.compile(r"level|readiness|of 10", re.IGNORECASE)


@pytest.fixture(scope="module")
def assessed(tmp_path_factory, cli_invoke):
    """Assess the project once: what was said, and the folder of the documents."""
    folder = tmp_path_factory.mktemp("self-graded")
    out = folder / "out"
    result = cli_invoke("assess", self_graded.repository(folder / "boaster"), "--out", out, *AS_OF)
    assert result.exit_code == 0, result.output
    arguments = ("report", out / "assessment.json", "--format", "badge", "--out", out)
    assert cli_invoke(*arguments).exit_code == 0
    return result, out


def test_the_terminal_says_whose_word_it_is(assessed):
    result, out = assessed
    spoken = [line for line in result.stdout.splitlines() if SPEAKS.search(line) and "/" not in line]
    assert len(spoken) == 2
    assert all(line.endswith("; self-declared") for line in spoken)
    assert "not assessed" in spoken[1]
    assert f"Who answered for the project claims the role “{CLAIM}”." in result.stdout
    assessment = json.loads((out / "assessment.json").read_text())
    assert not any(one["used"] for one in assessment["answers"] if one["criterion"] in market())
    assert assessment["overrides"] == []


def test_badge_and_documents_say_so_and_are_sure_of_nothing(assessed):
    _, out = assessed
    title, described = re.findall(r"<(?:title|desc)>(.*?)<", (out / "badge.svg").read_text())
    assert title.endswith("self-declared")
    assert "checked by nobody" in described
    for name in ("report.md", "report.html"):
        text = (out / name).read_text().lower()
        assert "whatever is still found out" not in text
        assert "self-declared" in text


def test_a_claimed_role_is_printed_as_claimed_and_declarations_stand_beside_the_questions(assessed):
    cover, rest = (assessed[1] / "report.html").read_text().split("</header>", 1)
    assert "Assessed by" not in cover
    assert re.search(rf"claims the role: <bdi>“{CLAIM}”", cover)
    assert rest.count("Declared by the project itself, not counted:") == len(market())
    assert "a project does not review its own assessment" in rest


def test_the_attestation_says_whose_word_it_is(assessed):
    predicate = predicate_of(pipeline.read_assessment(assessed[1] / "assessment.json"))
    for headline in predicate.headlines:
        assert headline.provenance.word is Word.SELF_DECLARED
        assert [voice.role for voice in headline.provenance.claimed] == [CLAIM]
        assert (headline.provenance.assessors, headline.provenance.review) == ((), None)


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        (("--min-level", "6"), 1),
        (("--min-level", "1"), 3),
        (("--min-readiness", "5", "--headline", "project-readiness"), 3),
        (("--min-readiness", "5", "--provenance", "self-declared"), 0),
        (("--met", "COM-4"), 3),
        (("--provenance", "assessed"), 1),
        (("--min-measured", "vitality=9"), 1),
        (("--min-readiness", "5", "--without-own-answers"), 3),
    ],
)
def test_no_gate_passes_on_it_unless_told_to(conditions, status, assessed, cli_invoke):
    result = cli_invoke("gate", assessed[1], *conditions)
    assert result.exit_code == status, result.output
    if status != 0 and "--without-own-answers" not in conditions:
        assert "own word" in result.stdout or "self-declared" in result.stdout or "measured" in result.stdout


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("headlines", 0, "provenance", "word"), "measured"),
        (("headlines", 1, "provenance", "self_declared"), 0),
        (("headlines", 0, "provenance", "claimed"), []),
        (("headlines", 0, "provenance", "assessors"), [{"role": "OSPO", "day": None, "criteria": 3}]),
        (("headlines", 0, "provenance", "review"), {"role": "OSPO", "day": None, "criteria": 0}),
        (("criteria", None, "word"), "assessed"),
    ],
)
def test_nobody_believes_a_word_that_does_not_follow_from_the_answers(
    place, value, assessed, cli_invoke, tmp_path
):
    content = json.loads((assessed[1] / "assessment.json").read_text())
    criteria = content["criteria"]
    own = next(index for index, one in enumerate(criteria) if one["word"] == "self-declared")
    *way, last = (own if step is None else step for step in place)
    at = content
    for step in way:
        at = at[step]
    at[last] = value
    (tmp_path / "assessment.json").write_text(json.dumps(content))
    path = ".".join(map(str, [*way, last]))
    for command in (
        ("gate", tmp_path, "--provenance", "self-declared"),
        ("report", tmp_path / "assessment.json", "--format", "md", "--out", tmp_path / "out"),
    ):
        result = cli_invoke(*command)
        assert result.exit_code == 2, result.output
        assert path in result.stderr
        assert "does not follow from the answers" in result.stderr


@pytest.mark.parametrize("view", ["on_facts", "without_own_word"])
def test_nobody_believes_figures_that_do_not_follow_from_the_evidence(view, assessed, cli_invoke, tmp_path):
    """These are what a gate falls back on where it does not believe a project."""
    content = json.loads((assessed[1] / "assessment.json").read_text())
    content["headlines"][1]["provenance"][view]["lowest"] = 9.9
    content["headlines"][1]["provenance"][view]["highest"] = 9.9
    (tmp_path / "assessment.json").write_text(json.dumps(content))
    (tmp_path / "report.pdf").write_bytes((assessed[1] / "report.pdf").read_bytes())
    for command in (("gate", tmp_path, "--min-readiness", "1"), ("attest", tmp_path)):
        result = cli_invoke(*command)
        assert result.exit_code == 2, result.output
        assert "are not what its evidence gives" in result.stderr
