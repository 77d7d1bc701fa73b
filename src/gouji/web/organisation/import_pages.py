"""Pages of workbooks of offices: handed in, looked at, confirmed; and of those of earlier days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.errors import GoujiError
from gouji.web import store
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.base.saying import Saying
from gouji.web.organisation import imports as life
from gouji.web.organisation.forms import ImportForm
from gouji.web.organisation.importing import What
from gouji.web.organisation.models import Import, ImportRow, ImportState
from gouji.web.organisation.preview_book import shown, what_name

_PAGE = 100
_LISTED = 50
_KINDS = ("wrong", What.NEW.value, What.CHANGED.value, What.MOVED.value, What.ENDED.value)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(Right.READ_IMPORTS)
@require_GET
def imports(request: Request) -> HttpResponse:
    """Every workbook handed in: by whom, when, and what became of it."""
    seen = request.scope.limit(Import.objects.all(), Right.READ_IMPORTS, "region")
    page = Paginator(seen.select_related("region", "by", "confirmed_by"), _LISTED).get_page(request.GET.get("page"))
    return render(request, "organisation/imports.html", {"page": page})


@needs(Right.EDIT_OFFICES)
@require_http_methods(["GET", "POST"])
def hand_in(request: Request) -> HttpResponse:
    """Hand in a workbook; it is read by a worker."""
    form = ImportForm(
        request.scope, request.POST or None, request.FILES or None, initial={"as_of": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        data, file = form.cleaned_data, form.cleaned_data["book"]
        try:
            if (file.size or 0) > life.LARGEST:
                raise life.RefusedError(_("文件超过 %d MB。") % (life.LARGEST // 2**20))
            made = life.ask(request.user, data["region"], data["as_of"], file.name or "", file.read())
        except GoujiError as error:
            form.add_error("book", str(error))
        else:
            return redirect("offices-import-one", made.pk)
    return render(request, "organisation/hand_in.html", {"form": form})


@dataclass(frozen=True, slots=True)
class _Tab:
    """A kind of differences and how many there are."""

    what: str
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """A difference as the page shows it."""

    row: ImportRow
    changes: tuple[tuple[str, str, str], ...]
    problem: str


@needs(Right.READ_IMPORTS)
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """One workbook: how far it is, the differences it makes, a page at a time."""
    found = _found(request, pk)
    tabs = [_Tab(what, what_name(what), int(found.numbers.get(what, 0))) for what in _KINDS]
    wanted = request.GET.get("what", "")
    if wanted not in _KINDS:
        wanted = next((tab.what for tab in tabs if tab.number), "wrong")
    page = Paginator(found.rows.filter(what=wanted), _PAGE).get_page(request.GET.get("page"))
    context = {
        **_state(request, found),
        "tabs": tabs,
        "what": wanted,
        "page": page,
        "shown": _shown(page.object_list),
        "same": found.numbers.get(What.SAME.value, 0),
        "notices": [str(Saying.of(notice)) for notice in found.notices],
        "problem": str(Saying.of(found.problem)) if found.problem else "",
        "changes_something": any(tab.number for tab in tabs if tab.what != "wrong"),
        "previewed": found.state not in {ImportState.READING, ImportState.FAILED} and bool(found.numbers),
    }
    return render(request, "organisation/import.html", context)


def _shown(rows: Iterable[ImportRow]) -> list[_Shown]:
    return [
        _Shown(
            row,
            tuple(shown(change) for change in row.changes),
            str(Saying.of(row.problem)) if row.problem else "",
        )
        for row in rows
    ]


def _state(request: Request, found: Import) -> dict[str, object]:
    edits = request.scope.covers(Right.EDIT_OFFICES, found.region)
    ended = found.state in {ImportState.APPLIED, ImportState.CANCELLED}
    return {
        "import": found,
        "may_cancel": edits and not ended,
        "may_confirm": edits and found.state == ImportState.PREVIEWED,
        "may_repeat": edits and not ended and not found.is_at_work,
    }


@needs(Right.READ_IMPORTS)
@require_GET
def status(request: Request, pk: int) -> HttpResponse:
    """How far the worker is; when it is done the whole page is shown anew."""
    found = _found(request, pk)
    response = render(request, "organisation/_import_waiting.html", _state(request, found))
    if not found.is_at_work:
        response.headers["HX-Refresh"] = "true"
    return response


@needs(Right.EDIT_OFFICES)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Confirm what was looked at, let it be, or have it weighed anew."""
    rows = Import.objects.select_related("region")
    found = request.scope.get(rows, Right.EDIT_OFFICES, pk, "region")
    try:
        match request.POST.get("step"):
            case "confirm":
                life.confirm(request.user, found, request.POST.get("digest", ""))
            case "cancel":
                life.cancel(request.user, found)
            case "again":
                life.again(request.user, found)
            case _:
                messages.error(request, _("提交的内容不完整，请重新操作。"))
    except GoujiError as error:
        messages.error(request, str(error))
    return redirect("offices-import-one", pk)


@needs(Right.READ_IMPORTS)
@require_GET
def preview(request: Request, pk: int) -> HttpResponse:
    """The differences as a workbook."""
    found = _found(request, pk)
    return _download(found.preview, f"{found.name.rpartition('.')[0] or found.name}-变化.xlsx", _XLSX)


@needs(Right.READ_IMPORTS)
@require_GET
def original(request: Request, pk: int) -> HttpResponse:
    """The workbook as it was handed in; always a download."""
    found = _found(request, pk)
    return _download(found.sha256, found.name, "application/octet-stream")


def _found(request: Request, pk: int) -> Import:
    rows = Import.objects.select_related("region", "by", "confirmed_by")
    return request.scope.get(rows, Right.READ_IMPORTS, pk, "region")


def _download(sha256: str, name: str, kind: str) -> HttpResponse:
    path = store.path_of(sha256)
    if not sha256 or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response  # type: ignore[return-value]
