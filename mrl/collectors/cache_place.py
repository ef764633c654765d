"""Where the cache may lie: in no repository that is assessed, and not in the checkout one stands in."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mrl.collectors.options import ProjectTarget
from mrl.collectors.own_project import assessed_folders
from mrl.errors import OutputError
from mrl.files.programs import project_around
from mrl.files.ways import places_on_the_way
from mrl.model.base import say


def check_cache(cache: Path, target: ProjectTarget) -> None:
    """See that no repository can bring its own cache: answers of servers and clones would be its word.

    Every place on the way counts, links too. Raises OutputError before anything is read or written.
    """
    folders = {folder.resolve() for folder in _projects(target)}
    for place in _places(cache):
        for folder in folders:
            if place.is_relative_to(folder):
                raise OutputError(
                    say(
                        "the cache folder {path} lies in the project {project}, which could fill it itself;"
                        " name a folder outside of it in MRL_CACHE",
                        path=str(cache),
                        project=str(folder),
                    )
                )


def _projects(target: ProjectTarget) -> Iterator[Path]:
    """Yield the checkout around the current folder, and the local repositories that are assessed."""
    try:
        around = project_around(Path.cwd())
    except OSError:  # the current folder was removed
        around = None
    if around is not None:
        yield around
    yield from assessed_folders(target)


def _places(cache: Path) -> Iterable[Path]:
    """Give all places that say where the cache is: as it is named, each link on the way, its real one."""
    try:
        named = cache.absolute()
        return [Path(os.path.normpath(named)), *places_on_the_way(named)]
    except OSError:  # links without end, or no current folder: making the cache will fail, and say so
        return [cache]
