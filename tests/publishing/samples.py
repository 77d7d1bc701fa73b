"""Publications to print: those of generated documents, in the layouts of a province, a city and a district, and one
made by hand with everything that is hard to print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.lexicon.tables import kind_of_title
from gouji.model.coordinates import Coordinates
from gouji.model.money import Amount, Unit
from gouji.model.publication import (
    BodyCell,
    Chart,
    HeaderCell,
    Heading,
    PrintedTable,
    Publication,
    PublicationBlock,
    TextBlock,
)
from tests.generate import LAYOUTS, PrintedDocument, generate
from tests.generate.document import TableBlock
from tests.generate.document import TextBlock as GeneratedText

_PART = re.compile(r"第[一二三四五六]部分")
_FIRST = re.compile(r"[一二三四五六七八九十]+、[^。；，]{2,40}$")
_SECOND = re.compile(r"（[一二三四五六七八九十]+）[^。；，]{2,40}$")
_UNITS = {"元": Unit.YUAN, "万元": Unit.TEN_THOUSAND_YUAN}


def generated(layout: str, seed: int, units: int = 4) -> Publication:
    """The publication of a generated document."""
    return publication_of(LAYOUTS[layout](generate(seed, units=units)), layout)


def publication_of(document: PrintedDocument, layout: str) -> Publication:
    """A generated document as a publication: its cover and contents are made anew by every writer."""
    blocks = tuple(_blocks(document))
    return Publication(
        f"{document.department}{document.year}年部门预算",
        document.department,
        document.year,
        "budget",
        f"{document.year}-02-21",
        blocks,
        layout,
        document.projects,
        document.targets,
    )


def _blocks(document: PrintedDocument) -> Iterator[PublicationBlock]:
    body = list(document.blocks)
    texts = [block.text.splitlines()[0] if isinstance(block, GeneratedText) else "" for block in body]
    parts = [index for index, text in enumerate(texts) if _PART.match(text)]
    contents = next(index for index, text in enumerate(texts) if text.replace(" ", "") == "目录")
    # The second time that 第一部分 is printed the body begins; a district's begins behind the list of its contents.
    first = [index for index in parts if texts[index] == texts[parts[0]]][-1] if parts else contents + 2
    for block in body[first:]:
        if isinstance(block, TableBlock):
            yield table_of(block, document.unit_of_amount)
            continue
        for line in block.text.splitlines():
            if _PART.match(line) or line.endswith(("主要职能", "机构设置", "编制说明")) or line == "名词解释":
                yield Heading(line, 1 if _FIRST.match(line) else 0)
            elif _FIRST.match(line):
                if not any(line.endswith(table.title) for table in document.tables):
                    yield Heading(line, 1)
            elif _SECOND.match(line):
                yield Heading(line, 2)
            elif line.strip():
                yield TextBlock(line.strip())


def table_of(block: TableBlock, unit: str) -> PrintedTable:
    """A generated table with the spans of its header."""
    width = max(len(row) for row in (*block.header, *block.rows))
    holder = next((line for line in block.above if not line.startswith("单位")), "")
    stated = re.search(r"单位：(万元|元)", "".join(block.above))
    body = tuple(
        tuple(_cell(row[column] if column < len(row) else None) for column in range(width))
        for row in block.rows
        if any(field.text for field in row)
    )
    return PrintedTable(
        block.title,
        "",
        _UNITS[stated.group(1) if stated else unit],
        "" if "单位：" in holder and holder.startswith("单位") else holder.split("单位：万元")[0].strip(),
        header_cells(block.header, width),
        len(block.header),
        width,
        body,
        (),
        block.notes,
        landscape=width > 10,
        kind=kind_of_title(block.title) or "",
    )


def _cell(field: object) -> BodyCell:
    text = getattr(field, "text", "")
    cell = getattr(field, "cell", None)
    if cell is None:
        return BodyCell(text)
    return BodyCell(text, cell.amount, cell.coordinates, align="right")


def header_cells(rows: Sequence[Sequence[str]], width: int) -> tuple[HeaderCell, ...]:
    """The cells of header rows where a group's name stands over its first column: it reaches to the next name of its
    row within the group above, and down over what is blank."""
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    taken: set[tuple[int, int]] = set()
    cells: list[HeaderCell] = []
    edges: set[int] = {0, width}
    for number, row in enumerate(grid):
        for column, text in enumerate(row):
            if (number, column) in taken:
                continue
            right = column + 1
            deeper = any(grid[below][column] for below in range(number + 1, len(grid)))
            while deeper and right < width and not row[right] and right not in edges and (number, right) not in taken:
                right += 1
            down = number + 1
            while down < len(grid) and not any(grid[down][column:right]):
                down += 1
            edges |= {column, right}
            taken |= {(r, c) for r in range(number, down) for c in range(column, right)}
            cells.append(HeaderCell(number, column, text, down - number, right - column))
    return tuple(cells)


def amount(text: str, unit: Unit = Unit.TEN_THOUSAND_YUAN) -> Amount:
    """An amount as printed."""
    return Amount(text.replace(",", ""), unit)


def money(text: str, at: Coordinates | None = None, sums: tuple[tuple[int, int], ...] = ()) -> BodyCell:
    """A cell with an amount in 万元."""
    return BodyCell(text, amount(text) if text else None, at, align="right", sums=sums)


def long_table(rows: int, *, title: str = "项目支出明细表") -> PrintedTable:
    """A table of one class over many rows, with its total, whose sums are known to formulas."""
    spent = Coordinates(year=2025, side="expenditure", use="project")
    body = [
        (BodyCell(f"第{number}号专项业务经费"), money(f"{number}.25"), money(f"{number}.25"))
        for number in range(1, rows + 1)
    ]
    total = f"{sum(range(1, rows + 1)) + rows // 4}.{rows % 4 * 25:02d}"
    every = tuple((row, column) for row in range(rows) for column in (1,))
    last = (
        BodyCell("合计", bold=True),
        money(total, spent, every),
        money(total, replace(spent, fund="general_public_budget"), tuple((row, 2) for row, _ in every)),
    )
    header = (HeaderCell(0, 0, "项目名称"), HeaderCell(0, 1, "合计"), HeaderCell(0, 2, "一般公共预算"))
    return PrintedTable(title, "十、", Unit.TEN_THOUSAND_YUAN, "", header, 1, 3, (*body, last), (6, 2, 2))


def target_form(project: str, total: str) -> PrintedTable:
    """The form of one project's target: no header, labels with spans, indicators."""

    def label(text: str, rowspan: int = 1, colspan: int = 1) -> BodyCell:
        return BodyCell(text, align="center", bold=True, rowspan=rowspan, colspan=colspan)

    rows: list[tuple[BodyCell | None, ...]] = [
        (label("项目名称", 1, 2), None, BodyCell(project, colspan=4), None, None, None),
        (label("主管部门", 1, 2), None, BodyCell("栖云市数据局", colspan=4), None, None, None),
        (label("项目资金\n（万元）", 2, 2), None, label("年度资金总额"), _form_money(total), None, None),
        (None, None, label("其中：财政拨款"), _form_money(total), None, None),
        (
            label("年度绩效目标", 1, 2),
            None,
            BodyCell("按计划完成平台的建设与运行维护，全年无重大安全事件，用户满意。", colspan=4),
            None,
            None,
            None,
        ),
        tuple(label(text) for text in ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "权重")),
    ]
    rows[5] = (label("绩效指标", 5), *rows[5][1:])
    indicators = (
        ("产出指标", 2, "数量指标", "平台模块数量", "≥8个", "30"),
        (None, 0, "质量指标", "验收合格率", "=100%", "20"),
        ("效益指标", 1, "社会效益指标", "系统稳定运行率", "≥99%", "30"),
        ("满意度指标", 1, "服务对象满意度指标", "使用人员满意度", "≥90%", "10"),
    )
    for level1, span, *rest in indicators:
        first = label(level1, span) if level1 else None
        rows.append((None, first, *(BodyCell(text, align="center") for text in rest)))
    return PrintedTable(
        "项目支出绩效目标表",
        "十一、",
        Unit.TEN_THOUSAND_YUAN,
        "",
        (),
        0,
        6,
        tuple(rows),
        (2, 3, 4, 6, 3, 2),
        kind="performance_targets",
    )


def _form_money(text: str) -> BodyCell:
    return BodyCell(text, amount(text), align="center", colspan=3)


def chart(kind: str = "bar", count: int = 6) -> Chart:
    """A chart with names of the usual length."""
    names = ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出", "节能环保支出", "城乡社区支出")
    labels = tuple(names[index % len(names)] for index in range(count))
    basic = tuple(524_000_00 * 100 // (index + 1) for index in range(count))
    series = [("2025年预算", basic)]
    if kind != "bar":
        series.append(("2024年预算", tuple(value * 9 // 10 for value in basic)))
    return Chart(
        "支出按功能分类", kind, labels, tuple(series), "支出最多的是一般公共服务支出，其次是社会保障和就业支出。"
    )


def handmade(rows: int = 60) -> Publication:
    """A small publication with what is hard to print: a long table, forms, charts, missing text, hostile text."""
    blocks: tuple[PublicationBlock, ...] = (
        Heading("第一部分 部门概况", 0),
        Heading("一、主要职能", 1),
        TextBlock("（一）拟订本市数据事业的规划和制度，并组织实施。"),
        TextBlock("（二）协调公共数据的归集与共享。"),
        Heading("第二部分 预算表格", 0),
        long_table(rows),
        target_form("数据平台运行维护费", "116.95"),
        target_form("数据共享交换平台", "28.68"),
        Heading("第三部分 情况说明", 0),
        Heading("一、项目支出情况", 1),
        TextBlock("项目支出比上年增加12.00万元，主要原因是〔原因待填〕。", missing=True),
        Heading("（一）构成", 2),
        chart("bar"),
        chart("stacked"),
        chart("line"),
        TextBlock('=1+1 <script>alert(1)</script> & "引号" #let x = 1 $a$ @b *c* _d_ `e` [f] // g \\ h'),
    )
    return Publication("栖云市数据局2025年部门预算", "栖云市数据局", 2025, "budget", "2025-02-21", blocks, "generic")
