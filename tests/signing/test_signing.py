"""Signing and checking with the real library, against a small sigstore of our own on loopback."""

import json
from base64 import b64decode, b64encode

import pytest
from support.http_server import of_json
from support.sigstore_instance import IDENTITY, ISSUER, sigstore_instance

from mrl.errors import InputError, MissingLibrary
from mrl.signing.checking import BadSignatureError, Signer, check_signature, read_bundle
from mrl.signing.signing import SigningError, sign

STATEMENT = json.dumps(
    {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "a.jar", "digest": {"sha256": "0" * 64}}],
        "predicateType": "https://example.org/anything",
        "predicate": {},
    }
).encode()
SIGNER = Signer(identity=IDENTITY, issuer=ISSUER)
FULCIO, REKOR = "/api/v2/signingCert", "/api/v1/log/entries"


@pytest.fixture
def instance():
    """Give a sigstore that runs."""
    with sigstore_instance() as running:
        yield running


@pytest.fixture
def trust(instance, tmp_path):
    """Give the file that tells to trust it."""
    return instance.write_trust(tmp_path / "trust.json")


def changed(content, change):
    """Give a bundle in which `change` edited the parts."""
    bundle = json.loads(content)
    change(bundle)
    return read_bundle(json.dumps(bundle).encode(), "bundle")


def test_what_is_signed_is_found_to_be(instance, trust):
    made = sign(STATEMENT, instance.token(), trust)
    assert made.signer == SIGNER
    assert [each.path for each in instance.requests] == [FULCIO, REKOR]
    before = len(instance.requests)
    found = check_signature(read_bundle(made.content, "bundle"), SIGNER, trust)
    assert (found.payload, found.payload_type) == (STATEMENT, "application/vnd.in-toto+json")
    assert found.moment == instance.now
    assert len(instance.requests) == before


@pytest.mark.parametrize(
    ("signer", "said"),
    [
        (Signer(identity="somebody else", issuer=ISSUER), "SANs do not match"),
        (Signer(identity=IDENTITY, issuer="https://other.example.org"), "OIDCIssuer does not match"),
    ],
)
def test_another_signer_is_refused(instance, trust, signer, said):
    bundle = read_bundle(sign(STATEMENT, instance.token(), trust).content, "bundle")
    with pytest.raises(BadSignatureError, match=said):
        check_signature(bundle, signer, trust)


def test_another_root_is_refused(instance, trust, tmp_path):
    bundle = read_bundle(sign(STATEMENT, instance.token(), trust).content, "bundle")
    with sigstore_instance() as other, pytest.raises(BadSignatureError):
        check_signature(bundle, SIGNER, other.write_trust(tmp_path / "other.json"))


def test_the_public_roots_know_no_instance_of_ours(instance, trust):
    bundle = read_bundle(sign(STATEMENT, instance.token(), trust).content, "bundle")
    with pytest.raises(BadSignatureError, match="certificate chain"):
        check_signature(bundle, SIGNER)


def edit_statement(bundle):
    envelope = bundle["dsseEnvelope"]
    envelope["payload"] = b64encode(b64decode(envelope["payload"]).replace(b"a.jar", b"b.jar")).decode()


def edit_type(bundle):
    bundle["dsseEnvelope"]["payloadType"] = "text/plain"


def edit_log_entry(bundle):
    entry = bundle["verificationMaterial"]["tlogEntries"][0]
    body = b64decode(entry["canonicalizedBody"])
    entry["canonicalizedBody"] = b64encode(body.replace(b'"sha256"', b'"sha255"', 1)).decode()


def edit_time(bundle):
    entry = bundle["verificationMaterial"]["tlogEntries"][0]
    entry["integratedTime"] = str(int(entry["integratedTime"]) + 60)


def edit_checkpoint(bundle):
    proof = bundle["verificationMaterial"]["tlogEntries"][0]["inclusionProof"]
    proof["checkpoint"]["envelope"] = proof["checkpoint"]["envelope"].replace("- 1\n2\n", "- 1\n3\n")


def take_promise_away(bundle):
    certificate = bundle["verificationMaterial"]["certificate"]
    raw = bytearray(b64decode(certificate["rawBytes"]))
    raw[-1] ^= 1
    certificate["rawBytes"] = b64encode(bytes(raw)).decode()


@pytest.mark.parametrize(
    "edit",
    [edit_statement, edit_type, edit_log_entry, edit_time, edit_checkpoint, take_promise_away],
    ids=lambda edit: edit.__name__,
)
def test_what_is_edited_after_signing_does_not_hold(instance, trust, edit):
    content = sign(STATEMENT, instance.token(), trust).content
    with pytest.raises(BadSignatureError):
        check_signature(changed(content, edit), SIGNER, trust)


def test_a_certificate_that_no_log_promised_does_not_hold(instance, trust, tmp_path):
    content = sign(STATEMENT, instance.token(), trust).content
    settings = json.loads(trust.read_text())
    settings["trustedRoot"]["ctlogs"] = settings["trustedRoot"]["tlogs"]
    (tmp_path / "other.json").write_text(json.dumps(settings))
    with pytest.raises(BadSignatureError, match="SCT"):
        check_signature(read_bundle(content, "bundle"), SIGNER, tmp_path / "other.json")


@pytest.mark.parametrize("path", [FULCIO, REKOR])
@pytest.mark.parametrize("status", [400, 500])
def test_a_service_that_refuses_is_a_failure_without_the_token(instance, trust, path, status):
    token = instance.token()
    instance.refuses[path] = of_json({"code": status, "message": f"no, not with {token}"}, status)
    with pytest.raises(SigningError, match="signing failed: ") as caught:
        sign(STATEMENT, token, trust)
    assert token not in str(caught.value)


def test_a_log_that_proves_nothing_is_a_failure(instance, trust):
    other = sigstore_instance()
    with other as stranger:
        instance.log_key = stranger.log_key
        with pytest.raises(SigningError, match="the signature that was made does not hold"):
            sign(STATEMENT, instance.token(), trust)


@pytest.mark.parametrize("claims", [{"exp": 1}, {"aud": "other"}, {"iss": None}])
def test_a_token_that_is_not_for_sigstore_is_a_failure(instance, trust, claims):
    with pytest.raises(SigningError, match="Identity token"):
        sign(STATEMENT, instance.token(**claims), trust)
    assert instance.requests == []


@pytest.mark.parametrize(
    "raw", [b"{}", b"[]", b'{"mediaType": "application/vnd.dev.sigstore.bundle+json;version=9"}']
)
def test_what_is_no_bundle_is_refused(raw):
    with pytest.raises(InputError, match="not a sigstore bundle that can be read"):
        read_bundle(raw, "bundle")


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"mediaType": "x"}'])
def test_what_is_no_trust_configuration_is_refused(tmp_path, text):
    (tmp_path / "trust.json").write_text(text)
    with pytest.raises(InputError, match=r"trust\.json: not a trust configuration of sigstore"):
        sign(STATEMENT, "token", tmp_path / "trust.json")


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    for attempt in (lambda: sign(STATEMENT, "token"), lambda: read_bundle(b"{}", "bundle")):
        with pytest.raises(MissingLibrary, match=r"pip install 'mrl-assess\[sigstore\]'"):
            attempt()
