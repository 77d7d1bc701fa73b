"""Pages of documents and findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gouji.web import store
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.numbers import whole
from gouji.web.journal.models import Event
from gouji.web.review import decisions
from gouji.web.review.decisions import Position, RefusedError
from gouji.web.review.forms import AssignForm, DecisionForm, StepForm, UploadForm
from gouji.web.review.models import Decision, Document, Finding, Opinion, State
from gouji.web.review.opinions_sheet import opinions_sheet
from gouji.web.review.uploads import receive

_PAGE = 50
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_APART = "frame-ancestors 'self'; sandbox allow-scripts allow-popups allow-downloads allow-modals"
"""A report is made of what strangers wrote: whatever it does, it is no page of this site and has nobody's session."""
_META_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]+)"')


@needs(Right.READ_DOCUMENTS)
@require_GET
def documents(request: Request) -> HttpResponse:
    """The documents one may see, by state, year and words."""
    seen = request.scope.limit(Document.objects.select_related("office", "uploaded_by"), Right.READ_DOCUMENTS)
    years = sorted({year for year in seen.order_by().values_list("year", flat=True).distinct() if year}, reverse=True)
    state, year, words = (request.GET.get(name, "") for name in ("state", "year", "q"))
    found = seen
    if state in State.values:
        found = found.filter(state=state)
    if (wanted := whole(year)) is not None:
        found = found.filter(year=wanted)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(title__icontains=words) | Q(office__name__icontains=words))
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "states": State.choices, "years": years, "state": state, "year": year, "words": words}
    return render(request, "review/documents.html", context)


@needs(Right.UPLOAD)
@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Hand in files; afterwards what became of each."""
    form = UploadForm(request.scope, request.POST or None, request.FILES or None)
    received = []
    if request.method == "POST" and form.is_valid():
        received = receive(request.user, form.cleaned_data["office"], form.cleaned_data["files"])
        if len(received) == 1 and (only := received[0].document) is not None:
            if received[0].known:
                messages.info(request, _("这份文件此前已经上传过，以下是它的核对结果。"))
            return redirect("document", only.pk)
    return render(request, "review/upload.html", {"form": form, "received": received})


@dataclass(frozen=True, slots=True)
class _Shown:
    """A finding as the page shows it."""

    finding: Finding
    now: Position
    history: tuple[Decision, ...]
    may: frozenset[str]


def _shown(scope: Scope, finding: Finding) -> _Shown:
    now = decisions.position(finding, timezone.localdate())
    may = frozenset(opinion.name for opinion in decisions.possible(scope, finding, now))
    return _Shown(finding, now, tuple(finding.decisions.all()), may)


def _document(request: Request, pk: int) -> Document:
    rows = Document.objects.select_related("office", "uploaded_by")
    return request.scope.get(rows, Right.READ_DOCUMENTS, pk)


@needs(Right.READ_DOCUMENTS)
@require_GET
def document(request: Request, pk: int) -> HttpResponse:
    """One document: its figures, its findings to work through, what happened to it."""
    found = _document(request, pk)
    findings = found.findings.select_related("document__office").prefetch_related("decisions__by")
    shown = [_shown(request.scope, finding) for finding in findings]
    context = {
        "document": found,
        "shown": shown,
        "why_not_pass": decisions.why_not_pass(request.scope, found),
        "why_not_return": decisions.why_not_return(request.scope, found),
        "assign": AssignForm(request.scope, initial={"office": found.office_id}),
        "decides": request.scope.covers(Right.DECIDE, found.office),
        "passes": request.scope.covers(Right.PASS, found.office),
        "history": Event.objects.filter(subject=f"document:{found.pk}").select_related("user"),
        "left": sum(one.now.standing in {decisions.Standing.OPEN, decisions.Standing.EXPIRED} for one in shown),
    }
    return render(request, "review/document.html", context)


@needs(Right.READ_DOCUMENTS)
@require_GET
def status(request: Request, pk: int) -> HttpResponse:
    """The progress of a document that is being checked; when it is done the whole page is shown anew."""
    found = _document(request, pk)
    response = render(request, "review/_waiting.html", {"document": found})
    if found.state != State.WAITING:
        response.headers["HX-Refresh"] = "true"
    return response


@needs(Right.COMMENT)
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """Say something to a finding; gives the finding anew."""
    rows = Finding.objects.select_related("document__office").prefetch_related("decisions__by")
    finding = request.scope.get(rows, Right.COMMENT, pk, "document__office")
    form = DecisionForm(request.POST)
    problem = ""
    if form.is_valid():
        data = form.cleaned_data
        try:
            decisions.decide(
                request.scope, finding, Opinion(data["opinion"]), data["text"], data["expires"], data["version"]
            )
        except RefusedError as error:
            problem = str(error)
    else:
        problem = _("请检查填写的内容，日期应为 年-月-日。")
    finding = rows.get(pk=pk)
    context = {"one": _shown(request.scope, finding), "problem": problem, "typed": request.POST.get("text", "")}
    if request.headers.get("HX-Request"):
        return render(request, "review/_finding.html", context)
    if problem:
        messages.error(request, problem)
    return redirect(f"/documents/{finding.document_id}/#f{finding.position}")


@needs(Right.DECIDE)
@require_POST
def step(request: Request, pk: int) -> HttpResponse:
    """Pass a document, send it back, or have it checked again."""
    found = request.scope.get(Document.objects.select_related("office"), Right.DECIDE, pk)
    form = StepForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            match data["step"]:
                case "pass":
                    decisions.pass_document(request.scope, found, data["version"])
                case "return":
                    decisions.return_document(request.scope, found, data["version"], data["text"])
                case _:
                    decisions.check_again(request.scope, found)
        except RefusedError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("提交的内容不完整，请重新操作。"))
    return redirect("document", pk)


@needs(Right.DECIDE)
@require_POST
def assign(request: Request, pk: int) -> HttpResponse:
    """Say whose document it is."""
    found = request.scope.get(Document.objects.select_related("office"), Right.DECIDE, pk)
    form = AssignForm(request.scope, request.POST)
    if form.is_valid():
        try:
            decisions.assign(request.scope, found, form.cleaned_data["office"])
        except RefusedError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("请选择部门或单位。"))
    return redirect("document", pk)


@needs(Right.READ_DOCUMENTS)
@require_GET
def report(request: Request, pk: int) -> HttpResponse:
    """The report page. It carries its script and style within and names their digests as its policy."""
    content = _kept(_document(request, pk).page)
    policy = _META_POLICY.search(content)
    own = policy.group(1).decode() if policy else "default-src 'none'"
    return HttpResponse(
        content,
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": f"{own}; {_APART}".replace("&#x27;", "'")},
    )


@needs(Right.READ_DOCUMENTS)
@require_GET
def report_json(request: Request, pk: int) -> HttpResponse:
    """The report as data, ``gouji/report/1``."""
    return HttpResponse(_kept(_document(request, pk).report), content_type="application/json; charset=utf-8")


@needs(Right.READ_DOCUMENTS)
@require_GET
def sheet(request: Request, pk: int) -> HttpResponse:
    """The check sheet as a workbook."""
    found = _document(request, pk)
    return _download(_kept(found.sheet), _("%s-检查表.xlsx") % found, _XLSX)


@needs(Right.READ_DOCUMENTS)
@require_GET
def opinions(request: Request, pk: int) -> HttpResponse:
    """The findings and what was said to them, as a workbook."""
    found = _document(request, pk)
    if not found.is_checked:
        raise Http404
    rows = found.findings.prefetch_related("decisions__by")
    return _download(opinions_sheet(found, cast(Iterable[Finding], rows)), _("%s-处理意见.xlsx") % found, _XLSX)


@needs(Right.READ_DOCUMENTS)
@require_GET
def original(request: Request, pk: int) -> FileResponse:
    """The file as it was handed in; always a download, never shown, for it may be any page of the world."""
    found = _document(request, pk)
    path = store.path_of(found.sha256)
    if not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )


def _kept(sha256: str) -> bytes:
    path = store.path_of(sha256)
    if not sha256 or not path.is_file():
        raise Http404
    return path.read_bytes()


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )
