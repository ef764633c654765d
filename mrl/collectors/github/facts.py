"""From what GitHub said of a repository to facts; what cannot be had for a past day is unknown."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mrl.collectors.forge import ForgeReading
from mrl.collectors.github.community import community_files
from mrl.collectors.github.failing import UNREADABLE
from mrl.collectors.github.people import moment
from mrl.collectors.github.places import Place, Server
from mrl.collectors.github.records import Record
from mrl.collectors.github.samples import CHANGES, ISSUES, Kind, Sampling, undated
from mrl.errors import printable
from mrl.model.base import Moment, say
from mrl.model.facts import Gap
from mrl.model.forge import Forge, ForgeKind, ForgeRelease, IssueSample

_LONGEST = 1000
_DAY = dt.timedelta(days=1)

_FIRST_ISSUES = re.compile(
    r"(?:good|easy)[-_ ]*first[-_ ]*(?:issue|bug|contribution|pr|task)s?|first[-_ ]*timers?[-_ ]*only"
)

_REVIEW_RULES = frozenset(
    {"PULL_REQUEST", "REQUIRED_STATUS_CHECKS", "MERGE_QUEUE", "WORKFLOWS", "CODE_SCANNING"}
)
"""Rules that keep out what was not reviewed or checked; others forbid, for example, deleting the branch."""

_NOT_FOR_THE_PAST = say(
    "the forge tells its settings as they are today; for a day in the past they cannot be had"
)

_NO_CLOSING_DATES = say(
    "the forge does not say when they were closed; for a day in the past they cannot be had"
)

_NOT_HANDED_DOWN = say("what the organisation has for all its repositories could not be read")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads records into facts: of which server, as of when, with what an organisation hands down."""

    server: Server
    sampling: Sampling
    inherited: Mapping[str, dict[str, str] | None]
    """By owner in lower case; None where the organisation's own repository could not be read."""

    def reading(self, record: Record, place: Place) -> ForgeReading:
        """Give the facts of one repository and a gap for each part that is missing."""
        facts, past = record.facts, self.sampling.past
        issues, issue_gaps = self._sample(record, ISSUES)
        changes, change_gaps = self._sample(record, CHANGES)
        lasting = {
            "kind": ForgeKind.GITHUB,
            "archived": self._archived(facts),
            "fork": facts.get("isFork"),
            "moved_to": _moved_to(facts, place),
            "releases": self._releases(record),
            "issues": issues,
            "change_requests": changes,
            "security_advisories": self._advisories(record),
        }
        settings = {} if past else self._settings(record, place)
        gaps = [Gap(subject=failed.subject, reason=failed.reason) for failed in record.failed]
        gaps += [*self._gaps(settings), *issue_gaps, *change_gaps]
        return ForgeReading(forge=Forge(**lasting, **settings), gaps=tuple(gaps))

    def _gaps(self, settings: Mapping[str, Any]) -> list[Gap]:
        """Say why settings are missing that were not asked for one by one."""
        if not settings:
            return [Gap(subject="forge", reason=_NOT_FOR_THE_PAST)]
        if settings["community_files"] is not None and settings["inherited_files"] is None:
            return [Gap(subject="community files", reason=_NOT_HANDED_DOWN)]
        return []

    def _settings(self, record: Record, place: Place) -> dict[str, Any]:
        """Give what the server tells only as it is today."""
        facts = record.facts
        own = community_files(facts)
        return {
            "description": _text(facts, "description"),
            "homepage": _text(facts, "homepageUrl"),
            "template": facts.get("isTemplate"),
            "topics": _topics(facts),
            "license": _license(facts),
            "issues_enabled": facts.get("hasIssuesEnabled"),
            "community_files": own,
            "inherited_files": self._inherited(facts, own, place),
            "branch_protected": _branch_protected(facts),
            "discussions": facts.get("hasDiscussionsEnabled"),
            "good_first_issues": _good_first_issues(facts),
            "private_vulnerability_reports": record.private_reports,
        }

    def _inherited(
        self, facts: Mapping[str, Any], own: Mapping[str, bool] | None, place: Place
    ) -> dict[str, str] | None:
        told = facts.get("inheritedFiles")
        if told is not None:
            return {str(kind): str(address) for kind, address in told.items()}
        handed_down = self.inherited.get(_owner(facts, place).casefold())
        if own is None or handed_down is None:
            return None
        return {kind: address for kind, address in handed_down.items() if not own.get(kind)}

    def _archived(self, facts: Mapping[str, Any]) -> bool | None:
        archived: bool | None = facts.get("isArchived")
        if not self.sampling.past or archived is None:
            return archived
        time = moment(facts.get("archivedAt"))
        return time <= self.sampling.as_of if time else (None if archived else False)

    def _releases(self, record: Record) -> tuple[ForgeRelease, ...] | None:
        section = record.sections.get("releases")
        if section is None:
            return None
        releases = [_release(node) for node in section.nodes if not node.get("isDraft")]
        kept = [each for each in releases if each is not None and each.time <= self.sampling.as_of]
        return tuple(sorted(kept, key=lambda each: (each.time, each.tag), reverse=True))

    def _advisories(self, record: Record) -> int | None:
        if record.advisories is None:
            return None
        return sum(time <= self.sampling.as_of for time in record.advisories)

    def _sample(self, record: Record, kind: Kind) -> tuple[IssueSample | None, list[Gap]]:
        opened, closed = record.sections.get(kind.open), record.sections.get(kind.closed)
        if opened is None or closed is None:
            is_told = any(failed.subject == kind.subject for failed in record.failed)
            is_off = kind is ISSUES and record.facts.get("hasIssuesEnabled") is False
            return None, [] if is_told or is_off else [Gap(subject=kind.subject, reason=UNREADABLE)]
        url = f"{record.facts.get('url') or self.server.web}/{kind.page}"
        sample = self.sampling.sample(record, kind, url)
        if sample is not None:
            return sample, []
        if undated(closed):
            return None, [Gap(subject=kind.subject, reason=_NO_CLOSING_DATES)]
        day = self.sampling.as_of.date()
        reason = say("there are too many since then to tell how it was on {day}", day=day)
        return None, [Gap(subject=kind.subject, reason=reason)]


def is_past(as_of: Moment, today: Moment | None) -> bool:
    """Whether a moment is more than a day before the server's own clock."""
    return today is not None and as_of < today - _DAY


def _text(facts: Mapping[str, Any], key: str) -> str | None:
    return printable(str(facts[key] or ""))[:_LONGEST] if key in facts else None


def _owner(facts: Mapping[str, Any], place: Place) -> str:
    return str(facts.get("nameWithOwner") or place).partition("/")[0]


def _moved_to(facts: Mapping[str, Any], place: Place) -> str | None:
    name, url = facts.get("nameWithOwner"), facts.get("url")
    if name is None:
        return None
    if str(name).casefold() == str(place).casefold():
        return ""
    return str(url) if urlsplit(str(url)).scheme in ("https", "http") else None


def _topics(facts: Mapping[str, Any]) -> tuple[str, ...] | None:
    if "repositoryTopics" not in facts:
        return None
    nodes = (facts["repositoryTopics"] or {}).get("nodes") or ()
    return tuple(printable(str(node["topic"]["name"]))[:_LONGEST] for node in nodes if node)


def _license(facts: Mapping[str, Any]) -> str | None:
    """Give the SPDX id; a license that GitHub sees and cannot name is unknown, not none."""
    if "licenseInfo" not in facts:
        return None
    license_ = facts["licenseInfo"]
    if license_ is None:
        return ""
    name = license_.get("spdxId")
    return printable(str(name))[:_LONGEST] if name and name != "NOASSERTION" else None


def _branch_protected(facts: Mapping[str, Any]) -> bool | None:
    """Tell whether the default branch takes only what was reviewed or checked; None without one."""
    branch = facts.get("defaultBranchRef")
    if not branch:
        return None
    if "protected" in branch:
        return bool(branch["protected"])
    rule = branch.get("refUpdateRule") or {}
    types = {node.get("type") for node in (branch.get("rules") or {}).get("nodes") or () if node}
    return bool(
        rule.get("requiredApprovingReviewCount")
        or rule.get("requiredStatusCheckContexts")
        or types & _REVIEW_RULES
    )


def _good_first_issues(facts: Mapping[str, Any]) -> int | None:
    if "labels" not in facts:
        return None
    nodes = [node for node in (facts["labels"] or {}).get("nodes") or () if node]
    return sum(
        int(node["issues"]["totalCount"])
        for node in nodes
        if _FIRST_ISSUES.fullmatch(str(node["name"]).casefold())
    )


def _release(node: Mapping[str, Any]) -> ForgeRelease | None:
    time = moment(node.get("publishedAt")) or moment(node.get("createdAt"))
    if time is None:
        return None
    return ForgeRelease(
        tag=printable(str(node.get("tagName")))[:_LONGEST],
        time=time,
        pre_release=bool(node.get("isPrerelease")),
        assets=int((node.get("releaseAssets") or {}).get("totalCount") or 0),
    )
