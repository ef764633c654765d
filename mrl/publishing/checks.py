"""Whether files are those that were signed, summed up and attached: nothing edited goes onto a release."""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mrl.model.base import Message, say
from mrl.publishing.files import Gathered, ReleaseFile
from mrl.publishing.problems import AttachError

_SUM = re.compile(r"(?P<sha256>[0-9a-fA-F]{64}) [ *](?P<name>.+)")
_IN_TOTO = "https://in-toto.io/Statement/"


def check_unchanged(gathered: Gathered, in_documents: Mapping[str, bytes]) -> None:
    """Raise `AttachError` for a file that is not the one its checksum, attestation or document speaks of.

    `in_documents` are the assessments that documents among the files carry, by the document's name.
    """
    files = {file.local: file for file in gathered.files}
    for place, sums in _spoken_of(gathered):
        for name, sha256 in sums:
            file = files.get(name)
            if file is not None and file.sha256 != sha256.lower():
                raise _edited(file, place)
    _check_documents(gathered, in_documents)


def _spoken_of(gathered: Gathered) -> Iterator[tuple[Message, list[tuple[str, str]]]]:
    """Give what each checksum file and attestation says: names with digests."""
    if gathered.sums_before is not None:
        lines = gathered.sums_before.decode("utf-8", "replace").splitlines()
        found = [(line["name"], line["sha256"]) for line in map(_SUM.fullmatch, lines) if line]
        yield say("SHA256SUMS was written"), found
    for file in gathered.files:
        subjects = subjects_of(file)
        if subjects:
            yield say("{attestation} was made", attestation=file.name), subjects


def subjects_of(file: ReleaseFile) -> list[tuple[str, str]]:
    """Read what an in-toto statement is about, plain or within a sigstore bundle; nothing for other files."""
    return list(_subjects(file)) if file.name.endswith((".json", ".sigstore")) else []


def statement_in(file: ReleaseFile) -> bytes:
    """Return the statement that a sigstore bundle holds, and any other file as it is."""
    content = _json(file.content)
    envelope = content.get("dsseEnvelope", content)
    payload = envelope.get("payload") if isinstance(envelope, dict) else None
    return _unpacked(payload) if isinstance(payload, str) else file.content


def _subjects(file: ReleaseFile) -> Iterator[tuple[str, str]]:
    statement = _json(statement_in(file))
    if not str(statement.get("_type", "")).startswith(_IN_TOTO):
        return
    for subject in _dictionaries(statement.get("subject")):
        digest = subject.get("digest")
        if isinstance(digest, dict) and isinstance(digest.get("sha256"), str):
            yield str(subject.get("name")), digest["sha256"]


def _unpacked(payload: str) -> bytes:
    try:
        return base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _dictionaries(value: Any) -> Sequence[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _edited(file: ReleaseFile, place: Message) -> AttachError:
    return AttachError(
        say("{name} was changed after {place}", name=file.name, place=place),
        say("make its documents, checksums and attestation again from one run of `mrl assess`"),
    )


def _check_documents(gathered: Gathered, in_documents: Mapping[str, bytes]) -> None:
    known = {file.sha256 for file in gathered.files}
    for name, content in in_documents.items():
        if hashlib.sha256(content).hexdigest() not in known:
            raise AttachError(
                say("{name} rests on another assessment than the one beside it", name=name),
                say("make the document again: `mrl report assessment.json`"),
            )
