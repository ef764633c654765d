"""Files that an organisation keeps once for all its repositories."""

import pytest
from support.facts import gap, repository, snapshot, tree
from support.forge_facts import forge
from support.measures import by_metric, reason_of, sentence_of, value_of

from mrl.model.facts import RepositoryFacts

LENT = {
    "community.contributing": "contributing",
    "community.code_of_conduct": "code_of_conduct",
    "community.governance": "governance",
    "community.support": "support",
    "community.funding": "funding",
    "community.issue_templates": "issue_templates",
    "community.change_request_templates": "change_request_templates",
    "security.policy": "security",
}
ADDRESS = "https://github.com/example/.github/blob/main/FILE.md"
every_lent_file = pytest.mark.parametrize(("metric", "kind"), LENT.items())


@every_lent_file
def test_an_inherited_file_is_a_hit_that_says_where_it_is(metric: str, kind: str) -> None:
    inheriting = repository(forge=forge(inherited_files={kind: ADDRESS}))
    assert value_of(metric, inheriting) is True
    assert sentence_of(metric, inheriting) == f"Inherited from {ADDRESS}"
    assert value_of(metric, repository(forge=forge(inherited_files={"other": ADDRESS}))) is False


@every_lent_file
def test_a_file_that_the_forge_shows_is_a_hit(metric: str, kind: str) -> None:
    showing = repository(forge=forge(community_files={kind: True}))
    assert sentence_of(metric, showing) == "The forge shows it"
    assert value_of(metric, repository(forge=forge(community_files={kind: False}))) is False


@every_lent_file
def test_a_file_is_only_known_to_be_missing_once_the_forge_was_asked(metric: str, kind: str) -> None:
    no_forge = "not among the files; whether its organisation lends one, a forge can tell"
    assert reason_of(metric, repository(forge=None)) == no_forge
    assert reason_of(metric, repository(forge=forge(inherited_files=None))) == no_forge
    in_tree = tree(**{f"community__{kind}": 1})
    assert value_of(metric, repository(forge=None, tree=in_tree)) is True
    assert reason_of(metric, repository(tree=None)) == "the file tree was not read"


def test_the_gap_of_the_forge_says_why_it_was_not_asked() -> None:
    project = snapshot(repository(forge=None), gaps=[gap("forge", "this run was offline", None)])
    assert by_metric(project)["security.policy"].reason == gap("", "this run was offline").reason


def test_other_files_are_those_of_the_tree_alone() -> None:
    facts: RepositoryFacts = repository(
        forge=forge(community_files={"roadmap": True}, inherited_files={"readme": ADDRESS})
    )
    assert value_of("community.roadmap", facts) is False
    assert value_of("community.readme", facts) is False
    assert value_of("community.readme", repository(forge=None)) is False
