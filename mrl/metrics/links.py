"""Addresses of evidence: where a reader sees a file as it was at the assessed commit."""

from collections.abc import Iterable
from urllib.parse import SplitResult, quote, urlsplit

from mrl.model.facts import RepositoryFacts

SHOWN = 5


def links(repository: RepositoryFacts, paths: Iterable[str]) -> tuple[str, ...]:
    """Give an address for each path where the forge is known, else the path itself."""
    base = _base(repository)
    shown = list(paths)[:SHOWN]
    return tuple(base + quote(path) if base else path for path in shown)


def _base(repository: RepositoryFacts) -> str | None:
    if repository.url is None or repository.head is None:
        return None
    address = _split(repository.url)
    if address is None or address.scheme != "https" or not address.hostname or "@" in address.netloc:
        return None
    view = _view_of(address.hostname)
    place = address.path.rstrip("/").removesuffix(".git")
    return f"https://{address.netloc}{place}/{view}/{repository.head.commit}/" if view else None


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # such as an unclosed bracket in the host
        return None


def _view_of(host: str) -> str | None:
    if host == "github.com":
        return "blob"
    return "-/blob" if "gitlab" in host.split(".") else None
