"""A note for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking.reports.wording import masked
from gouji.checking.reports.wrapping import wrapped
from gouji.corpus.note import Note, Paragraph, Sheet

_NUMERALS = "一二三四五六七八九十"
_GAP = 2
_NARROWEST = 16


def note_text(note: Note, width: int = 100) -> str:
    """The note in lines of at most ``width`` columns, Chinese characters taking two; a table of many numbers may be
    wider."""
    lines = [note.title, ""]
    lines += [line for subject in note.subjects for line in wrapped(masked(subject), width)]
    for number, section in enumerate(note.sections):
        lines += ["", f"{_NUMERALS[number]}、{section.title}"]
        for block in section.blocks:
            if isinstance(block, Sheet) and block.book_only:
                continue
            if isinstance(block, Sheet):
                lines += ["", *_table(block, width), ""]
            else:
                lines += list(_paragraph(block, width))
    text = "\n".join(line.rstrip() for line in lines)
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.rstrip() + "\n"


def _paragraph(paragraph: Paragraph, width: int) -> Iterator[str]:
    lead = {"plain": "  ", "item": "  · ", "alarm": "  ！"}[paragraph.kind]
    for at, line in enumerate(wrapped(masked(paragraph.text), width - columns(lead))):
        yield (" " * columns(lead) if at else lead) + line


def _table(sheet: Sheet, width: int) -> Iterator[str]:
    """The lines of a table; columns of text give way, down to a few characters, where it is wider than ``width``."""
    shown = len(sheet.header) - sheet.beside
    brief = sheet.brief or len(sheet.rows)
    rows = [sheet.header[:shown], *(row[:shown] for row in sheet.rows[:brief])]
    indents = [0, *(sheet.indents[:brief] or (0,) * (len(rows) - 1))]
    texts = [[masked(cell) for cell in row] for row in rows]
    for row, indent in zip(texts, indents, strict=True):
        row[0] = "  " * indent + row[0]
    widths = _fitted([max(columns(row[at]) for row in texts) for at in range(shown)], sheet, width - 2)
    for number, row in enumerate(texts):
        cells = [
            [cell] if at in sheet.numbers or columns(cell) <= wide else list(wrapped(cell, wide))
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        for line in range(max(map(len, cells))):
            parts = [
                _padded(cell[line] if line < len(cell) else "", wide, at in sheet.numbers)
                for at, (cell, wide) in enumerate(zip(cells, widths, strict=True))
            ]
            yield "  " + (" " * _GAP).join(parts)
        if number == 0:
            yield "  " + "─" * (sum(widths) + _GAP * (len(widths) - 1))
    if len(sheet.rows) > brief:
        yield f"  （另有 {len(sheet.rows) - brief} 行，见网页或工作簿）"


def _fitted(widths: list[int], sheet: Sheet, width: int) -> list[int]:
    """The widths with the widest columns of text narrowed until all fit."""
    spare = width - _GAP * (len(widths) - 1)
    while sum(widths) > spare:
        texts = [at for at in range(len(widths)) if at not in sheet.numbers and widths[at] > _NARROWEST]
        if not texts:
            break
        widest = max(texts, key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _padded(cell: str, width: int, right: bool) -> str:
    room = " " * (width - columns(cell))
    return room + cell if right else cell + room


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    from rich.cells import cell_len

    return cell_len(text)
