"""Sums down the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gouji.identities.observation import observe
from gouji.identities.rows import RowGroup, row_groups, row_sums
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Table
from tests.identities.drawn import disclosure, table


def _groups(made: Table) -> dict[tuple[int, tuple[int, ...]], bool]:
    observations, (view,) = observe(disclosure(made))
    return {(g.total, g.parts): g.derived for g in row_groups(view, observations)}


def _sums(made: Table) -> list[tuple[bool, list[str]]]:
    observations, (view,) = observe(disclosure(made))
    return [
        (i.holds(observations), [observations[m].amount.text for m in i.members]) for i in row_sums(view, observations)
    ]


CODED: list[tuple[str, dict[str, object]]] = [
    ("一般公共服务支出", {"level": 0, "sure_level": True, "code": "201"}),
    ("政府办公厅", {"level": 1, "sure_level": True, "code": "20103"}),
    ("行政运行", {"level": 2, "sure_level": True, "code": "2010301"}),
    ("机关服务", {"level": 2, "sure_level": True, "code": "2010303"}),
    ("卫生健康支出", {"level": 0, "sure_level": True, "code": "210"}),
    ("合计", {"is_total": True}),
]


@pytest.mark.parametrize("wrong", [None, 0, 1, 2, 3, 4, 5])
def test_codes_give_sums_whatever_is_printed(wrong: int | None) -> None:
    amounts = [["7.00"], ["7.00"], ["4.00"], ["3.00"], ["2.00"], ["9.00"]]
    if wrong is not None:
        amounts[wrong] = ["55.00"]
    groups = _groups(table(CODED, ["合计"], amounts))
    assert groups[0, (1,)]
    assert groups[1, (2, 3)]
    assert groups[5, (0, 4)]


def _points(*functions: str | None) -> list[list[Coordinates | None]]:
    return [[Coordinates(side="expenditure", function=f)] for f in functions]


def _classes(total: dict[str, object]) -> list[tuple[str, dict[str, object]]]:
    spent = Coordinates(side="expenditure")
    rows: list[tuple[str, dict[str, object]]] = [("一、本年支出", {"level": 0, "coordinates": spent, **total})]
    for name, code in (("（一）一般公共服务", "201"), ("（二）卫生健康", "210"), ("（三）住房保障", "221")):
        rows.append((name, {"level": 1, "coordinates": spent.at("function", code)}))
    return rows


def test_classes_under_a_heading_are_derived_though_their_depth_is_not_sure() -> None:
    """The only column is wrong, so nothing is seen in the numbers; the words tell."""
    made = table(_classes({}), ["预算数"], [["12.00"], ["7.00"], ["2.00"], ["4.00"]])
    assert _groups(made)[0, (1, 2, 3)]
    assert [holds for holds, _ in _sums(made)] == [False]
    rows = _classes({})
    rows[2] = ("（二）其中：卫生健康", {"level": 1, "coordinates": Coordinates(side="expenditure", function="20103")})
    overlapping = table(rows, ["预算数"], [["12.00"], ["7.00"], ["2.00"], ["4.00"]])
    assert not any(_groups(overlapping).values()), "a part of a part is no part"


def test_a_row_printed_twice_is_not_its_own_part() -> None:
    rows: list[tuple[str, dict[str, object]]] = [
        ("房屋", {}),
        ("房屋", {}),
        ("车辆", {}),
        ("合计", {"is_total": True}),
    ]
    made = table(rows, ["金额", "其中：本年"], [["5.00", "1.00"], ["5.00", "1.00"], ["2.00", "1.00"], ["7.00", "2.00"]])
    assert (3, (0, 2)) not in _groups(made)
    assert (3, (1, 2)) not in _groups(made)
    nested = [("固定资产", {}), ("房屋", {}), ("车辆", {}), ("合计", {"is_total": True})]
    amounts = [["5.00", "1.00"], ["5.00", "1.00"], ["2.00", "1.00"], ["7.00", "2.00"]]
    assert (3, (0, 2)) in _groups(table(nested, ["金额", "其中：本年"], amounts))


def test_a_grand_total_is_the_subtotal_and_what_stands_after_it() -> None:
    """The parts before the subtotal hold in every column, too, but by rounding only."""
    rows: list[tuple[str, dict[str, object]]] = [
        ("一般公共服务", {}),
        ("卫生健康", {}),
        ("本年支出合计", {"is_total": True}),
        ("结转下年", {}),
        ("支出总计", {"is_total": True}),
    ]
    amounts: Sequence[Sequence[str | None]] = [
        ["5.00", "3.00"],
        ["2.00", "1.00"],
        ["7.00", "4.00"],
        [None, None],
        ["7.00", "4.01"],
    ]
    groups = _groups(table(rows, ["预算数", "本年"], amounts))
    assert any(total == 4 and 2 in parts for total, parts in groups)


def test_overlapping_rows_are_no_plain_list() -> None:
    """采购: a kind of goods beside units that bought them; both partition the total, together they do not."""
    rows: list[tuple[str, dict[str, object]]] = [
        ("合计", {"is_total": True}),
        ("服务", {"coordinates": Coordinates(item="procurement/services")}),
        ("甲单位", {"coordinates": Coordinates(unit="甲单位")}),
        ("乙单位", {"coordinates": Coordinates(unit="乙单位")}),
    ]
    made = table(rows, ["金额"], [["2.61"], ["2.61"], ["20.00"], ["0.61"]])
    assert (0, (1, 2, 3)) not in _groups(made)


def test_columns_of_one_total_are_one_relation() -> None:
    observations, (view,) = observe(disclosure(table(CODED, ["合计", "基本"], [["1.00", "1.00"]] * 6)))
    by_family: dict[str, int] = {}
    for identity in row_sums(view, observations):
        assert identity.one_relation
        by_family[identity.family] = by_family.get(identity.family, 0) + 1
    assert set(by_family.values()) == {2}


def test_group_is_a_value() -> None:
    assert RowGroup(1, (2, 3), True, "") == RowGroup(1, (2, 3), True, "")


def test_units_among_their_equal_projects_are_the_parts_of_the_total() -> None:
    """Two units with one project each, all of the same amount: which rows are parts only their names tell."""
    rows: list[tuple[str, dict[str, object]]] = [
        ("甲单位", {"coordinates": Coordinates(unit="甲单位")}),
        ("课题研究", {}),
        ("乙单位", {"coordinates": Coordinates(unit="乙单位")}),
        ("接口开发", {}),
        ("合计", {"is_total": True}),
    ]
    groups = _groups(table(rows, ["合计"], [["7.00"], ["7.00"], ["7.00"], ["7.00"], ["14.00"]]))
    assert groups[4, (0, 2)]
    assert (4, (0, 1, 2, 3)) not in groups
