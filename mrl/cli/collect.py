"""`mrl collect`: facts of a project into a snapshot."""

from pathlib import Path
from typing import Any

import click

from mrl.cli import given, options
from mrl.cli.commands import Command
from mrl.cli.language import said


@click.command(cls=Command, epilog="Example: mrl collect project.yaml --out snapshot.json")
@options.target
@options.out_file("snapshot.json")
@options.collecting
@options.quiet
@options.as_json
def collect(
    *,
    target: str,
    out: Path,
    quiet: bool,
    as_json: bool,
    **collecting: Any,
) -> None:
    """Collect the facts of TARGET into a snapshot file.

    A snapshot can be scored again later, offline, with another rubric. It holds counts of numbered
    authors and no name, address or message. With --json it goes to standard output instead.
    """
    from mrl import pipeline
    from mrl.cli.output import progress_for, tell, tell_faults
    from mrl.files.writing import canonical_json, check_places, write_file

    if not as_json:
        check_places(out.parent, [out.name])
    opened = pipeline.open_target(target)
    collect_options = given.collect_options(**collecting)
    snapshot = pipeline.collect(opened, collect_options, progress_for(quiet=quiet))
    tell_faults(snapshot)
    content = canonical_json(snapshot)
    if as_json:
        click.echo(content, nl=False)
        return
    write_file(out, content)
    if not quiet:
        repositories, gaps = len(snapshot.repositories), len(snapshot.gaps)
        tell(said("{repositories} repositories, {gaps} gaps", repositories=repositories, gaps=gaps))
        tell(out)
