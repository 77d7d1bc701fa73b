"""Targets made up for tests, and the forms in which they are printed. No name or sentence is taken from a document."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import strategies as st

from gouji.model.disclosure import Place, Project
from gouji.model.money import Amount, Unit
from gouji.reading.source import Block, Grid, GridCell, Paragraph

UNIT = Unit.TEN_THOUSAND_YUAN
UNITS = ("某市测试局（本级）", "某市样例研究中心", "某市试验服务站")
NAMES = (
    "河道清淤经费", "绿化养护项目", "图书采购专项", "路灯改造工程", "档案整理经费", "消防演练经费", "系统升级项目",
    "宣传手册印制费", "饮水设备租赁费", "节水器具更换", "仓库修缮项目", "标准编写经费",
)  # fmt: skip
LEVELS = (
    ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"),
)  # fmt: skip
TOPICS = (
    "清淤河段",
    "养护树木",
    "采购图书",
    "更换灯具",
    "整理卷宗",
    "组织演练",
    "升级模块",
    "印制手册",
    "租赁设备",
    "修缮库房",
)
VALUES = ("≥80人", "=100%", "≤3%", "≥12次", "有所改善", "6月底完成", "=6.8元/吨", "≥1.5万册", ">90%", "持续提升")
HEADER = (
    "单位名称", "项目名称", "年度资金总额（万元）", "年度绩效目标", "一级指标", "二级指标", "三级指标", "指标解释",
    "指标值", "权重",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """An indicator as it ought to be read."""

    level1: str
    level2: str
    name: str
    explanation: str
    value: str
    weight: str


@dataclass(frozen=True)
class WantedTarget:
    """A target as it ought to be read."""

    unit: str
    project: str
    amount: str
    objective: str
    indicators: tuple[Wanted, ...]


@st.composite
def weights(draw: st.DrawFn, count: int, total: int = 90) -> list[int]:
    """``count`` weights in steps of 5 that add up to ``total``."""
    cuts = draw(st.lists(st.integers(1, total // 5 - 1), min_size=count - 1, max_size=count - 1, unique=True))
    edges = [0, *sorted(cuts), total // 5]
    return [(right - left) * 5 for left, right in pairwise(edges)]


@st.composite
def targets(draw: st.DrawFn, most: int = 5) -> list[WantedTarget]:
    """Targets of up to three units; names differ, so that what is lost can be told from what is left."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=most, unique=True))
    units = sorted(draw(st.lists(st.sampled_from(UNITS), min_size=len(names), max_size=len(names))))
    found: list[WantedTarget] = []
    for number, (name, unit) in enumerate(zip(names, units, strict=True)):
        levels = sorted(draw(st.lists(st.integers(0, 5), min_size=2, max_size=5)))
        shares = draw(weights(len(levels)))
        indicators = tuple(
            Wanted(
                *LEVELS[level],
                f"{draw(st.sampled_from(TOPICS))}指标{number + 1}之{index + 1}",
                f"反映该项工作第{index + 1}方面的完成程度，由实施部门据实填报",
                draw(st.sampled_from(VALUES)),
                str(share),
            )
            for index, (level, share) in enumerate(zip(levels, shares, strict=True))
        )
        amount = f"{draw(st.integers(1, 900)) + number * 1000}.{draw(st.integers(0, 99)):02d}"
        objective = f"围绕{name}组织实施本年度各项工作，按计划推进并保证质量，使服务对象得到实实在在的便利。"
        found.append(WantedTarget(unit, name, amount, objective, indicators))
    return found


def projects_of(wanted: list[WantedTarget]) -> tuple[Project, ...]:
    """The projects table that belongs to the targets."""
    return tuple(Project("特定目标类", "一级", each.project, each.unit, Amount(each.amount, UNIT)) for each in wanted)


def list_rows(wanted: list[WantedTarget], *, coded: bool = True) -> list[list[str]]:
    """The list form without its header: merged cells printed once, at their first row."""
    rows: list[list[str]] = []
    unit = ""
    for target in wanted:
        for index, each in enumerate(target.indicators):
            head = ["", target.project, target.amount, target.objective] if index == 0 else [""] * 4
            if index == 0 and target.unit != unit:
                unit = target.unit
                head[0] = f"1050{UNITS.index(unit)}1 {unit}" if coded else unit
            rows.append([*head, each.level1, each.level2, each.name, each.explanation, each.value, each.weight])
    return rows


def grid(rows: list[list[str]], line: int = 1, *, exact: bool = False) -> Grid:
    """Rows of text as a grid."""
    return Grid(
        tuple(tuple(GridCell(text, Place(line=line + index)) for text in row) for index, row in enumerate(rows)),
        Place(line=line),
        exact,
    )


def list_blocks(pages: list[list[list[str]]], *, exact: bool = False) -> tuple[Block, ...]:
    """The list form over pages; the header stands on the first."""
    blocks: list[Block] = [Paragraph("项目支出绩效目标表", Place(line=1)), Paragraph("单位：万元", Place(line=2))]
    line = 3
    for number, rows in enumerate(pages):
        printed = [list(HEADER), *rows] if number == 0 else rows
        blocks.append(grid(printed, line, exact=exact))
        line += len(printed) + 1
    return tuple(blocks)


def spanned_list(wanted: list[WantedTarget]) -> tuple[Block, ...]:
    """The list form as a PDF or a document gives it: merged cells span their rows."""
    rows = list_rows(wanted)
    cells = [[GridCell(text) for text in row] for row in rows]
    start = 0
    for target in wanted:
        count = len(target.indicators)
        for column in range(1, 4):
            _merge(cells, start, count, column)
        _merge_equal(cells, rows, start, count, 4)
        start += count
    return (
        Paragraph("项目支出绩效目标表"),
        Grid((tuple(GridCell(text) for text in HEADER), *(tuple(row) for row in cells)), exact=True),
    )


def _merge(cells: list[list[GridCell]], start: int, count: int, column: int) -> None:
    cells[start][column] = GridCell(cells[start][column].text, rowspan=count)
    for row in range(start + 1, start + count):
        cells[row][column] = GridCell("", covered=True)


def _merge_equal(cells: list[list[GridCell]], rows: list[list[str]], start: int, count: int, column: int) -> None:
    first = start
    for row in range(start + 1, start + count + 1):
        if row == start + count or rows[row][column] != rows[first][column]:
            _merge(cells, first, row - first, column)
            first = row


def form_blocks(target: WantedTarget, *, merged: bool = True) -> tuple[Block, ...]:
    """The form of one project; level cells that repeat are printed once."""
    rows = [
        ["项目名称", target.project, "", "", "", ""],
        ["主管部门", "某市测试局", "", "实施单位", target.unit, ""],
        ["项目资金（万元）", f"年度资金总额：{target.amount}", "", "", "", ""],
        ["", "其中：财政拨款", target.amount, "", "", ""],
        ["年度绩效目标", target.objective, "", "", "", ""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值权重"],
    ]
    last = ("", "")
    for each in target.indicators:
        level1 = "" if merged and each.level1 == last[0] else each.level1
        level2 = "" if merged and (each.level1, each.level2) == last else each.level2
        rows.append(["", level1, level2, each.name, each.value, each.weight])
        last = (each.level1, each.level2)
    return (Paragraph("项目支出绩效目标申报表"), Paragraph("（2026年度）"), grid(rows))
