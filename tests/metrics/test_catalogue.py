import re
import subprocess
import sys

import pytest
from support.facts import FOUND_KEYS, repository, snapshot

from mrl.collectors.tree.facts import read_tree
from mrl.metrics import catalogue, measure
from mrl.model.evidence import AddsUp, Better, Kind, MetricInfo

IDS = """
activity.commits_12_months activity.active_months_12 activity.days_since_last_commit activity.trend
activity.age_years activity.active_repositories_share activity.history_published
people.active_contributors people.regular_contributors people.newcomers_12_months
people.contributor_absence_factor people.concentration people.organisations people.retention
releases.ever releases.final_12_months releases.days_since_last releases.median_interval
releases.regularity releases.maintained_lines releases.annotated_share releases.signed_share
releases.version_scheme_share releases.pre_releases releases.changelog releases.automation
releases.current_repositories_share
license.file license.evidence_share license.osi_approved license.main license.copyleft
license.header_share license.files_without_share license.distinct license.conflicts
license.declared_in_manifest license.spdx_tags_share license.reuse license.vendored_licenses
community.readme community.contributing community.code_of_conduct community.governance community.roadmap
community.support community.maintainers community.authors community.issue_templates
community.change_request_templates community.good_first_issues community.adopters community.funding
community.contribution_agreement community.citation community.publiccode community.discussion_channels
community.change_requests community.homepage
documentation.folder documentation.site documentation.api documentation.architecture documentation.upgrade
documentation.install documentation.examples documentation.readme_sections documentation.languages
documentation.translations
engineering.continuous_integration engineering.tests engineering.test_file_share
engineering.tested_repositories_share engineering.tests_in_ci engineering.test_coverage_configured
engineering.build_system engineering.static_analysis engineering.dependency_updates
engineering.lock_files engineering.code_style engineering.containers engineering.vendored_share
security.policy security.insights security.sbom security.key_like_files security.executables_in_tree
security.scanning tracker.named tracker.kind tracker.issue_keys_share
project.has_releases project.has_source_code project.several_repositories project.tracker_outside_forge
project.has_dependencies
issues.active_assignees issues.time_to_first_response issues.time_to_close issues.unanswered_share
issues.closure_ratio issues.answered_within_two_business_days change_requests.time_to_first_response
change_requests.closure_ratio change_requests.reviewed_share change_requests.merged_share
forge.branch_protection forge.release_assets
forge.description forge.discussions forge.good_first_issues forge.private_vulnerability_reports
forge.archived forge.security_advisories quality.blocker_violations quality.critical_violations
quality.blocker_violations_per_10k_lines quality.critical_violations_per_10k_lines
quality.test_coverage quality.duplication quality.gate
results.scanned_licensed_share results.scorecard results.reuse_compliant results.policy_violations
""".split()  # noqa: SIM905 - a list would be a hundred lines

INFOS = {info.id: info for info in catalogue()}
every_metric = pytest.mark.parametrize("info", catalogue(), ids=lambda info: info.id)


def test_the_catalogue_has_exactly_the_agreed_metrics_each_once() -> None:
    assert sorted(info.id for info in catalogue()) == sorted(IDS)


@every_metric
def test_a_metric_says_what_it_states(info: MetricInfo) -> None:
    assert info.title[0].isupper() or info.title.startswith("publiccode")
    assert not info.title.endswith(".")
    assert re.fullmatch(r"[A-Z].*\.", info.definition)
    assert info.source == "ours" or info.source.startswith("https://")
    assert info.needs in {"git", "forge", "tracker", "quality server", "result file"}


@every_metric
def test_kinds_units_and_words_go_together(info: MetricInfo) -> None:
    assert bool(info.unit) == (info.kind not in {Kind.YES_NO, Kind.WORD}) or info.id == "license.main"
    assert not info.words or info.kind is Kind.WORD
    assert info.kind is not Kind.WORD or info.better is Better.NEITHER
    if info.adds_up in {AddsUp.ANY, AddsUp.WORST}:
        assert info.kind is Kind.YES_NO
    if info.adds_up is AddsUp.SUM:
        assert info.kind is Kind.COUNT


def test_words_are_listed_where_they_are_known() -> None:
    assert INFOS["license.copyleft"].words == ("none", "weak", "strong", "network")
    assert "redmine" in INFOS["tracker.kind"].words


def test_at_least_thirty_five_metrics_need_git_alone() -> None:
    assert sum(info.needs == "git" for info in catalogue()) >= 35


def test_listing_the_metrics_does_not_import_pandas() -> None:
    code = "import sys; from mrl.metrics import catalogue; catalogue(); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_every_question_a_metric_asks_of_the_tree_is_one_the_collector_answers() -> None:
    facts, gaps = read_tree((), lambda oids, _limit: dict.fromkeys(oids))
    assert gaps == []
    assert facts.found.keys() >= set(FOUND_KEYS)
    unknown = {
        evidence.metric
        for evidence in measure(snapshot(repository(tree=facts))).evidence
        if evidence.known < evidence.total
    }
    assert unknown == set()
