"""Verifying documents: good ones, and what could be done to one, each named for what it is."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support import comparisons, documents, tampering
from support.documents import (
    attached,
    document,
    dossier_document,
    files_in,
    scored,
    small_rubric,
)
from support.forgeries import FORGERIES
from support.rebuilding import made_with, rebuilt

from mrl import __version__, editions, pipeline
from mrl.comparing import Dossier
from mrl.errors import InputError
from mrl.model.branding import Brand, Picture
from mrl.model.comparison import Weights
from mrl.model.movement import History
from mrl.rendering.extras import Extras
from mrl.resources import rubrics_folder
from mrl.scoring.comparison import compare
from mrl.verify import Beside, opening, verify
from mrl.verify.record import Origin, Outcome, Pictures, State, Verification

NOT_OUR_BYTES = "these are not the bytes that mrl wrote: the file was changed, or saved by another program"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'


def verified(content: bytes, folder: Path, rubrics: editions.Rubrics | None = None) -> Verification:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return verify(path, Beside(rubrics=rubrics or editions.Rubrics()))[0]


def said(found: Verification, state: State = State.FAILS) -> list[str]:
    """Give what is said about the checks in a state."""
    return [each.in_english() for check in found.checks if check.state is state for each in check.findings]


def rendered(extras: Extras, **changes: object) -> bytes:
    return pipeline.render(scored().model_copy(update=changes), "pdf", "en", extras)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_good_document_is_consistent_byte_for_byte(language: str, tmp_path: Path) -> None:
    found = verified(document(language, "screening"), tmp_path)
    assert found.outcome is Outcome.CONSISTENT
    assert "made again from what is attached, the document is the same, byte for byte" in said(
        found, State.HOLDS
    )
    assert [each.origin for each in found.rubrics] == [Origin.SHIPPED]
    assert {each.name for each in found.attached} == {"assessment.json", "document.json", "screening.yaml"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_digit_on_a_page(language: str, tmp_path: Path) -> None:
    found = verified(tampering.other_digit(document(language), 1, "2", "5"), tmp_path)
    mark = "." if language == "en" else ","
    printed = f"page 2: '5{mark}0' is printed where the attached assessment gives '2{mark}0'"
    assert said(found)[:2] == [NOT_OUR_BYTES, printed]


def test_digit_on_a_page_by_somebody_who_seals_again(tmp_path: Path) -> None:
    found = verified(tampering.resealed(tampering.other_digit(document(), 1, "2", "5")), tmp_path)
    assert said(found)[0] == "page 2: '5.0' is printed where the attached assessment gives '2.0'"


def test_swapped_assessment(tmp_path: Path) -> None:
    def better(content: bytes) -> bytes:
        assessment = json.loads(content)
        assessment["headlines"][0]["score"]["point"] = 9.5
        return json.dumps(assessment, separators=(",", ":")).encode()

    found = verified(tampering.with_attached(document(), "assessment.json", better), tmp_path)
    assert found.outcome is Outcome.INCONSISTENT
    complaints = "\n".join(said(found))
    assert "assessment.json: the pages print another SHA-256 than that of the attached file" in complaints
    assert "the attached assessment says a score of 9.5 (1.0 to 6.0)" in complaints
    assert "its evidence, scored again, gives a score of 2.0 (1.0 to 6.0)" in complaints
    assert "page 1: '2.0' is printed where the attached assessment gives '9.5'" in complaints


def test_assessment_that_names_its_lists_in_plain_words_is_read(tmp_path: Path) -> None:
    def plain(content: bytes) -> bytes:
        assessment = json.loads(content)
        lists = assessment["rubric"]["attributions"]
        assessment["rubric"]["attributions"] = [each["en"] for each in lists]
        assert lists
        return json.dumps(assessment, separators=(",", ":")).encode()

    rubric = pipeline.open_rubric(str(rubrics_folder() / "previous" / "market-readiness.yaml"))
    scored_then = pipeline.score(documents.taken(), pipeline.Scoring(rubric=rubric))
    made = pipeline.render(scored_then, "pdf", "fr", Extras(rubric=attached(rubric)))
    found = verified(tampering.with_attached(made, "assessment.json", plain), tmp_path)
    assert [each.origin for each in found.rubrics] == [Origin.EARLIER]
    complaints = "\n".join(said(found))
    assert "assessment.json: the pages print another SHA-256 than that of the attached file" in complaints
    assert "than its evidence gives" not in complaints
    assert "is printed where" not in complaints


def test_edited_rubric(tmp_path: Path) -> None:
    def easier(content: bytes) -> bytes:
        return content.replace(b"best: '20'", b"best: '10'").replace(b"Because it matters.", b"It does.")

    found = verified(tampering.with_attached(document(), "test.yaml", easier), tmp_path)
    complaints = "\n".join(said(found))
    assert "test.yaml is not the rubric that the assessment was made with" in complaints
    assert "test.yaml: the pages print another SHA-256 than that of the attached file" in complaints


@pytest.mark.parametrize("part", [0.001, 0.3, 0.6, 0.9, 0.999])
def test_cut_file(part: float, tmp_path: Path) -> None:
    found = verified(document()[: int(len(document()) * part)], tmp_path)
    assert "the file ends too early, it was cut short" in said(found)


def test_file_saved_again(tmp_path: Path) -> None:
    found = verified(tampering.saved_again(document()), tmp_path)
    not_built, place = said(found)[1].rsplit(": ", 1)
    assert said(found)[0] == NOT_OUR_BYTES
    assert not_built == "the file is not built as mrl builds a PDF"
    assert place.startswith("at byte ")
    assert "nothing was read from its pages" in said(found, State.NOT_CHECKED)[0]


def test_file_with_something_added_to_its_end(tmp_path: Path) -> None:
    changed = tampering.with_comment(document())
    complaint, not_built = said(verified(changed, tmp_path))
    assert not_built.startswith("the file is not built as mrl builds a PDF: ")
    assert complaint.startswith(f"{len(changed) - len(document())} bytes were added after mrl had finished")


def test_file_with_one_more_attachment(tmp_path: Path) -> None:
    found = verified(rebuilt(document(), FORGERIES["one more file"]), tmp_path)
    assert "zzz.txt is attached, which mrl does not put there" in said(found)


def test_same_words_drawn_in_another_way(tmp_path: Path) -> None:
    covered = tampering.resealed(tampering.with_box_over(document(), 1))
    complaint, *seen = said(verified(covered, tmp_path))
    assert complaint == "page 2 is drawn in another way, though its words are the same"
    assert seen in ([], ["page 2 looks different from that of the copy"])


def test_other_metadata(tmp_path: Path) -> None:
    changed = tampering.with_metadata(document(), lambda old: old.replace(b"Example", b"Exempla"))
    assert said(verified(tampering.resealed(changed), tmp_path)) == [
        "the metadata say something that those of the copy do not say"
    ]


def test_without_its_files_nothing_can_be_checked(tmp_path: Path) -> None:
    found = verified(tampering.without_files(document()), tmp_path)
    assert "document.json is not attached" in said(found)
    assert len(said(found, State.NOT_CHECKED)) == 4


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"hello", "this is not a PDF"),
        (b"", "this is not a PDF"),
        (tampering.empty_pdf(), "mrl did not make it"),
    ],
)
def test_what_is_no_document_of_ours(content: bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=reason):
        verified(content, tmp_path)


@pytest.mark.parametrize("password", ["secret", ""])
def test_password(password: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the file is encrypted"):
        verified(tampering.with_password(document(), password), tmp_path)


def test_attachment_that_unpacks_to_far_too_much(tmp_path: Path) -> None:
    found = verified(tampering.bomb(opening.ATTACHED_LIMIT + 1), tmp_path)
    assert said(found, State.UNREADABLE) == [
        "what is attached cannot be read; it is damaged or far too large"
    ]


def test_file_that_is_far_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FILE_LIMIT", 1000)
    with pytest.raises(InputError, match="more than the 1000 bytes"):
        verified(document(), tmp_path)


@pytest.mark.parametrize("place", range(90, 1000, 180))
def test_damaged_anywhere_is_a_finding_and_no_crash(place: int, tmp_path: Path) -> None:
    good = document()
    start = len(good) * place // 1000
    found = verified(good[:start] + b"\0<<[(\xff" * 3 + good[start + 18 :], tmp_path)
    assert NOT_OUR_BYTES in said(found)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("assessment.json", lambda content: content[: len(content) // 2]),
        ("assessment.json", lambda content: content.replace(b'"lowest"', b'"low"')),
        ("test.yaml", lambda content: content.replace(b"criteria:", b"riteria:")),
        ("test.yaml", lambda _: b"a: [\n"),
        ("document.json", lambda _: b"{}"),
        ("assessment.json", lambda _: b"\xff\xfe"),
    ],
)
def test_attached_file_that_cannot_be_read(
    name: str, change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    found = verified(tampering.with_attached(document(), name, change), tmp_path)
    assert any(each.startswith(f"{name} is not as mrl writes it: ") for each in said(found))


def test_rubric_that_calls_itself_a_shipped_one(tmp_path: Path) -> None:
    rubric = small_rubric("screening")
    assessment = pipeline.score(documents.taken(), pipeline.Scoring(rubric=rubric))
    made = pipeline.render(assessment, "pdf", "en", Extras(rubric=attached(rubric)))
    found = verified(made, tmp_path)
    assert found.outcome is Outcome.CONSISTENT
    assert [(each.origin, each.claims) for each in found.rubrics] == [(Origin.FOREIGN, True)]


def test_without_the_rubric_it_is_looked_for(tmp_path: Path) -> None:
    made = rendered(Extras())
    unknown = verified(made, tmp_path)
    assert unknown.outcome is Outcome.INCOMPLETE
    assert any("name its file with --rubric" in each for each in said(unknown, State.NOT_CHECKED))
    named = verified(made, tmp_path, editions.Rubrics(named=[small_rubric()]))
    assert named.outcome is Outcome.CONSISTENT
    assert named.not_attached[0].in_english().startswith("the rubric;")


def test_history_and_branding_are_attached_and_used(tmp_path: Path) -> None:
    logo = Picture(media_type="image/svg+xml", content=LOGO)
    brand = Brand(organisation="Example Town", accent="#7a1f4d", logo=logo)
    history = History(trends=(), left_out=(pipeline.say("one file was left out"),))
    extras = Extras(history=history, branding=brand, rubric=attached(small_rubric()))
    found = verified(rendered(extras), tmp_path)
    assert found.outcome is Outcome.CONSISTENT
    assert any("older assessments" in each.in_english() for each in found.not_attached)


def test_other_versions_of_the_libraries_leave_something_open(tmp_path: Path) -> None:
    found = verified(rebuilt(document(), made_with(mrl="0.0.1", pango="1")), tmp_path)
    assert found.outcome is Outcome.INCOMPLETE
    open_still = said(found, State.NOT_CHECKED)
    assert open_still[0].startswith("made with other versions than those here (there / here): mrl 0.0.1 / ")
    assert "to check all of it, install what it was made with: pip install mrl-assess==0.0.1" in open_still
    assert found.pictures is not Pictures.NOT_NEEDED


def test_what_other_versions_may_explain_is_named(tmp_path: Path) -> None:
    changed = tampering.other_digit(document(), 4, "2", "5")
    found = verified(rebuilt(changed, made_with(mrl="0.0.1")), tmp_path)
    assert found.outcome is Outcome.INCOMPLETE
    told = [each for each in said(found, State.NOT_CHECKED) if "other versions may explain this" in each]
    assert "page 5: 'activity.commits_15_months' is printed" in told[0]


def test_what_no_version_explains_is_refused(tmp_path: Path) -> None:
    changed = tampering.other_digit(document(), 4, "2", "5")
    found = verified(rebuilt(changed, made_with(zlib="9.9")), tmp_path)
    assert found.outcome is Outcome.INCONSISTENT


def test_versions_are_a_strangers_word(tmp_path: Path) -> None:
    hostile = made_with(weasyprint="70; rm -rf ~", pango="\x1b[31m", zlib="9" * 5000)
    told = "\n".join(said(verified(rebuilt(document(), hostile), tmp_path), State.NOT_CHECKED))
    assert "pip install" not in told.replace("pip install 'mrl-assess[pictures]'", "")
    assert "\x1b" not in told
    assert "9" * 50 not in told


def test_another_version_scored_it(tmp_path: Path) -> None:
    found = verified(rendered(Extras(rubric=attached(small_rubric())), tool_version="0.0.1"), tmp_path)
    assert found.outcome is Outcome.INCOMPLETE
    assert any("worked out by mrl 0.0.1 and not again" in each for each in said(found, State.NOT_CHECKED))


def test_character_without_a_glyph_is_no_fault_of_the_document(tmp_path: Path) -> None:
    made = rendered(Extras(rubric=attached(small_rubric())), project="Ada \U0001f680 \ud55c\uae00")
    assert verified(made, tmp_path).outcome is Outcome.CONSISTENT
    elsewhere = verified(rebuilt(made), tmp_path)
    assert elsewhere.outcome is Outcome.INCOMPLETE
    assert any("fonts of the system had a part" in each for each in said(elsewhere, State.NOT_CHECKED))


def test_another_version_scored_it_otherwise(tmp_path: Path) -> None:
    score = scored().headlines[0].score.model_copy(update={"point": 5.5})
    headline = scored().headlines[0].model_copy(update={"score": score})
    extras = Extras(rubric=attached(small_rubric()))
    found = verified(rendered(extras, headlines=(headline,), tool_version="0.0.1"), tmp_path)
    assert any("says that mrl 0.0.1 scored it" in each for each in said(found))


def test_files_are_given_as_they_were_attached(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(document())
    _, files = verify(path, Beside(rubrics=editions.Rubrics()))
    assert files == files_in(document())
    assert files["test.yaml"] == small_rubric().document.raw


def test_dossier_of_a_comparison(tmp_path: Path) -> None:
    found = verified(dossier_document("fr"), tmp_path)
    assert found.outcome is Outcome.CONSISTENT
    assert "the comparison names the SHA-256 of what is attached" in said(found, State.HOLDS)


def test_dossier_whose_assessments_were_swapped(tmp_path: Path) -> None:
    both = comparisons.plain("screening"), comparisons.rich("screening")
    dossier = comparisons.dossier(*both)
    made = replace(dossier, assessments=both[::-1]).render("pdf", "en")
    complaints = "\n".join(said(verified(made, tmp_path)))
    assert "the comparison says something else than its assessments give: " in complaints


def weighed() -> Dossier:
    """Compare two projects under somebody's own weights as well."""
    dossier = comparisons.dossier(comparisons.plain("screening"), comparisons.rich("screening"))
    name, *_ = dossier.rubric.rubric.nodes[dossier.rubric.rubric.headlines[0].node].children
    weights = Weights(title="Example Town", weights={name: 7})
    comparison = compare(dossier.rubric.rubric, dossier.assessments, __version__, weights)
    return replace(dossier, comparison=comparison)


def test_dossier_under_own_weights_is_worked_out_again(tmp_path: Path) -> None:
    found = verified(weighed().render("pdf", "en"), tmp_path)
    assert found.outcome is Outcome.CONSISTENT
    assert [each.in_english() for each in found.not_attached] == [
        "the snapshot of the facts, from which the evidence was measured"
    ]


def test_dossier_with_other_figures_under_own_weights(tmp_path: Path) -> None:
    dossier = weighed()
    own = dossier.comparison.own_weights
    assert own is not None
    swapped = dossier.comparison.model_copy(
        update={"own_weights": own.model_copy(update={"headlines": own.headlines[::-1]})}
    )
    complaints = "\n".join(said(verified(replace(dossier, comparison=swapped).render("pdf", "en"), tmp_path)))
    assert "the comparison says something else than its assessments give: own_weights.headlines" in complaints
