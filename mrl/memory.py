"""Work that the garbage collector should not interrupt."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking through all there is, again and again.

    For work that makes many objects and few cycles, where that takes a tenth to a third of the time
    and frees next to nothing. Within another such block it changes nothing.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
