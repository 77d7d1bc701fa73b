"""The tree of offices."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.journal.log import record
from gouji.web.organisation.forms import OfficeForm
from gouji.web.organisation.models import Level, Office

_BELOW = {Level.REGION: Level.DEPARTMENT, Level.DEPARTMENT: Level.UNIT}


@needs(Right.READ_OFFICES)
@require_GET
def offices(request: Request) -> HttpResponse:
    """All offices one may see, as a tree."""
    editable = set(request.scope.offices(Right.EDIT_OFFICES).values_list("pk", flat=True))
    return render(
        request,
        "organisation/offices.html",
        {"offices": request.scope.offices(Right.READ_OFFICES), "editable": editable},
    )


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
