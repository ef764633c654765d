"""What a document says of its own making; attached to it, so that it can be made again and compared."""

from typing import Literal

from pydantic import Field

from mrl.model.base import Frozen
from mrl.model.branding import Branding
from mrl.model.movement import History

DOCUMENT_SCHEMA: Literal["mrl-document/1"] = "mrl-document/1"


class DocumentFacts(Frozen):
    """Everything on the pages that the attached assessments and rubric do not hold.

    `made_with` names each program and library that had a part in the bytes, with its version: where
    all are alike, making the document again gives the same bytes.
    """

    schema_: Literal["mrl-document/1"] = Field(default=DOCUMENT_SCHEMA, alias="schema")
    kind: str
    language: Literal["en", "fr"]
    made_with: dict[str, str]
    history: History | None = None
    branding: Branding | None = None
    """As in its file, but for the name of the logo's file."""
    logo: str | None = None
    """The logo's bytes in Base64."""
