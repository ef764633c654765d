"""`mrl plan`: what a collection will cost, before it runs."""

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from mrl.cli import options

if TYPE_CHECKING:
    from mrl.collectors.plan import Plan


@click.command(epilog="Example: mrl plan project.yaml")
@click.argument("target")
@options.collecting
@options.as_json
def plan(*, target: str, as_json: bool, **collecting: Any) -> None:
    """Forecast requests, clones, time and disk of collecting TARGET.

    Nothing is cloned or read; only organisations named by pattern are asked for their repositories.
    """
    from mrl import pipeline
    from mrl.cli.output import print_json, tell

    forecast = pipeline.plan(pipeline.open_target(target), options.collect_options(**collecting))
    if as_json:
        print_json(dataclasses.asdict(forecast))
        return
    for line in _lines(forecast):
        tell(line)


def _lines(forecast: "Plan") -> list[str]:
    roles = ", ".join(f"{count} {role}" for role, count in forecast.by_role.items() if count)
    lines = [
        f"{forecast.repositories} repositories ({roles})",
        f"about {forecast.requests} requests{_by_source(forecast.requests_by_source)}",
        f"{forecast.clones} clones ({forecast.in_cache} are there), about {forecast.megabytes} MB of disk",
        f"about {_duration(forecast.seconds)}",
    ]
    if forecast.requests_spent:
        lines.append(f"{forecast.requests_spent} requests were used to list organisations")
    return lines + [
        f"no token for {host}: most it could tell stays unknown" for host in forecast.without_token
    ]


def _by_source(requests: dict[str, int]) -> str:
    parts = [f"{count} {source}" for source, count in requests.items()]
    return f" ({', '.join(parts)})" if parts else ""


def _duration(seconds: int) -> str:
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min" if minutes else f"{seconds} s"
