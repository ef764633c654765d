"""`mrl attest` and what `mrl verify` makes of it."""

import json

import pytest
from support.attestations import REPORT, flip, released
from support.sigstore_instance import IDENTITY, ISSUER, sigstore_instance

from mrl.verify.record import Outcome, Verification

GITLAB = {"CI": "true", "GITLAB_CI": "true"}
UNSIGNED = "The statement is not signed: it proves nothing about who made it, and anybody could write it."


@pytest.fixture
def release(tmp_path, monkeypatch):
    """Give the release as the current folder."""
    folder, artifact = released(tmp_path)
    monkeypatch.chdir(tmp_path)
    return folder.name, artifact.name


@pytest.fixture
def signing(tmp_path):
    """Give the options and variables that sign with an instance on loopback."""
    with sigstore_instance() as instance:
        trust = instance.write_trust(tmp_path / "trust.json")
        yield ("--trust-config", trust), {**GITLAB, "SIGSTORE_ID_TOKEN": instance.token()}


@pytest.fixture
def quick_verify(monkeypatch):
    """Leave out the checks of the document itself: tests of their own look at those."""

    def nothing(path, _beside):
        from mrl.verify import opening  # noqa: PLC0415 - only where it is used

        with opening.bounded():
            files = opening.open_pdf(path.read_bytes(), str(path)).attached()
        return Verification(file=str(path), checks=()), files

    assert Verification(file="x", checks=()).outcome is Outcome.CONSISTENT
    monkeypatch.setattr("mrl.verify.verify", nothing)


def test_a_statement_is_written_and_said_to_be_unsigned(release, tmp_path, cli_invoke):
    made = cli_invoke("attest", *release)
    assert (made.exit_code, made.stdout.splitlines()) == (0, ["out/attestation.json", UNSIGNED])
    first = (tmp_path / "out" / "attestation.json").read_bytes()
    assert cli_invoke("attest", *release, "--quiet", "--out", "again.json").output == ""
    assert (tmp_path / "again.json").read_bytes() == first


def test_made_verified_and_refused_after_one_byte(release, tmp_path, cli_invoke):
    cli_invoke("attest", *release)
    arguments = (
        "verify",
        "out/report.pdf",
        "--attestation",
        "out/attestation.json",
        "--artifact",
        release[1],
    )
    found = cli_invoke(*arguments)
    assert found.exit_code == 0, found.output
    assert "out/attestation.json holds for what was given" in found.stdout.splitlines()
    assert UNSIGNED in found.stdout.splitlines()
    flip(tmp_path / "out" / REPORT, 5000)
    broken = cli_invoke(*arguments)
    assert broken.exit_code == 1
    assert "out/attestation.json does not hold for what was given" in broken.stdout.splitlines()
    assert (
        "out/report.pdf is not the file that the statement is about: its SHA-256 is another" in broken.stdout
    )


def test_a_signed_statement(release, signing, quick_verify, cli_invoke):
    assert quick_verify is None
    options, environment = signing
    made = cli_invoke("attest", *release, "--sign", *options, env=environment)
    assert (made.exit_code, made.stdout.splitlines()) == (
        0,
        [
            "out/attestation.json",
            "out/attestation.sigstore.json",
            f"signed by {IDENTITY}, for whom {ISSUER} vouches",
        ],
    )
    bundle = ("verify", "out/report.pdf", "--attestation", "out/attestation.sigstore.json", *options)
    found = cli_invoke(*bundle, "--identity", IDENTITY, "--issuer", ISSUER, "--json")
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)["attestation"]
    assert (told["signature"], told["holds"], told["not_given"]) == ("holds", True, [release[1]])
    other = cli_invoke(*bundle, "--identity", "somebody", "--issuer", ISSUER)
    assert other.exit_code == 1
    assert "the signature does not hold: Certificate's SANs do not match somebody" in other.stdout
    nobody = cli_invoke(*bundle)
    assert nobody.exit_code == 2
    assert "name who must have signed it with --identity and --issuer" in nobody.stderr


def test_without_an_identity_it_is_unsigned_or_nothing(release, tmp_path, cli_invoke):
    (tmp_path / "out" / "attestation.sigstore.json").write_text("an earlier one")
    made = cli_invoke("attest", *release, "--sign", env=GITLAB)
    assert made.exit_code == 0
    first, second = made.stderr.splitlines()
    assert first.startswith("mrl: not signed: the GitLab job has no SIGSTORE_ID_TOKEN; give it one with")
    assert second == "mrl: out/attestation.sigstore.json is of an earlier run"
    (tmp_path / "out" / "attestation.json").unlink()
    refused = cli_invoke("attest", *release, "--sign-required")
    assert refused.exit_code == 2
    assert refused.stderr == (
        "mrl: not signed: this is no CI job, and only those are given an identity to sign with; "
        "nothing was written\n"
    )
    assert not (tmp_path / "out" / "attestation.json").exists()


def test_a_failed_signature_writes_nothing(release, tmp_path, cli_invoke):
    with sigstore_instance() as instance:
        options = ("--trust-config", instance.write_trust(tmp_path / "trust.json"))
        environment = {**GITLAB, "SIGSTORE_ID_TOKEN": instance.token()}
    refused = cli_invoke("attest", *release, "--sign", *options, env=environment)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("mrl: signing failed: ")
    assert environment["SIGSTORE_ID_TOKEN"] not in refused.output
    assert not (tmp_path / "out" / "attestation.json").exists()


def test_json_names_subjects_and_signer(release, signing, cli_invoke):
    options, environment = signing
    made = json.loads(cli_invoke("attest", *release, "--sign", "--json", *options, env=environment).stdout)
    assert made["signer"] == {"identity": IDENTITY, "issuer": ISSUER}
    assert sorted(made["subjects"]) == ["assessment.json", "report.pdf", "services-1.0.jar"]
    assert json.loads(cli_invoke("attest", *release, "--json").stdout)["signer"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--artifact", "a.jar"], "--artifact, --identity, --issuer, --trust-config go with --attestation"),
        (["--attestation", "a.json", "--identity", "x"], "--identity and --issuer go together"),
        (["--attestation", "a.json", "--issuer", "x"], "--identity and --issuer go together"),
    ],
)
def test_options_that_go_together(release, cli_invoke, arguments, said):
    refused = cli_invoke("verify", "out/report.pdf", *arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert release


def test_french(release, quick_verify, cli_invoke):
    assert quick_verify is None
    cli_invoke("attest", *release, "-q")
    found = cli_invoke("verify", "out/report.pdf", "--attestation", "out/attestation.json", "--lang", "fr")
    assert found.exit_code == 0
    assert "out/attestation.json est valable pour ce qui a été fourni" in found.stdout
    assert "elle ne prouve rien sur son auteur" in found.stdout
    missing = cli_invoke("attest", "out", "none.jar", "--lang", "fr")
    assert "none.jar" in missing.stderr
    assert "fichier introuvable" in missing.stderr
