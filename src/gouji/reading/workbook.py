"""What was read, as an Excel workbook for people: amounts, sentences, projects, indicators, problems."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gouji.model.money import Amount, parse_number
from gouji.reading.export import ReadDocument, amount_rows, claimed

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_EVIDENCE = {"proved": "已证实", "disputed": "有矛盾", "unchecked": "未核对"}
_SIDES = {"revenue": "收入", "expenditure": "支出"}
_LEVELS = {"error": "错误", "warning": "提醒", "notice": "说明"}
_LONGEST = 32767
"""Excel's limit of a cell."""

_AMOUNTS = (
    *(("文件", "file", 24), ("部门", "department", 22), ("表", "table", 26), ("行", "row", 30), ("列", "column", 24)),
    *(
        ("数值", "value", 16),
        ("单位", "unit", 7),
        ("年度", "year", 7),
        ("收支", "side", 7),
        ("功能分类", "function", 10),
    ),
    *(("经济分类", "economic", 10), ("用途", "use", 15), ("资金来源", "fund", 22), ("来源年度", "origin", 12)),
    *(("预算单位", "budget_unit", 22), ("项目", "project", 26), ("其他坐标", "item", 22), ("页", "page", 6)),
    *(("文本行", "line", 7), ("核对结果", "evidence", 10), ("识读修复", "repaired", 9), ("印刷原文", "printed", 16)),
)


def workbook(documents: Sequence[ReadDocument]) -> bytes:
    """The workbook; amounts are numbers with the digits they were printed with, a text is text and never a formula."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    book = Workbook(
        content,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    _sheet(book, "金额", [(title, width) for title, _, width in _AMOUNTS], map(_amount_row, amount_rows(documents)))
    for name, (columns, rows_of) in _OTHER_SHEETS.items():
        _sheet(book, name, _columns(columns), (row for document in documents for row in rows_of(document)))
    book.close()
    return content.getvalue()


def _columns(text: str) -> list[tuple[str, int]]:
    return [(title, int(width)) for title, width in (column.rsplit(" ", 1) for column in text.split(","))]


def _sheet(book: Workbook, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E7EEF5", "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    formats: dict[int, Format] = {}
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, Amount):
                decimals = min(value.decimals, 6)
                if decimals not in formats:
                    point = "." + "0" * decimals if decimals else ""
                    formats[decimals] = book.add_format({"num_format": f"#,##0{point}"})
                sheet.write_number(last, column, value.value, formats[decimals])
            elif isinstance(value, int | Decimal) and not isinstance(value, bool):
                sheet.write_number(last, column, value)
            elif value not in (None, ""):
                sheet.write_string(last, column, str(value)[:_LONGEST])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _amount_row(row: dict[str, Any]) -> list[Any]:
    shown = row | {
        "side": _SIDES.get(row["side"], row["side"]),
        "evidence": _EVIDENCE[row["evidence"]],
        "repaired": "是" if row["repaired"] else None,
        "value": None if row["value"] is None else _number(row["value"]),
    }
    return [shown[name] for _, name, _ in _AMOUNTS]


def _number(text: str) -> Amount | str:
    """The amount for its digits alone (its unit plays no part in a sheet)."""
    from gouji.model.money import Unit

    # Excel keeps 15 digits; a longer number would change, so it stays text.
    return Amount(text, Unit.YUAN) if len(text.strip("-").replace(".", "").lstrip("0")) <= 15 else text


def _shown(amount: Amount | None) -> tuple[Amount | str | None, str | None]:
    return (_number(amount.text), amount.unit.text) if amount else (None, None)


_KINDS = {"amount": "金额", "change": "增减", "share": "占比", "sum": "合计", "count": "个数"}
_DIRECTIONS = {"increase": "增加", "decrease": "减少", "none": "持平"}


def _statement_rows(document: ReadDocument) -> Iterable[list[Any]]:
    for statement in document.disclosure.statements:
        number = parse_number((statement.percent or "").rstrip("%％"))
        yield [
            document.disclosure.document.source.file,
            statement.section,
            statement.subject,
            _KINDS.get(statement.kind, statement.kind),
            *_shown(statement.amount),
            Decimal(number) if number else statement.percent,
            _DIRECTIONS.get(statement.direction or "", statement.direction),
            statement.count,
            _EVIDENCE[claimed(document.evidence.get(statement.id))],
            statement.place.page,
            statement.sentence,
        ]


def _project_rows(document: ReadDocument) -> Iterable[list[Any]]:
    file = document.disclosure.document.source.file
    for project in document.disclosure.projects:
        inferred = "、".join(_FIELD_NAMES.get(name, name) for name in sorted(project.inferred))
        known = (project.type, project.level1, project.name, project.unit)
        yield [file, *known, *_shown(project.amount), project.place.page, inferred]


_FIELD_NAMES = {"type": "类型", "level1": "一级项目", "name": "项目", "unit": "单位", "amount": "金额"}


def _indicator_rows(document: ReadDocument) -> Iterable[list[Any]]:
    file = document.disclosure.document.source.file
    for target in document.disclosure.targets:
        for indicator in target.indicators:
            yield [
                *(file, target.unit, target.project, _shown(target.amount)[0]),
                *(indicator.level1, indicator.level2, indicator.name, indicator.explanation, indicator.value),
                *(indicator.operator, indicator.number, indicator.measure, indicator.weight, indicator.interim_value),
                target.objective,
            ]


def _problem_rows(document: ReadDocument) -> Iterable[list[Any]]:
    file = document.disclosure.document.source.file
    for problem in document.disclosure.problems:
        yield [file, _LEVELS.get(problem.level, problem.level), problem.table, problem.place.page, problem.message]


_OTHER_SHEETS = {
    "文字说明": (
        "文件 24,章节 26,所述 24,类型 8,数值 16,单位 7,比例% 9,增减 8,个数 10,核对结果 10,页 6,原句 80",
        _statement_rows,
    ),
    "项目": ("文件 24,类型 16,一级项目 26,项目 36,单位 24,金额 16,金额单位 9,页 6,推断得出 16", _project_rows),
    "绩效指标": (
        "文件 24,单位 24,项目 32,金额 14,一级指标 12,二级指标 14,三级指标 30,说明 30,指标值 16,符号 6,数 10,"
        "计量单位 10,权重 8,中期值 12,年度目标 60",
        _indicator_rows,
    ),
    "识读问题": ("文件 24,级别 8,表 26,页 6,问题 90", _problem_rows),
}
"""Title → columns with their widths, and the rows of a document."""
