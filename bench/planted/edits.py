"""Edits of a source: texts replaced, rows taken out, rows repeated; and the same in the file of a text document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.planted.spots import Spot
from gouji.reading.source import Grid, GridCell, Paragraph, Source


@dataclass(frozen=True, slots=True)
class Edit:
    """At a spot, characters ``start`` to ``end`` become ``text``; ``rows`` -1 takes the row out, 2 prints it twice."""

    spot: Spot
    start: int = 0
    end: int = 0
    text: str = ""
    rows: int = 0


def edited(source: Source, edits: Sequence[Edit]) -> Source:
    """The source with the edits made; later ones first, so that offsets and row numbers stay true."""
    blocks = list(source.blocks)
    for edit in sorted(edits, key=lambda e: (e.spot, e.start), reverse=True):
        block = blocks[edit.spot.block]
        if isinstance(block, Paragraph):
            blocks[edit.spot.block] = replace(block, text=_replaced(block.text, edit))
        else:
            blocks[edit.spot.block] = _edited_grid(block, edit)
    return replace(source, blocks=tuple(blocks))


def _replaced(text: str, edit: Edit) -> str:
    return text[: edit.start] + edit.text + text[edit.end :]


def _edited_grid(grid: Grid, edit: Edit) -> Grid:
    rows = list(grid.rows)
    if edit.rows < 0:
        del rows[edit.spot.row]
    elif edit.rows > 0:
        rows.insert(edit.spot.row, rows[edit.spot.row])
    else:
        row = list(rows[edit.spot.row])
        cell: GridCell = row[edit.spot.column]
        row[edit.spot.column] = replace(cell, text=_replaced(cell.text, edit))
        rows[edit.spot.row] = tuple(row)
    return replace(grid, rows=tuple(rows))


def edited_text(text: str, source: Source, edits: Sequence[Edit]) -> str:
    """A text document's file with the edits made in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for edit in sorted(edits, key=lambda e: (e.spot, e.start), reverse=True):
        block = source.blocks[edit.spot.block]
        if isinstance(block, Paragraph):
            at = (block.place.line or 1) - 1
            begin = lines[at].index(block.text)
            lines[at] = lines[at][:begin] + _replaced(block.text, edit) + lines[at][begin + len(block.text) :]
            continue
        cell = block.rows[edit.spot.row][max(edit.spot.column, 0)]
        at = (cell.place.line or 1) - 1
        if edit.rows < 0:
            del lines[at]
        elif edit.rows > 0:
            lines.insert(at, lines[at])
        else:
            fields = lines[at].split("\t")
            field = fields[edit.spot.column]
            fields[edit.spot.column] = field.replace(cell.text, _replaced(cell.text, edit), 1)
            lines[at] = "\t".join(fields)
    return "\n".join(lines)
