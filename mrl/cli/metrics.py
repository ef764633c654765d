"""`mrl metrics`: what can be measured, and how each figure is defined."""

import click

from mrl.cli import options


@click.command(epilog="Example: mrl metrics --json")
@options.as_json
def metrics(*, as_json: bool) -> None:
    """List every metric with its unit, definition, source and how it adds up over repositories."""
    from mrl import pipeline
    from mrl.cli.output import print_json, tell

    infos = pipeline.metrics().values()
    if as_json:
        print_json([info.model_dump(mode="json") for info in infos])
        return
    for info in infos:
        tell(
            f"{info.id}  [{info.kind.value}, {info.unit}, needs {info.needs}, adds up: {info.adds_up.value}]"
        )
        tell(f"    {info.title}: {info.definition}")
        tell(f"    source: {info.source}")
