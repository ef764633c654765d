"""Licenses that manifests declare, as SPDX expressions where their words are known."""

from collections.abc import Iterable, Sequence

from mrl.collectors.license.names import resolve
from mrl.model.facts import Manifest

MOST_WORDS = 20
"""Words read of one manifest."""

LONGEST_KEPT = 200
"""Characters kept of a word that names no known license."""


def declared_licenses(manifests: Sequence[Manifest]) -> dict[str, tuple[str, ...]]:
    """Give the licenses by manifest path, for the manifests whose kind can declare one."""
    return {
        manifest.path: expressions_of(manifest.licenses)
        for manifest in manifests
        if manifest.licenses is not None
    }


def expressions_of(words: Iterable[str]) -> tuple[str, ...]:
    """Turn the words of one manifest into SPDX expressions, without repetition.

    Words that name no known license are kept as written; an unknown address is left out where
    something else is known, because it stands beside the name it explains.
    """
    written = [word.strip() for word in words if word.strip()][:MOST_WORDS]
    known = [(word, resolve(word)) for word in written]
    some_known = any(spdx for _, spdx in known)
    kept = [spdx or word[:LONGEST_KEPT] for word, spdx in known if spdx or not (some_known and "://" in word)]
    return tuple(dict.fromkeys(kept))
