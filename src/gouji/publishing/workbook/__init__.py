"""A publication as an Excel workbook: a sheet for each table, numbers as numbers, sums as formulas that a reader can
follow; the texts stand in sheets between them in the order of the document."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gouji.model.publication import Heading, PrintedTable, Publication, PublicationBlock, TextBlock
from gouji.publishing.outline import chinese_date, contents, cover_lines
from gouji.publishing.package import settled
from gouji.publishing.workbook.names import SheetNames
from gouji.publishing.workbook.styles import Styles
from gouji.publishing.workbook.tables import write_table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_COVER = "封面目录"
_HALF = 40
"""Width of each of the two columns that the rows of text take together: a program that shrinks a sheet to the width of
the page can do so only where there is a column to break at."""
_SHOWN_EMS = 38
"""Characters in a line of text."""
_A4 = 9
_LINE, _TALLEST = 20.0, 400.0
_UNDATED = datetime(2000, 1, 1)


def xlsx_bytes(publication: Publication) -> bytes:
    """The workbook; the same publication gives the same bytes. Whatever comes from people is written as text and never
    becomes a formula or a link."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        | {"default_format_properties": {"font_name": "宋体", "font_size": 11}},
    )
    book.set_properties(
        {
            "title": publication.title,
            "author": publication.department,
            "comments": "",
            "created": _created(publication),
        }
    )
    styles = Styles(book)
    runs = list(_runs(publication.blocks))
    names = SheetNames([_COVER])
    titled = [(names.of(_run_name(run)), run) for run in runs]
    sheet_of = {index: name for name, run in titled for index, _ in run}
    _cover(book, styles, publication, sheet_of)
    for name, run in titled:
        sheet = book.add_worksheet(name)
        first = run[0][1]
        if isinstance(first, PrintedTable):
            write_table(sheet, styles, first)
        else:
            _texts(sheet, styles, [block for _, block in run])
    book.close()
    return settled(content.getvalue())


def _runs(blocks: Sequence[PublicationBlock]) -> Iterator[list[tuple[int, PublicationBlock]]]:
    """What stands on one sheet: a table, or the texts between two tables; a part begins a sheet. Headings without any
    text stand in the contents only."""
    texts: list[tuple[int, PublicationBlock]] = []
    for index, block in enumerate(blocks):
        begins = isinstance(block, PrintedTable) or (isinstance(block, Heading) and block.level == 0)
        if begins and any(isinstance(each, TextBlock) for _, each in texts):
            yield texts
        if begins:
            texts = []
        if isinstance(block, PrintedTable):
            yield [(index, block)]
        elif isinstance(block, Heading | TextBlock):
            texts.append((index, block))
    if any(isinstance(each, TextBlock) for _, each in texts):
        yield texts


def _run_name(run: Sequence[tuple[int, PublicationBlock]]) -> str:
    first = run[0][1]
    if isinstance(first, PrintedTable):
        return first.title
    return first.text if isinstance(first, Heading) else "文字说明"


def _cover(book: Workbook, styles: Styles, publication: Publication, sheet_of: dict[int, str]) -> None:
    sheet = book.add_worksheet(_COVER)
    row = 0
    for line in cover_lines(publication):
        _line(sheet, row, line, styles.cover, 44)
        row += 1
    if publication.published_on:
        _line(sheet, row, chinese_date(publication.published_on), styles.date, 24)
        row += 1
    _line(sheet, row + 1, "目录", styles.part, 36)
    row += 2
    for entry in contents(publication):
        target = sheet_of.get(entry.block)
        style = styles.link(entry.level) if target else styles.entry if entry.level == 0 else styles.entry_below
        _line(sheet, row, entry.text, style, 20)
        if target:
            sheet.write_url(row, 0, f"internal:'{target}'!A1", style, entry.text)
        row += 1
    _print_upright(sheet)


def _texts(sheet: Worksheet, styles: Styles, blocks: Sequence[PublicationBlock]) -> None:
    from gouji.publishing.paper import ems

    for row, block in enumerate(blocks):
        if isinstance(block, Heading):
            _line(sheet, row, block.text, styles.heading(block.level), 40 if block.level == 0 else 28)
        elif isinstance(block, TextBlock):
            lines = max(1, -int(-(ems(block.text) + 1) // _SHOWN_EMS))
            style = styles.missing if block.missing else styles.text
            _line(sheet, row, block.text, style, min(lines * _LINE + 4, _TALLEST))
    _print_upright(sheet)


def _line(sheet: Worksheet, row: int, text: str, style: Format, height: float) -> None:
    sheet.set_row(row, height)
    sheet.merge_range(row, 0, row, 1, "", style)
    sheet.write_string(row, 0, text, style)


def _print_upright(sheet: Worksheet) -> None:
    sheet.set_column(0, 1, _HALF)
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")


def _created(publication: Publication) -> datetime:
    try:
        return datetime.fromisoformat(publication.published_on[:10])
    except ValueError:
        return _UNDATED
