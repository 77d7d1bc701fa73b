"""An adjusted budget in every template: what changed beside what it was, all of it agreeing, also with the original."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.cli import main
from gouji.commands import CLEAN
from gouji.ledgers import save, simulate
from gouji.ledgers.simulate import FEATURES
from gouji.model.coordinates import Coordinates
from gouji.model.kinds import ADJUSTED_BUDGET, ADJUSTMENT, AT_START
from gouji.model.ledger import AdjustmentEntry, Fact, Ledger
from gouji.model.publication import Publication, TextBlock
from gouji.reading import read
from gouji.tabulating import load_template, tabulate, templates
from gouji.tabulating.document import tabulated
from tests.tabulating.adjusted import EXPLANATION, adjusted, printed
from tests.tabulating.ledgers import GENERAL, small_ledger, spent
from tests.tabulating.printing import read_grids

NAMES = templates()


def sound(publication: Publication, original: Publication) -> None:
    """Nothing is broken, also with the original beside it, and every table amount is proved."""
    document = read_grids(publication)
    assert document.document.kind == ADJUSTED_BUDGET
    report = check(document, read_grids(original))
    assert [view.formula for view in report.identities if not view.holds] == []
    assert [f.message for f in report.findings if f.level is Level.ERROR or f.code.startswith("G1")] == []
    assert (report.tables.proved, report.tables.unchecked) == (report.tables.amounts, 0)
    assert sum("2026年文件" in view.formula for view in report.identities) > 30, "the original was held against it"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("seed", "units"), [(7, 3), (9, 12)])
def test_the_year_s_start_is_printed_as_it_was_published(name: str, seed: int, units: int) -> None:
    """Amounts to the 分: rounded anew, some would differ by a last digit from what was published."""
    approved = simulate(seed, units=units, year=2026, quantum=1, features=FEATURES)
    original = tabulate(approved, name)
    tabulation = tabulated(adjusted(approved, seed), load_template(name), printed(original))
    assert not tabulation.moved
    sound(tabulation.publication, original)


@settings(max_examples=6)
@given(st.integers(0, 2**16), st.integers(1, 5), st.sets(st.sampled_from(sorted(FEATURES))), st.sampled_from(NAMES))
def test_any_adjustment_is_published_without_error(seed: int, units: int, features: set[str], name: str) -> None:
    approved = simulate(seed, units=units, year=2026, quantum=1, features=features)
    original = tabulate(approved, name)
    sound(tabulated(adjusted(approved, seed), load_template(name), printed(original)).publication, original)


def moved() -> Ledger:
    """A budget whose project is cancelled for another under the same function; 100.00 元 are added on top."""
    approved = small_ledger()
    project = replace(approved.projects[0], id="p2", name="系统迁移")
    old = next(fact for fact in approved.facts if fact.project == "p1")
    more = spent("2080505", "project", 334, project="p2", economic="31002")
    changes = [replace(old, amount=-old.amount), more, Fact(2026, "revenue", "u1", GENERAL, 10_000)]
    from gouji.ledgers.adjusting import adjusted_ledger

    entry = AdjustmentEntry("u1", "2026-05-06", more.amount, old.amount, "设备更新\n推迟到下年", "批复1号")
    return adjusted_ledger(approved, changes, [entry], projects=[project], explanation=EXPLANATION)


@pytest.fixture(scope="module")
def publication() -> Publication:
    return tabulate(moved(), "jilin")


def table(publication: Publication, title: str) -> list[list[str]]:
    (found,) = [one for one in publication.tables if one.title == title]
    return [["" if cell is None else cell.text for cell in row] for row in found.body]


def test_what_was_taken_away_wholly_stands_only_beside_what_it_was(publication: Publication) -> None:
    compared = table(publication, "项目支出预算调整表")
    assert [row[-3:] for row in compared if "设备更新" in row] == [["0.02", "-0.02", "0.00"]]
    assert [row[-3:] for row in compared if "系统迁移" in row] == [["", "0.03", "0.03"]]
    remaining = table(publication, "调整后项目支出预算表")
    assert any("系统迁移" in row for row in remaining)
    assert not any("设备更新" in row for row in remaining)
    assert [project.name for project in publication.projects] == ["系统迁移"]


def test_every_adjustment_is_listed_with_its_reason(publication: Publication) -> None:
    rows = table(publication, "预算调整事项表")
    assert rows[0] == ["1", "甲市乙局", "2026-05-06", "0.03", "0.02", "0.01", "设备更新 推迟到下年", "批复1号"]
    assert rows[1][1:6] == ["合计", "", "0.03", "0.02", "0.01"]
    texts = [block.text for block in publication.blocks if isinstance(block, TextBlock)]
    assert EXPLANATION in texts
    assert any("比年初预算数增加0.01万元" in text for text in texts)


def test_without_an_explanation_the_text_is_owed() -> None:
    ledger = moved()
    silent = tabulate(replace(ledger, texts=replace(ledger.texts, reasons=())), "jilin")
    assert [block.text for block in silent.blocks if isinstance(block, TextBlock) and block.missing] == ["〔待填〕"]


def test_a_ledger_answers_for_start_adjustment_and_their_sum() -> None:
    ledger = moved()
    spending = Coordinates(year=2026, side="expenditure", use="project")
    amounts = [ledger.amount_at(spending.at("stage", stage)) for stage in (AT_START, ADJUSTMENT, None)]
    assert amounts == [23_400, 10_000, 33_400]


def test_every_format_is_clean_beside_the_original(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From the command line: the budget published, adjusted, published again, checked with the first beside it."""
    approved = simulate(7, units=1, projects=2, year=2026, quantum=1)
    save(approved, tmp_path / "账套.xlsx")
    save(adjusted(approved, 7), tmp_path / "调整账套.xlsx")
    (first, second), (out, again) = (
        (tmp_path / "账套.xlsx", tmp_path / "调整账套.xlsx"),
        (tmp_path / "1", tmp_path / "2"),
    )
    assert main(["publish", str(first), "--formats", "docx", "-o", str(out)]) == CLEAN
    (original,) = out.glob("*.docx")
    assert main(["publish", str(second), "--previous", str(original), "-o", str(again)]) == CLEAN
    files = [*again.glob("*.*"), again / "site" / "document.html"]
    assert {file.suffix for file in files} >= {".docx", ".xlsx", ".html"}
    for file in files:
        report = check(read([file]), read([original]))
        assert report.count(Level.ERROR) == report.tables.disputed == report.tables.unchecked == 0, file.name
    capsys.readouterr()
