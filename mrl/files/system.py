"""What the operating system says when it refuses something."""

from mrl.model.base import Message, say


def system_reason(error: OSError) -> Message:
    """Give the reason of a refusal; the catalogue knows the usual ones of KNOWN, the rest is English."""
    return say(error.strerror or str(error))


KNOWN = (
    say("Permission denied"),
    say("Operation not permitted"),
    say("No such file or directory"),
    say("Not a directory"),
    say("Is a directory"),
    say("File exists"),
    say("File name too long"),
    say("No space left on device"),
    say("Disk quota exceeded"),
    say("Read-only file system"),
    say("Too many levels of symbolic links"),
    say("Too many open files"),
    say("Input/output error"),
    say("Device or resource busy"),
    say("Broken pipe"),
    say("No such device or address"),
    say("Text file busy"),
    say("File too large"),
    say("Stale file handle"),
)
"""The usual reasons, in the words of the system; here so that they are found and translated."""
