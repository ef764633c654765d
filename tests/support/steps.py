"""Counting what a piece of work costs, the same on every machine: the lines of code that were executed."""

import sys
from collections.abc import Callable
from types import CodeType, FrameType


def steps(work: Callable[[], object], *modules: str) -> int:
    """Run `work` and return how many lines of the modules (by name) were executed on the way."""
    count = 0
    wanted: dict[CodeType, bool] = {}

    def trace(frame: FrameType, event: str, _: object) -> Callable[[FrameType, str, object], object] | None:
        nonlocal count
        if frame.f_code not in wanted:
            wanted[frame.f_code] = frame.f_globals.get("__name__") in modules
        if not wanted[frame.f_code]:
            return None
        count += event == "line"
        return trace  # type: ignore[return-value]

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
