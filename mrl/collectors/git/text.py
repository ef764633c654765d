"""Text that git and repositories hand over, made safe to keep and to show."""

import re

from mrl.errors import printable

_CREDENTIALS = re.compile(r"(?<=://)\S*@")
"""Up to the last @, because a password may hold what does not belong in an address."""
_SHOWN_LINES = 20
_SHOWN_WIDTH = 500


def decoded(raw: bytes) -> str:
    r"""Decode UTF-8; other bytes become the text `\xNN`, so that the result can be written anywhere."""
    return raw.decode("utf-8", "backslashreplace")


def without_credentials(text: str) -> str:
    """Blank user names, passwords and tokens in the URLs of a text."""
    return _CREDENTIALS.sub("***@", text)


def shown_lines(raw: bytes) -> str:
    """Give the last lines of a program's messages as they may be shown to a user."""
    lines = (printable(without_credentials(line)) for line in decoded(raw).splitlines())
    kept = [line[:_SHOWN_WIDTH] for line in lines if line.strip()]
    return "\n".join(kept[-_SHOWN_LINES:])
