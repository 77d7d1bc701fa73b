"""A note for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checking.reports.wording import masked
from gouji.checking.reports.wrapping import wrapped
from gouji.corpus.note import Note, Paragraph, Sheet

_NUMERALS = "一二三四五六七八九十"
_GAP = 2


def note_text(note: Note, width: int = 100) -> str:
    """The note in lines of at most ``width`` columns, Chinese characters taking two; tables may be wider."""
    lines = [note.title, ""]
    lines += [line for subject in note.subjects for line in wrapped(masked(subject), width)]
    for number, section in enumerate(note.sections):
        lines += ["", f"{_NUMERALS[number]}、{section.title}"]
        for block in section.blocks:
            if isinstance(block, Sheet):
                lines += ["", *_table(block), ""]
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


def _table(sheet: Sheet) -> Iterator[str]:
    rows = [sheet.header, *sheet.rows]
    indents = [0, *(sheet.indents or (0,) * len(sheet.rows))]
    texts = [[masked(cell) for cell in row] for row in rows]
    for row, indent in zip(texts, indents, strict=True):
        row[0] = "  " * indent + row[0]
    widths = [max(columns(row[at]) for row in texts) for at in range(len(sheet.header))]
    for number, texts_of_row in enumerate(texts):
        cells = [
            " " * (width - columns(cell)) + cell if at in sheet.numbers else cell + " " * (width - columns(cell))
            for at, (cell, width) in enumerate(zip(texts_of_row, widths, strict=True))
        ]
        yield "  " + (" " * _GAP).join(cells)
        if number == 0:
            yield "  " + "─" * (sum(widths) + _GAP * (len(widths) - 1))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    from rich.cells import cell_len

    return cell_len(text)
