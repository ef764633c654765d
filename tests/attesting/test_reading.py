"""Reading attestations: signed ones with the signer asked for, and everything that is none of ours."""

import json

import pytest
from support.attestations import REPORT, attested, edit
from support.documents import files_in
from support.sigstore_instance import IDENTITY, ISSUER, sigstore_instance

from mrl.attesting import telling
from mrl.attesting.checking import Request, check_attestation
from mrl.attesting.reading import ATTESTATION_LIMIT, read_attestation
from mrl.attesting.telling import remarks
from mrl.errors import InputError, MissingLibrary, MrlError
from mrl.signing.checking import Signer
from mrl.signing.signing import sign
from mrl.verify.record import State

SIGNER = Signer(identity=IDENTITY, issuer=ISSUER)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """Give folder, artifact, bundle and the file to trust, of a release that was signed."""
    folder = tmp_path_factory.mktemp("release")
    documents, artifact, statement = attested(folder)
    with sigstore_instance() as instance:
        trust = instance.write_trust(folder / "trust.json")
        bundle = documents / "attestation.sigstore.json"
        bundle.write_bytes(sign(statement.read_bytes(), instance.token(), trust).content)
        other = json.loads(statement.read_text()) | {"predicateType": "https://slsa.dev/provenance/v1"}
        foreign = sign(json.dumps(other).encode(), instance.token(), trust).content
        (documents / "foreign.sigstore.json").write_bytes(foreign)
    return documents, artifact, bundle, trust


def checked(release, bundle=None, signer=SIGNER):
    documents, artifact, made, trust = release
    request = Request(attestation=bundle or made, artifacts=[artifact], signer=signer, trust=trust)
    return check_attestation(request, documents / REPORT, files_in((documents / REPORT).read_bytes()))


def test_a_signed_statement_holds_and_says_by_whom(release):
    found = checked(release)
    assert (found.holds, found.signature, found.not_given) == (True, "holds", ())
    (said,) = found.checks[0].findings
    assert said.in_english().endswith(f"by {IDENTITY}, for whom {ISSUER} vouches")
    trusted, log, proof = (remark.in_english() for remark in remarks(found))
    assert trusted == f"The signature was checked by what {release[3]} says."
    assert log.endswith("the log itself was not asked.")
    assert proof.startswith("What the signature proves: this signer made")


def test_an_edited_bundle_is_not_even_read(release, tmp_path):
    bundle = json.loads(release[2].read_text())
    bundle["dsseEnvelope"]["payload"] = "bm8="
    (tmp_path / "edited.json").write_text(json.dumps(bundle))
    found = checked(release, tmp_path / "edited.json")
    assert (found.holds, found.signature) == (False, "fails")
    assert [check.state for check in found.checks] == [State.FAILS, State.NOT_CHECKED, State.NOT_CHECKED]
    assert found.checks[0].findings[0].in_english().startswith("the signature does not hold: DSSE")
    assert list(remarks(found)) == []
    assert len(list(telling.findings(found))) == 2


def test_a_signed_statement_needs_a_signer_to_expect(release):
    with pytest.raises(MrlError, match="name who must have signed it with --identity and --issuer"):
        checked(release, signer=None)


def test_a_signed_statement_about_something_else(release):
    with pytest.raises(InputError, match="not about an assessment by mrl: its predicate is 'https://slsa"):
        checked(release, release[0] / "foreign.sigstore.json")


def test_without_the_package_a_signature_cannot_be_checked(release, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(MissingLibrary, match="signatures need the package sigstore"):
        checked(release)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"_type": "https://in-toto.io/Statement/v0.1"}, "its type is 'https://in-toto.io/Statement/v0.1'"),
        ({"_type": None}, "this is neither an in-toto statement nor a bundle of sigstore"),
        ({"predicateType": "https://slsa.dev/provenance/v1"}, "is not about an assessment by mrl"),
        ({"predicateType": None}, "is not about an assessment by mrl: its predicate is None"),
        (
            {"predicateType": "https://example.org/mrl/attestation/assessment/v0"},
            "of a version that is not read here: https://example.org/mrl/attestation/assessment/v0",
        ),
        ({"subject": None}, "the key 'subject' is missing"),
        ({"subject": []}, "subject: "),
        ({"subject": [{"name": "a.jar"}]}, r"subject\.0: the key 'digest' is missing"),
        ({"predicate": {}}, "predicate: the key 'project' is missing"),
    ],
)
def test_a_statement_of_another_form_is_refused(tmp_path, changes, said):
    path = edit(attested(tmp_path)[2], **changes)
    with pytest.raises(InputError, match=said):
        read_attestation(path, None)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not valid JSON"),
        (b"%PDF-1.7", "not valid JSON"),
        (b'{"_type": "https://in-toto.io/Sta', "it was cut short"),
        (b"[]", "neither an in-toto statement nor a bundle"),
        (b'"text"', "neither an in-toto statement nor a bundle"),
        (b"{}", "neither an in-toto statement nor a bundle"),
        (b'{"mediaType": 3}', "neither an in-toto statement nor a bundle"),
        (b'{"_type": 1, "_type": 2}', "stands twice"),
        (b'{"payloadType": "application/vnd.in-toto+json"}', "neither an in-toto statement nor a bundle"),
        (b'{"mediaType": "application/vnd.dev.sigstore.bundle.v9+json"}', "not a sigstore bundle"),
        (b"\xff\xfe", "not a text file"),
    ],
)
def test_what_is_no_statement_is_refused(tmp_path, content, said):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_attestation(tmp_path / "a.json", SIGNER)


def test_a_huge_file_is_not_read(tmp_path):
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(ATTESTATION_LIMIT + 1)
    with pytest.raises(InputError, match="the file has more than the 20000000 bytes that are read"):
        read_attestation(tmp_path / "a.json", None)
