"""Memory, clock, terminal and environment variables."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from mrl.doctor.finding import Finding, State, Surroundings
from mrl.model.base import say

NOT_BEFORE = dt.date(2026, 1, 1)
"""No machine that has this program has a day before this one."""
NOT_AFTER = dt.date(2100, 1, 1)
_MEGABYTE = 1_000_000
_LEAST_CONTAINER = 800 * _MEGABYTE
_CONTAINER_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
_UNLIMITED = 1 << 60


def memory(surroundings: Surroundings) -> Iterator[Finding]:
    """Look at how much memory this process and its container may use."""
    limit, least = surroundings.address_space, surroundings.least_memory
    if limit is not None and limit < least:
        text = say(
            "this process may use {limit} MB of memory and documents need {least} MB",
            limit=limit // _MEGABYTE,
            least=least // _MEGABYTE,
        )
        remedy = say(
            "ulimit -v {kilobytes}, or a higher limit of the service", kilobytes=str(least // 1024 + 1)
        )
        yield Finding(subject="memory", state=State.MISSING, said=text, remedy=remedy)
        return
    container = container_limit(_CONTAINER_LIMITS)
    if container is not None and container < _LEAST_CONTAINER:
        text = say(
            "this container may use {limit} MB of memory; the system ends what takes more",
            limit=container // _MEGABYTE,
        )
        remedy = say("give it {least} MB", least=_LEAST_CONTAINER // _MEGABYTE)
        yield Finding(subject="memory", state=State.LESS, said=text, remedy=remedy)
        return
    limits = [each for each in (limit, container) if each is not None]
    text = say("no limit of memory is set")
    if limits:
        text = say("up to {limit} MB of memory may be used", limit=min(limits) // _MEGABYTE)
    yield Finding(subject="memory", state=State.GOOD, said=text)


def container_limit(files: tuple[Path, ...]) -> int | None:
    """Return the bytes that the container of this process may use, as the first file that is there says."""
    for file in files:
        try:
            written = file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
        return int(written) if written.isdecimal() and int(written) < _UNLIMITED else None
    return None


def clock(surroundings: Surroundings) -> Iterator[Finding]:
    """See whether the clock can be right."""
    today = surroundings.now.date()
    if NOT_BEFORE <= today <= NOT_AFTER:
        yield Finding(subject="clock", state=State.GOOD, said=say("the clock says {day}", day=today))
        return
    text = say("the clock says {day}, which cannot be: ages and intervals would be wrong", day=today)
    remedy = say("sudo timedatectl set-ntp true, or set the date; meanwhile use --as-of")
    yield Finding(subject="clock", state=State.MISSING, said=text, remedy=remedy)


def output(surroundings: Surroundings) -> Iterator[Finding]:
    """See which letters standard output takes."""
    encoding = surroundings.encoding
    if encoding.lower().replace("-", "").replace("_", "") in ("utf8", "utf8sig"):
        yield Finding(subject="output", state=State.GOOD, said=say("standard output takes UTF-8"))
        return
    text = say("standard output takes {encoding}: other letters are spelt plainly", encoding=encoding)
    remedy = say("export LC_ALL=C.UTF-8")
    yield Finding(subject="output", state=State.LESS, said=text, remedy=remedy)


def tokens(surroundings: Surroundings) -> Iterator[Finding]:
    """Tell which variables hold a token and the host each is sent to; no token itself."""
    for name, host in surroundings.tokens.items():
        text = say("{name} is set and is sent to {host} alone", name=name, host=host)
        yield Finding(subject="tokens", state=State.GOOD, said=text)
    if not surroundings.tokens:
        text = say("no token is set: forges tell little to who has none")
        remedy = say("export GITHUB_TOKEN=... or GITLAB_TOKEN=..., with the right to read and no other")
        yield Finding(subject="tokens", state=State.LESS, said=text, remedy=remedy)
