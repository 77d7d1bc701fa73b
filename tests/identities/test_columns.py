"""Sums across the columns of a table."""

from __future__ import annotations

import pytest

from gouji.identities.columns import column_sums
from gouji.identities.identity import Identity
from gouji.identities.observation import Observation, observe
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Table
from tests.identities.drawn import disclosure, table

USES = [Coordinates(), Coordinates(use="basic"), Coordinates(use="project")]


def _sums(made: Table) -> tuple[list[Identity], tuple[Observation, ...]]:
    observations, (view,) = observe(disclosure(made))
    return column_sums(view, observations), observations


def _plain(count: int, columns: int) -> list[tuple[str, dict[str, object]]]:
    return [(f"第{n}项", {}) for n in range(count)]


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_coordinates_accuse_the_one_row_that_is_wrong(rows: int) -> None:
    amounts = [[f"{3 * n + 3}.00", f"{n + 1}.00", f"{2 * n + 2}.00"] for n in range(rows)]
    amounts[-1][1] = "99.00"
    found, observations = _sums(table(_plain(rows, 3), ["总额", "甲", "乙"], amounts, column_points=USES))
    derived = [i for i in found if i.derived]
    assert [i.holds(observations) for i in derived] == [True] * (rows - 1) + [False]


def test_a_header_that_is_wrong_in_most_rows_is_not_believed() -> None:
    amounts = [["9.00", "1.00", "2.00"], ["9.00", "4.00", "2.00"], ["6.00", "4.00", "2.00"]]
    found, _ = _sums(table(_plain(3, 3), ["总额", "甲", "乙"], amounts, column_points=USES))
    assert found == []


def test_a_subtotal_sums_the_group_it_stands_in() -> None:
    """One row, no word understood but 小计, and its amount is wrong."""
    columns = ["因公出国", "公务用车/小计", "公务用车/某费", "公务用车/另费", "机关运行"]
    found, observations = _sums(table(_plain(1, 5), columns, [["1.00", "36.56", "15.00", "2.15", "400.00"]]))
    assert [(i.derived, i.holds(observations)) for i in found] == [(True, False)]
    assert [observations[m].amount.text for m in found[0].members] == ["36.56", "15.00", "2.15"]


def _unknown(rows: int, wrong: int | None) -> Table:
    amounts = [[f"{3 * n + 7}.25", f"{n + 3}.25", f"{2 * n + 4}.00"] for n in range(rows)]
    if wrong is not None:
        amounts[wrong][0] = "1000.00"
    return table(_plain(rows, 3), ["某数", "此数", "彼数"], amounts)


def test_numbers_show_a_relation_no_word_tells() -> None:
    found, observations = _sums(_unknown(6, 2))
    assert [i.holds(observations) for i in found] == [n != 2 for n in range(6)]
    assert not any(i.derived or i.regular for i in found)


def test_a_relation_of_many_rows_is_a_rule() -> None:
    found, _ = _sums(_unknown(12, 5))
    assert len(found) == 12
    assert all(i.regular and not i.derived for i in found)


def test_two_rows_show_nothing() -> None:
    found, _ = _sums(_unknown(2, None))
    assert found == []
