"""A publication as a PDF: typeset by typst with embedded Chinese fonts, bookmarks and tags."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from gouji.errors import GoujiError
from gouji.model.publication import Chart, Heading, PrintedTable, Publication, PublicationBlock, TextBlock
from gouji.publishing.charts import description, drawn
from gouji.publishing.lattice import Placed, placed_rows
from gouji.publishing.outline import (
    charts,
    chinese_date,
    contents,
    cover_lines,
    form_number,
    printed_title,
    unit_line,
)
from gouji.publishing.paper import Laid, Page, breaks, laid_out, plan
from gouji.publishing.pdf.fonts import printing_fonts

_ALIGN = {"left": "l", "center": "c", "right": "r"}
_DOTS = 220
"""Dots an inch of charts, which are drawn half as large again as they are shown."""
_NOT_INSTALLED = "生成 PDF 需要另外安装排版程序：pip install 'gouji[pdf]'；也可以只生成其他格式。"


def is_available() -> bool:
    """Whether the typesetter is installed."""
    return find_spec("typst") is not None


def pdf_bytes(publication: Publication) -> bytes:
    """The PDF; the same publication and fonts give the same bytes. Raises :class:`GoujiError` where the typesetter or a
    Chinese font is missing."""
    if not is_available():
        raise GoujiError(_NOT_INSTALLED)
    import typst

    with printing_fonts() as fonts, TemporaryDirectory(prefix="gouji-pdf-") as folder:
        found: dict[str, Any] = {"font_paths": list(fonts.folders), "ignore_system_fonts": not fonts.system}
        for number, picture in enumerate(_pictures(publication, found)):
            (Path(folder) / f"chart{number}.png").write_bytes(picture)
        main = Path(folder) / "document.typ"
        main.write_bytes((files("gouji.publishing.pdf") / "document.typ").read_bytes())
        data = _data(publication) | {"serif": list(fonts.serif), "sans": list(fonts.sans)}
        compiled: bytes = typst.compile(
            str(main), root=folder, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, timestamp=0, **found
        )
    return compiled


def _pictures(publication: Publication, found: dict[str, Any]) -> list[bytes]:
    """The charts as pictures. As drawings their words and numbers would be text of the page, and whoever copies or
    reads the page by machine would take a chart for a table without a header."""
    import typst

    drawings = drawn(charts(publication))
    if not drawings:
        return []
    source = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        '#for drawing in json(bytes(sys.inputs.at("svg"))) { page(image(bytes(drawing), format: "svg")) }\n'
    )
    pictures = typst.compile(
        source.encode(), format="png", ppi=_DOTS, sys_inputs={"svg": json.dumps(drawings, ensure_ascii=False)}, **found
    )
    return list(pictures) if isinstance(pictures, list) else [pictures]


def _data(publication: Publication) -> dict[str, Any]:
    """All that the template prints: strings and numbers, nothing that it would evaluate."""
    blocks = publication.blocks
    listed = {entry.block for entry in contents(publication)}
    layouts = laid_out(blocks)
    groups: list[dict[str, Any]] = []
    numbers = count()
    previous: Page | None = None
    for index, block in enumerate(blocks):
        how = layouts[index]
        if how.page is not previous:
            groups.append({"page": _page(how.page), "blocks": []})
        before = blocks[index - 1] if index and how.page is previous else None
        previous = how.page
        data = _block(block, how, index in listed, numbers)
        groups[-1]["blocks"].append(data | {"fresh": before is not None and breaks(block, before, how)})
    return {
        "title": publication.title,
        "cover": list(cover_lines(publication)),
        "author": publication.department,
        "date": chinese_date(publication.published_on),
        "contents": bool(listed),
        "groups": groups,
    }


def _page(page: Page) -> dict[str, float]:
    return {"width": page.width, "height": page.height, "x": page.margin_x, "y": page.margin_y}


def _block(block: PublicationBlock, how: Laid, listed: bool, numbers: Iterator[int]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": min(block.level, 2), "listed": listed}
    if isinstance(block, TextBlock):
        return {"kind": "text", "text": block.text, "missing": block.missing}
    if isinstance(block, PrintedTable):
        return _table(block, how, listed)
    return _chart(block, next(numbers))


def _chart(chart: Chart, number: int) -> dict[str, Any]:
    return {"kind": "chart", "title": chart.title, "file": f"chart{number}.png", "alt": description(chart)}


def _table(table: PrintedTable, how: Laid, listed: bool) -> dict[str, Any]:
    layout = how.plan or plan(table)
    rows = placed_rows(table)
    return {
        "kind": "table",
        "title": printed_title(table),
        "number": form_number(table),
        "holder": table.holder,
        "unit": unit_line(table),
        "listed": listed,
        "together": how.short,
        "points": layout.points,
        "columns": layout.columns,
        "header_rows": table.header_rows,
        "header": [_cell(cell) for row in rows[: table.header_rows] for cell in row],
        "body": [_cell(cell) for row in rows[table.header_rows :] for cell in row],
        "notes": list(table.notes),
    }


def _cell(cell: Placed) -> dict[str, Any]:
    """A cell with short names, since there are many; what is usual is left out."""
    data: dict[str, Any] = {"x": cell.column, "y": cell.row, "t": cell.text}
    if cell.rowspan > 1:
        data["r"] = cell.rowspan
    if cell.colspan > 1:
        data["c"] = cell.colspan
    if cell.align != "left":
        data["a"] = _ALIGN[cell.align]
    if cell.bold:
        data["b"] = True
    if cell.indent:
        data["i"] = cell.indent
    return data
