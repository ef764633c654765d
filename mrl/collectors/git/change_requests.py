"""How many change requests a repository's refs show."""

import re
from collections.abc import Iterable

from mrl.model.facts import ChangeRequestRefs

_CHANGE_REQUEST = re.compile(r"refs/(?:pull|merge-requests|pull-requests)/([1-9][0-9]{0,15})/(?:head|from)")
"""GitHub, Gitea and Forgejo; GitLab; Bitbucket Server."""

_ALWAYS_SHOWN = frozenset({"github.com"})
"""Servers that show a ref for every change request ever made, so that none means zero."""


def change_request_refs(names: Iterable[str], host: str | None = None) -> ChangeRequestRefs | None:
    """Count the change requests among names of refs; None (unknown) where there are none.

    An ordinary clone does not bring these refs, and many servers do not show them. `host` is the
    server if the names are everything it shows; for some servers none is then known to be zero.
    """
    numbers = {int(match[1]) for name in names if (match := _CHANGE_REQUEST.fullmatch(name))}
    if not numbers and host not in _ALWAYS_SHOWN:
        return None
    return ChangeRequestRefs(count=len(numbers), highest_number=max(numbers, default=0))
