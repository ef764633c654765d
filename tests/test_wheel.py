"""A wheel carries rubrics, report designs, license texts and translations, and works from anywhere."""

import email
import shutil
import subprocess
import sys
import tomllib
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


def files_below(folder: Path, root: Path) -> set[Path]:
    found = {path.relative_to(root) for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if "__pycache__" not in path.parts}


@pytest.mark.parametrize("folder", ["rubrics", "reports"])
def test_the_wheel_holds_what_the_checkout_holds(unpacked, folder):
    data = unpacked / "mrl" / "_data"
    expected = files_below(ROOT / folder, ROOT)
    assert expected
    assert files_below(data / folder, data) == expected


def test_the_wheel_holds_every_part_of_the_package(unpacked):
    needless = {".po", ".cfg"}  # translations travel compiled
    expected = {path for path in files_below(ROOT / "mrl", ROOT) if path.suffix not in needless}
    shipped = {path for path in files_below(unpacked / "mrl", unpacked) if path.parts[1] != "_data"}
    assert shipped == expected
    assert {".mo", ".xz", ".typed"} <= {path.suffix for path in shipped}


def test_the_wheel_says_what_it_is(unpacked):
    (information,) = unpacked.glob("mrl_assess-*.dist-info")
    licenses = {path.name for path in (information / "licenses").iterdir()}
    assert licenses == {"LICENSE", "NOTICE"}
    metadata = email.message_from_bytes((information / "METADATA").read_bytes())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata["Version"] == project["version"]
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("Classifier") == project["classifiers"]
    assert "mrl = mrl.cli.start:start" in (information / "entry_points.txt").read_text(encoding="utf-8")


def test_the_wheel_knows_its_version(unpacked, tmp_path):
    (information,) = unpacked.glob("mrl_assess-*.dist-info")
    version = information.name.removesuffix(".dist-info").partition("-")[2]
    assert run(unpacked, tmp_path, "--version") == f"mrl, version {version}\n"


def test_the_main_job_runs_from_the_wheel(unpacked, tmp_path):
    snapshot = ROOT / "examples" / "lutece" / "snapshot.json"
    run(unpacked, tmp_path, "score", str(snapshot), "--out", "assessment.json", "--quiet")
    run(unpacked, tmp_path, "report", "assessment.json", "--out", "out", "--lang", "fr", "--format", "html")
    assert 'lang="fr"' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "market-readiness" in run(unpacked, tmp_path, "rubric", "list")
