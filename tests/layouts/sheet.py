"""What is printed: paragraphs and tables with true headers, and the forms of them (blocks, HTML, DOCX, XLSX, text)."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Place, SourceFile
from gouji.model.money import Unit, amount_of_fen
from gouji.reading.source import Block, Grid, GridCell, Paragraph, Source
from tests.layouts.book import Book


@dataclass(frozen=True, slots=True)
class Style:
    """How amounts are printed."""

    unit: Unit = Unit.TEN_THOUSAND_YUAN
    decimals: int = 2
    grouped: bool = True
    zero: str = ""

    def text(self, fen: int) -> str:
        """An amount as printed."""
        amount = amount_of_fen(fen, self.unit, self.decimals)
        if amount.is_zero:
            return self.zero
        return f"{amount.value:,}" if self.grouped else amount.text


class Number(str):
    """A printed amount, as against any other text of a table."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A table as printed: header rows with their spans, a body of equal width, what stands above and below."""

    title: str
    above: tuple[str, ...]
    header: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()
    spans: tuple[tuple[int, int, int, int], ...] = ()
    """(row, column, rowspan, colspan) of merged body cells."""

    @property
    def numbers(self) -> list[Number]:
        """Its printed amounts."""
        return [text for row in self.body for text in row if isinstance(text, Number)]


@dataclass
class Document:
    """A document under construction."""

    title: str
    style: Style
    blocks: list[str | Spread] = field(default_factory=list)
    revenue: int = 0
    expenditure: int = 0

    def say(self, *texts: str) -> None:
        """Print paragraphs."""
        self.blocks.extend(texts)

    def add(self, spread: Spread) -> None:
        """Print a table."""
        self.blocks.append(spread)

    @property
    def tables(self) -> list[Spread]:
        """All tables."""
        return [block for block in self.blocks if isinstance(block, Spread)]


At = Coordinates | None
Reckon = Callable[[Coordinates], str]


@dataclass(frozen=True, slots=True)
class Col:
    """An amount column: header path and restriction (None: always empty), or how its text is reckoned."""

    path: tuple[str, ...]
    at: At = Coordinates()
    reckon: Reckon | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the texts before its amounts and its restriction (None: no amounts)."""

    lead: tuple[str, ...]
    at: At = Coordinates()


def filled(book: Book, style: Style, lines: Sequence[Line], columns: Sequence[Col]) -> list[tuple[str, ...]]:
    """The body rows of lines and columns."""
    rows: list[tuple[str, ...]] = []
    for line in lines:
        fields: list[str] = list(line.lead)
        for column in columns:
            fields.append(_field(book, style, line.at, column))
        rows.append(tuple(fields))
    return rows


def _field(book: Book, style: Style, at: At, column: Col) -> str:
    if at is None or (column.at is None and column.reckon is None):
        return ""
    if column.reckon is not None:
        return column.reckon(at)
    assert column.at is not None
    joined = at.joined(column.at)
    if joined is None:
        return ""
    text = style.text(book.amount(joined))
    return Number(text) if text and text != style.zero else text


def header(paths: Sequence[tuple[str, ...]], numbering: Sequence[str] = ()) -> tuple[tuple[GridCell, ...], ...]:
    """Header rows of column paths, equal neighbours merged across and short paths down."""
    depth = max(map(len, paths))
    grid: list[list[GridCell]] = []
    for level in range(depth):
        row: list[GridCell] = []
        for index, path in enumerate(paths):
            if level >= len(path):
                row.append(GridCell("", covered=True))
                continue
            same = index and paths[index - 1][: level + 1] == path[: level + 1] and len(path) > level + 1
            if same:
                row.append(GridCell("", covered=True))
                continue
            wide = 1
            while (
                len(path) > level + 1
                and index + wide < len(paths)
                and paths[index + wide][: level + 1] == path[: level + 1]
                and len(paths[index + wide]) > level + 1
            ):
                wide += 1
            high = depth - level if level == len(path) - 1 else 1
            row.append(GridCell(path[level], rowspan=high, colspan=wide))
        grid.append(row)
    if numbering:
        grid.append([GridCell(text) for text in numbering])
    return tuple(tuple(row) for row in grid)


def source(document: Document) -> Source:
    """The document as the blocks a perfect source reader gives."""
    blocks: list[Block] = []
    line = 0
    for block in document.blocks:
        line += 1
        if isinstance(block, str):
            blocks.append(Paragraph(block, Place(line=line)))
            continue
        blocks.append(Paragraph(block.title, Place(line=line)))
        blocks.extend(Paragraph(text, Place(line=line)) for text in block.above)
        rows = [*block.header, *body_cells(block)]
        placed = []
        for row in rows:
            line += 1
            placed.append(tuple(GridCell(c.text, Place(line=line), c.rowspan, c.colspan, c.covered) for c in row))
        blocks.append(Grid(tuple(placed), Place(line=line), True))
        blocks.extend(Paragraph(text, Place(line=line)) for text in block.below)
    return Source(SourceFile("printed", "0" * 64, "html"), tuple(blocks))


def body_cells(block: Spread) -> list[tuple[GridCell, ...]]:
    grid = [[GridCell(text) for text in row] for row in block.body]
    for row, column, high, wide in block.spans:
        for r in range(row, row + high):
            for c in range(column, column + wide):
                grid[r][c] = GridCell("", covered=True)
        grid[row][column] = GridCell(block.body[row][column], rowspan=high, colspan=wide)
    return [tuple(row) for row in grid]


def recognised(document: Document) -> str:
    """The document as recognised text: fields apart by tabs, merged headers printed once."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, str):
            parts.append(block)
            continue
        rows = ["\t".join(cell.text for cell in row) for row in block.header]
        rows += ["\t".join(row) for row in block.body]
        parts += [block.title, *block.above, "\n".join(rows), *block.below]
    return "\n\n".join(parts) + "\n"


def web_page(document: Document, *, style: str = "") -> str:
    """The document as HTML."""
    parts = [f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title><style>{style}</style></head><body>"]
    for block in document.blocks:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
            continue
        parts.append(f"<div class='sheet'><h3>{html.escape(block.title)}</h3>")
        parts.extend(f"<p class='unit'>{html.escape(text)}</p>" for text in block.above)
        parts.append("<table><thead>")
        parts.extend(_row(row) for row in block.header)
        parts.append("</thead><tbody>")
        parts.extend(_row(row) for row in body_cells(block))
        parts.append("</tbody></table>")
        parts.extend(f"<p>{html.escape(text)}</p>" for text in block.below)
        parts.append("</div>")
    return "".join(parts) + "</body></html>"


def _row(row: Sequence[GridCell]) -> str:
    cells = []
    for cell in row:
        if cell.covered:
            continue
        text = html.escape(cell.text).replace("　", "&#12288;").replace("  ", "&nbsp;&nbsp;")
        kind = " class='n'" if cell.text[:1].isdigit() and "." in cell.text else ""
        cells.append(f"<td{kind} rowspan={cell.rowspan} colspan={cell.colspan}>{text}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def word_file(document: Document, path: Path, *, ruled: bool = True) -> None:
    """The document as DOCX; wide tables on their side in small print, with or without rules, headers repeated."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    file = docx.Document()
    normal = file.styles["Normal"]
    normal.font.name = "Noto Serif CJK SC"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    section = file.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin = section.right_margin = Cm(1.5)
    normal.paragraph_format.space_after = Pt(2)
    for block in document.blocks:
        if isinstance(block, str):
            file.add_paragraph(block)
            continue
        title = file.add_paragraph(block.title)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.page_break_before = True
        for text in block.above:
            file.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        rows = [*block.header, *body_cells(block)]
        width = max(map(len, rows))
        size = Pt(9 if width < 9 else 7 if width < 14 else 5)
        table = file.add_table(rows=len(rows), cols=width)
        if ruled:
            table.style = "Table Grid"
        for r, row in enumerate(rows):
            if r < len(block.header):
                properties = table.rows[r]._tr.get_or_add_trPr()
                properties.append(properties.makeelement(qn("w:tblHeader"), {}))
            for c, cell in enumerate(row):
                if cell.covered:
                    continue
                at = table.cell(r, c)
                if cell.rowspan > 1 or cell.colspan > 1:
                    at = at.merge(table.cell(r + cell.rowspan - 1, c + cell.colspan - 1))
                paragraph = at.paragraphs[0]
                run = paragraph.add_run(cell.text)
                run.font.size = size
                paragraph.paragraph_format.space_after = Pt(0)
                if r < len(block.header):
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                elif isinstance(block.body[r - len(block.header)][c], Number):
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for text in block.below:
            file.add_paragraph(text)
    file.save(str(path))


def workbook_file(document: Document, path: Path, *, ruled: bool = True, fit: bool = True) -> None:
    """The tables of the document as XLSX, a sheet each; the amounts are numbers with a format. ``fit``: each prints one
    page wide, else what does not fit goes to further pages."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    decimals = document.style.decimals
    border = {"border": 1 if ruled else 0, "font_size": 9}
    form = "0" + ("." + "0" * decimals if decimals else "")
    money = book.add_format({"num_format": ("#,##" if document.style.grouped else "") + form, **border})
    word = book.add_format({"text_wrap": True, **border})
    head = book.add_format({"text_wrap": True, "align": "center", "valign": "vcenter", **border})
    name = book.add_format({"align": "center", "font_size": 14})
    cover = book.add_worksheet("封面")
    cover.set_column(0, 0, 90)
    cover.set_paper(9)
    first = next(n for n, block in enumerate(document.blocks) if not isinstance(block, str))
    for number, text in enumerate(str(block) for block in document.blocks[:first]):
        cover.write_string(number, 0, text, word)
    for number, block in enumerate(document.tables, 1):
        sheet = book.add_worksheet(f"{number:02d}")
        width = len(block.body[0])
        sheet.set_landscape()
        sheet.set_paper(9)
        if fit:
            sheet.fit_to_pages(1, 0)
        wide = [
            min(max(max(len(r[c]) * (1 if isinstance(r[c], Number) else 2) for r in block.body) + 1, 7), 36)
            for c in range(width)
        ]
        for column in range(width):
            sheet.set_column(column, column, wide[column])
        sheet.merge_range(0, 0, 0, width - 1, block.title, name)
        for line, text in enumerate(block.above, 1):
            sheet.merge_range(line, 0, line, width - 1, text)
        top = 1 + len(block.above)
        for row_number in range(top, top + len(block.header)):
            sheet.set_row(row_number, 40)
        sheet.repeat_rows(top, top + len(block.header) - 1)
        for r, row in enumerate([*block.header, *body_cells(block)], top):
            inside = r - top - len(block.header)
            lines = max(-(-2 * len(cell.text) // wide[c]) for c, cell in enumerate(row) if not cell.covered)
            if inside >= 0 and lines > 1:
                sheet.set_row(r, 12.0 * lines + 3)
            for c, cell in enumerate(row):
                if cell.covered:
                    continue
                form_ = head if inside < 0 else word
                if cell.rowspan > 1 or cell.colspan > 1:
                    sheet.merge_range(r, c, r + cell.rowspan - 1, c + cell.colspan - 1, cell.text, form_)
                elif inside >= 0 and (
                    isinstance(block.body[inside][c], Number) or cell.text == document.style.zero == "0.00"
                ):
                    sheet.write_number(r, c, float(cell.text.replace(",", "")), money)
                else:
                    sheet.write_string(r, c, cell.text, form_)
        for line, text in enumerate(block.below, top + len(block.header) + len(block.body)):
            sheet.write_string(line, 0, text)
    book.close()
