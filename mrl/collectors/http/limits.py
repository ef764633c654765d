"""How much of anything a server may give or take."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_PAGES = 100
"""Of one list that are followed; no honest list here has more than ten thousand entries."""

MOST_HEADERS = 100
"""Lines of headers of one answer; the library of Python refuses more, and each longer than 65,536 bytes."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of the talk with one server; times in seconds, sizes in bytes."""

    longest_wait: float = 3900
    """A server that wants to be left alone for longer is given up; GitHub's limits last an hour."""
    longest_wait_without_token: float = 120
    """The same where we are nobody: an hour for 60 more answers is not worth it."""
    largest_body: int = 16_000_000
    """Of an answer, unpacked."""
    largest_packed: int = 16_000_000
    """Of an answer as it comes over the wire, which packing in vain could make longer than what is in it."""
    largest_ratio: int = 300
    """Unpacked bytes for each that came over the wire, from a megabyte on; honest JSON has 5 to 30."""
    largest_headers: int = 262_144
    """All headers of an answer together."""
    most_values: int = 1_000_000
    """Values in a JSON answer: each costs memory, however short it is written."""
    deepest: int = 64
    """Levels of lists and objects in a JSON answer."""
    connect_timeout: float = 15
    read_timeout: float = 60
    """Nothing at all comes for so long."""
    total_time: float = 180
    """One answer, from its question to its last byte."""
    time_per_host: float = 7200
    """All that a run waits for the answers of one host, added up over its threads."""
    waits_per_host: float = 14_400
    """All pauses that one host may ask for in a run: four times GitHub's hour."""
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
    is_found: bool = False
    """Only a repository names the server: no person asked for it."""
    at_once: int = 6
    """Requests to one host under way at the same time."""
    ca_bundle: Mapping[str, str] = field(default_factory=dict)
    """Host (with its port, if it is not 443) to the file of its private certificate authority."""
