"""An error nobody expected in one repository is a gap of that repository, and the run goes on."""

import dataclasses
import errno
import importlib

import pytest
from support.doors import TOKEN
from support.forge_host import ForgeHost, fill
from support.github_state import Repository
from support.repositories import well_kept

from mrl import faults
from mrl.errors import OutputError
from mrl.model.base import say
from mrl.model.snapshot import Snapshot

NAMES = ("core-main", *(f"plugin-{letter}" for letter in "abcdef"))
HIT = "plugin-c"
SECRET = "ada@city.example"


@pytest.fixture
def collect(tmp_path, monkeypatch, cli_invoke):
    """Collect seven repositories of an organisation; give the result and the snapshot."""
    with ForgeHost.serving(tmp_path / "served") as host:
        fill(host, [Repository("city", name) for name in NAMES], tmp_path / "origins")
        monkeypatch.setenv(host.token_variable, TOKEN)
        monkeypatch.setenv("MRL_CACHE", str(tmp_path / "cache"))
        project = host.write_project(tmp_path / "project", include=["*"], core=["core-*"])

        def run(*options):
            result = cli_invoke("collect", project, "--json", "--quiet", *options)
            assert result.exit_code == 0, result.stderr
            return result, Snapshot.model_validate_json(result.stdout)

        yield run


def failing(monkeypatch, place, is_hit, error):
    """Let a function raise an error where its arguments hit."""
    module, _, name = place.rpartition(".")
    owner = importlib.import_module(module)
    real = getattr(owner, name)

    def function(*arguments, **options):
        if is_hit(*arguments, **options):
            raise error
        return real(*arguments, **options)

    monkeypatch.setattr(owner, name, function)


SECTIONS = {
    "head": "mrl.collectors.repository.read_head",
    "history": "mrl.collectors.repository.read_history",
    "releases": "mrl.collectors.repository.read_releases",
}
OF_ALL = {
    "README and manifests": "mrl.collectors.repository.read_declared",
    "tree": "mrl.collectors.repository.read_tree",
    "license": "mrl.collectors.repository.read_license",
    "mailmap": "mrl.collectors.repository._mailmap",
    "quality": "mrl.collectors.repository._quality_places",
    "tracker": "mrl.collectors.repository.with_tracker_of_keys",
    "answers": "mrl.collectors.repository.read_own_answers",
}
ERRORS = [RecursionError("deep"), KeyError(SECRET), UnicodeError(SECRET), AttributeError(SECRET)]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_repository_is_named_and_the_others_are_read(collect, monkeypatch, error):
    failing(
        monkeypatch, "mrl.collectors.project.read_repository", lambda opened, *_: opened.name == HIT, error
    )
    result, snapshot = collect()
    gaps = [gap for gap in snapshot.gaps if faults.is_fault(gap.reason)]
    assert [(gap.repository, gap.subject) for gap in gaps] == [(HIT, "repository")]
    assert type(error).__name__ in gaps[0].reason.in_english()
    assert SECRET not in result.stdout + result.stderr
    assert [each.name for each in snapshot.repositories if each.head is None] == [HIT]
    assert f"mrl: {HIT} repository: an unexpected error" in result.stderr


@pytest.mark.parametrize("subject", [*SECTIONS, *OF_ALL])
def test_a_section_that_fails_is_a_gap_and_the_other_sections_are_read(collect, monkeypatch, subject):
    place = (SECTIONS | OF_ALL)[subject]
    failing(monkeypatch, place, lambda *_, **__: True, ZeroDivisionError("by zero"))
    _, snapshot = collect()
    hit = {gap.repository for gap in snapshot.gaps if gap.subject == subject and faults.is_fault(gap.reason)}
    assert hit == ({"core-main"} if subject == "answers" else set(NAMES))
    if subject != "head":
        read = [each.releases if subject != "releases" else each.tree for each in snapshot.repositories]
        assert None not in read


def test_memory_that_runs_out_in_one_repository_is_that_ones_gap(collect, monkeypatch):
    failing(
        monkeypatch,
        "mrl.collectors.project.read_repository",
        lambda opened, *_: opened.name == HIT,
        MemoryError(),
    )
    _, snapshot = collect()
    assert [gap.reason.in_english() for gap in snapshot.gaps if gap.repository == HIT] == [
        "there was not enough memory to read this"
    ]


def test_identities_that_cannot_be_numbered_cost_that_history_alone(collect, monkeypatch):
    module = importlib.import_module("mrl.collectors.assembly")
    real = module.number_authors

    def number_authors(seen, mailmaps):
        entries = list(seen)
        if any("plugin-c" in entry.identity.address for entry in entries):
            raise RecursionError(SECRET)
        return real(entries, mailmaps)

    monkeypatch.setattr(module, "number_authors", number_authors)
    monkeypatch.setattr(
        "mrl.collectors.project.with_telling_names", lambda _run, records: list(map(marked, records))
    )
    result, snapshot = collect()
    told = {(gap.repository, gap.subject) for gap in snapshot.gaps if faults.is_fault(gap.reason)}
    assert told == {(None, "authors"), (HIT, "history")}
    assert [each.name for each in snapshot.repositories if each.history is None] == [HIT]
    assert snapshot.authors is None
    assert SECRET not in result.stdout


def marked(record):
    """Give the records of the repository hit an author whose address tells it apart."""
    if record.facts.name != HIT or record.history is None:
        return record

    class Marked(type(record.history)):
        def seen(self):
            first, *rest = super().seen()
            identity = dataclasses.replace(first.identity, address="x@plugin-c.example")
            return [dataclasses.replace(first, identity=identity), *rest]

    values = {each.name: getattr(record.history, each.name) for each in dataclasses.fields(record.history)}
    return dataclasses.replace(record, history=Marked(**values))


def test_an_answer_of_the_forge_that_nobody_expected_costs_one_repository(collect, monkeypatch):
    """The forge is asked about many at once; the one whose answer fails is found by halves."""
    module = importlib.import_module("mrl.collectors.github")
    real = module.read_repositories
    asked = []

    def read_repositories(refs, *rest):
        asked.append(len(refs))
        if any(ref.name == HIT for ref in refs):
            raise KeyError(SECRET)
        yield from real(refs, *rest)

    monkeypatch.setattr(module, "read_repositories", read_repositories)
    _, snapshot = collect()
    told = {(gap.repository, gap.subject) for gap in snapshot.gaps if faults.is_fault(gap.reason)}
    assert told == {(HIT, "forge")}
    assert [each.name for each in snapshot.repositories if each.forge is None] == [HIT]
    assert len(asked) <= 2 * 3 + 1


def test_a_forge_that_fails_for_all_is_not_asked_for_ever(collect, monkeypatch):
    module = importlib.import_module("mrl.collectors.github")
    asked = []

    def read_repositories(refs, *_):
        asked.append(len(refs))
        raise KeyError(SECRET)
        yield

    monkeypatch.setattr(module, "read_repositories", read_repositories)
    monkeypatch.setattr("mrl.collectors.beyond._MOST_FAULTS", 2)
    _, snapshot = collect()
    assert {gap.repository for gap in snapshot.gaps if gap.subject == "forge"} == set(NAMES)
    assert len(asked) < 2 * len(NAMES) - 1


@pytest.mark.parametrize(
    ("place", "subject"),
    [
        ("mrl.collectors.trackers.reading._read", "tracker"),
        ("mrl.collectors.results.reading.read_content", "results"),
    ],
)
def test_a_tracker_or_a_result_file_that_fails_is_a_gap(tmp_path, monkeypatch, cli_invoke, place, subject):
    well_kept(tmp_path)
    failing(monkeypatch, place, lambda *_: True, KeyError(SECRET))
    (tmp_path / "project.yaml").write_text(
        "schema: mrl-project/1\nname: City\nrepositories:\n  - source: well-kept\n"
        "tracker:\n  kind: redmine\n  url: https://tracker.example/projects/city\nresults: [ort.json]\n"
    )
    result = cli_invoke("collect", tmp_path / "project.yaml", "--json", "--quiet", "--max-requests", 0)
    assert result.exit_code == 0, result.stderr
    gaps = Snapshot.model_validate_json(result.stdout).gaps
    assert [gap.subject for gap in gaps if faults.is_fault(gap.reason)] == [subject]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), OutputError(say("no"))])
def test_what_every_repository_would_meet_ends_the_run(error):
    assert faults.stops_the_run(error)
    told = []
    with pytest.raises(type(error)), faults.taken(told.append):
        raise error
    assert told == []


def test_what_one_file_refuses_is_no_fault_of_ours():
    reason = faults.reason_of(PermissionError(errno.EACCES, "Permission denied", "/somewhere/private"))
    assert reason.in_english() == "cannot be read: Permission denied"
    assert not faults.is_fault(reason)


def test_ctrl_c_is_no_reason():
    with pytest.raises(KeyboardInterrupt), faults.taken(lambda _: None):
        raise KeyboardInterrupt
