"""What is to be collected, and how."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mrl.collectors.git.address import Address
from mrl.collectors.git.targets import TargetKind, resolve_target
from mrl.files.reading import read_versioned
from mrl.model.base import Message, Moment
from mrl.model.project import PROJECT_SCHEMA, Project, RepositorySource, Role

if TYPE_CHECKING:
    from mrl.collectors.workspaces import Workspace

DEFAULT_JOBS = 4


@dataclass(frozen=True, kw_only=True)
class CollectOptions:
    """How to collect.

    `as_of` is the moment asked for; where none was, `now` is the moment a run begins with, and
    without either it is the newest commit's time. `complete_from` is the server that has the history
    which shallow clones lack; it is asked for that with `offline` as well. `tokens` are by host. `wait`
    is told how many seconds to wait for a server and why, and waits. `workspaces` is where CI works.
    """

    offline: bool
    cache: Path
    as_of: Moment | None = None
    now: Moment | None = None
    complete_from: Address | None = None
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)
    max_requests: int | None = None
    jobs: int = DEFAULT_JOBS
    workspaces: tuple["Workspace", ...] = ()
    wait: Callable[[float, Message], None] = lambda seconds, _reason: time.sleep(seconds)


@dataclass(frozen=True, kw_only=True)
class ProjectTarget:
    """A project, the folder its relative paths start from, and whether a person gave it its name.

    `file` is the project file as it was named, with the links that lead to it.
    """

    project: Project
    base: Path
    is_named: bool
    file: Path | None = None


def read_target(text: str) -> ProjectTarget:
    """Find out what a target means: a path, an https address or a project file.

    Raises `TargetError` or, for a mistake in a project file, `InputError`.
    """
    target = resolve_target(text)
    if target.kind is TargetKind.PROJECT and target.path is not None:
        project, _ = read_versioned(target.path, Project, PROJECT_SCHEMA)
        return ProjectTarget(project=project, base=target.path.parent, is_named=True, file=Path(text))
    # a folder's path may be no text at all, so it is the base rather than a part of the project
    source = RepositorySource(source="." if target.path else text, role=Role.CORE)
    project = Project(name=target.name, repositories=(source,))
    return ProjectTarget(project=project, base=target.path or Path.cwd(), is_named=False)
