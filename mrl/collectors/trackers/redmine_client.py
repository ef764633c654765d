"""The package `python-redmine`, made to speak through our door and to fail in our words."""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import TypeAdapter

from mrl.collectors.http.errors import InvalidAnswer, SourceError
from mrl.collectors.trackers.redmine_answers import Journal, Listing
from mrl.collectors.trackers.sample import Question, missing_package
from mrl.model.base import say

_JOURNALS = TypeAdapter(tuple[Journal, ...])

Answer = TypeVar("Answer")


class RedmineClient:
    """Asks one Redmine; every method raises SourceError and nothing else."""

    def __init__(self, question: Question) -> None:
        self.place = question.place
        self._library = _library(question)

    def list(self, status: str, *, order: str, most: int, **filters: str) -> Listing:
        """List issues of the project, the last ones by `order` first; `status` is open, closed or `*`."""
        return self._ask(lambda: self._listing(status_id=status, sort=f"{order}:desc", limit=most, **filters))

    def journals(self, issue: int) -> tuple[Journal, ...]:
        """Give what happened on an issue, as far as we may see it."""
        return self._ask(lambda: self._journals_of(issue))

    def _listing(self, **filters: str | int) -> Listing:
        found = self._library.issue.filter(project_id=self.place.project, **filters)
        issues = [issue.raw() for issue in found]
        return Listing.model_validate({"issues": issues[: int(filters["limit"])], "total": found.total_count})

    def _journals_of(self, issue: int) -> tuple[Journal, ...]:
        found = self._library.issue.get(issue, include=["journals"])
        return _JOURNALS.validate_python(found.raw()["journals"])

    def _ask(self, call: Callable[[], Answer]) -> Answer:
        """Call the library; what it makes of an answer that is none becomes our error."""
        from redminelib.exceptions import BaseRedmineError  # noqa: PLC0415 - an optional package

        try:
            return call()
        except SourceError:
            raise
        except (BaseRedmineError, ValueError, TypeError, LookupError, AttributeError) as problem:
            raise InvalidAnswer(
                say("{host} does not answer as Redmine does", host=self.place.host)
            ) from problem


def _library(question: Question) -> Any:
    """Make the library's client with our session in place of its own."""
    try:
        from redminelib import Redmine  # noqa: PLC0415 - an optional package
        from redminelib.engines import SyncEngine  # noqa: PLC0415
    except ImportError as problem:
        raise missing_package("python-redmine", "redmine") from problem
    session = question.door.session(question.place.host, authorization=authorization)

    class DoorEngine(SyncEngine):  # type: ignore[misc] # the package has no types
        @staticmethod
        def create_session(**_: Any) -> Any:
            return session

    return Redmine(question.place.root, engine=DoorEngine)


def authorization(token: str) -> dict[str, str]:
    """Give the header for an API key."""
    return {"X-Redmine-API-Key": token}
