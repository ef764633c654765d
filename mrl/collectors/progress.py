"""How a collector tells what it is doing, without knowing of a terminal."""

from typing import Protocol

from mrl.model.base import Message


class Progress(Protocol):
    """Receives what a run is doing."""

    def begin(self, total: int) -> None:
        """Say how many repositories there are."""

    def repository(self, name: str) -> None:
        """Say that a repository's turn has come."""

    def stage(self, text: Message) -> None:
        """Say what is being done now."""

    def notice(self, text: Message) -> None:
        """Say what a person should know now, such as a long wait for a server."""

    def end(self) -> None:
        """Say that all is done, or given up."""


class Silent:
    """Tells nobody."""

    def begin(self, total: int) -> None:
        """Ignore the number of repositories."""

    def repository(self, name: str) -> None:
        """Ignore a repository's turn."""

    def stage(self, text: Message) -> None:
        """Ignore a stage."""

    def notice(self, text: Message) -> None:
        """Ignore what there is to know."""

    def end(self) -> None:
        """Ignore the end."""
