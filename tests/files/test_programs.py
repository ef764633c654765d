"""Programs are not looked for in what is read."""

import os

import pytest

from mrl.files.programs import leave_out, project_around


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/usr/bin:{project}/bin:/bin", "/usr/bin:/bin"),
        (":bin:.:./bin:/usr/bin:", "/usr/bin"),
        ("{project}:{project}/deep/er/bin:{link}/bin:{project}-beside/bin", "{project}-beside/bin"),
        ("bin", "/bin:/usr/bin"),
    ],
)
def test_relative_folders_and_those_of_the_project_are_left_out(path, expected, tmp_path, monkeypatch):
    project, link = tmp_path / "project", tmp_path / "link"
    (project / "bin").mkdir(parents=True)
    link.symlink_to(project)
    monkeypatch.setenv("PATH", path.format(project=project, link=link))
    leave_out(project)

    assert os.environ["PATH"] == expected.format(project=project)


def test_the_project_around_a_folder(tmp_path):
    (tmp_path / "project" / ".git").mkdir(parents=True)
    (tmp_path / "project" / "deep").mkdir()
    assert project_around(tmp_path / "project" / "deep") == tmp_path / "project"
    assert project_around(tmp_path / "project") == tmp_path / "project"
