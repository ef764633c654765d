"""Nothing in a result depends on the order of answers in a file, or on the order of the files."""

import json
from pathlib import Path
from random import Random

import pytest
from support.facts import repository, snapshot
from support.rubrics import make_rubric, practice, rubric_content
from support.said import answers_of, scored

from mrl import pipeline
from mrl.files.writing import canonical_json
from mrl.model.answers import Answers
from mrl.model.snapshot import OwnAnswers, Snapshot
from mrl.scoring.again import score_again

METRICS = [f"metric{number}" for number in range(6)]
RUBRIC = make_rubric(
    {f"C{number}": practice(name, "supports") for number, name in enumerate(METRICS)}
    | {"A": practice(), "B": practice()}
)
SAID = dict.fromkeys([f"C{number}" for number in range(6)], "yes")
TOLD = SAID | {"C2": "no", "A": "yes", "B": "no"}


def override(value: str, role: str, valid_until: str = "2027-01-01") -> dict[str, str]:
    reason = "counted in the registry"
    return {"value": value, "role": role, "date": "2026-04-01", "reason": reason, "valid_until": valid_until}


def review(role: str) -> dict[str, str]:
    return {"role": role, "date": "2026-05-10", "statement": "Every answer was checked."}


LEAD = answers_of(
    "lead",
    TOLD,
    overrides={name: override("yes", "lead") for name in METRICS[3:]},
    review=review("reviewer"),
)
SAME_ROLE = answers_of(
    "lead",
    TOLD | {"A": "no", "B": "not applicable", "C0": "partly"},
    overrides={METRICS[3]: override("no", "lead"), METRICS[4]: override("no", "OSPO", "2026-12-01")},
    review=review("board"),
)
SECOND = answers_of("second lead", TOLD | {"A": "partly", "C1": "no"})
OWN = answers_of("maintainer", SAID | {"A": "yes"})
FILES = [LEAD, SAME_ROLE, SECOND]


def shuffled(answers: Answers, chance: Random) -> Answers:
    """Write the same file in another order."""
    return answers.model_copy(
        update={
            name: dict(chance.sample(sorted(found.items()), len(found)))
            for name, found in (("answers", answers.answers), ("overrides", answers.overrides))
        }
    )


def assessed(files: list[Answers], own: Answers) -> bytes:
    facts = dict.fromkeys(METRICS, False)
    found = scored(RUBRIC, *files, own=own, **facts)
    assert found.contradictions
    assert found.disagreements
    assert score_again(RUBRIC, found.rubric.digest, found) == found
    return canonical_json(found)


@pytest.mark.parametrize("seed", range(12))
def test_answers_and_files_in_any_order_give_the_same_bytes(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - no secret depends on it
    files = [shuffled(each, chance) for each in chance.sample(FILES, len(FILES))]
    assert assessed(files, shuffled(OWN, chance)) == assessed(FILES, OWN)


def test_of_one_day_the_lower_answer_and_the_override_that_ends_first_count() -> None:
    found = scored(RUBRIC, LEAD, SAME_ROLE, **dict.fromkeys(METRICS, False))
    used = {each.criterion: each.answer for each in found.answers if each.used}
    assert (used["A"], used["B"]) == ("no", "no")
    assert {each.metric: each.replaced_by for each in found.overrides}[METRICS[4]] is False


def with_own(answers: dict[str, dict[str, str]]) -> Snapshot:
    said = {"rubric": "test", "role": "lead", "date": "2024-01-01", "answers": answers}
    own = OwnAnswers(repository="main", path=".mrl/answers.yaml", answers=Answers.model_validate(said))
    return snapshot(repository()).model_copy(update={"own_answers": (own,)})


@pytest.mark.parametrize("wrong", [(), ("C1", "C4")])
@pytest.mark.parametrize("seed", range(4))
def test_a_snapshot_scored_at_once_and_from_its_file_gives_the_same_bytes(
    seed: int, wrong: tuple[str, ...], tmp_path: Path
) -> None:
    metric = "activity.commits_12_months"
    rare = practice(metric, "supports", scale={"kind": "goalposts", "worst": "0", "best": "1000"})
    names = [f"C{number}" for number in range(6)]
    (tmp_path / "rubric.yaml").write_text(json.dumps(rubric_content(dict.fromkeys(names, rare))))
    written = {name: {"answer": "never" if name in wrong else "yes"} for name in names}
    chance = Random(seed)  # noqa: S311 - as above
    at_once = with_own(dict(chance.sample(sorted(written.items()), len(written))))
    from_file = Snapshot.model_validate_json(canonical_json(at_once))
    scoring = pipeline.Scoring(rubric=pipeline.open_rubric(str(tmp_path / "rubric.yaml")))
    found = [pipeline.judge(each, scoring) for each in (at_once, from_file)]
    assert canonical_json(found[0]) == canonical_json(found[1])
    assert bool(wrong) == any(gap.subject == "answers" for gap in found[0].gaps)
    assert wrong or len(found[0].contradictions) == len(names)
