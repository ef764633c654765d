"""`mrl collect`: facts of a project into a snapshot."""

import datetime as dt
from pathlib import Path

import click

from mrl.cli import options


@click.command(epilog="Example: mrl collect project.yaml --out snapshot.json")
@click.argument("target")
@options.out_file("snapshot.json")
@options.collecting
@options.quiet
@options.as_json
def collect(
    *, target: str, out: Path, offline: bool, as_of: dt.datetime | None, quiet: bool, as_json: bool
) -> None:
    """Collect the facts of TARGET into a snapshot file.

    A snapshot can be scored again later, offline, with another rubric. It holds counts of numbered
    authors and no name, address or message. With --json it goes to standard output instead.
    """
    from mrl import pipeline
    from mrl.cli.output import progress_for
    from mrl.collectors.project import CollectOptions
    from mrl.files.writing import canonical_json, write_file

    opened = pipeline.open_target(target)
    collect_options = CollectOptions(
        as_of=options.as_of_or_now(as_of), offline=offline, cache=options.cache_folder()
    )
    snapshot = pipeline.collect(opened, collect_options, progress_for(quiet=quiet))
    content = canonical_json(snapshot)
    if as_json:
        click.echo(content.decode(), nl=False)
        return
    write_file(out, content)
    if not quiet:
        click.echo(f"{len(snapshot.repositories)} repositories, {len(snapshot.gaps)} gaps")
        click.echo(out)
