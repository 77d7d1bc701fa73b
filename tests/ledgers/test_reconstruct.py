"""What a document prints, its reconstructed ledger says: in every layout and precision, for every real document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gouji.errors import GoujiError
from gouji.ledgers import check, load, save
from gouji.ledgers.reconstruct import Reconstruction, Reproduction, reconstruct, reproduction
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Cell, Disclosure
from gouji.model.money import Amount
from gouji.reading import read
from tests.generate import LAYOUTS, Features, generate
from tests.generate.budget import Precision

EVERYTHING = Features(carried_over=True, government_fund=True, own_funds=True)


def document(layout: str, seed: int, precision: Precision, folder: Path, features: Features = EVERYTHING) -> Disclosure:
    printed = LAYOUTS[layout](
        generate(seed, units=2 + seed * 4, projects=8 + seed * 4, precision=precision, features=features)
    )
    path = folder / "document.txt"
    path.write_text(printed.text, "utf-8")
    return read([path])


def compared(disclosure: Disclosure, found: Reconstruction) -> Reproduction:
    printed = {c.id for c in disclosure.cells if c.amount is not None and not c.amount.is_zero}
    return reproduction(found.ledger, found.margins, sum(id in printed for id in found.margins.unknown))


def errors(found: Reconstruction) -> list[str]:
    return [str(problem) for problem in check(found.ledger) if problem.level == "error"]


@pytest.mark.parametrize("precision", ["exact", "rounded"])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("seed", range(4))
def test_every_printed_amount_is_reproduced(seed: int, layout: str, precision: Precision, tmp_path: Path) -> None:
    disclosure = document(layout, seed, precision, tmp_path)
    found = reconstruct(disclosure)
    result = compared(disclosure, found)
    assert [(m.said, m.point.as_dict(), m.fen, a) for m, a in (*result.missed, *result.near)] == []
    assert (result.exact, result.unknown) == (result.amounts, 0)
    assert errors(found) == []
    assert all(fact.inferred for fact in found.ledger.facts)


def test_money_carried_forward_is_kept_apart(tmp_path: Path) -> None:
    features = Features(carried_forward=True)
    disclosure = document("provincial", 1, "exact", tmp_path, features)
    ledger = reconstruct(disclosure).ledger
    point = Coordinates(year=ledger.year, side="expenditure", item="carried_forward")
    assert ledger.amount_at(point) > 0
    assert ledger.amount_at(point.at("item", "grand_total")) == ledger.amount_at(
        Coordinates(year=ledger.year, side="revenue")
    )


def test_reconstructed_ledgers_survive_being_written(tmp_path: Path) -> None:
    ledger = reconstruct(document("municipal", 1, "rounded", tmp_path)).ledger
    save(ledger, tmp_path / "ledger.xlsx")
    assert load(tmp_path / "ledger.xlsx") == ledger


def test_a_project_that_is_not_listed_is_money_withheld(tmp_path: Path) -> None:
    disclosure = document("provincial", 1, "exact", tmp_path, Features())
    dropped = disclosure.projects[3]
    amount = dropped.amount
    assert amount is not None
    spoiled = _without_project(disclosure, dropped.name or "", amount)
    found = reconstruct(spoiled)
    hidden = [entry for entry in found.ledger.projects if entry.hidden]
    assert len(hidden) == 1
    withheld = sum(f.amount for f in found.ledger.facts if f.project == hidden[0].id and f.side == "expenditure")
    assert withheld == amount.fen
    assert any("未列示" in note for note in found.notes)
    assert compared(spoiled, found).missed == ()


def test_a_falsified_amount_is_missed_and_no_other(tmp_path: Path) -> None:
    disclosure = document("provincial", 2, "exact", tmp_path, Features())
    sound = reconstruct(disclosure)
    table = next(t for t in disclosure.tables if t.kind == "expenditure_summary")
    cell = next(
        c for c in table.cells if c.amount and c.amount.fen > 10**8 and c.coordinates and c.coordinates.function
    )
    wrong = replace(cell, amount=Amount(str((cell.amount or Amount("0", table.unit)).value + 100), cell.amount.unit))  # type: ignore[arg-type,union-attr]
    spoiled = _with_cell(disclosure, wrong)
    result = compared(spoiled, reconstruct(spoiled))
    assert {id for margin, _ in result.missed for id in margin.ids} == {cell.id}
    assert compared(disclosure, sound).missed == ()


def test_last_year_comes_from_what_sentences_state(tmp_path: Path) -> None:
    disclosure = document("municipal", 0, "exact", tmp_path)
    year = disclosure.document.year
    assert year is not None
    changes = [
        s
        for s in disclosure.statements
        if s.kind == "change" and s.amount and s.coordinates == Coordinates(year=year, side="revenue")
    ]
    ledger = reconstruct(disclosure).ledger
    sign = -1 if changes[0].direction == "decrease" else 1
    this = ledger.amount_at(Coordinates(year=year, side="revenue"))
    assert changes[0].amount is not None
    assert ledger.amount_at(Coordinates(year=year - 1, side="revenue")) == this - sign * changes[0].amount.fen


def test_last_years_document_gives_last_years_facts(tmp_path: Path) -> None:
    now = document("provincial", 1, "exact", tmp_path)
    assert now.document.year is not None
    before = replace(
        document("provincial", 1, "exact", tmp_path),
        document=replace(now.document, year=now.document.year - 1),
    )
    earlier = _moved(before, -1)
    found = reconstruct(now, earlier)
    for point in (Coordinates(side="revenue"), Coordinates(side="expenditure", function="201", use="basic")):
        assert found.ledger.amount_at(point.at("year", now.document.year - 1)) == found.ledger.amount_at(
            point.at("year", now.document.year)
        )
    assert errors(found) == []


def test_another_years_document_is_refused(tmp_path: Path) -> None:
    disclosure = document("provincial", 0, "exact", tmp_path)
    with pytest.raises(GoujiError, match="--previous"):
        reconstruct(disclosure, disclosure)


def test_a_document_without_tables_is_refused(tmp_path: Path) -> None:
    disclosure = document("provincial", 0, "exact", tmp_path)
    with pytest.raises(GoujiError, match="没有读出任何收支表"):
        reconstruct(replace(disclosure, tables=()))


@pytest.mark.parametrize("name", ["jilin-2025.txt", "changchun-2024.txt"])
def test_real_documents_are_reproduced_to_the_last_amount(name: str, documents: Path) -> None:
    disclosure = read([documents / name])
    found = reconstruct(disclosure)
    result = compared(disclosure, found)
    assert (result.exact, result.near, result.missed, result.unknown) == (result.amounts, (), (), 0)
    assert result.amounts > 250
    assert errors(found) == []


SHARES = {
    "bg_zfb_2025_dept.pdf": 1.0,
    "bg_wanli_2025_dept.pdf": 1.0,
    "fz_wenzhi_center_2026_unit.pdf": 1.0,
    "hz_qixiangju_2026_dept.pdf": 1.0,
    "sh_fucai_2026_unit.pdf": 1.0,
    "fs_czj_2024_final_good.pdf": 0.98,
    "sz_xinfangju_2026_dept.pdf": 0.97,
    "wx_tongjiju_2026_dept.pdf": 0.97,
}


@pytest.mark.parametrize("name", sorted(SHARES))
def test_printed_documents_are_reproduced(name: str, documents: Path) -> None:
    disclosure = read([documents / name])
    result = compared(disclosure, reconstruct(disclosure))
    assert result.share >= SHARES[name]
    assert result.missed == ()


def _with_cell(disclosure: Disclosure, cell: Cell) -> Disclosure:
    return replace(
        disclosure,
        tables=tuple(
            replace(
                table,
                panels=tuple(
                    replace(panel, cells=tuple(cell if c.id == cell.id else c for c in panel.cells))
                    for panel in table.panels
                ),
            )
            for table in disclosure.tables
        ),
    )


def _without_project(disclosure: Disclosure, name: str, amount: Amount) -> Disclosure:
    """The document without one line of its projects table; every total stays."""
    projects = tuple(p for p in disclosure.projects if (p.name, p.amount) != (name, amount))
    tables = []
    for table in disclosure.tables:
        if table.kind == "projects":
            panel = table.panels[0]
            rows = {c.row for c in panel.cells if c.amount == amount and panel.rows[c.row].label == name}
            totals = {row.index for row in panel.rows if row.is_total}
            names = {p.name for p in projects}
            kept = {row.index for row in panel.rows if row.label in names} | totals
            cells = tuple(c for c in panel.cells if c.row in kept - rows)
            table = replace(table, panels=(replace(panel, cells=cells),))
        tables.append(table)
    return replace(disclosure, projects=projects, tables=tuple(tables), targets=())


def _moved(disclosure: Disclosure, years: int) -> Disclosure:
    """The same document of another year."""

    def moved(point: Coordinates | None) -> Coordinates | None:
        return replace(point, year=point.year + years) if point is not None and point.year is not None else point

    tables = tuple(
        replace(
            table,
            panels=tuple(
                replace(
                    panel,
                    columns=tuple(replace(c, coordinates=moved(c.coordinates)) for c in panel.columns),
                    cells=tuple(replace(c, coordinates=moved(c.coordinates)) for c in panel.cells),
                )
                for panel in table.panels
            ),
        )
        for table in disclosure.tables
    )
    return replace(disclosure, tables=tables, statements=())
