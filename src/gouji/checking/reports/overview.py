"""One page over the reports of many documents: which to open first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from gouji.checking.findings import Level, Report
from gouji.checking.reports import markup, wording
from gouji.checking.reports.markup import text


@dataclass(frozen=True, slots=True)
class Line:
    """A document of the overview. ``page`` is the name of its report beside the overview; ``permille`` of its amounts
    are proved, None where nothing could be checked. A ``failure`` is why there is no report."""

    name: str
    page: str = ""
    title: str = ""
    department: str = ""
    year: int | None = None
    permille: int | None = None
    errors: int = 0
    warnings: int = 0
    unchecked: int = 0
    outcome: str = ""
    failure: str = ""


def line_of(report: Report, name: str, page: str) -> Line:
    """The line of a report."""
    return Line(
        name=name,
        page=page,
        title=wording.document_heading(report.document),
        department=report.document.department,
        year=report.document.year,
        permille=None if wording.checked_nothing(report) else wording.permille_proved(report.tables),
        errors=report.count(Level.ERROR),
        warnings=report.count(Level.WARNING),
        unchecked=report.tables.unchecked,
        outcome=wording.verdict(report),
    )


def failed_line(name: str, message: str) -> Line:
    """The line of a file that could not be read."""
    return Line(name=name, failure=message)


def overview_page(lines: Sequence[Line]) -> str:
    """The overview: those that could not be read first, then by errors; a click on a heading sorts otherwise."""
    ordered = sorted(lines, key=lambda line: (not line.failure, line.permille is not None, -line.errors, line.name))
    clean = sum(not line.failure and line.permille is not None and not line.errors for line in lines)
    wrong = sum(line.errors > 0 and line.permille is not None for line in lines)
    unread = sum(bool(line.failure) for line in lines)
    unchecked = sum(not line.failure and line.permille is None for line in lines)
    tiles = "".join(
        f'<div class="tile {kind}"><b>{number}</b><span>{what}</span></div>'
        for kind, number, what in (
            ("", len(lines), "份文件"),
            ("", clean, "份未发现错误"),
            ("error", wrong, "份有错误"),
            ("warning", unchecked, "份未能核对"),
            ("warning", unread, "份无法识读"),
        )
    )
    heads = ("文件", "部门", "年度", "可证金额", "错误", "提醒", "未核对", "结论")
    body = [
        f'<header><p class="kind">勾稽核对报告</p><h1>汇总</h1></header><div class="layout single"><main>'
        f'<section id="figures"><div class="tiles">{tiles}</div></section>'
        '<section><div class="scroll"><table class="plain sortable"><thead><tr>',
        "".join(f'<th scope="col">{head}</th>' for head in heads),
        "</tr></thead><tbody>",
        *(_row(line) for line in ordered),
        "</tbody></table></div></section></main></div>",
    ]
    return markup.document("勾稽核对汇总", body, styles=("page.css",), scripts=("overview.js",))


def _row(line: Line) -> str:
    if line.failure:
        return f'<tr><td>{text(line.name)}</td><td></td><td></td><td class="d">无法识读</td>' + (
            f"<td></td><td></td><td></td><td>{text(line.failure)}</td></tr>"
        )
    share = "未能核对" if line.permille is None else wording.percent_text(line.permille)
    key = -1 if line.permille is None else line.permille
    return (
        f'<tr><td><a href="{text(quote(line.page))}">{text(line.title)}</a><br><small>{text(line.name)}</small></td>'
        f"<td>{text(line.department)}</td><td>{line.year or ''}</td>"
        f'<td class="n" data-key="{key}">{share}</td><td class="n{" d" if line.errors else ""}">{line.errors}</td>'
        f'<td class="n">{line.warnings}</td><td class="n">{line.unchecked}</td><td>{text(line.outcome)}</td></tr>'
    )
