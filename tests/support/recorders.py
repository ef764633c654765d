"""Programs that note how and with which variables they are called, and then do what they are there for."""

import os
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

NAMES = ("git", "sed", "tr", "cat", "find", "head", "dirname", "basename", "mktemp", "rm", "cp", "env", "id")
RECORDER = """\
#!/bin/bash
{{ printf '%s\\0' "$0" "$@" ''; /usr/bin/env -0; }} >"{record}/$$-$RANDOM$RANDOM"
exec -a "$0" {real} "$@"
"""


@dataclass(frozen=True)
class Call:
    """One program as it was started."""

    words: tuple[str, ...]
    environment: dict[str, str]

    def __str__(self) -> str:
        return shlex.join(self.words)

    def sees(self, *secrets: str) -> bool:
        """Whether one of its variables, or a word of its command, holds a secret."""
        texts = [*self.words, *self.environment.values()]
        return any(secret in text for secret in secrets for text in texts)


class Recorders:
    """A folder of programs to put on PATH; its Python records itself in environments made with it as well."""

    def __init__(self, folder: Path, python: str) -> None:
        self.folder = folder / "programs"
        self.record = folder / "record"
        self.folder.mkdir(parents=True)
        self.record.mkdir()
        for name in NAMES:
            self._write(name, str(shutil.which(name)))
        self._write("python3", python)

    def _write(self, name: str, real: str) -> None:
        text = RECORDER.format(record=self.record, real=shlex.quote(real))
        (self.folder / name).write_text(text)
        (self.folder / name).chmod(0o755)

    @property
    def path(self) -> str:
        """The search path with these programs first."""
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"

    def calls(self) -> list[Call]:
        """Return every call, in no order."""
        found = []
        for file in self.record.iterdir():
            command, _, variables = file.read_text(errors="replace").partition("\0\0")
            pairs = (each.split("=", 1) for each in variables.split("\0") if "=" in each)
            found.append(Call(tuple(command.split("\0")), dict(pairs)))
        return found
