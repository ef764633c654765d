"""How much of anything a server may give or take."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of the talk with one server; times in seconds, sizes in bytes."""

    longest_wait: float = 3900
    """A server that wants to be left alone for longer is given up; GitHub's limits last an hour."""
    longest_wait_without_token: float = 120
    """The same where we are nobody: an hour for 60 more answers is not worth it."""
    largest_body: int = 16_000_000
    """Of an answer, unpacked."""
    most_values: int = 1_000_000
    """Values in a JSON answer: each costs memory, however short it is written."""
    deepest: int = 64
    """Levels of lists and objects in a JSON answer."""
    connect_timeout: float = 15
    read_timeout: float = 60
    """Nothing at all comes for so long."""
    total_time: float = 180
    """One answer, from its question to its last byte."""
    attempts: int = 4
    """Questions asked again after an error that may pass, the first one counted."""
    first_pause: float = 1
    """Before the second attempt; doubled for each further one, with jitter."""
    unnamed_wait: float = 60
    """Where a server limits us without saying for how long (GitHub's advice); doubled each time."""
    silences: int = 5
    """Questions in a row given up without any answer, after which a host is asked no more."""
    redirects: int = 5
    """Followed one after another, all on the same host."""
    at_once: int = 6
    """Requests to one host under way at the same time."""
    ca_bundle: Mapping[str, str] = field(default_factory=dict)
    """Host (with its port, if it is not 443) to the file of its private certificate authority."""
