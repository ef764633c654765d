"""What is looked at of Redmine's answers; everything else in them is passed over."""

from pydantic import BaseModel, ConfigDict

from mrl.collectors.http.moments import ZonedTime
from mrl.collectors.http.shapes import Whole, Words


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Person(_Part):
    """A user or group."""

    id: Whole
    name: Words = ""


class Journal(_Part):
    """A change of an issue, with or without words."""

    user: Person
    notes: Words | None = None
    created_on: ZonedTime


class Found(_Part):
    """An issue of a list."""

    id: Whole
    author: Person
    assigned_to: Person | None = None
    created_on: ZonedTime
    updated_on: ZonedTime
    closed_on: ZonedTime | None = None

    @property
    def is_untouched(self) -> bool:
        """Nothing happened since it was opened: every journal moves the time of the last change."""
        return self.updated_on == self.created_on


class Told(_Part):
    """An issue with all that happened on it."""

    journals: tuple[Journal, ...]


class Listing(_Part):
    """Issues, and how many there are in all."""

    issues: tuple[Found, ...]
    total_count: Whole
