"""The form in three formats."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from gouji.publishing.evaluation.form import HEAD, NUMBER, TITLE, WIDTHS, EvaluationForm, FormCell, form_grid
from gouji.publishing.site.markup import lined, text
from gouji.publishing.word import markup
from gouji.publishing.word.styles import set_up_styles

_STYLE = """
body { font: 14px/1.6 "Songti SC", SimSun, "Noto Serif CJK SC", serif; margin: 2rem; color: #000; }
h1 { font-size: 1.35rem; text-align: center; } table { border-collapse: collapse; width: 100%; max-width: 70rem; }
table { margin: 0 auto 2rem; }
td, th { border: 1px solid #404040; padding: .3rem .5rem; vertical-align: middle; text-align: left; }
th { background: #e9eef4; text-align: center; font-weight: 600; }
td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
section { overflow-x: auto; } @media screen { table { min-width: 44rem; } }
@media (max-width: 40rem) { body { margin: 1rem; } }
@media print { body { margin: 0; } section { overflow: visible; } section + section { break-before: page; } }
@page { size: A4 landscape; margin: 15mm; }
"""
_LANDSCAPE = (297, 210)
_MARGIN = 15


def style_policy() -> str:
    """What a Content-Security-Policy must say for the page's own style: its digest."""
    return f"'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"


def as_html(forms: Sequence[EvaluationForm]) -> str:
    """A page that stands alone; a section a form."""
    title = text(forms[0].title if forms else "项目支出绩效自评表")
    sections = "".join(f"<section><h1>{text(form.title)}</h1>{table_markup(form)}</section>" for form in forms)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body>{sections}</body></html>"
    )


def table_markup(form: EvaluationForm) -> str:
    """The form as an HTML table, every text in it escaped."""
    rows: dict[int, list[str]] = {}
    for cell in form_grid(form):
        if cell.kind == TITLE:
            continue
        spans = (f' rowspan="{cell.height}"' if cell.height > 1 else "") + (
            f' colspan="{cell.width}"' if cell.width > 1 else ""
        )
        tag = "th" if cell.kind == HEAD else "td"
        kind = ' class="number"' if cell.kind == NUMBER else ""
        rows.setdefault(cell.row, []).append(f"<{tag}{spans}{kind}>{lined(cell.text)}</{tag}>")
    return "<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for _row, cells in sorted(rows.items())) + "</table>"


def as_xlsx(forms: Sequence[EvaluationForm]) -> bytes:
    """A workbook; a sheet a form."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, "num_format": "@"}
        border = {"border": 1, "border_color": "#404040"}
        styles = {
            TITLE: book.add_format(base | {"font_name": "黑体", "font_size": 16, "align": "center"}),
            HEAD: book.add_format(base | border | {"bold": True, "align": "center", "bg_color": "#E9EEF4"}),
            NUMBER: book.add_format(base | border | {"align": "right", "text_wrap": False}),
            "": book.add_format(base | border),
        }
        for number, form in enumerate(forms, 1):
            sheet = book.add_worksheet(str(number) if len(forms) > 1 else "绩效自评表")
            _write_sheet(sheet, form, styles)
        book.set_properties({"title": forms[0].title if forms else ""})
    return content.getvalue()


def _write_sheet(sheet: Any, form: EvaluationForm, styles: dict[str, Any]) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    heights: dict[int, int] = {}
    for cell in form_grid(form):
        style = styles.get(cell.kind, styles[""])
        if cell.height > 1 or cell.width > 1:
            below, right = cell.row + cell.height - 1, cell.column + cell.width - 1
            sheet.merge_range(cell.row, cell.column, below, right, "", style)
        sheet.write_string(cell.row, cell.column, cell.text, style)
        if cell.height == 1:
            heights[cell.row] = max(heights.get(cell.row, 1), _lines(cell))
    for row, lines in heights.items():
        sheet.set_row(row, 30 if row == 0 else max(18, 14 * lines + 4))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lines(cell: FormCell) -> int:
    """How many lines a text needs in its cell: a Chinese character is two wide."""
    room = sum(WIDTHS[cell.column : cell.column + cell.width]) - 1
    return sum(1 + sum(2 if ord(sign) > 255 else 1 for sign in line) // room for line in cell.text.split("\n"))


def as_docx(forms: Sequence[EvaluationForm]) -> bytes:
    """A Word document; a page a form."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.shared import Mm

    document = Document()
    set_up_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in _LANDSCAPE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    body: Any = document.element.body
    for number, form in enumerate(forms):
        broken = "<w:pageBreakBefore/>" if number else ""
        title = markup.paragraph(markup.run(form.title), "TableTitle", broken)
        for part in (title, _word_table(form), markup.paragraph("", "TableText")):
            declared = part.replace("<w:p>", f"<w:p {markup.DECLARATIONS}>", 1) if part.startswith("<w:p>") else part
            body.insert(len(body) - 1, parse_xml(declared))
    document.core_properties.title = forms[0].title if forms else ""
    document.core_properties.author = ""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _word_table(form: EvaluationForm) -> str:
    whole = markup.twips(_LANDSCAPE[0] - 2 * _MARGIN)
    widths = [whole * width // sum(WIDTHS) for width in WIDTHS]
    cells = [cell for cell in form_grid(form) if cell.kind != TITLE]
    rows: dict[int, dict[int, str]] = {}
    for cell in cells:
        for below in range(cell.height):
            merge = "" if cell.height == 1 else _merged(below)
            rows.setdefault(cell.row + below, {})[cell.column] = _word_cell(
                cell, sum(widths[cell.column : cell.column + cell.width]), merge, shown=below == 0
            )
    lines = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(rows[row][column] for column in sorted(rows[row]))}</w:tr>"
        for row in sorted(rows)
    )
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="404040"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {markup.DECLARATIONS}><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:tblBorders>{edge}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'
    )


def _merged(below: int) -> str:
    return '<w:vMerge w:val="restart"/>' if below == 0 else "<w:vMerge/>"


def _word_cell(cell: FormCell, width: int, merge: str, *, shown: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E9EEF4"/>' if cell.kind == HEAD else ""
    align = {HEAD: "center", NUMBER: "right"}.get(cell.kind, "left")
    content = markup.run(cell.text, "<w:b/>" if cell.kind == HEAD else "") if shown else ""
    paragraph = markup.paragraph(content, "TableText", f'<w:jc w:val="{align}"/>')
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph}</w:tc>"
    )
