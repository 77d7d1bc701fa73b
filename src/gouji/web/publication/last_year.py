"""Last year's budget of a department, from the surest place that has it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath

from django.utils.translation import gettext as _

from gouji.errors import GoujiError
from gouji.ledgers.parse import parsed
from gouji.ledgers.problems import ERROR, LedgerError
from gouji.ledgers.workbook_reader import workbook_tables
from gouji.model.ledger import Ledger
from gouji.web import store
from gouji.web.cycle.models import Cycle
from gouji.web.organisation.models import Office
from gouji.web.publication.models import Current, Kind, Notes
from gouji.web.review.models import Document
from gouji.web.review.models import State as Reviewed


def last_year(cycle: Cycle, department: Office, notes: Notes | None) -> tuple[Ledger | None, str]:
    """The ledger of the year before, and in words where it is from: the file handed in for this purpose, the version
    published here, or the document that passed review. Raises :class:`GoujiError` for a file that cannot be read."""
    year = cycle.year - 1
    if notes is not None and notes.last_year:
        return _of_file(notes.last_year, notes.last_year_name), _("上传的《%s》") % notes.last_year_name
    same = Current.objects.filter(department=department, year=year, kind=Kind.BUDGET)
    current = same.select_related("version").first()
    if current is not None:
        place = {"year": year, "number": current.version.number}
        return ledger_in_store(current.version.ledger), _("本系统公开的 %(year)s 年预算（第 %(number)s 版）") % place
    document = Document.objects.filter(office=department, year=year, kind="budget", state=Reviewed.PASSED).first()
    if document is not None:
        return _of_file(document.sha256, document.name), _("审核通过的《%s》") % document
    return None, ""


@lru_cache(maxsize=16)
def ledger_in_store(sha256: str) -> Ledger:
    """The ledger kept as a workbook, remembered: a file named by its SHA-256 never changes. Raises
    :class:`GoujiError`."""
    return _of_workbook(store.path_of(sha256).read_bytes())


def ledger_of_file(name: str, data: bytes) -> Ledger:
    """The ledger in a workbook, or the one behind a published document. Raises :class:`GoujiError`."""
    if PurePath(name).suffix.lower() == ".xlsx":
        try:
            return _of_workbook(data)
        except GoujiError:
            pass  # a published workbook of tables is a document like any other
    from gouji.ledgers.reconstruct import reconstruct
    from gouji.reading.pipeline import read_blocks
    from gouji.reading.sources import read_bytes

    return reconstruct(read_blocks(read_bytes(name, data))).ledger


@lru_cache(maxsize=16)
def _of_file(sha256: str, name: str) -> Ledger:
    return ledger_of_file(name, store.path_of(sha256).read_bytes())


def _of_workbook(data: bytes) -> Ledger:
    tables, problems = workbook_tables(data)
    found = parsed(tables)
    errors = [problem for problem in (*problems, *found.problems) if problem.level == ERROR]
    if errors:
        raise LedgerError(errors)
    return found.ledger
