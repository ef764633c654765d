"""No repository brings its own cache."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.repository_builder import git

from mrl.cli.main import main
from mrl.collectors.cache_place import check_cache
from mrl.errors import OutputError
from mrl.pipeline import open_target


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "checkout"
    git("init", "--quiet", str(folder), folder=tmp_path)
    (tmp_path / "outside").mkdir()
    monkeypatch.chdir(tmp_path / "outside")
    return folder


def refused(cache: Path, target: Path) -> bool:
    try:
        check_cache(cache, open_target(str(target)))
    except OutputError as error:
        return "name a folder outside of it in MRL_CACHE" in str(error)
    return False


def test_a_cache_in_an_assessed_repository_is_refused(checkout, tmp_path):
    assert refused(checkout / ".cache" / "mrl", checkout)
    assert refused(checkout / ".git" / "cache", checkout)
    assert refused(Path("../checkout/cache"), checkout)
    assert not refused(tmp_path / "cache", checkout)


def test_links_into_and_out_of_a_repository_count(checkout, tmp_path):
    (tmp_path / "in").symlink_to(checkout / "cache")
    (checkout / "out").symlink_to(tmp_path / "elsewhere")
    assert refused(tmp_path / "in" / "mrl", checkout)
    assert refused(checkout / "out" / "mrl", checkout)


def test_the_project_around_the_current_folder_counts(checkout, tmp_path, monkeypatch):
    other = tmp_path / "other"
    git("init", "--quiet", str(other), folder=tmp_path)
    (checkout / "deep").mkdir()
    monkeypatch.chdir(checkout / "deep")
    assert refused(Path(".cache"), other)
    assert refused(checkout / "cache", other)


@pytest.mark.parametrize("variable", ["MRL_CACHE", "XDG_CACHE_HOME"])
def test_the_command_says_it_and_writes_nothing(checkout, monkeypatch, variable):
    monkeypatch.delenv("MRL_CACHE", raising=False)
    monkeypatch.setenv(variable, str(checkout / "brought"))
    answer = CliRunner().invoke(main, ["assess", str(checkout), "--offline"])
    assert answer.exit_code == 2
    assert "lies in the project" in answer.output
    assert not (checkout / "brought").exists()
