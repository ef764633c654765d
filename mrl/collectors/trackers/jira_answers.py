"""What is looked at of Jira's answers; everything else in them is passed over."""

from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from mrl.collectors.http.moments import ZonedTime
from mrl.collectors.http.shapes import Whole, Words


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel)


class Person(_Part):
    """Somebody: the Cloud has account ids, a Server keys and names."""

    account_id: Words | None = None
    key: Words | None = None
    name: Words | None = None
    display_name: Words | None = None
    account_type: Words | None = None
    """In the Cloud: `atlassian` for people, `app` for programs, `customer` for those of a service desk."""

    @model_validator(mode="after")
    def _is_somebody(self) -> Self:
        if self.identity is None:
            raise PydanticCustomError("nobody", "has neither account id, key nor name")
        return self

    @property
    def identity(self) -> str | None:
        """What tells this person from others."""
        return self.account_id or self.key or self.name


class Comment(_Part):
    """Something said on an issue; the author is missing where the account was deleted."""

    author: Person | None = None
    created: ZonedTime


class Comments(_Part):
    """The comments that came with an issue, and how many it has."""

    comments: tuple[Comment, ...]
    total: Whole


class Fields(_Part):
    """The fields of an issue that are asked for."""

    created: ZonedTime
    resolutiondate: ZonedTime | None = None
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
    total: Whole | None = None
    next_page_token: Words | None = None


class Count(_Part):
    """How many issues a search finds, nearly."""

    count: Whole


class Server(_Part):
    """Which Jira it is; old Servers do not say."""

    deployment_type: Words | None = None
