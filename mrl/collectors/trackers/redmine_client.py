"""The package `python-redmine`, made to speak through our door and to fail in our words."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from mrl.collectors.http.shapes import Software
from mrl.collectors.trackers.redmine_answers import Journal, Listing, Told
from mrl.collectors.trackers.sample import Question, missing_package

Answer = TypeVar("Answer")


class RedmineClient:
    """Asks one Redmine; every method raises SourceError and nothing else."""

    def __init__(self, question: Question) -> None:
        self.place = question.place
        self.software = Software("Redmine", question.place.host)
        self._library = _library(question)

    def list(self, status: str, *, order: str, most: int, **filters: str) -> Listing:
        """List issues of the project, the last ones by `order` first; `status` is open, closed or `*`."""
        issues, total = self._ask(
            lambda: self._listing(status_id=status, sort=f"{order}:desc", limit=most, **filters)
        )
        return self.software.checked(Listing, {"issues": issues[:most], "total_count": total})

    def journals(self, issue: int) -> tuple[Journal, ...]:
        """Give what happened on an issue, as far as we may see it."""
        found = self._ask(lambda: self._library.issue.get(issue, include=["journals"]).raw())
        return self.software.checked(Told, found, part="issue").journals

    def _listing(self, **filters: str | int) -> tuple[Sequence[object], object]:
        found = self._library.issue.filter(project_id=self.place.project, **filters)
        return [issue.raw() for issue in found], found.total_count

    def _ask(self, call: Callable[[], Answer]) -> Answer:
        """Call the library, which expects an honest server; nothing of ours runs within but the session."""
        from redminelib.exceptions import BaseRedmineError  # noqa: PLC0415 - an optional package

        try:
            return call()
        except (BaseRedmineError, ValueError, TypeError, LookupError, AttributeError) as problem:
            raise self.software.invalid() from problem


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
