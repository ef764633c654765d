"""A small sigstore of its own on loopback: certificate authority, certificate log, signature log, CI tokens.

It follows the public descriptions (RFC 6962 for both logs, Fulcio's and Rekor's v1 interfaces) as far as one
signature needs. Its keys are made anew each time, and the client is the real library, which checks all of it.
"""

import base64
import contextlib
import datetime as dt
import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from support.http_server import HttpServer, Reply, Seen, of_json

IDENTITY = "https://forge.example.org/town/services/.ci/release.yml@refs/tags/v1.0"
ISSUER = "https://forge.example.org"
_SCT_LIST = x509.ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2")
_ISSUER_NAME = x509.ObjectIdentifier("1.3.6.1.4.1.57264.1.1")
_TEN_MINUTES = dt.timedelta(minutes=10)
_LOG_NAME = "rekor.example.org"


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _sign(key: ec.EllipticCurvePrivateKey, content: bytes) -> bytes:
    return key.sign(content, ec.ECDSA(hashes.SHA256()))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class SigstoreInstance:
    """Keys, root certificate and the log's one earlier entry; `url` is where it answers."""

    url: str
    requests: list[Seen]
    refuses: dict[str, Reply] = field(default_factory=dict)
    """Path to an answer that takes the place of the right one."""
    now: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC).replace(microsecond=0))
    ca_key: ec.EllipticCurvePrivateKey = field(default_factory=_new_key)
    certificate_log_key: ec.EllipticCurvePrivateKey = field(default_factory=_new_key)
    log_key: ec.EllipticCurvePrivateKey = field(default_factory=_new_key)

    def __post_init__(self) -> None:
        self.root = self._make_root()

    def token(self, **claims: Any) -> str:
        """Give a token as a CI gives its jobs; what it is signed with only a real authority would check."""
        seconds = int(self.now.timestamp())
        known = {"iss": ISSUER, "sub": IDENTITY, "aud": "sigstore", "iat": seconds - 5, "exp": seconds + 600}
        said = {name: value for name, value in (known | claims).items() if value is not None}
        return jwt.encode(said, "of no importance here, but long enough", algorithm="HS256")

    def write_trust(self, path: Path) -> Path:
        """Write the file that tells a client to trust and to use this instance."""
        path.write_text(json.dumps(self.trust()))
        return path

    def trust(self) -> dict[str, Any]:
        """Give the trust configuration of this instance."""
        since = {"start": "2020-01-01T00:00:00Z"}
        root = self.root.public_bytes(serialization.Encoding.DER)
        service = {"url": self.url, "majorApiVersion": 1, "validFor": since, "operator": "example.org"}
        return {
            "mediaType": "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json",
            "trustedRoot": {
                "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
                "tlogs": [self._log(self.log_key, since)],
                "certificateAuthorities": [
                    {
                        "subject": {"organization": "example.org", "commonName": "Example root"},
                        "uri": self.url,
                        "certChain": {"certificates": [{"rawBytes": _text(root)}]},
                        "validFor": since,
                    }
                ],
                "ctlogs": [self._log(self.certificate_log_key, since)],
                "timestampAuthorities": [],
            },
            "signingConfig": {
                "mediaType": "application/vnd.dev.sigstore.signingconfig.v0.2+json",
                "caUrls": [service],
                "oidcUrls": [],
                "rekorTlogUrls": [service],
                "rekorTlogConfig": {"selector": "ANY"},
                "tsaUrls": [],
                "tsaConfig": {"selector": "ANY"},
            },
        }

    def _log(self, key: ec.EllipticCurvePrivateKey, since: dict[str, str]) -> dict[str, Any]:
        details = {"rawBytes": _text(_der(key)), "keyDetails": "PKIX_ECDSA_P256_SHA_256", "validFor": since}
        return {
            "baseUrl": self.url,
            "hashAlgorithm": "SHA2_256",
            "publicKey": details,
            "logId": {"keyId": _text(hashlib.sha256(_der(key)).digest())},
        }

    def answer(self, seen: Seen) -> Reply | None:
        """Answer a request as the service does."""
        path = seen.path.partition("?")[0]
        if path in self.refuses:
            return self.refuses[path]
        if path == "/token" and seen.headers.get("authorization") == "bearer of the job":
            return of_json({"value": self.token()})
        if path == "/api/v2/signingCert":
            return of_json(self._certify(seen))
        if path == "/api/v1/log/entries":
            return of_json(self._enter(json.loads(seen.body)), 201)
        return None

    def _make_root(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Example root")])
        usage = _key_usage(signs_certificates=True)
        return (
            x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=self.ca_key.public_key())
            .serial_number(1)
            .not_valid_before(self.now - dt.timedelta(days=1))
            .not_valid_after(self.now + dt.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(self.ca_key.public_key()), critical=False
            )
            .sign(self.ca_key, hashes.SHA256())
        )

    def _certify(self, seen: Seen) -> dict[str, Any]:
        """Give a certificate to whom the token names, with the promise of the certificate log in it."""
        token = seen.headers["authorization"].removeprefix("Bearer ")
        claims = jwt.decode(token, options={"verify_signature": False})
        request = base64.b64decode(json.loads(seen.body)["certificateSigningRequest"])
        asked = x509.load_pem_x509_csr(request)
        assert asked.is_signature_valid
        builder = self._leaf(asked, claims)
        before = builder.sign(self.ca_key, hashes.SHA256())
        promise = x509.UnrecognizedExtension(_SCT_LIST, self._promise(before.tbs_certificate_bytes))
        leaf = builder.add_extension(promise, critical=False).sign(self.ca_key, hashes.SHA256())
        chain = [each.public_bytes(serialization.Encoding.PEM).decode() for each in (leaf, self.root)]
        return {"signedCertificateEmbeddedSct": {"chain": {"certificates": chain}}}

    def _leaf(self, asked: x509.CertificateSigningRequest, claims: dict[str, str]) -> x509.CertificateBuilder:
        key = asked.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.ca_key.public_key())
        names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(claims["sub"])])
        issuer = x509.UnrecognizedExtension(_ISSUER_NAME, claims["iss"].encode())
        purpose = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CODE_SIGNING])
        return (
            x509.CertificateBuilder(issuer_name=self.root.subject, subject_name=x509.Name([]), public_key=key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.now)
            .not_valid_after(self.now + _TEN_MINUTES)
            .add_extension(_key_usage(signs_certificates=False), critical=True)
            .add_extension(purpose, critical=False)
            .add_extension(authority, critical=False)
            .add_extension(names, critical=True)
            .add_extension(issuer, critical=False)
        )

    def _promise(self, certificate: bytes) -> bytes:
        """Sign that a certificate will be logged (RFC 6962, 3.2 and 3.3), as the extension holds it."""
        moment = struct.pack("!Q", int(self.now.timestamp() * 1000))
        of_issuer = hashlib.sha256(_der(self.ca_key)).digest()
        entry = b"\x00\x01" + of_issuer + len(certificate).to_bytes(3, "big") + certificate
        signature = _sign(self.certificate_log_key, b"\x00\x00" + moment + entry + b"\x00\x00")
        log = hashlib.sha256(_der(self.certificate_log_key)).digest()
        promise = b"\x00" + log + moment + b"\x00\x00" + b"\x04\x03" + _counted(signature)
        return _octets(_counted(_counted(promise)))

    def _enter(self, proposed: dict[str, Any]) -> dict[str, Any]:
        """Put a signed envelope into the log, as the second entry, and prove that it is there."""
        content = proposed["spec"]["proposedContent"]
        envelope = json.loads(content["envelope"])
        signature = envelope["signatures"][0]["sig"]
        body = rfc8785.dumps(
            {
                "apiVersion": "0.0.1",
                "kind": "dsse",
                "spec": {
                    "envelopeHash": _sha256(content["envelope"].encode()),
                    "payloadHash": _sha256(base64.b64decode(envelope["payload"])),
                    "signatures": [{"signature": signature, "verifier": content["verifiers"][0]}],
                },
            }
        )
        return {"1" * 64: self._logged(body)}

    def _logged(self, body: bytes) -> dict[str, Any]:
        log = hashlib.sha256(_der(self.log_key)).digest()
        entry = {
            "body": _text(body),
            "integratedTime": int(self.now.timestamp()),
            "logID": log.hex(),
            "logIndex": 1,
        }
        first = hashlib.sha256(b"\x00the entry before").digest()
        root = hashlib.sha256(b"\x01" + first + hashlib.sha256(b"\x00" + body).digest()).digest()
        proof = {
            "logIndex": 1,
            "treeSize": 2,
            "rootHash": root.hex(),
            "hashes": [first.hex()],
            "checkpoint": self._checkpoint(root, log),
        }
        promise = _text(_sign(self.log_key, rfc8785.dumps(entry)))
        return entry | {"verification": {"signedEntryTimestamp": promise, "inclusionProof": proof}}

    def _checkpoint(self, root: bytes, log: bytes) -> str:
        """Sign the state of the log, as a note of C2SP (signed-note, tlog-checkpoint)."""
        note = f"{_LOG_NAME} - 1\n2\n{_text(root)}\n"
        signature = _text(log[:4] + _sign(self.log_key, note.encode()))
        return f"{note}\n\N{EM DASH} {_LOG_NAME} {signature}\n"


def _sha256(content: bytes) -> dict[str, str]:
    return {"algorithm": "sha256", "value": hashlib.sha256(content).hexdigest()}


def _counted(content: bytes) -> bytes:
    return len(content).to_bytes(2, "big") + content


def _octets(content: bytes) -> bytes:
    """Wrap bytes as an OCTET STRING of less than 256 bytes."""
    size = len(content)
    return b"\x04" + (bytes([size]) if size < 128 else bytes([0x81, size])) + content


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


@contextlib.contextmanager
def sigstore_instance() -> Iterator[SigstoreInstance]:
    """Serve an instance until the block ends."""
    with HttpServer.serving() as server:
        instance = SigstoreInstance(url=server.url, requests=server.requests)
        server.rule(instance.answer)
        yield instance
