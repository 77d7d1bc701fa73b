"""Findings with what was said to them, as a workbook to file."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils import timezone

from gouji.web.base.language import chinese
from gouji.web.review.decisions import Standing, position
from gouji.web.review.models import Document, Finding

_COLUMNS = (
    ("序号", 6),
    ("编号", 8),
    ("级别", 8),
    ("问题", 60),
    ("位置", 40),
    ("处理情况", 16),
    ("理由或意见", 40),
    ("经办人", 14),
    ("批准人", 14),
    ("豁免到期", 12),
)
_LEVELS = {"error": "错误", "warning": "提醒", "notice": "说明"}


@chinese
def opinions_sheet(document: Document, findings: Iterable[Finding]) -> bytes:
    """The workbook. Whatever comes from the document or from people is text, never a formula."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(content, options) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#E7EEF5", "align": "center"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        sheet = book.add_worksheet("处理意见")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, f"{document} 处理意见", title)
        sheet.write_string(1, 0, document.verdict)
        for column, (name, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(3, column, name, head)
        sheet.repeat_rows(3)
        sheet.freeze_panes(4, 0)
        for row, finding in enumerate(findings, 4):
            for column, value in enumerate(_line(finding)):
                sheet.write_string(row, column, value, cell)
    return content.getvalue()


def _line(finding: Finding) -> tuple[str, ...]:
    now = position(finding, timezone.localdate())
    said = now.asked or now.by
    waived = now.by if now.standing in {Standing.WAIVED, Standing.EXPIRED} else None
    comments = [f"{decision.by}：{decision.text}" for decision in finding.decisions.all() if decision.text]
    return (
        str(finding.position),
        finding.code,
        _LEVELS[finding.level],
        finding.message,
        "\n".join(finding.places),
        str(now.standing.label),
        "\n".join(comments),
        str(said.by) if said else "",
        str(waived.by) if waived else "",
        said.expires.isoformat() if said and said.expires else "",
    )
