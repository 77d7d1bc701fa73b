"""The cyclic garbage collector, kept out of work that makes hundreds of thousands of values and no cycles."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_CHANGE = threading.Lock()
_working = 0
_was_on = False


@contextmanager
def without_collecting() -> Iterator[None]:
    """Values made in here are not searched for cycles, which would take a tenth of the time of a check.

    What is made is passed on to the collector's oldest generation unseen, so that the search is not merely put off
    to the moment after. Reading and checking leave some twenty objects in cycles behind; the next full collection
    finds them. May be entered by several threads and within itself; the collector is on again when the last leaves.
    """
    global _working, _was_on
    with _CHANGE:
        if _working == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _working += 1
    try:
        yield
    finally:
        with _CHANGE:
            _working -= 1
            if _working == 0 and _was_on:
                if not gc.get_freeze_count():
                    gc.freeze()
                    gc.unfreeze()
                gc.enable()
