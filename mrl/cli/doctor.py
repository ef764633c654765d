"""`mrl doctor`: what this machine lacks, and the command that mends it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mrl.cli import options
from mrl.cli.commands import Command
from mrl.cli.language import in_words, said

if TYPE_CHECKING:
    from mrl.doctor.finding import Finding, Surroundings


@click.command(cls=Command, epilog="Example: mrl doctor --online")
@options.option("--online", is_flag=True, help="Ask forges one question each, without a token.")
@options.out_folder
@options.as_json
@click.pass_context
def doctor(context: click.Context, *, online: bool, out: Path, as_json: bool) -> None:
    """Say what is missing on this machine, with the command that mends it.

    Looked at are Python and its packages, git, Pango, fonts, folders and their space, memory, the clock, the
    terminal, tokens (which variable, for which host, never the token) and, with --online, the network.

    Exit status: 0 nothing that is needed is missing; 1 something is.
    """
    from mrl.cli.output import print_json
    from mrl.doctor import examine
    from mrl.doctor.finding import State

    findings = examine(_surroundings(out, online=online))
    missing = any(each.state is State.MISSING for each in findings)
    if as_json:
        print_json({"missing": missing, "findings": [_plain(each) for each in findings]})
    else:
        _print(findings)
    context.exit(1 if missing else 0)


def _surroundings(out: Path, *, online: bool) -> "Surroundings":
    import datetime as dt

    from mrl.cli.failing import memory_limit
    from mrl.cli.given import cache_folder
    from mrl.cli.least_memory import LEAST_WITH_DOCUMENTS
    from mrl.cli.tokens import variables_with_tokens
    from mrl.doctor.finding import Surroundings

    return Surroundings(
        now=dt.datetime.now(dt.UTC),
        cache=cache_folder(),
        out=out,
        encoding=sys.stdout.encoding or "ascii",
        tokens=variables_with_tokens(os.environ),
        address_space=memory_limit(),
        least_memory=LEAST_WITH_DOCUMENTS,
        online=online,
    )


def _plain(finding: "Finding") -> dict[str, str | None]:
    """Give a finding as JSON has it: in English, whatever the language of the run."""
    remedy = finding.remedy.in_english() if finding.remedy else None
    return {
        "subject": finding.subject,
        "state": finding.state.value,
        "said": finding.said.in_english(),
        "remedy": remedy,
    }


def _print(findings: "tuple[Finding, ...]") -> None:
    from mrl.cli.output import tell
    from mrl.doctor.finding import State

    words = {
        State.GOOD: said("in order"),
        State.MISSING: said("missing"),
        State.LESS: said("less"),
        State.NOT_TRIED: said("not tried"),
    }
    width = max(map(len, words.values()))
    for finding in findings:
        tell(f"{words[finding.state]:<{width}}  {in_words(finding.said)}")
        if finding.remedy is not None:
            tell(f"{'':<{width}}  → {in_words(finding.remedy)}")
    if any(each.state is State.MISSING for each in findings):
        tell(said("Something that is needed is missing."))
    else:
        tell(said("Nothing that is needed is missing."))
