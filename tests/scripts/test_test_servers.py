"""How `make integration` gets veraPDF: by its version and checksum, or not at all."""

import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parent.parent.parent / "scripts"
JAR = b"the validator\n"


@pytest.fixture
def servers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ModuleType]:
    """Load the script, with a Maven beside it that copies `JAR`."""
    monkeypatch.syspath_prepend(SCRIPTS)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("SYSTEM_PACKAGES", "no")
    specification = importlib.util.spec_from_file_location("servers", SCRIPTS / "test_servers.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    monkeypatch.setattr(module, "VERAPDF_JAR", tmp_path / "verapdf.jar")
    monkeypatch.setattr(module, "VERAPDF_SHA256", hashlib.sha256(JAR).hexdigest())
    yield module
    sys.modules.pop("system_packages", None)


def programs(folder: Path, maven: str) -> None:
    """Put a Java and a Maven into a folder."""
    for name, body in (("java", "exit 0"), ("mvn", maven)):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)


def copying(text: str, folder: Path) -> str:
    return f'case "$*" in *copy*) echo "{text}" > "{folder}/greenfield-apps-1.28.2.jar";; esac'


def test_it_is_fetched_once(servers: ModuleType, tmp_path: Path) -> None:
    programs(tmp_path, copying("the validator", tmp_path))
    servers.get_verapdf()
    assert servers.VERAPDF_JAR.read_bytes() == JAR
    programs(tmp_path, "exit 1")
    servers.get_verapdf()
    assert servers.VERAPDF_JAR.is_file()


def test_another_file_of_that_name_is_thrown_away(
    servers: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs(tmp_path, copying("something else", tmp_path))
    servers.get_verapdf()
    assert not servers.VERAPDF_JAR.exists()
    assert "is not the veraPDF that was asked for" in capsys.readouterr().out


def test_what_cannot_be_fetched_is_told(
    servers: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs(tmp_path, "exit 1")
    servers.get_verapdf()
    assert "Maven could not fetch veraPDF" in capsys.readouterr().out


def test_without_java_it_is_told(
    servers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    servers.get_verapdf()
    assert "PDFs are not validated: java could not be installed" in capsys.readouterr().out
