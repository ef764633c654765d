"""Attaching the files of one assessment to the release of one tag."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mrl.collectors.git.address import Address
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError
from mrl.i18n import Translator
from mrl.model.base import Message
from mrl.publishing.carrying_out import Place, Wait, carry_out
from mrl.publishing.commit import assessed_commit
from mrl.publishing.files import Gathered, ReleaseFile
from mrl.publishing.github.place import GithubPlace
from mrl.publishing.gitlab.place import GitlabPlace
from mrl.publishing.job import Job, Link
from mrl.publishing.result import AttachResult, FileResult, Outcome
from mrl.publishing.summary import Verdict, summary_block


class ReleasePlace(Place, Protocol):
    """A release as its forge has it."""

    @property
    def url(self) -> str:
        """The address of the release's page."""
        ...

    @property
    def is_draft(self) -> bool:
        """Whether only those see it who may write to the repository."""
        ...

    def check(self) -> None:
        """Raise `AttachError` unless the tag is of the assessed commit."""
        ...

    def link(self, file: ReleaseFile) -> str:
        """Give the address of a file."""
        ...

    def outcome(self, file: ReleaseFile) -> Outcome:
        """Say what is to become of a file, by what was there at the last look."""
        ...


PLACES: dict[str, Callable[[Door, Address, Job], ReleasePlace]] = {
    "github": GithubPlace,
    "gitlab": GitlabPlace,
}
"""Every forge; add one here."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for."""

    forge: str
    address: Address
    tag: str
    commit: str | None = None
    create: bool = False
    draft: bool = False
    replace: bool = False
    notes: bool = True
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How a summary is told: the verdicts on the headlines, and the language."""

    verdicts: Sequence[Verdict]
    words: Translator


def attach(gathered: Gathered, wish: Wish, telling: Telling, door: Door, wait: Wait) -> AttachResult:
    """Put the files on the release and the summary into its notes, or say what that would take.

    Raises `AttachError`; what was on the release before is then still there.
    """
    job = _job(gathered, wish, telling)
    place = PLACES[wish.forge](door, wish.address, job)
    try:
        place.check()
        steps = [step.words for step in place.plan()]
    except SourceError as problem:
        raise place.explained(problem, None) from problem
    outcomes = [place.outcome(file) for file in job.files]
    if steps and not wish.dry_run:
        steps = carry_out(place, wait)
    return _result(wish, job, place, outcomes, steps)


def _job(gathered: Gathered, wish: Wish, telling: Telling) -> Job:
    commit = assessed_commit(gathered.assessment, wish.address.url, wish.commit)

    def block(link: Link) -> str:
        links = [(file, link(file)) for file in gathered.files]
        return summary_block(gathered.assessment, telling.verdicts, commit, links, telling.words)

    return Job(
        tag=wish.tag,
        commit=commit,
        files=gathered.files,
        create=wish.create,
        draft=wish.draft,
        replace=wish.replace,
        block=block if wish.notes else None,
    )


def _result(
    wish: Wish, job: Job, place: ReleasePlace, outcomes: Sequence[Outcome], steps: Sequence[Message]
) -> AttachResult:
    files = tuple(
        FileResult(
            name=file.name,
            stored=file.stored,
            sha256=file.sha256,
            size=len(file.content),
            url=place.link(file),
            outcome=outcome,
        )
        for file, outcome in zip(job.files, outcomes, strict=True)
    )
    return AttachResult(
        forge=wish.forge,
        repository=wish.address.url,
        tag=wish.tag,
        commit=job.commit,
        release=place.url,
        draft=place.is_draft,
        dry_run=wish.dry_run,
        changed=bool(steps) and not wish.dry_run,
        files=files,
        steps=tuple(steps),
    )
