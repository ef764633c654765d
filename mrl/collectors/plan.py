"""What a collection will cost, before it runs: requests, clones, time and disk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mrl.collectors import sonarqube
from mrl.collectors.beyond import forge_of, forge_source
from mrl.collectors.listing import list_repositories
from mrl.collectors.options import CollectOptions, ProjectTarget
from mrl.collectors.progress import Silent
from mrl.collectors.run import Run
from mrl.collectors.trackers import reading as trackers
from mrl.model.project import RepositorySource, Role

_SECONDS_PER_REQUEST = 0.4
_SECONDS_PER_CLONE = 4.0
_SECONDS_PER_REPOSITORY = 0.7
_MEGABYTES_PER_CLONE = 6.0
"""Rough means over some dozens of real repositories; a few large ones can outweigh all others."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A forecast. Requests are those of a first run; a run with nothing new needs few of them."""

    repositories: int
    by_role: dict[str, int]
    requests: int
    requests_by_source: dict[str, int]
    requests_spent: int
    """Requests that listing organisations for this forecast has used."""
    clones: int
    in_cache: int
    seconds: int
    megabytes: int
    without_token: tuple[str, ...]
    """Hosts that will be asked without a token, and so tell little."""


def plan_project(target: ProjectTarget, options: CollectOptions) -> Plan:
    """Forecast a collection. Only organisations named by pattern are asked for their repositories.

    Raises `TargetError` where one of them cannot be listed.
    """
    run = Run(target, options, Silent())
    try:
        sources, _ = list_repositories(run)
    finally:
        run.door.close()
        run.found_door.close()
        if run.state.is_new:  # a forecast begins no run; one that was stopped can still go on
            run.state.finish()
    addresses = [address for source in sources if (address := run.locate(source).address)]
    cached = sum((options.cache / f"{address.slug}.git").is_dir() for address in addresses)
    by_source = {} if options.offline else _requests(run, sources)
    clones = 0 if options.offline else len(addresses) - cached
    requests = sum(by_source.values())
    seconds = (
        requests * _SECONDS_PER_REQUEST
        + clones * _SECONDS_PER_CLONE / options.jobs
        + len(sources) * _SECONDS_PER_REPOSITORY
    )
    hosts = {address.place for address in addresses if forge_of(address, target.project)}
    return Plan(
        repositories=len(sources),
        by_role={role.value: sum(source.role is role for source in sources) for role in Role},
        requests=requests,
        requests_by_source=by_source,
        requests_spent=run.budget.requests,
        clones=clones,
        in_cache=cached,
        seconds=round(seconds),
        megabytes=round(clones * _MEGABYTES_PER_CLONE),
        without_token=tuple(sorted(host for host in hosts if run.door.token(host) is None)),
    )


def _requests(run: Run, sources: Sequence[RepositorySource]) -> dict[str, int]:
    project = run.target.project
    per_host: dict[tuple[str, str], list[RepositorySource]] = {}
    for source in sources:
        address = run.locate(source).address
        forge = forge_of(address, project) if address else None
        if address is not None and forge is not None:
            per_host.setdefault((forge, address.place), []).append(source)
    forecast: Counter[str] = Counter()
    for (forge, host), several in sorted(per_host.items(), key=lambda item: item[0]):
        core = sum(source.role is Role.CORE for source in several)
        has_token = run.door.token(host) is not None
        forecast[forge] += forge_source(forge).forecast(len(several), has_token, core)
    if project.tracker is not None and project.tracker.url:
        forecast["tracker"] = trackers.forecast([project.tracker])
    if project.quality is not None:
        forecast["quality server"] = sonarqube.forecast(len(sources))
    return dict(forecast)
