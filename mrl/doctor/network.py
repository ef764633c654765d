"""Whether forges can be reached; asked only where somebody wants it, and without any token."""

import datetime as dt
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from mrl.collectors.http.budget import Budget
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import SourceError, Unreachable
from mrl.collectors.http.limits import Limits
from mrl.doctor.finding import Finding, State, Surroundings
from mrl.model.base import say

_QUESTIONS = {"github.com": ("api.github.com", "/"), "gitlab.com": ("gitlab.com", "/api/v4/version")}
"""Host and path that answer a program shortly; other servers are asked for their first page."""
_LIMITS = Limits(attempts=1, connect_timeout=10, read_timeout=10, total_time=20)
_MOST_WRONG = dt.timedelta(minutes=10)


def network(surroundings: Surroundings) -> Iterator[Finding]:
    """Ask each forge one question, if that is wanted; any answer at all is a good one."""
    hosts = sorted({*_QUESTIONS, *surroundings.tokens.values()})
    if not surroundings.online:
        text = say("not tried: {hosts}", hosts=", ".join(hosts))
        remedy = say("`mrl doctor --online` asks each of them one question, without a token")
        yield Finding(subject="network", state=State.NOT_TRIED, said=text, remedy=remedy)
        return
    with Door(
        budget=Budget(None), wait=lambda _seconds, _reason: None, journal=None, tokens={}, limits=_LIMITS
    ) as door:
        for host in hosts:
            yield _asked(door, host, surroundings.now)


def _asked(door: Door, host: str, now: dt.datetime) -> Finding:
    server, path = _QUESTIONS.get(host, (host, "/"))
    try:
        answer = door.session(server).get(f"https://{server}{path}")
    except SourceError as problem:
        if isinstance(problem, Unreachable) and problem.status is None:
            remedy = say(
                "see to the connection, a proxy (https_proxy) or its certificate (REQUESTS_CA_BUNDLE)"
            )
            return Finding(subject="network", state=State.MISSING, said=problem.reason, remedy=remedy)
        return _reached(server)  # it answered, though not what a forge would
    return _wrong_clock(server, answer.headers.get("Date", ""), now) or _reached(server)


def _reached(server: str) -> Finding:
    return Finding(subject="network", state=State.GOOD, said=say("{host} answers", host=server))


def _wrong_clock(server: str, date: str, now: dt.datetime) -> Finding | None:
    """Compare the server's time with ours, where it says one."""
    try:
        there = parsedate_to_datetime(date)
    except ValueError:
        return None
    if there.tzinfo is None or abs(there - now) <= _MOST_WRONG:
        return None
    text = say("{host} answers, and its clock is {minutes} minutes away from this machine's", host=server,
               minutes=round(abs(there - now).total_seconds() / 60))  # fmt: skip
    remedy = say("sudo timedatectl set-ntp true, or set the date")
    return Finding(subject="clock", state=State.MISSING, said=text, remedy=remedy)
