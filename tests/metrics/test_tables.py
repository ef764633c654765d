import datetime as dt

from support.facts import AS_OF, ago, commits, history, release, releases, repository

from mrl.metrics.context import Context
from mrl.metrics.tables import ACTIVITY, RELEASES, activity_table, releases_table
from mrl.model.facts import CommitKind, MaintenanceLine

CONTEXT = Context(AS_OF)


def test_empty_tables_have_all_columns_with_their_types() -> None:
    for table, columns in (
        (activity_table({}, CONTEXT), ACTIVITY),
        (releases_table({}, CONTEXT), RELEASES),
    ):
        assert {name: str(kind) for name, kind in table.dtypes.items()} == dict(columns)
        assert table.empty


def test_the_activity_table_has_a_row_for_each_day_author_kind_and_line() -> None:
    line = MaintenanceLine(branch="1.x", last_commit=ago(3), commits=tuple(commits(2, 3, count=4)))
    facts = history(*commits(7, 40), *commits(8, 0, kind=CommitKind.ROBOT), maintenance_lines=(line,))
    table = activity_table({5: repository(history=facts)}, CONTEXT)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == dict(ACTIVITY)
    columns = ["repository", "author", "kind", "line", "commits", "age", "month"]
    assert sorted(table[columns].itertuples(index=False, name=None)) == [
        (5, 2, "human", "1.x", 4, 3, 0),
        (5, 7, "human", "", 1, 40, 1),
        (5, 8, "robot", "", 1, 0, 0),
    ]


def test_days_are_aware_and_days_after_the_assessed_one_count_as_that_day() -> None:
    facts = history((ago(-3), 1, CommitKind.HUMAN, 1))
    table = activity_table({0: repository(history=facts)}, CONTEXT)
    assert table["age"].tolist() == [0]
    assert table["day"].iloc[0].to_pydatetime() == dt.datetime(2025, 7, 3, tzinfo=dt.UTC)


def test_a_year_has_twelve_months() -> None:
    facts = history(*commits(1, *range(365)))
    months = activity_table({0: repository(history=facts)}, CONTEXT)["month"]
    assert sorted(set(months)) == list(range(12))
    assert set(months.value_counts()) == {30, 31}


def test_the_releases_table_is_in_order_of_time() -> None:
    facts = repository(releases=releases(release("2.0.0", 1.5), release("1.0.0", 9)))
    table = releases_table({3: facts}, CONTEXT)
    assert {name: str(kind) for name, kind in table.dtypes.items()} == dict(RELEASES)
    assert table[["repository", "line", "age"]].values.tolist() == [[3, "1.0", 9.0], [3, "2.0", 1.5]]


def test_a_moment_without_time_zone_is_in_utc() -> None:
    naive = release("1.0.0", 1, time=dt.datetime(2025, 6, 29, 12))  # noqa: DTZ001 - what is tested
    table = releases_table({0: repository(releases=releases(naive))}, CONTEXT)
    assert table["age"].tolist() == [1.0]
