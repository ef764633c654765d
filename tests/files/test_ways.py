"""The way to a file: every link on it, wherever it leads, and the file in the end."""

import pytest

from mrl.files.ways import places_on_the_way


def relative(found, folder):
    return [place.relative_to(folder).as_posix() for place in found]


def test_links_to_files_and_folders_are_named_and_the_file_comes_last(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "outer").mkdir()
    (tmp_path / "inner" / "a.yaml").touch()
    (tmp_path / "outer" / "folder").symlink_to("../inner")
    (tmp_path / "inner" / "b.yaml").symlink_to(tmp_path / "inner" / "a.yaml")
    found = relative(places_on_the_way(tmp_path / "outer" / "folder" / "b.yaml"), tmp_path)
    assert found == ["outer/folder", "inner/b.yaml", "inner/a.yaml"]


def test_the_way_up_starts_where_a_link_leads(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "link").symlink_to("deep/er")
    found = relative(places_on_the_way(tmp_path / "link" / ".." / "a.yaml"), tmp_path)
    assert found == ["link", "deep/a.yaml"]


def test_a_relative_path_starts_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert list(places_on_the_way(type(tmp_path)("./a.yaml")))[-1] == tmp_path / "a.yaml"


def test_a_way_without_end_is_an_error(tmp_path):
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    with pytest.raises(OSError, match="too many links"):
        list(places_on_the_way(tmp_path / "one"))
