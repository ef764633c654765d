"""A hundred mistakes of hands in every shipped rubric: refused with a line, or still a rubric that scores."""

import re
from functools import cache
from pathlib import Path

import pytest
from support.mutations import MISTAKES, Mutation, mutations

from mrl.errors import MOST_PROBLEMS, InputError, Problem
from mrl.metrics import catalogue
from mrl.resources import rubrics_folder
from mrl.rubric.comparing import compare
from mrl.rubric.describing import describe
from mrl.rubric.loading import LoadedRubric, load_rubric, shipped_rubrics
from mrl.rubric.remarks import remarks_on
from mrl.rubric.vectors import Vector
from mrl.scoring.score import score
from mrl.scoring.vector_input import vector_answers, vector_project

METRICS = {info.id: info for info in catalogue()}
RUBRICS = shipped_rubrics(rubrics_folder())
COUNT = 100
SEED = 4
NEAR = 3
"""Lines between a mistake and where the YAML reader stumbles over it."""
NEVER_FINE = {
    *("tab_for_spaces", "colon_left_out", "misspelt_key", "misspelt_reference", "misspelt_child"),
    *("misspelt_metric", "misspelt_word", "misspelt_list", "no_weight", "key_stands_twice", "merge_mark"),
    *("brackets_not_closed", "renamed_criterion", "criterion_deleted", "list_for_a_mapping"),
}
"""Mistakes after which a rubric cannot mean what it should; others may hit a text, where they harm nobody."""
OF_SOME_RUBRICS = {
    *("misspelt_reference", "misspelt_metric", "misspelt_child", "child_removed", "child_in_two_nodes"),
    "no_weight",
}
"""Mistakes for which a rubric may have no place: it has no headline, or writes its children on one line."""

hundred_mistakes = pytest.mark.parametrize("number", range(COUNT))
every_rubric = pytest.mark.parametrize("name", RUBRICS)


@cache
def mistakes_in(name: str) -> tuple[Mutation, ...]:
    return tuple(mutations(RUBRICS[name].read_bytes(), COUNT, SEED))


def opened(folder: Path, name: str, mutation: Mutation) -> LoadedRubric:
    path = folder / f"{name}.yaml"
    path.write_bytes(mutation.content)
    return load_rubric(path, METRICS)


def points_at(problem: Problem, mutation: Mutation) -> bool:
    """Whether a problem names the line of the mistake, what was changed there, or what was broken by it."""
    text, line = str(problem), problem.line or 0
    begun = re.search(r"begun in line (\d+)", text)
    first = int(begun[1]) if begun else line
    covers = first - NEAR <= mutation.line <= line + 1 or abs(line - mutation.line) <= NEAR
    is_before_the_end = mutation.kind == "file_cut_short" and line <= mutation.line
    return covers or is_before_the_end or any(word in text for word in mutation.words)


def shown(mutation: Mutation, problems: tuple[Problem, ...]) -> str:
    lines = mutation.content.decode(errors="replace").split("\n")
    return "\n".join(
        [f"{mutation.kind} in line {mutation.line}: {lines[mutation.line - 1]}", *map(str, problems)]
    )


@every_rubric
@hundred_mistakes
def test_a_mistake_is_named_with_its_line_or_harmless(name: str, number: int, tmp_path: Path) -> None:
    mutation = mistakes_in(name)[number]
    try:
        loaded = opened(tmp_path, name, mutation)
    except InputError as refusal:
        problems = refusal.problems
    else:
        must_score(loaded, mutation)
        return
    listed = problems[:MOST_PROBLEMS]
    assert all(problem.line for problem in listed), shown(mutation, problems)
    assert any(points_at(problem, mutation) for problem in listed), shown(mutation, problems)
    assert len(problems) <= MOST_PROBLEMS + 1


def must_score(loaded: LoadedRubric, mutation: Mutation) -> None:
    assert mutation.kind not in NEVER_FINE, shown(mutation, ())
    vector = Vector(name="best", every_metric="best", every_answer="best", expect={})
    project = vector_project(vector, loaded.rubric, METRICS)
    assessment = score(loaded.rubric, loaded.digest, project, vector_answers(vector, loaded.rubric))
    assert len(assessment.criteria) == len(loaded.rubric.criteria)


@every_rubric
def test_what_is_accepted_can_be_described_remarked_on_and_compared(name: str, tmp_path: Path) -> None:
    original = load_rubric(RUBRICS[name], METRICS).rubric
    accepted = 0
    for mutation in mistakes_in(name):
        try:
            loaded = opened(tmp_path, name, mutation)
        except InputError:
            continue
        accepted += 1
        assert list(describe(loaded.rubric, "fr", full=True))
        remarks = remarks_on(loaded.rubric, loaded.document, METRICS)
        same = loaded.rubric == original.model_copy(update={"changes": loaded.rubric.changes})
        assert compare(original, loaded.rubric) or remarks or same, shown(mutation, ())
    assert 0 < accepted < COUNT


@every_rubric
def test_every_kind_of_mistake_is_made(name: str) -> None:
    kinds = [mutation.kind for mutation in mistakes_in(name)]
    assert set(kinds) >= MISTAKES.keys() - OF_SOME_RUBRICS
    assert len({mutation.content for mutation in mistakes_in(name)}) > COUNT * 0.9
