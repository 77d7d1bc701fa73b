"""The tree of offices, their staff, and workbooks of them."""

from __future__ import annotations

import json
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.errors import GoujiError
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.journal.log import record
from gouji.web.organisation.book import TypedRow, typed, workbook
from gouji.web.organisation.figures import save_staff
from gouji.web.organisation.forms import ImportForm, OfficeForm, StaffForm
from gouji.web.organisation.importing import Plan, carry_out, plan
from gouji.web.organisation.models import Level, Office, Staff, staff_on, valid

_BELOW = {Level.REGION: Level.DEPARTMENT, Level.DEPARTMENT: Level.UNIT}
_PAGE = 100
_LARGEST_BOOK = 10 * 1024 * 1024
_SHOWN = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Right.READ_OFFICES)
@require_GET
def offices(request: Request) -> HttpResponse:
    """The offices one may see, as a tree; those that exist today, or all that ever did."""
    words, everything = request.GET.get("q", "").strip(), request.GET.get("all") == "1"
    found = request.scope.offices(Right.READ_OFFICES)
    if not everything:
        found = found.filter(valid(timezone.localdate()))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__startswith=words))
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    ids = [office.pk for office in page]
    editable = set(request.scope.offices(Right.EDIT_OFFICES).filter(pk__in=ids).values_list("pk", flat=True))
    staffed = set(request.scope.offices(Right.EDIT_STAFF).filter(pk__in=ids).values_list("pk", flat=True))
    context = {"page": page, "editable": editable, "staffed": staffed, "words": words, "everything": everything}
    return render(request, "organisation/offices.html", context)


@needs(Right.EDIT_OFFICES)
@require_http_methods(["GET", "POST"])
def office(request: Request, pk: int) -> HttpResponse:
    """Change an office."""
    found = request.scope.get(Office.objects.all(), Right.EDIT_OFFICES, pk, "")
    return _edit(request, found, "office.changed")


@needs(Right.EDIT_OFFICES)
@require_http_methods(["GET", "POST"])
def new_office(request: Request, pk: int) -> HttpResponse:
    """A new department of a region, or a new unit of a department."""
    above = request.scope.get(Office.objects.exclude(level=Level.UNIT), Right.EDIT_OFFICES, pk, "")
    return _edit(request, Office(parent=above, level=_BELOW[Level(above.level)]), "office.created")


def _edit(request: Request, office: Office, action: str) -> HttpResponse:
    before = _facts(office)
    form = OfficeForm(request.POST or None, instance=office)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.save()
                after = _facts(office)
                changed = [name for name in after if after[name] != before[name]]
                record(
                    request.user,
                    action,
                    office,
                    office=office,
                    before={name: before[name] for name in changed},
                    after={name: after[name] for name in changed},
                )
        except IntegrityError:
            form.add_error("name", _("同一上级下已有这个名称。"))
        else:
            messages.success(request, _("已保存。"))
            return redirect("offices")
    return render(request, "organisation/office.html", {"form": form, "office": office, "parent": office.parent})


def _facts(office: Office) -> dict[str, str]:
    return {name: str(getattr(office, name) or "") for name in OfficeForm.Meta.fields}


@needs(Right.EDIT_STAFF)
@require_http_methods(["GET", "POST"])
def staff(request: Request, pk: int) -> HttpResponse:
    """The staff figures of a unit: those of a day are saved beside the earlier ones."""
    found = request.scope.get(Office.objects.filter(level=Level.UNIT), Right.EDIT_STAFF, pk, "")
    today = timezone.localdate()
    initial: dict[str, object] = {"as_of": today}
    for kind, one in staff_on(found, today).items():
        initial |= {f"{kind}_quota": one.quota, f"{kind}_actual": one.actual}
    form = StaffForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changed = save_staff(request.user, found, form.cleaned_data["as_of"], form.figures)
        messages.success(request, _("已保存。") if changed else _("没有变化。"))
        return redirect("staff", pk)
    context = {"form": form, "office": found, "history": found.staff.order_by("-as_of", "kind")[:60]}
    return render(request, "organisation/staff.html", context)


@needs(Right.EDIT_OFFICES)
@require_GET
def book(request: Request) -> HttpResponse:
    """The offices one may edit as a workbook, with the newest staff figures."""
    rows = request.scope.offices(Right.EDIT_OFFICES).exclude(level=Level.REGION).select_related("parent")
    newest: dict[int, dict[str, Staff]] = {}
    for one in Staff.objects.filter(office__in=rows).order_by("as_of"):
        kinds = newest.setdefault(one.office_id, {})
        if kinds and next(iter(kinds.values())).as_of != one.as_of:
            kinds.clear()
        kinds[one.kind] = one
    headers = {"Content-Disposition": "attachment; filename*=UTF-8''%E6%9C%BA%E6%9E%84.xlsx"}
    return HttpResponse(workbook(rows, newest), content_type=_XLSX, headers=headers)


@needs(Right.EDIT_OFFICES)
@require_http_methods(["GET", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """A workbook brought in: first what it would change and what is wrong in which cell."""
    form = ImportForm(
        request.scope, request.POST or None, request.FILES or None, initial={"as_of": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["book"]
            if (file.size or 0) > _LARGEST_BOOK:
                raise GoujiError(_("文件超过 10 MB。"))
            rows = typed(file.read())
        except GoujiError as error:
            form.add_error("book", str(error))
        else:
            region, as_of = form.cleaned_data["region"], form.cleaned_data["as_of"]
            return _preview(request, region, rows, plan(region, rows, as_of))
    return render(request, "organisation/import.html", {"form": form})


def _preview(request: Request, region: Office, rows: tuple[TypedRow, ...], found: Plan) -> HttpResponse:
    grid = [[row.number, dict(row.texts), dict(row.letters)] for row in rows]
    context = {
        "region": region,
        "plan": found,
        "problems": found.problems[:_SHOWN],
        "new": found.new[:_SHOWN],
        "changed": found.changed[:_SHOWN],
        "rows": json.dumps(grid, ensure_ascii=False),
    }
    return render(request, "organisation/preview.html", context)


@needs(Right.EDIT_OFFICES)
@require_POST
def bring_in_now(request: Request) -> HttpResponse:
    """Do what was previewed; when it would now be something else, show that first."""
    try:
        region = Office.objects.get(pk=int(request.POST.get("region", "0")))
        as_of = date.fromisoformat(request.POST.get("as_of", ""))
        rows = tuple(TypedRow(*row) for row in json.loads(request.POST.get("rows", "")))
        if not all(isinstance(text, str) for row in rows for text in row.texts.values()):
            raise TypeError
        if not request.scope.covers(Right.EDIT_OFFICES, region) or region.level != Level.REGION:
            raise Office.DoesNotExist
        found = plan(region, rows, as_of)
    except (ValueError, TypeError, AttributeError, Office.DoesNotExist):
        messages.error(request, _("提交的内容不完整，请重新导入。"))
        return redirect("offices-import")
    if found.problems or found.digest != request.POST.get("digest"):
        messages.error(request, _("机构在您查看之后已有变动，没有导入；请看过新的变化再确认。"))
        return _preview(request, region, rows, found)
    carry_out(request.user, region, found)
    messages.success(request, _("已导入：新增 %d 个，修改 %d 个。") % (len(found.new), len(found.changed)))
    return redirect("offices")
