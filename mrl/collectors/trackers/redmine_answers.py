"""What is looked at of Redmine's answers; everything else in them is passed over."""

from pydantic import BaseModel, ConfigDict, Field

from mrl.collectors.trackers.sample import Utc


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Person(_Part):
    """A user or group."""

    id: int
    name: str = ""


class Journal(_Part):
    """A change of an issue, with or without words."""

    user: Person
    notes: str | None = None
    created_on: Utc


class Found(_Part):
    """An issue of a list."""

    id: int
    author: Person
    assigned_to: Person | None = None
    created_on: Utc
    updated_on: Utc
    closed_on: Utc | None = None

    @property
    def is_untouched(self) -> bool:
        """Nothing happened since it was opened: every journal moves the time of the last change."""
        return self.updated_on == self.created_on


class Listing(_Part):
    """Issues, and how many there are in all."""

    issues: tuple[Found, ...]
    total: int = Field(ge=0)
