"""The classification lists are well formed, cover what is published, and names lead back to codes."""

from __future__ import annotations

import os
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.lexicon.classification import (
    Classification,
    Renaming,
    System,
    economic,
    folded,
    functional,
    government_economic,
)
from gouji.lexicon.likeness import closest
from gouji.lexicon.text import key

YEARS = (None, *range(2018, 2028))
ALL = {System.FUNCTIONAL: functional, System.DEPARTMENT: economic, System.GOVERNMENT: government_economic}
DATA = files("gouji.lexicon") / "data"
OBSERVED = Path(__file__).resolve().parents[3] / "shared" / "codes" / "observed_2026.tsv"
CURRENT = [(classification(2026), code) for classification in ALL.values() for code in classification(2026)]
IN_FORCE = [(classification, code) for classification, code in CURRENT if classification.in_force(code)]


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("name", "columns"), [("functional.tsv", 5), ("economic.tsv", 6)])
def test_every_row_is_well_formed(name: str, columns: int) -> None:
    header, *body = rows(name)
    assert header[-5:] == ["code", "name", "since", "until", "source"]
    explained = set(re.findall(r"^\| `([\w-]+)` \|", (DATA / "classifications.md").read_text(encoding="utf-8"), re.M))
    for row in body:
        assert len(row) == columns, row
        code, title, since, until, source = row[-5:]
        assert re.fullmatch(r"2\d{2}(\d\d){0,2}" if columns == 5 else r"[35]\d{2}(\d\d)?", code), row
        assert re.fullmatch(r"[\u4e00-\u9fff（）、“”]{2,}", title), row
        assert all(year == "" or 2018 <= int(year) <= 2026 for year in (since, until)), row
        assert not (since and until) or int(since) <= int(until), row
        assert source in explained, row
        if columns == 6:
            assert row[0] == {"3": "department", "5": "government"}[code[0]], row
    assert len({tuple(row) for row in body}) == len(body)
    assert [row[-5] for row in body] == sorted(row[-5] for row in body)


def test_the_lists_are_large() -> None:
    in_force = Counter(len(code) for classification, code in IN_FORCE if classification.system is System.FUNCTIONAL)
    assert in_force[3] >= 28
    assert in_force[5] >= 230
    assert in_force[7] >= 1000


@pytest.mark.parametrize("system", System)
def test_every_code_has_those_above_it(system: System) -> None:
    classification = ALL[system]()
    for code in classification:
        above = classification.parent(code)
        assert (above is None) == (len(code) == 3), code
        for year in YEARS[1:]:
            dated = ALL[system](year)
            if above and dated.in_force(code):
                assert dated.in_force(above), (code, year)
                assert code in dated.children(above)


@pytest.mark.parametrize("system", System)
def test_a_code_does_not_bear_one_name_twice_in_a_year(system: System) -> None:
    for code in ALL[system]():
        namings = ALL[system]().namings(code)
        for year in YEARS:
            names = [naming.name for naming in namings if naming.holds(year)]
            assert len(names) == len(set(names)), (code, year)
        newest = [naming.since or 0 for naming in namings]
        assert newest == sorted(set(newest)), code


@pytest.mark.parametrize("year", [None, 2018, 2019, 2020, 2024, 2025, 2026])
@pytest.mark.parametrize("system", System)
def test_every_name_leads_back_to_its_code(system: System, year: int | None) -> None:
    classification = ALL[system](year)
    for code in classification:
        for name in classification.names(code):
            in_any_year = Classification(system, None).resolve(name, classification.parent(code))
            assert in_any_year, (code, name)
        name_now = classification.name(code)
        if name_now is not None:
            assert code in classification.resolve(name_now, classification.parent(code), len(code)), code
            assert classification.was_renamed(code, name_now) is None


@pytest.mark.parametrize("system", System)
def test_below_one_code_no_two_codes_share_a_name_in_a_year(system: System) -> None:
    classification = ALL[system](2026)
    for code in classification:
        name = classification.name(code)
        if name is not None:
            assert classification.resolve(name, classification.parent(code), len(code))[0] == code or len(code) == 3


@pytest.mark.skipif(not OBSERVED.exists() and not os.environ.get("CI"), reason="the observed codes are not at hand")
def test_codes_published_by_several_departments_are_known_by_the_same_name() -> None:
    wrong = []
    for line in OBSERVED.read_text(encoding="utf-8").splitlines()[1:]:
        code, name, tier = line.split("\t")[:3]
        classification = {"2": functional, "3": economic, "5": government_economic}[code[0]](2026)
        if tier in "AB" and classification.name(code) != name:
            wrong.append((code, name, classification.name(code)))
    assert wrong == []


def test_a_name_repeated_under_many_codes_is_found_under_its_own() -> None:
    assert functional(2026).resolve("行政运行", "20103") == ("2010301",)
    assert len(functional(2026).resolve("行政运行")) > 50
    assert functional(2026).parent("2010301") == "20103"
    assert functional(2026).name("20103") == "政府办公厅（室）及相关机构事务"
    assert functional(2026).resolve("行政运行", "22101") == ()


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("一、一般公共服务支出", "201"),
        ("一般公共服务支出（类）", "201"),
        ("社会保障和就业", "208"),
        ("（一）政府办公厅(室)及相关机构事务（款）", "20103"),
        ("机关事业单位基本养老 保险缴费支出", "2080505"),
        ("其中：“三供一业”移交补助支出", "2230102"),
        ("三供一业移交补助支出", "2230102"),
        ("行政事业单位离退休", "20805"),
        ("其他行政事业单位养老", "2080599"),
    ],
)
def test_a_printed_name_may_differ_harmlessly(printed: str, code: str) -> None:
    assert functional(2026).resolve(printed) == (code,)


def test_a_level_tells_equal_names_apart() -> None:
    assert functional(2026).resolve("其他一般公共服务支出", "201") == ("20199", "2019999")
    assert functional(2026).resolve("其他一般公共服务支出（项）", "201") == ("2019999",)
    assert functional(2026).resolve("其他一般公共服务支出", "201", 5) == ("20199",)
    assert functional(2026).resolve("教育") == ("205", "21902")


@pytest.mark.parametrize("printed", ["", "烟台市信访局", "合计", "支出", "其他", "的", "12.50"])
def test_what_is_no_name_has_no_code(printed: str) -> None:
    assert functional(2026).resolve(printed) == ()
    assert functional(2026).nearest(printed) is None


def test_an_old_name_beside_its_code_is_told_with_its_years() -> None:
    old = functional(2026).was_renamed("20805", "行政事业单位离退休")
    assert old == Renaming("20805", "行政事业单位离退休", 2019, "行政事业单位养老支出", 2020)
    assert functional(2019).was_renamed("20805", "行政事业单位离退休") is None
    assert functional().was_renamed("207", "文化体育与传媒") is not None
    assert functional(2026).was_renamed("20805", "行政运行") is None
    assert functional(2026).was_renamed("2999999", "行政运行") is None


def test_names_follow_the_year() -> None:
    assert functional(2018).name("207") == "文化体育与传媒支出"
    assert functional(2026).name("207") == "文化旅游体育与传媒支出"
    assert functional(2026).names("207") == ("文化体育与传媒支出", "文化旅游体育与传媒支出")
    assert functional(2023).name("20140") is None
    assert "20140" in functional(2023)
    assert functional(2023).resolve("信访事务", "201") == ("2010308",)
    assert functional(2026).resolve("信访事务", "201") == ("20140",)


def test_both_names_hold_while_the_year_of_a_renaming_is_uncertain() -> None:
    for name in ("市场主体管理", "经营主体管理"):
        assert functional(2024).was_renamed("2013804", name) is None
        assert functional(2024).resolve(name, "20138") == ("2013804",)
    assert functional(2026).was_renamed("2013804", "市场主体管理") is not None


def test_systems_of_economic_classification_are_apart() -> None:
    assert economic().resolve("基本工资") == ("30101",)
    assert government_economic().resolve("基本工资") == ()
    assert government_economic().resolve("办公经费", "502") == ("50201",)
    assert economic().children() == tuple(code for code in economic() if len(code) == 3)
    assert "501" not in economic()


@pytest.mark.parametrize(
    ("damaged", "under", "code"),
    [
        ("对机关事业单位基本养老保险基", None, "2080507"),
        ("机关事业单位职业年全缴费支出", None, "2080506"),
        ("行政事业", "208", "20805"),
        ("费支出", "20805", None),
        ("其他一般公共服务", "201", None),
        ("国□债务付息", None, None),
        ("武装警察部认", "20401", None),
        ("其他住房公积金", "22102", None),
    ],
)
def test_a_damaged_name_is_told_only_when_it_is_clear(damaged: str, under: str | None, code: str | None) -> None:
    assert functional(2026).nearest(damaged, under) == code


def test_names_alike_to_two_codes_are_left_open() -> None:
    assert economic().nearest("国□债务付息", "307") is None


@given(st.sampled_from(IN_FORCE), st.integers(0, 40), st.sampled_from(["", "□", "一", "及"]))
def test_damage_to_one_character_never_leads_to_another_code(
    place: tuple[Classification, str], position: int, instead: str
) -> None:
    classification, code = place
    name = classification.name(code) or ""
    position %= len(name)
    damaged = name[:position] + instead + name[position + 1 :]
    parent = classification.parent(code)
    found = classification.nearest(damaged, parent, len(code))
    assert found in (None, code) or found in classification.resolve(damaged, parent, len(code))


@given(st.sampled_from(IN_FORCE), st.sampled_from(["", "一、", "（二）", "3.", "其中："]), st.integers(0, 40))
def test_ordinals_and_spaces_do_not_matter(place: tuple[Classification, str], ordinal: str, gap: int) -> None:
    classification, code = place
    name = classification.name(code) or ""
    gap %= len(name)
    printed = ordinal + name[:gap] + "\u3000 " + name[gap:]
    assert classification.resolve(printed) == classification.resolve(name)


def test_a_name_the_list_does_not_have_is_hardly_ever_taken_for_another() -> None:
    """Each name is asked for as if its code were unknown; whatever is found then is wrong."""
    classification = functional(2026)
    items = [code for code in classification if len(code) == 7 and classification.in_force(code)]
    wrong = []
    for code in items:
        name = classification.name(code) or ""
        siblings: dict[str, set[str]] = {}
        for other in classification.children(code[:5]):
            if classification.name(other) != name:
                siblings.setdefault(folded(key(classification.name(other) or "")), set()).add(other)
        if found := closest(folded(key(name)), siblings):
            wrong.append((name, found))
    assert len(wrong) <= len(items) // 100, wrong
