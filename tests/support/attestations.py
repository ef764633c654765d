"""A release to attest: the documents of an assessment in a folder, and an artifact beside it."""

import json
from pathlib import Path
from typing import Any

from support.documents import document, scored

from mrl.attesting.making import attest
from mrl.files.writing import canonical_json

REPORT = "report.pdf"
ASSESSMENT = "assessment.json"


def released(folder: Path) -> tuple[Path, Path]:
    """Write report, assessment and an artifact; give the documents' folder and the artifact."""
    documents, artifact = folder / "out", folder / "services-1.0.jar"
    documents.mkdir()
    (documents / REPORT).write_bytes(document())
    (documents / ASSESSMENT).write_bytes(canonical_json(scored()))
    artifact.write_bytes(b"an artifact\n" * 1000)
    return documents, artifact


def attested(folder: Path) -> tuple[Path, Path, Path]:
    """Write a release and a bare statement about it; give documents, artifact and statement."""
    documents, artifact = released(folder)
    path = documents / "attestation.json"
    path.write_bytes(attest(documents, [artifact])[1])
    return documents, artifact, path


def edit(path: Path, **changes: Any) -> Path:
    """Write a JSON file anew with other values; None takes a key out."""
    content = json.loads(path.read_text()) | changes
    path.write_text(json.dumps({key: value for key, value in content.items() if value is not None}))
    return path


def flip(path: Path, place: int) -> Path:
    """Change one byte of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    return path
