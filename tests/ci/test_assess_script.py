"""The shell that action and component run: inputs stay values, histories are completed, statuses are told."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from support.ci_pieces import SCRIPT, Done, run
from support.repositories import ADA, RepositoryBuilder, days, git

HOSTILE = "$(touch stolen) `touch stolen`; touch stolen 'a\" b\\"

MRL = """\
#!/bin/sh
for word; do printf '%s\\n' "$word"; done >>"$RECORD"
echo "<end>" >>"$RECORD"
case " $* " in
*" report "*) exit 0 ;;
*" assess "*) mkdir -p "$OUT" && cp "$SAMPLES"/* "$OUT" || exit 1
    printf '%s\\n' "$OUT/snapshot.json" "$OUT/assessment.json" ;;
*" gate "*) for word; do case $word in --markdown=*) echo '### the gate' >>"${word#--markdown=}" ;; esac; done
    exit "$GATE_STATUS" ;;
esac
"""


class Stage:
    """A folder to run the script in, with a program `mrl` that notes down how it is called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.folder.mkdir()
        self.record = folder / "record"
        self.output = folder / "output"
        self.summary = folder / "summary"
        self.samples = folder / "samples"
        self.samples.mkdir()
        self.write_samples()
        programs = folder / "programs"
        programs.mkdir()
        (programs / "mrl").write_text(MRL)
        (programs / "mrl").chmod(0o755)
        self.path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def write_samples(self, *, level: int | None = 3, point: float | None = 6.5) -> None:
        score = {"point": point, "coverage": 0.5}
        headlines = [
            {"score": score, "level": None},
            {"score": score, "level": {"point": level, "lowest": 2}},
        ]
        (self.samples / "assessment.json").write_text(json.dumps({"headlines": headlines}))
        (self.samples / "report.md").write_text("# the report\n")
        (self.samples / "report.html").write_text("<p>the report</p>\n")

    def run(self, *, shell: str = "sh", gate: int = 0, **inputs: str) -> Done:
        variables = {f"MRL_CI_{name.upper()}": value for name, value in inputs.items() if name.islower()}
        others = {name: value for name, value in inputs.items() if not name.islower()}
        return run(
            [shell, str(SCRIPT)],
            self.folder,
            {
                "PATH": self.path,
                "RECORD": str(self.record),
                "SAMPLES": str(self.samples),
                "OUT": inputs.get("out", "out"),
                "GATE_STATUS": str(gate),
                "GITHUB_OUTPUT": str(self.output),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "MRL_CI_PYTHON": sys.executable,
                **variables,
                **others,
            },
        )

    def calls(self) -> list[list[str]]:
        """Give the words of every call of `mrl`, in order, without the one for the badge."""
        calls = [call.splitlines() for call in self.record.read_text().split("<end>\n") if call]
        return [call for call in calls if "report" not in call]


@pytest.fixture
def stage(tmp_path):
    return Stage(tmp_path)


def test_without_inputs_the_folder_is_assessed_and_nothing_is_judged(stage):
    done = stage.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert stage.calls() == [["assess", "--out=out", "--", "."]]
    assert stage.output.read_text().splitlines() == [
        *("level=3", "level-lowest=2", "readiness=6.5", "coverage=0.5", "report=out/report.html")
    ]
    assert stage.summary.read_text() == "# the report\n\n"


def test_a_badge_is_made_of_the_assessment(stage):
    stage.run(out="there", lang="fr")
    assert "--lang=fr\nreport\n--format=badge\n--out=there\n--quiet\n--\nthere/assessment.json\n" in (
        stage.record.read_text()
    )


def test_every_input_reaches_its_option(stage):
    assessing = {"target": "project.yaml", "rubric": "a, b\n c.yaml ", "answers": "one.yaml"}
    assessing |= {"as_of": "2026-01-31", "out": "there", "lang": "fr", "history": "old", "offline": "true"}
    judging = {"gate_file": "gate.yaml", "min_level": "3", "min_readiness": "5.5", "min_coverage": "40%"}
    stage.run(**assessing, **judging, since="last", undetermined="pass")
    assess, gate = stage.calls()
    assert assess == [
        *("--lang=fr", "assess", "--out=there", "--as-of=2026-01-31", "--history=old", "--offline"),
        *("--rubric=a", "--rubric=b", "--rubric=c.yaml", "--answers=one.yaml", "--", "project.yaml"),
    ]
    assert gate[:6] == [
        *(
            "--lang=fr",
            "gate",
            "--file=gate.yaml",
            "--min-level=3",
            "--min-readiness=5.5",
            "--min-coverage=40%",
        )
    ]
    assert gate[6:8] == ["--since=last", "--undetermined=pass"]
    assert gate[-2:] == ["--", "there/assessment.json"]


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_no_input_becomes_a_command(stage, shell):
    names = [
        "target",
        "rubric",
        "answers",
        "as_of",
        "out",
        "lang",
        "history",
        "gate_file",
        "min_level",
        "attach",
    ]
    values = dict.fromkeys(names, HOSTILE) | {"out": "$(touch stolen) o`u`t"}
    done = stage.run(shell=shell, **values, artifacts=HOSTILE, GITHUB_TOKEN="invented")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in stage.folder.iterdir()} == {values["out"]}
    assess, gate, attest, attach = stage.calls()
    assert assess[-2:] == ["--", HOSTILE]
    assert f"--rubric={HOSTILE}" in assess
    assert f"--min-level={HOSTILE}" in gate
    assert attest == [f"--lang={HOSTILE}", "attest", "--", values["out"], HOSTILE]
    assert attach == [f"--lang={HOSTILE}", "attach", f"--release={HOSTILE}", "--", values["out"]]


@pytest.mark.parametrize("status", [0, 1, 3])
def test_the_status_of_the_gate_is_that_of_the_run_and_all_is_told_before(stage, status):
    done = stage.run(gate=status, min_level="3")
    assert done.returncode == status
    assert stage.summary.read_text() == "### the gate\n\n# the report\n\n"
    assert (stage.folder / "out" / "summary.md").read_text() == stage.summary.read_text()
    assert "readiness=6.5" in stage.output.read_text()


def test_a_gate_that_is_wrong_ends_the_run(stage):
    assert stage.run(gate=2, min_level="3").returncode == 2
    assert not stage.summary.exists()


def test_what_is_unknown_is_an_empty_output(stage):
    stage.write_samples(level=None, point=None)
    stage.run()
    assert {"level=", "readiness=", "level-lowest=2"} <= set(stage.output.read_text().splitlines())


def test_a_rubric_without_headlines_gives_empty_outputs(stage):
    (stage.samples / "assessment.json").write_text('{"headlines": []}')
    assert stage.run().returncode == 0
    assert stage.output.read_text().splitlines()[:4] == ["level=", "level-lowest=", "readiness=", "coverage="]


def test_a_folder_of_two_lines_is_refused(stage):
    done = stage.run(out="one\ntwo")
    assert done.returncode == 2
    assert "line break" in done.stderr


def test_a_failed_assessment_ends_the_run_with_its_status(stage):
    shutil.rmtree(stage.samples)
    done = stage.run(min_level="3")
    assert done.returncode == 1
    assert [call[0] for call in stage.calls()] == ["assess"]


def test_nothing_is_attached_without_a_token(stage):
    done = stage.run(attach="v1.0.0")
    assert done.returncode == 0
    assert "Nothing was attached to the release v1.0.0: this run has no token" in done.stderr
    assert [call[0] for call in stage.calls()] == ["assess"]


def test_nothing_is_attached_unless_the_gate_is_passed(stage):
    assert stage.run(gate=3, min_level="3", attach="v1.0.0", GITHUB_TOKEN="invented").returncode == 3
    assert [call[0] for call in stage.calls()] == ["assess", "gate"]


def test_a_passed_gate_attaches_a_signed_statement(stage):
    stage.run(min_level="3", attach="v1.0.0", artifacts="a.whl, b c.gz", sign="true", GITHUB_TOKEN="invented")
    assert stage.calls()[2] == ["attest", "--sign-required", "--", "out", "a.whl", "b c.gz"]
    assert stage.calls()[3] == ["attach", "--release=v1.0.0", "--", "out"]


def test_the_forge_of_the_job_is_the_one_to_attach_to(stage):
    stage.run(attach="v1", create="true", GITHUB_TOKEN="invented", GITHUB_REPOSITORY="city/services")
    project = {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://git.example.org/city/services"}
    stage.run(attach="v1", CI_JOB_TOKEN="invented", **project)
    attached = [call[2:-2] for call in stage.calls() if call[0] == "attach"]
    assert attached == [
        ["--forge=github", "--repository=city/services", "--create"],
        ["--forge=gitlab", "--repository=https://git.example.org/city/services"],
    ]


def test_on_github_a_warning_is_one(stage):
    done = stage.run(attach="v1.0.0", GITHUB_ACTIONS="true")
    assert "::warning title=mrl::Nothing was attached" in done.stdout


@pytest.fixture
def shallow(stage, tmp_path):
    """Make the folder a checkout of the last of twelve commits, as CI makes it."""
    origin = RepositoryBuilder(tmp_path / "origin").commits(days("2024-01-10", 12), ADA).tag("v1.0.0").write()
    git("config", "uploadpack.allowFilter", "true", folder=origin)
    stage.folder.rmdir()
    git("clone", "--quiet", "--depth=1", origin.as_uri(), str(stage.folder), folder=tmp_path)
    return origin


def history(folder: Path) -> tuple[int, int]:
    """Count commits and tags."""
    commits = git("rev-list", "--count", "HEAD", folder=folder)
    return int(commits), len(git("tag", folder=folder).split())


@pytest.mark.usefixtures("shallow")
@pytest.mark.parametrize("target", [".", "project.yaml"])
def test_a_shallow_history_is_completed_with_its_tags(stage, target):
    git("tag", "--delete", "v1.0.0", folder=stage.folder)
    assert history(stage.folder) == (1, 0)
    done = stage.run(target=target)
    assert "its history is complete now" in done.stderr
    assert history(stage.folder) == (12, 1)


@pytest.mark.usefixtures("shallow")
def test_a_shallow_history_is_left_alone_where_that_is_asked(stage):
    done = stage.run(deepen="false")
    assert done.returncode == 0
    assert "deepen is off: what history and releases tell is unknown" in done.stderr
    assert history(stage.folder)[0] == 1


def test_a_shallow_history_that_cannot_be_completed_is_no_failure(stage, shallow):
    shutil.rmtree(shallow)
    done = stage.run()
    assert done.returncode == 0
    assert "could not be completed: what history and releases tell is unknown" in done.stderr


def test_a_complete_history_and_an_address_are_left_alone(stage, shallow):
    git("fetch", "--quiet", "--unshallow", folder=stage.folder)
    shutil.rmtree(shallow)
    assert stage.run().stderr == ""
    assert stage.run(target="https://git.example.org/team/project.git").stderr == ""
