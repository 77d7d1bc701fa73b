"""Writes ``examples/``: a sound sample budget, the same one damaged, and the list of what was damaged.

The department is invented. Run by ``make examples``; a test fails when the files are not what this makes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from tests.generate import Features, PrintedCell, PrintedDocument, generate, print_provincial  # noqa: E402
from tests.generate import damage as spoil  # noqa: E402
from tests.generate.document import Damage  # noqa: E402

SEED = 57
FEATURES = Features(carried_over=True, government_fund=True, own_funds=True)
SOUND, DAMAGED, README = "sample-2025.txt", "sample-2025-damaged.txt", "README.md"


@dataclass(frozen=True, slots=True)
class Step:
    """One damage: how it is described, whether it is a defect of the content, and how it is done."""

    title: str
    defect: bool
    do: Callable[[PrintedDocument, Random], PrintedDocument]


def main() -> None:
    """Write the three files."""
    for name, text in files().items():
        (REPOSITORY / "examples" / name).write_text(text, "utf-8")


def files() -> dict[str, str]:
    """The files of ``examples/`` by name."""
    sound = print_provincial(generate(SEED, units=4, projects=8, features=FEATURES))
    damaged, random = sound, Random(SEED)
    described = []
    for step in STEPS:
        damaged = step.do(damaged, random)
        described.append((step, damaged.damages[-1]))
    rows = [_row(number, step.title, one) for number, (step, one) in enumerate(described, 1)]
    defects = [row for row, (step, _) in zip(rows, described, strict=True) if step.defect]
    layout = [row for row, (step, _) in zip(rows, described, strict=True) if not step.defect]
    readme = TEMPLATE.format(defects="\n".join(defects), layout="\n".join(layout), units=4, projects=8)
    return {SOUND: sound.text, DAMAGED: damaged.text, README: readme}


def _row(number: int, title: str, damage: Damage) -> str:
    where = damage.row if len(damage.row) <= 24 else f"{damage.row[:24]}……"
    moved = damage.before == damage.after
    before, after = ("", "（文字未变，位置变了）") if moved else (damage.before, damage.after or "（空）")
    return f"| {number} | {title} | {damage.table}：{where} | {before} | {after} |"


def in_table(title: str, row: str = "", column: str = "") -> Callable[[PrintedCell], bool]:
    """Amounts of this table, row and column; what is empty does not narrow."""
    return lambda cell: cell.table == title and (not row or cell.row == row) and (not column or cell.column == column)


def copied(document: PrintedDocument, random: Random) -> PrintedDocument:
    """One class's purpose printed under another."""
    return spoil.replace_text(
        document,
        "copied",
        "用于在职人员的基本医疗保险和医疗补助缴费",
        "用于按规定比例为在职人员缴存住房公积金",
    )


def turned(document: PrintedDocument, random: Random) -> PrintedDocument:
    """A rise called a fall, or the other way round, beside the right figures."""
    for before, after in (("增长", "下降"), ("下降", "增长")):
        paragraph = next((block.text for block in document.blocks if f"，{before}" in block.text), None)
        if paragraph:
            rate = paragraph[paragraph.index(f"，{before}") :].partition("%")[0]
            return spoil.replace_text(document, "turned", rate, rate.replace(before, after))
    raise LookupError("no rate of change in the text")


STEPS = (
    Step("合计数改错", True, lambda d, r: spoil.falsify(d, r, 1, in_table("支出预算总表", "合计", "项目支出"))),
    Step(
        "一个项级科目的金额改错",
        True,
        lambda d, r: spoil.falsify(d, r, 1, in_table("一般公共预算拨款支出预算表", "住房公积金", "总计")),
    ),
    Step("正文中的金额与表格不一致", True, spoil.falsify_statement),
    Step("百分比算错", True, lambda d, r: spoil.falsify_statement(d, r, "percent")),
    Step("增减方向写反", True, turned),
    Step("说明照抄了另一类支出的文字", True, copied),
    Step("指标权重之和不符", True, spoil.falsify_weight),
    Step("项目名称漏印", True, spoil.drop_project_name),
    Step("整行金额右移一列", False, lambda d, r: spoil.shift_row(d, r, in_table("支出预算总表"))),
    Step("页码粘在金额前", False, lambda d, r: spoil.glue_page_number(d, r, in_table("一般公共预算基本支出预算表"))),
    Step("金额在单元格内折行", False, lambda d, r: spoil.wrap_digits(d, r, in_table("财政拨款收支预算总表"))),
    Step("一行跨两页", False, lambda d, r: spoil.split_row(d, r, in_table("一般公共预算基本支出预算表"))),
    Step("表格中间换页", False, lambda d, r: spoil.break_page(d, r, in_table("收入预算总表"))),
    Step("名称中夹空格", False, lambda d, r: spoil.space_label(d, r, in_table("支出预算总表"))),
)

TEMPLATE = """# 示例文件

`sample-2025.txt` 是一份虚构部门的2025年部门预算（{units}个单位、{projects}个项目），
格式与从网页或扫描件识别得到的文本相同：表格各列以制表符分隔。其中的地名、单位和数字都是编造的，所有金额逐分勾稽一致，核对结果应当没有错误。

`sample-2025-damaged.txt` 是同一份预算，做了下面这些改动，核对结果应当指出前一张表中的各项。

## 内容上的错误（应当报告）

| 序号 | 改动 | 位置 | 原文 | 改为 |
|---|---|---|---|---|
{defects}

## 排版上的损伤（应当修复；修复不了的，应当如实说明读不准）

| 序号 | 改动 | 位置 | 原文 | 改为 |
|---|---|---|---|---|
{layout}

这些文件由 `make examples` 生成（`tools/make_examples.py`），不要直接修改。
"""

if __name__ == "__main__":
    main()
