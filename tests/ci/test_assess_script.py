"""The shell that action and component run: inputs stay values, histories are completed, statuses are told."""

import json
import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from support.ci_pieces import SCRIPT, Done, run

HOSTILE = "$(touch stolen) `touch stolen`; touch stolen 'a\" b\\"

# What it needs to know stands in it: the script gives programs none of its caller's variables.
MRL = """\
#!/bin/sh
RECORD={record} SAMPLES={samples}
OUT=$(cat {samples}.out) GATE_STATUS=$(cat {samples}.status)
{ env -0; printf 'end\\0'; } >>"$RECORD.environment"
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
        mrl = MRL
        for name, value in {"record": self.record, "samples": self.samples}.items():
            mrl = mrl.replace(f"{{{name}}}", shlex.quote(str(value)))
        (programs / "mrl").write_text(mrl)
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
        self.samples.with_name("samples.out").write_text(inputs.get("out", "out"))
        self.samples.with_name("samples.status").write_text(str(gate))
        return run(
            [shell, str(SCRIPT)],
            self.folder,
            {
                "PATH": self.path,
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

    def environments(self) -> list[dict[str, str]]:
        """Give the variables that each call of `mrl` saw, in order."""
        text = self.record.with_name("record.environment").read_text()
        calls = [call.split("\0") for call in text.split("end\0")[:-1]]
        return [dict(each.split("=", 1) for each in call if each) for call in calls]


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


GITHUB = {"GITHUB_REPOSITORY": "city/services", "GITHUB_SERVER_URL": "https://code.city.example"}
GITLAB = {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://lab.city.example/city/services"}
TOKENS = {"GITHUB_TOKEN": "invented-1", "GH_TOKEN": "invented-2", "GITLAB_TOKEN": "invented-3"}
TOKENS |= {"MRL_TOKEN_ISSUES_CITY_EXAMPLE": "invented-4"}
OTHERS = {"CI_JOB_TOKEN": "invented-5", "SIGSTORE_ID_TOKEN": "invented-6", "NPM_TOKEN": "invented-7"}
OTHERS |= {"ACTIONS_ID_TOKEN_REQUEST_TOKEN": "invented-8", "AWS_SECRET": "of\nGITHUB_TOKEN=invented-9"}


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        (GITHUB, "https://code.city.example/city/services.git"),
        (
            GITHUB | {"GITHUB_TOKEN": "in_ven.ted"},
            "https://x-access-token:in_ven.ted@code.city.example/city/services.git",
        ),
        (GITHUB | {"GITHUB_TOKEN": "a@evil.example/"}, "https://code.city.example/city/services.git"),
        ({"GITHUB_REPOSITORY": "city/services"}, "https://github.com/city/services.git"),
        (GITLAB | {"CI_JOB_TOKEN": "it"}, "https://gitlab-ci-token:it@lab.city.example/city/services.git"),
        ({"GIT_URL": "https://git.city.example/services"}, "https://git.city.example/services"),
        ({"GIT_URL": "https://ada:invented@git.city.example/x"}, "https://ada:invented@git.city.example/x"),
        ({"GIT_URL": "git@git.city.example:services"}, None),
        ({"CI_PROJECT_URL": "http://lab.city.example/city/services"}, None),
        (GITHUB | {"MRL_COMPLETE_FROM": "https://git.city.example/x"}, "https://git.city.example/x"),
        (GITHUB | {"deepen": "false"}, None),
    ],
)
def test_the_rest_of_a_history_comes_from_the_server_that_the_ci_names(stage, variables, address):
    assert stage.run(**variables, offline="true").returncode == 0
    assess, report = stage.environments()
    assert assess.get("MRL_COMPLETE_FROM") == address
    assert "MRL_COMPLETE_FROM" not in report


def test_mrl_is_told_the_workspace_which_says_whose_word_answers_are(stage):
    places = dict.fromkeys(("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE"), str(stage.folder))
    names = {"GITHUB_REPOSITORY": "city/services", "CI_PROJECT_PATH": "city/services"}
    stage.run(**places, **names, GIT_URL="https://ada:invented@git.city.example/x")
    assess, report = stage.environments()
    told = places | names | {"GIT_URL": "https://git.city.example/x"}
    assert told.items() <= assess.items()
    assert "invented" not in str(report)


def seen(environment: dict[str, str]) -> set[str]:
    """Name the variables that hold a secret."""
    return {name for name, value in environment.items() if "invented" in value}


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_each_program_sees_the_tokens_it_needs(stage, shell):
    done = stage.run(shell=shell, **TOKENS, **OTHERS, **GITHUB, min_level="3", attach="v1", sign="true")
    assert done.returncode == 0, done.stderr
    assess, report, gate, attest, attach = map(seen, stage.environments())
    assert assess == set(TOKENS) | {"MRL_COMPLETE_FROM"}
    assert report == gate == set()
    assert attest == {"SIGSTORE_ID_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"}
    assert attach == set(TOKENS)
    assert "invented" not in done.stdout + done.stderr


def test_offline_no_program_sees_a_token(stage):
    stage.run(**TOKENS, **OTHERS, offline="true", min_level="3")
    assert [seen(each) for each in stage.environments()] == [set(), set(), set()]


def test_the_token_of_a_gitlab_job_serves_to_attach_alone(stage):
    stage.run(**GITLAB, CI_JOB_TOKEN="invented", attach="v1", deepen="false")
    assert [seen(each) for each in stage.environments()] == [set(), set(), set(), {"GITLAB_TOKEN"}]


def test_variables_that_name_places_in_the_checkout_reach_no_program(stage):
    inside = {
        "PIP_FIND_LINKS": f"{stage.folder}/wheels",
        "PIP_CONFIG_FILE": "pip.conf",
        "MRL_CACHE": f"{stage.folder}/.cache",
        "XDG_CONFIG_HOME": ".config",
        "HOME": str(stage.folder),
        "LD_LIBRARY_PATH": f":lib:{stage.folder}/lib",
        "PYTHONPATH": ".",
        "PYTHONSTARTUP": "start.py",
        "PIP_TARGET": "/elsewhere",
        "LD_PRELOAD": "",
        "GIT_CONFIG_GLOBAL": f"{stage.folder}/.gitconfig",
        "GIT_SSH_COMMAND": "./ssh",
    }
    stage.path = f".:{stage.folder}/bin::bin:{stage.folder}:{stage.path}"
    stage.run(**inside, PIP_INDEX_URL="https://packages.city.example", https_proxy="http://127.0.0.1:9")
    for environment in stage.environments():
        assert environment["HOME"] != str(stage.folder)
        assert set(inside) & set(environment) == {"HOME"}
        assert not [
            value
            for value in environment.values()
            if str(stage.folder) in value and value != environment["PWD"]
        ]
        assert all(entry.startswith("/") for entry in environment["PATH"].split(":"))
        assert environment["PIP_INDEX_URL"] == "https://packages.city.example"
        assert environment["https_proxy"] == "http://127.0.0.1:9"


@pytest.mark.parametrize(
    "name", ["answers", "rubric", "gate_file", "history", "since", "target", "out", "artifacts"]
)
@pytest.mark.parametrize("is_behind", [False, True])
def test_an_input_that_is_a_link_of_the_checkout_is_refused(stage, tmp_path, name, is_behind):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file.yaml").write_text("secret: invented\n")
    (stage.folder / "link").symlink_to(tmp_path / "elsewhere")
    done = stage.run(**{name: "link/file.yaml" if is_behind else str(stage.folder / "link")})
    assert done.returncode == 2
    assert "is, or lies behind, a symbolic link of the checkout" in done.stderr
    assert not stage.record.exists()


@pytest.mark.parametrize("name", ["out", "history", "since"])
def test_a_folder_with_a_link_in_it_is_refused(stage, tmp_path, name):
    profile = tmp_path / "profile"
    profile.write_text("as it was\n")
    (stage.folder / "-place").mkdir()
    (stage.folder / "-place" / "summary.md").symlink_to(profile)
    done = stage.run(**{name: "-place"})
    assert (done.returncode, "-place holds a symbolic link" in done.stderr) == (2, True)
    assert profile.read_text() == "as it was\n"


def test_what_mrl_prints_is_no_command_to_github(stage):
    (stage.samples / "assessment.json").write_text('{"headlines": []}')
    lines = stage.run(GITHUB_ACTIONS="true", attach="v1").stdout.splitlines()
    word = lines[0].removeprefix("::stop-commands::")
    assert lines[-1] == f"::{word}::"
    warning = next(number for number, line in enumerate(lines) if line.startswith("::warning"))
    assert (lines[warning - 1], lines[warning + 1]) == (f"::{word}::", f"::stop-commands::{word}")


def test_a_python_in_the_checkout_is_refused(stage):
    (stage.folder / "python").symlink_to(sys.executable)
    for name in (f"{stage.folder}/python", "./python"):
        assert stage.run(MRL_CI_PYTHON=name).returncode == 2


@pytest.mark.parametrize("out", ["out", "there"])
def test_what_the_checkout_holds_under_the_names_of_results_is_none(stage, out):
    planted = stage.folder / out / "market-readiness"
    planted.mkdir(parents=True)
    for folder in (planted.parent, planted):
        for name in ("report.pdf", "report.svg", "attestation.sigstore", "badge.svg"):
            (folder / name).write_text("planted")
    assert stage.run(out=out).returncode == 0
    assert f"report={out}/report.html" in stage.output.read_text()
    left = {
        path for path in (stage.folder / out).rglob("*") if path.is_file() and path.read_text() == "planted"
    }
    assert left == set()


def published(stage: Stage, name: str = "out") -> set[str]:
    """List what a CI finds that publishes the folder for results however the run ended, links followed."""
    place = stage.folder / name
    found = {
        str(path.relative_to(place)) for path in place.rglob("*") if not path.is_dir() or path.is_symlink()
    }
    return found | ({"."} if place.is_symlink() or place.is_file() else set())


def aside(stage: Stage, name: str, inner: str) -> Path:
    """Find what stood in the way of the folder for results, under the name it has now."""
    (place,) = stage.folder.glob(f"{name}.before-*")
    return place / inner


def plant(stage: Stage) -> None:
    (stage.folder / "out" / "public-code").mkdir(parents=True)
    for name in ("report.pdf", "assessment.json", "public-code/report.html"):
        (stage.folder / "out" / name).write_text("planted")


@pytest.mark.parametrize(
    "given",
    [
        {"MRL_CI_PYTHON": "/nowhere/python"},
        {"MRL_CI_HOME": "relative"},
        {"MRL_CI_HOME": "{checkout}/home"},
        {"target": "link"},
        {"gate_file": "link/x"},
        {"history": "-place"},
        {"since": "out"},
        {"out": "out/"},
        {"out": "./sub/../out"},
        {"out": "{checkout}/out"},
    ],
)
@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_an_early_end_publishes_nothing_of_the_checkout(stage, tmp_path, given, shell):
    plant(stage)
    (stage.folder / "sub").mkdir()
    (stage.folder / "-place").mkdir()
    (stage.folder / "link").symlink_to(tmp_path)
    (stage.folder / "-place" / "x").symlink_to(tmp_path)
    values = {name: value.replace("{checkout}", str(stage.folder)) for name, value in given.items()}
    if "out" in given:
        (stage.folder / "out" / "x").symlink_to("/etc/passwd")
    assert stage.run(shell=shell, **values).returncode == 2
    assert published(stage) == set()


@pytest.mark.parametrize("kind", ["link", "inner link", "file", "pipe", "dangling", "behind"])
def test_what_is_no_folder_for_results_is_moved_aside(stage, kind):
    (stage.folder / "forged").mkdir()
    (stage.folder / "forged" / "report.pdf").write_text("planted")
    out, name = stage.folder / "out", "out"
    if kind == "link":
        out.symlink_to("forged")
    elif kind == "dangling":
        out.symlink_to("gone")
    elif kind == "file":
        out.write_text("planted")
    elif kind == "behind":
        (stage.folder / "forged" / "out").mkdir()
        (stage.folder / "forged" / "out" / "report.pdf").write_text("planted")
        (stage.folder / "a").symlink_to("forged")
        name = "a/out"
    else:
        out.mkdir()
        if kind == "pipe":
            os.mkfifo(out / "report.pdf")
        else:
            (out / "report.pdf").symlink_to(stage.folder / "forged" / "report.pdf")
    done = stage.run(out=name)
    assert (done.returncode, ".before-" in done.stderr) == (2, True)
    assert published(stage, name) == set()
    assert (stage.folder / "forged" / "report.pdf").read_text() == "planted"
    assert not stage.record.exists()


def test_nothing_is_moved_outside_of_the_checkout_nor_the_checkout_itself(stage, tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    (place / "mine.txt").write_text("mine")
    (stage.folder / "README.md").write_text("read")
    for out in (str(place), ".", "..", str(stage.folder), str(tmp_path)):
        assert stage.run(out=out).returncode == 2
    assert (place / "mine.txt").read_text() == "mine"
    assert (stage.folder / "README.md").read_text() == "read"
    assert not list(tmp_path.rglob("*.before-*"))


def test_when_anything_can_be_killed_the_planted_is_gone(stage, tmp_path):
    """The first program that takes time notes down what a CI would find."""
    plant(stage)
    seen, python = tmp_path / "seen", tmp_path / "programs" / "python"
    python.write_text(f"#!/bin/sh\nfind {stage.folder}/out -type f >{seen}\nkill -9 $PPID\n")
    python.chmod(0o755)
    assert stage.run(MRL_CI_PYTHON=str(python)).returncode != 0
    assert seen.read_text() == ""
    assert published(stage) == set()


def test_a_failed_assessment_publishes_nothing_of_the_checkout(stage):
    plant(stage)
    (stage.samples / "assessment.json").unlink()
    (stage.samples / "report.md").unlink()
    (stage.samples / "report.html").unlink()
    assert stage.run().returncode != 0
    assert published(stage) <= {"summary.md"}


@pytest.mark.parametrize("name", ["report.htm", "sub/app.js", "evil.svg"])
def test_a_folder_for_results_with_other_files_is_refused(stage, name):
    place = stage.folder / "out" / name
    place.parent.mkdir(parents=True)
    place.write_text("not ours")
    (stage.folder / "out" / "report.pdf").write_text("planted")
    done = stage.run()
    assert (done.returncode, f"out/{name} is no result of mrl" in done.stderr) == (2, True)
    assert published(stage) == set()
    assert aside(stage, "out", name).read_text() == "not ours"
    assert not stage.record.exists()
    assert not stage.output.exists()


@pytest.mark.parametrize("given", [{"since": "out/last.json"}, {"history": "out"}, {"since": "out/old"}])
def test_inputs_in_the_folder_for_results_are_not_emptied_away(stage, given):
    (stage.folder / "out" / "old").mkdir(parents=True)
    (stage.folder / "out" / "old" / "assessment.json").write_text("{}")
    done = stage.run(**given)
    assert (done.returncode, "move it to another folder" in done.stderr) == (2, True)
    assert aside(stage, "out", "old/assessment.json").read_text() == "{}"
    assert published(stage) == set()


def test_the_same_folder_serves_again(stage):
    assert [stage.run().returncode for _ in range(2)] == [0, 0]
