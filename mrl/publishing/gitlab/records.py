"""What GitLab answers about releases and packages, as far as it is used."""

from dataclasses import dataclass

from pydantic import BaseModel

from mrl.collectors.http.shapes import Flag, Whole


class CommitAnswer(BaseModel):
    """A commit."""

    id: str


class TagAnswer(BaseModel):
    """A tag; of an annotated one, `commit` is what it is of."""

    name: str
    commit: CommitAnswer
    protected: Flag = False


class LinkAnswer(BaseModel):
    """A file of a release, which is an address under a name."""

    id: Whole
    name: str
    url: str
    link_type: str = "other"
    direct_asset_url: str | None = None


class AssetsAnswer(BaseModel):
    """The files of a release."""

    links: tuple[LinkAnswer, ...] = ()


class ReleaseAnswer(BaseModel):
    """A release; each tag has at most one, and none is a draft."""

    tag_name: str
    description: str | None = None
    assets: AssetsAnswer = AssetsAnswer()


class PackageAnswer(BaseModel):
    """A package: one version of a name."""

    id: Whole
    name: str
    version: str


class PackageFileAnswer(BaseModel):
    """A file of a package; several may have one name, and the newest is served."""

    id: Whole
    package_id: Whole
    file_name: str
    size: Whole
    file_sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is there: the release, the packages that are ours for it, and the files of the wanted one."""

    release: ReleaseAnswer | None = None
    packages: tuple[PackageAnswer, ...] = ()
    files: tuple[PackageFileAnswer, ...] = ()

    @property
    def links(self) -> tuple[LinkAnswer, ...]:
        """The links of the release; none where there is none yet."""
        return self.release.assets.links if self.release else ()
