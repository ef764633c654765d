"""Names that every forge keeps as they are, and the names of files on their way."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

_LETTERS = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
"""Those that take no accent away."""
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]+")
_ON_ITS_WAY = re.compile(r"mrl-(?P<kind>new|old)\.(?P<mark>[0-9a-f]+)\.(?P<name>.+)")
_MARK_LENGTH = 12


def safe_name(name: str) -> str:
    """Write a file's name in letters, digits, `.`, `_` and `-`: forges rename others, each in its own way.

    Accents are taken off, and what is left is replaced by dots, as GitHub does; empty where nothing is left.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _FOREIGN.sub(".", bare).strip("._-")


def version_name(tag: str) -> str:
    """Write a tag as a version of a package; one that has to be rewritten keeps a digest of itself."""
    safe = safe_name(tag)
    return safe if safe == tag else f"{safe}-{hashlib.sha256(tag.encode()).hexdigest()[:8]}".lstrip("-")


@dataclass(frozen=True)
class OnItsWay:
    """What the name of a file on its way tells: `new`, not yet at its place, or `old`, set aside."""

    kind: str
    mark: str
    name: str


def name_of_new(name: str, sha256: str) -> str:
    """Give the name of a file until it is whole and checked."""
    return f"mrl-new.{sha256[:_MARK_LENGTH]}.{name}"


def name_of_old(name: str, identity: int) -> str:
    """Give the name of a file that was set aside for a newer one."""
    return f"mrl-old.{identity}.{name}"


def read_on_its_way(name: str) -> OnItsWay | None:
    """Read such a name; None for every other."""
    found = _ON_ITS_WAY.fullmatch(name)
    return OnItsWay(found["kind"], found["mark"], found["name"]) if found else None
