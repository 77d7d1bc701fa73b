"""What sentences list, what items sum to, what is the same in all but name, what complete lists leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.identities.absent import absent_parts
from gouji.identities.constraints import Constraints
from gouji.identities.identity import Identity
from gouji.identities.items import item_sums
from gouji.identities.kin import kindred
from gouji.identities.lists import listed_sums
from gouji.identities.observation import Observation, observe
from gouji.identities.points import points_of
from gouji.identities.system import build
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, DocumentInfo, Place
from gouji.model.money import Amount, Unit
from gouji.reading.narrative import read_statements
from gouji.reading.source import Paragraph
from tests.identities.drawn import prints

SPENT = Coordinates(year=2025, side="expenditure")


def _said(*texts: str, kind: str = "budget") -> Disclosure:
    paragraphs = [Paragraph(text, Place(line=n)) for n, text in enumerate(texts)]
    statements = read_statements(paragraphs, year=2025, department="示例市档案馆", kind=kind)
    return Disclosure(DocumentInfo("", "示例市档案馆", 2025, kind), (), statements)


def _holds(disclosure: Disclosure, made: Sequence[Identity]) -> list[bool]:
    observations, _ = observe(disclosure)
    return [identity.holds(observations) for identity in made]


def _lists(disclosure: Disclosure) -> list[Identity]:
    return listed_sums(disclosure, observe(disclosure)[0], [])


LIST = "馆藏整理{whole}万元，其中：扫描加工{part}万元，库房租赁125.16万元。"


def test_a_list_that_sums_is_one_and_one_with_a_slip_is_accused() -> None:
    sound = _said(LIST.format(whole="498.82", part="373.66"))
    assert _holds(sound, _lists(sound)) == [True]
    for wrong in (("4988.20", "373.66"), ("498.82", "337.66"), ("498.82", "33.66")):
        slipped = _said(LIST.format(whole=wrong[0], part=wrong[1]))
        assert _holds(slipped, _lists(slipped)) == [False], wrong


def test_a_list_that_names_only_some_is_none() -> None:
    some = _said(LIST.format(whole="901.47", part="373.66"))
    assert _lists(some) == []


def test_items_sum_to_the_total_of_the_initial_budget() -> None:
    texts = (
        "一般公共预算财政拨款支出年初预算为{total}万元，支出决算为300.00万元。其中：",
        "1、一般公共服务支出（类）档案事务（款）行政运行（项）。年初预算为210.15万元，支出决算为200.00万元。",
        "2、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。年初预算为103.20万元，支出决算为100.00万元。",
    )
    for total, expected in (("313.35", [True]), ("331.35", [False]), ("413.35", [False]), ("750.01", [])):
        said = _said(
            "（三）一般公共预算财政拨款支出决算具体情况", *(t.format(total=total) for t in texts), kind="final_accounts"
        )
        observations, _ = observe(said)
        made = [i for i in item_sums(said, observations, points_of(observations)) if len(i.right) == 2]
        initial = [i for i in made if observations[i.left[0]].amount.text == total]
        assert _holds(said, initial) == expected, total


def test_the_same_name_says_the_same_amount() -> None:
    for second, expected in (("2422.61", True), ("2442.61", False)):
        said = _said("馆舍日常运转2422.61万元，主要是水电。", f"馆舍日常运转{second}万元，用于水电。")
        observations, _ = observe(said)
        made = kindred(said, observations, points_of(observations), [])
        assert made
        assert set(_holds(said, made)) == {expected}
    assert not kindred(*_args(_said("馆舍日常运转2422.61万元。", "馆舍日常运转815.30万元。")))


def _args(said: Disclosure) -> tuple[Disclosure, tuple[Observation, ...], dict[int, Coordinates], list[Identity]]:
    observations, _ = observe(said)
    return said, observations, points_of(observations), []


def _cells(*printed: tuple[int, Coordinates, str]) -> list[Observation]:
    made = prints(*(text for _, _, text in printed))
    return [replace(o, coordinates=point, table=table) for o, (table, point, _) in zip(made, printed, strict=True)]


def test_what_a_complete_list_leaves_out_is_nought() -> None:
    classes = [SPENT.at("function", code) for code in ("201", "208", "210")]
    listed = [(0, SPENT, "10.00"), (0, classes[0], "7.00"), (0, classes[1], "3.00")]
    slipped = _cells(*listed, (1, classes[0], "7.00"), (1, classes[2], "3.00"))
    made = absent_parts(slipped, points_of(slipped))
    assert [i.right[-1] for i in made] == [4]
    assert not made[0].holds(slipped)
    open_list = _cells((0, SPENT, "20.00"), *listed[1:], (1, classes[2], "3.00"))
    assert absent_parts(open_list, points_of(open_list)) == []


def test_two_amounts_that_both_agree_with_a_rough_one_are_not_equal() -> None:
    """9101.68万元 in a sentence agrees with the right and the wrong amount in 元, and must not hide the wrong one."""
    right, wrong, rough = prints("9101.6775", "9101.6785", "9101.68")
    assert rough.amount == Amount("9101.68", Unit.TEN_THOUSAND_YUAN)
    identities = [
        Identity("equal", (2,), (0,), True, ""),
        Identity("equal", (2,), (1,), True, ""),
        Identity("sum", (0,), (1,), True, ""),
    ]
    assert Constraints([right, wrong, rough], identities, []).broken


def test_a_whole_document_ties_them_in() -> None:
    said = _said(LIST.format(whole="498.82", part="373.66"))
    assert any(identity.family.startswith("listed.") for identity in build(said).identities)
