"""Everything a server said of one repository, and how it is kept for the next run."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from mrl.collectors.gitlab.answers import ChangeLists, IssueLists, OverviewNode, ProjectAnswer
from mrl.collectors.gitlab.server import Server
from mrl.collectors.http.journal import Journal
from mrl.model.base import Frozen
from mrl.model.facts import Gap

_FORMAT = "mrl-gitlab-1"


class Findings(Frozen):
    """Answers about one repository; a part that is None is disabled there or has a failure."""

    project: ProjectAnswer
    overview: OverviewNode | None = None
    issues: IssueLists | None = None
    changes: ChangeLists | None = None
    protected: bool | None = None
    failures: tuple[Gap, ...] = ()


class _Kept(Frozen):
    fingerprint: str
    findings: Findings


class Shelf:
    """Findings of one server in the journal, each with the fingerprint it had when it was read."""

    def __init__(self, server: Server, journal: Journal | None) -> None:
        self._journal = journal
        self._start = f"{_FORMAT} {'with' if server.has_token else 'without'} token {server.page('')}"

    @property
    def is_open(self) -> bool:
        """Whether anything can be kept at all."""
        return self._journal is not None

    def find(self, path: str, fingerprint: str) -> Findings | None:
        """Give the findings of a repository if they are kept and its fingerprint is still the same."""
        content = self._journal.get(self._key(path)) if self._journal is not None else None
        if content is None:
            return None
        try:
            kept = _Kept.model_validate_json(content)
        except ValidationError:
            return None  # written by another version of this program
        return kept.findings if kept.fingerprint == fingerprint else None

    def keep(self, path: str, fingerprint: str, findings: Findings) -> None:
        """Keep findings that are whole."""
        if self._journal is not None and not findings.failures:
            kept = _Kept(fingerprint=fingerprint, findings=findings)
            self._journal.put(self._key(path), kept.model_dump_json(exclude_unset=True).encode())

    def _key(self, path: str) -> str:
        return f"{self._start}{path.casefold()}"


def fingerprint_of(node: Mapping[str, Any]) -> str:
    """Give a short text that is another one as soon as anything in the answer is."""
    return hashlib.sha256(json.dumps(node, sort_keys=True).encode()).hexdigest()
