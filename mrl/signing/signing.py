"""Signing a statement by sigstore with the identity of a CI job."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mrl.errors import MrlError
from mrl.model.base import say
from mrl.signing.checking import BadSignatureError, Signer, check_against
from mrl.signing.library import read_trust, reason_of, require_library, silent

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from sigstore.models import Bundle, ClientTrustConfig

_ISSUER = "1.3.6.1.4.1.57264.1.1"
"""Where a certificate says who vouches for the identity (sigstore's registry of OIDs)."""


class SigningError(MrlError):
    """The statement could not be signed, though there is an identity."""


@dataclass(frozen=True, kw_only=True)
class SignedBundle:
    """A bundle as it goes into its file, and whom it will be found to be signed by."""

    content: bytes
    signer: Signer


def sign(statement: bytes, token: str, trust: Path | None = None) -> SignedBundle:
    """Sign the bytes of a statement and check the result as its readers will.

    `trust` is a file of a sigstore of one's own; without it the public one signs. Raises `SigningError`,
    and `MissingLibrary` without the library.
    """
    require_library()
    config = None if trust is None else read_trust(trust)
    try:
        with silent():
            config = config or _public()
            bundle = _signed(statement, token, config)
            signer = _signer(bundle.signing_certificate)
        checked = check_against(bundle, signer, config.trusted_root)
    except BadSignatureError as error:
        raise SigningError(
            say("the signature that was made does not hold: {reason}", reason=error.reason)
        ) from error
    except Exception as error:
        # Services, connections and the library itself fail with errors that have no common base.
        reason = reason_of(error, token)
        raise SigningError(say("signing failed: {reason}", reason=reason)) from error
    if checked.payload != statement:
        raise SigningError(say("the signature that was made is not about the statement"))
    return SignedBundle(content=f"{bundle.to_json()}\n".encode(), signer=signer)


def _public() -> "ClientTrustConfig":
    from sigstore.models import ClientTrustConfig  # noqa: PLC0415 - an optional package

    return ClientTrustConfig.production()


def _signed(statement: bytes, token: str, config: "ClientTrustConfig") -> "Bundle":
    from sigstore.dsse import Statement  # noqa: PLC0415 - an optional package
    from sigstore.oidc import IdentityToken  # noqa: PLC0415
    from sigstore.sign import SigningContext  # noqa: PLC0415

    context = SigningContext.from_trust_config(config)
    with context.signer(IdentityToken(token)) as signer:
        return signer.sign_dsse(Statement(statement))


def _signer(certificate: "Certificate") -> Signer:
    """Read from a certificate who it says has signed."""
    from cryptography import x509  # noqa: PLC0415 - comes with sigstore

    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    identities = [
        *names.get_values_for_type(x509.UniformResourceIdentifier),
        *names.get_values_for_type(x509.RFC822Name),
    ]
    issuer = certificate.extensions.get_extension_for_oid(x509.ObjectIdentifier(_ISSUER)).value
    if not identities or not isinstance(issuer, x509.UnrecognizedExtension):
        raise ValueError("the certificate names no signer")
    return Signer(identity=identities[0], issuer=issuer.value.decode())
