"""Files that were edited after they were summed up, signed or put into a document are refused."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mrl.publishing.checks import check_unchanged
from mrl.publishing.files import gather
from mrl.publishing.problems import AttachError

AGAIN = "make its documents, checksums and attestation again from one run of `mrl assess`"


def refusal(folder: Path, **in_documents: bytes) -> list[str]:
    documents = {name.replace("_", "."): content for name, content in in_documents.items()}
    with pytest.raises(AttachError) as raised:
        check_unchanged(gather([folder]), documents)
    return str(raised.value).splitlines()


def statement(folder: Path) -> dict[str, Any]:
    digest = hashlib.sha256((folder / "report.pdf").read_bytes()).hexdigest()
    other = {"name": "services.jar", "digest": {"sha256": "0" * 64}}
    subject = [{"name": "report.pdf", "digest": {"sha256": digest}}, other]
    return {"_type": "https://in-toto.io/Statement/v1", "subject": subject}


def bundle(folder: Path) -> dict[str, Any]:
    payload = base64.b64encode(json.dumps(statement(folder)).encode()).decode()
    return {"dsseEnvelope": {"payload": payload}}


def test_what_agrees_passes(folder: Path) -> None:
    digest = hashlib.sha256((folder / "report.pdf").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  report.pdf\n{'0' * 64} *services.jar\nnonsense\n")
    (folder / "attestation.json").write_text(json.dumps(statement(folder)))
    (folder / "attestation.sigstore.json").write_text(json.dumps(bundle(folder)))
    check_unchanged(gather([folder]), {"report.pdf": (folder / "assessment.json").read_bytes()})


def test_edited_after_its_checksum(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  report.pdf\n")
    assert refusal(folder) == ["report.pdf was changed after SHA256SUMS was written", AGAIN]


@pytest.mark.parametrize(
    ("name", "make"), [("attestation.json", statement), ("attestation.sigstore.json", bundle)]
)
def test_edited_after_signing(folder: Path, name: str, make: Any) -> None:
    (folder / name).write_text(json.dumps(make(folder)))
    (folder / "report.pdf").write_bytes(b"%PDF-1.7 onf")
    assert refusal(folder) == [f"report.pdf was changed after {name} was made", AGAIN]


def test_a_document_of_another_assessment(folder: Path) -> None:
    words = refusal(folder, report_pdf=b"{}")
    assert words[0] == "report.pdf rests on another assessment than the one beside it"


@pytest.mark.parametrize(
    "content",
    [
        '{"_type": "https://in-toto.io/Statement/v1", "subject": "x"}',
        '{"_type": "https://in-toto.io/Statement/v1", "subject": [{"digest": {}}]}',
        '{"dsseEnvelope": {"payload": "!"}}',
        '{"dsseEnvelope": {"payload": "eHh4"}}',
        '{"dsseEnvelope": 1}',
        '{"payload": 1}',
    ],
)
def test_what_is_no_attestation_says_nothing(folder: Path, content: str) -> None:
    (folder / "attestation.json").write_text(content)
    check_unchanged(gather([folder]), {})
