"""What a GitHub release still needs, told from what is there; nothing here asks a server."""

from collections.abc import Iterator
from dataclasses import dataclass

from mrl.model.base import Message, say
from mrl.publishing.files import ReleaseFile
from mrl.publishing.github.records import UPLOADED, AssetAnswer, Found
from mrl.publishing.github.refusals import ONLY_WAY
from mrl.publishing.job import MARK, Job, Link
from mrl.publishing.names import name_of_new, name_of_old, read_on_its_way
from mrl.publishing.notes import UNPUBLISHED
from mrl.publishing.problems import AttachError
from mrl.publishing.steps import Upload, WriteNotes, notes_to_write

LONGEST_NOTES = 125_000
"""Characters; GitHub takes no more."""
TOO_LONG = say(
    "the notes of the release would be longer than the {count} characters GitHub takes", count=LONGEST_NOTES
)


@dataclass(frozen=True, kw_only=True)
class Create:
    """Make a draft, which nobody sees until it is published."""

    tag: str

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("make a draft release of {tag}", tag=self.tag)


@dataclass(frozen=True, kw_only=True)
class Rename:
    """Give a file another name; its content, label and count of downloads stay."""

    name: str
    other: str

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("rename {name} to {other}", name=self.name, other=self.other)


@dataclass(frozen=True, kw_only=True)
class Delete:
    """Take a file away: one that has its successor, or that is unfinished."""

    name: str

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("delete {name}", name=self.name)


@dataclass(frozen=True, kw_only=True)
class Publish:
    """Let everybody see a draft that was made on the way."""

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("publish the release")


GithubStep = Create | Upload | Rename | Delete | WriteNotes | Publish


def plan(found: Found, job: Job, link: Link) -> list[GithubStep]:
    """Give the missing steps: all uploads, then all names, notes, what is left over, publication.

    Raises `AttachError`.
    """
    if found.release is None and not job.create:
        raise AttachError(
            say("there is no release of {tag}, or the token does not show it", tag=job.tag),
            say("add --create to have one made, and --draft for one that you publish yourself"),
        )
    uploads, turns, deletions = _of_files(found, job)
    if (uploads or turns or deletions) and found.release and found.release.immutable:
        raise AttachError(
            say("the release of {tag} is immutable: its files can no longer change", tag=job.tag), ONLY_WAY
        )
    created: list[GithubStep] = [] if found.release else [Create(tag=job.tag)]
    notes, publication = _of_notes(found, job, link), _of_publication(found, job)
    return [*created, *uploads, *turns, *notes, *deletions, *publication]


def _of_files(found: Found, job: Job) -> tuple[list[GithubStep], list[GithubStep], list[GithubStep]]:
    """Upload each beside the old one, let it take the old one's name, and only then delete that."""
    uploads: list[GithubStep] = []
    turns: list[GithubStep] = []
    deletions: list[GithubStep] = []
    for file in job.files:
        current = found.asset(file.stored)
        left = [each for each in found.assets if _is_left(each, file)]
        _check_ours(file, [*([current] if current else []), *left], found, job)
        if not (current and is_same(current, file)):
            uploads += _upload(file, found)
            left = [each for each in left if each.name != name_of_new(file.stored, file.sha256)]
            turns += _turn(file, current)
            deletions += _left_over(turns, file)
        deletions += [Delete(name=each.name) for each in left]
    return uploads, turns, deletions


def _upload(file: ReleaseFile, found: Found) -> Iterator[GithubStep]:
    name = name_of_new(file.stored, file.sha256)
    there = found.asset(name)
    if there and is_same(there, file):
        return
    if there:
        yield Delete(name=name)
    yield Upload(file=file)


def _turn(file: ReleaseFile, current: AssetAnswer | None) -> Iterator[GithubStep]:
    """Set the old one aside, or take it away where it never arrived as a whole; then give its name away."""
    if current and current.state == UPLOADED:
        yield Rename(name=file.stored, other=name_of_old(file.stored, current.id))
    elif current:
        yield Delete(name=file.stored)
    yield Rename(name=name_of_new(file.stored, file.sha256), other=file.stored)


def _left_over(turns: list[GithubStep], file: ReleaseFile) -> list[GithubStep]:
    """Give the deletion of what the turns set aside for a file."""
    return [
        Delete(name=each.other) for each in turns if isinstance(each, Rename) and each.name == file.stored
    ]


def _is_left(asset: AssetAnswer, file: ReleaseFile) -> bool:
    """Whether a file was left on its way by a run that was cut off."""
    way = read_on_its_way(asset.name)
    return way is not None and way.name == file.stored


def _check_ours(file: ReleaseFile, assets: list[AssetAnswer], found: Found, job: Job) -> None:
    """Refuse to replace what somebody else put there, unless it is what we would put there."""
    for asset in assets:
        is_new = asset.name == name_of_new(file.stored, file.sha256)
        if job.replace or is_new or is_same(asset, file) or (asset.label or "").endswith(MARK):
            continue
        place = found.release.html_url if found.release else ""
        raise AttachError(
            say("{release} has a {name} that mrl did not put there", release=place, name=asset.name),
            say(
                "choose other names with --prefix, or allow to replace it with --replace; nothing was changed"
            ),
        )


def is_same(asset: AssetAnswer, file: ReleaseFile) -> bool:
    """Whether a file on the release is there as a whole, byte for byte."""
    return (asset.state, asset.size, asset.digest) == (UPLOADED, len(file.content), f"sha256:{file.sha256}")


def _of_notes(found: Found, job: Job, link: Link) -> Iterator[GithubStep]:
    if job.block is not None:
        body = (found.release.body or "") if found.release else ""
        yield from notes_to_write(body, job.block(link), LONGEST_NOTES, TOO_LONG)


def _of_publication(found: Found, job: Job) -> Iterator[GithubStep]:
    """Publish what we made ourselves; a draft of somebody else stays one."""
    mine = found.release is None or (found.release.draft and UNPUBLISHED in (found.release.body or ""))
    if job.create and not job.draft and mine:
        yield Publish()
