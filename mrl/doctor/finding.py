"""What a look at this machine found, and what it is told beforehand."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from mrl.model.base import Frozen, Message


class State(StrEnum):
    """How it stands: in order, missing (something does not work), less (it works, with less), not tried."""

    GOOD = "good"
    MISSING = "missing"
    LESS = "less"
    NOT_TRIED = "not_tried"


class Finding(Frozen):
    """One thing that was looked at; `remedy` is what mends it, a command where there is one."""

    subject: str
    state: State
    said: Message
    remedy: Message | None = None


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the command line knows and nothing below it asks: the moment, folders, streams, variables.

    tokens: the names of the variables that hold one, each with the host it is bound to; no token itself.
    address_space: bytes this process may use, None without limit; least_memory: what documents need.
    """

    now: dt.datetime
    cache: Path
    out: Path
    encoding: str
    tokens: Mapping[str, str]
    address_space: int | None
    least_memory: int
    online: bool
