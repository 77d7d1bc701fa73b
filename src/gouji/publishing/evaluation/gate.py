"""Whether a printed self-evaluation says what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.model.disclosure import Disclosure
from gouji.model.evaluation import SelfEvaluation
from gouji.publishing.evaluation.form import TITLE, EvaluationForm, form_grid

_NOTHING = "（无）"
_LEVELS = ("一级指标", "二级指标")
"""Where none is printed, a reader takes the one above."""


def differences(form: EvaluationForm, disclosure: Disclosure) -> tuple[str, ...]:
    """What was read otherwise than it should be, a sentence each; none for a form that is what it was made from."""
    if len(disclosure.evaluations) != 1:
        return ("没有读回一张自评表",)
    (read,) = disclosure.evaluations
    wanted, found = list(_said(form)), list(_read(read))
    lines = [
        f"应为 {name} {wish or _NOTHING}，读回 {got or _NOTHING}"
        for (name, wish), (_name, got) in zip(wanted, found, strict=False)
        if _plain(wish) != _plain(got) and (wish or name not in _LEVELS)
    ]
    if len(wanted) != len(found):
        lines.append(f"应有 {len(form.evaluation.scores)} 个指标，读回 {len(read.indicators)} 个")
    return tuple(lines)


def _plain(text: str) -> str:
    return "".join(text.split())


def _said(form: EvaluationForm) -> Iterator[tuple[str, str]]:
    """What the form's grid prints, in the order in which it is read: names and texts."""
    cells = {(cell.row, cell.column): cell.text for cell in form_grid(form) if cell.kind != TITLE}
    yield "标题", form.title
    yield from (("项目名称", form.project), ("主管部门", form.department), ("实施单位", form.unit))
    names = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    yield from ((name, cells[4, column]) for column, name in enumerate(names, 2))
    yield from (("预期目标", form.objective), ("实际完成情况", form.achieved))
    first = max(row for row, _column in cells) - len(form.evaluation.scores)
    columns = ("年度指标值", "实际完成值", "分值", "得分", "偏差原因")
    for number, score in enumerate(form.evaluation.scores):
        one = score.indicator
        yield from (("一级指标", one.level1 or ""), ("二级指标", one.level2 or ""), ("三级指标", one.name or ""))
        yield from ((f"“{one.name}”{name}", cells[first + number, at]) for at, name in enumerate(columns, 3))
    yield from (("分值合计", cells[first + len(form.evaluation.scores), 5]),)
    yield "总分", cells[first + len(form.evaluation.scores), 6]


def _read(one: SelfEvaluation) -> Iterator[tuple[str, str]]:
    for name in ("title", "project", "department", "unit"):
        yield name, getattr(one, name) or ""
    for line in one.funds[:1]:
        amounts = [amount.text if amount else "" for amount in (line.initial, line.budget, line.paid)]
        yield from (("", _grouped(text)) for text in amounts)
        yield from (("", text or "") for text in (line.weight, line.rate, line.points))
    yield from (("", one.objective or ""), ("", one.achieved or ""))
    for found in one.indicators:
        for name in ("level1", "level2", "name", "value", "actual", "weight", "points", "reason"):
            yield name, getattr(found, name) or ""
    yield from (("", one.total_weight or ""), ("", one.total or ""))


def _grouped(text: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else text
