"""Which files go onto a release, and which never do."""

import hashlib
import json
from pathlib import Path

import pytest
from support.release_runs import assessment_of, write_files

from mrl.errors import InputError
from mrl.files.writing import canonical_json
from mrl.publishing.files import Gathered, gather


def named(gathered: Gathered) -> list[str]:
    return [file.name for file in gathered.files]


def problem(*paths: Path, prefix: str = "") -> str:
    with pytest.raises(InputError) as raised:
        gather(paths, prefix)
    return str(raised.value)


def test_of_a_folder_what_is_meant_for_publication(folder: Path) -> None:
    for name in ("report.html", "report.md", "report.svg", "attestation.json", "attestation.sigstore.json"):
        (folder / name).write_text("{}")
    gathered = gather([folder])
    assert named(gathered) == [
        *("report.pdf", "assessment.json", "report.svg"),
        *("attestation.json", "attestation.sigstore.json", "SHA256SUMS"),
    ]
    assert gathered.assessment == assessment_of()


def test_checksums_as_sha256sum_reads_them(folder: Path) -> None:
    report = folder / "rapport d'été.pdf"
    report.write_bytes(b"%PDF one")
    gathered = gather([folder / "assessment.json", report], "mrl-")
    assert named(gathered) == ["mrl-assessment.json", "mrl-rapport d'été.pdf", "mrl-SHA256SUMS"]
    lines = gathered.files[-1].content.decode().splitlines()
    assert lines[1] == f"{hashlib.sha256(b'%PDF one').hexdigest()}  mrl-rapport.d.ete.pdf"
    assert gathered.files[-1].media_type == "text/plain"


def test_a_snapshot_stays_at_home(folder: Path) -> None:
    snapshot = folder / "snapshot.json"
    snapshot.write_text(json.dumps({"schema": "mrl-snapshot/1"}))
    assert "snapshot.json" not in named(gather([folder]))
    words = problem(folder / "assessment.json", snapshot)
    assert words == "snapshot.json: a snapshot is for scoring again, not for publication; leave it out"


def test_an_assessment_of_an_older_schema(folder: Path) -> None:
    content = json.loads((folder / "assessment.json").read_bytes())
    (folder / "assessment.json").write_text(json.dumps(content | {"schema": "mrl-assessment/0"}))
    found = "its schema is 'mrl-assessment/0'; this version reads 'mrl-assessment/1 | mrl-assessment/2' here"
    assert problem(folder) == f"assessment.json: schema: {found}"


def test_there_is_one_assessment(folder: Path, tmp_path: Path) -> None:
    assert "should be one assessment, not 0" in problem(folder / "report.pdf")
    other = tmp_path / "other.json"
    other.write_bytes(canonical_json(assessment_of()))
    assert "should be one assessment, not 2" in problem(folder / "assessment.json", other)
    write_files(tmp_path / "all" / "ggi")
    assert problem(tmp_path / "all").endswith(
        "there is no assessment.json in this folder; name one of the folders in it: ggi"
    )
    (tmp_path / "empty").mkdir()
    assert problem(tmp_path / "empty").endswith("name the folder that `mrl assess` wrote into")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", "", "the file is empty; forges take none such"),
        ("報告", "x", "a release cannot have a file of this name"),
        ("mrl-old.1.report.pdf", "x", "a release cannot have a file of this name"),
        ("x" * 101, "x", "a release cannot have a file of this name"),
        ("Report.pdf", "x", "report.pdf and Report.pdf would be stored as Report.pdf; rename one of them"),
    ],
)
def test_files_that_no_release_can_have(folder: Path, name: str, content: str, words: str) -> None:
    (folder / name).write_text(content)
    assert problem(folder / "assessment.json", folder / "report.pdf", folder / name).endswith(words)
    assert "absent" in problem(folder / "assessment.json", folder / "absent")
