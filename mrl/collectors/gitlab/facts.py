"""From what GitLab said of a repository to facts; what cannot be had for a past day is unknown."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mrl.collectors.forge import ForgeReading
from mrl.collectors.gitlab import overview as told
from mrl.collectors.gitlab.answers import ChangeLists, IssueLists, OverviewNode, ProjectAnswer
from mrl.collectors.gitlab.findings import Findings
from mrl.collectors.gitlab.queries import SAMPLE
from mrl.collectors.gitlab.samples import Number, change_sample, issue_sample
from mrl.collectors.gitlab.server import Server
from mrl.model.base import Message, Moment, say
from mrl.model.facts import Gap
from mrl.model.forge import Forge, ForgeKind

_DAY = dt.timedelta(days=1)

_NOT_FOR_THE_PAST = say(
    "the forge tells its settings as they are today; for a day in the past they cannot be had"
)
_NOT_OFFERED = say("GitLab has no homepages, templates, discussions and security advisories of repositories")
_CLOSING_NOT_TOLD = say("this version of GitLab does not tell when a merge request was closed unmerged")
_UNKNOWN_LICENSE = say("GitLab sees a license that it does not know, or does not tell which")
_FILES_NOT_SHOWN = say("GitLab does not show all files of the repository")
_NO_BRANCH = say("GitLab names no default branch")
_RELEASES_NOT_SHOWN = say("GitLab does not show all releases")
_LISTS_NOT_SHOWN = say("GitLab does not show the list")


def is_past(as_of: Moment, now: Moment | None) -> bool:
    """Whether a moment is more than a day before the server's own time."""
    return now is not None and as_of < now - _DAY


@dataclass(frozen=True, kw_only=True)
class Assembler:
    """Makes facts of findings: of which server, as of when, and how people are numbered."""

    server: Server
    as_of: Moment
    past: bool
    closing_told: bool
    number: Number

    def reading(self, findings: Findings, asked: str) -> ForgeReading:
        """Give the facts of one repository, asked for by a path, and a gap for each part that is missing."""
        project, overview = findings.project, findings.overview
        lasting = {
            "archived": False if project.archived is False else None if self.past else project.archived,
            "moved_to": self._moved_to(project, asked),
            "fork": project.forked_from_project is not None,
            "releases": told.releases(overview.releases, self.as_of) if overview else None,
            "issues": self._issues(findings.issues, project),
            "change_requests": self._changes(findings.changes, project),
        }
        settings = {} if self.past else _settings(findings, project, overview)
        forge = Forge.model_validate({"kind": ForgeKind.GITLAB, **lasting, **settings})
        return ForgeReading(forge=forge, gaps=(*findings.failures, *self._gaps(findings, forge)))

    def _moved_to(self, project: ProjectAnswer, asked: str) -> str:
        path = project.path_with_namespace
        return "" if path.casefold() == asked.casefold() else self.server.page(path)

    def _issues(self, lists: IssueLists | None, project: ProjectAnswer) -> Any:
        url = self.server.page(f"{project.path_with_namespace}/-/issues")
        return issue_sample(lists, url, self.as_of, self.number) if lists else None

    def _changes(self, lists: ChangeLists | None, project: ProjectAnswer) -> Any:
        url = self.server.page(f"{project.path_with_namespace}/-/merge_requests")
        return change_sample(lists, url, self.as_of, closing_told=self.closing_told) if lists else None

    def _gaps(self, findings: Findings, forge: Forge) -> list[Gap]:
        """Say why parts are unknown although the server answered."""
        overview, count = findings.overview, len(forge.releases or ())
        total = overview.releases.count if overview and overview.releases else None
        found = [
            ("forge", _NOT_FOR_THE_PAST if self.past else _NOT_OFFERED, True),
            ("forge", _UNKNOWN_LICENSE, not self.past and forge.license is None),
            ("forge releases", _RELEASES_NOT_SHOWN, overview is not None and forge.releases is None),
            ("forge releases", _newest_only(count, total), total is not None and total > SAMPLE),
            (
                "community files",
                _FILES_NOT_SHOWN,
                overview is not None and not self.past and not _all_files(forge),
            ),
            (
                "branch rules",
                _NO_BRANCH,
                not self.past and findings.protected is None and not findings.project.default_branch,
            ),
            ("issues", _LISTS_NOT_SHOWN, findings.issues is not None and forge.issues is None),
            (
                "change requests",
                _LISTS_NOT_SHOWN,
                findings.changes is not None and forge.change_requests is None,
            ),
            (
                "change requests",
                _CLOSING_NOT_TOLD,
                not self.closing_told and forge.change_requests is not None,
            ),
        ]
        return [Gap(subject=subject, reason=reason) for subject, reason, holds in found if holds]


def _newest_only(count: int, total: int | None) -> Message:
    return say("only the newest {count} of {total} releases were read", count=count, total=total or count)


def _all_files(forge: Forge) -> bool:
    return len(forge.community_files or ()) == len(told.SHOWN_KINDS)


def _settings(findings: Findings, project: ProjectAnswer, overview: OverviewNode | None) -> dict[str, Any]:
    """Give what the server tells only as it is today."""
    settings: dict[str, Any] = {
        "description": told.description(project),
        "topics": told.topics(project),
        "license": told.license_id(project),
        "issues_enabled": project.issues_enabled,
        "branch_protected": findings.protected,
        "private_vulnerability_reports": told.takes_private_reports(project),
    }
    if overview is not None:
        settings |= {
            "community_files": told.community_files(overview.repository),
            "good_first_issues": told.good_first_issues(overview),
            "pipelines_succeed": told.pipelines_succeed(overview.pipelines),
        }
    return settings
