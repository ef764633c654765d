import copy
import json

import pytest
from support.rubrics import criterion, gate, headline, level, node, practice, rubric_content, text

from mrl.i18n import translator
from mrl.metrics import catalogue
from mrl.model.evidence import Kind
from mrl.rubric.loading import load_rubric
from mrl.rubric.remarks import remarks_on

METRICS = {info.id: info for info in catalogue()}
WORDS = {
    "title": {"en": "A license", "fr": "Une licence"},
    "question": {"en": "Is there a license?", "fr": "Y a-t-il une licence ?"},
    "why": {"en": "Others may use it.", "fr": "D'autres peuvent s'en servir."},
    "advice": {"en": "Put a license into the root.", "fr": "Placer une licence à la racine."},
}
FIRST = {
    "version": "1.0.0",
    "date": "2026-01-01",
    "what": {"en": "First version.", "fr": "Première version."},
}
LIST = {
    "id": "badges",
    "title": "Badges",
    "url": "https://example.org",
    "license": "MIT",
    "note": "Topics drawn on.",
}
STEPS = {"kind": "bands", "at_least": {"1": 0.5, "4": 1}}


def bilingual(value):
    """Give every text without French the same words again, which is nobody's remark."""
    if isinstance(value, dict):
        return (
            {"en": value["en"], "fr": value.get("fr", value["en"])}
            if "en" in value
            else {key: bilingual(part) for key, part in value.items()}
        )
    return [bilingual(part) for part in value] if isinstance(value, list) else value


FINISHED = bilingual(
    rubric_content(
        {
            "A": practice("license.osi_approved", "decides", **WORDS),
            "B": practice("releases.final_12_months", "decides", **{**WORDS, "scale": STEPS}),
            "C": criterion(**WORDS),
        },
        {"top": node({"part": 1, "C": 1}), "part": node({"A": 1, "B": 2})},
        [headline("top", levels=[level(1, 0), level(2, 5, gate("A", 1))])],
    )
    | {"changes": [FIRST]}
)


def remarks(tmp_path, change=None):
    content = copy.deepcopy(FINISHED)
    if change is not None:
        change(content)
    path = tmp_path / "test.yaml"
    path.write_text(json.dumps(content, indent=1))
    loaded = load_rubric(path, METRICS)
    return [str(remark) for remark in remarks_on(loaded.rubric, loaded.document, METRICS)]


def set_at(*path_and_value):
    *path, last, value = path_and_value

    def change(content):
        for part in path:
            content = content[part]
        content[last] = value

    return change


def test_a_finished_rubric_gets_no_remark(tmp_path):
    assert remarks(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            set_at("id", "other"),
            "id: the file is called 'test' and the rubric 'other'; give both the same name",
        ),
        (set_at("changes", []), "there is no changelog"),
        (set_at("version", "1.1.0"), "changes.0.version: the newest change is that of 1.0.0, not of 1.1.0"),
        (set_at("changes", [FIRST, {**FIRST, "version": "1.0.1"}]), "version 1.0.1 should stand further up"),
        (set_at("nodes", "spare", node({"C": 1})), "nodes.spare: nothing uses this node"),
        (
            set_at("headlines", 0, "levels", [level(1, 0, gate("A", 1)), level(2, 5, gate("A", 0.5))]),
            "levels.1.gates.0: this gate asks nothing that a lower level does not ask; remove it",
        ),
        (
            set_at(
                "headlines",
                0,
                "levels",
                [level(1, 0) | {"name": text("One")}, level(2, 5) | {"name": text("One")}],
            ),
            "levels.1.name: another level is called 'One' as well",
        ),
        (
            set_at("headlines", 0, headline("top", assessed_when={"node": "part", "hypotheses": [0.5]})),
            "assessed_when: without levels there is nothing to wait for",
        ),
        (
            set_at("criteria", "C", "scale", {"kind": "choice", "points": {"some": 0.5, "none": 0}}),
            "criteria.C.scale: this is never met: it earns 0.5 at most",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_most": {"4": 1}}),
            "the scale rewards less, and of 'releases.final_12_months' more is better",
        ),
        (
            set_at("criteria", "B", "scale", {"kind": "bands", "at_least": {"0": 1}}),
            "every value earns the same",
        ),
        (set_at("criteria", "A", "supporting_metrics", ["license.osi_approved"]), "is named twice; keep one"),
        (
            set_at("criteria", "C", "source", {"list": "ours", "text": "quote"}),
            "our own words are neither a paraphrase nor a quote",
        ),
        (
            set_at("criteria", "C", "advice", text("Is there a license?")),
            "advice: the advice repeats the question",
        ),
        (set_at("criteria", "C", "advice", text("Do it.")), "advice: the advice is too short to help"),
        (set_at("criteria", "C", "why", text("TODO: say why")), "why.en: this text is not written yet"),
        (set_at("criteria", "C", "why", {"en": "Yes.", "fr": None}), "why.fr: this text is not written yet"),
        (set_at("criteria", "C", "why", text("12")), "why.en: this text is not written yet"),
        (
            set_at("criteria", "C", "why", {"en": "Others may use it."}),
            "criteria.C.why: there is no French text",
        ),
        (set_at("attributions", [LIST]), "attributions.0.note: there is no French text"),
        (
            set_at("attributions", [LIST | {"note": {"en": "Topics drawn on."}}]),
            "attributions.0.note: there is no French text",
        ),
        (
            set_at("attributions", [LIST | {"note": {"en": "TODO", "fr": "Thèmes."}}]),
            "attributions.0.note.en: this text is not written yet",
        ),
        (
            set_at(
                "criteria", "C", "why", {"en": "La licence est dans le dépôt et sur le site.", "fr": "Oui."}
            ),
            "criteria.C.why.en: this reads like French",
        ),
        (
            set_at("criteria", "C", "why", {"en": "Yes.", "fr": "The license is in the root of it."}),
            "criteria.C.why.fr: this reads like English",
        ),
    ],
)
def test_what_is_probably_not_meant(tmp_path, change, message):
    found = remarks(tmp_path, change)
    assert any(message in remark for remark in found), found
    assert all("test.yaml:" in remark for remark in found)


def test_situations_that_read_the_same(tmp_path):
    ladder = {"kind": "ladder", "situations": [text("None"), text("Some"), text("None")]}
    found = remarks(tmp_path, set_at("criteria", "C", "scale", ladder))
    assert any("situations.2: another situation reads the same" in remark for remark in found)


@pytest.mark.parametrize("note", [{}, {"note": ""}, {"note": {"en": "Topics.", "fr": "Thèmes."}}])
def test_a_list_without_note_or_with_one_in_both_languages(tmp_path, note):
    source = {key: value for key, value in LIST.items() if key != "note"} | note
    assert remarks(tmp_path, set_at("attributions", [source])) == []


def test_a_word_of_a_metric_stands_in_french_as_a_rubric_writes_it(tmp_path):
    words = METRICS["license.file"].model_copy(
        update={"id": "word", "kind": Kind.WORD, "words": ("yes", "no")}
    )
    scale = {"kind": "choice", "points": {"no": 1}}
    content = rubric_content({"C": practice("word", "decides", scale=scale)})
    path = tmp_path / "test.yaml"
    path.write_text(json.dumps(content))
    loaded = load_rubric(path, {"word": words})
    found = remarks_on(loaded.rubric, loaded.document, {"word": words})
    french = "\n".join(remark.in_language(translator("fr")) for remark in found).replace("\u202f", " ")
    assert "le mot « yes » de « word » n\u2019a pas de points" in french


def test_a_key_with_nothing_behind_it(tmp_path):
    path = tmp_path / "test.yaml"
    path.write_text(json.dumps(FINISHED).replace('"summary":', '"met_from": , "summary":', 1))
    loaded = load_rubric(path, METRICS)
    found = [str(remark) for remark in remarks_on(loaded.rubric, loaded.document, METRICS)]
    assert found == [f"{path}:1:{found[0].split(':')[2]}: met_from: nothing stands behind 'met_from'"]


def test_a_rubric_in_english_alone_gets_one_remark_for_it(tmp_path):
    content = rubric_content({"C": criterion(**{name: text(words["en"]) for name, words in WORDS.items()})})
    path = tmp_path / "test.yaml"
    path.write_text(json.dumps(content))
    loaded = load_rubric(path, METRICS)
    found = [str(remark) for remark in remarks_on(loaded.rubric, loaded.document, METRICS)]
    assert len([remark for remark in found if "French" in remark]) == 1
    assert any("texts is translated into French" in remark for remark in found)
