"""A wheel carries rubrics, report designs, license texts and translations, and works from anywhere."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "*.egg-info", "tests", "build", "out", "examples")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    source = tmp_path_factory.mktemp("source") / "mrl"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-c", BUILD, str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    target = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(target)
    return target


def run(unpacked: Path, folder: Path, *arguments: str) -> str:
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from mrl.cli.main import main; main()"
    command = [sys.executable, "-I", "-c", program, str(unpacked), *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_the_wheel_holds_what_the_checkout_holds(unpacked):
    for folder, pattern in (("rubrics", "*.yaml"), ("reports", "*")):
        shipped = {
            path.relative_to(unpacked / "mrl" / "_data")
            for path in (unpacked / "mrl" / "_data" / folder).rglob("*")
        }
        expected = {path.relative_to(ROOT) for path in (ROOT / folder).rglob(pattern)}
        assert expected
        assert expected <= shipped
    assert list((unpacked / "mrl" / "locale").rglob("*.mo"))


def test_the_main_job_runs_from_the_wheel(unpacked, tmp_path):
    snapshot = ROOT / "examples" / "lutece" / "snapshot.json"
    run(unpacked, tmp_path, "score", str(snapshot), "--out", "assessment.json", "--quiet")
    run(unpacked, tmp_path, "report", "assessment.json", "--out", "out", "--lang", "fr", "--format", "html")
    assert 'lang="fr"' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "market-readiness" in run(unpacked, tmp_path, "rubric", "list")
