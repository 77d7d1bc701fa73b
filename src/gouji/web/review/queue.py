"""The queue in the database: nothing is lost when a worker or the whole machine stops, and nothing is done twice."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from gouji.web.review.models import Document, Job, State

MOST_ATTEMPTS = 3
SILENCE = timedelta(seconds=60)
"""A worker that has not been heard of for so long is dead; workers make themselves heard every few seconds."""

_CRASHED = "处理这份文件时程序多次意外结束，已停止；请拆分文件，或另存为 PDF 后重新上传。"


def enqueue(document: Document) -> None:
    """Have the document checked; where it is already waiting nothing happens."""
    Job.objects.get_or_create(document=document, done_at=None)


def claim(worker: str) -> Job | None:
    """The oldest job that nobody works on, now this worker's. Jobs given up by :data:`MOST_ATTEMPTS` workers that died
    over them are closed as failed."""
    free = Q(beat_at=None) | Q(beat_at__lt=timezone.now() - SILENCE)
    _give_up(free)
    while (job := Job.objects.filter(free, done_at=None).first()) is not None:
        # Another worker may have been quicker: only one update finds the row as it was read.
        claimed = Job.objects.filter(pk=job.pk, done_at=None, beat_at=job.beat_at).update(
            worker=worker, beat_at=timezone.now(), attempts=F("attempts") + 1
        )
        if claimed:
            job.refresh_from_db()
            return job
    return None


def _give_up(free: Q) -> None:
    for job in Job.objects.filter(free, done_at=None, attempts__gte=MOST_ATTEMPTS).select_related("document"):
        with transaction.atomic():
            if finish(job):
                Document.objects.filter(pk=job.document_id).update(state=State.FAILED, problem=_CRASHED)


def beat(worker: str) -> None:
    """The worker lives."""
    Job.objects.filter(worker=worker, done_at=None).update(beat_at=timezone.now())


def release(worker: str) -> None:
    """What the worker had claimed in a former life is free again."""
    Job.objects.filter(worker=worker, done_at=None).update(beat_at=None)


def finish(job: Job) -> bool:
    """Close the job, in the transaction that saves its result; False when somebody else did."""
    return bool(Job.objects.filter(pk=job.pk, done_at=None).update(done_at=timezone.now()))
