"""License names and addresses: what the words of a manifest, or the address in a header, stand for."""

import re
from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType

from mrl.collectors.license.expressions import ids_in, normal_form
from mrl.collectors.license.gnu import gnu_licenses_named
from mrl.collectors.license.identifiers import canonical, family, known_licenses
from mrl.collectors.license.notices import licenses_named
from mrl.collectors.license.texts import plain_words

LONGEST = 2000
_ADDRESS = re.compile(r"\b(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,10}/[\w./+-]{2,120}", re.IGNORECASE)
_ENDINGS = re.compile(r"(?:\.(?:html?|php|txt|md|en)|/legalcode|/deed(?:\.[a-z]{2})?|-standalone|/)$")
_FILLING = frozenset({"the", "a", "license", "licenses", "v", "version"})
_CHOICE = re.compile(
    r"\bdual(?:ly)?\b|\balternatively\b|\byour choice\b|\beither of\b|\bmpl \d \d gpl\b|"
    r"\bor (?:under )?(?:the )?(?:gnu|gpl|lgpl|agpl|apache|mit|mpl|bsd|eclipse|mozilla)\b"
)
_ADDRESSES = {
    "apache.org/licenses/license-2.0": "Apache-2.0",
    "apache.org/licenses/license-1.1": "Apache-1.1",
    "eclipse.org/legal/epl-v10": "EPL-1.0",
    "eclipse.org/legal/epl-v20": "EPL-2.0",
    "eclipse.org/org/documents/epl-v10": "EPL-1.0",
    "eclipse.org/org/documents/epl-2.0": "EPL-2.0",
    "eclipse.org/org/documents/edl-v10": "BSD-3-Clause",
    "jquery.org/license": "MIT",
    "opensource.org/licenses/mit-license": "MIT",
    "opensource.org/licenses/apache2.0": "Apache-2.0",
    "opensource.org/licenses/gpl-license": "GPL-1.0-or-later",
    "opensource.org/licenses/lgpl-license": "LGPL-2.0-or-later",
    "gnu.org/copyleft/lgpl": "LGPL-2.0-or-later",
    "gnu.org/copyleft/gpl": "GPL-1.0-or-later",
    "unlicense.org/unlicense": "Unlicense",
}
"""Addresses in wide use that the SPDX list does not give."""

_PLACES = (
    "opensource.org/licenses/{}",
    "opensource.org/license/{}",
    "spdx.org/licenses/{}",
    "gnu.org/licenses/{}",
)


def resolve(words: str) -> str | None:
    """Give the SPDX expression that the words of a manifest stand for; None where they name no known license.

    Tried in turn: an id or expression, an address, a name of the SPDX list, a notice.
    """
    text = words[:LONGEST].rpartition("::")[2].strip()
    return (
        normal_form(text) or resolve_address(text) or _names().get(_key(text)) or joined(named_in(text), text)
    )


def named_in(text: str) -> list[str]:
    """Give the licenses that a text names."""
    words = " ".join(plain_words(text))
    return [*licenses_named(words), *gnu_licenses_named(words)]


def joined(found: Iterable[str], text: str) -> str | None:
    """Join licenses found in a text: with OR where it offers a choice, else with AND; None for none."""
    kept: list[str] = []
    for spdx in found:
        if not any(spdx == other or spdx in ids_in(other) for other in kept):
            kept.append(spdx)
    if len(kept) < 2:  # noqa: PLR2004 - two are needed to join
        return kept[0] if kept else None
    if _CHOICE.search(" ".join(plain_words(text))):
        return " OR ".join(kept)
    return " AND ".join(f"({spdx})" if " OR " in spdx else spdx for spdx in kept)


def without_addresses(text: str) -> str:
    """Take addresses out of a text, so that their parts are not read as names."""
    return _ADDRESS.sub(" ", text)


def resolve_address(text: str) -> str | None:
    """Give the id of the first address in a text that is known to show a license."""
    found = (_addresses().get(_plain_address(match[0])) for match in _ADDRESS.finditer(text))
    return next(filter(None, found), None)


@lru_cache(maxsize=1)
def _names() -> MappingProxyType[str, str]:
    return MappingProxyType(
        {_key(known.name): canonical(known.spdx) or "" for known in known_licenses().values()}
    )


@lru_cache(maxsize=1)
def _addresses() -> MappingProxyType[str, str]:
    """Give the ids by address; an address that different licenses share tells nothing and is left out."""
    ids_of: dict[str, set[str]] = {}
    for known in known_licenses().values():
        spdx = canonical(known.spdx) or known.spdx
        bare = known.spdx.removesuffix("-only").lower()
        for address in (known.url, *(place.format(bare) for place in _PLACES)):
            ids_of.setdefault(_plain_address(address), set()).add(spdx)
    clear = {address: min(ids, key=len) for address, ids in ids_of.items() if len(set(map(_base, ids))) == 1}
    return MappingProxyType(clear | _ADDRESSES)


def _base(spdx: str) -> str:
    return family(spdx).removesuffix("-only").removesuffix("-or-later")


def _plain_address(address: str) -> str:
    plain = address.lower().partition("://")[2] or address.lower()
    plain = plain.removeprefix("www.").rstrip(".")
    for _ in range(3):
        plain = _ENDINGS.sub("", plain)
    return plain


def _key(name: str) -> str:
    words = [
        word.lstrip("v") if word[1:].isdigit() else word for word in plain_words(name) if word not in _FILLING
    ]
    return " ".join(dict.fromkeys(words))
