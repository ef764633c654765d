"""From what a person points at to a comparison: every kind of target, one rubric, one day."""

import datetime as dt

import pytest
from support import comparisons, repositories
from support.moments import AS_OF

from mrl import pipeline
from mrl.collectors.options import CollectOptions
from mrl.comparing import Request, compare_projects
from mrl.errors import InputError, TargetError
from mrl.files.writing import canonical_json, write_file

LATER = AS_OF + dt.timedelta(days=31)


def in_file(folder, name, content):
    return str(write_file(folder / name, canonical_json(content)))


def compared(folder, *targets, as_of=None, **changes):
    options = CollectOptions(offline=True, cache=folder / "cache", as_of=as_of)
    return compare_projects(Request(targets=[str(each) for each in targets], options=options, **changes))


@pytest.fixture
def assessments(tmp_path):
    names = ("plain", "rich", "answered")
    return [in_file(tmp_path, f"{name}.json", getattr(comparisons, name)()) for name in names]


def test_assessments_in_files_and_folders(tmp_path, assessments):
    in_file(tmp_path, "kept/assessment.json", comparisons.unknown())
    found = compared(tmp_path, *assessments, tmp_path / "kept")
    assert [each.project for each in found.comparison.projects] == [
        *("Plain Forms", "Rich Portal", "Answered Office", "Unknown Desk"),
    ]
    assert not found.comparison.different_days


def test_a_repository_is_collected_as_of_the_day_of_the_others(tmp_path):
    made = repositories.well_kept(tmp_path / "made")
    snapshot = pipeline.collect(
        pipeline.open_target(str(made)),
        CollectOptions(offline=True, cache=tmp_path, as_of=dt.datetime(2026, 1, 31, tzinfo=dt.UTC)),
    )
    taken = in_file(tmp_path, "snapshot.json", snapshot)
    project = tmp_path / "project.yaml"
    source = made.relative_to(tmp_path)
    project.write_text(
        f"schema: mrl-project/1\nname: Named\nrepositories:\n- source: {source}\n  role: core\n"
    )
    found = compared(tmp_path, taken, made, project, rubric="screening")
    assert {each.as_of.date() for each in found.assessments} == {dt.date(2026, 1, 31)}
    assert found.comparison.projects[2].project == "Named"
    assert found.comparison.rubric.id == "screening"
    assert {each.relation.value for each in found.comparison.criteria} <= {"same", "unknown_for_all"}


def test_the_rubric_is_that_of_the_assessments(tmp_path):
    paths = [
        in_file(tmp_path, f"{maker.__name__}.json", maker(comparisons.COUNTS))
        for maker in (comparisons.plain, comparisons.rich)
    ]
    assert compared(tmp_path, *paths).comparison.rubric.id == comparisons.COUNTS
    complaint = r"plain.json was assessed with the rubric public-code .*uses market-readiness"
    with pytest.raises(InputError, match=complaint):
        compared(tmp_path, *paths, rubric="market-readiness")


def test_different_rubrics_are_refused_naming_both(tmp_path, assessments):
    other = in_file(tmp_path, "other.json", comparisons.rich(comparisons.COUNTS))
    complaint = r"plain.json was assessed with the rubric market-readiness .*other.json with public-code"
    with pytest.raises(InputError, match=complaint):
        compared(tmp_path, assessments[0], other)


def test_different_days_are_refused_naming_both_unless_allowed(tmp_path, assessments):
    later = in_file(tmp_path, "later.json", comparisons.assessed(as_of=LATER))
    complaint = r"plain.json is of 2025-06-30, .*later.json of 2025-07-31.*--allow-different-days"
    with pytest.raises(InputError, match=complaint):
        compared(tmp_path, assessments[0], later)
    found = compared(tmp_path, assessments[0], later, allows_different_days=True)
    assert found.comparison.different_days
    page = found.render("html", "en").decode()
    assert "These assessments are of different days." in page
    assert "31 July 2025" in page


def test_another_day_than_asked_for_is_refused(tmp_path, assessments):
    with pytest.raises(InputError, match=r"--as-of is of 2025-07-31, .*plain.json of 2025-06-30"):
        compared(tmp_path, *assessments, as_of=LATER)
    assert compared(tmp_path, *assessments, as_of=AS_OF)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_two_to_six_can_be_compared(tmp_path, assessments, count):
    with pytest.raises(InputError, match=f"{count} given; two to six projects"):
        compared(tmp_path, *(assessments * 3)[:count])


def test_an_assessment_that_lost_criteria_is_refused(tmp_path, assessments):
    whole = comparisons.rich()
    cut = in_file(tmp_path, "cut.json", whole.model_copy(update={"criteria": whole.criteria[1:]}))
    with pytest.raises(
        InputError, match=r"cut.json.* does not follow from the answers and criteria in the file"
    ):
        compared(tmp_path, assessments[0], cut)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        (
            "answers.json",
            '{"schema": "mrl-answers/1"}',
            r"mrl-assessment/1 \| mrl-assessment/2 \| mrl-snapshot/1",
        ),
        ("cut.json", '{"schema": "mrl-assess', "cut short"),
        ("gone.json", None, "no such file"),
    ],
)
def test_files_that_are_something_else_are_refused(tmp_path, assessments, name, content, complaint):
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=complaint):
        compared(tmp_path, assessments[0], tmp_path / name)


def test_a_target_that_is_nothing_is_refused(tmp_path, assessments):
    for target in (tmp_path / "nowhere", "a" * 5000, ""):
        with pytest.raises(TargetError):
            compared(tmp_path, assessments[0], target)


def test_weights_are_read_and_checked(tmp_path, assessments):
    weights = tmp_path / "weights.yaml"
    weights.write_text("schema: mrl-weights/1\ntitle: City of Example\nweights:\n  resilience: 3\n")
    found = compared(tmp_path, *assessments, weights=weights)
    assert found.comparison.own_weights.changes[0].own == 3
    page = found.render("html", "fr").decode()
    assert "City of Example" in page
    weights.write_text("schema: mrl-weights/1\nweights:\n  resilence: 3\n")
    with pytest.raises(InputError, match=r"weights.yaml:3:3: .*did you mean 'resilience'"):
        compared(tmp_path, *assessments, weights=weights)
