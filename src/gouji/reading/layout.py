"""From blocks to whole tables: titles, units of amount, notes, and the pieces of a table over page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from gouji.lexicon.text import key, split_ordinal, tidy
from gouji.model.disclosure import Place
from gouji.model.frozen import replace
from gouji.model.money import UNITS_BY_TEXT, Unit, parse_number
from gouji.reading.continuation import in_columns_of, mended
from gouji.reading.headers import header_height, is_numbering_row
from gouji.reading.source import Block, Grid, GridCell, Paragraph
from gouji.reading.titles import UNIT_IN_BRACKETS, clean_title, is_number, is_title

_UNIT = re.compile(r"(?:金额)?单位[:：]?(?:人民币)?(亿元|万元|千元|元)")
_HOLDER = re.compile(r"^(?:填报|编制|预算|填制)?(?:单位|部门)(?:名称|\(?（?盖章）?\)?)?[:：]")
_NOTE = re.compile(r"^(?:注|说明|备注|附注|表格说明|编制说明)[:：1-9一]")
_PAGE_NUMBER = re.compile(r"^[-—–－\s·第]*\d{1,3}[-—–－\s·页]*$|^第\d+页(?:共\d+页)?$")
_LOOK_BACK = 8
_HEADER_ROWS = 2
_LEAST_REPEATED = 2


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A whole table, its page fragments joined. ``rows`` begin with ``header_rows`` header rows, all equally wide."""

    title: str
    printed_title: str
    unit: Unit | None
    unit_text: str
    notes: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int
    exact: bool
    place: Place
    fragments: tuple[Grid, ...] = ()
    blocks: tuple[int, ...] = ()


@dataclass
class _Open:
    """A table that may still go on."""

    title: str
    printed_title: str
    unit: Unit | None
    unit_text: str
    grids: list[Grid]
    blocks: list[int]
    notes: list[str] = field(default_factory=list)
    closed: bool = False


def lay_out(blocks: Sequence[Block], skip: Set[int] = frozenset()) -> tuple[LaidTable, ...]:
    """The tables among the blocks. ``skip`` are indexes of blocks that something else has read."""
    tables: list[_Open] = []
    before: list[Paragraph] = []
    document_unit: tuple[Unit, str] | None = None
    for index, block in enumerate(blocks):
        if index in skip:
            if tables:
                tables[-1].closed = True
            before = []
            continue
        if isinstance(block, Paragraph):
            before.append(block)
            continue
        current = tables[-1] if tables else None
        grid, inner = _split_caption(block)
        if not grid.rows:
            before.extend(inner)
            continue
        caption = [paragraph for paragraph in before if not _PAGE_NUMBER.match(tidy(paragraph.text))] + inner
        notes, heading = _notes_and_heading(caption)
        if current is not None:
            current.notes.extend(notes)
        printed = _title_line(heading)
        title = clean_title(printed)
        unit, unit_text = _unit_of(heading)
        if unit is None:
            unit, unit_text = _unit_in_header(grid)
        if (
            current is not None
            and key(title) in {"", key(current.title)}
            and (moved := in_columns_of(grid, current.grids[0])) is not None
        ):
            grid = moved
        grown = current is not None and not current.closed and _continues(current, title, notes, heading, grid)
        if grown and current is not None:
            current.grids.append(grid)
            current.blocks.append(index)
            if current.unit is None and unit is not None:
                current.unit, current.unit_text = unit, unit_text
        else:
            if unit is not None:
                document_unit = document_unit or (unit, unit_text)
            tables.append(_Open(title, printed, unit, unit_text, [grid], [index]))
        before = []
    if tables and before:
        notes, _ = _notes_and_heading(before[:_LOOK_BACK])
        tables[-1].notes.extend(notes)
    return tuple(laid for table in tables if (laid := _assemble(table)) is not None)


def _split_caption(grid: Grid) -> tuple[Grid, list[Paragraph]]:
    """Rows at the head of a grid that are no part of the table: a title over all columns, the holder, the unit."""
    caption: list[Paragraph] = []
    rows = list(grid.rows)
    width = max((len(row) for row in rows), default=0)
    while rows and width > 1:
        filled = [cell for cell in rows[0] if cell.text.strip()]
        texts = [tidy(cell.text) for cell in filled]
        titled = len(filled) == 1 and is_title(texts[0]) and (filled[0].colspan >= width // 2 or not grid.exact)
        is_line = bool(filled) and all(_UNIT.search(text) or _HOLDER.match(text) for text in texts)
        is_line = is_line or (
            len(filled) <= 3 and any(_UNIT.fullmatch(text) for text in texts) and not any(map(parse_number, texts))
        )
        numbered = len(filled) == 1 and is_number(texts[0])
        if not filled and len(rows) > 1:
            rows.pop(0)
            continue
        if not (titled or is_line or numbered):
            break
        caption.extend(Paragraph(cell.text, cell.place) for cell in filled)
        rows.pop(0)
    return replace(grid, rows=tuple(rows)), caption


def _notes_and_heading(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[Paragraph]]:
    """What stands between two grids: notes of the one before, then the heading of the one after."""
    last_title = -1
    for index, paragraph in enumerate(paragraphs):
        if is_title(paragraph.text) or _UNIT.search(tidy(paragraph.text)):
            last_title = index
            break
    head = list(paragraphs if last_title < 0 else paragraphs[:last_title])
    notes: list[str] = []
    taken = 0
    for index, paragraph in enumerate(head[:_LOOK_BACK]):
        text = paragraph.text.strip()
        if _NOTE.match(tidy(text)) or (notes and split_ordinal(text)[0] in {2, 3}):
            notes.append(text)
            taken = index + 1
        elif index > 1:
            break
    return notes, list(paragraphs[taken:])[-_LOOK_BACK:]


def _title_line(heading: Sequence[Paragraph]) -> str:
    for paragraph in reversed(heading):
        text = _UNIT.sub("", tidy(paragraph.text)) if _UNIT.search(tidy(paragraph.text)) else paragraph.text
        if is_title(text):
            return text.strip()
    return ""


def _unit_of(heading: Sequence[Paragraph]) -> tuple[Unit | None, str]:
    for paragraph in reversed(heading):
        match = _UNIT.search(tidy(paragraph.text)) or UNIT_IN_BRACKETS.search(tidy(paragraph.text))
        if match:
            return UNITS_BY_TEXT[match.group(1)], match.group(1)
    return None, ""


def _unit_in_header(grid: Grid) -> tuple[Unit | None, str]:
    """The unit that a column's header bears (预算数（单位：万元）), where there is one and no other."""
    texts = [tidy(cell.text) for row in grid.rows[:_HEADER_ROWS] for cell in row]
    found = {match.group(1) for text in texts if (match := UNIT_IN_BRACKETS.search(text))}
    text = found.pop() if len(found) == 1 else ""
    return UNITS_BY_TEXT.get(text), text


def _continues(table: _Open, title: str, notes: list[str], heading: Sequence[Paragraph], grid: Grid) -> bool:
    """Whether a grid goes on with the table before it: no title of its own or the same one, and like columns."""
    if title and key(title) != key(table.title):
        return False
    if notes and not title:
        return False
    before = table.grids[-1]
    if names_no_row(grid) and not names_no_row(before):
        return False
    same_header = bool(grid.rows) and _repeats(_row_key(grid.rows[0]), _row_key(table.grids[0].rows[0]))
    if title:
        return same_header or _width(grid) == _width(before)
    if not heading and not grid.exact:
        return True
    prose = [p for p in heading if len(tidy(p.text)) > 12 and not _HOLDER.match(tidy(p.text))]
    if prose:
        return same_header and len(prose) <= 1
    return same_header or abs(_width(grid) - _width(before)) <= (0 if grid.exact and before.exact else 3)


def names_no_row(grid: Grid) -> bool:
    """Whether a grid with true columns holds amounts in several rows and names none: the columns of some other grid's
    rows, which stand nowhere else."""
    numbers = [row for row in grid.rows if any(parse_number(cell.text) is not None for cell in row)]
    first = grid.rows.index(numbers[0]) if numbers else 0
    named = any(map(str.isalpha, "".join(cell.text for row in grid.rows[first:] for cell in row)))
    return grid.exact and len(numbers) > 2 and not named


def _width(grid: Grid) -> int:
    return max((len(row) for row in grid.rows), default=0)


def _row_key(row: Sequence[GridCell]) -> tuple[str, ...]:
    return tuple(text for cell in row if (text := key(cell.text)))


def _filled(rows: Sequence[Sequence[GridCell]]) -> float:
    """The share of rows with a number."""
    return sum(any(parse_number(cell.text) is not None for cell in row) for row in rows) / max(len(rows), 1)


def _repeats(row: tuple[str, ...], head: tuple[str, ...]) -> bool:
    """Whether a row repeats a header, or as much of it as stands on a page that has not all its columns."""
    return row == head or (_LEAST_REPEATED < len(row) < len(head) and row == head[: len(row)])


def _assemble(table: _Open) -> LaidTable | None:
    first = table.grids[0]
    header = header_height(first.rows)
    rows = [list(row) for row in first.rows]
    head_keys = [_row_key(row) for row in first.rows[:header]]
    filled = _filled(rows[header:]) if len(table.grids) > 1 else 0.0
    for grid in table.grids[1:]:
        skip = 0
        while skip < len(grid.rows) and skip < header and _repeats(_row_key(grid.rows[skip]), head_keys[skip]):
            skip += 1
        numbered = (n for n, row in enumerate(grid.rows[: header + 1]) if is_numbering_row([c.text for c in row]))
        skip = max(skip, 1 + next(numbered, -1))
        if skip < len(grid.rows) and (whole := mended(rows[-1], grid.rows[skip], filled)) is not None:
            rows[-1] = list(whole)
            skip += 1
        rows.extend(list(row) for row in grid.rows[skip:])
    width = max((len(row) for row in rows), default=0)
    if not width:
        return None
    for row in rows:
        row.extend(GridCell("", Place()) for _ in range(width - len(row)))
    return LaidTable(
        table.title,
        table.printed_title,
        table.unit,
        table.unit_text,
        tuple(table.notes),
        tuple(tuple(row) for row in rows),
        header,
        all(grid.exact for grid in table.grids),
        first.place,
        tuple(table.grids),
        tuple(table.blocks),
    )
