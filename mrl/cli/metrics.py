"""`mrl metrics`: what can be measured, and how each figure is defined."""

from typing import TYPE_CHECKING

import click

from mrl.cli import options
from mrl.cli.commands import Command
from mrl.cli.language import said, translator_of_run

if TYPE_CHECKING:
    from mrl.model.evidence import MetricInfo


@click.command(cls=Command, epilog="Example: mrl metrics --json")
@options.as_json
def metrics(*, as_json: bool) -> None:
    """List every metric with its unit, definition, source and how it adds up over repositories."""
    from mrl import pipeline
    from mrl.cli.output import print_json

    infos = pipeline.metrics().values()
    if as_json:
        print_json([info.model_dump(mode="json") for info in infos])
        return
    for info in infos:
        _print(info)


def _print(info: "MetricInfo") -> None:
    from mrl.cli.output import tell

    words = translator_of_run()
    kind, unit, needs, way = (
        words.sentence(word) if word else "" for word in (info.kind, info.unit, info.needs, info.adds_up)
    )
    about = said("{kind}, {unit}, needs {needs}, adds up: {way}", kind=kind, unit=unit, needs=needs, way=way)
    mark = words.mark(":")
    tell(f"{info.id}  [{about}]")
    tell(f"    {words.sentence(info.title)}{mark} {words.sentence(info.definition)}")
    tell(f"    {said('source')}{mark} {words.sentence(info.source)}")
