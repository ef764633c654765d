"""How much memory a command must be allowed to have, seen to before it begins.

Libraries below Python end or stop a program where memory runs out while they start; no error of
theirs can be caught. So a limit under which they cannot even start is told before they are loaded.
"""

from collections.abc import Sequence

from mrl.errors import MrlError

MEGABYTE = 1_000_000
LEAST = 600 * MEGABYTE
"""Address space that tables need; a run over one small repository was seen to need up to 480 MB."""
LEAST_WITH_DOCUMENTS = 800 * MEGABYTE
"""Where documents are made as well; seen to take 560 MB, mostly what Pango and its threads reserve."""

_WITH_DOCUMENTS = frozenset({"assess", "report", "portfolio", "compare", "verify", "attach", "attest"})
_FREE = frozenset({"doctor"})
"""Commands that must answer where nothing else does."""


def least_memory(command: Sequence[str]) -> int:
    """Return the bytes of addresses that a command (its words) must be allowed to have."""
    name = command[0] if command else ""
    if name in _FREE:
        return 0
    return LEAST_WITH_DOCUMENTS if name in _WITH_DOCUMENTS else LEAST


def see_to_memory(command: Sequence[str]) -> None:
    """Raise MrlError where a command may not have the memory that it takes."""
    from mrl.cli.failing import memory_limit
    from mrl.model.base import say

    limit, least = memory_limit(), least_memory(command)
    if limit is not None and limit < least:
        raise MrlError(
            say(
                "this program may use {limit} MB of memory and needs {least} MB for this; raise the limit"
                " (`ulimit -v {kilobytes}`, or the limits of the service it runs in)",
                limit=limit // MEGABYTE,
                least=least // MEGABYTE,
                kilobytes=str(least // 1024 + 1),
            )
        )
