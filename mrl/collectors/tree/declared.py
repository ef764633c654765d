"""What README and manifests together say of places outside the repository."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from mrl.collectors.tree.badges import badges_of, ci_services_of
from mrl.collectors.tree.community import COMMUNITY_RULES
from mrl.collectors.tree.declarations import Declaration
from mrl.collectors.tree.files import ReadBlobs, TreeFile
from mrl.collectors.tree.manifests import manifest_files, read_manifests
from mrl.collectors.tree.markup import images, links_of
from mrl.collectors.tree.reading import beyond_count, nearest, read_texts
from mrl.collectors.tree.readme import discussions_of, homepages_of, read_readme, trackers_of
from mrl.collectors.tree.search import search_names
from mrl.collectors.tree.trackers import distinct, tracker_of_keys
from mrl.files.limits import DECLARED
from mrl.model.facts import Badge, Declared, Gap
from mrl.model.project import Tracker, TrackerKind

MOST_ADDRESSES = 20
"""Addresses kept of one sort; a README that links to more than that is a catalogue."""

MOST_BADGES = 100
"""Badges kept: pairs of a kind and a host, of which nobody shows so many."""

_Entry = TypeVar("_Entry")
_REPOSITORY = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/[\w.-]+/[\w.-]+/?(?:#.*)?"
)
"""A repository's own page on a forge is no site of the project."""
_README_RULES = [rule for rule in COMMUNITY_RULES if rule.key == "community.readme"]


def read_declared(
    files: Sequence[TreeFile], read: ReadBlobs, own_forge: TrackerKind | None
) -> tuple[Declared, list[Gap]]:
    """Read READMEs and manifests in one go.

    `own_forge` is the tracker that a relative link to `issues` leads to. A README or
    manifest that cannot be read is a gap, and what nothing else says is then unknown, not empty.
    """
    readme_files = nearest(search_names(files, _README_RULES)["community.readme"].values())
    manifests = manifest_files(files)
    described = nearest(manifests)
    texts = read_texts([*readme_files, *described], read, DECLARED.size)
    declarations, gaps = read_manifests(described, texts)
    readmes = texts.of(readme_files)
    readmes_known = not any(file.path in texts.unread for file in readme_files)
    unread = tuple(file.path for file in described if file.path in texts.unread or file.path in gaps)
    found = _places(declarations, list(readmes.values()), own_forge)
    gaps |= beyond_count("manifest", manifests)
    known = readmes_known and not unread and len(manifests) == len(described)
    declared = Declared(
        unread_manifests=unread,
        trackers=_if_known(found.trackers, known),
        homepages=_if_known(found.homepages, known),
        ci_services=_if_known(found.ci_services, known),
        discussions=_if_known(found.discussions, known),
        badges=_if_known(found.badges, readmes_known),
        readmes=_if_known(tuple(read_readme(path, text) for path, text in readmes.items()), readmes_known),
        manifests=_if_known(tuple(part.manifest for part in declarations), not unread),
    )
    return declared, [*texts.gaps("README and manifests"), *gaps.values()]


@dataclass(frozen=True, slots=True)
class _Places:
    trackers: tuple[Tracker, ...]
    homepages: tuple[str, ...]
    ci_services: tuple[str, ...]
    discussions: tuple[str, ...]
    badges: tuple[Badge, ...]


def _places(parts: Sequence[Declaration], readmes: Sequence[str], own_forge: TrackerKind | None) -> _Places:
    """Put together what READMEs show and manifests declare, each place once."""
    shown = [image for text in readmes for image in images(text)]
    links = [link for text in readmes for link in links_of(text)]
    pages = _once(*(part.homepages for part in parts), homepages_of(links))
    return _Places(
        trackers=distinct(
            [*trackers_of(links, own_forge), *(named for part in parts for named in part.trackers)]
        )[:MOST_ADDRESSES],
        homepages=tuple(page for page in pages if not _REPOSITORY.fullmatch(page)),
        ci_services=_once(ci_services_of(shown), *(part.ci_services for part in parts)),
        discussions=_once(discussions_of(links), *(part.discussions for part in parts)),
        badges=badges_of(shown)[:MOST_BADGES],
    )


def _if_known(values: tuple[_Entry, ...], known: bool) -> tuple[_Entry, ...] | None:
    """Keep what was found; nothing found is only an answer where everything could be read."""
    return values if values or known else None


def _once(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(groups)))[:MOST_ADDRESSES]


def with_tracker_of_keys(
    declared: Declared, issue_keys: dict[str, int] | None, commits: int | None
) -> Declared:
    """Add the tracker that commit subjects point to, where nothing else names one.

    `issue_keys` counts commits by key prefix, of `commits` in all (None: not known).
    """
    if declared.trackers != ():
        return declared
    return declared.model_copy(update={"trackers": tracker_of_keys(issue_keys, commits)})
