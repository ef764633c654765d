"""Documents to verify: a small project scored with a small rubric, in both languages; and their parts."""

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from pypdf import PdfReader
from support import comparisons
from support.facts import commits, history, repository, snapshot
from support.rubrics import practice, rubric_content

from mrl import pipeline, portfolios
from mrl.files.writing import canonical_json
from mrl.model.assessment import Assessment
from mrl.model.snapshot import Snapshot
from mrl.rendering.extras import Extras, RubricFile
from mrl.rubric.loading import LoadedRubric

CRITERIA = {
    "ACT-1": practice(
        "activity.commits_12_months", "decides", scale={"kind": "goalposts", "worst": "0", "best": "20"}
    ),
    "COM-1": practice(),
}


@cache
def small_rubric(name: str = "test", **changes: Any) -> LoadedRubric:
    """Give a rubric of two criteria that no release of mrl knows."""
    content = {**rubric_content(CRITERIA), "id": name, **changes}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rubric.yaml"
        path.write_text(yaml.safe_dump(content))
        return pipeline.open_rubric(str(path))


@cache
def scored(rubric_id: str = "") -> Assessment:
    """Score a project of five commits with a shipped rubric, or with the small one."""
    rubric = pipeline.open_rubric(rubric_id) if rubric_id else small_rubric()
    return pipeline.score(taken(), pipeline.Scoring(rubric=rubric))


def taken() -> Snapshot:
    """Give what is known of the project."""
    return snapshot(repository(history=history(*commits(0, 5, 40, 80), *commits(1, 9))))


def attached(rubric: LoadedRubric) -> RubricFile:
    """Give a rubric as it goes with a document."""
    return RubricFile(id=rubric.rubric.id, content=rubric.document.raw)


@cache
def document(language: str = "en", rubric_id: str = "") -> bytes:
    """Make the report of the project as a PDF with its rubric attached."""
    rubric = pipeline.open_rubric(rubric_id) if rubric_id else small_rubric()
    return pipeline.render(scored(rubric_id), "pdf", language, Extras(rubric=attached(rubric)))


@cache
def dossier_document(language: str = "en") -> bytes:
    """Make the dossier of two projects."""
    both = comparisons.plain("screening"), comparisons.rich("screening")
    return comparisons.dossier(*both).render("pdf", language)


@cache
def portfolio_document(language: str = "en") -> bytes:
    """Make the portfolio of two projects."""
    with TemporaryDirectory() as folder:
        for one in (comparisons.plain("screening"), comparisons.rich("screening")):
            (Path(folder) / f"{one.project}.json").write_bytes(canonical_json(one))
        found = portfolios.read_portfolio(Path(folder), portfolios.Choice())
    (document,) = portfolios.render(found, "pdf", language).values()
    return document


def reader(pdf: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(io.BytesIO(pdf))


def files_in(pdf: bytes) -> dict[str, bytes]:
    """Take out what is attached."""
    return {name: contents[0] for name, contents in reader(pdf).attachments.items()}
