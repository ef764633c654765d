import pytest
from support.facts import commits, empty_repository, history, repository, snapshot, unknown_repository
from support.measures import by_metric, evidence_of, reason_of, value_of

from mrl.model.base import Value
from mrl.model.evidence import Bound
from mrl.model.facts import CommitKind, RepositoryFacts
from mrl.model.project import Role


def crowd(*counts: int) -> RepositoryFacts:
    """One person for each count of commits, all made ten days ago."""
    rows = [row for author, count in enumerate(counts) for row in commits(author, 10, count=count)]
    return repository(history=history(*rows))


def team() -> RepositoryFacts:
    rows = [*commits(1, 1, 50, 100, 500), *commits(2, 1, 2, 3), *commits(3, 400), *commits(4, 20, 800)]
    return repository(history=history(*rows, *commits(9, 1, 40, 80, 120, kind=CommitKind.ROBOT)))


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("people.active_contributors", 3),
        ("people.regular_contributors", 1),
        ("people.newcomers_12_months", 1),
        ("people.contributor_absence_factor", 2),
        ("people.concentration", 0.387755),
        ("people.organisations", 1),
        ("people.retention", 0.5),
    ],
)
def test_a_team(metric: str, value: Value) -> None:
    assert value_of(metric, team()) == value


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("people.active_contributors", 0),
        ("people.regular_contributors", 0),
        ("people.newcomers_12_months", 0),
        ("people.contributor_absence_factor", 0),
        ("people.concentration", None),
        ("people.organisations", None),
        ("people.retention", None),
    ],
)
def test_nobody(metric: str, value: Value | None) -> None:
    assert value_of(metric, empty_repository()) == value


@pytest.mark.parametrize(
    ("counts", "factor"),
    [
        ((1000, 433, 343, 332, 202, 90, 42, 33), 2),
        ((5,), 1),
        ((5, 5), 2),
        ((6, 5), 1),
        ((1, 1, 1, 1), 3),
    ],
)
def test_the_absence_factor_takes_strictly_more_than_half(counts: tuple[int, ...], factor: int) -> None:
    assert value_of("people.contributor_absence_factor", crowd(*counts)) == factor


@pytest.mark.parametrize(("counts", "index"), [((7,), 1.0), ((3, 3), 0.5), ((2,) * 10, 0.1)])
def test_concentration(counts: tuple[int, ...], index: float) -> None:
    assert value_of("people.concentration", crowd(*counts)) == index


def test_a_person_in_two_repositories_is_one_person() -> None:
    pair = (
        repository("a", history=history(*commits(1, 5))),
        repository("b", history=history(*commits(1, 9))),
    )
    assert value_of("people.active_contributors", *pair) == 1


def test_who_worked_in_another_repository_before_is_no_newcomer() -> None:
    new, old = history(*commits(1, 5)), history(*commits(1, 900))
    assert value_of("people.newcomers_12_months", repository("a", history=new)) == 1
    both = (repository("a", history=new), repository("b", history=old))
    assert value_of("people.newcomers_12_months", *both) == 0


def test_newcomers_are_unknown_while_a_history_is() -> None:
    pair = (team(), unknown_repository("b", Role.SATELLITE))
    assert value_of("people.active_contributors", *pair) == 3
    assert reason_of("people.newcomers_12_months", *pair).startswith("unknown for 1 of 2 repositories")


def test_organisations_are_a_lower_bound_where_some_are_not_known() -> None:
    some = evidence_of("people.organisations", team())
    assert (some.value, some.bound) == (1, Bound.AT_LEAST)
    pair = repository(history=history(*commits(1, 5), *commits(2, 5)))
    assert evidence_of("people.organisations", pair).bound is Bound.EXACT


def test_organisations_need_to_be_looked_at() -> None:
    found = by_metric(snapshot(team(), authors=None))["people.organisations"]
    assert found.reason is not None
    assert found.reason.in_english() == "the organisations of authors were not looked at"
