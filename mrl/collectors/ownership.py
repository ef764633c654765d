"""Whose a file is: the assessed project's own where it lies in a repository of it, else somebody else's.

What cannot be told counts as the project's own: who answers for a project from outside can put the file
where it is plain, and a project that could pass for an assessor would give itself its level.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from mrl.collectors.git.address import parse_address
from mrl.collectors.git.ancestry import Looks, roots_of, tips_of
from mrl.collectors.git.clones import clone_at
from mrl.collectors.git.layout import Layout, find_layout
from mrl.collectors.git.remotes import Place, Remotes, place_of, read_remotes
from mrl.collectors.git.runner import GitError
from mrl.collectors.git.store import GitStore
from mrl.collectors.workspaces import Workspace
from mrl.errors import MrlError, TargetError
from mrl.files.ways import places_on_the_way
from mrl.model.base import Message, say
from mrl.model.facts import RepositoryFacts

UNCLEAR = say("it lies in a git repository that may be one of the assessed ones, as nothing rules it out")
CUT_OFF = say(
    "it lies in a shallow clone, whose history cannot be compared with that of the assessed repositories; "
    "complete it (git fetch --unshallow, in CI a fetch depth of 0)"
)
_IN_ASSESSED = say("it lies in an assessed repository")
_IN_CLONE = say("it lies in a repository that holds an assessed commit")
_SHARED = say("it lies in a repository that shares its history with an assessed one")
_SAME_ORIGIN = say("it lies in a clone of an assessed repository")
_IN_WORKSPACE = say("it lies in the workspace of CI, which is a checkout of an assessed repository")
_BESIDE_IN_WORKSPACE = say("it lies in the CI workspace together with an assessed repository")
_BESIDE_IN_TREE = say("it lies in the same work tree as an assessed repository")
_UNKNOWN_WORKSPACE = say("it lies in a CI workspace, and CI does not say which repository that is")

_MOST_CLONES = 4
"""So many clones of clones are followed."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is known beside a snapshot: assessed folders, CI's workspaces, and who named which file.

    `addresses` are those of the assessed repositories on servers, `cache` is where clones of them may be.
    `named_by` gives a file the project file that names it: that one must lie outside as well.
    """

    assessed: tuple[Path, ...] = ()
    addresses: tuple[str, ...] = ()
    cache: Path | None = None
    workspaces: tuple[Workspace, ...] = ()
    named_by: Mapping[Path, Path] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks, compare=False, repr=False)
    """Into the assessed repositories: each file beside a project of hundreds is compared with all of them."""


def why_own(file: Path, repositories: Sequence[RepositoryFacts], around: Surroundings) -> Message | None:
    """Say why a file is the assessed project's own word; None where it is somebody else's.

    Every place on the way to it counts, links and the folders around them too, and so does the project
    file that names it. Nothing that a repository sets up is run or believed to the project's good.
    """
    namer = around.named_by.get(file)
    inside = _Inside(repositories, around)
    reason = inside.why(file)
    if reason is not None or namer is None:
        return reason
    reason = inside.why(namer)
    return (
        None
        if reason is None
        else say("the project file that names it is the project's: {reason}", reason=reason)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    """What histories tell of a repository: why it is the project's own, and whether all were compared."""

    why: Message | None = None
    is_compared: bool = False


class _Inside:
    """Looks at the places of files beside the repositories of one project."""

    def __init__(self, repositories: Sequence[RepositoryFacts], around: Surroundings) -> None:
        self._assessed = around.assessed
        self._workspaces = around.workspaces
        self._commits = [one.head.commit for one in repositories if one.head is not None]
        self._urls = [*around.addresses, *(one.url for one in repositories if one.url is not None)]
        self._cache = around.cache
        self._looks = around.looks
        has_places = bool(around.addresses or around.assessed)
        nameless = [one for one in repositories if one.url is None]
        self._is_nameless = any(one.head is not None or not has_places for one in nameless)
        """Whether one can be told by its history alone; one that was not read has its address or folder."""
        self._has_unread = any(one.head is None for one in repositories)

    @cached_property
    def _layouts(self) -> list[Layout]:
        """The assessed repositories on this machine, each once."""
        found = {layout.common_dir: layout for each in self._assessed if (layout := _believed(each))}
        return list(found.values())

    @cached_property
    def _places(self) -> set[Place]:
        """Where the assessed repositories are published, as far as anything says."""
        places = {place for url in self._urls if (place := place_of(url)) is not None}
        return places.union(*(read_remotes(layout).places for layout in self._layouts))

    @cached_property
    def _clones(self) -> list[Path]:
        """Clones of the assessed repositories on servers, as far as the cache has them."""
        found = []
        for url in dict.fromkeys(self._urls if self._cache is not None else ()):
            with suppress(TargetError):
                found.append(clone_at(parse_address(url), self._cache or Path()))
        return [clone for clone in found if clone is not None]

    def why(self, file: Path) -> Message | None:
        """Say why a file is the project's own; None where it is not."""
        try:
            places = list(places_on_the_way(file))
        except (OSError, ValueError):
            return say("it cannot be told where it lies")
        return next(filter(None, map(self._why_there, places)), None)

    def _why_there(self, place: Path) -> Message | None:
        above = list(place.parents)
        if any(_same(folder, assessed) for folder in above for assessed in self._assessed):
            return _IN_ASSESSED
        trees = [folder for folder in above if looks_like_git(folder)]
        if any(map(self._holds_assessed, trees)):
            return _BESIDE_IN_TREE
        found = [self._why_in_tree(folder) for folder in trees]
        reason = next(filter(None, found), None)
        return reason or self._why_in_workspace(above, is_elsewhere=bool(trees))

    def _holds_assessed(self, folder: Path) -> bool:
        """Say whether an assessed repository lies in a folder.

        Who commits there says what stands beside the answers: a submodule, a clone, a folder of files
        that passes for a repository. Whatever its history and its address, it is no outsider.
        """
        assessed = [each.resolve() for each in self._assessed]
        return any(_same(above, folder) for each in assessed for above in (each, *each.parents))

    def _why_in_tree(self, folder: Path, on_the_way: tuple[Path, ...] = ()) -> Message | None:
        """Say whether a git repository that a file lies in is one of the project, or a copy of one.

        `on_the_way` are the clones that led to it, for a clone of a clone.
        """
        layout = _believed(folder)
        if layout is None or len(on_the_way) > _MOST_CLONES:
            return UNCLEAR
        try:
            with GitStore(folder) as store:
                history, is_shallow = self._history(store), store.is_shallow
        except (GitError, MrlError, OSError, ValueError):
            return UNCLEAR
        reason = history.why or self._why_by_remotes(
            read_remotes(layout), (*on_the_way, folder), is_compared=history.is_compared
        )
        return CUT_OFF if reason is None and is_shallow else reason

    def _history(self, store: GitStore) -> _History:
        """Compare histories: a clone made before the newest commit holds older ones all the same."""
        commits = set(self._commits)
        if len(store.missing(commits)) < len(commits):
            return _History(why=_IN_CLONE)
        tips = tips_of(store)
        ends = (*tips, *roots_of(store, tips))
        here = [self._looks.at(each.top, (*ends, *self._commits), self._commits) for each in self._layouts]
        looks = [*here, *(self._looks.at(clone, (*ends, *self._commits)) for clone in self._clones)]
        held = frozenset[str]().union(*(look.held for look in looks))
        roots = {root for look in here for root in look.roots}
        if held.intersection(ends) or len(store.missing(roots)) < len(roots):
            return _History(why=_SHARED)
        return _History(is_compared=commits <= held)

    def _why_by_remotes(
        self, remotes: Remotes, on_the_way: tuple[Path, ...], *, is_compared: bool
    ) -> Message | None:
        """Compare where a clone came from: it may be too shallow to hold any commit in common."""
        if self._places.intersection(remotes.places):
            return _SAME_ORIGIN
        for folder in remotes.folders:
            if any(_same(folder, assessed) for assessed in self._assessed):
                return _SAME_ORIGIN
            if any(_same(folder, before) for before in on_the_way):
                continue
            reason = self._why_in_tree(folder, on_the_way)
            if reason is not None:
                return UNCLEAR if is_unclear(reason) else _SAME_ORIGIN
        may_be = any(one.may_be(other) for one in remotes.places for other in self._places)
        is_open = (self._is_nameless and (self._has_unread or not self._layouts)) or (
            remotes.is_empty and (self._has_unread or not is_compared)
        )
        return UNCLEAR if may_be or is_open or not remotes.is_clear else None

    def _why_in_workspace(self, above: Sequence[Path], *, is_elsewhere: bool) -> Message | None:
        """Look at CI's workspaces around a file; `is_elsewhere` is a file of another known repository."""
        for workspace in self._workspaces:
            if not any(_same(folder, workspace.folder) for folder in above):
                continue
            if self._holds_assessed(workspace.folder):
                return _BESIDE_IN_WORKSPACE
            place = place_of(workspace.address) if workspace.address is not None else None
            if place in self._places:
                return _IN_WORKSPACE
            is_unknown = place is None or any(place.may_be(other) for other in self._places)
            if is_unknown and not is_elsewhere:
                return _UNKNOWN_WORKSPACE
        return None


def is_unclear(reason: Message) -> bool:
    """Say whether a file counts as the project's own only because it cannot be told whose it is."""
    return reason in (UNCLEAR, CUT_OFF)


def looks_like_git(folder: Path) -> bool:
    """Say whether a folder is the top or the git directory of a repository, be it a broken one."""
    try:
        return os.path.lexists(folder / ".git") or find_layout(folder) is not None
    except TargetError:
        return True


def _believed(folder: Path) -> Layout | None:
    """Find the repository of a folder; None where there is none, or the one it names does not confirm it."""
    try:
        return find_layout(folder)
    except TargetError:
        return None


def _same(one: Path, other: Path) -> bool:
    """Say whether two folders are the same one, also where one is mounted twice."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other
