"""The address of a repository on the command line."""

from typing import TYPE_CHECKING, Any

import click

from mrl.cli.language import in_words

if TYPE_CHECKING:
    from mrl.collectors.git.address import Address


class RepositoryAddress(click.ParamType["Address"]):
    """An https address of a git server (http on this machine), perhaps with a login."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Address":
        """Read `https://git.example.org/team/project`."""
        from mrl.collectors.git.address import parse_address
        from mrl.errors import TargetError

        try:
            return parse_address(value) if isinstance(value, str) else value
        except TargetError as problem:
            self.fail(in_words(problem.said), param, ctx)
