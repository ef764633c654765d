"""Why a source could not be read, in words for a user; sources turn these into gaps."""

from mrl.model.base import Message


class SourceError(Exception):
    """An answer could not be had; `reason` says why.

    `status` is the HTTP status where the server gave one. `passes` is true where the same
    question may be answered later, `seconds` is how long the server asks to be left alone, `said`
    what it said itself, to be told apart by.
    """

    def __init__(
        self,
        reason: Message,
        *,
        status: int | None = None,
        passes: bool = False,
        seconds: float | None = None,
        said: str = "",
    ) -> None:
        super().__init__(reason.in_english())
        self.reason = reason
        self.status = status
        self.passes = passes
        self.seconds = seconds
        self.said = said


class Unreachable(SourceError):  # noqa: N818 - named for what happened
    """The server gave no answer, or only errors of its own (HTTP 5xx)."""


class Refused(SourceError):  # noqa: N818
    """The server does not let us read this (HTTP 401 and 403)."""


class NotThere(SourceError):  # noqa: N818
    """There is no such thing, or none that we may know of (HTTP 404, 410 and 451)."""


class RateLimited(SourceError):  # noqa: N818
    """The server has answered enough for now, and waiting would take too long."""


class TooLarge(SourceError):  # noqa: N818
    """The answer is longer than an honest one would be."""


class InvalidAnswer(SourceError):  # noqa: N818
    """What came is not an answer: broken JSON, a web page, a status that makes no sense."""


class Redirected(SourceError):  # noqa: N818
    """The server, or a link in its answer, leads to another server.

    `address` is where to, without query and credentials.
    """

    def __init__(self, reason: Message, *, address: str, status: int | None = None) -> None:
        super().__init__(reason, status=status)
        self.address = address


class BudgetSpent(SourceError):  # noqa: N818
    """The run has made as many requests as it was allowed to."""
