"""What made a document and what would make it here: where they differ, and what to install to check it."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from mrl.model.base import Message, say

_VERSION = re.compile(r"[0-9][0-9A-Za-z.+!-]{0,30}")
_PACKAGES: Final = {"mrl": "mrl-assess"}
"""What is called otherwise where packages are found."""
_NO_PACKAGES: Final = {"design", "harfbuzz", "machine", "pango", "zlib"}
_SHOWN: Final = 40


def differing(made_with: Mapping[str, str], here: Mapping[str, str]) -> frozenset[str]:
    """Name what has another version here, or is known to one side only."""
    names = made_with.keys() | here.keys()
    return frozenset(name for name in names if made_with.get(name) != here.get(name))


def said_of(made_with: Mapping[str, str], here: Mapping[str, str]) -> Iterator[Message]:
    """Say what differs, and what to install. Names and versions are a stranger's word, and shown as such."""
    others = differing(made_with, here) & here.keys()
    pairs = [f"{name} {_shown(made_with.get(name))} / {_shown(here.get(name))}" for name in sorted(others)]
    more = len(differing(made_with, here) - here.keys())
    if more:
        yield say(
            "the document names parts of its making that this version of mrl does not know: {count}",
            count=more,
        )
    if pairs:
        yield say("made with other versions than those here (there / here): {pairs}", pairs=", ".join(pairs))
    wanted = " ".join(_wanted(made_with, others))
    if wanted:
        yield say("to check all of it, install what it was made with: pip install {wanted}", wanted=wanted)
    system = sorted(others & {"harfbuzz", "pango", "zlib", "machine"})
    if system:
        yield say(
            "these come with the system, and have to be those of the document: {names}",
            names=", ".join(system),
        )
    if others == {"design"}:
        yield say("the design of the report was changed, here or there, without another version of mrl")


def _wanted(made_with: Mapping[str, str], names: frozenset[str]) -> Iterator[str]:
    for name in sorted(names - _NO_PACKAGES):
        version = made_with.get(name, "")
        if _VERSION.fullmatch(version):
            yield f"{_PACKAGES.get(name, name)}=={version}"


def _shown(version: str | None) -> str:
    if version is None:
        return "-"
    shown = version if version.isascii() and version.isprintable() else ascii(version)
    return shown if len(shown) <= _SHOWN else f"{shown[:12]}..."
