"""Verifying portfolios: alone, by what follows from their rows; and held against a folder of assessments."""

import datetime as dt
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support import comparisons, documents, tampering
from support.facts import commits, history, repository, rich_repository
from support.moments import AS_OF

from mrl import editions, portfolios
from mrl.errors import InputError
from mrl.files.writing import canonical_json
from mrl.model.assessment import Assessment
from mrl.model.base import say
from mrl.model.branding import Brand
from mrl.model.portfolio import Portfolio
from mrl.rendering.portfolio_csv import projects_table
from mrl.scoring.portfolio_whole import with_whole
from mrl.verify import Beside, verify
from mrl.verify.differences import first_named
from mrl.verify.record import Outcome, State, Subject, Verification

DAY = dt.timedelta(days=1)
OLD = AS_OF - 400 * DAY


def busy(project: str, as_of=AS_OF) -> Assessment:
    taken = repository(history=history(*commits(0, 5, 40, 80), *commits(1, 9)))
    return comparisons.assessed(taken, rubric="screening", project=project, as_of=as_of)


@cache
def files() -> dict[str, bytes]:
    """Give the assessments of three projects, of which one was assessed before."""
    rich = comparisons.assessed(rich_repository(), rubric="screening", project="Ashford")
    each = {"a/new.json": rich, "a/old.json": busy("Ashford", OLD), "b.json": busy("Birling")}
    each["c.json"] = comparisons.plain("screening")
    return {name: canonical_json(one) for name, one in each.items()}


def write(folder: Path, contents: dict[str, bytes]) -> Path:
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@cache
def read() -> Portfolio:
    with TemporaryDirectory() as name:
        return portfolios.read_portfolio(write(Path(name), files()), portfolios.Choice())


def rendered(portfolio: Portfolio, branding: Brand | None = None) -> bytes:
    (document,) = portfolios.render(portfolio, "pdf", "en", branding).values()
    return document


@cache
def made() -> bytes:
    return rendered(read())


def verified(content: bytes, place: Path, contents: dict[str, bytes] | None = None, **more) -> Verification:
    """Verify a portfolio alone, or against a folder with some files."""
    path = place / "portfolio.pdf"
    path.write_bytes(content)
    folder = None if contents is None else write(place / "there", contents)
    rubrics = editions.Rubrics(**more)
    return verify(path, Beside(rubrics=rubrics, assessments=folder))[0]


def said(found: Verification, state: State = State.FAILS) -> list[str]:
    return [each.in_english() for check in found.checks if check.state is state for each in check.findings]


def with_json(change: Callable[[str], str]) -> bytes:
    """Change the attached portfolio.json, and seal the document again as anybody can."""
    changed = tampering.with_attached(made(), "portfolio.json", lambda raw: change(raw.decode()).encode())
    return tampering.resealed(changed)


def test_alone_all_that_follows_from_its_rows_is_checked(tmp_path: Path) -> None:
    found = verified(made(), tmp_path)
    assert found.outcome is Outcome.INCOMPLETE
    assert found.lacks_assessments_alone
    assert [check.subject for check in found.checks if check.state is State.HOLDS] == [
        *(Subject.FILE, Subject.CONSTRUCTION, Subject.ATTACHED, Subject.WHOLE, Subject.PAGES)
    ]
    (open_still,) = said(found, State.NOT_CHECKED)
    assert "the 3 assessments are not in the file" in open_still
    assert "--assessments FOLDER" in open_still


def test_digit_of_the_whole(tmp_path: Path) -> None:
    changed = with_json(lambda text: text.replace('"without_score":0', '"without_score":3', 1))
    complaints = said(verified(changed, tmp_path))
    assert complaints[0] == (
        "portfolio.json says something else than its rows give: headlines.screening.without_score"
    )


def test_digit_of_a_row(tmp_path: Path) -> None:
    row = next(each for each in read().projects if each.project == "Birling")
    tally = f'"tally":{{"met":{row.tally.met}'

    def better(text: str) -> str:
        before, after = text.split('"project":"Birling"', 1)
        place = after.rindex(tally, 0, after.index('"criteria":{'))
        return f'{before}"project":"Birling"{after[:place]}"tally":{{"met":9{after[place + len(tally) :]}'

    complaints = said(verified(with_json(better), tmp_path))
    assert "Birling: its criteria do not end as often as its row says" in complaints
    assert any(each.startswith("portfolio.csv, line ") for each in complaints)


def test_rows_of_the_table_swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def swapped(portfolio: Portfolio) -> bytes:
        head, first, second, *rest = projects_table(portfolio).splitlines(keepends=True)
        return b"".join([head, second, first, *rest])

    with monkeypatch.context() as patch:
        patch.setattr("mrl.rendering.portfolio.projects_table", swapped)
        changed = rendered(read())
    complaints = said(verified(changed, tmp_path))
    assert complaints[0] == "portfolio.csv, line 2: it does not say what portfolio.json gives"


def test_projects_in_another_order(tmp_path: Path) -> None:
    turned = read().model_copy(update={"projects": read().projects[::-1]})
    assert said(verified(rendered(turned), tmp_path)) == [
        "the projects in portfolio.json do not stand in the order of their scores"
    ]


def test_move_that_does_not_end_where_the_project_stands(tmp_path: Path) -> None:
    (mover,) = read().movers
    moved = read().model_copy(update={"movers": (mover.model_copy(update={"change": 4.0}),)})
    assert said(verified(rendered(moved), tmp_path)) == [
        "Ashford: its move does not end where its row stands"
    ]


def test_rows_that_are_nonsense_together(tmp_path: Path) -> None:
    def without_reasons(text: str) -> str:
        return json.dumps(json.loads(text) | {"reasons": []}, separators=(",", ":"))

    complaints = said(verified(with_json(without_reasons), tmp_path))
    assert complaints[0] == "the rows of portfolio.json do not fit each other"


def test_portfolio_with_a_brand_is_made_again_with_it(tmp_path: Path) -> None:
    found = verified(rendered(read(), Brand(organisation="Example Town")), tmp_path)
    assert said(found) == []


def test_everything_agrees_with_the_assessments(tmp_path: Path) -> None:
    found = verified(made(), tmp_path, files())
    assert found.outcome is Outcome.CONSISTENT
    holds = said(found, State.HOLDS)
    assert any("are those that the portfolio names, and give the same portfolio" in each for each in holds)
    assert "the evidence of 3 assessments, scored again with the rubric, gives their result" in holds


def test_files_may_be_moved_renamed_and_copied(tmp_path: Path) -> None:
    names = dict(zip(files(), ("z.json", "y/1.json", "x.txt", "w"), strict=True))
    moved = {names[name]: content for name, content in files().items()}
    found = verified(made(), tmp_path, moved | {"copy.json": files()["b.json"]})
    assert found.outcome is Outcome.CONSISTENT, said(found)


def test_later_and_other_assessments_do_not_count(tmp_path: Path) -> None:
    other = comparisons.assessed(repository(), rubric="osps-baseline", project="Other")
    more = {"later.json": canonical_json(busy("Birling", AS_OF + DAY)), "other.json": canonical_json(other)}
    assert verified(made(), tmp_path, files() | more).outcome is Outcome.CONSISTENT


def test_edited_assessment(tmp_path: Path) -> None:
    edited = files()["b.json"].replace(b'"coverage": 1', b'"coverage": 0', 1)
    found = verified(made(), tmp_path, files() | {"b.json": edited})
    assert said(found) == ["Birling: b.json was changed, its SHA-256 is not the one that the portfolio names"]


def test_edited_assessment_that_calls_itself_another_project(tmp_path: Path) -> None:
    edited = files()["b.json"].replace(b'"Birling"', b'"Denton"')
    assert said(verified(made(), tmp_path, files() | {"b.json": edited})) == [
        "Birling: b.json was changed, its SHA-256 is not the one that the portfolio names"
    ]


def test_missing_assessment_is_named_and_the_others_are_compared(tmp_path: Path) -> None:
    less = {name: content for name, content in files().items() if name != "c.json"}
    found = verified(made(), tmp_path, less)
    assert found.outcome is Outcome.INCOMPLETE
    assert not found.lacks_assessments_alone
    assert said(found, State.NOT_CHECKED) == ["Plain Forms: its assessment c.json is not in the folder"]


def test_assessments_that_should_have_counted(tmp_path: Path) -> None:
    between = canonical_json(busy("Ashford", AS_OF - 100 * DAY))
    more = {"d.json": canonical_json(busy("Denton")), "between.json": between}
    assert said(verified(made(), tmp_path, files() | more)) == [
        "Ashford: between.json would count and is not in the portfolio",
        "Denton: d.json would count and is not in the portfolio",
    ]


def test_without_the_older_ones_moves_are_not_compared(tmp_path: Path) -> None:
    newest = {name: content for name, content in files().items() if name != "a/old.json"}
    found = verified(made(), tmp_path, newest)
    assert found.outcome is Outcome.INCOMPLETE
    (open_still,) = said(found, State.NOT_CHECKED)
    assert open_still.startswith(
        "projects that moved since an older assessment that is not in the folder: 1;"
    )


def test_edited_older_assessment(tmp_path: Path) -> None:
    older = json.loads(files()["a/old.json"])
    older["headlines"][0]["score"]["point"] = 0.1
    found = verified(made(), tmp_path, files() | {"a/old.json": json.dumps(older).encode()})
    assert any("movers.Ashford.before.point" in each for each in said(found))


def embellished() -> Portfolio:
    """Give a portfolio in which a row was made better and everything else made to follow from it."""
    row = next(each for each in read().projects if each.project == "Birling")
    score = row.headlines["screening"].score.model_copy(update={"point": 9.9, "highest": 9.9})
    headline = row.headlines["screening"].model_copy(update={"score": score})
    better = row.model_copy(update={"headlines": row.headlines | {"screening": headline}})
    projects = tuple(better if each is row else each for each in read().projects)
    return with_whole(read().model_copy(update={"projects": projects}))


def test_only_the_assessments_tell_a_row_that_all_else_was_made_to_fit(tmp_path: Path) -> None:
    document = rendered(embellished())
    assert verified(document, tmp_path).lacks_assessments_alone
    complaints = said(verified(document, tmp_path, files()))
    assert complaints[0].startswith(
        "Birling: the portfolio says something else than its assessment: headlines."
    )
    assert complaints[1].startswith("portfolio.json says something else than the assessments give: ")


def test_assessment_that_was_edited_before_it_was_read(tmp_path: Path) -> None:
    edited = json.loads(files()["c.json"])
    edited["headlines"][0]["score"]["point"] = 9.9
    edited["headlines"][0]["score"]["highest"] = 9.9
    contents = files() | {"c.json": json.dumps(edited).encode()}
    with TemporaryDirectory() as name:
        found = portfolios.read_portfolio(write(Path(name), contents), portfolios.Choice())
    assert said(verified(rendered(found), tmp_path, contents)) == [
        "Plain Forms: its assessment is not what its evidence gives when it is scored again"
    ]


def test_rubric_that_only_somebody_else_has(tmp_path: Path) -> None:
    contents = {"a.json": canonical_json(documents.scored())}
    with TemporaryDirectory() as name:
        document = rendered(portfolios.read_portfolio(write(Path(name), contents), portfolios.Choice()))
    unknown = verified(document, tmp_path, contents)
    assert unknown.outcome is Outcome.INCOMPLETE
    assert "name its file with --rubric" in said(unknown, State.NOT_CHECKED)[0]
    assert (
        verified(document, tmp_path, contents, named=[documents.small_rubric()]).outcome is Outcome.CONSISTENT
    )


def test_folder_of_assessments_for_another_document(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is no portfolio"):
        verified(documents.document(), tmp_path, files())


def test_ten_are_named_and_the_others_counted() -> None:
    messages = [say("{name} is not here", name=str(number)) for number in range(13)]
    shown = first_named(messages)
    assert len(shown) == 11
    assert shown[-1].in_english() == "3 more of this kind"
    assert first_named(messages[:10]) == messages[:10]
