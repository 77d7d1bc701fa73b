"""A progress bar for work of several steps, on standard error and only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """Gives a function to call with what is being done, how much of it is done, and how much there is (0: unknown)."""
    if not sys.stderr.isatty():
        yield lambda doing, done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task, current = bar.add_task("", total=None), ""

        def tell(doing: str, done: int, total: int) -> None:
            nonlocal task, current
            if doing != current:
                bar.remove_task(task)
                task, current = bar.add_task(doing, total=total or None), doing
            bar.update(task, completed=done)

        yield tell
