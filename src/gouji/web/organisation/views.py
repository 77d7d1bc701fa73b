"""The tree of offices, their staff, and workbooks of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.journal.log import record
from gouji.web.organisation.book import workbook
from gouji.web.organisation.figures import save_staff
from gouji.web.organisation.forms import OfficeForm, StaffForm, facts_of
from gouji.web.organisation.models import Level, Office, Staff, one_after_another, staff_on, valid

_BELOW = {Level.REGION: Level.DEPARTMENT, Level.DEPARTMENT: Level.UNIT}
_PAGE = 100
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
    if request.method != "POST":
        return _form(request, OfficeForm(instance=office), office)
    with transaction.atomic():
        one_after_another(office.parent or office)
        if office.pk is not None:
            office.refresh_from_db()
        before = facts_of(office)
        form = OfficeForm(request.POST, instance=office)
        if not form.is_valid():
            return _form(request, form, office)
        form.save()
        after = facts_of(office)
        changed = [name for name in after if after[name] != before[name]]
        record(
            request.user,
            action,
            office,
            office=office,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    messages.success(request, _("已保存。"))
    return redirect("offices")


def _form(request: Request, form: OfficeForm, office: Office) -> HttpResponse:
    return render(request, "organisation/office.html", {"form": form, "office": office, "parent": office.parent})


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
