"""Equal columns of two tables."""

from __future__ import annotations

from gouji.identities.links import observed_equalities
from gouji.identities.observation import observe
from tests.identities.drawn import disclosure, table


def _linked(one: list[str], other: list[str], names: list[str]) -> list[bool]:
    rows: list[tuple[str, dict[str, object]]] = [(name, {"is_total": name == "合计"}) for name in names]
    tables = [table(rows, ["数"], [[text] for text in amounts], index=at) for at, amounts in enumerate((one, other))]
    observations, views = observe(disclosure(*tables))
    return [identity.holds(observations) for identity in observed_equalities(views, observations)]


NAMES = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "合计"]
AMOUNTS = [f"{n}.25" for n in range(1, 10)] + ["47.25"]


def test_like_columns_are_linked_row_by_row() -> None:
    assert _linked(AMOUNTS, AMOUNTS, NAMES) == [True] * 10


def test_one_that_differs_is_shown_where_totals_agree() -> None:
    assert sorted(_linked(AMOUNTS, ["99.00", *AMOUNTS[1:]], NAMES)) == [False] + [True] * 9
    assert _linked(AMOUNTS[:9], ["99.00", *AMOUNTS[1:9]], NAMES[:9]) == []


def test_a_coincidence_links_nothing() -> None:
    assert _linked(["1.00", "1.00", "1.00"], ["1.00", "1.00", "1.00"], ["甲", "乙", "丙"]) == []
    assert _linked(AMOUNTS[:2], AMOUNTS[:2], NAMES[:2]) == []
