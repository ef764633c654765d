"""SPDX ids: which there are, how they are written, and which license they are variants of."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

_GNU = re.compile(r"((?:A|L)?GPL|GFDL)-(\d\.\d)(-only|-or-later|\+)?", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:DocumentRef-[\w.-]{1,100}:)?LicenseRef-[\w.-]{1,100}")
_VARIANT = re.compile(r"(BSD-[234]-Clause|MPL-2\.0|MIT|OFL-1\.\d|GFDL-1\.\d|ZPL-\d\.\d)-[\w.-]+")
_VERSION = re.compile(r"(.+?)-(\d+(?:\.\d+)*)(-only|-or-later)?")
_OWN_LICENSES = frozenset({"MIT-0", "MIT-advertising"})
"""Ids that look like a variant of another license and lay down other duties."""


@dataclass(frozen=True, slots=True)
class KnownLicense:
    """An entry of the SPDX list; `osi` says that the Open Source Initiative approved it."""

    spdx: str
    name: str
    url: str
    osi: bool


@lru_cache(maxsize=1)
def known_licenses() -> MappingProxyType[str, KnownLicense]:
    """Load the SPDX list by lower-case id."""
    entries = json.loads(files(__package__).joinpath("data", "licenses.json").read_bytes())["licenses"]
    return MappingProxyType({spdx.lower(): KnownLicense(spdx, **entry) for spdx, entry in entries.items()})


def canonical(word: str) -> str | None:
    """Give the id as the SPDX list writes it, `gpl-2.0+` as `GPL-2.0-or-later`; None for another word.

    The list reads `GPL-2.0` as `GPL-2.0-only`. References to a license of the project's own
    (`LicenseRef-...`) are kept as they are.
    """
    gnu = _GNU.fullmatch(word)
    if gnu:
        later = gnu[3] and gnu[3].lower() in {"+", "-or-later"}
        word = f"{gnu[1]}-{gnu[2]}-{'or-later' if later else 'only'}"
    known = known_licenses().get(word.lower()) or known_licenses().get(word.lower().removesuffix("+"))
    if known:
        return known.spdx
    return word if _REFERENCE.fullmatch(word) else None


def family(spdx: str) -> str:
    """Give the license that an id is a notation or variant of: `BSD-3-Clause-Clear` is `BSD-3-Clause`."""
    variant = _VARIANT.fullmatch(spdx)
    return variant[1] if variant and spdx not in _OWN_LICENSES else spdx


def agree(first: str, second: str) -> bool:
    """Tell whether two ids can speak of the same grant, as `GPL-2.0-or-later` and `GPL-3.0-only` can."""
    if family(first) == family(second):
        return True
    one, other = (_VERSION.fullmatch(family(spdx)) for spdx in (first, second))
    if not one or not other or one[1] != other[1]:
        return False
    older, newer = sorted((one, other), key=lambda found: _number(found[2]))
    return _number(older[2]) == _number(newer[2]) or older[3] == "-or-later"


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
