"""What rests on tables whose columns were told from their words accuses nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.model.disclosure import Disclosure, Inference
from gouji.reading import read
from tests.generate import damage, generate, print_provincial


@pytest.fixture
def falsified(tmp_path: Path) -> Disclosure:
    """A document with a wrong amount in a table."""
    path = tmp_path / "budget.txt"
    path.write_text(damage.falsify(print_provincial(generate(7, units=2)), Random(1), 1).text, "utf-8")
    return read([path])


def _of_amounts(disclosure: Disclosure) -> list[tuple[str, Level, str]]:
    return [(f.code, f.level, f.message) for f in check(disclosure).findings if f.code.startswith("G10")]


@pytest.mark.parametrize(
    ("why", "said"),
    [(Inference.WORDS, "没有框线"), (Inference.PICTURE, "扫描件"), (Inference.PAGES, "分印在几页上")],
)
def test_an_error_becomes_a_warning_that_says_why(falsified: Disclosure, why: Inference, said: str) -> None:
    sure = _of_amounts(falsified)
    assert any(level is Level.ERROR for _, level, _ in sure)
    tables = tuple(replace(table, inferred=why) for table in falsified.tables)
    unsure = _of_amounts(replace(falsified, tables=tables))
    assert sorted(code for code, _, _ in unsure) == sorted(code for code, _, _ in sure)
    assert all(level is not Level.ERROR for _, level, _ in unsure)
    assert any(said in message for _, _, message in unsure)


def test_other_tables_are_not_excused(falsified: Disclosure) -> None:
    wrong = {correction.at.table for correction in check(falsified).corrections}
    others = [table for table in falsified.tables if table.title not in wrong]
    tables = tuple(
        replace(table, inferred=Inference.WORDS if table is others[-1] else None) for table in falsified.tables
    )
    assert any(level is Level.ERROR for _, level, _ in _of_amounts(replace(falsified, tables=tables)))
