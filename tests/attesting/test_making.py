"""Making a statement: what it says, when it is refused, that its bytes depend on nothing else."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from support import assessments
from support.attestations import ASSESSMENT, REPORT, flip, released
from support.documents import document, scored

from mrl.attesting.making import attest
from mrl.attesting.statement import predicate_of
from mrl.errors import InputError
from mrl.files.writing import canonical_json
from mrl.model.attestation import PREDICATES
from mrl.rendering import render
from mrl.rendering.pdf import pdf_bytes

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "docs" / "schemas" / "assessment-predicate.schema.json").read_text())


@pytest.fixture
def release(tmp_path):
    """Give the folder of the documents and the artifact."""
    return released(tmp_path)


def test_the_statement_names_every_file_by_its_digest(release):
    folder, artifact = release
    content = json.loads(attest(folder, [artifact])[1])
    assert content["_type"] == "https://in-toto.io/Statement/v1"
    files = {ASSESSMENT: folder / ASSESSMENT, REPORT: folder / REPORT, artifact.name: artifact}
    expected = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert {each["name"]: each["digest"]["sha256"] for each in content["subject"]} == expected
    jsonschema.Draft202012Validator(SCHEMA).validate(content["predicate"])


def test_the_same_files_give_the_same_bytes_in_any_order(release, tmp_path):
    folder, artifact = release
    other = tmp_path / "a.zip"
    other.write_bytes(b"zip")
    first = attest(folder, [artifact, other])[1]
    assert attest(folder, [other, artifact, other])[1] == first
    assert first.endswith(b"}\n")


def test_the_type_of_the_predicate_lies_at_the_address_of_the_project():
    address = yaml.safe_load((ROOT / "publiccode.yml").read_text())["url"]
    assert PREDICATES.startswith(f"{address}/")
    assert PREDICATES in (ROOT / "docs" / "attestation.md").read_text()


def test_the_predicate_says_what_the_assessment_says():
    assessment = assessments.partly_answered()
    said = predicate_of(assessment)
    headline, told = assessment.headlines[-1], said.headlines[-1]
    assert headline.level is not None
    assert told.level is not None
    assert (told.lowest, told.highest, told.coverage) == (
        headline.score.lowest,
        headline.score.highest,
        headline.score.coverage,
    )
    assert (told.level.state, told.level.highest) == (headline.level.state, headline.level.highest)
    coverage = said.coverage
    assert coverage.known + coverage.unknown + coverage.not_applicable == len(assessment.criteria)
    assert sum(said.answers.used.values()) + said.answers.unused == len(assessment.answers)
    assert said.answers.overrides == 1
    assert [each.commit for each in said.repositories] == [each.commit for each in assessment.repositories]
    jsonschema.Draft202012Validator(SCHEMA).validate(said.model_dump(mode="json"))


def test_a_report_of_another_assessment_is_refused(release):
    folder, artifact = release
    (folder / ASSESSMENT).write_bytes(canonical_json(assessments.fully_answered()))
    with pytest.raises(InputError, match=r"report\.pdf: it was not made of .*assessment\.json; make it anew"):
        attest(folder, [artifact])


@pytest.mark.parametrize("change", ["flipped", "longer", "shorter"])
def test_a_report_that_is_not_as_it_was_written_is_refused(release, change):
    folder, _ = release
    raw = document()
    flip(folder / REPORT, 5000)
    if change != "flipped":
        (folder / REPORT).write_bytes(raw + b"\n" if change == "longer" else raw[:-2000])
    with pytest.raises(
        InputError, match=r"report\.pdf: these are not the bytes that mrl wrote: .*make it anew"
    ):
        attest(folder, [])


def test_a_pdf_with_nothing_attached_is_refused(release):
    folder, _ = release
    page = '<html lang="en"><title>Another</title><p>Another document'
    (folder / REPORT).write_bytes(pdf_bytes(page, folder, moment=scored().as_of))
    with pytest.raises(InputError, match=r"no assessment\.json is attached to this PDF; make it anew"):
        attest(folder, [])


@pytest.mark.parametrize("name", [ASSESSMENT, REPORT])
def test_a_missing_document_is_named(release, name):
    folder, _ = release
    (folder / name).unlink()
    with pytest.raises(InputError, match=f"{name}: no such file"):
        attest(folder, [])


def test_two_files_of_one_name_are_refused_unless_they_are_alike(release, tmp_path):
    folder, artifact = release
    other = tmp_path / "other" / artifact.name
    other.parent.mkdir()
    other.write_bytes(artifact.read_bytes())
    assert len(attest(folder, [artifact, other])[0].subject) == 3
    other.write_bytes(b"something else")
    with pytest.raises(InputError, match="has the same name and another content"):
        attest(folder, [artifact, other])


def test_a_name_that_is_no_text_is_refused(release, tmp_path):
    folder, _ = release
    path = tmp_path / "\udcff.jar"
    path.touch()
    with pytest.raises(InputError, match="the name of this file is not text in UTF-8"):
        attest(folder, [path])


def test_the_result_is_no_subject_of_itself(release):
    folder, _ = release
    place = folder / "attestation.json"
    place.write_text("an earlier one")
    with pytest.raises(InputError, match="this file is about to be written"):
        attest(folder, [folder / ".." / "out" / "attestation.json"], written=[place])


def test_an_artifact_that_changes_meanwhile_is_refused(release, monkeypatch):
    folder, artifact = release

    def writing(*arguments):
        artifact.write_bytes(b"the build goes on")
        return made(*arguments)

    from mrl.attesting import making  # noqa: PLC0415 - the module is what is patched

    made = making.statement_of
    monkeypatch.setattr(making, "statement_of", writing)
    with pytest.raises(InputError, match=r"services-1\.0\.jar: the file changed or went away"):
        attest(folder, [artifact])


def test_the_french_report_is_attested_alike(release):
    folder, artifact = release
    (folder / REPORT).write_bytes(render(scored(), "pdf", "fr"))
    assert attest(folder, [artifact])[0].predicate == predicate_of(scored())
