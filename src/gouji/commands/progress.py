"""A progress bar on standard error, for many documents and only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from gouji.commands.files import Document


def watched(documents: Sequence[Document], doing: str, *, quiet: bool = False) -> Iterator[Document]:
    """The documents one after another; the bar shows which one is in work, and vanishes at the end. ``quiet`` where the
    results themselves appear on the terminal."""
    if quiet or len(documents) < 2 or not sys.stderr.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar, suppress(GeneratorExit):
        task = bar.add_task(doing, total=len(documents))
        for document in documents:
            bar.update(task, description=f"{doing} {document.paths[0].name}")
            yield document
            bar.advance(task)
