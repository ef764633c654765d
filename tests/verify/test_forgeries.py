"""Forgeries, each sealed again, under the versions of here and under versions that the forger claims."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.documents import document, dossier_document, portfolio_document
from support.forgeries import FORGERIES, RAW_FORGERIES, forged
from support.rebuilding import made_with, rebuilt
from support.verifying import remembering

from mrl import editions
from mrl.errors import InputError
from mrl.rendering.archive import NO_SEAL, sealed
from mrl.verify import Beside, verify
from mrl.verify.record import Outcome

ALL = sorted({*FORGERIES, *RAW_FORGERIES})
SOME = ["a drawing over the score", "a script on opening", "a white box", "another figure", "saved by pypdf"]
"""Of the same versions any other byte is refused; what matters more are those that claim others."""
UNREADABLE = {"a password", "no password"}
EXPLAINED_BY_LAYOUT = {
    "a drawing over the score",
    "a page twice",
    "a white box",
    "another figure",
    "another order of pages",
}
"""Where things stand on pages may honestly depend on the libraries: told, page by page, and not refused."""
EXPLAINED_BY_DESIGN = EXPLAINED_BY_LAYOUT | {
    "a letter of another width",
    "a place elsewhere",
    "a state of drawing",
    "another bookmark",
    "another font file",
    "another text for reading aloud",
    "seal only",
}


@pytest.fixture(autouse=True)
def _remembering() -> Iterator[None]:
    with remembering():
        yield


def outcome(content: bytes, folder: Path) -> Outcome:
    path = folder / "report.pdf"
    path.write_bytes(content)
    try:
        return verify(path, Beside(rubrics=editions.Rubrics()))[0].outcome
    except InputError:
        return Outcome.UNREADABLE


def test_there_are_many() -> None:
    assert len(ALL) > 80


def test_honest_document(tmp_path: Path) -> None:
    assert outcome(document(), tmp_path) is Outcome.CONSISTENT


def test_honest_document_of_other_versions(tmp_path: Path) -> None:
    assert outcome(rebuilt(document(), made_with(zlib="1.0")), tmp_path) is Outcome.INCOMPLETE


@pytest.mark.parametrize("name", SOME)
def test_forgery(name: str, tmp_path: Path) -> None:
    assert outcome(forged(document(), name), tmp_path) is Outcome.INCONSISTENT


@pytest.mark.integration
@pytest.mark.parametrize("name", ALL)
def test_forgery_of_any_kind(name: str, tmp_path: Path) -> None:
    expected = Outcome.UNREADABLE if name in UNREADABLE else Outcome.INCONSISTENT
    assert outcome(forged(document(), name), tmp_path) is expected


@pytest.mark.parametrize("name", ALL)
def test_forgery_that_claims_another_mrl(name: str, tmp_path: Path) -> None:
    found = outcome(forged(document(), name, made_with(mrl="0.0.1", design="other", pango="1")), tmp_path)
    assert found is not Outcome.CONSISTENT
    assert found is not Outcome.INCOMPLETE or name in EXPLAINED_BY_DESIGN


@pytest.mark.soak
@pytest.mark.parametrize("claimed", ["zlib", "pydyf", "fonttools", "pango", "harfbuzz", "weasyprint", "none"])
@pytest.mark.parametrize("name", ALL)
def test_forgery_that_claims_another_library(name: str, claimed: str, tmp_path: Path) -> None:
    found = outcome(forged(document(), name, made_with(**{claimed: "0.1"})), tmp_path)
    assert found is not Outcome.CONSISTENT
    allowed = EXPLAINED_BY_DESIGN if claimed in {"pango", "harfbuzz", "pydyf", "weasyprint"} else set()
    of_any_library = {"another font file", "seal only", "a place elsewhere"}
    assert found is not Outcome.INCOMPLETE or name in allowed | of_any_library


@pytest.mark.parametrize("make", [dossier_document, portfolio_document])
@pytest.mark.parametrize(
    "name", ["a stamp", "a script on opening", "a picture over the score", "a white box"]
)
def test_other_kinds_of_documents(name: str, make: object, tmp_path: Path) -> None:
    assert callable(make)
    assert outcome(forged(make(), name), tmp_path) is Outcome.INCONSISTENT


@pytest.mark.parametrize("content", [b"<html></html>", b"{}", b"a,b\n", b"# Report\n"])
def test_other_formats_are_not_taken(content: bytes, tmp_path: Path) -> None:
    assert outcome(content, tmp_path) is Outcome.UNREADABLE


@pytest.mark.integration
@pytest.mark.parametrize(
    "command",
    [
        ["qpdf", "{here}", "{there}"],
        ["qpdf", "--object-streams=generate", "{here}", "{there}"],
        ["qpdf", "--linearize", "{here}", "{there}"],
        ["mutool", "clean", "{here}", "{there}"],
        ["mutool", "clean", "-gggg", "-z", "{here}", "{there}"],
    ],
)
@pytest.mark.parametrize("seal", [False, True])
def test_saved_by_another_program(command: list[str], seal: bool, tmp_path: Path) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    here, there = tmp_path / "here.pdf", tmp_path / "there.pdf"
    here.write_bytes(document())
    places = {"{here}": str(here), "{there}": str(there)}
    subprocess.run([places.get(word, word) for word in command], check=True, capture_output=True)
    saved = there.read_bytes()
    assert outcome(with_seal(saved) if seal else saved, tmp_path) is Outcome.INCONSISTENT


def with_seal(pdf: bytes) -> bytes:
    """Write the identifier as mrl does, and seal the file."""
    place = rb"/ID ?\[ ?[<(][^\]]*\]"
    return sealed(re.sub(place, b"/ID [(" + NO_SEAL + b")(x)]", pdf))
