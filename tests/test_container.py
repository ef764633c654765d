"""What the container file promises: no root, only what the locks name, no secret, all it copies is there."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from support.container_file import is_ignored, read_stages

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "Containerfile").read_text()
ARGUMENTS, STAGES = read_stages(TEXT)
RULES = [
    line
    for line in (ROOT / ".dockerignore").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]
BUILD, FINAL = STAGES


def copied():
    """Give each path of the checkout that is copied."""
    found = [each for stage in STAGES for each in stage.all("COPY") if "from" not in each.options]
    return [word for each in found for word in each.words[:-1]]


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def test_both_stages_begin_with_one_image_whose_digest_can_be_given():
    assert {stage.base for stage in STAGES} == {ARGUMENTS["BASE"]}
    assert re.fullmatch(r"docker\.io/library/debian:12[\w.-]*(?:@sha256:[0-9a-f]{64})?", ARGUMENTS["BASE"])
    assert "@sha256:" in TEXT


def test_it_runs_as_a_number_that_is_not_root():
    """By number, so that Kubernetes can see that it is not root."""
    user = FINAL.last("USER").text
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert FINAL.instructions.index(FINAL.last("USER")) > FINAL.instructions.index(FINAL.last("RUN"))


def test_what_is_written_is_on_a_volume():
    environment = dict(pair.split("=", 1) for pair in FINAL.last("ENV").words)
    (volume,) = json.loads(FINAL.last("VOLUME").text)
    assert environment["HOME"] == volume
    assert environment["MRL_CACHE"].startswith(f"{volume}/")


def test_the_program_is_started_without_a_shell():
    assert json.loads(FINAL.last("ENTRYPOINT").text) == ["mrl"]


def test_nothing_is_added_from_an_address_or_unpacked():
    names = {each.name for stage in STAGES for each in stage.instructions}
    assert names <= {"RUN", "COPY", "ENV", "VOLUME", "WORKDIR", "USER", "ENTRYPOINT", "CMD"}
    runs = " ".join(each.text for stage in STAGES for each in stage.all("RUN"))
    assert not re.search(r"https?://|curl|wget|git clone", runs)


def test_every_package_comes_by_the_locks_or_from_what_was_built():
    installs = [
        part
        for stage in STAGES
        for each in stage.all("RUN")
        for part in each.text.split("&&")
        if re.search(r"pip (?:install|wheel|download)", part)
    ]
    assert len(installs) == 4
    for each in installs:
        by_lock = "--require-hashes" in each and re.search(r"-r /locks/\w+\.txt", each)
        assert by_lock or ("--no-index" in each and "--no-deps" in each), each
        assert " -I " in each


def test_system_packages_leave_no_lists_and_no_recommendations():
    for stage in STAGES:
        for each in stage.all("RUN"):
            if "apt-get install" in each.text:
                assert "--no-install-recommends" in each.text
                assert "rm -rf /var/lib/apt/lists/*" in each.text


@pytest.mark.parametrize("path", copied())
def test_what_is_copied_is_there_and_reaches_the_build(path):
    names = [name for name in tracked() if name == path or name.startswith(f"{path}/")]
    assert names, f"{path} is not in the repository"
    assert [name for name in names if is_ignored(name, RULES)] == []


@pytest.mark.parametrize(
    "path",
    [".git/config", ".venv/bin/python", ".env", "out/report.pdf", "tests/conftest.py", "id_ed25519",
     "mrl/__pycache__/x.pyc", "scripts/setup.py", ".mrl/answers.yaml", "docs/ci.md"],
)  # fmt: skip
def test_nothing_else_reaches_the_build(path):
    assert is_ignored(path, RULES)


def test_no_secret_has_a_place_in_it():
    assert not re.search(r"(?i)token|password|secret|_key\b|--mount=type=secret", TEXT)


def test_what_the_build_needs_is_copied():
    """`setup.py` adds folders and compiles catalogues; each has to be there."""
    assert {"rubrics", "reports", "mrl", "scripts/compile_catalogues.py", "setup.py"} <= set(copied())
    project = (ROOT / "pyproject.toml").read_text()
    for name in re.findall(r'"(LICENSE|NOTICE|README\.md)"', project):
        assert name in copied()


def test_reading_a_container_file():
    text = (
        "ARG BASE=a\n# FROM x\nFROM ${BASE} AS one\nRUN b \\\n && c\nCOPY --from=one /d /e\nFROM f\nUSER 1\n"
    )
    arguments, (first, second) = read_stages(text)
    assert arguments == {"BASE": "a"}
    assert (first.base, first.name, first.last("RUN").text) == ("a", "one", "b && c")
    assert (first.last("COPY").options, first.last("COPY").words) == ({"from": "one"}, ["/d", "/e"])
    assert (second.base, second.last("USER").text) == ("f", "1")
