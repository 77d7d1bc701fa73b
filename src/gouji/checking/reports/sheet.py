"""The reviewer's check sheet (部门预算公开情况检查表) as an Excel workbook fit to be printed and filed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from gouji.checking.findings import Report
from gouji.checking.reports import wording
from gouji.checking.reports.catalogue import Entry
from gouji.checking.reports.checklist import BY_HAND, FAILS, MEETS, check_lines
from gouji.checking.reports.index import DocumentIndex
from gouji.checking.reports.wrapping import wrapped
from gouji.model.disclosure import Disclosure, DocumentInfo
from gouji.model.kinds import KIND_TEXT
from gouji.model.money import parse_number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32000
"""Below Excel's limit of a cell."""
_FONT = {"font_name": "宋体"}
_LINE, _TALLEST = 13.5, 400
"""Heights in points: of a line of text, and of the tallest row, just below Excel's limit."""


def check_sheet(report: Report, disclosure: Disclosure, entries: Sequence[Entry]) -> bytes:
    """The workbook: the check sheet, all findings, the corrections, and the amounts that could not be checked. Whatever
    comes from the document is written as text and never becomes a formula or a link."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": wording.document_heading(report.document) + " 检查表", "comments": "Gouji"})
    index = DocumentIndex(disclosure)
    styles = _Styles.of(book)
    _check_sheet(book, styles, report, index, entries)
    _findings(book, styles, report)
    _corrections(book, styles, report)
    _unchecked(book, styles, report, index)
    book.close()
    return content.getvalue()


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    info: Format
    head: Format
    cell: Format
    centre: Format
    number: Format
    good: Format
    bad: Format

    @classmethod
    def of(cls, book: Workbook) -> _Styles:
        base: dict[str, object] = {
            "border": 1,
            "border_color": "#9AA5B1",
            "text_wrap": True,
            "valign": "vcenter",
            "font_size": 10,
            **_FONT,
        }
        return cls(
            title=book.add_format({**_FONT, "bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
            info=book.add_format({**_FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter"}),
            head=book.add_format(base | {"bold": True, "bg_color": "#E7EEF5", "align": "center"}),
            cell=book.add_format(base),
            centre=book.add_format(base | {"align": "center"}),
            number=book.add_format(base | {"align": "right"}),
            good=book.add_format(base | {"align": "center", "font_color": "#14532D"}),
            bad=book.add_format(
                base | {"align": "center", "bold": True, "font_color": "#A31515", "bg_color": "#FDE5E3"}
            ),
        )


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: float
    style: str = "cell"


def _prepare(sheet: Worksheet, columns: Sequence[_Column], styles: _Styles, *, head_row: int) -> None:
    """Widths, header, and a page set-up that prints on A4 landscape with the header on every page."""
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(head_row, number, column.title, styles.head)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head_row)
    sheet.freeze_panes(head_row + 1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write_row(sheet: Worksheet, row: int, values: Sequence[str], columns: Sequence[_Column], styles: _Styles) -> None:
    height = max(_lines(value, column.width) for value, column in zip(values, columns, strict=True))
    sheet.set_row(row, min(_TALLEST, height * _LINE + 5))
    for number, (value, column) in enumerate(zip(values, columns, strict=True)):
        style = getattr(styles, column.style)
        if value:
            sheet.write_string(row, number, wording.clean(value)[:_LONGEST], style)
        else:
            sheet.write_blank(row, number, None, style)


def _lines(value: str, width: float) -> int:
    """How many lines a text takes in a column. Not every program finds the height of a wrapped row by itself."""
    columns = max(2, int(width) - 1)
    return sum(len(wrapped(line, columns)) for line in wording.clean(value).splitlines()) if value else 1


_CHECKS = (
    _Column("序号", 5, "centre"),
    _Column("检查项目", 11, "centre"),
    _Column("检查内容", 28),
    _Column("是否符合", 9, "centre"),
    _Column("发现的问题", 46),
    _Column("位置", 28),
    _Column("依据", 18),
)


def _check_sheet(
    book: Workbook, styles: _Styles, report: Report, index: DocumentIndex, entries: Sequence[Entry]
) -> None:
    sheet = book.add_worksheet("检查表")
    last = len(_CHECKS) - 1
    sheet.merge_range(0, 0, 0, last, "", styles.title)
    sheet.write_string(0, 0, _sheet_title(report.document), styles.title)
    sheet.set_row(0, 30)
    for row, information in enumerate(_information(report), 1):
        sheet.merge_range(row, 0, row, last, "", styles.info)
        sheet.write_string(row, 0, information, styles.info)
        sheet.set_row(row, 18)
    head_row = 1 + len(_information(report))
    _prepare(sheet, _CHECKS, styles, head_row=head_row)
    row = head_row
    for row, line in enumerate(check_lines(report, index, entries), head_row + 1):
        values = (str(row - head_row), line.item, line.content, line.outcome, line.problem, line.place, line.basis)
        _write_row(sheet, row, values, _CHECKS, styles)
        if line.outcome in (FAILS, MEETS):
            sheet.write_string(row, 3, line.outcome, styles.bad if line.outcome == FAILS else styles.good)
        elif line.outcome == BY_HAND:
            sheet.write_blank(row, 3, None, styles.centre)
    sheet.autofilter(head_row, 0, row, last)
    sheet.merge_range(row + 2, 0, row + 2, last, "", styles.info)
    sheet.write_string(
        row + 2,
        0,
        "检查人：　　　　　　　　　　复核人：　　　　　　　　　　检查日期：　　　　年　　月　　日",
        styles.info,
    )
    sheet.set_row(row + 2, 24)


def _sheet_title(document: DocumentInfo) -> str:
    return f"部门{KIND_TEXT.get(document.kind, '预算')}公开情况检查表"


def _information(report: Report) -> list[str]:
    document = report.document
    known = (
        f"部门（单位）：{wording.masked(document.department) or '未识别'}",
        f"年度：{document.year}" if document.year else "年度：未识别",
        f"文件：{wording.clean(document.source.file)}" if document.source.file else "",
    )
    return [
        "　　".join(part for part in known if part),
        f"可证金额　{wording.share_text(report.tables)}{wording.zeros_text(report.tables)}",
        f"结论　{wording.verdict(report)}",
    ]


_FINDINGS = (
    *(_Column("序号", 5, "centre"), _Column("级别", 7, "centre"), _Column("编号", 8, "centre"), _Column("问题", 46)),
    *(_Column("位置", 34), _Column("数值", 14), _Column("相差", 12, "number"), _Column("应为", 14, "number")),
    _Column("依据", 18),
)


def _findings(book: Workbook, styles: _Styles, report: Report) -> None:
    sheet = book.add_worksheet("问题清单")
    _prepare(sheet, _FINDINGS, styles, head_row=0)
    ordered = sorted(report.findings, key=lambda finding: wording.LEVELS.index(finding.level))
    for row, finding in enumerate(ordered, 1):
        values = (
            str(row),
            finding.level.text,
            finding.code,
            wording.masked(finding.message),
            "\n".join(wording.place_text(at, longest=40) for at in wording.places_of(finding)),
            "\n".join(wording.value_text(finding, value) for value in finding.values),
            wording.grouped(finding.difference or ""),
            wording.value_text(finding, finding.expected or ""),
            finding.basis or "",
        )
        _write_row(sheet, row, values, _FINDINGS, styles)
    _nothing(sheet, styles, "没有发现问题。" if not ordered else "")
    sheet.autofilter(0, 0, max(1, len(ordered)), len(_FINDINGS) - 1)


_CORRECTIONS = (
    *(_Column("序号", 5, "centre"), _Column("表（章节）", 32), _Column("行（句）", 44), _Column("列", 26)),
    *(_Column("位置", 14, "centre"), _Column("印为", 16, "number"), _Column("应为", 16, "number")),
    _Column("应增减", 14, "number"),
)


def _corrections(book: Workbook, styles: _Styles, report: Report) -> None:
    sheet = book.add_worksheet("建议更正")
    _prepare(sheet, _CORRECTIONS, styles, head_row=0)
    for row, correction in enumerate(report.corrections, 1):
        at = correction.at
        values = (
            *(str(row), wording.masked(at.table), wording.masked(at.row), wording.masked(at.column)),
            wording.position_text(at.place),
            *(wording.grouped(correction.printed), wording.grouped(correction.expected)),
            _change(correction.printed, correction.expected),
        )
        _write_row(sheet, row, values, _CORRECTIONS, styles)
    _nothing(sheet, styles, "没有建议更正的数。" if not report.corrections else "")


def _change(printed: str, expected: str) -> str:
    """How much is to be added or taken away; empty where either is no plain number."""
    before, after = parse_number(printed), parse_number(expected)
    return "" if before is None or after is None else f"{Decimal(after) - Decimal(before):+,}"


_UNCHECKED = (
    *(_Column("序号", 5, "centre"), _Column("表（章节）", 32), _Column("行（句）", 50), _Column("列", 28)),
    *(_Column("位置", 14, "centre"), _Column("印刷数", 18, "number"), _Column("未核对的原因", 44)),
)


def _unchecked(book: Workbook, styles: _Styles, report: Report, index: DocumentIndex) -> None:
    sheet = book.add_worksheet("未核对")
    _prepare(sheet, _UNCHECKED, styles, head_row=0)
    for row, (identifier, reason) in enumerate(report.remaining, 1):
        at = index.place_of(identifier)
        named = (at.table, at.row, at.column, wording.position_text(at.place)) if at else (identifier, "", "", "")
        values = (str(row), *map(wording.masked, named), wording.masked(index.printed(identifier)), reason)
        _write_row(sheet, row, values, _UNCHECKED, styles)
    empty = "" if report.remaining else "没有未核对的金额。"
    if not report.remaining and report.tables.unchecked + report.statements.unchecked:
        empty = "有未核对的金额，但没有逐个列出。"
    _nothing(sheet, styles, empty)
    sheet.autofilter(0, 0, max(1, len(report.remaining)), len(_UNCHECKED) - 1)


def _nothing(sheet: Worksheet, styles: _Styles, sentence: str) -> None:
    if sentence:
        sheet.write_string(1, 1, sentence, styles.info)
