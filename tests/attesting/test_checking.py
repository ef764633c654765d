"""Checking a bare statement: what holds, what does not, and what is said of it."""

import json

import pytest
from support import assessments
from support.attestations import REPORT, attested, edit, flip
from support.documents import files_in
from support.sigstore_instance import IDENTITY, ISSUER

from mrl.attesting.checking import Request, check_attestation
from mrl.attesting.telling import conclusion, remarks
from mrl.files.writing import canonical_json
from mrl.signing.checking import Signer
from mrl.verify.record import State


@pytest.fixture
def release(tmp_path):
    """Give documents' folder, artifact and statement."""
    return attested(tmp_path)


def checked(release, *artifacts, **settings):
    """Check the statement of a release against its report."""
    folder, _, statement = release
    request = Request(attestation=statement, artifacts=artifacts, **settings)
    return check_attestation(request, folder / REPORT, files_in_report(release))


def files_in_report(release):
    return files_in((release[0] / REPORT).read_bytes())


def findings(found, state):
    """Give what was said of the checks in a state."""
    return [
        finding.in_english() for check in found.checks if check.state is state for finding in check.findings
    ]


def test_what_belongs_together_holds(release):
    found = checked(release, release[1])
    assert found.holds
    assert findings(found, State.HOLDS) == [
        f"{release[0] / REPORT} is one of the files that the statement is about",
        f"{release[1]} is one of the files that the statement is about",
        "what the statement says is what the assessment in the report says",
    ]
    said = [remark.in_english() for remark in remarks(found)]
    assert said == [
        "The statement is not signed: it proves nothing about who made it, and anybody could write it."
    ]


def test_files_that_are_not_given_are_named(release):
    found = checked(release)
    assert found.holds
    assert next(remarks(found)).in_english() == "Not given, so not compared: services-1.0.jar"


def test_a_renamed_file_is_known_by_its_digest(release):
    assert checked(release, release[1].rename(release[1].with_name("elsewhere.jar"))).holds


@pytest.mark.parametrize("place", [20, 5000, -50])
def test_one_byte_of_the_report_is_enough(release, place):
    attached = files_in_report(release)
    report = flip(release[0] / REPORT, place)
    found = check_attestation(Request(attestation=release[2]), report, attached)
    assert not found.holds
    assert findings(found, State.FAILS) == [
        f"{report} is not the file that the statement is about: its SHA-256 is another"
    ]
    assert conclusion(found).in_english() == f"{release[2]} does not hold for what was given"
    assert found.not_given == (release[1].name,)


def test_one_byte_of_an_artifact_is_enough(release):
    found = checked(release, flip(release[1], 0))
    assert findings(found, State.FAILS) == [
        f"{release[1]} is not the file that the statement is about: its SHA-256 is another"
    ]


def test_a_file_that_nobody_attested(release, tmp_path):
    (tmp_path / "stranger.jar").write_bytes(b"x")
    found = checked(release, tmp_path / "stranger.jar")
    assert findings(found, State.FAILS) == [f"the statement says nothing about {tmp_path / 'stranger.jar'}"]


def test_a_subject_taken_out_is_missed(release):
    subjects = json.loads(release[2].read_text())["subject"]
    edit(release[2], subject=[each for each in subjects if each["name"] != release[1].name])
    assert findings(checked(release, release[1]), State.FAILS) == [
        f"the statement says nothing about {release[1]}"
    ]


def test_a_digest_by_another_algorithm_cannot_be_compared(release):
    subjects = json.loads(release[2].read_text())["subject"]
    named = [
        {**each, "digest": {"blake3": "00"}} if each["name"] == release[1].name else each for each in subjects
    ]
    edit(release[2], subject=named)
    found = checked(release, release[1])
    assert findings(found, State.NOT_CHECKED) == [
        f"{release[1]}: SHA-256 is compared, and the statement has blake3 only"
    ]
    assert conclusion(found).in_english().endswith("nothing fails, but not everything could be checked")


def test_an_edited_figure_is_named(release):
    predicate = json.loads(release[2].read_text())["predicate"]
    predicate["headlines"][0]["highest"] = 10.0
    predicate["rubric"]["version"] = "9.9"
    edit(release[2], predicate=predicate)
    (said,) = findings(checked(release), State.FAILS)
    assert said.endswith("than the assessment in the report: headlines.0.highest, rubric.version")


def test_another_assessment_in_the_report(release):
    attached = {**files_in_report(release), "assessment.json": canonical_json(assessments.fully_answered())}
    found = check_attestation(Request(attestation=release[2]), release[0] / REPORT, attached)
    assert findings(found, State.FAILS) == [
        "the statement is about another assessment than the one in the report"
    ]


@pytest.mark.parametrize("raw", [None, b"{}", b"\xff"])
def test_a_report_without_an_assessment_leaves_the_figures_open(release, raw):
    attached = {} if raw is None else {"assessment.json": raw}
    found = check_attestation(Request(attestation=release[2]), release[0] / REPORT, attached)
    assert findings(found, State.NOT_CHECKED) == ["the report holds no assessment that can be read"]


def test_keys_of_a_later_version_are_left_alone_and_named(release):
    content = json.loads(release[2].read_text())
    content["predicate"]["headlines"][0]["trend"] = "up"
    content["subject"][0]["mediaType"] = "application/json"
    release[2].write_text(json.dumps(content))
    found = checked(release, release[1])
    assert found.holds
    assert next(remarks(found)).in_english() == (
        "The statement also says what this version of mrl does not know: "
        "predicate.headlines.0.trend, subject.0.mediaType"
    )


def test_a_bare_statement_never_passes_for_a_signed_one(release):
    found = checked(release, signer=Signer(identity=IDENTITY, issuer=ISSUER))
    assert findings(found, State.FAILS) == ["the statement is not signed, by this signer or anybody else"]
    assert found.signature == "none"


def test_a_statement_with_many_subjects_is_told_in_one_line(release):
    subjects = json.loads(release[2].read_text())["subject"]
    subjects += [{"name": f"{index}.jar", "digest": {"sha256": "0" * 64}} for index in range(500)]
    edit(release[2], subject=subjects)
    found = checked(release, release[1])
    assert found.holds
    assert next(remarks(found)).in_english().endswith("8.jar, 9.jar, ...")
