"""What a project hands over itself: whoever reads a level is told that it is the project's own word."""

import json
import re

import pytest
from support import result_files, self_graded
from support.rubrics import headline, level, node, practice, rubric_content
from support.self_graded import AS_OF
from support.sonarqube_server import SonarqubeServer

from mrl import pipeline
from mrl.attesting.statement import predicate_of
from mrl.model.provenance import Word

BANDS = {"kind": "bands", "at_least": {1: 0.5, 4: 1}}
SHARES = {"kind": "bands", "at_least": {0.2: 0.5, 0.8: 1}}
PROJECT = "schema: mrl-project/1\nname: Example\nrepositories: [{source: %s, name: app, role: core}]\n"


@pytest.fixture(scope="module")
def server():
    """A quality server that is asked on a repository's word as well, as a public one is."""
    with SonarqubeServer.serving() as found, pytest.MonkeyPatch.context() as patch:
        patch.setattr("mrl.collectors.http.found.is_public", lambda _host: True)
        found.projects["app"] = {"coverage": "97.0", "ncloc": "1000"}
        yield found


@pytest.fixture(scope="module")
def rubric(tmp_path_factory):
    """A rubric that a result file and a quality server decide, beside git."""
    content = rubric_content(
        {
            "A1": practice("results.scorecard", "decides", scale=BANDS),
            "A2": practice("quality.test_coverage", "decides", scale=SHARES),
            "A3": practice("community.readme", "decides"),
        },
        {"all": node({"A1": 1, "A2": 1, "A3": 1})},
        [headline("all", levels=[level(1, 0), level(2, 5)])],
    )
    path = tmp_path_factory.mktemp("rubric") / "rubric.yaml"
    path.write_text(json.dumps(content))
    return path


def files(source, server, *, results="card.json"):
    more = f"results: [{results}]\nquality: {{url: '{server.url}', keys: {{app: app}}}}\n"
    return PROJECT % source + more


@pytest.fixture(scope="module")
def assessed(tmp_path_factory, cli_invoke, rubric, server):
    """Assess one project twice: by its own project file, and by one from outside. Return what came of it."""
    folder = tmp_path_factory.mktemp("handed")
    card = json.dumps(result_files.scorecard())
    inside = {"project.yaml": files(".", server), "card.json": card, "README.md": "# App\n" * 40}
    repository = self_graded.repository(folder / "app", inside)
    outside = folder / "project.yaml"
    outside.write_text(files("app", server))
    (folder / "card.json").write_text(card)
    found = {}
    for name, target in (("own", repository / "project.yaml"), ("outside", outside)):
        out = folder / name
        result = cli_invoke("assess", target, "--rubric", rubric, "--out", out, *AS_OF)
        assert result.exit_code == 0, result.output
        badge = ("report", out / "assessment.json", "--format", "badge", "--rubric", rubric, "--out", out)
        assert cli_invoke(*badge).exit_code == 0
        found[name] = (result, out)
    return found


def criteria(out):
    content = json.loads((out / "assessment.json").read_text())
    return {each["id"]: each for each in content["criteria"]}


def test_the_same_facts_have_another_word_by_who_named_them(assessed):
    own, outside = criteria(assessed["own"][1]), criteria(assessed["outside"][1])
    assert [own[name]["word"] for name in ("A1", "A2", "A3")] == [
        "self-declared",
        "self-declared",
        "measured",
    ]
    assert {each["word"] for each in outside.values()} == {"measured"}
    for name, each in own.items():
        assert each["points"] == outside[name]["points"], name


def test_terminal_first_pages_badge_and_attestation_say_so(assessed):
    result, out = assessed["own"]
    assert re.search(r"all +[Ll]evel.*; self-declared", result.stdout), result.stdout
    assert "count as the project's own word: the project file is the project's" in result.stderr
    assert "Self-declared: 2 of 3 deciding criteria rest on the" in (out / "report.html").read_text()
    assert "self-declared" in (out / "report.md").read_text().split("\n## ", 2)[0].lower()
    assert "self-declared" in (out / "badge.svg").read_text()
    (stated,) = predicate_of(pipeline.read_assessment(out / "assessment.json")).headlines
    assert (stated.provenance.word, stated.provenance.self_declared) == (Word.SELF_DECLARED, 2)
    result, out = assessed["outside"]
    assert "self-declared" not in result.stdout + (out / "badge.svg").read_text()
    assert "own word" not in result.stderr


@pytest.mark.parametrize(
    ("conditions", "statuses"),
    [
        (("--min-readiness", "9"), (3, 0)),
        (("--min-readiness", "9", "--provenance", "self-declared"), (0, 0)),
        (("--provenance", "measured"), (1, 0)),
        (("--min-measured", "all=9"), (3, 0)),
        (("--met", "A1"), (3, 0)),
        (("--min-level", "2"), (3, 0)),
        (("--min-coverage", "0.9"), (3, 0)),
        (("--min-readiness", "9", "--without-own-answers"), (3, 0)),
    ],
)
def test_no_gate_passes_on_it_unless_told_to(conditions, statuses, assessed, cli_invoke, rubric):
    for name, status in zip(("own", "outside"), statuses, strict=True):
        result = cli_invoke("gate", assessed[name][1], *conditions, "--rubric", rubric)
        assert result.exit_code == status, (name, result.output)


def test_it_is_left_out_where_the_own_word_is(assessed, cli_invoke, rubric, tmp_path):
    arguments = ("--rubric", rubric, "--without-own-answers", "--out", tmp_path / "assessment.json")
    result = cli_invoke("score", assessed["own"][1] / "snapshot.json", *arguments)
    assert result.exit_code == 0, result.output
    found = criteria(tmp_path)
    assert [found[name]["outcome"] for name in ("A1", "A2", "A3")] == ["unknown", "unknown", "met"]


def test_nobody_believes_a_word_that_was_changed(assessed, cli_invoke, tmp_path):
    content = json.loads((assessed["own"][1] / "assessment.json").read_text())
    content["criteria"][0]["word"] = "measured"
    (tmp_path / "assessment.json").write_text(json.dumps(content))
    result = cli_invoke("gate", tmp_path, "--provenance", "self-declared")
    assert result.exit_code == 2
    assert "does not follow from the answers" in result.stderr


@pytest.fixture(scope="module")
def chosen(tmp_path_factory, cli_invoke):
    """Assess a project that retires itself and names a good repository as its core."""
    folder = tmp_path_factory.mktemp("chosen")
    names = "repositories: [{source: ., role: retired}, {source: good, role: core}]\ncore_weight: 1\n"
    inside = {"project.yaml": "schema: mrl-project/1\nname: Example\n" + names}
    repository = self_graded.repository(folder / "app", inside)
    self_graded.repository(repository / "good", {"README.md": "# Good\n" * 40, "LICENSE": "MIT\n"})
    out = folder / "out"
    arguments = ("--rubric", "screening", "--out", out)
    result = cli_invoke("assess", repository / "project.yaml", "--offline", *arguments, *AS_OF)
    assert result.exit_code == 0, result.output
    badge = ("report", out / "assessment.json", "--format", "badge", *arguments)
    assert cli_invoke(*badge).exit_code == 0
    return result, out


def test_every_figure_rests_on_the_repositories_that_were_chosen(chosen):
    result, out = chosen
    assert "all measured" not in result.stdout
    assert "self-declared" in result.stdout
    assert "roles and weights, is as the project claims" in result.stderr
    assert "self-declared" in (out / "badge.svg").read_text()
    assert "Self-declared" in (out / "report.html").read_text()
    for stated in predicate_of(pipeline.read_assessment(out / "assessment.json")).headlines:
        assert (stated.provenance.word, stated.provenance.measured) == (Word.SELF_DECLARED, 0)


@pytest.mark.parametrize(
    ("conditions", "status"),
    [
        (("--provenance", "measured", "--min-readiness", "0"), 1),
        (("--min-measured", "{headline}=0.1"), 3),
        (("--min-readiness", "0.1"), 3),
        (("--min-readiness", "0.1", "--without-own-answers"), 3),
        (("--min-readiness", "0.1", "--provenance", "self-declared"), 0),
    ],
)
def test_no_gate_passes_on_roles_that_a_project_gave_itself(conditions, status, chosen, cli_invoke):
    (headline,) = json.loads((chosen[1] / "assessment.json").read_text())["headlines"]
    given = [each.replace("{headline}", headline["id"]) for each in conditions]
    result = cli_invoke("gate", chosen[1], *given)
    assert result.exit_code == status, result.output
