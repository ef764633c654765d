"""What a SonarQube server says of a repository's code, and which server and project that is.

Some servers show their figures to nobody without a login; then a user token is needed. Definitions:
https://docs.sonarsource.com/sonarqube-server/user-guide/code-metrics/metrics-definition/
"""

import base64
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from mrl.collectors.git.address import parse_address
from mrl.collectors.http.door import Door
from mrl.collectors.http.errors import BudgetSpent, InvalidAnswer, NotThere, SourceError
from mrl.collectors.http.moments import header_moment
from mrl.collectors.http.shapes import Software, Words
from mrl.errors import TargetError
from mrl.model.base import Moment, say
from mrl.model.facts import Gap
from mrl.model.forge import Quality

Owner = TypeVar("Owner")

_ADDRESS = re.compile(r"https?://[^\s\"'<>()\[\]|\\]{1,1000}")
_PAGES = re.compile(
    r"(?P<server>https?://[^?#]+?)(?:/api/(?:project_badges|badges)/\w+|/dashboard|/summary/\w+|/project/overview)/?"
)
_OLD_DASHBOARD = re.compile(r"(?P<server>https?://[^?#]+?)/dashboard/index/(?P<key>[^/?#]+)/?")
_SHIELD = re.compile(r"https?://img\.shields\.io/sonar/\w+/(?P<key>[^/?#]+)(?:/[^?#]*)?")
_SETTING = r"sonar\.{name}\s{{0,9}}[=>:]\s{{0,9}}[\"']?(?P<value>[^\s<>\"'\\]{{1,500}})"
_HOST_SETTING = re.compile(_SETTING.format(name=r"host\.url"))
_KEY_SETTING = re.compile(_SETTING.format(name="projectKey"))
_KEY = re.compile(r"[\w:.-]{1,400}")
_SERVER_WORD = re.compile(r"sonar", re.IGNORECASE)

_NEWER = {
    "software_quality_blocker_issues": "blocker_violations",
    "software_quality_high_issues": "critical_violations",
}
"""Names since SonarQube 10.8, which calls `high` what was critical; older servers refuse them."""

_OLDER = {
    "blocker_violations": "blocker_violations",
    "critical_violations": "critical_violations",
    "coverage": "test_coverage",
    "duplicated_lines_density": "duplication",
    "alert_status": "gate_passed",
    "ncloc": "lines",
}
_PERCENT = frozenset({"test_coverage", "duplication"})
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class QualityPlace:
    """A project on a quality server: the server's address and the project's key there."""

    url: str
    key: str


@dataclass(frozen=True, kw_only=True)
class QualityReading:
    """What a quality server said; None where it said nothing, with a gap that tells why."""

    quality: Quality | None
    gaps: tuple[Gap, ...] = ()


class _Measure(BaseModel):
    model_config = ConfigDict(frozen=True)
    metric: Words
    value: Words | None = None


class _Component(BaseModel):
    model_config = ConfigDict(frozen=True)
    measures: tuple[_Measure, ...]


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)
    component: _Component


def quality_places(text: str) -> tuple[QualityPlace, ...]:
    """Find the projects on quality servers that a text names, each once, in its order.

    The text is a README with badges of, or links to, SonarQube, SonarQube Cloud or shields.io, or a
    file with the settings `sonar.host.url` and `sonar.projectKey` (properties, pom, CI script).
    """
    addresses = (address.replace("&amp;", "&") for address in _ADDRESS.findall(text))
    shown = (place for address in addresses if (place := _place_at(address)))
    return tuple(dict.fromkeys([*shown, *_place_in_settings(text)]))


def _place_at(address: str) -> QualityPlace | None:
    """Read the address of a badge or of a project's page; tokens in its query are dropped."""
    try:
        query = parse_qs(urlsplit(address).query)
    except ValueError:
        return None
    path = address.partition("?")[0]
    shield, old, page = _SHIELD.fullmatch(path), _OLD_DASHBOARD.fullmatch(path), _PAGES.fullmatch(path)
    if shield:
        return _place(query.get("server", [""])[0], unquote(shield["key"]))
    if old:
        return _place(old["server"], unquote(old["key"]))
    key = next((query[name][0] for name in ("project", "id", "key") if name in query), "")
    # Dashboards are everywhere: only where the address itself speaks of Sonar.
    return _place(page["server"], key) if page and _SERVER_WORD.search(page["server"]) else None


def _place_in_settings(text: str) -> Iterator[QualityPlace]:
    host, key = _HOST_SETTING.search(text), _KEY_SETTING.search(text)
    place = _place(host["value"], key["value"]) if host and key else None
    if place:
        yield place


def _place(server: str, key: str) -> QualityPlace | None:
    """Give a place where server and key are what they should be; a text leads to https addresses only."""
    if not server.startswith("https://"):
        return None
    try:
        url = parse_address(f"{server.rstrip('/')}/api").url.removesuffix("/api")
    except TargetError:
        return None
    return QualityPlace(url=url, key=key) if _KEY.fullmatch(key) else None


def forecast(count: int) -> int:
    """Give the requests that `count` repositories on one server need at most."""
    return count + 1 if count else 0


def read_qualities(
    places: Sequence[tuple[Owner, QualityPlace]], door: Door, as_of: Moment
) -> Iterator[tuple[Owner, QualityReading]]:
    """Give each repository's figures as soon as they are known; what cannot be read is a gap.

    One request each, and one more for each server that does not know the newer names of metrics.
    Ends early where the budget of requests is spent.
    """
    servers: dict[str, _Server] = {}
    try:
        for owner, place in places:
            server = servers.setdefault(place.url, _Server(place.url, door))
            yield owner, _reading(server, place, as_of)
    except BudgetSpent:
        return


def _reading(server: "_Server", place: QualityPlace, as_of: Moment) -> QualityReading:
    try:
        measures = server.measures(place.key)
        if server.now is not None and as_of < server.now - _DAY:
            raise InvalidAnswer(
                say("the quality server was asked how it is today; that is not how it was in the past")
            )
        return QualityReading(quality=_quality(place, measures, server.software))
    except BudgetSpent:
        raise
    except SourceError as problem:
        return QualityReading(quality=None, gaps=(Gap(subject="quality", reason=problem.reason),))


class _Server:
    """Asks one quality server, in the words it knows."""

    def __init__(self, url: str, door: Door) -> None:
        self.host = urlsplit(url).netloc
        self.software = Software("SonarQube", self.host)
        self.now: Moment | None = None
        """The server's own time at its last answer."""
        self._url = f"{url}/api/measures/component"
        self._door = door
        self._knows_newer = True

    @cached_property
    def _session(self) -> Any:
        """The session, made when first asked: a door may refuse the host, which is the repository's gap."""
        return self._door.session(self.host, authorization=_user_token)

    def measures(self, key: str) -> Mapping[str, str]:
        """Give the value of each metric that the project has, by the metric's name."""
        if self._knows_newer:
            try:
                return self._ask(key, [*_NEWER, *_OLDER])
            except NotThere:  # the project, or a name of a metric
                found = self._ask(key, _OLDER)
                self._knows_newer = False
                return found
        return self._ask(key, _OLDER)

    def _ask(self, key: str, names: Iterable[str]) -> Mapping[str, str]:
        response = self._session.get(self._url, params={"component": key, "metricKeys": ",".join(names)})
        self.now = header_moment(response.headers.get("Date")) or self.now
        try:
            content = response.json()
        except ValueError as problem:
            raise self.software.invalid() from problem
        answer = self.software.checked(_Answer, content)
        return {each.metric: each.value for each in answer.component.measures if each.value is not None}


def _user_token(token: str) -> Mapping[str, str]:
    """Give a user token in the way that all versions take it: as a name with an empty password."""
    return {"Authorization": f"Basic {base64.b64encode(f'{token}:'.encode()).decode()}"}


def _quality(place: QualityPlace, measures: Mapping[str, str], software: Software) -> Quality:
    """Read the figures; the newer name of a metric counts before the older one."""
    names = {field: name for name, field in (_OLDER | _NEWER).items() if name in measures}
    known = {field: _value(field, measures[name]) for field, name in names.items()}
    try:
        return Quality.model_validate({"url": place.url, "key": place.key, **known})
    except ValidationError as problem:
        field = str(problem.errors(include_url=False, include_context=False)[0]["loc"][0])
        raise software.invalid(part=f"measures.{names[field]}") from problem


def _value(field: str, text: str) -> object:
    """Give a value in its type; text that is no number stays, and is refused by the type of the fact.

    A quality gate warned in versions before 7.6 without failing.
    """
    if field == "gate_passed":
        return {"OK": True, "WARN": True, "ERROR": False}.get(text, text)
    try:
        return float(text) / 100 if field in _PERCENT else int(text)
    except ValueError:
        return text
