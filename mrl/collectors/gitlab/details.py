"""What GraphQL is asked about each project, in batches, once the project is known to be there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from mrl.collectors.gitlab.answers import ChangeLists, GraphAnswer, IssueLists, OverviewNode, ProjectAnswer
from mrl.collectors.gitlab.batches import Asker, Replies
from mrl.collectors.gitlab.findings import Findings
from mrl.collectors.gitlab.overview import default_branch_ruled
from mrl.collectors.gitlab.queries import change_fields, issue_fields, overview_fields
from mrl.collectors.gitlab.server import Server
from mrl.collectors.http.errors import BudgetSpent, SourceError
from mrl.model.base import Moment
from mrl.model.facts import Gap

Form = TypeVar("Form", bound=GraphAnswer)

OVERVIEW_BATCH = 10
"""Projects in one question about releases, files and pipelines."""

SAMPLE_BATCH = 5
"""Projects in one question for lists of a hundred: GitLab gives up after 30 seconds."""

YEAR = dt.timedelta(days=365)


@dataclass
class Draft:
    """Findings about one project while they are put together."""

    project: ProjectAnswer
    parts: dict[str, object] = field(default_factory=dict)
    failures: list[Gap] = field(default_factory=list)

    def fail(self, subject: str, server: Server, problem: SourceError) -> None:
        """Note why a part is missing."""
        self.failures.append(Gap(subject=subject, reason=server.reason(problem)))

    def findings(self) -> Findings:
        """Give what was found."""
        return Findings.model_validate(
            {"project": self.project, "failures": tuple(self.failures), **self.parts}
        )


@dataclass(frozen=True, kw_only=True)
class Details:
    """Adds to drafts, by path, what GraphQL tells as of a moment."""

    asker: Asker
    as_of: Moment
    past: bool

    def add(self, drafts: Mapping[str, Draft]) -> None:
        """Read overview, issues and merge requests; raises BudgetSpent only."""
        self._overview(drafts)
        issues = [path for path, draft in drafts.items() if draft.project.issues_enabled is not False]
        changes = [
            path for path, draft in drafts.items() if draft.project.merge_requests_enabled is not False
        ]
        offered = self.asker.offered
        self._lists("issues", drafts, issues, issue_fields(offered, past=self.past), IssueLists)
        self._lists("changes", drafts, changes, change_fields(offered, past=self.past), ChangeLists)

    def _overview(self, drafts: Mapping[str, Draft]) -> None:
        """Ask once for each name that default branches have: pipelines are asked for by branch."""
        by_branch: dict[str, list[str]] = defaultdict(list)
        for path, draft in drafts.items():
            by_branch[draft.project.default_branch or ""].append(path)
        for branch, paths in by_branch.items():
            fields = overview_fields(self.asker.offered, with_branch=bool(branch))
            variables = {"branch": branch} if branch else {}
            replies = self.asker.ask("Overview", fields, paths, OVERVIEW_BATCH, variables)
            self._place("overview", "forge", OverviewNode, drafts, replies)

    def _lists(
        self,
        part: str,
        drafts: Mapping[str, Draft],
        paths: Sequence[str],
        questions: Sequence[str],
        form: type[GraphAnswer],
    ) -> None:
        """Ask the questions whose answers together are one part."""
        subject = {"issues": "issues", "changes": "change requests"}[part]
        together: Replies = {path: {} for path in paths}
        for fields in questions:
            variables = self._variables(fields)
            open_paths = [path for path in paths if not isinstance(together[path], SourceError)]
            for path, reply in self.asker.ask("Sample", fields, open_paths, SAMPLE_BATCH, variables).items():
                together[path] = _joined(together[path], reply)
        self._place(part, subject, form, drafts, together)

    def _variables(self, fields: str) -> dict[str, object]:
        moments = {"now": self.as_of, "year": self.as_of - YEAR}
        return {name: moment.isoformat() for name, moment in moments.items() if f"${name}" in fields}

    def _place(
        self, part: str, subject: str, form: type[Form], drafts: Mapping[str, Draft], replies: Replies
    ) -> None:
        server = self.asker.server
        for path, reply in replies.items():
            try:
                if isinstance(reply, SourceError):
                    raise reply
                drafts[path].parts[part] = server.software.checked(form, reply, part=part)
            except SourceError as problem:
                drafts[path].fail(subject, server, problem)


def _joined(
    first: Mapping[str, object] | SourceError, second: Mapping[str, object] | SourceError
) -> Mapping[str, object] | SourceError:
    return (
        second if isinstance(second, SourceError) or isinstance(first, SourceError) else {**first, **second}
    )


def protection_read(draft: Draft, server: Server) -> None:
    """Tell whether the default branch is protected: by a rule that is shown, or else by the branch itself."""
    overview, branch = draft.parts.get("overview"), draft.project.default_branch
    if isinstance(overview, OverviewNode) and default_branch_ruled(overview.branch_rules):
        draft.parts["protected"] = True
    elif branch:
        try:
            draft.parts["protected"] = server.branch(draft.project.path_with_namespace, branch).protected
        except BudgetSpent:
            raise
        except SourceError as problem:
            draft.fail("branch rules", server, problem)
