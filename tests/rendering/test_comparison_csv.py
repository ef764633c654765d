"""The table of a comparison: a row for each criterion of each project, safe to open in a spreadsheet."""

import codecs
import csv
import io

from support import comparisons

HEADINGS = [
    *("project", "criterion", "title", "outcome", "lowest", "point", "highest", "value", "unit", "reason"),
    *("rubric", "rubric_version", "rubric_altered"),
]


def table(*assessments, language="en"):
    content = comparisons.dossier(*assessments).render("csv", language).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def row(rows, project, criterion):
    (found,) = (each for each in rows if (each["project"], each["criterion"]) == (project, criterion))
    return found


def test_it_begins_with_the_mark_that_spreadsheets_read_accents_by():
    content = comparisons.dossier(comparisons.rich(), comparisons.unknown()).render("csv", "fr")
    assert content.startswith(codecs.BOM_UTF8 + b"project,")


def test_there_is_a_row_for_each_criterion_of_each_project():
    assessments = (comparisons.rich(), comparisons.unknown(), comparisons.answered())
    rows = table(*assessments)
    assert list(rows[0]) == HEADINGS
    assert len(rows) == 3 * len(assessments[0].criteria)


def test_a_row_says_what_it_rests_on_and_why_it_is_unknown():
    rows = table(comparisons.rich(), comparisons.unknown(), comparisons.answered())
    known, unknown = (row(rows, name, "DP-last-release") for name in ("Rich Portal", "Unknown Desk"))
    assert (known["outcome"], known["point"], known["value"], known["unit"]) == ("met", "1", "50", "days")
    assert (unknown["outcome"], unknown["lowest"], unknown["point"], unknown["highest"]) == (
        *("unknown", "0", "", "1"),
    )
    assert unknown["reason"]
    assert row(rows, "Answered Office", "MKT-1")["value"] == "5"


def test_titles_and_reasons_are_in_the_language():
    rows = table(comparisons.rich(), comparisons.unknown(), language="fr")
    found = row(rows, "Unknown Desk", "MKT-1")
    assert (found["title"], found["outcome"], found["reason"]) == (
        *("Maturité du produit", "unknown", "pas encore de réponse"),
    )


def test_names_that_several_have_are_told_apart():
    names = {each["project"] for each in table(comparisons.rich(), comparisons.rich())}
    assert names == {"Rich Portal (A)", "Rich Portal (B)"}


def test_a_spreadsheet_finds_no_formula():
    rows = table(*comparisons.awkward())
    assert "'=1+1" in {each["project"] for each in rows}
    assert not [text for each in rows for text in each.values() if text.startswith(("=", "@", "+"))]
