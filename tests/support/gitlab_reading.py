"""The whole way from the paths of projects on a made-up GitLab to readings."""

from collections.abc import Sequence
from typing import Any

from support.doors import Waits
from support.gitlab_server import GitlabServer
from support.gitlab_state import NOW

from mrl.collectors.forge import ForgeReading, RepositoryRef
from mrl.collectors.git.address import parse_address
from mrl.collectors.gitlab import read_repositories
from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.limits import Limits
from mrl.model.base import Moment


def open_door(**options: Any) -> Door:
    """Make a door with short timeouts; everything of it can be given otherwise."""
    limits = Limits(**options.pop("limits", {}))
    given = {"budget": Budget(), "wait": Waits(), "journal": None, "tokens": {}, **options}
    return Door(limits=limits, **given)


def read_projects(
    gitlab: GitlabServer,
    paths: Sequence[str],
    *,
    door: Door,
    as_of: Moment = NOW,
    numbers: dict[str, int] | None = None,
) -> dict[str, ForgeReading]:
    """Read projects by their paths; `numbers` gets the number of each person."""
    known = {} if numbers is None else numbers
    refs = [RepositoryRef(name=path, address=parse_address(f"{gitlab.http.url}/{path}")) for path in paths]
    given = read_repositories(
        refs, door, as_of, lambda name: known.setdefault(name, len(known)), lambda _message: None
    )
    found = [(ref.name, reading) for ref, reading in given]
    assert len(found) == len({name for name, _ in found})
    return dict(found)
