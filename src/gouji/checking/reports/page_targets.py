"""Projects and their performance targets in a page, with the findings beside what they are about."""

from __future__ import annotations

from gouji.checking.reports.marks import marked
from gouji.checking.reports.markup import text
from gouji.checking.reports.numbering import PageContext
from gouji.checking.reports.wording import grouped, position_text
from gouji.model.disclosure import Indicator, Project, Target
from gouji.model.money import Amount


def targets_section(context: PageContext) -> list[str]:
    """The projects as one table, then each target with its indicators."""
    projects, targets = context.disclosure.projects, context.disclosure.targets
    lines: list[str] = []
    if projects:
        rows = "".join(_project(context, number, project) for number, project in enumerate(projects))
        lines.append(
            f'<section id="projects"><h2>项目（{len(projects)} 个）</h2><div class="scroll"><table><thead>'
            "<tr><th>类型</th><th>一级项目</th><th>项目</th><th>单位</th><th>金额</th></tr></thead>"
            f"<tbody>{rows}</tbody></table></div></section>"
        )
    if targets:
        lines.append(f'<section id="targets"><h2>项目绩效目标（{len(targets)} 个）</h2>')
        lines += [_target(context, number, target) for number, target in enumerate(targets)]
        lines.append("</section>")
    return lines


def _project(context: PageContext, number: int, project: Project) -> str:
    markers = context.markers(f"j{number}")
    cells = (project.type, project.level1, project.name, project.unit)
    named = "".join(_cell(value) for value in cells[:2]) + _cell(cells[2], markers) + _cell(cells[3])
    return f'<tr id="j{number}">{named}<td class="n">{_amount(project.amount)}</td></tr>'


def _target(context: PageContext, number: int, target: Target) -> str:
    fragment = f"g{number}"
    amount = _amount(target.amount)
    if fragment in context.index.targets:
        amount = marked(context, [fragment], amount, element="mark")
    known = (text(target.unit or ""), amount, text(position_text(target.place)))
    rows = "".join(_indicator(context, f"{fragment}.{at}", item) for at, item in enumerate(target.indicators))
    objective = f'<p class="objective">{text(target.objective)}</p>' if target.objective else ""
    table = (
        '<div class="scroll"><table><thead><tr><th>一级指标</th><th>二级指标</th><th>三级指标</th>'
        f"<th>指标值</th><th>权重</th><th>说明</th></tr></thead><tbody>{rows}</tbody></table></div>"
        if rows
        else ""
    )
    return (
        f'<section class="table" id="{fragment}"><h3>{text(target.project or "（没有读到项目名称）")}'
        f"{context.markers(fragment)}</h3>"
        f'<p class="meta">{" · ".join(part for part in known if part)}</p>{objective}{table}</section>'
    )


def _indicator(context: PageContext, fragment: str, indicator: Indicator) -> str:
    explained = indicator.explanation or ""
    if indicator.interim_value:
        explained = f"{explained}（中期值 {indicator.interim_value}）".lstrip()
    return (
        f'<tr id="{fragment}">{_cell(indicator.level1)}{_cell(indicator.level2)}'
        f"{_cell(indicator.name, context.markers(fragment))}{_cell(indicator.value)}"
        f'<td class="n">{text(indicator.weight or "")}</td>{_cell(explained)}</tr>'
    )


def _cell(value: str | None, markers: str = "") -> str:
    return f"<td{width_class(value or '')}>{text(value or '')}{markers}</td>"


def width_class(content: str) -> str:
    """A class that keeps a column of longer texts from being squeezed to a character a line."""
    length = len(content)
    return "" if length <= _SHORT else f' class="{"w" if length <= _MIDDLING else "l"}"'


_SHORT, _MIDDLING = 6, 14


def _amount(amount: Amount | None) -> str:
    return f"{grouped(amount.text)} {amount.unit.text}" if amount else ""
