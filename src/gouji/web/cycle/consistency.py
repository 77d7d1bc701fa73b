"""What lines say against what is known beside them: plans, what last year left, how many people there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from gouji.ledgers.problems import ERROR, WARNING
from gouji.ledgers.rows import yuan
from gouji.model.coordinates import CARRIED_OVER, CURRENT, EXPENDITURE
from gouji.web.base.words import label
from gouji.web.cycle.adjusting import adjusted_rows
from gouji.web.cycle.beside import Beside
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.models import Budget
from gouji.web.cycle.rows import Row
from gouji.web.projects.models import State

_PERSONNEL, _OPERATING = "basic/personnel", "basic/operating"
_PAY, _PENSIONS = "301", "303"
"""工资福利支出 and 对个人和家庭的补助: what personnel expenses consist of (支出经济分类科目); the rest is operating."""
_RETIRED: Mapping[str, str] = {"30301": "retired_cadre", "30302": "retired"}
"""离休费 and 退休费, and whom they are paid to."""


def consistency_problems(budget: Budget, rows: Sequence[Row], known: Beside) -> Iterator[Problem]:
    """All of them, in the order of the lines where they have one."""
    yield from _kinds(rows)
    yield from _people(rows, known)
    yield from _plans(budget, rows, known)
    if any(row.origin == CARRIED_OVER and row.side == EXPENDITURE for row in rows):
        yield from _left_over(budget, rows, known)


def _kinds(rows: Sequence[Row]) -> Iterator[Problem]:
    """人员经费 and 公用经费 under the other's economic items."""
    for number, row in enumerate(rows):
        is_pay = row.economic[:3] in {_PAY, _PENSIONS}
        if len(row.economic) != 5 or (row.use, is_pay) not in {(_PERSONNEL, False), (_OPERATING, True)}:
            continue
        message = _("经济分类科目 %(code)s 属于%(right)s，这里列在%(wrong)s。") % {
            "code": row.economic,
            "right": label("use", _PERSONNEL if is_pay else _OPERATING),
            "wrong": label("use", row.use),
        }
        yield Problem(WARNING, message, number, "use")


def _people(rows: Sequence[Row], known: Beside) -> Iterator[Problem]:
    """Pay where nobody works, pensions where nobody is retired."""
    if known.heads is None:
        return
    for number, row in enumerate(rows):
        if row.use == _PERSONNEL and row.economic.startswith(_PAY) and not known.active and row.amount:
            yield Problem(WARNING, _("登记的在职人数是 0，却编了工资福利支出。"), number, "amount")
        kind = _RETIRED.get(row.economic)
        if kind is not None and not known.heads.get(kind) and row.amount:
            yield Problem(WARNING, _("没有登记这类离退休人员，却编了他们的费用。"), number, "amount")


def _plans(budget: Budget, rows: Sequence[Row], known: Beside) -> Iterator[Problem]:
    """Projects drafted with another amount than their plan of the year has."""
    drafted: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if row.project and row.side == EXPENDITURE and row.origin == CURRENT:
            drafted.setdefault(row.project, []).append(number)
    for name, numbers in drafted.items():
        found = known.projects.get(name)
        amount = sum(rows[number].amount for number in numbers)
        if found is None or found.planned in {None, amount} or found.project.state != State.STORED:
            continue
        message = _("项目“%(name)s”的计划 %(year)d 年安排 %(planned)s 元，现编 %(drafted)s 元。") % {
            "name": name,
            "year": budget.cycle.year,
            "planned": yuan(found.planned or 0),
            "drafted": yuan(amount),
        }
        link = reverse("project", args=(found.project.pk,))
        yield Problem(WARNING, message, numbers[0], "amount", link, also=tuple(numbers[1:]))


def _left_over(budget: Budget, rows: Sequence[Row], known: Beside) -> Iterator[Problem]:
    """Money said to be left from last year that last year's budget, as far as it is known, cannot have left."""
    from gouji.web.performance.spending import paid_by_project

    if known.last is None or not any(row.project for row in known.before):
        return
    last = adjusted_rows(known.last)
    paid = paid_by_project(budget.unit, budget.cycle.year - 1)
    link = reverse("budget-projects", args=(budget.pk,))
    for name, numbers in _carried(rows).items():
        amount = sum(rows[number].amount for number in numbers)
        budgeted = sum(row.amount for row in last if row.side == EXPENDITURE and row.project == name)
        left = budgeted - paid.get(name, 0)
        if amount <= left:
            continue
        values = {"name": name, "amount": yuan(amount), "budgeted": yuan(budgeted), "paid": yuan(paid.get(name, 0))}
        if not budgeted:
            level = WARNING
            message = _("项目“%(name)s”列了上年结转 %(amount)s 元，上年预算里没有这个项目。")
        elif amount > budgeted:
            level = ERROR
            message = _("项目“%(name)s”的上年结转 %(amount)s 元，超过它上年的预算 %(budgeted)s 元。")
        else:
            level = WARNING
            message = _(
                "项目“%(name)s”的上年结转 %(amount)s 元，多于上年剩余（预算 %(budgeted)s 元，已执行 %(paid)s 元）。"
            )
        yield Problem(level, message % values, numbers[0], "amount", link, also=tuple(numbers[1:]))


def _carried(rows: Sequence[Row]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if row.project and row.side == EXPENDITURE and row.origin == CARRIED_OVER:
            found.setdefault(row.project, []).append(number)
    return found
