"""Findings written into a PDF: a mark at each place, nothing else changed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from gouji.checking import check
from gouji.checking.findings import Finding, FindingPlace, Level, Report
from gouji.checking.reports.annotate import annotated
from gouji.errors import GoujiError
from gouji.model.disclosure import Place
from gouji.reading import read
from tests.report_samples import report


def _blank(rotation: int = 0) -> bytes:
    import io

    document = pdfium.PdfDocument.new()
    page = document.new_page(400, 600)
    page.set_rotation(rotation)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _with(finding: Finding) -> Report:
    import dataclasses

    return dataclasses.replace(report(), findings=(finding,))


def _marks(data: bytes, page: int = 0) -> list[tuple[float, float, float, float]]:
    import ctypes

    document = pdfium.PdfDocument(data)
    handle = document[page]
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(handle.raw)):
        annotation = raw.FPDFPage_GetAnnot(handle.raw, index)
        rect = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect))
        found.append((rect.left, rect.bottom, rect.right, rect.top))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


@pytest.mark.parametrize(
    ("rotation", "middle"),
    [(0, (150.0, 490.0)), (90, (110.0, 150.0)), (180, (250.0, 110.0)), (270, (290.0, 450.0))],
)
def test_a_place_is_framed_where_it_is_displayed(rotation: int, middle: tuple[float, float]) -> None:
    place = FindingPlace("表", "行", "列", Place(page=1, bbox=(100.0, 100.0, 200.0, 120.0)))
    marks = _marks(annotated(_blank(rotation), _with(Finding("G101", Level.ERROR, "不符", (place,)))))
    assert len(marks) == 1
    left, bottom, right, top = marks[0]
    assert ((left + right) / 2, (bottom + top) / 2) == pytest.approx(middle, abs=1.0)


def test_a_place_known_by_its_page_gets_a_note() -> None:
    finding = Finding("G201", Level.WARNING, "缺表", (FindingPlace(place=Place(page=1)),))
    assert len(_marks(annotated(_blank(), _with(finding)))) == 1


def test_a_place_on_no_page_is_left_out() -> None:
    finding = Finding("G201", Level.WARNING, "缺表", (FindingPlace(place=Place(page=9)), FindingPlace()))
    assert _marks(annotated(_blank(), _with(finding))) == []


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(GoujiError, match="PDF"):
        annotated(b"%PDF-1.7 broken", _with(Finding("G101", Level.ERROR, "不符", ())))


def test_a_real_document_carries_its_findings(documents: Path) -> None:
    path = documents / "cc_xinfangju_2026_unit.pdf"
    found = check(read([path]))
    marked = annotated(path.read_bytes(), found)
    pages = {place.place.page for finding in found.findings for place in finding.places if place.place.page}
    assert pages
    assert all(_marks(marked, page - 1) for page in pages)
