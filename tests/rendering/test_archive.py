"""What makes a PDF worth keeping: its attached files, its claims, its seal, and the same bytes each time."""

import datetime as dt
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.documents import attached, document, files_in, reader, scored, small_rubric

from mrl import pipeline
from mrl.files.writing import canonical_json
from mrl.model.branding import Brand, Picture
from mrl.model.document import DocumentFacts
from mrl.rendering.archive import Attachment, is_sealed, sealed_length
from mrl.rendering.attached import document_facts, extras_of
from mrl.rendering.extras import Extras
from mrl.rendering.pdf import pdf_bytes

MOMENT = dt.datetime(2026, 3, 31, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-2)))
PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><p>Words</p>'
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
}


def made(folder: Path, *attachments: Attachment) -> bytes:
    return pdf_bytes(PAGE, folder, moment=MOMENT, attachments=attachments)


def test_assessment_and_rubric_are_attached_byte_for_byte_and_nothing_else() -> None:
    files = files_in(document())
    assert sorted(files) == ["assessment.json", "document.json", "test.yaml"]
    assert files["assessment.json"] == canonical_json(scored())
    assert files["test.yaml"] == small_rubric().document.raw


def test_without_the_rubric_the_document_is_made_all_the_same() -> None:
    files = files_in(pipeline.render(scored(), "pdf", "en", Extras()))
    assert sorted(files) == ["assessment.json", "document.json"]


@pytest.mark.parametrize(
    ("name", "relationship", "media_type"),
    [
        ("assessment.json", "/Data", "/application/json"),
        ("document.json", "/Supplement", "/application/json"),
        ("test.yaml", "/Source", "/application/yaml"),
    ],
)
def test_associated_files_say_what_they_are(name: str, relationship: str, media_type: str) -> None:
    pdf = reader(document("fr"))
    entry = next(each for each in pdf.attachment_list if each.name == name)
    assert entry.associated_file_relationship == relationship
    assert entry.subtype == media_type
    assert entry.description
    assert entry.creation_date == entry.modification_date == scored().as_of
    assert entry.pdf_object["/EF"]["/F"]["/Filter"] == "/FlateDecode"
    associated = [each.get_object() for each in pdf.trailer["/Root"]["/AF"]]
    assert entry.pdf_object in associated


def test_every_date_is_the_moment_that_was_given(tmp_path: Path) -> None:
    file = Attachment(name="a.json", content=b"{}", description="A file", relationship="Data")
    entry = next(iter(reader(made(tmp_path, file)).attachment_list))
    assert entry.creation_date == MOMENT


def test_files_are_listed_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["b.json", "B.json", "a.yaml"]
    files = [Attachment(name=name, content=b"{}", description=name, relationship="Data") for name in names]
    assert list(files_in(made(tmp_path, *files))) == ["B.json", "a.yaml", "b.json"]


def test_both_claims_stand_in_plain_metadata() -> None:
    metadata = reader(document()).trailer["/Root"]["/Metadata"]
    assert "/Filter" not in metadata
    packet = metadata.get_data()
    root = ET.fromstring(packet)  # noqa: S314 - it is our own
    parts = {name: root.find(f".//*[@{{{NAMESPACES[name]}}}part]") for name in ("pdfaid", "pdfuaid")}
    claimed = {
        name: part.get(f"{{{NAMESPACES[name]}}}part") for name, part in parts.items() if part is not None
    }
    assert claimed == {"pdfaid": "3", "pdfuaid": "1"}
    described = [each.text for each in root.iterfind(".//pdfaSchema:namespaceURI", NAMESPACES)]
    assert described == [NAMESPACES["pdfuaid"]]


def test_second_run_gives_the_same_bytes() -> None:
    extras = Extras(rubric=attached(small_rubric()))
    assert pipeline.render(scored(), "pdf", "en", extras) == document()


def test_seal_breaks_with_any_byte() -> None:
    good = document()
    assert is_sealed(good)
    for place in (20, len(good) // 2, len(good) - 2):
        assert not is_sealed(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
    assert not is_sealed(b"%PDF-1.7\n%%EOF\n")


def test_seal_holds_for_what_more_was_added_to() -> None:
    good = document()
    assert sealed_length(good + b"more\n%%EOF\n") == len(good)
    assert sealed_length(good[:-9]) is None


def test_what_a_document_was_given_comes_back_from_its_facts() -> None:
    logo = Picture(
        media_type="image/svg+xml", content=b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    )
    brand = Brand(organisation="Example Town", logo=logo, accent="#7a1f4d", contact="desk@town.example")
    facts = document_facts("assessment", "fr", Extras(branding=brand), {"mrl": "1"})
    read = DocumentFacts.model_validate_json(canonical_json(facts))
    assert read == facts
    assert extras_of(read, None) == Extras(branding=brand)
