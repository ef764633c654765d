"""Why a text is not read: it is not what its name says, or it costs more than is spent on it."""

from mrl.model.base import Message, say


class UnreadableError(Exception):
    """A text is not well-formed, or is refused for its size or shape; `reason` says which."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.in_english())
        self.reason = reason


def malformed(language: str) -> UnreadableError:
    """Make the error for a text that its language does not allow."""
    return UnreadableError(say("it is not well-formed {language}", language=language))


def too_large(size: int) -> UnreadableError:
    """Make the error for a text of more than `size` bytes."""
    return UnreadableError(say("it is larger than {kilobytes} kB", kilobytes=size // 1024))


def too_deep(depth: int | None) -> UnreadableError:
    """Make the error for a text with more levels than are read."""
    return UnreadableError(say("it is nested more than {count} levels deep", count=depth or 0))


def too_many(items: int | None) -> UnreadableError:
    """Make the error for a text that holds more than is kept in memory."""
    return UnreadableError(say("it holds more than {count} values", count=items or 0))


def too_big_in_memory(memory: int) -> UnreadableError:
    """Make the error for a text that would take more memory than it may."""
    return UnreadableError(say("its values would take more than {megabytes} MB", megabytes=memory >> 20))
