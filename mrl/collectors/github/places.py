"""Where a GitHub server answers, and how it calls a repository."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from mrl.collectors.git.address import Address

_PUBLIC = frozenset({"github.com", "www.github.com"})


@dataclass(frozen=True, slots=True)
class Place:
    """A repository by owner and name, as the server wants to be asked."""

    owner: str
    name: str

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}"

    @property
    def path(self) -> str:
        """The start of its paths in the REST interface."""
        return f"/repos/{quote(self.owner, safe='')}/{quote(self.name, safe='')}"


@dataclass(frozen=True, slots=True)
class Server:
    """One GitHub server, by the start of its web addresses (`https://github.com`)."""

    web: str

    @classmethod
    def of(cls, address: Address) -> "Server":
        """Give the server that an address is on."""
        parts = urlsplit(address.url)
        host = "github.com" if parts.netloc in _PUBLIC else parts.netloc
        return cls(f"{parts.scheme}://{host}")

    @property
    def host(self) -> str:
        """The server's name, with its port if it has one."""
        return urlsplit(self.web).netloc

    @property
    def is_public(self) -> bool:
        """Whether it is github.com, of which it is known how it behaves."""
        return self.host in _PUBLIC

    @property
    def api_host(self) -> str:
        """The name under which programs ask it: one of its own for github.com only."""
        return "api.github.com" if self.is_public else self.host

    @property
    def api(self) -> str:
        """The start of its REST addresses; those of Enterprise servers end in `/api/v3`."""
        return f"https://{self.api_host}" if self.is_public else f"{self.web}/api/v3"


def place_of(address: Address) -> Place | None:
    """Read owner and name from an address; None where it is not that of a repository."""
    segments = [unquote(each) for each in urlsplit(address.url).path.strip("/").split("/")]
    if len(segments) != 2 or not all(segments):  # noqa: PLR2004 - owner and name
        return None
    return Place(segments[0], segments[1].removesuffix(".git"))


def owner_of(address: Address) -> str:
    """Read the owner from the address of an organisation, user or repository; empty where there is none."""
    return unquote(urlsplit(address.url).path.strip("/").split("/")[0])
