"""How much each repository counts for the project."""

from collections.abc import Mapping, Sequence
from math import sqrt

from mrl.model.facts import RepositoryFacts
from mrl.model.project import Role


def core_positions(repositories: Sequence[RepositoryFacts]) -> tuple[int, ...]:
    """Give the positions of the core repositories; where none is marked, of all that are not retired."""
    core = tuple(at for at, repository in enumerate(repositories) if repository.role is Role.CORE)
    return core or counted_positions(repositories)


def counted_positions(repositories: Sequence[RepositoryFacts]) -> tuple[int, ...]:
    """Give the positions of the repositories that are not retired."""
    return tuple(at for at, repository in enumerate(repositories) if repository.role is not Role.RETIRED)


def weights(
    repositories: Sequence[RepositoryFacts], commits: Mapping[int, int], core_weight: float
) -> tuple[float, ...]:
    """Give the weight of each repository, adding up to 1; a retired one weighs nothing.

    Core repositories share `core_weight` in equal parts; satellites share the rest in proportion to
    the square root of `commits`, their human commits of 12 months by position (at least 1, and 1 where
    they are not known). Where there are only core repositories or only satellites, they share 1.
    """
    core = _parts(repositories, Role.CORE, dict.fromkeys(range(len(repositories)), 1))
    satellites = _parts(repositories, Role.SATELLITE, commits)
    core_part = core_weight if core and satellites else 1.0
    shared = {at: part * core_part for at, part in core.items()}
    shared |= {at: part * (1 - core_part if core else 1.0) for at, part in satellites.items()}
    return tuple(shared.get(at, 0.0) for at in range(len(repositories)))


def _parts(
    repositories: Sequence[RepositoryFacts], role: Role, commits: Mapping[int, int]
) -> dict[int, float]:
    roots = {
        at: sqrt(max(commits.get(at, 1), 1))
        for at, repository in enumerate(repositories)
        if repository.role is role
    }
    total = sum(roots.values())
    return {at: root / total for at, root in roots.items()}
