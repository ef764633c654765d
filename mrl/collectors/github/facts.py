"""From what GitHub said of a repository to facts; what cannot be had for a past day is unknown."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mrl.collectors.forge import ForgeReading
from mrl.collectors.github.answers import ReleaseNode, RepositoryNode
from mrl.collectors.github.community import community_files
from mrl.collectors.github.failing import UNREADABLE
from mrl.collectors.github.places import Place, Server
from mrl.collectors.github.records import Record
from mrl.collectors.github.samples import CHANGES, ISSUES, Kind, Sampling, undated
from mrl.collectors.http.hosts import is_web_address
from mrl.errors import printable
from mrl.model.base import Message, Moment, say
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


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads records into facts: of which server, as of when, with what an organisation hands down."""

    server: Server
    sampling: Sampling
    inherited: Mapping[str, dict[str, str] | Message]
    """By owner in lower case; why not where the organisation's own repository could not be read."""

    def reading(self, record: Record, place: Place) -> ForgeReading:
        """Give the facts of one repository and a gap for each part that is missing."""
        facts, past = record.facts, self.sampling.past
        issues, issue_gaps = self._sample(record, ISSUES)
        changes, change_gaps = self._sample(record, CHANGES)
        lasting = {
            "kind": ForgeKind.GITHUB,
            "archived": self._archived(facts),
            "fork": facts.is_fork,
            "moved_to": _moved_to(facts, place),
            "releases": self._releases(record),
            "issues": issues,
            "change_requests": changes,
            "security_advisories": self._advisories(record),
        }
        settings = {} if past else self._settings(record, place)
        gaps = [Gap(subject=failed.subject, reason=failed.reason) for failed in record.failed]
        gaps += [*self._gaps(settings, facts, place), *issue_gaps, *change_gaps]
        return ForgeReading(forge=Forge(**lasting, **settings), gaps=tuple(gaps))

    def _gaps(self, settings: Mapping[str, Any], facts: RepositoryNode, place: Place) -> list[Gap]:
        """Say why settings are missing that were not asked for one by one."""
        if not settings:
            return [Gap(subject="forge", reason=_NOT_FOR_THE_PAST)]
        if settings["community_files"] is not None and settings["inherited_files"] is None:
            handed_down = self.inherited.get(_owner(facts, place).casefold())
            return [Gap(subject="community files", reason=_not_handed_down(handed_down))]
        return []

    def _settings(self, record: Record, place: Place) -> dict[str, Any]:
        """Give what the server tells only as it is today."""
        facts = record.facts
        own = community_files(facts)
        return {
            "description": _text(facts, "description"),
            "homepage": _text(facts, "homepage_url"),
            "template": facts.is_template,
            "topics": _topics(facts),
            "license": _license(facts),
            "issues_enabled": facts.has_issues_enabled,
            "community_files": own,
            "inherited_files": self._inherited(facts, own, place),
            "branch_protected": _branch_protected(facts),
            "discussions": facts.has_discussions_enabled,
            "good_first_issues": _good_first_issues(facts),
            "private_vulnerability_reports": record.private_reports,
        }

    def _inherited(
        self, facts: RepositoryNode, own: Mapping[str, bool] | None, place: Place
    ) -> dict[str, str] | None:
        if facts.inherited_files is not None:
            return facts.inherited_files
        handed_down = self.inherited.get(_owner(facts, place).casefold())
        if own is None or handed_down is None or isinstance(handed_down, Message):
            return None
        return {kind: address for kind, address in handed_down.items() if not own.get(kind)}

    def _archived(self, facts: RepositoryNode) -> bool | None:
        archived = facts.is_archived
        if not self.sampling.past or archived is None:
            return archived
        time = facts.archived_at
        return time <= self.sampling.as_of if time else (None if archived else False)

    def _releases(self, record: Record) -> tuple[ForgeRelease, ...] | None:
        if record.releases is None:
            return None
        releases = [_release(node) for node in record.releases.nodes if not node.is_draft]
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
            is_off = kind is ISSUES and record.facts.has_issues_enabled is False
            return None, [] if is_told or is_off else [Gap(subject=kind.subject, reason=UNREADABLE)]
        url = f"{record.facts.url or self.server.web}/{kind.page}"
        sample = self.sampling.sample(record, kind, url)
        if sample is not None:
            return sample, []
        if undated(closed):
            return None, [Gap(subject=kind.subject, reason=_NO_CLOSING_DATES)]
        day = self.sampling.as_of.date()
        reason = say("there are too many since then to tell how it was on {day}", day=day)
        return None, [Gap(subject=kind.subject, reason=reason)]


def _not_handed_down(why: dict[str, str] | Message | None) -> Message:
    if isinstance(why, Message):
        return say(
            "what the organisation has for all its repositories could not be read: {reason}", reason=why
        )
    return say("what the organisation has for all its repositories could not be read")


def is_past(as_of: Moment, today: Moment | None) -> bool:
    """Whether a moment is more than a day before the server's own clock."""
    return today is not None and as_of < today - _DAY


def _text(facts: RepositoryNode, name: str) -> str | None:
    return printable(getattr(facts, name) or "")[:_LONGEST] if facts.tells(name) else None


def _owner(facts: RepositoryNode, place: Place) -> str:
    return (facts.name_with_owner or str(place)).partition("/")[0]


def _moved_to(facts: RepositoryNode, place: Place) -> str | None:
    name, url = facts.name_with_owner, facts.url or ""
    if name is None:
        return None
    if name.casefold() == str(place).casefold():
        return ""
    return url if is_web_address(url) else None


def _topics(facts: RepositoryNode) -> tuple[str, ...] | None:
    if not facts.tells("repository_topics"):
        return None
    nodes = facts.repository_topics.seen if facts.repository_topics else ()
    return tuple(printable(node.topic.name)[:_LONGEST] for node in nodes)


def _license(facts: RepositoryNode) -> str | None:
    """Give the SPDX id; a license that GitHub sees and cannot name is unknown, not none."""
    if not facts.tells("license_info"):
        return None
    if facts.license_info is None:
        return ""
    name = facts.license_info.spdx_id
    return printable(name)[:_LONGEST] if name and name != "NOASSERTION" else None


def _branch_protected(facts: RepositoryNode) -> bool | None:
    """Tell whether the default branch takes only what was reviewed or checked; None without one."""
    branch = facts.default_branch_ref
    if branch is None:
        return None
    if branch.protected is not None:
        return branch.protected
    rule, rules = branch.ref_update_rule, branch.rules.seen if branch.rules else ()
    asks = rule is not None and (rule.required_approving_review_count or rule.required_status_check_contexts)
    return bool(asks) or any(each.type in _REVIEW_RULES for each in rules)


def _good_first_issues(facts: RepositoryNode) -> int | None:
    if not facts.tells("labels"):
        return None
    labels = facts.labels.seen if facts.labels else ()
    return sum(each.issues.total_count for each in labels if _FIRST_ISSUES.fullmatch(each.name.casefold()))


def _release(node: ReleaseNode) -> ForgeRelease | None:
    time = node.published_at or node.created_at
    if time is None:
        return None
    return ForgeRelease(
        tag=printable(node.tag_name)[:_LONGEST],
        time=time,
        pre_release=bool(node.is_prerelease),
        assets=node.release_assets.total_count if node.release_assets else 0,
    )
