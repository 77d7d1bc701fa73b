"""Documents in: one source reader a format, then layout, tables, cells, narrative, targets, repair."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gouji.model.disclosure import Disclosure


def read(paths: Sequence[Path], *, in_order: bool = False) -> Disclosure:
    """What the files say, taken together as one document: narratives before tables, or as they are given with
    ``in_order``.

    Raises :class:`gouji.errors.UnreadableError` when they cannot be read or are no budget document.
    """
    from gouji.model.garbage import without_collecting
    from gouji.reading.pipeline import read as read_files

    with without_collecting():
        return read_files(paths, in_order=in_order)
