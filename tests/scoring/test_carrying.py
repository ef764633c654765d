import datetime as dt

from support.rubrics import make_rubric, practice

from mrl.model.answers import Answer, Answers, Basis, Override
from mrl.scoring.carrying import carried_answers, carried_overrides

CRITERIA = make_rubric({"A": practice(), "B": practice()}).criteria
EARLY, LATE = dt.date(2026, 1, 1), dt.date(2026, 2, 1)


def answers(basis, day, **given):
    return Answers(rubric="test", role="lead", date=day, basis=basis, answers=given)


def override(value, day):
    return Override(value=value, role="lead", date=day, reason="a long reason", valid_until=LATE)


def test_the_strongest_comes_first_and_is_whole():
    desk = answers(Basis.DESK, LATE, A=Answer(answer="no"))
    interview = answers(Basis.INTERVIEW, EARLY, A=Answer(answer="yes", confidential=True))
    for files in ([desk, interview], [interview, desk]):
        first, second = carried_answers(CRITERIA, files)["A"]
        assert first == Answer(answer="yes", confidential=True, role="lead", date=EARLY, basis="interview")
        assert (second.answer, second.basis, second.date) == ("no", Basis.DESK, LATE)


def test_a_note_without_answer_is_kept_and_an_empty_one_is_not():
    file = answers(Basis.DESK, LATE, A=Answer(comment="later"), B=Answer())
    assert carried_answers(CRITERIA, [file]) == {"A": (Answer(comment="later"),)}


def test_the_same_file_twice_says_nothing_new():
    file = answers(Basis.DESK, LATE, A=Answer(answer="no"))
    assert len(carried_answers(CRITERIA, [file, file])["A"]) == 1


def test_the_newest_override_comes_first():
    old, new, last = override("1", EARLY), override("2", LATE), override("3", LATE)
    files = [Answers(rubric="test", overrides={"count": given}) for given in (new, old, last)]
    assert carried_overrides(files) == {"count": (new, last, old)}
    assert carried_overrides(files[::-1]) == carried_overrides(files)
