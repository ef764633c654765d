"""Whether a project file is the project's own word, and what such a file may name.

Whoever commits to a repository writes the files in it. So an own file gives nothing but facts of what lies
beside it: it leads to no folder or file elsewhere on this machine, and to no server inside this network.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mrl.collectors.git.address import looks_like_address
from mrl.collectors.git.layout import find_layout
from mrl.collectors.git.targets import Target, resolve_target
from mrl.collectors.options import ProjectTarget
from mrl.collectors.ownership import UNCLEAR, Surroundings, looks_like_git, why_own
from mrl.collectors.workspaces import Workspace
from mrl.errors import TargetError, printable
from mrl.files.programs import leave_out
from mrl.files.ways import places_on_the_way
from mrl.model.base import Message, say
from mrl.model.facts import RepositoryFacts
from mrl.model.project import Project


def surroundings_of(
    target: ProjectTarget, workspaces: tuple[Workspace, ...], cache: Path | None
) -> Surroundings:
    """Say what is known around a target before anything of it is read."""
    found = list(_resolved(target))
    named = target.project.answers
    return Surroundings(
        assessed=assessed_folders(target),
        addresses=tuple(each.address.url for each in found if each.address is not None),
        workspaces=workspaces,
        cache=cache,
        named_by={target.base / named: target.file or target.base} if named else {},
    )


def assessed_folders(target: ProjectTarget) -> tuple[Path, ...]:
    """List the folders of the repositories on this machine that a target is about."""
    return tuple(_folders(target))


def leave_programs_out(target: ProjectTarget) -> None:
    """See, before the first of them is read, that no repository brings its own programs."""
    for each in _resolved(target):
        if each.path is not None:
            leave_out(each.path)


def why_own_file(
    target: ProjectTarget, around: Surroundings, facts: Sequence[RepositoryFacts] = ()
) -> Message | None:
    """Say why a project file is the project's own word; None where it is not, or there is none.

    Without `facts` it is what can be told before anything is read: a copy of a repository on a server shows
    when that is cloned.
    """
    return why_own(target.file, facts, around) if target.file is not None else None


def check_sources(target: ProjectTarget, around: Surroundings, why: Message | None) -> None:
    """See that an own project file leads nowhere else on this machine. Raises `TargetError`.

    Answers are looked at as well where it will show only later whether the file is the project's own.
    """
    if target.file is None:
        return
    may_be = bool(around.addresses or target.project.organisations)
    roots = list(_roots(target.file, around.workspaces))
    if why is None and not (may_be and roots):
        return
    for named in _named(target.project):
        if (why is not None or named.key == "answers") and _leads_out(named, target.base, roots):
            raise TargetError(
                say(
                    "{file}: {key} leads out of the repository or CI checkout that the project file lies in, "
                    "and the file counts as the project's own word ({reason}); keep the project file outside "
                    "of the repositories it names, or name there only what lies in it and https addresses",
                    file=printable(target.file.name),
                    key=named.key,
                    reason=why or UNCLEAR,
                )
            )


@dataclass(frozen=True, slots=True)
class _Named:
    """Something that a project file names, and the key it stands under."""

    key: str
    text: str
    is_repository: bool = False


def _named(project: Project) -> Iterator[_Named]:
    for number, each in enumerate(project.repositories):
        yield _Named(f"repositories.{number}.source", each.source, is_repository=True)
    if project.components is not None:
        yield _Named("components.repository", project.components.repository, is_repository=True)
    for number, result in enumerate(project.results):
        if "://" not in result:
            yield _Named(f"results.{number}", result)
    if project.answers is not None:
        yield _Named("answers", project.answers)


def _leads_out(named: _Named, base: Path, roots: Sequence[Path]) -> bool:
    """Say whether something on this machine that is named lies in none of the folders."""
    try:
        places = [(base / named.text).resolve()]
        if named.is_repository:
            if looks_like_address(named.text) and not places[0].exists():
                return False
            if any(places[0].is_relative_to(root) for root in roots):  # what is elsewhere is not looked into
                places += [found] if (found := resolve_target(named.text, base=base).path) else []
    except TargetError:  # it is told when it is read
        pass
    except (OSError, RuntimeError, ValueError):
        return True
    return not all(any(place.is_relative_to(root) for root in roots) for place in places)


def _roots(file: Path, workspaces: Sequence[Workspace]) -> Iterator[Path]:
    """List the work trees and CI workspaces in which a project file lies, with the links that lead to it."""
    try:
        places = list(places_on_the_way(file))
    except (OSError, ValueError):
        return
    for place in places:
        tree = next(filter(looks_like_git, place.parents), None)
        if tree is not None:
            yield tree
        spaces = (each.folder.resolve() for each in workspaces)
        yield from (space for space in spaces if place.is_relative_to(space))


def _resolved(target: ProjectTarget) -> Iterator[Target]:
    components = target.project.components
    sources = [one.source for one in target.project.repositories]
    sources += [components.repository] if components is not None else []
    for source in sources:
        try:
            yield resolve_target(source, base=target.base)
        except TargetError:  # what is wrong with it is told when it is collected
            continue


def _folders(target: ProjectTarget) -> Iterator[Path]:
    for found in _resolved(target):
        try:
            layout = find_layout(found.path) if found.path is not None else None
        except TargetError:
            continue
        if layout is not None:
            yield from (layout.top, layout.git_dir, layout.common_dir)
