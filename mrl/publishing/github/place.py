"""A release on GitHub as a place to attach to: what is there, one step at a time, and back again."""

from urllib.parse import quote

from mrl.collectors.git.address import Address
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import InvalidAnswer, NotThere, SourceError
from mrl.model.base import Message, say
from mrl.publishing.commit import no_tag, other_commit
from mrl.publishing.files import ReleaseFile
from mrl.publishing.github.api import GithubApi
from mrl.publishing.github.plan import (
    Create,
    Delete,
    GithubStep,
    Publish,
    Rename,
    is_same,
    plan,
)
from mrl.publishing.github.records import AssetAnswer, Found, ReleaseAnswer
from mrl.publishing.github.refusals import REFUSALS
from mrl.publishing.job import Job
from mrl.publishing.names import name_of_new, read_on_its_way
from mrl.publishing.notes import UNPUBLISHED, holds_block, published, with_block
from mrl.publishing.problems import AttachError
from mrl.publishing.result import Outcome
from mrl.publishing.steps import Upload, WriteNotes


class GithubPlace:
    """The release of one tag, on github.com or an Enterprise server."""

    def __init__(self, door: Door, address: Address, job: Job) -> None:
        self._api = GithubApi(door, address)
        self._job = job
        self._found = Found()
        self._identity: int | None = None
        self._uploaded: dict[int, str] = {}
        """Digests of what this run has sent, for servers that keep none."""
        self._turned: set[str] = set()
        """Names that this run gave, or tried to give, to new files."""
        self._block: str | None = None
        """What this run wrote, or tried to write, into the notes."""
        self._is_final = False
        """Whether an old file was deleted, or tried to be, so that the way leads forward only."""
        if not self._api.has_token:
            raise REFUSALS.no_token(self._api.server.host, "GITHUB_TOKEN")

    @property
    def url(self) -> str:
        """The address of the release's page."""
        release = self._found.release
        return (
            release.html_url if release else f"{self._api.web}/releases/tag/{quote(self._job.tag, safe='')}"
        )

    @property
    def is_draft(self) -> bool:
        """Whether only those see it who may write to the repository."""
        return self._found.release.draft if self._found.release else self._job.draft

    def link(self, file: ReleaseFile) -> str:
        """Give the address that a file has once the release is published."""
        return f"{self._api.web}/releases/download/{quote(self._job.tag)}/{quote(file.stored)}"

    def outcome(self, file: ReleaseFile) -> Outcome:
        """Say what is to become of a file, by what was there at the last look."""
        current = self._found.asset(file.stored)
        if current is None:
            return Outcome.ADDED
        return Outcome.UNCHANGED if is_same(current, file) else Outcome.REPLACED

    def plan(self) -> list[GithubStep]:
        """Look at the release and give the steps that are missing."""
        self._look()
        return plan(self._found, self._job, self.link)

    def check(self) -> None:
        """Raise `AttachError` unless the tag, or what a draft is to tag, is the assessed commit."""
        try:
            commit = self._api.commit_of(self._job.tag)
        except NotThere:
            self._look()
            release = self._found.release
            if release is None or not release.draft:
                raise no_tag(self._job.tag, self._api.web) from None
            commit = release.target_commitish.lower()
        if commit != self._job.commit:
            raise other_commit(self._job.tag, commit, self._job.commit)

    def do(self, step: GithubStep) -> None:
        """Take one step."""
        if isinstance(step, Create):
            self._create()
        elif isinstance(step, Upload):
            self._upload(step.file)
        elif isinstance(step, Rename):
            self._turned.add(step.other)
            self._rename(step.name, step.other)
        elif isinstance(step, Delete):
            self._is_final |= (way := read_on_its_way(step.name)) is not None and way.kind == "old"
            self._delete(self._asset(step.name))
        else:
            self._finish(step)

    def _finish(self, step: WriteNotes | Publish) -> None:
        """Write the notes, or publish; each on the text as it is now, which somebody may be editing."""
        body = self._api.release(self._release.id).body or ""
        if isinstance(step, WriteNotes):
            self._block = step.block
            self._api.update(self._release, body=with_block(body, step.block))
        else:
            self._api.update(self._release, body=published(body), draft=False, make_latest="legacy")

    def restore(self) -> None:
        """Give the files that were set aside their names back, and take away what is new.

        Once the notes tell of the new files, the way leads forward: what was set aside goes.
        """
        self._look()
        if self._found.release is None:
            return
        self._is_final |= self._block is not None and holds_block(self._release.body or "", self._block)
        for file in self._job.files:
            self._restore(file)
        for file in self._job.files:
            for asset in self._on_its_way("new", file.stored):
                self._delete(asset)

    def _restore(self, file: ReleaseFile) -> None:
        name = file.stored
        current, aside = self._found.asset(name), self._on_its_way("old", name)
        if current is not None and self._is_final:
            for asset in aside if is_same(current, file) else ():
                self._delete(asset)
            return
        if current is not None and name in self._turned and is_same(current, file):
            self._delete(current)
        if aside and self._found.asset(name) is None:
            self._rename(aside[-1].name, name)

    def _on_its_way(self, kind: str, name: str) -> list[AssetAnswer]:
        """List the files under such names, oldest first."""
        ways = [(each, read_on_its_way(each.name)) for each in self._found.assets]
        return [each for each, way in ways if way and (way.kind, way.name) == (kind, name)]

    def explained(self, problem: SourceError, doing: Message | None) -> AttachError:
        """Say for a user why a step failed for good."""
        return REFUSALS.explained(problem, doing, self._api.host)

    def _look(self) -> None:
        """Ask what is there, with digests for the files that are compared."""
        release = self._find()
        self._found = Found(release=release)
        if release is None:
            return
        names = {file.stored for file in self._job.files}
        assets = self._api.assets(release)
        ways = {asset.id: read_on_its_way(asset.name) for asset in assets}
        compared = {each.id for each in assets if each.name in names or ways[each.id] is not None}
        known = [self._known(each) if each.id in compared else each for each in assets]
        self._found = Found(release=release, assets=tuple(known))

    def _known(self, asset: AssetAnswer) -> AssetAnswer:
        if asset.digest is None and asset.id in self._uploaded:
            return asset.model_copy(update={"digest": self._uploaded[asset.id]})
        return self._api.with_digest(asset)

    def _find(self) -> ReleaseAnswer | None:
        if self._identity is not None:
            try:
                return self._api.release(self._identity)
            except NotThere:
                self._identity = None
        found = self._api.releases_of(self._job.tag)
        if len(found) > 1:
            listed = ", ".join(each.html_url for each in found)
            raise AttachError(
                say("there are several releases of {tag}: {listed}", tag=self._job.tag, listed=listed),
                say("delete the drafts that are not wanted, or give them another tag; nothing was changed"),
            )
        self._identity = found[0].id if found else None
        return found[0] if found else None

    @property
    def _release(self) -> ReleaseAnswer:
        if self._found.release is None:
            raise self._gone(self._job.tag)
        return self._found.release

    def _asset(self, name: str) -> AssetAnswer:
        asset = self._found.asset(name)
        if asset is None:
            raise self._gone(name)
        return asset

    def _gone(self, name: str) -> NotThere:
        return NotThere(say("{name} is no longer on {host}", name=name, host=self._api.host))

    def _create(self) -> None:
        tag, commit = self._job.tag, self._job.commit
        body = "" if self._job.draft else UNPUBLISHED
        fields = {"tag_name": tag, "target_commitish": commit, "name": tag, "body": body, "draft": True}
        release = self._api.create(**fields)
        self._identity = release.id
        self._found = Found(release=release)

    def _upload(self, file: ReleaseFile) -> None:
        """Send a file under its name on the way, and see that the server has it as it is here."""
        name, label = name_of_new(file.stored, file.sha256), self._job.label(file)
        asset = self._api.upload(self._release, file, name, label)
        self._found = Found(release=self._release, assets=(*self._found.assets, asset))
        if asset.digest is None and asset.size == len(file.content):
            asset = asset.model_copy(update={"digest": f"sha256:{file.sha256}"})
        if asset.name != name or not is_same(asset, file):
            raise InvalidAnswer(
                say(
                    "what arrived is not what was sent: {found}",
                    found=f"{asset.name}, {asset.size} bytes, {asset.state}",
                ),
                passes=True,
            )
        self._uploaded[asset.id] = f"sha256:{file.sha256}"

    def _rename(self, name: str, other: str) -> None:
        former = self._asset(name)
        renamed = self._api.rename(former, other)
        if renamed.name != other:
            raise InvalidAnswer(say("it is called {found} now, not {other}", found=renamed.name, other=other))
        self._without(former, renamed.model_copy(update={"digest": former.digest}))

    def _delete(self, asset: AssetAnswer) -> None:
        self._api.delete(asset)
        self._without(asset)

    def _without(self, asset: AssetAnswer, *others: AssetAnswer) -> None:
        left = [each for each in self._found.assets if each.id != asset.id]
        self._found = Found(release=self._found.release, assets=(*left, *others))
