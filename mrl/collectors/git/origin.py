"""Where a local clone says it came from."""

import re
from pathlib import Path

from mrl.collectors.git.address import Address, parse_address
from mrl.collectors.git.layout import find_layout
from mrl.collectors.git.runner import CommandCounter
from mrl.collectors.git.settings import read_setting
from mrl.errors import TargetError

_FORGES_WITH_BOTH = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org"})
"""Servers where the ssh and the https address of a repository have the same path."""
_SSH = re.compile(r"(?:ssh://)?git@(?P<host>[\w.-]+)[:/](?P<path>[^:]+)")


def origin_address(path: Path, counter: CommandCounter | None) -> Address | None:
    """Give the address of the remote called origin, without credentials; None where there is none.

    The value is read from the file as text; nothing of the configuration takes effect. An address
    that is a path, or of another protocol, tells a reader nothing and is left out.
    """
    layout = find_layout(path)
    text = read_setting(layout.common_dir / "config", "remote.origin.url", counter) if layout else None
    if text is None:
        return None
    ssh = _SSH.fullmatch(text)
    if ssh and ssh["host"].lower() in _FORGES_WITH_BOTH:
        text = f"https://{ssh['host']}/{ssh['path']}"
    try:
        return Address(parse_address(text).url)
    except TargetError:
        return None
