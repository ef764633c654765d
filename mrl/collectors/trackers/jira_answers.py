"""What is looked at of Jira's answers; everything else in them is passed over."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from mrl.collectors.trackers.sample import Utc


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel)


class Person(_Part):
    """Somebody: the Cloud has account ids, a Server keys and names."""

    account_id: str | None = None
    key: str | None = None
    name: str | None = None
    display_name: str | None = None
    account_type: str | None = None
    """In the Cloud: `atlassian` for people, `app` for programs, `customer` for those of a service desk."""

    @property
    def identity(self) -> str | None:
        """What tells this person from others."""
        return self.account_id or self.key or self.name


class Comment(_Part):
    """Something said on an issue; the author is missing where the account was deleted."""

    author: Person | None = None
    created: Utc


class Comments(_Part):
    """The comments that came with an issue, and how many it has."""

    comments: tuple[Comment, ...] = ()
    total: int = 0


class Fields(_Part):
    """The fields of an issue that are asked for."""

    created: Utc
    resolutiondate: Utc | None = None
    assignee: Person | None = None
    reporter: Person | None = None
    creator: Person | None = None
    comment: Comments | None = None
    """None where the server shows no comments at all."""


class Found(_Part):
    """An issue."""

    fields: Fields


class Page(_Part):
    """A page of a search: a Server says the total, the Cloud how to go on."""

    issues: tuple[Found, ...]
    total: int | None = Field(default=None, ge=0)
    next_page_token: str | None = None


class Server(_Part):
    """Which Jira it is; old Servers do not say."""

    deployment_type: str | None = None
