"""What the generator prints is read back, passes when it is sound, and is corrected where it was falsified."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from gouji.checking import check
from gouji.checking.findings import Level, Report
from gouji.model.disclosure import Disclosure
from gouji.reading import read
from tests.generate import LAYOUTS, Features, PrintedCell, PrintedDocument, generate
from tests.generate.budget import Precision
from tests.generate.damage import LAYOUT, falsify

FEATURES = Features(carried_over=True, government_fund=True)
SEEDS = range(3)
PRECISIONS: tuple[Precision, ...] = ("exact", "rounded")
HARMLESS_SEEDS = range(2)
HARMLESS = ("break_page", "drop_unit_name", "shift_column", "space_label", "split_row", "wrap_digits")


def printed(layout: str, seed: int, precision: Precision = "exact") -> PrintedDocument:
    return LAYOUTS[layout](generate(seed, units=2 + seed % 3, features=FEATURES, precision=precision))


def read_back(document: PrintedDocument, folder: Path) -> Disclosure:
    path = folder / "document.txt"
    path.write_text(document.text, "utf-8")
    return read([path])


def errors(report: Report) -> list[str]:
    return [finding.message for finding in report.findings if finding.level is Level.ERROR]


def stands_in_a_table(cell: PrintedCell) -> bool:
    """Amounts of targets are read as targets, not as cells; the district's single row without a label is not read."""
    return "绩效目标" not in cell.table and bool(cell.row) and not cell.amount.is_zero


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("seed", SEEDS)
def test_every_amount_is_read_and_nothing_is_accused(
    seed: int, layout: str, precision: Precision, tmp_path: Path
) -> None:
    document = printed(layout, seed, precision)
    disclosure = read_back(document, tmp_path)
    expected = Counter((cell.table, cell.amount.text) for cell in document.truth.cells if stands_in_a_table(cell))
    found = Counter(
        (table.title, cell.amount.text)
        for table in disclosure.tables
        for cell in table.cells
        if cell.amount and not cell.amount.is_zero
    )
    assert expected - found == Counter()
    report = check(disclosure)
    assert errors(report) == []
    assert report.corrections == ()
    assert report.tables.disputed == 0
    assert report.tables.proved >= 0.99 * report.tables.amounts


@pytest.mark.parametrize("layout", ["municipal", "provincial"])
@pytest.mark.parametrize("seed", SEEDS)
def test_projects_and_weights_are_read(seed: int, layout: str, tmp_path: Path) -> None:
    document = printed(layout, seed)
    disclosure = read_back(document, tmp_path)
    projects = [(one.level1, one.name, one.unit, one.amount) for one in disclosure.projects]
    assert projects == [(one.level1, one.name, one.unit, one.amount) for one in document.truth.projects]
    for right, found in zip(document.truth.targets, disclosure.targets, strict=True):
        assert (found.project, found.amount, found.objective) == (right.project, right.amount, right.objective)
        names = [(one.level1, one.level2, one.name, one.value, one.weight) for one in found.indicators]
        assert names == [(one.level1, one.level2, one.name, one.value, one.weight) for one in right.indicators]


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_falsified_amounts_are_found_and_put_right(count: int, layout: str, tmp_path: Path) -> None:
    for seed in SEEDS:
        document = falsify(printed(layout, seed), Random(seed), count, stands_in_a_table)
        report = check(read_back(document, tmp_path))
        wrong = Counter((one.table, plain(one.after), plain(one.before)) for one in document.damages)
        corrected = Counter((one.at.table, plain(one.printed), plain(one.expected)) for one in report.corrections)
        assert corrected == wrong
        assert errors(report)


def plain(number: str) -> str:
    return number.replace(",", "")


@pytest.mark.parametrize("kind", HARMLESS)
@pytest.mark.parametrize("layout", ["municipal", "provincial"])
def test_harmless_damage_is_not_held_against_the_document(kind: str, layout: str, tmp_path: Path) -> None:
    for seed in HARMLESS_SEEDS:
        document = LAYOUT[kind](printed(layout, seed), Random(seed))
        assert errors(check(read_back(document, tmp_path))) == []
