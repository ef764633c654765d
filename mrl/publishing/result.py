"""What was done to a release, or would be: the answer of `mrl attach --json`."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from mrl.model.base import Frozen, Message

ATTACH_SCHEMA: Literal["mrl-attach/1"] = "mrl-attach/1"


class Outcome(StrEnum):
    """What became of a file on the release."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class FileResult(Frozen):
    """One file; `stored` is its name on the release, where that differs from the one it has here."""

    name: str
    stored: str
    sha256: str
    size: int = Field(ge=0)
    url: str
    outcome: Outcome


class AttachResult(Frozen):
    """One run; with `dry_run` nothing was changed and `steps` are those that would be taken."""

    schema_: Literal["mrl-attach/1"] = Field(default=ATTACH_SCHEMA, alias="schema")
    forge: str
    repository: str
    tag: str
    commit: str
    release: str
    """The address of the release."""
    draft: bool
    """Whether the release is (or would be) one that only those see who may write to the repository."""
    dry_run: bool
    changed: bool
    files: tuple[FileResult, ...]
    steps: tuple[Message, ...]
