"""Files handed in: refused or kept and queued, one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gouji.checking.reports.wording import clean
from gouji.errors import GoujiError
from gouji.reading.sources.detect import detect
from gouji.web import store
from gouji.web.accounts.models import User
from gouji.web.base.language import chinese, later
from gouji.web.journal.log import record
from gouji.web.organisation.models import Office
from gouji.web.review.models import Document, enqueue


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file: a document, whether it was there before, or why it was refused."""

    name: str
    document: Document | None = None
    known: bool = False
    problem: str = ""


def receive(user: User, office: Office, files: Iterable[UploadedFile[Any]]) -> list[Received]:
    """Take the files in for an office. Each stands for itself: one that is refused does not stop the others."""
    return [_one(user, office, file) for file in files]


@chinese
def _unnamed() -> str:
    return str(_("未命名文件"))


def _one(user: User, office: Office, file: UploadedFile[Any]) -> Received:
    name = clean(PurePath(file.name or "").name)[:200] or _unnamed()
    largest: int = settings.UPLOAD_LARGEST
    try:
        if (file.size or 0) > largest:
            raise GoujiError(later(_("文件超过 %(number)d MB 的上限，请拆分或压缩后再上传。"), number=largest // 2**20))
        data = file.read()
        kind = detect(data)
    except GoujiError as error:
        record(user, "upload.refused", office=office, after={"file": name, "problem": error})
        return Received(name, problem=str(error))
    sha256 = store.keep([data])
    with transaction.atomic():
        document, created = Document.objects.get_or_create(
            office=office,
            sha256=sha256,
            defaults={"name": name, "size": len(data), "format": kind, "uploaded_by": user},
        )
        if created:
            enqueue(document)
            record(user, "document.uploaded", document, office=office, after={"file": name, "sha256": sha256})
    return Received(name, document, known=not created)
