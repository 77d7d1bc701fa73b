"""The grid of a budget's lines: live checks, saving beside others, workbooks out and in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gouji.checking.reports.wording import clean
from gouji.errors import GoujiError
from gouji.ledgers.problems import ERROR
from gouji.lexicon.classification import economic, functional
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.grids import Asked, as_saved, asked, conflict, loaded
from gouji.web.base.language import chinese
from gouji.web.cycle import steps
from gouji.web.cycle.book import typed, workbook
from gouji.web.cycle.checks import Problem
from gouji.web.cycle.live import NOTE
from gouji.web.cycle.models import Budget
from gouji.web.cycle.remarks import Placed
from gouji.web.cycle.rows import (
    BLANK,
    MERGED,
    TITLES,
    Row,
    RowsError,
    changes,
    choices,
    grid,
    of_lines,
    parsed,
    point_of,
    says_anything,
    several,
    titles,
)
from gouji.web.cycle.steps import StaleError
from gouji.web.journal.models import Event
from gouji.web.projects.models import Project, State

LONGEST_NOTE = 10_000
_LARGEST_BOOK = 5 * 1024 * 1024
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def budget_of(request: Request, pk: int, right: Right = Right.READ_BUDGETS) -> Budget:
    """A budget of those in which the right is held. Raises Http404."""
    rows = Budget.objects.select_related("unit__parent", "cycle__region")
    return request.scope.get(rows, right, pk, "unit")


def for_script(
    budget: Budget, rows: Iterable[Row], *, editable: bool, remarks: Iterable[Placed] = ()
) -> dict[str, Any]:
    """What the grid's script begins with."""
    year = budget.cycle.year
    return {
        "titles": titles(),
        "choices": choices(),
        "several": several(),
        "blank": BLANK,
        "numbers": ["amount"],
        "headers": TITLES,
        "merged": MERGED,
        "first": "function",
        "rows": grid(rows),
        "version": budget.version,
        "names": names_of_codes(year) | {"project": _projects(budget)} if editable else {},
        "remarks": [
            {"row": one.row, "field": one.remark.field, "text": one.remark.text}
            for one in remarks
            if not one.remark.answer
        ],
    }


def _projects(budget: Budget) -> dict[str, str]:
    """The unit's projects by name, each with its first-level project or state."""
    found = Project.objects.filter(unit=budget.unit).exclude(state=State.CLOSED).select_related("theme")
    return {one.name: str(one.theme or one.get_state_display()) for one in found}


@cache
@cache
def names_of_codes(year: int) -> dict[str, dict[str, str]]:
    """The codes that lines may have with their names: items (项) by function, divisions (款) by economic item."""
    return {"function": _names(functional(year), 7), "economic": _names(economic(year), 5)}


def _names(classification: Any, digits: int) -> dict[str, str]:
    return {
        code: classification.name(code)
        for code in classification
        if len(code) == digits and classification.in_force(code)
    }


def wrong_rows(error: RowsError) -> list[dict[str, object]]:
    """What is wrong with rows that mean nothing, for the script."""
    return [{"level": ERROR, "row": row, "field": field, "message": message} for row, field, message in error.problems]


def placed(rows: list[Mapping[str, Any]], found: tuple[Problem, ...]) -> list[dict[str, object]]:
    """The problems by the rows as typed, empty ones counted."""
    numbers = [number for number, row in enumerate(rows) if says_anything(row)]
    return [one.moved(numbers).as_dict() for one in found]


@needs(Right.DRAFT)
@require_POST
def check(request: Request, pk: int) -> JsonResponse:
    """What is wrong with lines as they are being typed; nothing is saved."""
    found = budget_of(request, pk, Right.DRAFT)
    try:
        sent = asked(request)
        rows, note = parsed(sent.rows), _note(sent)
    except RowsError as error:
        return JsonResponse({"problems": wrong_rows(error), "partial": True})
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)
    return JsonResponse({"problems": placed(sent.rows, steps.problems_of(found, rows, note)), "partial": False})


def _note(sent: Asked) -> str | None:
    """What is said of the lines, where the page has room for it. Raises :class:`GoujiError` for too much."""
    text = sent.more.get(NOTE)
    if text is None:
        return None
    text = "\n".join(clean(line).rstrip() for line in text.splitlines()).strip()
    if len(text) > LONGEST_NOTE:
        raise GoujiError(_("编报说明太长（最多 %d 字）。") % LONGEST_NOTE)
    return text


@needs(Right.DRAFT)
@require_POST
def save(request: Request, pk: int) -> JsonResponse:
    """Save the lines. 409 when somebody else did in between: nothing is saved, nothing lost, both are shown."""
    found = budget_of(request, pk, Right.DRAFT)
    try:
        sent = asked(request)
        rows, note = parsed(sent.rows), _note(sent)
        new = steps.save_rows(request.scope, found, rows, sent.version, note)
    except RowsError as error:
        return JsonResponse({"message": str(error), "problems": wrong_rows(error)}, status=422)
    except StaleError:
        found.refresh_from_db()
        theirs = grid(of_lines(found.lines.all()))
        who = last_editor(f"budget:{found.pk}")
        base = as_saved(sent.base, lambda typed: grid(parsed(typed)))
        answer = conflict(base, theirs, grid(rows), point_of, version=found.version, who=who)
        return _with_note(answer, found.note or "", note)
    except GoujiError as error:
        return JsonResponse({"message": str(error)}, status=400)
    found.refresh_from_db()
    return JsonResponse({"version": new, "problems": placed(sent.rows, steps.problems_of(found, rows))})


def _with_note(answer: JsonResponse, theirs: str, mine: str | None) -> JsonResponse:
    """The other's words beside mine, where they differ: a person brings them together."""
    if mine is None or theirs == mine:
        return answer
    said = json.loads(answer.content)
    message = _("对方保存的编报说明是：“%s”。请与您的核对后再保存。") % theirs
    said["problems"] = [Problem(ERROR, message, text=NOTE).as_dict()]
    return JsonResponse(said, status=409)


def last_editor(subject: str) -> str:
    """Who last did something to a subject of the log."""
    last = Event.objects.filter(subject=subject).select_related("user").first()
    return str(last.user) if last is not None and last.user is not None else _("别人")


@needs(Right.READ_BUDGETS)
@require_GET
@chinese
def lines_book(request: Request, pk: int) -> HttpResponse:
    """The lines as a workbook that can be filled in and brought back."""
    found = budget_of(request, pk)
    content = workbook(str(found), of_lines(found.lines.all()))
    name = quote(f"{found}.xlsx")
    return HttpResponse(
        content, content_type=_XLSX, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    )


@needs(Right.DRAFT)
@require_POST
def preview(request: Request, pk: int) -> HttpResponse:
    """A workbook brought back: what would change, before anything does."""
    found = budget_of(request, pk, Right.DRAFT)
    file = request.FILES.get("book")
    try:
        if file is None or (file.size or 0) > _LARGEST_BOOK:
            raise GoujiError(_("请选择从本页导出、填好的 Excel 文件（不超过 5 MB）。"))
        rows = parsed(typed(file.read()))
    except GoujiError as error:
        messages.error(request, str(error))
        return redirect("budget", pk)
    context = {
        "budget": found,
        "changed": changes(of_lines(found.lines.all()), rows),
        "rows": json.dumps(grid(rows), ensure_ascii=False),
        "problems": steps.problems_of(found, rows),
        "can_edit": steps.can_edit(request.scope, found),
    }
    return render(request, "cycle/preview.html", context)


@needs(Right.DRAFT)
@require_POST
def bring_in(request: Request, pk: int) -> HttpResponse:
    """Save what was previewed."""
    found = budget_of(request, pk, Right.DRAFT)
    try:
        rows = parsed(loaded(request.POST.get("rows", "")))
        steps.save_rows(request.scope, found, rows, int(request.POST.get("version", "0")))
    except GoujiError as error:
        messages.error(request, str(error))
    except (ValueError, AttributeError, TypeError):
        messages.error(request, _("提交的内容不完整，请重新导入。"))
    else:
        messages.success(request, _("已导入 %d 行。") % len(rows))
    return redirect("budget", pk)
