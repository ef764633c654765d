"""The library of sigstore, where it is installed, and how its mistakes are told."""

import importlib.util
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mrl.errors import InputError, MissingLibrary, Problem
from mrl.files.reading import read_bytes
from mrl.model.base import say

if TYPE_CHECKING:
    from sigstore.models import ClientTrustConfig

_TRUST_LIMIT = 10_000_000
_LONGEST = 300


def require_library() -> None:
    """See that the library is there. Raises `MissingLibrary`, which says how to get it."""
    if importlib.util.find_spec("sigstore") is None:
        raise MissingLibrary(
            say(
                "signatures need the package sigstore, which is not installed; run: {command}",
                command="pip install 'mrl-assess[sigstore]'",
            )
        )


@contextmanager
def silent() -> Iterator[None]:
    """Keep the library from writing its own warnings to the terminal; what matters is said by us."""
    log = logging.getLogger("sigstore")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def read_trust(path: Path) -> "ClientTrustConfig":
    """Read whom to trust and where to sign, as sigstore's own programs take it. Raises `InputError`."""
    from sigstore.models import ClientTrustConfig  # noqa: PLC0415 - an optional package

    raw = read_bytes(path, _TRUST_LIMIT)
    try:
        with silent():
            trust = ClientTrustConfig.from_json(raw.decode())
            _ = trust.trusted_root
    except Exception as error:
        message = say("not a trust configuration of sigstore: {reason}", reason=reason_of(error))
        raise InputError(Problem(message=message, file=str(path))) from error
    return trust


def reason_of(error: BaseException, secret: str = "") -> str:
    """Give the reason in the library's own words, on one line, and never with the token."""
    text = " ".join(str(error).split()) or " ".join(str(error.__cause__ or "").split())
    if secret:
        text = text.replace(secret, "***")
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text or type(error).__name__
