"""The registry of formats, and what importing it costs."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.assessments import not_assessed, partly_answered

import mrl
from mrl.errors import InputError
from mrl.model.assessment import Assessment
from mrl.rendering import FORMATS, render
from mrl.rendering.json import digest

CHECKOUT = Path(mrl.__file__).parent.parent


def test_formats() -> None:
    assert list(FORMATS) == ["badge", "csv", "html", "json", "md", "pdf"]


def test_unknown_format_names_the_known() -> None:
    with pytest.raises(InputError, match="choose one of badge, csv, html, json, md, pdf"):
        render(not_assessed(), "docx", "en")


@pytest.mark.parametrize("output_format", ["badge", "csv", "html", "md", "pdf"])
def test_unknown_language_is_refused_by_every_format(output_format: str) -> None:
    with pytest.raises(InputError, match="there is no language 'de'"):
        render(not_assessed(), output_format, "de")


def test_json_reads_back_as_the_same_assessment() -> None:
    assessment = partly_answered()
    written = render(assessment, "json", "en")
    assert Assessment.model_validate_json(written) == assessment
    assert written == render(assessment, "json", "fr")
    assert b'"schema": "mrl-assessment/2"' in written


def test_digest_changes_with_the_evidence() -> None:
    first, second = not_assessed(), not_assessed(description="Another description.")
    assert digest(first) == digest(not_assessed())
    assert digest(first) != digest(second)


def test_import_is_light() -> None:
    code = (
        "import sys, mrl.rendering; print([name for name in ('weasyprint', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"
