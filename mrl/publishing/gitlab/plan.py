"""What a GitLab release still needs, told from what is there; nothing here asks a server.

All files of one run are one version of a package, named by their digests: it is whole before any link
leads to it. A link changes from the old file to the new one in one request, so one of both is always there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mrl.model.base import Message, say
from mrl.publishing.files import ReleaseFile
from mrl.publishing.gitlab.records import Found, LinkAnswer, PackageAnswer, PackageFileAnswer
from mrl.publishing.gitlab.shelf import Shelf
from mrl.publishing.job import Job
from mrl.publishing.notes import with_block
from mrl.publishing.problems import AttachError
from mrl.publishing.steps import Upload, WriteNotes, notes_to_write

LONGEST_NOTES = 1_000_000
"""Characters; GitLab takes no more."""
TOO_LONG = say(
    "the notes of the release would be longer than the {count} characters GitLab takes", count=LONGEST_NOTES
)


@dataclass(frozen=True, kw_only=True)
class DeleteFile:
    """Take a damaged file out of the package, after a whole one was put there."""

    file: PackageFileAnswer

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("delete a damaged {name} from the package", name=self.file.file_name)


@dataclass(frozen=True, kw_only=True)
class Create:
    """Make the release with its notes and all links at once."""

    tag: str
    description: str

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("make a release of {tag} with links to the files", tag=self.tag)


@dataclass(frozen=True, kw_only=True)
class AddLink:
    """Let the release show a file."""

    file: ReleaseFile

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("add a link to {name}", name=self.file.name)


@dataclass(frozen=True, kw_only=True)
class TurnLink:
    """Let a link of the release lead to the new file instead of the old one."""

    link: LinkAnswer
    file: ReleaseFile

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say("turn the link {name} from the old file to the new one", name=self.file.name)


@dataclass(frozen=True, kw_only=True)
class DeletePackage:
    """Take a package of an earlier run away that no link of the release leads to any more."""

    package: PackageAnswer

    @property
    def words(self) -> Message:
        """Say what it does."""
        return say(
            "delete the package {name} {version} of an earlier run",
            name=self.package.name,
            version=self.package.version,
        )


GitlabStep = Upload | DeleteFile | Create | AddLink | TurnLink | WriteNotes | DeletePackage


def plan(found: Found, job: Job, shelf: Shelf) -> list[GitlabStep]:
    """Give the missing steps: files, release or links, notes, and what is left over. Raises `AttachError`."""
    if found.release is None and not job.create:
        raise AttachError(
            say("there is no release of {tag}, or the token does not show it", tag=job.tag),
            say("add --create to have one made"),
        )
    block = job.block(lambda file: shelf.link(job.tag, file)) if job.block else None
    linking = [] if found.release is None else list(_of_links(found, job, shelf))
    steps: list[GitlabStep] = [step for file in job.files for step in _of_file(file, found)]
    if found.release is None:
        steps.append(Create(tag=job.tag, description=with_block("", block) if block else ""))
    else:
        steps += linking
        if block is not None:
            steps += notes_to_write(found.release.description or "", block, LONGEST_NOTES, TOO_LONG)
    return [*steps, *_left_over(found, job, shelf)]


def _of_file(file: ReleaseFile, found: Found) -> Iterator[GitlabStep]:
    same_name = [each for each in found.files if each.file_name == file.stored]
    if not any(is_same(each, file) for each in same_name):
        yield Upload(file=file)
    yield from (DeleteFile(file=each) for each in same_name if not is_same(each, file))


def is_same(there: PackageFileAnswer, file: ReleaseFile) -> bool:
    """Whether a file of the package is there as a whole, byte for byte."""
    return (there.size, (there.file_sha256 or "").lower()) == (len(file.content), file.sha256)


def _of_links(found: Found, job: Job, shelf: Shelf) -> Iterator[GitlabStep]:
    for file in job.files:
        link = next((each for each in found.links if each.name == file.name), None)
        if link is None:
            _check_free(file, found, job, shelf)
            yield AddLink(file=file)
        elif link.url != shelf.address(file):
            if not (job.replace or shelf.is_ours(link.url)):
                raise AttachError(
                    say(
                        "the release of {tag} has a link {name} that mrl did not put there",
                        tag=job.tag,
                        name=link.name,
                    ),
                    say(
                        "choose other names with --prefix, or allow to replace it with --replace; nothing"
                        " was changed"
                    ),
                )
            yield TurnLink(link=link, file=file)


def _check_free(file: ReleaseFile, found: Found, job: Job, shelf: Shelf) -> None:
    """Refuse an address that another link of the release has already."""
    taken = next((each for each in found.links if each.direct_asset_url == shelf.link(job.tag, file)), None)
    if taken is not None:
        raise AttachError(
            say(
                "the link {name} of the release has the address {url} already",
                name=taken.name,
                url=shelf.link(job.tag, file),
            ),
            say("choose other names with --prefix; nothing was changed"),
        )


def _left_over(found: Found, job: Job, shelf: Shelf) -> Iterator[GitlabStep]:
    """Give the older packages that only links to be turned, or none, lead to."""
    turned = {file.name for file in job.files}
    kept = {shelf.version_in(link.url) for link in found.links if link.name not in turned}
    for package in found.packages:
        if package.version != shelf.version and package.version not in kept:
            yield DeletePackage(package=package)
