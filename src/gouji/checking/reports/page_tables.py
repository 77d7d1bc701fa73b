"""The document's own tables and sentences in a page, each amount marked with its evidence."""

from __future__ import annotations

from itertools import groupby

from gouji.checking.reports.headers import merged_header
from gouji.checking.reports.index import statement_text
from gouji.checking.reports.marks import marked
from gouji.checking.reports.markup import text
from gouji.checking.reports.numbering import Mark, PageContext, marks
from gouji.checking.reports.page_targets import width_class
from gouji.checking.reports.wording import position_text
from gouji.model.disclosure import Cell, Statement, Table

_LONGEST = 110


def tables_section(context: PageContext) -> list[str]:
    """All tables, each under its title with the findings about it."""
    tables = context.disclosure.tables
    if not tables:
        return []
    links = "".join(
        f'<li><a href="#t{table.index}">{text(_title(table))}</a>{_tally(context, table)}</li>' for table in tables
    )
    return [
        '<section id="tables"><h2>文件中的表</h2>',
        LEGEND,
        f'<nav aria-label="表的目录"><ol class="contents">{links}</ol></nav>',
        *(_table(context, table) for table in tables),
        "</section>",
    ]


LEGEND = (
    '<p class="legend"><span class="p">1,234.00</span> 已证实'
    '<span class="d">1,234.00</span> 有矛盾'
    '<span class="u">1,234.00</span> 未核对'
    '<span class="z">0.00</span> 零值'
    '<span class="hint">点选金额（或用方向键移动）查看与它相关的勾稽关系</span></p>'
)


def _title(table: Table) -> str:
    return table.title or table.printed_title or f"表 {table.index + 1}"


def _tally(context: PageContext, table: Table) -> str:
    counted = [context.evidence(cell.id) for cell in table.cells]
    marks = [f'<span class="d">{counted.count("disputed")}</span>'] if "disputed" in counted else []
    if "unchecked" in counted:
        marks.append(f'<span class="u">{counted.count("unchecked")}</span>')
    return " " + "".join(marks) if marks else ""


def _table(context: PageContext, table: Table) -> str:
    where = [position_text(table.place), f"单位：{table.unit_text}" if table.unit_text else ""]
    lines = [
        f'<section class="table" id="t{table.index}"><h3>{text(_title(table))}</h3>',
        f'<p class="meta">{text(" · ".join(part for part in where if part))}</p>',
        _beside(context, context.findings_of_tables.get(table.index, [])),
        f'<div class="scroll" tabindex="0" role="region" aria-label="{text(_title(table))}"><table>',
        *_head(table),
        *_body(context, table),
        "</table></div>",
        *(f'<p class="note">{text(note)}</p>' for note in table.notes),
        "</section>",
    ]
    return "\n".join(line for line in lines if line)


def _beside(context: PageContext, numbers: list[int]) -> str:
    """The findings about one table, in short, where a reader of the table sees them."""
    items = []
    for number in numbers:
        finding = context.findings[number - 1]
        items.append(
            f'<li class="{finding.level.value}"><a href="#f{number}">{finding.level.text} {number}</a> '
            f"{text(finding.message if len(finding.message) <= _LONGEST else finding.message[:_LONGEST] + '…')}</li>"
        )
    return f'<ul class="beside">{"".join(items)}</ul>' if items else ""


def _head(table: Table) -> list[str]:
    if not table.header_rows:
        return []
    lines = ["<thead>"]
    for row in merged_header(table.grid, table.header_rows):
        cells = []
        for cell in row:
            spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            name, scope = ("th", ' scope="col"') if cell.text.strip() else ("td", "")
            cells.append(f"<{name}{scope}{spans}>{text(cell.text)}</{name}>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return [*lines, "</thead>"]


def _body(context: PageContext, table: Table) -> list[str]:
    printed: dict[tuple[int, int], list[Cell]] = {}
    for cell in table.cells:
        printed.setdefault((cell.grid_row, cell.grid_column), []).append(cell)
    totals = _total_rows(table)
    width = max((len(row) for row in table.grid), default=0)
    lines = ["<tbody>"]
    for number, row in enumerate(table.grid[table.header_rows :], table.header_rows):
        cells = [
            _amount(context, at, content)
            if (at := printed.get((number, column)))
            else f"<td{width_class(content)}>{text(content)}</td>"
            for column, content in enumerate(row)
        ]
        cells += ["<td></td>"] * (width - len(row))
        lines.append(f"<tr{' class=total' if number in totals else ''}>{''.join(cells)}</tr>")
    return [*lines, "</tbody>"]


def _total_rows(table: Table) -> set[int]:
    rows = set()
    for panel in table.panels:
        totals = {head.index for head in panel.rows if head.is_total}
        rows |= {cell.grid_row for cell in panel.cells if cell.row in totals}
    return rows


def _amount(context: PageContext, cells: list[Cell], content: str) -> str:
    repaired = ' title="识读时修复"' if any(cell.repaired for cell in cells) else ""
    return marked(context, [cell.id for cell in cells], content, element="td", also=repaired)


# sentences


def narrative_section(context: PageContext) -> list[str]:
    """The sentences that state figures, or that a finding is about, under their headings."""
    if not context.sentences:
        return []
    lines = ['<section id="narrative"><h2>文字说明中的数字</h2>']
    for section, pairs in groupby(context.sentences, key=lambda pair: pair[0]):
        lines.append(f"<h3>{text(section or '正文')}</h3>")
        lines += [_sentence(context, pair, context.statements[pair]) for pair in pairs]
    return [*lines, "</section>"]


def _sentence(context: PageContext, pair: tuple[str, str], statements: list[Statement]) -> str:
    sentence, pieces, at = pair[1], [], 0
    for mark in marks(statements):
        if mark.end:
            pieces += [text(sentence[at : mark.start]), _mark(context, mark, sentence[mark.start : mark.end])]
            at = mark.end
        else:
            pieces += [text(sentence[at:]), " ", _mark(context, mark, statement_text(mark.statements[0]) or "＊")]
            at = len(sentence)
    pieces.append(text(sentence[at:]))
    place = next((position_text(item.place) for item in statements), "")
    numbers = [
        number
        for number, finding in enumerate(context.findings, 1)
        if any((at.table, at.row) == pair and not at.cell for at in finding.places)
    ]
    return (
        f'<p class="sentence" id="{context.sentences[pair]}">{"".join(pieces)}'
        f"{f' <small>{place}</small>' if place else ''}</p>{_beside(context, numbers)}"
    )


def _mark(context: PageContext, mark: Mark, content: str) -> str:
    return marked(context, [statement.id for statement in mark.statements], content, element="mark")
