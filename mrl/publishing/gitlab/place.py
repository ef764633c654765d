"""A release on GitLab as a place to attach to: what is there, one step at a time, and back again."""

from urllib.parse import quote

from mrl.collectors.git.address import Address
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer, NotThere, SourceError
from mrl.model.base import Message, say
from mrl.publishing.commit import no_tag, other_commit
from mrl.publishing.files import ReleaseFile
from mrl.publishing.gitlab.api import GitlabApi
from mrl.publishing.gitlab.plan import (
    AddLink,
    Create,
    DeleteFile,
    DeletePackage,
    GitlabStep,
    TurnLink,
    is_same,
    plan,
)
from mrl.publishing.gitlab.records import Found, LinkAnswer
from mrl.publishing.gitlab.refusals import REFUSALS, own_meaning
from mrl.publishing.gitlab.shelf import Shelf
from mrl.publishing.job import Job
from mrl.publishing.notes import holds_block, with_block
from mrl.publishing.problems import AttachError
from mrl.publishing.result import Outcome
from mrl.publishing.steps import Upload, WriteNotes


class GitlabPlace:
    """The release of one tag, on gitlab.com or a server of one's own."""

    is_draft = False

    def __init__(self, door: Door, address: Address, job: Job) -> None:
        self._api = GitlabApi(door, address)
        self._job = job
        self._found = Found()
        self._is_protected = False
        self._shelf = Shelf(job.tag, job.files, self._api.web, self._api.registry)
        self._before: dict[str, LinkAnswer | None] = {}
        """Links that this run turned or added, or tried to, by name; None for those that were not there."""
        self._block: str | None = None
        """What this run wrote, or tried to write, into the notes."""
        self._is_final = False
        """Whether an old package was deleted, or tried to be, so that the way leads forward only."""
        if not self._api.has_token:
            raise REFUSALS.no_token(self._api.host, "GITLAB_TOKEN")
        if job.draft:
            raise AttachError(say("GitLab has no draft releases"), say("leave --draft out"))

    @property
    def url(self) -> str:
        """The address of the release's page."""
        return f"{self._api.web}/-/releases/{quote(self._job.tag, safe='')}"

    def link(self, file: ReleaseFile) -> str:
        """Give the lasting address of a file."""
        return self._shelf.link(self._job.tag, file)

    def outcome(self, file: ReleaseFile) -> Outcome:
        """Say what is to become of a file, by what was there at the last look."""
        link = self._link(file)
        if link is None:
            return Outcome.ADDED
        is_there = any(each.file_name == file.stored and is_same(each, file) for each in self._found.files)
        same = link.url == self._shelf.address(file) and is_there
        return Outcome.UNCHANGED if same else Outcome.REPLACED

    def check(self) -> None:
        """Raise `AttachError` unless the tag is of the assessed commit."""
        tag = self._api.tag(self._job.tag)
        if tag is None:
            raise no_tag(self._job.tag, self._api.web)
        self._is_protected = tag.protected
        if tag.commit.id.lower() != self._job.commit:
            raise other_commit(self._job.tag, tag.commit.id, self._job.commit)

    def plan(self) -> list[GitlabStep]:
        """Look at release and packages and give the steps that are missing."""
        self._look()
        return plan(self._found, self._job, self._shelf)

    def do(self, step: GitlabStep) -> None:
        """Take one step."""
        tag = self._job.tag
        if isinstance(step, Upload):
            self._upload(step.file)
        elif isinstance(step, Create):
            links = [self._fields(file) for file in self._job.files]
            content = {
                "tag_name": tag,
                "name": tag,
                "description": step.description,
                "assets": {"links": links},
            }
            self._api.create(content)
        elif isinstance(step, AddLink):
            self._before.setdefault(step.file.name, None)
            self._api.add_link(tag, self._fields(step.file))
        elif isinstance(step, TurnLink):
            self._before.setdefault(step.file.name, step.link)
            self._turn(step.link, **self._fields(step.file))
        elif isinstance(step, DeleteFile):
            self._api.delete_file(step.file)
        else:
            self._finish(step)

    def _finish(self, step: WriteNotes | DeletePackage) -> None:
        """Write the notes, on the text as it is now, or take an older package away."""
        if isinstance(step, DeletePackage):
            self._is_final = True
            self._api.delete_package(step.package)
            return
        self._block = step.block
        release = self._api.release(self._job.tag)
        if release is None:
            raise NotThere(say("{name} is no longer on {host}", name=self._job.tag, host=self._api.host))
        self._api.describe(self._job.tag, with_block(release.description or "", step.block))

    def restore(self) -> None:
        """Turn links back and take the new ones away, then the packages that no link leads to any more.

        Once the notes tell of the new files, the way leads forward: the links stay.
        """
        self._look()
        notes = (self._found.release and self._found.release.description) or ""
        self._is_final |= self._block is not None and holds_block(notes, self._block)
        if not self._is_final:
            for link in self._found.links:
                if link.name in self._before:
                    self._restore(link, self._before[link.name])
            self._look()
        linked = {self._shelf.version_in(link.url) for link in self._found.links}
        for package in self._found.packages:
            is_known = self._found.release is not None or package.version == self._shelf.version
            if is_known and package.version not in linked:
                self._api.delete_package(package)

    def _restore(self, link: LinkAnswer, before: LinkAnswer | None) -> None:
        """Turn one link back."""
        if before is None:
            self._api.delete_link(self._job.tag, link)
        elif link.url != before.url:
            self._turn(before, url=before.url)

    def _turn(self, link: LinkAnswer, **fields: str) -> None:
        """Change a link; a kind that is not sent again would be set back."""
        self._api.turn_link(self._job.tag, link, {**fields, "link_type": link.link_type})

    def explained(self, problem: SourceError, doing: Message | None) -> AttachError:
        """Say for a user why a step failed for good."""
        own = own_meaning(problem, self._job.tag, is_protected=self._is_protected)
        return REFUSALS.explained(problem, doing, self._api.host, own)

    def _look(self) -> None:
        """Ask what is there."""
        packages = [each for each in self._api.packages() if self._shelf.holds(each.version)]
        wanted = [each for each in packages if each.version == self._shelf.version]
        files = [file for package in wanted for file in self._api.files(package)]
        self._found = Found(
            release=self._api.release(self._job.tag), packages=tuple(packages), files=tuple(files)
        )

    def _link(self, file: ReleaseFile) -> LinkAnswer | None:
        return next((each for each in self._found.links if each.name == file.name), None)

    def _upload(self, file: ReleaseFile) -> None:
        """Send a file, and see that the server has it as it is here."""
        arrived = self._api.upload(self._shelf.version, file)
        if not is_same(arrived, file):
            found = f"{arrived.file_name}, {arrived.size} bytes"
            raise InvalidAnswer(say("what arrived is not what was sent: {found}", found=found), passes=True)

    def _fields(self, file: ReleaseFile) -> dict[str, str]:
        """Describe a link: its name, where it leads, and the lasting address it is found under."""
        return {
            "name": file.name,
            "url": self._shelf.address(file),
            "direct_asset_path": f"/{file.stored}",
            "link_type": "other",
        }
