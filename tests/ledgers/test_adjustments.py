"""Ledgers of adjusted budgets: what they must hold, and how they are begun."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gouji.cli import main
from gouji.errors import GoujiError
from gouji.ledgers import check, load, save, simulate
from gouji.ledgers.adjusting import adjusted_ledger
from gouji.ledgers.problems import ERROR
from gouji.model.kinds import AT_START
from gouji.model.ledger import AdjustmentEntry, Ledger, StatedAmount
from tests.tabulating.adjusted import adjusted


@pytest.fixture(scope="module")
def sound() -> Ledger:
    return adjusted(simulate(4, units=3, year=2026), 4)


def errors(ledger: Ledger) -> list[str]:
    return [problem.message for problem in check(ledger) if problem.level == ERROR]


@pytest.mark.parametrize("name", ["账套.xlsx", "folder"])
def test_nothing_is_lost_in_a_file(sound: Ledger, tmp_path: Path, name: str) -> None:
    save(sound, tmp_path / name)
    again = load(tmp_path / name)
    assert again.adjustments == sound.adjustments
    assert set(again.facts) == set(sound.facts)
    assert again.texts == sound.texts


def test_what_a_ledger_says_of_adjustments_must_be_what_its_lines_do(sound: Ledger) -> None:
    assert errors(sound) == []
    entry = sound.adjustments[0]
    negative = tuple(replace(f, amount=-f.amount) if f.stage == AT_START else f for f in sound.facts)
    cases = [
        (replace(sound, adjustments=sound.adjustments[1:]), "没有登记原因"),
        (replace(sound, adjustments=(replace(entry, more=entry.more + 1), *sound.adjustments[1:])), "各行合计是"),
        (replace(sound, adjustments=(replace(entry, less=-1), *sound.adjustments[1:])), "都填正数"),
        (replace(sound, adjustments=(*sound.adjustments, replace(entry, unit="无"))), "没有在“单位”表登记"),
        (replace(sound, facts=tuple(f for f in sound.facts if f.stage == AT_START)), "却没有阶段是“预算调整”"),
        (replace(sound, facts=(*sound.facts, replace(sound.facts[0], stage=None))), "应是年初预算或预算调整"),
        (replace(sound, facts=negative), "负数"),
    ]
    for ledger, message in cases:
        assert any(message in one for one in errors(ledger)), message


def test_more_than_there_is_cannot_be_taken_away() -> None:
    approved = simulate(4, units=1, year=2026)
    spent = next(fact for fact in approved.facts if fact.side == "expenditure")
    less = AdjustmentEntry(spent.unit, "2026-08-03", 0, spent.amount + 1, "压减")
    ledger = adjusted_ledger(approved, [replace(spent, amount=-spent.amount - 1)], [less])
    assert any("调减超过年初数，调整后是 -0.01 元" in message for message in errors(ledger))


def test_only_a_budget_whose_lines_say_all_can_be_adjusted(sound: Ledger) -> None:
    with pytest.raises(GoujiError, match="不能再作为年初预算"):
        adjusted_ledger(sound, (), ())
    stated = replace(simulate(4, units=1, year=2026), stated=(StatedAmount(2026, "procurement", 100),))
    with pytest.raises(GoujiError, match="“政府采购”在账套里是直接列明的金额"):
        adjusted_ledger(stated, (), ())


def test_a_ledger_to_register_adjustments_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(simulate(4, units=1, year=2026), tmp_path / "账套.xlsx")
    made = tmp_path / "调整账套.xlsx"
    assert main(["ledger", "adjust", str(tmp_path / "账套.xlsx"), "-o", str(made)]) == 0
    own = [fact for fact in load(made).facts if fact.year == 2026]
    assert {fact.stage for fact in own} == {AT_START}
    assert main(["ledger", "adjust", str(made), "-o", str(made)]) == 2
    assert "为免覆盖" in capsys.readouterr().err
