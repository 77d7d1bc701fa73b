"""Which prints speak of one point."""

from __future__ import annotations

from dataclasses import replace

from gouji.identities.observation import Observation
from gouji.identities.points import equalities, points_of
from gouji.model.coordinates import Coordinates
from tests.identities.drawn import prints

SPENT = Coordinates(year=2025, side="expenditure")
GENERAL = SPENT.at("fund", "general_public_budget")


def _printed(*pairs: tuple[Coordinates, str]) -> list[Observation]:
    found = prints(*(text for _, text in pairs))
    return [replace(o, coordinates=point) for o, (point, _) in zip(found, pairs, strict=True)]


def _classes(point: Coordinates, **amounts: str) -> list[tuple[Coordinates, str]]:
    return [(point.at("function", code.strip("f")), text) for code, text in amounts.items()]


def _accused(observations: list[Observation]) -> list[tuple[str, str]]:
    made = equalities(points_of(observations), observations)
    return [
        (observations[i.left[0]].amount.text, observations[i.right[0]].amount.text)
        for i in made
        if not i.holds(observations)
    ]


def test_where_totals_agree_every_part_does() -> None:
    """Three of four classes are printed wrong in one table; nothing is taken away, so they are errors all the same."""
    observations = _printed(
        (SPENT, "10.00"),
        (GENERAL, "10.00"),
        *_classes(SPENT, f201="1.00", f205="2.00", f208="3.00", f210="4.00"),
        *_classes(GENERAL, f201="1.00", f205="3.00", f208="4.00", f210="2.00"),
    )
    assert len(_accused(observations)) == 3


def test_another_fund_takes_something_away() -> None:
    observations = _printed(
        (SPENT, "15.00"),
        (GENERAL, "10.00"),
        *_classes(SPENT, f201="1.00", f205="2.00", f208="3.00", f212="9.00"),
        *_classes(GENERAL, f201="1.00", f205="2.00", f208="3.00", f212="4.00"),
    )
    assert _accused(observations) == []


def test_a_wrong_total_is_seen_by_its_classes() -> None:
    """The restricted total is printed once and wrong: its classes add up to the other total."""
    parts = {"f201": "1.00", "f205": "2.00", "f208": "7.00"}
    observations = _printed(
        (SPENT, "10.00"), (GENERAL, "18.00"), *_classes(SPENT, **parts), *_classes(GENERAL, **parts)
    )
    assert _accused(observations) == [("18.00", "10.00")]


def test_the_anchor_is_what_most_prints_say() -> None:
    observations = _printed((SPENT, "7.00"), (SPENT, "10.00"), (SPENT, "10.00"), (SPENT, "10.00"))
    assert _accused(observations) == [("7.00", "10.00")]


def test_revenue_and_expenditure_balance() -> None:
    observations = _printed((SPENT, "10.00"), (Coordinates(year=2025, side="revenue"), "11.00"))
    assert len(_accused(observations)) == 1
    with_forward = _printed(
        (SPENT, "10.00"),
        (SPENT.at("item", "grand_total"), "11.00"),
        (Coordinates(year=2025, side="revenue"), "11.00"),
    )
    assert _accused(with_forward) == []


def test_most_economic_classes_say_nothing_of_the_total() -> None:
    """Four of five classes are paid by one fund alone, the whole is not."""
    basic = SPENT.at("use", "basic")
    parts = {"301": "6.00", "303": "1.00", "310": "1.00", "309": "1.00"}
    both = [(point.at("economic", code), text) for code, text in parts.items() for point in (basic, _general(basic))]
    observations = _printed(
        (basic, "11.00"),
        (_general(basic), "10.00"),
        *both,
        (basic.at("economic", "302"), "2.00"),
        (_general(basic).at("economic", "302"), "1.00"),
    )
    assert _accused(observations) == []


def test_a_fund_that_prints_nought_where_all_funds_do_not_takes_something_away() -> None:
    fiscal = SPENT.at("fund", "fiscal_appropriation")
    same = {"f204": "5.00", "f205": "2.00", "f208": "3.00", "f210": "4.00"}
    observations = _printed(
        *_classes(fiscal, f212="7.00", f229="8.00", f223="9.00", **same),
        *_classes(GENERAL, f212="0.00", f229="0.00", f223="0.00", **same),
    )
    assert _accused(observations) == []


def test_the_other_side_tells_where_a_total_is_not_printed_both_ways() -> None:
    """Revenue of the fund is less than all revenue, and so is expenditure, though three of four classes are equal."""
    earned = Coordinates(year=2025, side="revenue")
    observations = _printed(
        (earned, "15.00"),
        (_general(earned), "10.00"),
        *_classes(SPENT, f204="5.00", f205="2.00", f208="3.00", f210="5.00"),
        *_classes(GENERAL, f204="5.00", f205="2.00", f208="3.00", f210="4.00"),
    )
    assert _accused(observations) == []


def _general(point: Coordinates) -> Coordinates:
    return point.at("fund", "general_public_budget")


def test_what_pays_for_most_projects_need_not_pay_for_all() -> None:
    spent = SPENT.at("use", "project")
    observations = _printed(
        *((spent.at("project", name), "5.00") for name in "甲乙丙丁"),
        *((spent.at("project", name).at("fund", "general_public_budget"), "5.00") for name in "甲乙丙丁"),
        (spent.at("project", "戊"), "10.00"),
        (spent.at("project", "戊").at("fund", "general_public_budget"), "4.00"),
        *((spent.at("project", name).at("origin", "carried_over"), "0.00") for name in "甲乙丙丁"),
        (spent.at("origin", "current"), "20.00"),
        (spent, "30.00"),
    )
    assert _accused(observations) == []


def test_a_project_printed_twice_is_one_amount() -> None:
    one = SPENT.at("use", "project").at("project", "信息化/平台运行").at("unit", "样例中心")
    observations = _printed((one, "5.00"), (one, "6.00"), (one.at("unit", "样例局"), "7.00"))
    assert _accused(observations) == [("6.00", "5.00")]
