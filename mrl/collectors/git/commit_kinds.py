"""Who made a commit: a person, a robot account, or the release tooling.

Robots are known by what they are called, release commits by their subject. People share names with
machines (Travis, Jenkins, Hudson), so such a word counts only where nothing else is said.
"""

import re
from functools import lru_cache

from mrl.collectors.git.words import word_set
from mrl.model.facts import CommitKind

_MARKED = re.compile(r"\[bot\]|(?:^|[-_ .+])(?:ro)?bots?$")
"""`dependabot[bot]`, `translate-bot`, `ci robot`; not Abbot."""

_ROBOTS = word_set(
    """
    dependabot renovate greenkeeper snyk pyup mergify codecov allcontributors imgbot weblate crowdin
    transifex translatewiki pontoon lokalise localazy zanata circleci buildbot bamboo teamcity copybara
    copilot
    """
)
"""Nobody is called this: one such word in a name or address is enough."""

_SERVICES = word_set(
    """
    jenkins hudson travis drone concourse tekton ci cd github gitlab gitea forgejo bitbucket actions
    action runner pipeline build builder builds release releases releaser deploy deployer deployment
    automation automated automatic auto system server service job jobs nightly cron updater sync mirror
    svn cvs maven gradle sonar continuous integration translation translations robot bot bots tool tools
    """
)
"""A machine where a name is made of nothing but such words."""

_SERVERS = word_set("jenkins hudson travis buildbot bamboo teamcity")
"""A machine where it stands in the address and not in the name: the surname of a person stands in both."""

# Every commit is matched: what one part has taken (`++`, `*+`) is not tried again in shorter pieces.
_RELEASE_SUBJECT = re.compile(
    r"""
    \[(?=[\w -]*+\])[\w -]*\brelease\b[\w -]*+\]        # [maven-release-plugin], [site-release]
    | (?:chore|build|ci)\(release\)!?:[ ](?:publish\s*$|.*?\bv?\d+\.\d)   # semantic-release, lerna
    | version[ ]packages\s*$                             # changesets
    | (?:prepare|preparing)[ ](?:for[ ])?(?:the[ ])?next[ ]development[ ](?:iteration|version|cycle)
    | (?:[a-z]+(?:\([^)]*\))?!?:[ ])?(?:                 # after an optional `chore: `
        (?:bump|update|set|increase)(?:ed|d|s|ing)?[ ](?:the[ ])?(?:(?:project|package|api)[ ])?
        version(?:[ ]number)?(?:\s*$|:?[ ](?:to[ ]|from[ ]|[-=(\[]|v?\d))
      | version[ ]bump\b
      | (?:(?:prepare|preparing)[ ])?(?:for[ ]|the[ ])?(?:release|releasing)\s*$
      | (?:(?:prepare|preparing|release|released|releasing|version|for|the)[ ])*
        v?\d++(?:\.\d++)++[-.\w]*+(?:[ ]release)?+(?:[ ](?:\[[^\]]*\]|\(\#\d+\)))?\s*$
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST = 200
"""Characters of a subject or name that are looked at; tools write short ones."""

_REMEMBERED = 4096

_WORDS = re.compile(r"[^\W\d_]+")


def is_robot(name: str, address: str) -> bool:
    """Tell whether an author is a robot account."""
    name, address = name[:_LONGEST].casefold().strip(), address[:_LONGEST].casefold().strip()
    local = address.partition("@")[0]
    if _MARKED.search(name) or _MARKED.search(local):
        return True
    named, addressed = set(_WORDS.findall(name)), set(_WORDS.findall(local))
    only_services = bool(named) and named <= _SERVICES | _ROBOTS
    return bool((named | addressed) & _ROBOTS) or only_services or bool((addressed - named) & _SERVERS)


def is_release(subject: str) -> bool:
    """Tell whether a commit's subject is one that release tooling writes."""
    return _is_release(subject[:_LONGEST])


@lru_cache(maxsize=_REMEMBERED)
def _is_release(subject: str) -> bool:
    """Match one subject; many commits of a history share one."""
    return _RELEASE_SUBJECT.match(subject) is not None


def commit_kind(name: str, address: str, subject: str) -> CommitKind:
    """Tell who made a commit; a release made by a robot is a release."""
    if is_release(subject):
        return CommitKind.RELEASE
    return CommitKind.ROBOT if is_robot(name, address) else CommitKind.HUMAN
