"""An official template workbook, filled in as an office does, becomes a ledger."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.errors import GoujiError
from gouji.ledgers import check, simulate
from gouji.ledgers.reconstruct import reconstruct, reproduction
from gouji.model.coordinates import Coordinates
from gouji.reading import read
from tests.ledgers.official import fill

TEMPLATE = "tpl_sh_dept_budget_2026.xlsx"


@pytest.mark.parametrize("seed", range(3))
def test_a_filled_in_template_is_reproduced(seed: int, documents: Path, tmp_path: Path) -> None:
    before = simulate(seed, 3, 6, features={"government_fund", "own_funds"})
    fill(documents / TEMPLATE, before, tmp_path / "filled.xlsx")
    disclosure = read([tmp_path / "filled.xlsx"])
    found = reconstruct(disclosure)
    printed = {c.id for c in disclosure.cells if c.amount is not None and not c.amount.is_zero}
    result = reproduction(found.ledger, found.margins, sum(id in printed for id in found.margins.unknown))
    assert (result.exact, result.missed, result.unknown) == (result.amounts, (), 0)
    assert [problem for problem in check(found.ledger) if problem.level == "error"] == []
    assert [unit.name for unit in found.ledger.units] == [unit.name for unit in before.units]
    for point in (
        Coordinates(year=2026, side="revenue"),
        Coordinates(year=2026, side="revenue", fund="own_funds"),
        Coordinates(year=2026, side="expenditure", function="208", use="basic"),
        Coordinates(year=2026, side="expenditure", economic="301", use="basic/personnel"),
        Coordinates(year=2026, side="expenditure", fund="government_fund_budget"),
    ):
        assert found.ledger.amount_at(point) == before.amount_at(point), point


def test_the_empty_template_is_no_ledger(documents: Path) -> None:
    with pytest.raises(GoujiError, match="没有读出任何收支表"):
        reconstruct(read([documents / TEMPLATE]))
