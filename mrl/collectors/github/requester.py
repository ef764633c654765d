"""PyGithub over a connection that is ours: counted, bounded and careful with the token."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from github.Requester import HTTPSRequestsConnectionClass, Requester, RequestsResponse

_PER_PAGE = 100


def requester_over(
    session: requests.Session, base: str, others: Mapping[str, requests.Session] | None = None
) -> Requester:
    """Give a requester that asks the server at `base` through one session, which adds the token.

    `others` are the sessions for further https hosts that it may be led to, by their name.

    PyGithub takes classes of connections, and keeps them on its own class; a class for each session
    keeps those of different servers apart.
    """
    parts = urlsplit(base)
    origin = f"{parts.scheme}://{parts.netloc}"

    class SessionConnection(HTTPSRequestsConnectionClass):
        """What PyGithub takes for a connection; it makes one for each question."""

        def __init__(self, host: str, *_: Any, **__: Any) -> None:
            # The original would open a session of its own here.
            self.host = host

        def getresponse(self) -> RequestsResponse:
            """Ask what was prepared and give the answer."""
            other = (others or {}).get(self.host)
            place = origin if other is None else f"https://{self.host}"
            # A stream could be sent only once, and a limit of the server asks for a second time.
            data = self.input if self.input is None or isinstance(self.input, str) else self.input.read()
            return RequestsResponse(
                (other or session).request(self.verb, f"{place}{self.url}", data=data, headers=self.headers)
            )

        def close(self) -> None:
            """Leave the session open: others use it as well."""

    class SessionRequester(Requester):
        """A requester with connections of its own."""

    SessionRequester.injectConnectionClasses(cast("Any", SessionConnection), SessionConnection)
    agent = str(session.headers.get("User-Agent"))
    return SessionRequester(None, base, 60, agent, _PER_PAGE, True, None, None)
