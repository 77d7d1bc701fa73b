"""The real documents as ledgers, published in their own layout: their amounts, but for what rounding has to move."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.ledgers.reconstruct import reconstruct
from gouji.model.disclosure import Disclosure
from gouji.publishing import publish
from gouji.reading import read
from gouji.tabulating import load_template
from gouji.tabulating.document import tabulated

Amounts = dict[tuple[object, ...], list[int]]


def amounts(disclosure: Disclosure) -> Amounts:
    """Amounts in 分 that are not nought, by kind of table, side and coordinates."""
    found: Amounts = defaultdict(list)
    for table in disclosure.tables:
        for number, panel in enumerate(table.panels):
            for cell in panel.cells:
                if cell.amount is not None and not cell.amount.is_zero:
                    row = panel.rows[cell.row]
                    found[table.kind, number, cell.coordinates or (row.label, cell.column)].append(cell.amount.fen)
    return found


@pytest.mark.parametrize(
    ("name", "template", "other", "more"),
    [("jilin-2025.txt", "jilin", 3, 5), ("changchun-2024.txt", "changchun", 0, 0)],
)
def test_what_was_published_is_published_again(
    documents: Path, tmp_path: Path, name: str, template: str, other: int, more: int
) -> None:
    """``other``: one unit's row bears another name than the text calls it by; ``more``: that row, and the row of the
    project that the document leaves out of its list, though not of its total."""
    real = read([documents / name])
    tabulation = tabulated(reconstruct(real).ledger, load_template(template))
    assert not tabulation.moved
    published = publish(tabulation.publication, tmp_path / "out")
    assert set(published.disclosures) == {"publication", "docx", "pdf", "xlsx", "html", "site"}
    printed = amounts(real)
    for output in ("docx", "pdf", "xlsx", "html"):
        report = check(published.disclosures[output])
        assert (report.broken, report.count(Level.ERROR)) == (0, 0), output
        found = amounts(published.disclosures[output])
        assert len(printed.keys() - found.keys()) == other, output
        assert sum(len(found[key]) for key in found.keys() - printed.keys()) == more, output
        differences = [
            abs(one - two)
            for key in printed.keys() & found.keys()
            for one, two in zip(sorted(printed[key]), sorted(found[key]), strict=True)
        ]
        step = 10**6 // 100
        assert max(differences) <= step, output
        assert sum(difference > 0 for difference in differences) <= len(tabulation.adjusted), output
