"""What one manifest or README declares of places outside the repository, before it is put together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mrl.model.facts import Manifest
from mrl.model.project import Tracker

LONGEST_ADDRESS = 500
_ADDRESS = re.compile(
    r"https?://(?P<host>[\w.-]{1,253})(?::\d{1,5})?(?:[/?#][^\s<>\"'`\\^{|}]*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A manifest and the places it names."""

    manifest: Manifest
    trackers: tuple[Tracker, ...] = ()
    homepages: tuple[str, ...] = ()
    ci_services: tuple[str, ...] = ()
    discussions: tuple[str, ...] = ()


def web_address(value: object) -> str | None:
    """Give a web address as it may be shown: http or https, no login in it, of bounded length."""
    text = value.strip().rstrip(".,;:!)") if isinstance(value, str) else ""
    whole = len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text)
    return text if whole and text.isprintable() else None


def host_of(address: str) -> str:
    """Give the host of a web address in lower case, empty where there is none."""
    match = _ADDRESS.match(address)
    return match["host"].lower() if match else ""


def web_addresses(values: Iterable[object]) -> tuple[str, ...]:
    """Give those values that are web addresses, each once."""
    return tuple(dict.fromkeys(address for value in values if (address := web_address(value))))


def short_text(value: object) -> str | None:
    """Give a name or version as it may be shown: one line, bounded, None where it is not filled in."""
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text[:200] if text and "${" not in text and text.isprintable() else None
