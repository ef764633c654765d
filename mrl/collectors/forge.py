"""What every forge source takes and gives, so that nobody above needs to know which forge it was."""

from dataclasses import dataclass

from mrl.collectors.git.address import Address
from mrl.model.base import Moment
from mrl.model.facts import Gap
from mrl.model.forge import Forge


@dataclass(frozen=True, kw_only=True)
class RepositoryRef:
    """A repository to ask a forge about: its name in the project and its address there."""

    name: str
    address: Address
    core: bool = True
    """Whether it is a core repository: some facts cost a request each and are asked of those only."""


@dataclass(frozen=True, kw_only=True)
class ForgeReading:
    """What a forge said of one repository; None where it said nothing, with a gap that tells why."""

    forge: Forge | None
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DiscoveredRepository:
    """A repository found in an organisation or group; a field that is None was not told."""

    name: str
    address: Address
    """Its https address for cloning."""
    archived: bool | None = None
    fork: bool | None = None
    empty: bool | None = None
    pushed: Moment | None = None
