"""Why a git server could not be read, in a sentence that says what would mend it."""

import re

from mrl.collectors.git.address import Address
from mrl.collectors.git.runner import GitError
from mrl.model.base import Message, say

_CAUSES = (
    (
        r"no space left on device|disk quota exceeded",
        say(
            "there is no room on the disk for a clone of {address}; make some, or name another folder in"
            " MRL_CACHE"
        ),
    ),
    (
        r"could not resolve (host|proxy)",
        say("the server {host} is not known; check the address and the network connection"),
    ),
    (
        r"operation too slow|no end within",
        say("the server {host} stopped answering; try again later"),
    ),
    (
        r"failed to connect|couldn't connect|connection (refused|timed out|reset)|empty reply|recv failure",
        say(
            "the server {host} does not answer; check the address, the network connection and the proxy"
            " settings"
        ),
    ),
    (
        r"certificate|ssl|tls",
        say("the certificate of {host} is not trusted; for a server of your own set GIT_SSL_CAINFO"),
    ),
    (
        r"could not read (username|password)|authentication failed|returned error: 40[13]",
        say(
            "{address} does not exist or needs a login; check the address, or write"
            " https://user:token@server/..."
        ),
    ),
    (
        r"redirect|returned error: 3\d\d",
        say("{address} has moved to another address; use the new one"),
    ),
    (
        r"repository .*not found|returned error: 4(04|10)",
        say("there is no repository at {address}; check the address"),
    ),
    (
        r"returned error: (5\d\d|429)",
        say("the server {host} has a problem of its own at the moment; try again later"),
    ),
    (
        r"is this a git repository|invalid server response|bad line length|protocol error|expected flush",
        say("{address} is not a git repository; give the address that `git clone` would take"),
    ),
)


def explain(address: Address, problem: GitError) -> Message:
    """Name the likely cause and the remedy; git's own last words where the cause is unknown."""
    said = problem.stderr.lower()
    for pattern, sentence in _CAUSES:
        if re.search(pattern, said):
            values = {"host": address.host, "address": address.url}
            return sentence.model_copy(update={"values": values})
    lines = problem.stderr.splitlines()
    reason = lines[-1] if lines else problem.said
    return say("{address} cannot be cloned: {reason}", address=address.url, reason=reason)
