"""GitLab's opinion of one repository, from its answers; what they leave out is unknown, with a gap."""

from collections.abc import Sequence

from mrl.collectors.git.store import TreeEntry
from mrl.collectors.git.versions import parse_tag
from mrl.collectors.gitlab.answers import (
    Count,
    Listed,
    OverviewNode,
    PathNode,
    PipelineNode,
    ProjectAnswer,
    ReleaseNode,
    RepositoryNode,
    RuleNode,
)
from mrl.collectors.license.identifiers import canonical
from mrl.collectors.tree.community import COMMUNITY_RULES
from mrl.collectors.tree.files import classify
from mrl.collectors.tree.search import search_names
from mrl.errors import printable
from mrl.model.base import Moment
from mrl.model.facts import ReleaseKind
from mrl.model.forge import ForgeRelease

_LONGEST_TEXT = 2000
_MOST_TOPICS = 100
SHOWN_KINDS = (
    "readme",
    "license",
    "changelog",
    "contributing",
    "code_of_conduct",
    "security",
    "issue_templates",
    "change_request_templates",
)
"""What GitLab shows or uses where it lies at the root or in `.gitlab`."""

_RULES = [rule for rule in COMMUNITY_RULES if rule.key.removeprefix("community.") in SHOWN_KINDS]


def description(project: ProjectAnswer) -> str | None:
    """Give the description, empty where there is none; None where the answer leaves it out."""
    if "description" not in project.model_fields_set:
        return None
    return printable(project.description or "")[:_LONGEST_TEXT].strip()


def topics(project: ProjectAnswer) -> tuple[str, ...] | None:
    """Give the topics, which versions before 14 call tags."""
    named = project.topics if project.topics is not None else project.tag_list
    return None if named is None else tuple(printable(topic)[:100] for topic in named[:_MOST_TOPICS])


def license_id(project: ProjectAnswer) -> str | None:
    """Give the SPDX id of the license GitLab sees, empty for none; None where it does not tell which."""
    if "license" not in project.model_fields_set:
        return None
    return canonical(project.license.key) if project.license is not None else ""


def takes_private_reports(project: ProjectAnswer) -> bool | None:
    """Whether everybody with an account may open an issue that only the maintainers see.

    In GitLab these are confidential issues, which a public project offers wherever it has issues.
    """
    if project.issues_enabled is None or project.visibility is None:
        return None
    for_all = project.issues_access_level in (None, "enabled")
    return project.issues_enabled and for_all and project.visibility != "private"


def releases(listed: Listed[ReleaseNode] | None, as_of: Moment) -> tuple[ForgeRelease, ...] | None:
    """Give the releases up to a moment, newest first; None where one of them is not told whole.

    GitLab has no mark for a pre-release: the version in the tag says it.
    """
    if listed is None or listed.nodes is None:
        return None
    found = [_release(node) for node in listed.seen]
    if None in found or len(found) != len(listed.nodes):
        return None
    return tuple(release for release in found if release is not None and release.time <= as_of)


def _release(node: ReleaseNode) -> ForgeRelease | None:
    links = node.assets.links if node.assets is not None else None
    if node.tag_name is None or node.released_at is None or links is None or links.nodes is None:
        return None
    version = parse_tag(node.tag_name)
    return ForgeRelease(
        tag=printable(node.tag_name),
        time=node.released_at,
        pre_release=version is not None and version.kind is not ReleaseKind.FINAL,
        assets=len(links.nodes),
    )


def community_files(repository: RepositoryNode | None) -> dict[str, bool] | None:
    """Tell which of its customary files the repository shows at its root or in `.gitlab`.

    A kind that was not seen is left out where not all files could be listed.
    """
    if repository is None or repository.root is None or repository.root.blobs is None:
        return None
    lists = [repository.root.blobs]
    if repository.settings is not None and repository.settings.blobs is not None:
        lists.append(repository.settings.blobs)
    all_seen = len(lists) == 2 and not any(each.goes_on for each in lists)  # noqa: PLR2004 - both folders
    found = search_names(classify(_entries(lists)), _RULES)
    kinds = {key.removeprefix("community."): bool(files) for key, files in found.items()}
    return {kind: shown for kind, shown in sorted(kinds.items()) if shown or all_seen}


def _entries(lists: Sequence[Listed[PathNode]]) -> list[TreeEntry]:
    return [
        TreeEntry(mode="100644", type="blob", oid="", path=printable(node.path))
        for each in lists
        for node in each.seen
    ]


def pipelines_succeed(listed: Listed[PipelineNode] | None) -> float | None:
    """Give the share of the last ended pipelines that succeeded; None where there are none or none told.

    Only those that ran to a verdict count: what was skipped or cancelled says nothing of the code.
    """
    verdicts = [node.status for node in listed.seen if node.status in ("SUCCESS", "FAILED")] if listed else []
    return verdicts.count("SUCCESS") / len(verdicts) if verdicts else None


def default_branch_ruled(listed: Listed[RuleNode] | None) -> bool:
    """Whether a rule that we may see protects the default branch; rules with wildcards are not looked at."""
    return any(rule.is_default and rule.is_protected for rule in (listed.seen if listed else ()))


def good_first_issues(overview: OverviewNode) -> int | None:
    """Give the open issues with the most used label for newcomers, so that none is counted twice."""
    counts: list[Count | None] = [overview.first_issues, overview.starter_issues, overview.quick_issues]
    known = [each.count for each in counts if each is not None and each.count is not None]
    return max(known) if len(known) == len(counts) else None
