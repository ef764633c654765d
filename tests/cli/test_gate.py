"""`mrl gate`: its statuses, what it writes, and what it refuses."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from support import assessments

from mrl.files.writing import canonical_json

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "gate" / "gate.yaml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("assessed")
    (made / "assessment.json").write_bytes(canonical_json(assessments.partly_answered()))
    return made


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--min-readiness", "1", "--min-coverage", "40%"], 0),
        (["--min-readiness", "10"], 1),
        (["--min-readiness", "6"], 3),
        (["--min-readiness", "6", "--undetermined", "pass"], 0),
        (["--min-readiness", "6", "--undetermined", "fail"], 1),
        (["--min-readiness", "6", "--by", "point"], 0),
        (["--min", "vitality=0", "--met", "LICENSE-FILE"], 0),
        (["--min-level", "9"], 3),
        (["--min-level", "1", "--met", "PEOPLE-ABSENCE"], 1),
        (["--max-fall", "1"], 3),
        (["--min-readiness", "0", "--headline", "market-readiness", "--no-expired"], 0),
    ],
)
def test_the_status_says_pass_fail_or_undetermined(cli_invoke, folder, arguments, status):
    result = cli_invoke("gate", folder, *arguments)
    assert result.exit_code == status, result.output
    assert result.stderr == ""


def test_json_holds_to_its_schema_whatever_the_language(cli_invoke, folder):
    arguments = (
        "gate",
        folder / "assessment.json",
        "--min-readiness",
        "6",
        "--met",
        "COM-1",
        "--min-level",
        "3",
    )
    english, french = (cli_invoke(*arguments, "--json", "--lang", code) for code in ("en", "fr"))
    assert english.stdout == french.stdout
    report = json.loads(english.stdout)
    schema = json.loads((ROOT / "docs" / "schemas" / "gate-result.schema.json").read_text())
    Draft202012Validator(schema).validate(report)
    assert (report["schema"], report["status"]) == ("mrl-gate-result/1", 3)
    assert [each["id"] for each in report["conditions"]] == ["min_level", "min_readiness", "met.COM-1"]


def test_markdown_is_added_to_a_file_beside_what_is_printed(cli_invoke, folder, tmp_path):
    summary = tmp_path / "summary.md"
    summary.write_text("# Build\n")
    arguments = ("gate", folder, "--met", "COM-4", "--markdown", summary)
    assert cli_invoke(*arguments).stdout.startswith("Gate: Example Town Services")
    assert summary.read_text().startswith("# Build\n\n### Result: fail\n")
    before = summary.read_text()
    assert cli_invoke(*arguments, "--quiet").stdout == ""
    assert summary.read_text() == before + before.removeprefix("# Build\n")


def test_a_place_that_takes_no_markdown_is_wrong_use(cli_invoke, folder, tmp_path):
    result = cli_invoke("gate", folder, "--met", "COM-1", "--markdown", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot write" in result.stderr


def test_the_example_is_judged(cli_invoke, tmp_path):
    snapshot = ROOT / "examples" / "lutece" / "snapshot.json"
    assert cli_invoke("score", snapshot, "--out", tmp_path / "assessment.json").exit_code == 0
    result = cli_invoke("gate", tmp_path, "--file", EXAMPLE, "--since", tmp_path, "--lang", "fr")
    assert result.exit_code in (0, 1, 3)
    assert result.stdout.count("\n[") == 10
    assert "dérogation jusqu\N{RIGHT SINGLE QUOTATION MARK}au 31 décembre 2026" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "mrl: the gate sets no condition; set one, with --min-level or in a file, say\n"),
        (["--min-readiness", "11"], "'11' is not a number from 0 to 10"),
        (["--min-readiness", "nan"], "'nan' is not a number from 0 to 10"),
        (["--max-fall", "much"], "'much' is not a number from 0 to 10"),
        (["--min", "vitality"], "'vitality' is not of the form NODE=X"),
        (["--min", "=3"], "'=3' is not of the form NODE=X"),
        (["--min", "vitality=x"], "'x' is not a number from 0 to 10"),
        (["--min-coverage", "40"], "'40': not a share; write 0.4 or 40 %"),
        (["--min-level", "0"], "0 is not in the range x>=1"),
        (["--met", "COM-11"], "mrl: --met: there is no criterion 'COM-11'; did you mean 'COM-1'?\n"),
        (
            ["--headline", "x", "--min-level", "1"],
            "mrl: --headline: there is no headline 'x'; known: market-re",
        ),
        (["--headline", "project-readiness", "--min-level", "1"], "those with levels: market-readiness"),
        (["--file", "gate.yaml"], "mrl: gate.yaml: no such file; check the path\n"),
        (["--met", "COM-1", "--rubric", "nowhere"], "nowhere"),
        (["--max-fall", "1", "--since", "nowhere"], "mrl: nowhere: no such file; check the path\n"),
        (["--by", "luck", "--min-level", "1"], "'luck' is not one of 'range', 'point'"),
    ],
)
def test_wrong_use_is_told_with_status_2(cli_invoke, folder, monkeypatch, arguments, message):
    monkeypatch.chdir(folder)
    result = cli_invoke("gate", folder, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


WAIVED = "waivers:\n- {condition: WHAT, reason: In the next release., until: WHEN, role: lead}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty; it should begin with `schema: mrl-gate/1`"),
        (
            "schema: mrl-answers/1\n",
            "1:1: schema: its schema is 'mrl-answers/1'; this version reads 'mrl-gate/1' here",
        ),
        (
            "schema: mrl-gate/1\nmin_levle: 3\n",
            "2:1: min_levle: unknown key 'min_levle'; did you mean 'min_level'?",
        ),
        ("schema: mrl-gate/1\nmin_level: high\n", "2:1: min_level: 'high' is not a whole number"),
        (
            "schema: mrl-gate/1\nmin: {vitality: 12}\n",
            "2:7: min.vitality: '12': input should be less than or equal",
        ),
        (
            "schema: mrl-gate/1\nmin_coverage: 40\n",
            "2:1: min_coverage: '40': not a share; write 0.4 or 40 %",
        ),
        ("schema: mrl-gate/1\nby: luck\n", "2:1: by: 'luck' is not one of range, point"),
        ("schema: mrl-gate/1\nmet: COM-1\n", "2:1: met: 'COM-1' should be a list"),
        (
            "schema: mrl-gate/1\nmet: [COM-1]\n" + WAIVED.replace("WHAT", "COM-1").replace("WHEN", "soon"),
            "4:52: waivers.0.until: 'soon' is not a date",
        ),
        (
            "schema: mrl-gate/1\nmet: [COM-1]\n"
            + WAIVED.replace("WHAT", "COM-2").replace("WHEN", "2026-12-31"),
            "4:4: waivers.0.condition: there is no condition 'COM-2' to be waived; did you mean 'COM-1'?",
        ),
        (
            "schema: mrl-gate/1\nmet: [COM-1]\nwaivers:\n- {condition: COM-1, reason: Soon.}\n",
            "reason: 'Soon.': string should have at least 10 characters",
        ),
    ],
)
def test_a_wrong_file_is_told_with_line_and_column(cli_invoke, folder, tmp_path, text, message):
    path = tmp_path / "gate.yaml"
    path.write_text(text)
    result = cli_invoke("gate", folder, "--file", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.parametrize(
    "content", ["{}", '{"schema": "mrl-snapshot/1"}', '{"schema": "mrl-assessment/2"', ""]
)
def test_what_is_no_assessment_is_refused(cli_invoke, tmp_path, content):
    (tmp_path / "assessment.json").write_text(content)
    result = cli_invoke("gate", tmp_path, "--min-level", "1")
    assert result.exit_code == 2
    assert f"{tmp_path}/assessment.json" in result.stderr


def test_wrong_use_is_told_in_french(cli_invoke, folder):
    result = cli_invoke("gate", folder, "--min", "vitalty=3", "--lang", "fr")
    said = result.stderr.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "existe pas de nœud « vitalty » ; peut-être « vitality » ?\n" in said
