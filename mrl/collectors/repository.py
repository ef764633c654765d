"""The facts of one repository: head, history, releases, file tree, declarations and licenses.

Each section is read by itself; one that cannot be read is missing, with a gap that says why.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from mrl import faults
from mrl.collectors.git.heads import read_head
from mrl.collectors.git.history import HistoryRecords, number_history, read_history
from mrl.collectors.git.mailmap import Identity, Mailmap, parse_mailmap
from mrl.collectors.git.releases import Artifacts, read_releases
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import Ref
from mrl.collectors.license import read_license
from mrl.collectors.opening import OpenRepository
from mrl.collectors.own_answers import read_own_answers
from mrl.collectors.progress import Progress
from mrl.collectors.sonarqube import QualityPlace, quality_places
from mrl.collectors.tree import read_declared, read_tree, with_tracker_of_keys
from mrl.collectors.tree.files import ReadBlobs, TreeFile, classify
from mrl.files.grammars.errors import too_large
from mrl.files.limits import MAILMAP, QUALITY
from mrl.model.base import Moment, say
from mrl.model.facts import ChangeRequestRefs, Declared, Gap, Head, License, Releases, RepositoryFacts, Tree
from mrl.model.project import RepositorySource, Role
from mrl.model.snapshot import OwnAnswers

Part = TypeVar("Part")

_NAMES_QUALITY = re.compile(
    r"readme[\w.-]*|pom\.xml|sonar-project\.properties|build\.gradle(?:\.kts)?|\.gitlab-ci\.yml",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class RepositoryRecords:
    """Facts of a repository whose authors have no numbers yet."""

    facts: RepositoryFacts
    history: HistoryRecords | None = None
    mailmap: Mailmap | None = None
    """Empty where the repository has none, None where that could not be read."""
    answers: OwnAnswers | None = None
    quality_places: tuple[QualityPlace, ...] = ()
    """Where README and settings say that a quality server looks at this repository."""
    gaps: tuple[Gap, ...] = ()
    unreachable: bool = False

    def with_authors(self, numbers: Mapping[Identity, int]) -> RepositoryFacts:
        """Give the facts with numbered authors."""
        if self.history is None:
            return self.facts
        return self.facts.model_copy(update={"history": number_history(self.history, numbers)})

    def renamed(self, name: str) -> "RepositoryRecords":
        """Give the same records under another name."""
        gaps = tuple(gap.model_copy(update={"repository": name}) for gap in self.gaps)
        answers = self.answers.model_copy(update={"repository": name}) if self.answers else None
        return replace(self, facts=self.facts.model_copy(update={"name": name}), answers=answers, gaps=gaps)


class _Reader:
    """Reads one section after the other and keeps the gaps of those that failed."""

    def __init__(self, name: str, progress: Progress) -> None:
        self.name = name
        self.gaps: list[Gap] = []
        self._progress = progress

    def section(self, subject: str, read: Callable[[], Part]) -> Part | None:
        """Read one section; None and a gap if git cannot give it whole, or if reading it fails otherwise.

        Where memory runs out, what follows would fail as well: that is the whole repository's error.
        """
        self._progress.stage(say("{terms}", terms=subject))
        found = None
        with faults.taken(lambda reason: self.add(Gap(subject=subject, reason=reason)), memory=False):
            try:
                found = read()
            except GitError as error:
                self.add(Gap(subject=subject, reason=error.said))
        return found

    def with_gaps(self, subject: str, read: Callable[[], tuple[Part, list[Gap]]]) -> Part | None:
        """Read a section that tells its own gaps as well."""
        found = self.section(subject, read)
        if found is None:
            return None
        for gap in found[1]:
            self.add(gap)
        return found[0]

    def add(self, gap: Gap) -> None:
        """Keep a gap, under this repository's name."""
        self.gaps.append(gap.model_copy(update={"repository": self.name}))


@dataclass(frozen=True)
class _Sections:
    """Reads the sections of one repository; a method per section, in the order they need each other."""

    opened: OpenRepository
    head: Head
    as_of: Moment
    reader: _Reader

    def read(self, facts: RepositoryFacts) -> RepositoryRecords:
        """Read all sections."""
        entries = self.reader.section("tree", lambda: self.opened.store.entries(self.head.commit))
        files = classify(entries) if entries is not None else None
        contents = self._contents(files) if files is not None else _Contents()
        refs = self.reader.section("refs", self.opened.store.refs)
        releases = self._releases(refs, contents.declared)
        history = self._history(refs, releases)
        sections = {
            "head": self.head,
            "tree": contents.tree,
            "declared": self._with_tracker(contents.declared, history),
            "license": contents.license,
            "releases": releases,
            "change_requests": self._change_requests(refs),
        }
        return RepositoryRecords(
            facts=facts.model_copy(update=sections),
            history=history,
            mailmap=contents.mailmap,
            answers=contents.answers,
            quality_places=contents.quality_places,
            gaps=tuple(self.reader.gaps),
        )

    def _with_tracker(self, declared: Declared | None, history: HistoryRecords | None) -> Declared | None:
        """Add the tracker that keys in the history speak of; what was declared stays where that fails."""
        if declared is None or history is None:
            return declared
        keys, commits = history.issue_keys, history.commits
        told = self.reader.section("tracker", lambda: with_tracker_of_keys(declared, keys, commits))
        return told if told is not None else declared

    def _change_requests(self, refs: tuple[Ref, ...] | None) -> ChangeRequestRefs | None:
        if refs is None:
            return None
        return self.reader.section("change requests", lambda: self.opened.change_requests(refs))

    def _contents(self, files: tuple[TreeFile, ...]) -> "_Contents":
        reader, read = self.reader, self.opened.store.read_blobs
        reader.section("file contents", lambda: self.opened.make_readable(files))
        declared = reader.with_gaps(
            "README and manifests", lambda: read_declared(files, read, self.opened.forge)
        )
        manifests = declared.manifests if declared else None
        unread = (declared.unread_manifests if declared else None) or ()
        answers = None
        if self.opened.source.role is Role.CORE:
            answers = reader.with_gaps("answers", lambda: read_own_answers(self.opened.name, files, read))
        return _Contents(
            tree=reader.with_gaps("tree", lambda: read_tree(files, read)),
            declared=declared,
            license=reader.with_gaps("license", lambda: read_license(files, read, manifests, unread)),
            mailmap=reader.with_gaps("mailmap", lambda: _mailmap(files, read)),
            answers=answers,
            quality_places=reader.section("quality", lambda: _quality_places(files, read)) or (),
        )

    def _releases(self, refs: tuple[Ref, ...] | None, declared: Declared | None) -> Releases | None:
        if refs is None:
            return None
        artifacts = _artifacts(self.opened.source, declared)
        store, name = self.opened.store, self.opened.name
        return self.reader.with_gaps(
            "releases",
            lambda: read_releases(store, refs, repository=name, artifacts=artifacts, as_of=self.as_of),
        )

    def _history(self, refs: tuple[Ref, ...] | None, releases: Releases | None) -> HistoryRecords | None:
        if refs is None:
            return None
        known = releases.releases if releases else None
        tags = None if known is None else [release.tag for release in known]
        return self.reader.with_gaps(
            "history",
            lambda: read_history(
                self.opened.store,
                self.head.commit,
                branch=self.head.branch,
                refs=refs,
                release_tags=tags,
                as_of=self.as_of,
            ),
        )


@dataclass(frozen=True, kw_only=True)
class _Contents:
    """What the file tree and the contents of its files gave."""

    tree: Tree | None = None
    declared: Declared | None = None
    license: License | None = None
    mailmap: Mailmap | None = None
    answers: OwnAnswers | None = None
    quality_places: tuple[QualityPlace, ...] = ()


def read_repository(opened: OpenRepository, as_of: Moment, progress: Progress) -> RepositoryRecords:
    """Read everything there is to know of an opened repository as of a moment."""
    reader = _Reader(opened.name, progress)
    url = opened.address.url if opened.address else None
    facts = RepositoryFacts(name=opened.name, role=opened.source.role, url=url)
    head = reader.with_gaps("head", lambda: read_head(opened.store, as_of))
    if head is None:
        return RepositoryRecords(facts=facts, gaps=tuple(reader.gaps))
    return _Sections(opened, head, as_of, reader).read(facts)


def _quality_places(files: Iterable[TreeFile], read: ReadBlobs) -> tuple[QualityPlace, ...]:
    """Find the quality servers that READMEs and build settings in the root name."""
    named = [file.oid for file in files if file.is_regular and _NAMES_QUALITY.fullmatch(file.path)]
    contents = read(named[: QUALITY.items], QUALITY.size)
    texts = (content.decode("utf-8", "replace") for content in contents.values() if content)
    return tuple(dict.fromkeys(place for text in texts for place in quality_places(text)))


def _mailmap(files: Iterable[TreeFile], read: ReadBlobs) -> tuple[Mailmap | None, list[Gap]]:
    for file in files:
        if file.path == ".mailmap" and file.is_regular:
            content = read([file.oid], MAILMAP.size + 1)[file.oid]
            if content is None:
                return None, [Gap(subject="mailmap", reason=say("{path} cannot be read", path=file.path))]
            if len(content) > MAILMAP.size:
                why = too_large(MAILMAP.size).reason
                reason = say("{path} cannot be read: {reason}", path=file.path, reason=why)
                return None, [Gap(subject="mailmap", reason=reason)]
            return parse_mailmap(content.decode("utf-8", "replace")), []
    return Mailmap({}), []


def _artifacts(source: RepositorySource, declared: Declared | None) -> Artifacts:
    """List what the repository builds; what its user says needs no manifest beside it."""
    given = (source.artifact,) if source.artifact else ()
    manifests = (declared.manifests if declared else None) or ()
    named = tuple(manifest.artifact for manifest in manifests if manifest.artifact)
    all_read = declared is not None and declared.unread_manifests == ()
    return Artifacts(given + named, complete=all_read or bool(given))
