import pytest
from support.gates import NO, UNKNOWN, YES, assessment, judged

from mrl.rendering.gate import gate_lines, gate_markdown

WAIVER = {
    "condition": "B1",
    "reason": "The new tracker <b>comes</b> in June.",
    "until": "2026-06-01",
    "role": "owner",
}
CONDITIONS = {"min_readiness": 5, "met": ["A1", "A2", "B1"], "waivers": [WAIVER]}


def report(**changes):
    return judged(assessment(YES, NO, NO, UNKNOWN), **{**CONDITIONS, **changes})


def plain(lines):
    return "\n".join(lines).replace("\N{NARROW NO-BREAK SPACE}", " ").splitlines()


def test_each_condition_has_a_sign_a_word_and_what_would_mend_it():
    assert plain(gate_lines(report(), "en")) == [
        "Gate: Test, 1 May 2026, rubric test 1.0.0",
        "",
        "[?] undetermined   top: at least 5 of 10",
        (
            "      3.8 of 10 on what is known, between 3.8 and 6.2; 75% known; "
            "assessed by lead on 1 January 2026"
        ),
        "      to find out: B2 A title: Is it so? (not answered yet)",
        "[+] pass           A title (A1): met",
        "      met",
        "[x] fail           A title (A2): met",
        "      not met",
        "      to do: Do it. (1 day)",
        "[~] waived (fail)  A title (B1): met",
        "      not met",
        "      waived until 1 June 2026 (owner): The new tracker <b>comes</b> in June.",
        "",
        "Result: fail (passed: 1, waived: 1, failed: 1, undetermined: 1)",
    ]


def test_french_is_whole():
    lines = plain(gate_lines(report(), "fr"))
    assert lines[2] == "[?] indéterminée              top : au moins 5 sur 10"
    assert lines[4] == "      à vérifier : B2 A title : Is it so? (pas encore de réponse)"
    assert lines[10] == "[~] dérogation (non remplie)  A title (B1) : critère satisfait"
    counts = "remplies : 1, dérogations : 1, non remplies : 1, indéterminées : 1"
    assert lines[-1] == f"Résultat : conditions non remplies ({counts})"


@pytest.mark.parametrize(("counts_as", "word"), [("pass", "a pass"), ("fail", "a fail")])
def test_a_decision_about_the_undetermined_is_said(counts_as, word):
    decided = list(gate_lines(judged(assessment(), min_level=2, undetermined=counts_as), "en"))
    assert decided[-1] == f"Undetermined counts as {word} here, as it was asked to."
    assert "counts as" not in list(gate_lines(report(undetermined=counts_as), "en"))[-1]


def test_judging_by_the_point_is_said():
    assert any("judged by what is known now" in line for line in gate_lines(report(by="point"), "en"))
    assert not any("judged by" in line for line in gate_lines(report(), "en"))


@pytest.mark.parametrize(
    ("until", "condition", "words"),
    [
        ("2026-04-30", "B1", "the waiver ended on 30 April 2026 and does not count (owner): The new"),
        ("2026-06-01", "A1", "the waiver until 1 June 2026 is not needed any more (owner): The new"),
    ],
)
def test_a_waiver_that_does_nothing_says_why(until, condition, words):
    lines = gate_lines(report(waivers=[{**WAIVER, "until": until, "condition": condition}]), "en")
    assert any(words in line for line in lines)


def test_markdown_is_a_table_and_what_does_not_pass_with_nothing_that_could_be_markup():
    text = gate_markdown(report(), "en").decode()
    assert text.startswith("### Result: fail\n\nGate: Test, 1 May 2026, rubric test 1.0.0\n")
    assert "| ✗ fail | A title (A2): met | not met |\n" in text
    assert "**A title (A2): met**\n\n- to do: Do it. (1 day)\n" in text
    assert r"\<b\>comes\</b\>" in text
    assert "**A title (A1): met**" not in text


def test_advice_is_whole_in_markdown_and_its_first_sentence_on_a_terminal():
    result = report()
    failed = result.conditions[2]
    mend = failed.mends[0].model_copy(update={"text": {"en": "x"}})
    long = mend.model_copy(update={"text": type(failed.mends[0].text)(en="Do this first. Then that.")})
    changed = failed.model_copy(update={"mends": (long,)})
    longer = result.model_copy(update={"conditions": (changed,)})
    assert "      to do: Do this first. (1 day)" in list(gate_lines(longer, "en"))
    assert "- to do: Do this first. Then that. (1 day)" in gate_markdown(longer, "en").decode()
