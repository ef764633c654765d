"""A door for tests: it waits for nothing, and notes what it would have waited for."""

from collections.abc import Callable

from mrl.collectors.http.door import Door
from mrl.model.base import Message

TOKEN = "secret-0123456789-abcdefghij"

MakeDoor = Callable[..., Door]


class Waits:
    """Notes each wait instead of waiting."""

    def __init__(self) -> None:
        self.all: list[tuple[float, Message]] = []

    def __call__(self, seconds: float, message: Message) -> None:
        self.all.append((seconds, message))

    @property
    def seconds(self) -> list[float]:
        return [seconds for seconds, _ in self.all]

    @property
    def words(self) -> list[str]:
        return [message.in_english() for _, message in self.all]
