"""What a release holds before and after a run, on either forge, and whether anything was lost."""

from collections.abc import Mapping
from dataclasses import dataclass

from support.release_github import TAG, GithubReleases
from support.release_gitlab import GitlabReleases

from mrl.publishing.notes import BEGIN, END, UNPUBLISHED

OWN = b"made by the project"
"""The content of a file that is not ours."""


@dataclass(frozen=True)
class State:
    """Files by name, what of the notes is not ours, and whether there is a release that all can see."""

    files: Mapping[str, bytes | None]
    notes: str
    is_published: bool


def state_of(forge: GithubReleases | GitlabReleases) -> State:
    """Look at a stand-in."""
    if isinstance(forge, GithubReleases):
        release = next((each for each in forge.releases if each.tag == TAG), None)
        files = release.contents() if release else {}
        return State(files, _foreign(release.body if release else ""), bool(release and not release.draft))
    found = forge.releases.get(TAG)
    files = forge.contents() if found else {}
    return State(files, _foreign(found.description if found else ""), found is not None)


def _foreign(notes: str | None) -> str:
    before, _, rest = (notes or "").partition(BEGIN)
    return before.replace(UNPUBLISHED, "").strip() + rest.partition(END)[2]


def lost(before: State, now: State, wanted: Mapping[str, bytes]) -> list[str]:
    """List what was there before and is neither there now, under any name, nor has its successor."""
    present = set(now.files.values())
    gone = [
        name
        for name, content in before.files.items()
        if content not in present and wanted.get(name) not in present
    ]
    return gone if now.notes == before.notes else [*gone, "notes"]


def is_clean(forge: GithubReleases | GitlabReleases) -> bool:
    """Whether nothing unfinished is left over."""
    if isinstance(forge, GithubReleases):
        assets = [each for release in forge.releases for each in release.assets]
        return not any(each.name.startswith("mrl-") or each.state != "uploaded" for each in assets)
    return len(forge.packages) <= 1
