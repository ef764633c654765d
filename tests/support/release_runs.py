"""Runs of `mrl attach` in this process, against a stand-in, waiting for nothing."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from support.assessments import not_assessed
from support.doors import TOKEN, Waits
from support.release_github import COMMIT, TAG

from mrl.collectors.git.address import parse_address
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.limits import Limits
from mrl.files.writing import canonical_json
from mrl.i18n import translator
from mrl.model.assessment import Assessment
from mrl.model.evidence import RepositoryEvidence
from mrl.publishing.attaching import Telling, Wish, attach
from mrl.publishing.files import Gathered, gather
from mrl.publishing.problems import AttachError
from mrl.publishing.result import AttachResult, Outcome
from mrl.publishing.summary import Verdict

ATTACHED = ["report.pdf", "assessment.json", "SHA256SUMS"]
URL = "https://forge.example/example/services"


def assessment_of(commit: str | None = COMMIT, url: str | None = URL, **changes: Any) -> Assessment:
    """Make an assessment of one repository at a commit."""
    repository = RepositoryEvidence(
        name="services", role="core", url=url, commit=commit, weight=1, values={"release.count": 3}
    )
    return not_assessed(**changes).model_copy(update={"repositories": (repository,)})


def write_files(folder: Path, assessment: Assessment | None = None, pdf: bytes = b"%PDF-1.7 one") -> Path:
    """Write what `mrl assess` writes, as far as it is attached."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "assessment.json").write_bytes(canonical_json(assessment or assessment_of()))
    (folder / "report.pdf").write_bytes(pdf)
    (folder / "snapshot.json").write_text("not for publication")
    return folder


def carrying(assessment: bytes) -> bytes:
    """Make a small PDF that carries an assessment, as a report does."""
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.add_attachment("assessment.json", assessment)
    writer.write(file)
    return file.getvalue()


@dataclass
class Runs:
    """Attaches the files of a folder, with other options each time."""

    forge: str
    url: str
    folder: Path
    token: str | None = TOKEN
    waits: Waits = field(default_factory=Waits)
    kept: dict[tuple[object, ...], Gathered] = field(default_factory=dict)
    """What was read, as long as no file was written since."""

    def __call__(self, *paths: Path, language: str = "en", prefix: str = "", **options: Any) -> AttachResult:
        """Run once."""
        gathered = self._gathered(paths or (self.folder,), prefix)
        address = parse_address(self.url)
        wish = Wish(forge=self.forge, address=address, **{"tag": TAG, **options})
        verdicts = [Verdict(title="Readiness", words="5.4 (from 4.1 to 7.0 of 10, coverage 62%)")]
        telling = Telling(verdicts=verdicts, words=translator(language))
        tokens = {address.place: self.token} if self.token else {}
        limits = Limits()
        with Door(budget=Budget(), wait=self.waits, journal=None, tokens=tokens, limits=limits) as door:
            return attach(gathered, wish, telling, door, self.waits)

    def _gathered(self, paths: tuple[Path, ...], prefix: str) -> Gathered:
        inside = [each for path in paths for each in (path.iterdir() if path.is_dir() else [path])]
        key = (prefix, *sorted((str(each), each.stat().st_mtime_ns) for each in inside))
        if key not in self.kept:
            self.kept[key] = gather(paths, prefix)
        return self.kept[key]


def refusal(run: Runs, **options: object) -> list[str]:
    """Run in vain; gives the lines that the user reads, which never hold the token."""
    with pytest.raises(AttachError) as raised:
        run(**options)
    assert TOKEN not in str(raised.value)
    return str(raised.value).splitlines()


def steps(result: AttachResult) -> list[str]:
    """Give what was done, in words."""
    return [step.in_english() for step in result.steps]


def outcomes(result: AttachResult) -> list[Outcome]:
    """Give what became of each file."""
    return [file.outcome for file in result.files]
