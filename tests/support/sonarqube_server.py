"""A stand-in for a SonarQube server on loopback, below `/sonar`: newer or older, open or closed."""

import base64
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from support.http_server import HttpServer, Reply, Seen, of_json

NEWER_NAMES = frozenset({"software_quality_blocker_issues", "software_quality_high_issues"})
NAMES = frozenset(
    {
        "blocker_violations",
        "critical_violations",
        "coverage",
        "duplicated_lines_density",
        "alert_status",
        "ncloc",
    }
)


@dataclass
class SonarqubeServer:
    """Projects by key, each with the values it has, as the Web API documents them."""

    http: HttpServer
    projects: dict[str, dict[str, str]] = field(default_factory=dict)
    names: frozenset[str] = NAMES | NEWER_NAMES
    token: str | None = None
    """Shows nothing without it."""

    @classmethod
    @contextlib.contextmanager
    def serving(cls) -> Iterator["SonarqubeServer"]:
        """Serve until the block ends."""
        with HttpServer.serving() as http:
            server = cls(http)
            http.rule(server.answer)
            yield server

    @property
    def url(self) -> str:
        return f"{self.http.url}/sonar"

    def answer(self, seen: Seen) -> Reply | None:
        """Answer one request."""
        parts = urlsplit(seen.path)
        if parts.path != "/sonar/api/measures/component":
            return None
        if self.token and seen.headers.get("authorization") != _login(self.token):
            return of_json({"errors": [{"msg": "Authentication is required"}]}, 401)
        query = parse_qs(parts.query)
        key, names = query["component"][0], query["metricKeys"][0].split(",")
        unknown = sorted(set(names) - self.names)
        if unknown:
            return of_json({"errors": [{"msg": f"The following metric keys are not found: {unknown}"}]}, 404)
        if key not in self.projects:
            return of_json({"errors": [{"msg": f"Component key '{key}' not found"}]}, 404)
        values = self.projects[key]
        measures = [{"metric": name, "value": values[name]} for name in names if name in values]
        return of_json({"component": {"key": key, "qualifier": "TRK", "measures": measures}})


def _login(token: str) -> str:
    return f"Basic {base64.b64encode(f'{token}:'.encode()).decode()}"
