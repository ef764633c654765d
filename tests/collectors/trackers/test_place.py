import pytest

from mrl.collectors.http.errors import SourceError
from mrl.collectors.trackers.place import Place, locate
from mrl.model.project import Tracker, TrackerKind

JIRA, REDMINE = TrackerKind.JIRA, TrackerKind.REDMINE


@pytest.mark.parametrize(
    ("kind", "url", "host", "root", "project"),
    [
        (JIRA, "https://bugs.city.example/browse/TIDE", "bugs.city.example", "", "TIDE"),
        (JIRA, "https://bugs.city.example/browse/TIDE-17", "bugs.city.example", "", "TIDE"),
        (JIRA, "https://city.example/jira/projects/TIDE/issues", "city.example", "/jira", "TIDE"),
        (JIRA, "https://City.Example:8443/browse/TIDE", "city.example:8443", "", "TIDE"),
        (JIRA, "https://x.atlassian.net/jira/software/c/projects/TIDE", "x.atlassian.net", "", "TIDE"),
        (JIRA, "https://ada:secret@city.example:443/browse/TIDE", "city.example", "", "TIDE"),
        (REDMINE, "https://city.example/projects/tide-1/issues", "city.example", "", "tide-1"),
        (REDMINE, "https://city.example/rm/projects/tide/", "city.example", "/rm", "tide"),
        (JIRA, "http://127.0.0.1:99/browse/TIDE", "127.0.0.1:99", "", "TIDE"),
    ],
)
def test_addresses_of_projects(kind: TrackerKind, url: str, host: str, root: str, project: str) -> None:
    scheme = url.split(":", 1)[0]
    wanted = Place(host=host, root=f"{scheme}://{host}{root}", project=project)
    assert locate(Tracker(kind=kind, url=url)) == wanted


def test_the_project_that_is_named_outranks_the_address() -> None:
    tracker = Tracker(kind=JIRA, url="https://city.example/browse/TIDE", project="REEF")
    assert locate(tracker).project == "REEF"


@pytest.mark.parametrize(
    ("url", "project", "words"),
    [
        (None, None, "without a usable address"),
        ("https:///browse/TIDE", None, "without a usable address"),
        ("https://city.example:no/browse/TIDE", None, "without a usable address"),
        ("http://city.example/browse/TIDE", None, "by https only"),
        ("ftp://127.0.0.1/browse/TIDE", None, "by https only"),
        ("https://city.example/jira", None, "names no project"),
        ("https://city.example/jira", 'TIDE" OR project != "', "names no project"),
        ("https://city.example/jira", "../../other", "names no project"),
    ],
)
def test_what_cannot_be_located(url: str | None, project: str | None, words: str) -> None:
    with pytest.raises(SourceError, match=words) as problem:
        locate(Tracker(kind=JIRA, url=url, project=project))
    assert "secret" not in str(problem.value)
