"""The folders a program came with are found from a wheel and from a checkout."""

from pathlib import Path

import pytest

from mrl.resources import MissingResource, reports_folder, resource_folder


def test_checkout_has_the_folder_beside_the_package() -> None:
    assert (reports_folder() / "assessment" / "document.html").is_file()


def test_wheel_carries_the_folder_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "mrl"
    inside = package / "_data" / "reports"
    inside.mkdir(parents=True)
    (tmp_path / "site-packages" / "reports").mkdir()
    assert resource_folder("reports", package) == inside


def test_missing_folder_names_both_places(tmp_path: Path) -> None:
    with pytest.raises(MissingResource, match=r"rubrics is neither .*_data/rubrics nor .*/rubrics; install"):
        resource_folder("rubrics", tmp_path / "mrl")
