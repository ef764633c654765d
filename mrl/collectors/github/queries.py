"""What is asked of GitHub's GraphQL interface; every field is checked against the published schema.

GitHub stops a question at 500,000 nodes, but long before that at the time and memory one answer
may take, so each question is kept to a few thousand nodes. For one repository:

    light facts   20 topics + 30 releases + 20 labels + 30 rules + 3 for the fingerprint = 103
    issues        100 x (1 + 5 assignees + 5 comments) = 1,100 for each of open and closed
    changes       100 x (1 + 5 assignees + 5 comments + 5 reviews) = 1,600 for each of open and closed

A hundred only where there are that many: the light facts say how many there are, and that many are
asked for. Files are listed by folder and count as no nodes.
"""

FINGERPRINT = """
  nameWithOwner
  pushedAt
  updatedAt
  newestIssue: issues(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) {
    totalCount nodes { updatedAt }
  }
  newestChange: pullRequests(first: 1, orderBy: {field: UPDATED_AT, direction: DESC}) {
    totalCount nodes { updatedAt }
  }
  newestRelease: releases(first: 1, orderBy: {field: CREATED_AT, direction: DESC}) {
    totalCount nodes { updatedAt }
  }
"""
"""What changes whenever anything does that we read of a repository's work."""

RELEASES = """
  totalCount
  pageInfo { hasNextPage endCursor }
  nodes { tagName createdAt publishedAt isPrerelease isDraft releaseAssets { totalCount } }
"""

FILES = """
  root: object(expression: "HEAD:") { ...Files }
  hidden: object(expression: "HEAD:.github") { ...Files }
  documents: object(expression: "HEAD:docs") { ...Files }
"""
"""The folders where GitHub looks for the texts that speak to a community."""

LIGHT = (
    FINGERPRINT
    + FILES
    + """
  url
  description
  homepageUrl
  isArchived
  archivedAt
  isFork
  isTemplate
  isEmpty
  repositoryTopics(first: 20) { nodes { topic { name } } }
  licenseInfo { spdxId }
  hasIssuesEnabled
  hasDiscussionsEnabled
  openIssues: issues(states: OPEN) { totalCount }
  closedIssues: issues(states: CLOSED) { totalCount }
  openChanges: pullRequests(states: OPEN) { totalCount }
  closedChanges: pullRequests(states: [CLOSED, MERGED]) { totalCount }
  releases(first: 30, orderBy: {field: CREATED_AT, direction: DESC}) {"""
    + RELEASES
    + """}
  labels(first: 20, query: "first") { nodes { name issues(states: OPEN) { totalCount } } }
  defaultBranchRef {
    refUpdateRule { requiredApprovingReviewCount requiredStatusCheckContexts }
    rules(first: 30) { nodes { type } }
  }
"""
)

FILES_FRAGMENT = """
fragment Files on Tree {
  entries { name type object { ... on Tree { entries { name type } } } }
}
"""

_ACTOR = "{ __typename login }"

_ITEM = f"""
  number
  createdAt
  updatedAt
  closedAt
  author {_ACTOR}
  assignees(first: 5) {{ nodes {{ login }} }}
  comments(first: 5) {{ totalCount nodes {{ createdAt author {_ACTOR} }} }}
"""

_REVIEWS = f"""
  mergedAt
  reviews(first: 5) {{ totalCount nodes {{ submittedAt author {_ACTOR} }} }}
"""

_PAGE = "totalCount pageInfo { hasNextPage endCursor }"
_BY_CREATION = "orderBy: {field: CREATED_AT, direction: DESC}"
_BY_CHANGE = "orderBy: {field: UPDATED_AT, direction: DESC}"

SECTIONS = {
    "open_issues": (f"issues(states: OPEN, {_BY_CREATION}", f"{_PAGE} nodes {{ {_ITEM} }}"),
    "closed_issues": (f"issues(states: CLOSED, {_BY_CHANGE}", f"{_PAGE} nodes {{ {_ITEM} }}"),
    "open_changes": (f"pullRequests(states: OPEN, {_BY_CREATION}", f"{_PAGE} nodes {{ {_ITEM} {_REVIEWS} }}"),
    "closed_changes": (
        f"pullRequests(states: [CLOSED, MERGED], {_BY_CHANGE}",
        f"{_PAGE} nodes {{ {_ITEM} {_REVIEWS} }}",
    ),
    "releases": ("releases(orderBy: {field: CREATED_AT, direction: DESC}", RELEASES),
}
"""The long lists: how each is asked for, and what of it. GitHub cannot order by closing date, so the
closed ones come by their last change, which is never before their closing."""


def section_fields(kind: str, count: int, after: bool) -> str:
    """Give the fields that ask for one page of a long list; `$x2` is where the page before ended."""
    head, fields = SECTIONS[kind]
    return f"list: {head}, first: {count}{', after: $x2' if after else ''}) {{ {fields} }}"


OWNED = """
  repositories(first: 100, ownerAffiliations: [OWNER], orderBy: {field: NAME, direction: ASC}%s) {
    pageInfo { hasNextPage endCursor }
    nodes { name url isArchived isFork isEmpty pushedAt }
  }
"""
