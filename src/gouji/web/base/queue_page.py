"""What the workers do, have done and could not do: for those who keep the system going."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gouji.errors import GoujiError
from gouji.web.accounts.gate import Request, needs
from gouji.web.accounts.rights import Right
from gouji.web.accounts.scope import Scope
from gouji.web.base.queue import MOST_ATTEMPTS, SILENCE, OpenJob, kinds
from gouji.web.organisation.models import Office

_SHOWN = 50
_DONE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """A job as the page shows it; what it is about only to who may read that."""

    kind: str
    job: OpenJob
    title: str | Promise
    office: Office
    about: str
    address: str
    why: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many jobs of a kind wait, and since when the oldest does."""

    title: str | Promise
    number: int
    since: datetime | None


@needs(Right.READ_QUEUE)
@require_GET
def queue(request: Request) -> HttpResponse:
    """What waits, runs and failed, and what was done last."""
    scope = request.scope
    now = timezone.now()
    waiting: list[Waiting] = []
    lines: list[Line] = []
    running: list[Line] = []
    failed: list[Line] = []
    done: list[Line] = []
    for kind in kinds():
        seen = _seen(scope, kind)
        still = seen.filter(done_at=None)
        free = still.exclude(beat_at__gte=now - SILENCE)
        waiting.append(Waiting(kind.title, free.count(), free.aggregate(since=Min("created_at"))["since"]))
        lines += _lines(scope, free.order_by("pk")[:_SHOWN])
        running += _lines(scope, still.filter(beat_at__gte=now - SILENCE).order_by("pk")[:_SHOWN])
        failed += _lines(scope, _failed(seen, kind).order_by("-done_at")[:_SHOWN], why=True)
        ended = seen.filter(done_at__gte=now - _DONE).exclude(kind.failed)
        done += _lines(scope, ended.order_by("-done_at")[:_SHOWN])
    context = {
        "waiting": waiting,
        "lines": sorted(lines, key=lambda line: line.job.created_at)[:_SHOWN],
        "running": running,
        "failed": sorted(failed, key=_ended, reverse=True)[:_SHOWN],
        "done": sorted(done, key=_ended, reverse=True)[:_SHOWN],
        "number": sum(one.number for one in waiting),
        "most": MOST_ATTEMPTS,
        "retries": scope.has(Right.RETRY),
    }
    return render(request, "base/queue.html", context)


@needs(Right.RETRY)
@require_POST
def again(request: Request, kind: str, pk: int) -> HttpResponse:
    """Try once more what failed."""
    found = next((one for one in kinds() if one._meta.app_label == kind), None)
    if found is None:
        raise Http404
    job = request.scope.get(_failed(found._default_manager.all(), found), Right.RETRY, pk, found.office)
    try:
        job.again(request.user)
    except GoujiError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已重新排队。"))
    return redirect("queue")


def _seen(scope: Scope, kind: type[OpenJob]) -> QuerySet[OpenJob]:
    return scope.limit(kind._default_manager.all(), Right.READ_QUEUE, kind.office)


def _failed(jobs: QuerySet[OpenJob], kind: type[OpenJob]) -> QuerySet[OpenJob]:
    """What came to nothing and was not begun again since."""
    later = kind._default_manager.filter(pk__gt=OuterRef("pk"), **{name: OuterRef(name) for name in kind.same})
    return jobs.filter(~Exists(later), kind.failed).exclude(done_at=None)


def _lines(scope: Scope, jobs: QuerySet[OpenJob], *, why: bool = False) -> Iterable[Line]:
    for job in jobs.select_related(jobs.model.subject, jobs.model.office):
        office: object = job
        for name in job.office.split("__"):
            office = getattr(office, name)
        assert isinstance(office, Office)
        reads = scope.covers(job.reading, office)
        yield Line(
            job._meta.app_label,
            job,
            job.title,
            office,
            str(job) if reads else "",
            job.address() if reads else "",
            job.why() if why else "",
        )


def _ended(line: Line) -> datetime:
    return line.job.done_at or line.job.created_at
