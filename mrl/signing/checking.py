"""Checking a signed bundle without the network, against a known root and a named signer."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrl.errors import InputError, Problem
from mrl.model.base import Message, say
from mrl.signing.library import read_trust, reason_of, require_library, silent

if TYPE_CHECKING:
    from sigstore.models import Bundle, TrustedRoot


class BadSignatureError(Exception):
    """A signature that does not hold, or is not the signer's; carries the reason."""

    def __init__(self, reason: Message | str) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who must have signed: the name in the certificate, and who vouches for that name."""

    identity: str
    issuer: str


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What a signature covers, the type of that, and the moment from which the certificate was valid."""

    payload: bytes
    payload_type: str
    moment: dt.datetime


def read_bundle(raw: bytes, name: str) -> "Bundle":
    """Read a bundle, unchecked. Raises `InputError`, and `MissingLibrary` without the library."""
    require_library()
    from sigstore.models import Bundle  # noqa: PLC0415 - an optional package

    try:
        with silent():
            return Bundle.from_json(raw)
    except Exception as error:
        message = say("not a sigstore bundle that can be read: {reason}", reason=reason_of(error))
        raise InputError(Problem(message=message, file=name)) from error


def check_signature(bundle: "Bundle", signer: Signer, trust: Path | None = None) -> Signed:
    """Check certificate, signer, log entry and signature of a bundle, and give what was signed.

    Nothing is asked: the proofs are in the bundle and the root is that of the `trust` file, else the one
    that came with the library or that it fetched last. Raises `BadSignatureError`.
    """
    root = _shipped_root() if trust is None else read_trust(trust).trusted_root
    return check_against(bundle, signer, root)


def check_against(bundle: "Bundle", signer: Signer, root: "TrustedRoot") -> Signed:
    """Check a bundle as `check_signature` does, against a root that was opened already."""
    from sigstore.verify import Verifier  # noqa: PLC0415 - an optional package
    from sigstore.verify.policy import Identity  # noqa: PLC0415

    try:
        with silent():
            policy = Identity(identity=signer.identity, issuer=signer.issuer)
            payload_type, payload = Verifier(trusted_root=root).verify_dsse(bundle, policy)
    except Exception as error:
        # What strange bundles make the library raise has no common base; none of it is a success.
        raise BadSignatureError(reason_of(error)) from error
    moment = bundle.signing_certificate.not_valid_before_utc
    return Signed(payload=payload, payload_type=payload_type, moment=moment)


def _shipped_root() -> "TrustedRoot":
    from sigstore.models import ClientTrustConfig  # noqa: PLC0415 - an optional package

    try:
        with silent():
            return ClientTrustConfig.production(offline=True).trusted_root
    except Exception as error:
        message = say(
            "the roots that came with the package sigstore cannot be read: {reason}", reason=reason_of(error)
        )
        raise InputError(Problem(message=message)) from error
