"""The table of an assessment: RFC 4180, nothing that a spreadsheet computes, nothing said in confidence."""

import csv
import io

import pytest
from support.assessments import not_assessed, nothing_known, partly_answered
from support.awkward_assessments import hostile

from mrl.model.assessment import Assessment
from mrl.rendering import render
from mrl.rendering.csv import HEADINGS, inert, table

MARK = b"\xef\xbb\xbf"


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def by_id(assessment: Assessment, language: str = "en") -> dict[str, dict[str, str]]:
    return {row["criterion"]: row for row in rows(render(assessment, "csv", language))}


def test_there_is_a_row_per_criterion_and_a_heading() -> None:
    content = render(not_assessed(), "csv", "en")
    assert content.startswith(MARK + ",".join(HEADINGS).encode() + b"\r\n")
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert [row["criterion"] for row in rows(content)] == [one.id for one in not_assessed().criteria]


def test_a_row_says_what_a_criterion_rests_on() -> None:
    assert by_id(not_assessed())["LICENSE-HEADER-SHARE"] == {
        "criterion": "LICENSE-HEADER-SHARE",
        "title": "Files with a license header",
        "outcome": "partly_met",
        "points": "0.8",
        "lowest": "0.8",
        "highest": "0.8",
        "metric": "license.header_share",
        "value": "0.894",
        "unit": "share of own files",
        "known": "1",
        "total": "1",
        "reason": "",
        "source": "own wording",
        "link": "",
        "word": "measured",
        "rubric": "sample",
        "rubric_version": "1.0.0",
        "rubric_altered": "no",
    }


def test_what_is_unknown_has_no_points_and_a_reason() -> None:
    row = by_id(nothing_known())["COM-1"]
    assert (row["outcome"], row["points"], row["lowest"], row["highest"]) == ("unknown", "", "0", "1")
    assert row["reason"] == "nobody has answered this question yet"


def test_reasons_are_in_the_language_and_headings_are_not() -> None:
    english, french = (by_id(nothing_known(), language) for language in ("en", "fr"))
    assert english["COM-1"].keys() == french["COM-1"].keys()
    assert french["COM-1"]["outcome"] == "unknown"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\x00=1", "'=1"),
        ("a=1", "a=1"),
        ("\u202ea", "a"),
        ("two\nlines", "two\nlines"),
        ("", ""),
    ],
)
def test_no_text_is_a_formula(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_numbers_stay_numbers() -> None:
    assert table(["a", "b", "c", "d"], [[-0.5, True, 3, None]]) == MARK + b"a,b,c,d\r\n-0.5,yes,3,\r\n"


def test_quotes_commas_and_line_ends_are_kept() -> None:
    content = table(["a"], [['say "yes", then\ngo']])
    assert content == MARK + b'a\r\n"say ""yes"", then\ngo"\r\n'
    assert rows(content) == [{"a": 'say "yes", then\ngo'}]


def test_hostile_texts_start_no_formula() -> None:
    for row in rows(render(hostile(), "csv", "en")):
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())


def test_the_same_bytes_every_time() -> None:
    assert render(partly_answered(), "csv", "fr") == render(partly_answered(), "csv", "fr")
