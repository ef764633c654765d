"""`--branding`: on the documents, and refused before anything is read or written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from support.assessments import not_assessed

from mrl.files.writing import canonical_json

Invoke = Callable[..., Result]


def branding(folder: Path, *lines: str) -> Path:
    path = folder / "branding.yaml"
    path.write_text("\n".join(("schema: mrl-branding/1", "organisation: Example Town", *lines)))
    return path


def test_report_carries_the_brand(cli_invoke: Invoke, tmp_path: Path) -> None:
    source = tmp_path / "assessment.json"
    source.write_bytes(canonical_json(not_assessed()))
    path = branding(tmp_path, 'accent: "#7a1f2b"')
    result = cli_invoke("report", source, "--format", "html", "--out", tmp_path, "--branding", path, "-q")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "report.html").read_text()
    assert "<bdi>Example Town</bdi>" in page
    assert "--accent: #7a1f2b" in page


@pytest.mark.parametrize("command", ["assess", "report"])
def test_a_mistake_stops_before_all_else(command: str, cli_invoke: Invoke, tmp_path: Path) -> None:
    path = branding(tmp_path, "logo: https://example.org/logo.png")
    target = tmp_path if command == "assess" else "nowhere.json"
    result = cli_invoke(command, target, "--out", tmp_path / "out", "--branding", path, "--lang", "fr")
    assert result.exit_code == 2
    assert "le logo est une adresse" in result.output
    assert not (tmp_path / "out").exists()
