"""What the checks of a rubric look at: the rubric, the file it stands in, and the metrics there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mrl.errors import Problem
from mrl.files.reading import Document
from mrl.model.base import Message
from mrl.model.evidence import MetricInfo
from mrl.rubric.types import Rubric

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A rubric under examination."""

    rubric: Rubric
    document: Document
    metrics: Mapping[str, MetricInfo]

    def problem(self, path: Path, message: Message, remedy: Message | str = "") -> Problem:
        """Describe what is wrong, or worth a remark, at a path of the file."""
        return self.document.problem(path, message, remedy)

    def is_empty(self, path: Path) -> bool:
        """Say whether a key of the file has nothing behind it."""
        inside = self.written(path[:-1])
        return isinstance(inside, dict) and path[-1] not in inside

    def written(self, path: Path) -> Any:
        """Give what stands at a path as it was written; None where nothing does."""
        found = self.document.content
        for part in path:
            is_there = isinstance(found, dict) or (isinstance(found, list) and isinstance(part, int))
            found = found[part] if is_there and _holds(found, part) else None
        return found


def _holds(container: Any, part: str | int) -> bool:
    return part in container if isinstance(container, dict) else int(part) < len(container)


def figure(value: float) -> int | float:
    """Give a number as a person writes it: 3, not 3.0; 0.333, not 0.3333333333."""
    return int(value) if float(value).is_integer() else round(float(value), 3)
