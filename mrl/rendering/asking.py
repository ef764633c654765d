"""Which servers a report has to say were not asked, so that nobody takes silence for a good sign."""

from collections.abc import Sequence
from typing import Final

from mrl.model.base import Message, say
from mrl.model.snapshot import Server

SERVERS: Final = {
    Server.FORGE: say("forges"),
    Server.TRACKER: say("trackers"),
    Server.QUALITY: say("quality servers"),
}


def not_asked(servers: Sequence[Server]) -> Message | None:
    """Say which kinds of servers were not asked and why; None where each was.

    A run without network asks none of them; where some were asked, the others were not known.
    """
    if not servers:
        return None
    if set(servers) == set(Server):
        return say(
            "Only clones of the repositories, and files given to mrl, were read. Forges, trackers and "
            "quality servers were not asked: the run was offline, or none is known for the project. What "
            "only they can tell counts as unknown."
        )
    return say(
        "Not asked, as none is known for the project: {terms}. What only they can tell counts as unknown.",
        terms=", ".join(SERVERS[server].template for server in servers),
    )
