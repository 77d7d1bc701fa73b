"""The queue in the database: nothing is lost when a worker or the whole machine stops, and nothing is done twice.

Every kind of work is a model of its own that derives from :class:`OpenJob` and says what to do with a job; workers
take the oldest of each kind in turn, so that three hundred documents do not keep a publication waiting.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import Promise

if TYPE_CHECKING:
    from gouji.web.accounts.rights import Right

MOST_ATTEMPTS = 3
SILENCE = timedelta(seconds=60)
"""A worker that has not been heard of for so long is dead; workers make themselves heard every few seconds."""


class OpenJob(models.Model):
    """Work to do. It is claimed by one worker; what a worker that died had claimed is claimed again.

    A kind says what it is called (``title``), which field leads to what is worked on (``subject``) and to the office it
    is for (``office``), by which fields a later job is about the same (``same``), when it came to nothing (``failed``),
    and who may read what it is about (``reading``)."""

    title: ClassVar[str | Promise]
    subject: ClassVar[str]
    office: ClassVar[str]
    same: ClassVar[tuple[str, ...]]
    failed: ClassVar[Q]
    reading: ClassVar[Right]

    created_at = models.DateTimeField(auto_now_add=True)
    worker = models.CharField(max_length=80, blank=True)
    beat_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def work(self) -> None:
        """Do it and save the result, all of it or nothing, closing the job with :func:`finish`. Raises nothing."""
        raise NotImplementedError

    def fail(self) -> None:
        """Say where the result is looked for that several workers died over it; the job is closed already."""
        raise NotImplementedError

    def why(self) -> str:
        """Why it came to nothing."""
        raise NotImplementedError

    def address(self) -> str:
        """The page on which the result is looked for."""
        raise NotImplementedError

    def again(self, user: Any) -> None:
        """Have it tried once more, as this user wants. Raises :class:`gouji.errors.GoujiError` where that may not be,
        saying what to do instead."""
        raise NotImplementedError


@cache
def kinds() -> tuple[type[OpenJob], ...]:
    """Every kind of work of the installed apps."""
    return tuple(model for model in apps.get_models() if issubclass(model, OpenJob))


def claim(worker: str, last: type[OpenJob] | None = None) -> OpenJob | None:
    """The oldest job that nobody works on, now this worker's; of another kind than the ``last`` one where there is any.
    Jobs given up by :data:`MOST_ATTEMPTS` workers that died over them are closed as failed."""
    free = Q(beat_at=None) | Q(beat_at__lt=timezone.now() - SILENCE)
    every = kinds()
    turn = every.index(last) + 1 if last else 0
    for kind in (*every[turn:], *every[:turn]):
        _give_up(kind, free)
        while (job := kind._default_manager.filter(free, done_at=None).order_by("pk").first()) is not None:
            # Another worker may have been quicker: only one update finds the row as it was read.
            claimed = kind._default_manager.filter(pk=job.pk, done_at=None, beat_at=job.beat_at).update(
                worker=worker, beat_at=timezone.now(), attempts=F("attempts") + 1
            )
            if claimed:
                job.refresh_from_db()
                return job
    return None


def _give_up(kind: type[OpenJob], free: Q) -> None:
    for job in kind._default_manager.filter(free, done_at=None, attempts__gte=MOST_ATTEMPTS):
        with transaction.atomic():
            if finish(job):
                job.fail()


def beat(worker: str) -> None:
    """The worker lives."""
    for kind in kinds():
        kind._default_manager.filter(worker=worker, done_at=None).update(beat_at=timezone.now())


def release(worker: str) -> None:
    """What the worker had claimed in a former life is free again."""
    for kind in kinds():
        kind._default_manager.filter(worker=worker, done_at=None).update(beat_at=None)


def finish(job: OpenJob) -> bool:
    """Close the job, in the transaction that saves its result; False when somebody else did."""
    return bool(type(job)._default_manager.filter(pk=job.pk, done_at=None).update(done_at=timezone.now()))
