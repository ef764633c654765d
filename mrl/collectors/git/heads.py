"""Which commit is assessed, and why there is none where there is none."""

import datetime as dt

from mrl.collectors.git.commits import commit_time, head_at
from mrl.collectors.git.store import GitStore
from mrl.model.base import Message, say
from mrl.model.facts import Gap, Head


def read_head(store: GitStore, as_of: dt.datetime) -> tuple[Head | None, list[Gap]]:
    """Find the last commit of HEAD's branch up to a moment; None with a gap where there is none."""
    found = store.head()
    if found is None:
        return None, [Gap(subject="head", reason=_why_unborn(store))]
    commit = head_at(store, found[0], as_of)
    if commit is None:
        reason = say("the repository has no commit up to {day}", day=as_of.date())
        return None, [Gap(subject="head", reason=reason)]
    time = commit_time(store, commit)
    gaps = [] if time else [Gap(subject="commit time", reason=say("the commit has no believable date"))]
    return Head(commit=commit, time=time, branch=found[1]), gaps


def _why_unborn(store: GitStore) -> Message:
    if not store.refs():
        return say("the repository has no commit")
    branch = store.branch()
    if branch is None:
        return say("HEAD names no commit that can be read")
    return say("HEAD names the branch {branch}, which does not exist", branch=branch)
