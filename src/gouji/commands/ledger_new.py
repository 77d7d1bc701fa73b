"""``gouji ledger new``: a blank workbook, also made out for a template: what it will ask stands on its sheets."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.commands import CLEAN

if TYPE_CHECKING:
    from gouji.model.ledger import Texts
    from gouji.tabulating.needs import Needs
    from gouji.tabulating.template import Template

_GROUPS = {"type": "项目类型", "level1": "一级项目", "unit": "所属单位"}
_INDICATORS = {"explanation": "指标解释", "interim_value": "中期指标值", "weight": "权重"}
_ASSETS = {
    "as_of": "截止日期",
    "vehicles": "车辆",
    "vehicle_kinds": "各类用途的车辆",
    "equipment": "大型设备",
    "threshold": "设备单价起点",
    "house_area": "房屋面积",
    "land_area": "土地面积",
    "vehicles_planned": "计划购置车辆",
    "equipment_planned": "计划购置设备",
}


def run(arguments: Namespace) -> int:
    """Write the workbook, never over another file."""
    from dataclasses import replace

    from gouji.errors import GoujiError
    from gouji.ledgers import save, simulate
    from gouji.model.ledger import DepartmentEntry, Ledger

    if Path(arguments.output).exists():
        raise GoujiError(f"{arguments.output} 已经存在，没有覆盖；请换一个名字。")
    guide: tuple[str, ...] = ()
    if arguments.example:
        ledger = simulate(1, units=3, projects=6, year=arguments.year or 2026)
    else:
        ledger = Ledger(DepartmentEntry(arguments.name, arguments.year, scope=arguments.scope), (), (), ())
    if arguments.template:
        from gouji.tabulating import load_template
        from gouji.tabulating.needs import needs_of

        template = load_template(arguments.template)
        needs = needs_of(template)
        guide = _guide(template, needs, arguments.template)
        if not arguments.example:
            ledger = replace(ledger, texts=_texts(needs))
    save(ledger, arguments.output, guide=guide)
    print(f"已写入 {arguments.output}。填好后用 gouji ledger check {arguments.output} 检查。")
    return CLEAN


def _texts(needs: Needs) -> Texts:
    """Rows that wait for their text: the duties, the offices, a reason for each change the template tells."""
    from gouji.model.ledger import Texts

    return Texts(
        ("",) if "functions" in needs.contents else (),
        ("",) if "institutions" in needs.contents else (),
        tuple((key, "") for key in needs.reasons),
    )


def _guide(template: Template, needs: Needs, name: str) -> tuple[str, ...]:
    """What the first sheet says of the template."""
    from gouji.ledgers.words import label

    lines = [f"本账套按模板“{template.label}”准备，生成公开文件时用 --template {name}。它还要用到："]
    if needs.groups:
        lines.append(f"“项目”表：{'、'.join(_GROUPS[group] for group in needs.groups)}（项目支出表按此分组）。")
    if needs.targets or needs.forms:
        printed = [word for field, word in _INDICATORS.items() if field in needs.targets]
        form = "一个项目一张目标表" if needs.forms else "全部项目列在一张目标表"
        lines.append(
            f"“绩效目标”“指标”表：{form}，另印{'、'.join(printed)}。" if printed else f"“绩效目标”表：{form}。"
        )
    if needs.staff:
        lines.append("“单位”表：在职人数、离退休人数。")
    if needs.assets:
        lines.append(f"“资产”表：{'、'.join(_ASSETS[field] for field in needs.assets if field in _ASSETS)}。")
    if needs.reasons:
        reasons = "、".join(label("reason", key) for key in needs.reasons)
        lines.append(f"“文字”表：与上年相比有增减的，说明原因：{reasons}。没有填的，文件里标为〔原因待填〕。")
    lines.append("“上年”表：上年的收支，与本年比较；没有填的，文件里标为〔上年数待填〕。")
    return tuple(lines)
