"""Versions of budgets and adjusted budgets: their ledger tabulated, checked, written in every format and read back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from gouji.errors import GoujiError
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure
from gouji.model.money import UNITS_BY_TEXT, Amount
from gouji.web import store
from gouji.web.publication.contents import POINT, contents_of
from gouji.web.publication.last_year import ledger_in_store
from gouji.web.publication.made import Made, kept, listed
from gouji.web.publication.models import Version


def made_of_budget(version: Version) -> Made:
    """The outputs of the version's ledger, read back and kept in the store. Raises :class:`GoujiError` with everything
    that forbids publication: texts that are owed, errors of checking (of an adjusted budget with what it adjusts beside
    it), differences between outputs."""
    from gouji.checking import check
    from gouji.checking.findings import Level
    from gouji.publishing import publish
    from gouji.publishing.outline import missing_texts
    from gouji.publishing.printed import disclosure_of
    from gouji.tabulating import load_template
    from gouji.tabulating.document import tabulated

    original = version.original
    ledger, template = ledger_in_store(version.ledger), load_template(version.template)
    publication = tabulated(ledger, template, printed(original) if original else None).publication
    report = check(disclosure_of(publication), said_by(original) if original else None)
    wrong = [finding.message for finding in report.findings if finding.level is Level.ERROR]
    if wrong:
        raise GoujiError(listed("核对发现 {} 处错误，没有公开：", wrong))
    if missing := missing_texts(publication):
        raise GoujiError(listed("有 {} 段文字待填，没有公开：", list(missing)))
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        published = publish(publication, Path(folder) / "out", evidence=lambda _: report.evidence)
        files = tuple(kept(Path(folder) / "out"))
    return Made(
        publication.title,
        publication.department,
        publication.year,
        publication.published_on,
        files,
        contents_of(publication),
        published.notices,
    )


def printed(original: Version) -> dict[Coordinates, Amount]:
    """What a published budget prints, each point as it is printed first: an adjusted budget prints it again."""
    names = {"budget_unit": "unit"}
    found: dict[Coordinates, Amount] = {}
    rows = original.amounts.order_by("position").values("year", "value", "unit", *POINT)
    for row in rows:
        point = {names.get(name, name): row[name] or None for name in POINT}
        if any(point.values()):
            found.setdefault(Coordinates(year=row["year"], **point), Amount(row["value"], UNITS_BY_TEXT[row["unit"]]))
    return found


def said_by(original: Version) -> Disclosure:
    """What a published budget says, read from its Word document. Raises :class:`GoujiError`."""
    from gouji.reading.pipeline import read_blocks
    from gouji.reading.sources import read_bytes

    file = original.files.get(output="docx")
    return read_blocks(read_bytes(file.path, store.path_of(file.sha256).read_bytes()))
