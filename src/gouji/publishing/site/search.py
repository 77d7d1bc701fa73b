"""What the site's search looks through: titles, rows and paragraphs, as a script, so that it works without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from gouji.model.publication import BodyCell, Heading, PrintedTable, TextBlock
from gouji.publishing.outline import anchor, printed_title
from gouji.publishing.site.runs import Run

_LONGEST = 400
_MOST_AMOUNTS = 3


def search_index(runs: Sequence[Run]) -> str:
    """The entries [page, anchor, title of the page, text] as one array of a script."""
    content = json.dumps(list(_entries(runs)), ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        content = content.replace(mark, f"\\u{ord(mark):04x}")
    return f"window.goujiIndex={content};\n"


def _entries(runs: Sequence[Run]) -> Iterator[tuple[str, str, str, str]]:
    for run in runs:
        for index, block in run.blocks:
            if isinstance(block, Heading | TextBlock):
                yield run.file, anchor(index), run.title, block.text[:_LONGEST]
            elif isinstance(block, PrintedTable):
                yield run.file, anchor(index), run.title, printed_title(block)
                for number, row in enumerate(block.body, 1):
                    words = _row(row)
                    if words:
                        yield run.file, f"{anchor(index)}r{number}", run.title, words


def _row(row: Sequence[BodyCell | None]) -> str:
    """The names of a row and its first amounts."""
    cells = [cell for cell in row if cell is not None and cell.text]
    names = [cell.text.replace("\n", " ") for cell in cells if cell.amount is None]
    amounts = [cell.text for cell in cells if cell.amount is not None]
    return " ".join((*names, *amounts[:_MOST_AMOUNTS]))[:_LONGEST] if names else ""
