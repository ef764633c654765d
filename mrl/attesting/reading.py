"""Reading an attestation: a bare statement, or a bundle of sigstore with a signed one inside."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mrl.errors import InputError, MrlError, Problem
from mrl.files.reading import Document, parse_json, read_bytes, validate
from mrl.model.attestation import PAYLOAD_TYPE, PREDICATE_TYPE, PREDICATES, STATEMENT_TYPE, Statement
from mrl.model.base import Message, say
from mrl.signing.checking import BadSignatureError, Signed, Signer, check_signature, read_bundle

ATTESTATION_LIMIT = 20_000_000
_BUNDLES = "application/vnd.dev.sigstore.bundle"
_REMEDY = say("name what `mrl attest` wrote")


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """A statement with the plain content it was read from, and what came of its signature.

    `signed` is None for a bare statement. Where a signature does not hold, `wrong` says why, and what it
    was to cover is not even read.
    """

    file: str
    statement: Statement | None = None
    content: Any = None
    signed: Signed | None = None
    wrong: Message | str | None = None


def read_attestation(path: Path, signer: Signer | None, trust: Path | None = None) -> Attestation:
    """Read an attestation; of one that is signed, check the signature first.

    Raises `InputError` for what is no statement about an assessment, `MissingLibrary` where a signature
    cannot be checked without an optional package, and `MrlError` where nobody said who must have signed.
    """
    document = parse_json(read_bytes(path, ATTESTATION_LIMIT), str(path))
    kind = document.content.get("mediaType") if isinstance(document.content, dict) else None
    if not (isinstance(kind, str) and kind.startswith(_BUNDLES)):
        return Attestation(file=str(path), statement=_statement(document), content=document.content)
    bundle = read_bundle(document.raw, str(path))
    if signer is None:
        raise MrlError(
            say(
                "{file} is signed: name who must have signed it with --identity and --issuer; "
                "a signature by just anybody proves nothing",
                file=str(path),
            )
        )
    try:
        signed = check_signature(bundle, signer, trust)
    except BadSignatureError as error:
        return Attestation(file=str(path), wrong=error.reason)
    inner = _payload(signed, str(path))
    return Attestation(file=str(path), statement=_statement(inner), content=inner.content, signed=signed)


def _payload(signed: Signed, name: str) -> Document:
    if signed.payload_type != PAYLOAD_TYPE:
        message = say("the bundle signs something else than a statement")
        raise InputError(Problem(message=message, file=name, remedy=_REMEDY))
    return parse_json(signed.payload, name)


def _statement(document: Document) -> Statement:
    content = document.content
    found = content.get("_type") if isinstance(content, dict) else None
    if found != STATEMENT_TYPE:
        named = say(
            "its type is {found}, and '{wanted}' is read here", found=repr(found), wanted=STATEMENT_TYPE
        )
        nothing = say("this is neither an in-toto statement nor a bundle of sigstore")
        raise _refusal(document, nothing if found is None else named)
    kind = content.get("predicateType")
    if kind != PREDICATE_TYPE:
        raise _refusal(document, _foreign(kind))
    return validate(document, Statement)


def _foreign(kind: object) -> Message:
    if isinstance(kind, str) and kind.startswith(PREDICATES):
        return say(
            "it is about an assessment, but of a version that is not read here: {found}; take another mrl",
            found=kind,
        )
    return say("the statement is not about an assessment by mrl: its predicate is {found}", found=repr(kind))


def _refusal(document: Document, message: Message) -> InputError:
    return InputError(Problem(message=message, file=document.name, remedy=_REMEDY))
