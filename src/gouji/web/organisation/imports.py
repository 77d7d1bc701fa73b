"""The life of an import: handed in, read by a worker, looked at, confirmed, carried out by a worker or not at all.

What is carried out is what was looked at: the workbook is weighed once more in the transaction that writes, and where
it would now do anything else nothing is done and a new look is asked for.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gouji.checking.reports.wording import clean
from gouji.errors import GoujiError
from gouji.reading.sources.detect import XLS, XLSX, detect
from gouji.web import store
from gouji.web.accounts.models import User
from gouji.web.base.queue import finish
from gouji.web.base.saying import SaidError, Saying, said, say
from gouji.web.journal.log import record
from gouji.web.organisation.applying import carry_out, stand_still
from gouji.web.organisation.filled_book import filled
from gouji.web.organisation.importing import Plan, What, plan
from gouji.web.organisation.models import Import, ImportRow, ImportState, Job, Office
from gouji.web.organisation.preview_book import preview_book

_LOG = logging.getLogger(__name__)
LARGEST = 10 * 1024 * 1024
_BATCH = 500
_TELL_SECONDS = 0.5
_UNFORESEEN = gettext_noop("发生未预料的错误（%(kind)s），没有导入；请联系系统维护人员。")
_CRASHED = gettext_noop("程序多次意外结束，已停止，没有导入；可以重试，或分成几个文件导入。")
_STALE = gettext_noop("机构在查看之后已有变动，没有导入；请重新比对，看过新的变化再确认。")
_NOW_WRONG = gettext_noop("机构在查看之后已有变动，表中有的行现在不能导入；请重新比对。")


class RefusedError(GoujiError):
    """What cannot be done with an import, or not now; the message says why."""


def ask(user: User, region: Office, as_of: date, name: str, data: bytes) -> Import:
    """Hand a workbook in. Raises :class:`GoujiError` for what is none."""
    if len(data) > LARGEST:
        raise RefusedError(_("文件超过 %d MB。") % (LARGEST // 2**20))
    if detect(data) not in {XLSX, XLS}:
        raise RefusedError(_("这不是 Excel 工作簿，请用 .xlsx 或 .xls 文件。"))
    sha256 = store.keep([data])
    with transaction.atomic():
        name = clean(PurePath(name).name)[:200] or _("未命名文件")
        made = Import.objects.create(region=region, as_of=as_of, name=name, sha256=sha256, by=user)
        Job.objects.create(of=made)
        record(user, "import.asked", made, office=region, after={"file": name, "sha256": sha256})
    return made


def confirm(user: User, one: Import, digest: str) -> None:
    """Have done what was looked at (``digest``). Raises :class:`RefusedError`."""
    with transaction.atomic():
        confirmed = Import.objects.filter(pk=one.pk, state=ImportState.PREVIEWED, digest=digest).update(
            state=ImportState.CONFIRMED, confirmed_by=user
        )
        if not confirmed:
            raise RefusedError(_("这份机构表刚有变化，请看过最新情况后再确认。"))
        Job.objects.create(of=one)
        record(user, "import.confirmed", one, office=one.region, after={"sha256": digest})


def cancel(user: User, one: Import) -> None:
    """Let it be. Raises :class:`RefusedError` when it is done already."""
    with transaction.atomic():
        # A worker that is writing holds the job to the end of its transaction: whoever is first closes it.
        for job in Job.objects.filter(of=one, done_at=None):
            finish(job)
        ended = (ImportState.APPLIED, ImportState.CANCELLED)
        state, now = ImportState.CANCELLED, timezone.now()
        if not Import.objects.filter(pk=one.pk).exclude(state__in=ended).update(state=state, ended_at=now):
            raise RefusedError(_("这份机构表已经导入或已经取消。"))
        record(user, "import.cancelled", one, office=one.region)


def again(user: User, one: Import) -> None:
    """Weigh the same workbook anew. Raises :class:`RefusedError` when it is done already, or at work."""
    open_to = (ImportState.PREVIEWED, ImportState.WRONG, ImportState.STALE, ImportState.FAILED)
    with transaction.atomic():
        if not Import.objects.filter(pk=one.pk, state__in=open_to).update(state=ImportState.READING, done=0, total=0):
            raise RefusedError(_("这份机构表正在处理，或已经结束。"))
        Job.objects.create(of=one)
        record(user, "import.again", one, office=one.region)


def process(job: Job) -> None:
    """What a worker does. Raises nothing for what is wrong with a workbook."""
    one = Import.objects.select_related("region", "confirmed_by").get(pk=job.of_id)
    try:
        if one.state == ImportState.CONFIRMED:
            _carry_out(job, one)
        else:
            _read(job, one)
    except GoujiError as error:
        _end(job, one, ImportState.FAILED, said(error))
    except Exception as error:
        _LOG.exception("import %d", one.pk)
        _end(job, one, ImportState.FAILED, say(_UNFORESEEN, kind=type(error).__name__))


def given_up(job: Job) -> None:
    """Several workers died over it."""
    job.of.state, job.of.problem, job.of.ended_at = ImportState.FAILED, say(_CRASHED).as_json(), timezone.now()
    job.of.save(update_fields=["state", "problem", "ended_at"])


def _read(job: Job, one: Import) -> None:
    book = filled(store.path_of(one.sha256).read_bytes())
    found = plan(one.region, book, one.as_of, _Progress(one, len(book.rows)).tell)
    preview = store.keep([preview_book(one, found)])
    with transaction.atomic():
        if not finish(job):
            return
        one.rows.all().delete()
        ImportRow.objects.bulk_create(_rows(one, found), _BATCH)
        one.state = ImportState.WRONG if found.problems else ImportState.PREVIEWED
        one.done = one.total = len(book.rows)
        one.numbers = numbers_of(found)
        one.notices, one.problem = [notice.as_json() for notice in book.notices], None
        one.digest, one.preview, one.ended_at = found.digest, preview, None
        one.save()
        record(None, "import.read", one, office=one.region, after=one.numbers)


def numbers_of(found: Plan) -> dict[str, int]:
    """How many rows do what, and how many cells are wrong."""
    return {what.value: len(found.of(what)) for what in What} | {"wrong": len(found.problems)}


def _rows(one: Import, found: Plan) -> Iterator[ImportRow]:
    position = 0
    for wrong in found.problems:
        position += 1
        yield ImportRow(
            of=one,
            position=position,
            what="wrong",
            sheet=wrong.sheet,
            cell=wrong.cell,
            problem=wrong.message.as_json(),
        )
    for planned in found.effective:
        position += 1
        yield ImportRow(
            of=one,
            position=position,
            what=planned.what.value,
            sheet=planned.row.sheet,
            cell=planned.row.cell("code"),
            code=planned.code,
            name=planned.name,
            changes=planned.changes,
        )


def _carry_out(job: Job, one: Import) -> None:
    book = filled(store.path_of(one.sha256).read_bytes())
    assert one.confirmed_by is not None
    with transaction.atomic():
        if not finish(job):
            return
        stand_still(one.region)
        found = plan(one.region, book, one.as_of)
        if found.problems or found.digest != one.digest:
            problem = say(_NOW_WRONG if found.problems else _STALE)
            _save(one, ImportState.STALE, problem)
            return
        carry_out(one.confirmed_by, one.region, found)
        one.state, one.problem, one.ended_at = ImportState.APPLIED, None, timezone.now()
        one.save(update_fields=["state", "problem", "ended_at"])


def _end(job: Job, one: Import, state: ImportState, problem: Saying) -> None:
    with transaction.atomic():
        if finish(job):
            _save(one, state, problem)


def _save(one: Import, state: ImportState, problem: Saying) -> None:
    one.state, one.problem, one.ended_at = state, problem.as_json(), timezone.now()
    one.save(update_fields=["state", "problem", "ended_at"])
    record(None, "import.failed", one, office=one.region, after={"problem": str(problem)})


class _Progress:
    """Tells now and then how far the reading is; an import that was cancelled meanwhile is not read on."""

    def __init__(self, one: Import, total: int) -> None:
        self._pk, self._last = one.pk, time.monotonic()
        self._say(0, total)

    def _say(self, done: int, total: int | None = None) -> None:
        values = {"done": done} | ({} if total is None else {"total": total})
        if not Import.objects.filter(pk=self._pk, state=ImportState.READING).update(**values):
            raise SaidError(gettext_noop("已经取消。"))

    def tell(self, done: int) -> None:
        """So many rows are weighed."""
        if time.monotonic() - self._last > _TELL_SECONDS:
            self._last = time.monotonic()
            self._say(done)
