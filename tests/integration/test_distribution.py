"""What is released: built twice with equal bytes, whole, and working on every supported Python."""

import hashlib
import json
import os
import subprocess
import tarfile
import tomllib
import zipfile

import pytest
from support.checkout import ROOT
from support.distribution import (
    LOCK,
    TOOLS,
    WHEELS,
    CleanPython,
    build,
    commit_checkout,
    installed_versions,
    run_installed,
)
from support.locks import locked
from support.repositories import TRAPS

pytestmark = pytest.mark.integration

NEEDED_BY_GIT_ALONE = (".gitignore", ".github/")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    return commit_checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def dist(checkout, tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    build(checkout, out)
    return out


def test_two_builds_give_equal_bytes(checkout, dist, tmp_path):
    other = tmp_path / "a deeper folder" / "checkout"
    subprocess.run(["git", "clone", "--quiet", str(checkout), str(other)], check=True, umask=0o077)
    (other / "build" / "lib" / "mrl").mkdir(parents=True)
    (other / "build" / "lib" / "mrl" / "left_over.py").write_text("", encoding="utf-8")
    (other / "mrl" / "untracked.py").write_text("", encoding="utf-8")
    build(other, tmp_path / "again", umask=0o077, TZ="Pacific/Auckland", LC_ALL="C")
    for path in dist.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    assert {path.suffix for path in dist.iterdir()} == {".whl", ".gz", ""}


def test_the_digests_are_those_of_the_files(dist):
    for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest


def test_the_source_archive_holds_the_commit(checkout, dist):
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
        assert {member.mtime for member in archive} == {archive.getmembers()[0].mtime}
    listed = subprocess.run(["git", "ls-files"], cwd=checkout, capture_output=True, text=True, check=True)
    missing = set(listed.stdout.splitlines()) - inside
    assert not [name for name in missing if not name.startswith(NEEDED_BY_GIT_ALONE)]


def test_the_wheel_holds_every_module_and_all_data(checkout, dist):
    with zipfile.ZipFile(next(dist.glob("*.whl"))) as wheel:
        inside = set(wheel.namelist())
    for folder, place in (("mrl", ""), ("rubrics", "mrl/_data/"), ("reports", "mrl/_data/")):
        files = {path.relative_to(checkout).as_posix() for path in (checkout / folder).rglob("*.*")}
        sources = {name for name in files if not name.endswith((".po", "babel.cfg"))}
        assert sources
        assert {place + name for name in sources} <= inside
    licenses = {name.rpartition("/")[2] for name in inside if "/licenses/" in name}
    assert licenses == {"LICENSE", "NOTICE"}


@pytest.fixture(scope="module", params=WHEELS, ids=lambda path: path.name)
def installed(request, dist, tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean") / "environment"
    return CleanPython(request.param).install(dist, folder)


@pytest.mark.skipif(not WHEELS, reason="no wheels to install offline; `make integration` fetches them")
def test_the_main_job_runs_in_a_clean_environment(installed, tmp_path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run_installed(installed, tmp_path, "--version") == f"mrl, version {project['version']}\n"
    repository = TRAPS["well_kept"](tmp_path)
    day = ("--as-of", "2026-01-31", "--offline", "--lang", "fr")
    run_installed(installed, tmp_path, "assess", str(repository), "--out", "out", *day)
    assert (tmp_path / "out" / "report.pdf").read_bytes()[:5] == b"%PDF-"
    assert 'lang="fr"' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    headlines = json.loads((tmp_path / "out" / "assessment.json").read_bytes())["headlines"]
    assert headlines[0]["score"]["point"] > 0


@pytest.mark.skipif(not WHEELS, reason="no wheels to install offline; `make integration` fetches them")
def test_rubrics_and_their_vectors_come_along(installed, tmp_path):
    assert "market-readiness" in run_installed(installed, tmp_path, "rubric", "list")
    run_installed(installed, tmp_path, "rubric", "check")
    run_installed(installed, tmp_path, "rubric", "test", "screening")
    run_installed(installed, tmp_path, "rubric", "new", "ours")
    assert (tmp_path / "ours.yaml").is_file()


@pytest.mark.skipif(not WHEELS, reason="no wheels to install offline; `make integration` fetches them")
def test_what_is_installed_is_what_the_lock_names(installed):
    found = installed_versions(installed)
    wanted = locked("runtime", ".".join(found.pop("python").split(".")[:2]))
    assert {name: version for name, version in found.items() if name in wanted} == wanted
    assert found.keys() - wanted.keys() <= {"mrl-assess", "pip", "setuptools"}


INSTALLERS = {
    "pipx run": "pipx run --backend=uv --python={python} --spec={wheel} mrl",
    "pipx install": "pipx install --backend=uv --python={python} --pip-args=--constraint={lock} {wheel}",
    "uv tool run": "uv tool run --python={python} --from={wheel} mrl",
    "uv tool install": "uv tool install --python={python} --constraints={lock} {wheel}",
}


@pytest.mark.skipif(not WHEELS, reason="no wheels to install offline; `make integration` fetches them")
@pytest.mark.skipif(not (TOOLS / "pipx").exists(), reason="no pipx and uv; `make integration` fetches them")
@pytest.mark.parametrize("words", INSTALLERS.values(), ids=INSTALLERS)
def test_installers_of_programs_run_the_wheel(dist, tmp_path, words):
    python, wheel = CleanPython(WHEELS[-1]), next(dist.glob("*.whl"))
    environment = os.environ | python.installer(tmp_path)
    command = [word.format(python=python.program, wheel=wheel, lock=LOCK) for word in words.split()]
    command[0] = str(TOOLS / command[0])
    places = [tmp_path / "pipx-bin-dir" / "mrl", tmp_path / "uv-tool-bin-dir" / "mrl"]
    if command[-1] != "mrl":
        subprocess.run(command, check=True, capture_output=True, env=environment)
        command = [str(next(place for place in places if place.exists()))]
    repository = TRAPS["well_kept"](tmp_path)
    day = ("--as-of=2026-01-31", "--offline", f"--out={tmp_path / 'out'}")
    done = subprocess.run(
        [*command, "assess", str(repository), *day],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.pdf").read_bytes()[:5] == b"%PDF-"
