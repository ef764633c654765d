"""Reads a container file: its stages, each a list of instructions with their words."""

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path


@dataclass(frozen=True)
class Instruction:
    """One instruction: its name in capitals, and what stands behind it on one line."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """What stands behind the name, without options (`--from=build`)."""
        return [word for word in self.text.split() if not word.startswith("--")]

    @property
    def options(self) -> dict[str, str]:
        """The options before the first word."""
        found = re.findall(r"(?:^|\s)--(\S+?)=(\S+)", self.text)
        return dict(found)


@dataclass
class Stage:
    """One stage: the image it begins with, its name, and its instructions."""

    base: str
    name: str
    instructions: list[Instruction] = field(default_factory=list)

    def all(self, name: str) -> list[Instruction]:
        """Give the instructions of this name."""
        return [each for each in self.instructions if each.name == name]

    def last(self, name: str) -> Instruction:
        """Give the last instruction of this name, the one that counts."""
        return self.all(name)[-1]


def read_stages(text: str) -> tuple[dict[str, str], list[Stage]]:
    """Give the arguments before the first stage, by name, and the stages."""
    arguments: dict[str, str] = {}
    stages: list[Stage] = []
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for line in re.sub(r"\s*\\\n\s*", " ", "\n".join(lines)).splitlines():
        if not line.strip():
            continue
        name, _, rest = line.strip().partition(" ")
        if name == "ARG" and not stages:
            key, _, value = rest.partition("=")
            arguments[key] = value
        elif name == "FROM":
            base, _, alias = rest.partition(" AS ")
            stages.append(Stage(base.replace("${BASE}", arguments.get("BASE", "")), alias))
        else:
            stages[-1].instructions.append(Instruction(name, rest.strip()))
    return arguments, stages


def is_ignored(path: str, rules: list[str]) -> bool:
    """Whether an ignore file leaves a path out of the build; the last rule that fits counts."""
    ignored = False
    for rule in rules:
        pattern = rule.removeprefix("!")
        parts = [path, *(str(parent) for parent in Path(path).parents if str(parent) != ".")]
        if any(_fits(part, pattern) for part in parts):
            ignored = not rule.startswith("!")
    return ignored


def _fits(path: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatchcase(path.rpartition("/")[2], pattern.removeprefix("**/"))
    return path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)
