"""`mrl plan`: what a collection will cost, before it runs."""

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import given, options
from mrl.cli.commands import Command
from mrl.cli.language import said

if TYPE_CHECKING:
    from mrl.collectors.plan import Plan


@click.command(cls=Command, epilog="Example: mrl plan project.yaml")
@options.target
@options.collecting
@options.as_json
def plan(*, target: str, as_json: bool, **collecting: Any) -> None:
    """Forecast requests, clones, time and disk of collecting TARGET.

    Nothing is cloned or read; only organisations named by pattern are asked for their repositories.
    """
    from mrl import pipeline
    from mrl.cli.output import print_json, tell

    forecast = pipeline.plan(pipeline.open_target(target), given.collect_options(**collecting))
    if as_json:
        print_json(dataclasses.asdict(forecast))
        return
    for line in _lines(forecast):
        tell(line)


def _lines(forecast: "Plan") -> list[str]:
    lines = [
        said("{count} repositories ({roles})", count=forecast.repositories, roles=_by_role(forecast.by_role)),
        _requests(forecast),
        said(
            "{clones} clones ({cached} are there), about {megabytes} MB of disk",
            clones=forecast.clones,
            cached=forecast.in_cache,
            megabytes=forecast.megabytes,
        ),
        said("about {duration}", duration=_duration(forecast.seconds)),
    ]
    if forecast.requests_spent:
        lines.append(said("{count} requests were used to list organisations", count=forecast.requests_spent))
    return lines + [
        said("no token for {host}: most it could tell stays unknown", host=host)
        for host in forecast.without_token
    ]


def _by_role(counts: dict[str, int]) -> str:
    core, satellite, retired = (counts.get(role, 0) for role in ("core", "satellite", "retired"))
    parts = (
        said("{count} core", count=core) if core else "",
        said("{count} satellite", count=satellite) if satellite else "",
        said("{count} retired", count=retired) if retired else "",
    )
    return ", ".join(filter(None, parts))


def _requests(forecast: "Plan") -> str:
    parts = [f"{count} {source}" for source, count in forecast.requests_by_source.items()]
    if not parts:
        return said("about {count} requests", count=forecast.requests)
    return said("about {count} requests ({sources})", count=forecast.requests, sources=", ".join(parts))


def _duration(seconds: int) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min" if minutes else f"{seconds} s"
