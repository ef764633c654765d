import pytest
from support.facts import (
    COMMIT,
    commits,
    empty_repository,
    gap,
    history,
    hosted_repository,
    repository,
    rich_repository,
    rich_results,
    snapshot,
    unknown_repository,
)
from support.forge_facts import tracker
from support.measures import by_metric

from mrl.metrics import catalogue, measure
from mrl.model.evidence import Evidence, Kind
from mrl.model.project import Role
from mrl.model.snapshot import Snapshot

BEYOND_GIT = {info.id for info in catalogue() if info.needs != "git"}
TYPES = {Kind.YES_NO: bool, Kind.COUNT: int, Kind.NUMBER: float, Kind.SHARE: float, Kind.WORD: str}
PROJECTS = {
    "rich": snapshot(rich_repository(), tracker_facts=(tracker(),)).model_copy(
        update={"results": rich_results()}
    ),
    "hosted": snapshot(hosted_repository()),
    "git": snapshot(rich_repository().model_copy(update={"forge": None, "quality": None})),
    "plain": snapshot(repository()),
    "empty": snapshot(empty_repository()),
    "unknown": snapshot(unknown_repository()),
    "retired": snapshot(rich_repository(role=Role.RETIRED)),
    "several": snapshot(
        rich_repository("one"),
        repository("two"),
        rich_repository("three", Role.SATELLITE),
        unknown_repository("four", Role.SATELLITE),
        rich_repository("five", Role.RETIRED),
    ),
}
every_project = pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS.keys())


def sentences(evidence: Evidence) -> str:
    said = evidence.sentence or evidence.reason
    assert said is not None
    return said.in_english()


@every_project
def test_evidence_is_in_catalogue_order_and_says_what_the_metric_states(project: Snapshot) -> None:
    for info, evidence in zip(catalogue(), measure(project).evidence, strict=True):
        stated = (info.id, info.title, info.kind, info.unit, info.better, info.source)
        given = (
            evidence.metric,
            evidence.title,
            evidence.kind,
            evidence.unit,
            evidence.better,
            evidence.source,
        )
        assert given == stated


@every_project
def test_a_value_has_a_sentence_and_no_value_has_a_reason(project: Snapshot) -> None:
    for evidence in measure(project).evidence:
        assert (evidence.value is None) == (evidence.sentence is None) == (evidence.reason is not None)
        assert sentences(evidence)
        assert "{" not in sentences(evidence)
        assert 0 <= evidence.known <= evidence.total


@every_project
def test_values_are_plain_and_of_the_kind_of_the_metric(project: Snapshot) -> None:
    for evidence in measure(project).evidence:
        assert evidence.value is None or type(evidence.value) is TYPES[evidence.kind], evidence.metric
        if evidence.kind is Kind.SHARE and evidence.value is not None:
            assert 0 <= float(evidence.value) <= 1


@every_project
def test_the_same_snapshot_gives_the_same_bytes(project: Snapshot) -> None:
    again = Snapshot.model_validate_json(project.model_dump_json(by_alias=True))
    assert [each.model_dump_json() for each in measure(project).evidence] == [
        each.model_dump_json() for each in measure(again).evidence
    ]


def unknown_in(project: str) -> set[str]:
    return {evidence.metric for evidence in measure(PROJECTS[project]).evidence if evidence.value is None}


def test_of_a_rich_repository_every_metric_is_known_and_by_git_alone_those_that_need_no_more() -> None:
    assert unknown_in("rich") == set()
    assert unknown_in("git") == BEYOND_GIT


def test_of_an_empty_repository_nothing_is_unread() -> None:
    for evidence in measure(PROJECTS["empty"]).evidence:
        assert evidence.known == 1, evidence.metric


def test_of_an_unknown_repository_nothing_is_known_but_that_it_is_one() -> None:
    known = {
        evidence.metric for evidence in measure(PROJECTS["unknown"]).evidence if evidence.value is not None
    }
    assert known == {"project.several_repositories"}


def test_metrics_without_a_source_say_what_they_need() -> None:
    found = by_metric(PROJECTS["unknown"])
    assert {sentences(found[metric]) for metric in BEYOND_GIT if not metric.startswith("issues.")} == {
        "to be read on a forge, which was not asked",
        "to be read on a quality server, which was not asked",
        "to be read in a result file, which was not given",
    }
    named_nowhere = repository(forge=None)
    assert (
        sentences(by_metric(snapshot(named_nowhere))["issues.time_to_close"])
        == "to be read in a tracker, which was not asked"
    )


def test_without_a_repository_to_measure_everything_is_unknown() -> None:
    for evidence in measure(PROJECTS["retired"]).evidence:
        assert (evidence.value, evidence.known, evidence.total) == (None, 0, 0)
        assert sentences(evidence) == "the project has no repository that is not retired"


def test_a_gap_gives_the_reason_of_its_repository_and_subject() -> None:
    unread = unknown_repository("main")
    gaps = (
        gap("history", "a shallow clone"),
        gap("file tree: pom.xml", "a lost file"),
        gap("tree", "no", "other"),
    )
    found = by_metric(snapshot(unread, gaps=gaps))
    assert sentences(found["activity.trend"]) == "a shallow clone"
    assert sentences(found["community.readme"]) == "a lost file"
    assert sentences(found["license.main"]) == "license evidence was not read"


def test_a_gap_of_the_head_explains_all_that_is_missing() -> None:
    found = by_metric(snapshot(unknown_repository("main"), gaps=[gap("head", "no commit yet")]))
    assert sentences(found["activity.trend"]) == sentences(found["license.main"]) == "no commit yet"


def test_repositories_have_their_place_and_own_values() -> None:
    one, two, three, four, five = measure(PROJECTS["several"]).repositories
    assert (one.name, one.role, one.commit) == ("one", "core", COMMIT)
    assert one.url == "https://github.com/example/one"
    assert one.values["activity.commits_12_months"] == 9
    assert two.values["license.header_share"] == 0.8
    assert three.values["engineering.tested_repositories_share"] == 1.0
    assert set(four.values.values()) == {None}
    assert five.values == {}
    assert (four.commit, five.weight) == (None, 0)


def test_a_lone_repository_has_the_values_of_the_project() -> None:
    measured = measure(PROJECTS["rich"])
    values = measured.repositories[0].values
    assert values == {each.metric: each.value for each in measured.evidence}


def test_pooled_values_of_single_repositories_are_those_they_have_alone() -> None:
    pair = (hosted_repository("one"), repository("two", history=history(*commits(5, 1, 2, 90))))
    together = measure(snapshot(*pair)).repositories
    for each, own in zip(pair, together, strict=True):
        alone = measure(snapshot(each)).repositories[0].values
        shared = own.values.keys() & alone.keys()
        assert {metric: own.values[metric] for metric in shared} == {
            metric: alone[metric] for metric in shared
        }
        assert {"people.active_contributors", "issues.time_to_close"} <= shared


def test_links_lead_to_the_file_at_the_assessed_commit() -> None:
    found = by_metric(PROJECTS["rich"])
    assert found["license.file"].links == (f"https://github.com/example/rich/blob/{COMMIT}/LICENSE",)


def test_paths_without_an_address_name_their_repository_where_there_are_several() -> None:
    pair = (repository("one", url=None), repository("two", url=None))
    assert by_metric(snapshot(*pair))["license.file"].links == ("one: LICENSE", "two: LICENSE")
    assert by_metric(snapshot(pair[0]))["license.file"].links == ("LICENSE",)
