"""Python's search for cycles of objects, held off while much is made that has none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_waits() -> Iterator[None]:
    """No search for cycles inside the `with` statement, where one ran before it.

    What annotating and relating make dies by count. Annotating makes many small objects, and a search for every few
    hundred of them costs a tenth of its time; relating makes millions that stay, and looking through all of them again
    and again as they grow took a quarter of its time over 12,148 documents. A search behind it finds the same.
    """
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()
