"""Which commit was assessed, of a project of one repository or many."""

import pytest
from support.release_runs import assessment_of

from mrl.model.assessment import Assessment
from mrl.model.evidence import RepositoryEvidence
from mrl.publishing.commit import assessed_commit
from mrl.publishing.problems import AttachError

URL = "https://github.com/example/services"
ONE, TWO = "1" * 40, "2" * 40


def of(*repositories: tuple[str, str | None, str | None]) -> Assessment:
    found = tuple(
        RepositoryEvidence(name=name, role="core", url=url, commit=commit, weight=0.5, values={})
        for name, url, commit in repositories
    )
    return assessment_of().model_copy(update={"repositories": found})


def refusal(assessment: Assessment, given: str | None = None) -> list[str]:
    with pytest.raises(AttachError) as raised:
        assessed_commit(assessment, URL, given)
    return str(raised.value).splitlines()


@pytest.mark.parametrize(
    "url", ["https://GitHub.com/Example/Services.git", "https://www.github.com/example/services/"]
)
def test_the_repository_of_the_release_among_several(url: str) -> None:
    assert (
        assessed_commit(of(("a", "https://github.com/example/other", TWO), ("b", url, ONE)), URL, None) == ONE
    )


def test_the_only_repository_wherever_it_was_read() -> None:
    assert assessed_commit(of(("a", None, ONE)), URL, None) == ONE
    assert assessed_commit(of(("a", "https://mirror.example/services", ONE.upper())), URL, None) == ONE


def test_several_and_none_is_the_one() -> None:
    several = of(("core", "https://github.com/example/core", ONE), ("web", None, TWO))
    assert refusal(several) == [
        f"the assessment of Example Town Services is of several repositories, and none is {URL}",
        f"say which commit was assessed with --commit: core {ONE[:12]}, web {TWO[:12]}",
    ]
    assert assessed_commit(several, URL, "2222222") == TWO
    assert refusal(several, "222") == [
        "the assessment is of no commit 222",
        f"assessed were: core {ONE[:12]}, web {TWO[:12]}",
    ]
    assert refusal(several, "3" * 40)[0] == f"the assessment is of no commit {'3' * 40}"


def test_a_commit_that_is_not_known() -> None:
    for commit in (None, "1234567"):
        assert refusal(of(("a", URL, commit)))[0] == (
            f"the assessment does not say which commit of {URL} was assessed"
        )
