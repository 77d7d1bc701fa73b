"""A printed table as an HTML table that can be read aloud: headers know what they stand over."""

from __future__ import annotations

from gouji.model.publication import PrintedTable
from gouji.publishing.lattice import Placed, placed_rows
from gouji.publishing.outline import anchor, form_number, printed_title, unit_line
from gouji.publishing.paper import Laid, ems, wraps
from gouji.publishing.site.markup import lined, text

_MANY_COLUMNS = 12
_LONG = 8
"""Ems from which a cell's words are long enough to need a column that is not narrow."""
_ALIGN = {"right": "n", "center": "c"}


def table_section(table: PrintedTable, index: int, how: Laid, *, level: int = 2) -> str:
    """The table with what stands above and below it; ``level`` is that of its heading."""
    name = anchor(index)
    number = form_number(table)
    line = "".join(
        f'<span class="{kind}">{text(words)}</span> '
        for kind, words in (("holder", table.holder), ("unit", unit_line(table)))
        if words
    )
    parts = [
        f'<p class="number">{text(number)}</p>' if number else "",
        f'<h{level} id="{name}">{text(printed_title(table))}</h{level}>',
        f'<p class="above">{line.rstrip()}</p>' if line else "",
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{name}">{_table(table, name)}</div>',
        *(f'<p class="note">{lined(note)}</p>' for note in table.notes),
    ]
    kinds = ["table"] + (["wide"] if how.page.across else [])
    kinds += (["widest"] if table.columns >= _MANY_COLUMNS else []) + (["short"] if how.short else [])
    return f'<section class="{" ".join(kinds)}">{"".join(parts)}</section>'


def _table(table: PrintedTable, name: str) -> str:
    rows = placed_rows(table)
    head = "".join(f"<tr>{''.join(_cell(cell, table) for cell in row)}</tr>" for row in rows[: table.header_rows])
    body = "\n".join(
        f'<tr id="{name}r{number}">{"".join(_cell(cell, table) for cell in row)}</tr>'
        for number, row in enumerate(rows[table.header_rows :], 1)
    )
    return (
        f'<table aria-labelledby="{name}">'
        + (f"<thead>{head}</thead>" if head else "")
        + f"<tbody>{body}</tbody></table>"
    )


def _cell(cell: Placed, table: PrintedTable) -> str:
    spans = (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "") + (
        f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    )
    if cell.is_header:
        scope = "colgroup" if cell.colspan > 1 else "col"
        return f'<th scope="{scope}"{spans}>{lined(cell.text)}</th>'
    kinds = [_ALIGN[cell.align]] if cell.align in _ALIGN else []
    kinds += [f"i{min(cell.indent, 4)}"] if cell.indent else []
    kinds += ["b"] if cell.bold else []
    kinds += ["l"] if cell.colspan == 1 and ems(cell.text) > _LONG and wraps(cell.text) else []
    named = f' class="{" ".join(kinds)}"' if kinds else ""
    heads_row = cell.text and (cell.column == 0 if table.header_rows else cell.bold)
    if heads_row and cell.body is not None and cell.body.amount is None:
        scope = "row" if cell.rowspan == 1 else "rowgroup"
        return f'<th scope="{scope}"{named}{spans}>{lined(cell.text)}</th>'
    return f"<td{named}{spans}>{lined(cell.text)}</td>"
