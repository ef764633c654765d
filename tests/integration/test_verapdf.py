"""Every kind of document, in both languages, has what it claims: veraPDF finds nothing against it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support import assessments, awkward_assessments, verapdf
from support.documents import attached, document, dossier_document, portfolio_document, small_rubric

from mrl import pipeline
from mrl.model.assessment import Assessment
from mrl.model.base import Text
from mrl.model.branding import Brand, Picture
from mrl.rendering.extras import NOTHING, Extras

pytestmark = pytest.mark.integration

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'
BRANDED = Extras(
    rubric=attached(small_rubric()),
    branding=Brand(
        organisation="Example Town",
        logo=Picture(media_type="image/svg+xml", content=SVG),
        accent="#7a1f4d",
        foreword=Text(en="Read the verdict first.", fr="Lire d\u2019abord le verdict."),
        contact="desk@town.example",
    ),
)
REPORTS: dict[str, tuple[Callable[[], Assessment], Extras]] = {
    "branded": (assessments.partly_answered, BRANDED),
    "full": (assessments.fully_answered, NOTHING),
    "unknown": (assessments.nothing_known, NOTHING),
    "many": (assessments.many_repositories, NOTHING),
    "long": (awkward_assessments.long_names, NOTHING),
    "hostile": (awkward_assessments.hostile, NOTHING),
    "real": (awkward_assessments.real_length, NOTHING),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    reason = verapdf.missing()
    if reason:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("documents")
    made = {}
    for language in ("en", "fr"):
        made |= {
            f"small-{language}": document(language),
            f"shipped-{language}": document(language, "screening"),
        }
        made |= {f"dossier-{language}": dossier_document(language)}
        made |= {f"portfolio-{language}": portfolio_document(language)}
        for name, (assessment, extras) in REPORTS.items():
            made[f"{name}-{language}"] = pipeline.render(assessment(), "pdf", language, extras)
    for name, content in made.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_no_check_fails(flavour: str, files: list[Path]) -> None:
    assert verapdf.failures(flavour, files) == []


def test_what_breaks_a_rule_is_found(files: list[Path]) -> None:
    broken = files[0].with_name("broken.pdf")
    broken.write_bytes(files[0].read_bytes().replace(b'pdfuaid:part="1"', b'pdfuaid:part="7"'))
    assert any("FAIL" in line for line in verapdf.failures("ua1", [broken]))
