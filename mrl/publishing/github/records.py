"""What GitHub answers about releases, as far as it is used."""

from dataclasses import dataclass

from pydantic import BaseModel, Field

from mrl.collectors.http.shapes import Flag, Whole

UPLOADED = "uploaded"
"""The state of a file that is there as a whole; one that was cut is `starter` or `open`."""


class AssetAnswer(BaseModel):
    """A file on a release."""

    id: Whole
    name: str
    label: str | None = None
    state: str
    size: Whole
    digest: str | None = None


class ReleaseAnswer(BaseModel):
    """A release, published or draft."""

    id: Whole
    html_url: str
    upload_url: str
    tag_name: str
    target_commitish: str = ""
    body: str | None = None
    draft: Flag
    immutable: Flag = False


class GitObject(BaseModel):
    """What a tag points to: a commit, or another tag."""

    sha: str
    type: str


class PointerAnswer(BaseModel):
    """A reference, or an annotated tag."""

    points_to: GitObject = Field(alias="object")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is there; no release where there is none yet."""

    release: ReleaseAnswer | None = None
    assets: tuple[AssetAnswer, ...] = ()

    def asset(self, name: str) -> AssetAnswer | None:
        """Give the file of a name."""
        return next((each for each in self.assets if each.name == name), None)
