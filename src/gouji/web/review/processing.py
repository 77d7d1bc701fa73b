"""A document checked: what the worker does with a job."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from gouji.checking.findings import Finding as Found
from gouji.checking.findings import Level, Report
from gouji.errors import GoujiError
from gouji.model.disclosure import Disclosure
from gouji.web import store
from gouji.web.base.queue import finish
from gouji.web.journal.log import record
from gouji.web.organisation.models import Level as OfficeLevel
from gouji.web.organisation.models import Office
from gouji.web.review.figures import kept_figures
from gouji.web.review.models import Document, Finding, Job, State

if TYPE_CHECKING:
    from gouji.checking.reports.page_images import PageImage

_LOG = logging.getLogger(__name__)
_DPI = 100
_UNFORESEEN = "核对时发生未预料的错误（{}），请联系系统维护人员。"


def process(job: Job) -> None:
    """Check the document and save the result, all of it or nothing. Raises nothing for what is wrong with a file."""
    document = job.document
    path = store.path_of(document.sha256)
    try:
        disclosure, report, files = _checked(path, document.name)
    except GoujiError as error:
        _failed(job, str(error))
        return
    except Exception as error:
        _LOG.exception("document %d", document.pk)
        _failed(job, _UNFORESEEN.format(type(error).__name__))
        return
    with transaction.atomic():
        if not finish(job):
            return
        _save(document, disclosure, report, files)
        record(
            None,
            "document.checked",
            document,
            office=document.office,
            after={"verdict": document.verdict, "errors": document.errors, "proved": document.proved},
        )


def _failed(job: Job, message: str) -> None:
    with transaction.atomic():
        if finish(job):
            document = job.document
            document.state, document.problem = State.FAILED, " ".join(message.split())[:500]
            document.save(update_fields=["state", "problem"])
            record(None, "document.failed", document, office=document.office, after={"problem": document.problem})


def _checked(path: Path, name: str) -> tuple[Disclosure, Report, dict[str, str]]:
    """The result, and its files by kind (already in the store: a file that no document names does no harm)."""
    from gouji.checking import check
    from gouji.checking.reports.catalogue import catalogue
    from gouji.checking.reports.data import report_json
    from gouji.checking.reports.page import report_page
    from gouji.checking.reports.sheet import check_sheet
    from gouji.checking.rules import all_rules
    from gouji.reading.pipeline import read_blocks
    from gouji.reading.sources import read_bytes

    data = path.read_bytes()
    disclosure = read_blocks(read_bytes(name, data))
    report = check(disclosure)
    entries = catalogue(all_rules())
    titles = {entry.code: entry.title for entry in entries}
    images = _images(data, disclosure, report)
    return (
        disclosure,
        report,
        {
            "page": store.keep([report_page(report, disclosure, titles=titles, images=images).encode()]),
            "sheet": store.keep([check_sheet(report, disclosure, entries)]),
            "report": store.keep([report_json(report).encode()]),
            "figures": kept_figures(disclosure),
        },
    )


def _images(data: bytes, disclosure: Disclosure, report: Report) -> dict[int, PageImage]:
    if disclosure.document.source.format not in {"pdf", "scan"}:
        return {}
    from gouji.checking.reports.evidence_pages import pages_in_question, picture
    from gouji.reading.sources.pdf_render import render_page

    images: dict[int, PageImage] = {}
    for page in pages_in_question(disclosure, report):
        try:
            images[page] = picture(render_page(data, page, dpi=_DPI), _DPI)
        except GoujiError:
            continue  # a page that cannot be drawn costs the report its picture, nothing else
    return images


def _save(document: Document, disclosure: Disclosure, report: Report, files: dict[str, str]) -> None:
    from gouji.checking.reports import wording

    known = report.document
    document.title = wording.document_heading(known)[:300]
    document.department, document.year, document.kind = wording.masked(known.department)[:200], known.year, known.kind
    document.verdict = wording.verdict(report)[:300]
    document.amounts = report.tables.amounts
    document.proved = wording.permille_proved(report.tables) if report.tables.amounts else None
    document.errors, document.warnings, document.notices = (report.count(level) for level in wording.LEVELS)
    for kind, sha256 in files.items():
        setattr(document, kind, sha256)
    document.state, document.problem, document.checked_at = State.CHECKED, "", timezone.now()
    document.office = _office_of(document) or document.office
    document.save()
    _save_findings(document, report)


def _office_of(document: Document) -> Office | None:
    """Where a document handed in for a whole region or department belongs, when its own name says so plainly: the
    narrowest office below whose name the document bears, unless that office already has the same file."""
    named = (document.department, document.title)
    below = Office.objects.filter(path__startswith=str(document.office.path)).exclude(level=OfficeLevel.REGION)
    fitting = [office for office in below if any(office.name in name for name in named if name)]
    longest = max((len(office.name) for office in fitting), default=0)
    best = [office for office in fitting if len(office.name) == longest]
    if len(best) != 1 or best[0].documents.filter(sha256=document.sha256).exclude(pk=document.pk).exists():
        return None
    return best[0]


def _save_findings(document: Document, report: Report) -> None:
    """The findings; one that was there before keeps what was said to it."""
    from gouji.checking.reports import wording
    from gouji.checking.reports.catalogue import catalogue
    from gouji.checking.reports.terminal import figures_text
    from gouji.checking.rules import all_rules

    titles = {entry.code: entry.title for entry in catalogue(all_rules())}
    seen: Counter[str] = Counter()
    keys = []
    for position, found in enumerate(report.findings, 1):
        key = _key(found, seen)
        keys.append(key)
        places = [wording.place_text(place) for place in found.places]
        Finding.objects.update_or_create(
            document=document,
            key=key,
            defaults={
                "position": position,
                "code": found.code,
                "level": found.level.value,
                "title": titles.get(found.code, found.code)[:100],
                "message": wording.masked(found.message),
                "places": [place for place in places if place],
                "figures": figures_text(found)[:500],
                "basis": found.basis or "",
            },
        )
    document.findings.exclude(key__in=keys).delete()


def _key(found: Found, seen: Counter[str]) -> str:
    places = [[place.table, place.row, place.column] for place in found.places]
    text = json.dumps([found.code, places, found.values], ensure_ascii=False)
    seen[text] += 1
    return hashlib.sha256(f"{text}{seen[text]}".encode()).hexdigest()


GRAVE = Level.ERROR.value
"""The level a document cannot pass with while a finding of it is open."""
