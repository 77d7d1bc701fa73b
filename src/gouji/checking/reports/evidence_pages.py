"""Which pages of a PDF a reviewer must see, and their pictures as the report holds them."""

from __future__ import annotations

import base64
import struct

from gouji.checking.findings import Level, Report
from gouji.checking.reports.page_images import PageImage
from gouji.model.disclosure import Disclosure

_PERSONAL = "G60"
"""The codes of findings of names, numbers and addresses of persons."""
_MOST_PAGES = 24
"""A picture is some 100 KB: a report of more pages than this could not be sent by mail."""


def pages_in_question(disclosure: Disclosure, report: Report) -> tuple[int, ...]:
    """The pages on which an amount is disputed or unchecked, or where an error or a warning stands, in order; none on
    which personal data stand: a report never repeats them, in a picture neither."""
    pages: dict[int, int] = {}
    for finding in report.findings:
        weight = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTICE: 3}[finding.level]
        for place in finding.places:
            if place.place.page is not None and weight < 3:
                pages[place.place.page] = min(weight, pages.get(place.place.page, 9))
    for cell in disclosure.cells:
        if report.evidence.get(cell.id) in {"disputed", "unchecked"} and cell.place.page is not None:
            pages[cell.place.page] = min(2, pages.get(cell.place.page, 9))
    personal = {at.place.page for f in report.findings if f.code.startswith(_PERSONAL) for at in f.places}
    pages = {page: weight for page, weight in pages.items() if page not in personal}
    gravest = sorted(pages, key=lambda page: (pages[page], page))[:_MOST_PAGES]
    return tuple(sorted(gravest))


def picture(png: bytes, dpi: float) -> PageImage:
    """A PNG rendered at ``dpi`` as a picture of the report, its size in points."""
    width, height = struct.unpack(">II", png[16:24])
    return PageImage(
        "data:image/png;base64," + base64.b64encode(png).decode(),
        width * 72 / dpi,
        height * 72 / dpi,
    )
