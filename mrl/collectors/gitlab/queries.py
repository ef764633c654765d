"""The questions asked by GraphQL, in words that a server's version knows.

GitLab bounds what one question may cost: 200 points for strangers, 250 with a token. A field costs
one point, a list one more hundredth of its contents for each entry; the questions keep below 200.
"""

from collections.abc import Sequence

from mrl.collectors.gitlab.offered import Offered

ALL_PATHS = "Query.projects.fullPaths"
"""Whether several projects can be asked about in one list (since GitLab 16)."""

SAMPLE = 100
MOST_PIPELINES = 20

_TYPES = {"now": "Time!", "year": "Time!", "branch": "String!"}
_COUNT = "first: 1) { count }"

_FIRST_LABELS = {
    "firstIssues": "good first issue",
    "starterIssues": "good-first-issue",
    "quickIssues": "quick win",
}
"""Labels that projects give to tasks for newcomers, by the name their count gets in the answer."""


def document(name: str, fields: str, count: int, offered: Offered) -> str:
    """Write the question for the same fields of `count` projects, whose paths are variables."""
    variables = [f"${each}: {form}" for each, form in _TYPES.items() if f"${each}" in fields]
    if ALL_PATHS in offered:
        heading = ", ".join(["$paths: [String!]!", *variables])
        body = f"projects(fullPaths: $paths, first: {count}) {{ nodes {{ fullPath {fields} }} }}"
    else:
        places = range(count)
        heading = ", ".join([*(f"$path{place}: ID!" for place in places), *variables])
        body = " ".join(
            f"p{place}: project(fullPath: $path{place}) {{ fullPath {fields} }}" for place in places
        )
    return f"query {name}({heading}) {{ {body} }}"


def path_variables(paths: Sequence[str], offered: Offered) -> dict[str, object]:
    """Give the paths as the variables that `document` declares."""
    if ALL_PATHS in offered:
        return {"paths": list(paths)}
    return {f"path{place}": path for place, path in enumerate(paths)}


def overview_fields(offered: Offered, *, with_branch: bool) -> str:
    """Ask for releases, files at the root, pipelines and rules of the default branch, tasks for newcomers."""
    blobs = f"{{ blobs(first: {SAMPLE}) {{ pageInfo {{ hasNextPage }} nodes {{ path }} }} }}"
    settings = 'settings: tree(path: ".gitlab", recursive: true)'
    release = "tagName releasedAt assets { links { nodes { id } } }"
    sort = offered.best("ReleaseSort", "RELEASED_AT_DESC", "CREATED_DESC")
    fields = [
        f"repository {{ root: tree {blobs} {settings} {blobs} }}",
        f"releases(first: {SAMPLE}, sort: {sort}) {{ count nodes {{ {release} }} }}",
        *(
            f'{name}: issues(state: opened, labelName: ["{label}"], {_COUNT}'
            for name, label in _FIRST_LABELS.items()
        ),
    ]
    if with_branch:
        fields.append(
            f"pipelines(ref: $branch, scope: FINISHED, first: {MOST_PIPELINES}) {{ nodes {{ status }} }}"
        )
    if "Project.branchRules" in offered:
        fields.append("branchRules(first: 20) { nodes { isDefault isProtected } }")
    return " ".join(fields)


def issue_fields(offered: Offered, *, past: bool) -> list[str]:
    """Ask for the newest open and last closed issues; each part is one question."""
    node = f"createdAt closedAt author {{ username }} assignees {{ nodes {{ username }} }} {_notes(offered)}"
    sort = offered.best("IssueSort", "CLOSED_AT_DESC", "UPDATED_DESC")
    fields = [
        _sample("open", "issues(state: opened, createdBefore: $now, sort: CREATED_DESC", node),
        _sample("closed", f"issues(state: closed, closedBefore: $now, sort: {sort}", node),
        f"openedInYear: issues(createdAfter: $year, createdBefore: $now, {_COUNT}",
        f"closedInYear: issues(state: closed, closedAfter: $year, closedBefore: $now, {_COUNT}",
    ]
    if past:
        arguments = "issues(state: closed, closedAfter: $now, createdBefore: $now, sort: CREATED_DESC"
        fields.append(_sample("later", arguments, node))
    return [" ".join(fields)]


def change_fields(offered: Offered, *, past: bool) -> list[str]:
    """Ask for the newest open, last merged and last closed merge requests; each part is one question."""
    node = f"createdAt author {{ username }} approvedBy {{ nodes {{ username bot }} }} {_notes(offered)}"
    sort = offered.best("MergeRequestSort", "MERGED_AT_DESC", "UPDATED_DESC")
    fields = [
        _sample("open", "mergeRequests(state: opened, createdBefore: $now, sort: CREATED_DESC", node),
        _sample(
            "merged", f"mergeRequests(state: merged, mergedBefore: $now, sort: {sort}", f"mergedAt {node}"
        ),
        f"openedInYear: mergeRequests(createdAfter: $year, createdBefore: $now, {_COUNT}",
        f"mergedInYear: mergeRequests(state: merged, mergedAfter: $year, mergedBefore: $now, {_COUNT}",
    ]
    later = "createdBefore: $now, sort: CREATED_DESC"
    laters = [
        _sample("laterMerged", f"mergeRequests(state: merged, mergedAfter: $now, {later}", f"mergedAt {node}")
    ]
    if tells_closing(offered):
        sort = offered.best("MergeRequestSort", "CLOSED_AT_DESC", "UPDATED_DESC")
        closed = f"mergeRequests(state: closed, closedBefore: $now, sort: {sort}"
        fields += [
            _sample("closed", closed, f"closedAt {node}"),
            f"closedInYear: mergeRequests(state: closed, closedAfter: $year, closedBefore: $now, {_COUNT}",
        ]
        unmerged = f"mergeRequests(state: closed, closedAfter: $now, {later}"
        laters.append(_sample("laterClosed", unmerged, f"closedAt {node}"))
    return [" ".join(fields), " ".join(laters)] if past else [" ".join(fields)]


def tells_closing(offered: Offered) -> bool:
    """Whether the version tells when a merge request was closed without being merged (since GitLab 17)."""
    return "MergeRequest.closedAt" in offered and "Project.mergeRequests.closedAfter" in offered


def fingerprint_fields(offered: Offered) -> str:
    """Ask for what differs after a push, a release, or any change of an issue or merge request."""
    newest = "sort: UPDATED_DESC, first: 1) { count nodes { updatedAt } }"
    fields = [
        "archived description lastActivityAt repository { tree { lastCommit { sha } } }",
        "releases(first: 1) { count nodes { tagName } } pipelines(first: 1) { nodes { id status } }",
        f"issues({newest} mergeRequests({newest}",
        f"openedIssues: issues(createdAfter: $year, {_COUNT}",
        f"closedIssues: issues(state: closed, closedAfter: $year, {_COUNT}",
        f"openedChanges: mergeRequests(createdAfter: $year, {_COUNT}",
        f"mergedChanges: mergeRequests(state: merged, mergedAfter: $year, {_COUNT}",
    ]
    if tells_closing(offered):
        fields.append(f"closedChanges: mergeRequests(state: closed, closedAfter: $year, {_COUNT}")
    return " ".join(fields)


def _sample(name: str, start: str, node: str) -> str:
    return f"{name}: {start}, first: {SAMPLE}) {{ count nodes {{ {node} }} }}"


def _notes(offered: Offered) -> str:
    """Ask for the first comments; without a filter, GitLab's own notes take places among them."""
    arguments = "first: 10, filter: ONLY_COMMENTS" if "Issue.notes.filter" in offered else "first: 20"
    node = "createdAt system author { username bot }"
    return f"notes({arguments}) {{ pageInfo {{ hasNextPage }} nodes {{ {node} }} }}"
