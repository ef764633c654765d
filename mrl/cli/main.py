"""The command `mrl`: finds its commands when they are asked for, and shows mistakes without traceback."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from mrl import __version__, faults
from mrl.cli import language
from mrl.cli.commands import Group, Option
from mrl.cli.failing import FAILED, complain, give_up, write_traceback
from mrl.cli.letters import spell_plainly_where_needed
from mrl.cli.start import status_of
from mrl.errors import MrlError

COMMANDS = {
    "assess": "mrl.cli.assess:assess",
    "plan": "mrl.cli.plan:plan",
    "collect": "mrl.cli.collect:collect",
    "score": "mrl.cli.score:score",
    "report": "mrl.cli.report:report",
    "portfolio": "mrl.cli.portfolio:portfolio",
    "verify": "mrl.cli.verify:verify",
    "attest": "mrl.cli.attest:attest",
    "attach": "mrl.cli.attach:attach",
    "diff": "mrl.cli.diff:diff",
    "gate": "mrl.cli.gate:gate",
    "compare": "mrl.cli.compare:compare",
    "answers": "mrl.cli.answers:answers",
    "rubric": "mrl.cli.rubric:rubric",
    "metrics": "mrl.cli.metrics:metrics",
    "doctor": "mrl.cli.doctor:doctor",
}
"""Name to the place of each command; add one here."""


class Commands(Group):
    """A group that imports a command only when it is used, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None for an unknown name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; a mistake the user can mend is printed and ends with status 2."""
        try:
            return super().invoke(ctx)
        except MrlError as error:
            complain(error.in_language(language.translator_of_run()))
            ctx.exit(FAILED)
        except KeyboardInterrupt as ended:
            click.echo(err=True)
            complain(language.said("interrupted; nothing was written"))
            ctx.exit(status_of(ended))

    def main(self, args: Sequence[str] | None = None, *arguments: Any, **settings: Any) -> Any:
        """Run the program; what the system refuses (a full disk behind standard output) is said as well."""
        words = sys.argv[1:] if args is None else args
        spell_plainly_where_needed()
        tell = write_traceback if language.DEBUG in words else None
        with language.spoken(language.choose(words, os.environ)), faults.debugging(tell):
            try:
                return super().main(args, *arguments, **settings)
            except OSError as error:
                give_up(error)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mrl", cls=Option)
def main() -> None:
    """Assess the market readiness of open source projects.

    Collects facts from git repositories, scores them with a rubric and answers given by people,
    and writes a document a decision maker can read. Unknown is never counted as zero.

    \b
    Examples:
      mrl assess .                      # the repository you stand in
      mrl assess https://example.org/project.git --out report
      mrl answers new . --out answers.yaml
      mrl assess . --answers answers.yaml

    Exit status: 0 done; 1 a condition you set is not met, or a check fails; 2 wrong input or use, or an error
    that ended the run; 3 not everything that a condition or a check asks for is known.
    """  # noqa: D301 - click looks for the control character itself


if __name__ == "__main__":
    from mrl.cli.start import start

    start()
