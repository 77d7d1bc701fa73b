"""Words of reviewers at fields of a budget's lines, and the drafter's answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from gouji.web.accounts.models import User
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.language import in_chinese
from gouji.web.base.words import said
from gouji.web.cycle.models import Budget, Remark, Stage
from gouji.web.cycle.rows import FIELDS, TITLES, Row, grid, of_lines, point_of, titles
from gouji.web.cycle.steps import EDITABLE, RefusedError
from gouji.web.journal.log import record


@dataclass(frozen=True, slots=True)
class Placed:
    """A remark with the row of the grid it belongs to now; None when that row is no longer there as it was."""

    remark: Remark
    row: int | None

    @property
    def where(self) -> str:
        """The line and field in words, as they were when it was written."""
        words = " ".join(said(str(self.remark.row[name])) for name in FIELDS if self.remark.row.get(name))
        return _("第 %(row)d 行 %(field)s（%(words)s）") % {
            "row": self.remark.position + 1,
            "field": titles().get(self.remark.field, ""),
            "words": words,
        }


def can_remark(scope: Scope, budget: Budget) -> bool:
    """Whether the person may write at a field now: it is being judged, and by them."""
    return Stage(budget.stage) not in {*EDITABLE, Stage.APPROVED} and scope.covers(Right.REMARK, budget.unit)


def can_answer(scope: Scope, budget: Budget) -> bool:
    """Whether the person may answer now."""
    return Stage(budget.stage) in EDITABLE and scope.covers(Right.DRAFT, budget.unit)


def placed(budget: Budget, rows: Sequence[Row]) -> tuple[Placed, ...]:
    """Every remark with where it belongs now: the row about the same thing, else the row at its place if the field is
    what it was."""
    shown = grid(rows)
    places = {point_of(row): number for number, row in enumerate(shown)}
    found = []
    for remark in budget.remarks.select_related("by", "answered_by"):
        place = places.get(point_of(remark.row))
        if place is None and remark.position < len(shown):
            same = [name for name in FIELDS if shown[remark.position][name] == remark.row.get(name)]
            place = remark.position if len(same) >= len(FIELDS) - 2 else None
        found.append(Placed(remark, place))
    return tuple(found)


def write(scope: Scope, budget: Budget, position: int, field: str, text: str) -> None:
    """Write at a field. Raises :class:`RefusedError`."""
    assert isinstance(scope.user, User)
    rows = grid(of_lines(budget.lines.all()))
    if not can_remark(scope, budget):
        raise RefusedError(_("现在不能写批注。"))
    if not text.strip() or field not in TITLES or not 0 <= position < len(rows):
        raise RefusedError(_("请写明第几行、哪一栏和批注的内容。"))
    with transaction.atomic():
        made = Remark.objects.create(
            budget=budget, position=position, field=field, row=rows[position], text=text.strip(), by=scope.user
        )
        with in_chinese():
            place = Placed(made, position).where
        record(scope.user, "budget.remark", budget, office=budget.unit, after={"object": place, "text": made.text})


def answer(scope: Scope, remark: Remark, text: str) -> None:
    """Answer a remark. Raises :class:`RefusedError`."""
    assert isinstance(scope.user, User)
    budget = remark.budget
    if not can_answer(scope, budget):
        raise RefusedError(_("现在不能答复批注。"))
    if not text.strip():
        raise RefusedError(_("请写明怎样修改，或为什么不改。"))
    with transaction.atomic():
        before = remark.answer
        remark.answer, remark.answered_by = text.strip(), scope.user
        remark.save(update_fields=["answer", "answered_by"])
        with in_chinese():
            place = Placed(remark, None).where
        record(
            scope.user,
            "budget.answer",
            budget,
            office=budget.unit,
            before={"text": before},
            after={"object": place, "text": remark.answer},
        )
