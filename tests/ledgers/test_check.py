"""What is wrong with a ledger is said with sheet and cell; a sound one is passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gouji.ledgers import LedgerError, check, examined, load, save, simulate
from gouji.ledgers.problems import gathered
from gouji.model.ledger import Ledger, StatedAmount

Spoil = Callable[[Any], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ledger") / "sound.xlsx"
    save(simulate(5, 3, 6, features=()), path)
    return path


def put(sheet: str, cell: str, value: object) -> Spoil:
    def spoil(book: Any) -> None:
        book[sheet][cell] = value

    return spoil


def append_copy(sheet: str, row: int, **changes: object) -> Spoil:
    def spoil(book: Any) -> None:
        page = book[sheet]
        columns = 11 if sheet == "支出" else page.max_column
        values = [page.cell(row, column).value for column in range(1, columns + 1)]
        last = max(cell.row for cell in page["A"] if cell.value is not None)
        for column, value in enumerate(values, 1):
            page.cell(last + 1, column).value = value
        for letter, value in changes.items():
            page[f"{letter}{last + 1}"] = value

    return spoil


ERRORS: dict[str, tuple[Spoil, str, str, str]] = {
    "unknown functional code": (put("支出", "B3", "2999999 没有的科目"), "支出", "B3", "不在科目表中"),
    "functional code that is none": (put("支出", "B3", "20103"), "支出", "B3", "列到项级"),
    "unknown economic code": (put("支出", "E3", "30188"), "支出", "E3", "不在科目表中"),
    "unit nobody registered": (put("支出", "A3", "没有的单位"), "支出", "A3", "没有在“单位”表登记"),
    "project nobody registered": (put("支出", "D3", "没有的项目"), "支出", "D3", "没有在“项目”表登记"),
    "project's unit": (put("项目", "C3", "没有的单位"), "项目", "C3", "没有在“单位”表登记"),
    "three decimals": (put("支出", "H3", 1234.567), "支出", "H3", "多于两位小数"),
    "text for an amount": (put("支出", "H3", "一万元"), "支出", "H3", "不是数"),
    "date for an amount": (put("支出", "H3", date(2026, 1, 2)), "支出", "H3", "不是数"),
    "negative amount": (put("支出", "H3", -5), "支出", "H3", "负数"),
    "fund from nowhere": (put("支出", "F3", "彩票收入"), "支出", "F3", "请从下拉列表中选择"),
    "use from nowhere": (put("支出", "C3", "杂项"), "支出", "C3", "请从下拉列表中选择"),
    "no fund": (put("支出", "F3", None), "支出", "F3", "没有填“资金来源”"),
    "no unit": (put("支出", "A3", None), "支出", "A3", "没有填单位"),
    "formula in a name": (put("单位", "B3", '=HYPERLINK("http://x")'), "单位", "B3", "公式"),
    "formula as text": (put("项目", "B3", "@SUM(A1)"), "项目", "B3", "当作公式"),
    "weights": (put("指标", "J3", 1), "绩效目标", "C3", "权重合计"),
    "weight that is no number": (put("指标", "J3", "很多"), "指标", "J3", "不是数"),
    "target of no project": (put("绩效目标", "C3", "没有的项目"), "绩效目标", "C3", "没有在“项目”表登记"),
    "indicator of no target": (put("指标", "A3", 99), "指标", "A3", "不在“绩效目标”表中"),
    "staff": (put("单位", "D3", "若干"), "单位", "D3", "不是整数"),
    "unit's kind": (put("单位", "C3", "企业"), "单位", "C3", "请从下拉列表中选择"),
    "unit twice": (append_copy("单位", 3), "单位", "A6", "重复"),
    "project twice": (append_copy("项目", 3, A="P-99"), "项目", "B9", "重复登记"),
    "stated twice": (append_copy("其他金额", 3), "其他金额", "B4", "重复填写"),
    "revenue": (put("收入", "E3", 1.25), "收入", "", "收支不平衡"),
    "year": (put("部门", "B4", "去年"), "部门", "B4", "不是整数"),
}


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_errors_name_sheet_and_cell(name: str, sound: Path, tmp_path: Path) -> None:
    spoil, sheet, cell, words = ERRORS[name]
    book = load_workbook(sound)
    spoil(book)
    book.save(tmp_path / "spoiled.xlsx")
    with pytest.raises(LedgerError) as caught:
        load(tmp_path / "spoiled.xlsx")
    found = [(p.sheet, p.cell) for p in caught.value.problems if words in p.message]
    assert (sheet, cell) in found, [str(problem) for problem in caught.value.problems]


def spoiled(sound: Path, tmp_path: Path, *spoils: Spoil) -> Path:
    book = load_workbook(sound)
    for spoil in spoils:
        spoil(book)
    book.save(tmp_path / "spoiled.xlsx")
    return tmp_path / "spoiled.xlsx"


def test_one_cause_is_one_problem_though_its_sums_no_longer_hold(sound: Path, tmp_path: Path) -> None:
    _, problems = examined(spoiled(sound, tmp_path, put("支出", "H3", "一万元")))
    assert [(p.level, p.cell) for p in problems] == [("error", "H3")]
    _, problems = examined(spoiled(sound, tmp_path, put("部门", "B4", "去年")))
    assert {(p.sheet, p.cell) for p in problems} == {("部门", "B4"), ("部门", "")}


def test_a_cause_stands_before_what_follows_from_it_and_that_is_said_once(sound: Path, tmp_path: Path) -> None:
    _, problems = examined(spoiled(sound, tmp_path, put("单位", "A4", load_workbook(sound)["单位"]["A3"].value)))
    said = gathered(problems)
    assert said[0][1].startswith("“单位”表A4：单位编码")
    spending = [text for _, text in said if text.startswith("“支出”表A")]
    assert len(spending) == 1
    assert " 处：单位“" in spending[0]


def test_a_code_beside_another_codes_name_is_pointed_out(sound: Path, tmp_path: Path) -> None:
    _, problems = examined(spoiled(sound, tmp_path, put("支出", "B3", "2010301 机关服务")))
    assert [(p.level, p.sheet, p.cell) for p in problems] == [("warning", "支出", "B3")]
    assert "“行政运行”" in problems[0].message


def test_dates_may_be_entered_as_dates(sound: Path, tmp_path: Path) -> None:
    ledger, problems = examined(spoiled(sound, tmp_path, put("资产", "B3", date(2025, 12, 31))))
    assert problems == ()
    assert ledger.assets.as_of == "2025年12月31日"


def test_a_saved_ledger_is_sound(sound: Path) -> None:
    assert examined(sound)[1] == ()


def test_formulas_for_amounts_count_as_their_saved_result(sound: Path, tmp_path: Path) -> None:
    book = load_workbook(sound)
    book["支出"]["H3"] = "=1+1"
    book.save(tmp_path / "uncalculated.xlsx")
    problems = examined(tmp_path / "uncalculated.xlsx")[1]
    assert ("支出", "H3") in {(p.sheet, p.cell) for p in problems if "没有保存计算结果" in p.message}


def test_words_of_an_office_are_understood(sound: Path, tmp_path: Path) -> None:
    before = load(sound)
    book = load_workbook(sound)
    unit = before.units[0]
    book["支出"]["A3"] = unit.name
    book["支出"]["B3"] = int(before.facts[0].function or 0)
    book["支出"]["F3"] = "一般公共预算拨款"
    book["支出"]["G3"] = "当年"
    book.save(tmp_path / "words.xlsx")
    assert load(tmp_path / "words.xlsx").facts[0] == before.facts[0]


def test_a_missing_sheet_and_a_changed_header_are_named(sound: Path, tmp_path: Path) -> None:
    book = load_workbook(sound)
    del book["收入"]
    book["支出"]["F2"] = "钱从哪来"
    book.save(tmp_path / "changed.xlsx")
    problems = examined(tmp_path / "changed.xlsx")[1]
    said = {problem.sheet: problem.message for problem in problems if "表" in problem.message}
    assert "缺少这张工作表" in said["收入"]
    assert "表头" in said["支出"]


def test_registered_codes_are_accepted() -> None:
    ledger = simulate(5, 2, features=())
    fact = replace(ledger.facts[0], function="2999901")
    other = replace(ledger, facts=(fact, *ledger.facts[1:]))
    assert any("2999901" in problem.message for problem in check(other))
    registered = replace(other, codes=(("2999901", "新设科目"),))
    assert not any("2999901" in problem.message for problem in check(registered))


def test_folders_name_file_line_and_field(tmp_path: Path) -> None:
    save(simulate(5, 2), tmp_path / "ledger")
    path = tmp_path / "ledger" / "facts.csv"
    lines = path.read_text("utf-8").splitlines()
    fields = lines[4].split(",")
    fields[9] = "1.999"
    lines[4] = ",".join(fields)
    path.write_text("\n".join(lines), "utf-8")
    problem = next(p for p in examined(tmp_path / "ledger")[1] if "两位小数" in p.message)
    assert (problem.sheet, problem.cell) == ("facts.csv", "第5行 amount 列")


TAGS = {
    "two kinds of procurement": (
        "30209",
        "project",
        {"procurement/goods", "procurement/services"},
        "error",
        "不能同时是",
    ),
    "two of 三公": ("30217", "project", {"three_public/reception", "three_public/abroad"}, "error", "不能同时是"),
    "reception under another item": ("30201", "project", {"three_public/reception"}, "warning", "应是 30217"),
    "reception without its word": ("30217", "basic/operating", set[str](), "warning", "应同时计入公务接待费"),
    "salaries bought": ("30101", "basic/personnel", {"procurement/services"}, "warning", "人员经费不会是采购服务"),
    "salaries entrusted": ("30101", "basic/personnel", {"purchased_services"}, "warning", "人员经费不会是政府购买服务"),
    "all that services may be": (
        *("30227", "project", {"procurement/services", "purchased_services", "entrusted_services"}),
        *("", ""),
    ),
    "a division says nothing yet": ("302", "project", {"three_public/reception"}, "", ""),
}


@pytest.mark.parametrize("name", sorted(TAGS))
def test_what_an_amount_also_is_agrees_with_what_it_is(name: str) -> None:
    code, use, tags, level, words = TAGS[name]
    ledger = simulate(5, 2, features=())
    place, fact = next((n, f) for n, f in enumerate(ledger.facts) if f.use == use and f.year == ledger.year)
    changed = replace(fact, economic=code, tags=frozenset(tags))
    found = check(replace(ledger, facts=(*ledger.facts[:place], changed, *ledger.facts[place + 1 :])))
    assert [(p.level, words in p.message) for p in found] == ([(level, True)] if level else [])


def test_what_is_stated_of_a_whole_needs_no_word_at_its_parts() -> None:
    ledger = simulate(5, 2, features=())
    bare = replace(ledger, facts=tuple(replace(fact, tags=frozenset()) for fact in ledger.facts))
    assert any("应同时计入" in problem.message for problem in check(bare))
    stated = replace(bare, stated=(StatedAmount(ledger.year, "three_public", 1000),))
    assert not any("应同时计入" in problem.message for problem in check(stated))


def test_identical_lines_are_pointed_out() -> None:
    ledger = simulate(5, 2, features=())
    doubled = replace(ledger, facts=(*ledger.facts, ledger.facts[0]))
    assert any("完全相同" in problem.message for problem in check(doubled))


def test_stated_parts_must_sum_to_their_whole() -> None:
    ledger = simulate(5, 1, features=())
    items = {"procurement": 100, "procurement/goods": 50, "procurement/works": 0, "procurement/services": 49}
    stated = tuple(StatedAmount(ledger.year, item, amount) for item, amount in items.items())
    assert any("各分项之和" in problem.message for problem in check(replace(ledger, stated=stated)))


def test_units_must_balance_each_by_itself() -> None:
    ledger = simulate(5, 3, features=())
    first, second = (next(f for f in ledger.facts if f.side == "revenue" and f.unit == u.id) for u in ledger.units[:2])
    swapped = {first: replace(first, unit=second.unit), second: replace(second, unit=first.unit)}
    facts = tuple(swapped.get(fact, fact) for fact in ledger.facts)
    messages = [problem.message for problem in check(replace(ledger, facts=facts)) if problem.level == "error"]
    assert len(messages) == 2
    assert all("收支不平衡" in message and "单位" in message for message in messages)


def nothing_but_a_name(ledger: Ledger) -> Ledger:
    return replace(ledger, units=(), projects=(), facts=(), targets=(), stated=())


def test_an_empty_ledger_is_no_ledger() -> None:
    messages = [problem.message for problem in check(nothing_but_a_name(simulate(1, 1)))]
    assert any("没有登记任何单位" in message for message in messages)
