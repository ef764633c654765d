"""The form is YAML that reads back as what went in, whatever texts the rubric and the answers hold."""

import datetime as dt
from dataclasses import dataclass

from support.assessments import not_assessed

from mrl.files.reading import parse_yaml, validate
from mrl.model.answers import Answer, Answers, Basis, Override
from mrl.model.assessment import Assessment
from mrl.model.base import Text
from mrl.rendering.answer_form import render_answer_form

HOSTILE = 'one\ntwo: "three" \x1b[2J\x85four\u2028# five\ud7ff \U0001f600 \x7f\'\\'
DAY = dt.date(2026, 1, 31)
OLDER = dt.date(2025, 1, 31)


@dataclass(frozen=True)
class Form:
    """A form that was written: its text, and what it reads back as."""

    text: str
    read: Answers


def form(assessment: Assessment, answers=None, overrides=None, language: str = "en") -> Form:
    written = render_answer_form(assessment, answers or {}, overrides or {}, language)
    return Form(written.decode(), validate(parse_yaml(written, "form.yaml"), Answers))


def hostile_assessment() -> Assessment:
    assessment = not_assessed(project="P\n\x1b[2J", as_of=dt.datetime(2028, 2, 29, tzinfo=dt.UTC))
    text = Text(en=HOSTILE)
    criteria = tuple(
        criterion.model_copy(update={"title": text, "question": text, "situations": (text, text)})
        for criterion in assessment.criteria
    )
    return assessment.model_copy(update={"criteria": criteria})


def test_texts_of_a_rubric_stay_inside_their_comments() -> None:
    assessment = hostile_assessment()
    made = form(assessment)
    assert list(made.read.answers) == [criterion.id for criterion in assessment.criteria]
    assert set(made.read.answers.values()) == {Answer()}
    assert made.read.project == assessment.project
    assert all(letter.isprintable() or letter == "\n" for letter in made.text)


def test_answers_and_overrides_read_back_as_they_were() -> None:
    assessment = not_assessed()
    first, second, third = (criterion.id for criterion in assessment.criteria[:3])
    whole = Answer(
        answer=HOSTILE,
        role=HOSTILE,
        date=DAY,
        basis=Basis.INTERVIEW,
        evidence=HOSTILE,
        valid_until=DAY,
        comment=HOSTILE,
        confidential=True,
    )
    override = Override(value="no", role=HOSTILE, date=DAY, reason=HOSTILE, valid_until=DAY)
    answers = {first: (whole,), second: (Answer(answer="no"), whole), third: (Answer(comment="later"),)}
    made = form(assessment, answers, {"license.main": (override, override)})
    assert [made.read.answers[name] for name in (first, second, third)] == [
        given[0] for given in answers.values()
    ]
    assert made.read.overrides == {"license.main": override}


def test_what_is_weaker_is_shown_beside_it() -> None:
    assessment = not_assessed()
    name = assessment.criteria[0].id
    given = (Answer(answer="yes", date=DAY), Answer(answer="no", date=OLDER, role="lead"))
    made = form(assessment, {name: given})
    assert (
        f'  # Also given, and not used: answer: "no", role: "lead", date: "2025-01-31"\n  {name}:'
        in made.text
    )


def test_without_overrides_a_sample_shows_how() -> None:
    made = form(not_assessed())
    assert made.read.overrides == {}
    sample = made.text[made.text.index("# overrides:") :].replace("# ", "")
    override = parse_yaml(sample.encode(), "sample").content["overrides"]["releases.final_12_months"]
    assert Override.model_validate(override).valid_until > Override.model_validate(override).date


def test_the_french_form_has_french_comments_and_the_same_keys() -> None:
    assessment = not_assessed(project="Projet")
    french, english = form(assessment, language="fr"), form(assessment)
    assert french.read == english.read
    for line in (
        "# Réponses pour Projet.",
        "  # Réponse : oui | en partie | non | sans objet",
        "  # À ce jour : inconnu",
        "# Une valeur mesurée qui est fausse peut être remplacée, avec le motif et une date de fin. Les",
    ):
        assert line in french.text.splitlines()
    comments = [line for line in french.text.splitlines() if line.lstrip().startswith("#")]
    assert not [line for line in comments if line.lstrip().startswith(("# Answer", "# Now", "# Measured"))]
