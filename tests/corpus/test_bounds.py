"""Bounds against ledgers: what is not printed lies within them; where all ledgers can be tried they are tight."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.cli import main
from gouji.corpus.figures import Figure
from gouji.corpus.hidden.bounds import UNLISTED, bounds_of
from gouji.corpus.hidden.linear import Programme
from gouji.corpus.hidden.model import model_of
from gouji.corpus.hidden.note import derivation
from gouji.corpus.hidden.points import REVENUE, TOTAL, Printed
from gouji.model.coordinates import Coordinates
from gouji.model.ledger import Fact, lies_in
from gouji.model.money import Unit, amount_of_fen

FUNCTIONS = ("2010301", "2010302", "2080505")
USES = ("basic/personnel", "basic/operating", "project")
FUNDS = ("general_public_budget", "government_fund_budget", "own_funds/other")


def _printed(amounts: dict[Coordinates, int], unit: Unit = Unit.YUAN, decimals: int = 2) -> Printed:
    """A document that prints these points of an exact ledger."""
    figures: dict[Coordinates, Figure] = {}
    for point, fen in amounts.items():
        amount = amount_of_fen(fen, unit, decimals)
        interval = amount.interval
        figures[point] = Figure(point, amount.fen, interval.low, interval.high, 1, "proved")
    return Printed(figures, True, 0, False, None, 0, 0)


def _sum(facts: list[Fact], point: Coordinates) -> int:
    side = "expenditure" if point in (REVENUE, TOTAL) else point.side
    return sum(fact.amount for fact in facts if lies_in(fact, point.at("side", side)))


def _lattice(facts: list[Fact]) -> list[Coordinates]:
    """Every point a table could print of these facts."""
    codes = sorted({f.function[:n] for f in facts if f.function for n in (3, 5, 7)})
    points = [
        Coordinates(side="expenditure", function=code, use=use, fund=fund)
        for code in (None, *codes)
        for use in (None, "basic", *USES)
        for fund in (None, *FUNDS)
    ]
    return [REVENUE if point == TOTAL else point for point in points]


ledgers = st.lists(
    st.builds(
        lambda function, use, fund, amount: Fact(2025, "expenditure", "u", fund, amount, function=function, use=use),
        st.sampled_from(FUNCTIONS),
        st.sampled_from(USES),
        st.sampled_from(FUNDS),
        st.integers(1, 10**9),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(facts=ledgers, data=st.data(), rounded=st.booleans())
def test_every_undisclosed_amount_lies_within_its_bounds(facts: list[Fact], data: st.DataObject, rounded: bool) -> None:
    chosen = data.draw(st.lists(st.sampled_from(_lattice(facts)), min_size=2, max_size=12, unique=True))
    unit, decimals = (Unit.TEN_THOUSAND_YUAN, 2) if rounded else (Unit.YUAN, 2)
    known = _printed({point: _sum(facts, point) for point in {REVENUE, *chosen}}, unit, decimals)
    model = model_of(known)
    for point, index in model.unknowns.items():
        if isinstance(point, Coordinates):
            low, high, least, most = model.programme.range(index)
            assert low <= _sum(facts, point) <= high
            assert least.reached
            assert most.reached
    for bound in bounds_of(known, worth=0).found:  # type: ignore[arg-type]
        truth = _sum(facts, bound.point)
        assert bound.low <= truth <= bound.high
        assert bound.value is None or rounded or bound.value == truth
        for follows, end in ((bound.least, bound.low), (bound.most, bound.high)):
            if follows.value is not None:
                told = sum(weight * (known.figures[of].fen or 0) for weight, of in follows.terms)
                assert follows.value == told
                assert rounded or told == end
        assert bound.most.reasons or bound.most.terms


SMALL_FUNCTIONS, SMALL_USES = ("201", "208"), ("basic", "project")
CELLS = tuple(product(SMALL_FUNCTIONS, SMALL_USES))


def _small(cells: tuple[int, ...]) -> dict[Coordinates, int]:
    """All points of a ledger of two functions and two uses."""
    amounts: dict[Coordinates, int] = {REVENUE: sum(cells)}
    for at, function in enumerate(SMALL_FUNCTIONS):
        amounts[Coordinates(side="expenditure", function=function)] = sum(cells[2 * at : 2 * at + 2])
    for at, use in enumerate(SMALL_USES):
        amounts[Coordinates(side="expenditure", use=use)] = sum(cells[at::2])
    for (function, use), amount in zip(CELLS, cells, strict=True):
        amounts[Coordinates(side="expenditure", function=function, use=use)] = amount
    return amounts


@settings(max_examples=15)
@given(cells=st.tuples(*[st.integers(0, 3)] * 4), shown=st.sets(st.sampled_from(range(len(CELLS))), max_size=2))
def test_bounds_are_tight_where_every_ledger_can_be_tried(cells: tuple[int, ...], shown: set[int]) -> None:
    amounts = _small(cells)
    margins = [point for point in amounts if (point.function is None) != (point.use is None) or point == REVENUE]
    shown_points = [Coordinates(side="expenditure", function=CELLS[at][0], use=CELLS[at][1]) for at in shown]
    known = _printed({point: amounts[point] for point in (*margins, *shown_points)})
    model = model_of(known)
    possible = [
        tried
        for other in product(range(sum(cells) + 1), repeat=4)
        if all((tried := _small(other))[point] == amounts[point] for point in known.figures)
    ]
    assert possible
    for point, index in model.unknowns.items():
        if isinstance(point, Coordinates) and point in amounts:
            low, high, _, _ = model.programme.range(index)
            values = [tried[point] for tried in possible]
            assert (low, high) == (min(values), max(values)), point


def test_a_dual_that_is_wrong_never_makes_a_bound_too_tight() -> None:
    programme = Programme()
    one, two = programme.unknown(0, 10), programme.unknown(0, 10)
    programme.equal({one: 1, two: 1}, 12)
    programme.between({one: 2, two: 1}, 0, 15)
    assert programme.range(one)[:2] == (2, 3)
    assert programme.range(two)[:2] == (9, 10)


def test_the_part_of_an_item_that_lies_in_projects() -> None:
    basic = Coordinates(side="expenditure", use="basic")
    known = _printed(
        {
            REVENUE: 1_000_00,
            basic: 600_00,
            Coordinates(side="expenditure", use="project"): 400_00,
            basic.at("economic", "302"): 600_00,
            basic.at("economic", "30217"): 50_00,
            basic.at("economic", "30201"): 550_00,
            Coordinates(item="three_public/reception"): 80_00,
            Coordinates(item="three_public/abroad"): 70_00,
        }
    )
    found = {bound.point: (bound.low, bound.high, bound.value) for bound in bounds_of(known).found}
    assert found[Coordinates(item="three_public/reception", use="project")] == (30_00, 30_00, 30_00)
    # No code of travel abroad is printed though the codes that are sum to the whole: all of it lies in projects.
    assert found[Coordinates(item="three_public/abroad", use="project")] == (70_00, 70_00, 70_00)
    assert Coordinates(item="three_public/reception", use="basic") not in found, "printed under another name"


RECEPTION = Coordinates(item="three_public/reception")


@settings(max_examples=20)
@given(
    reception=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    other=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    shown=st.sets(st.sampled_from(("30217", "30201"))),
    listed=st.booleans(),
)
def test_an_item_s_bounds_are_tight_where_every_ledger_can_be_tried(
    reception: tuple[int, int], other: tuple[int, int], shown: set[str], listed: bool
) -> None:
    def tried(in_basic: int, in_project: int, rest_basic: int, rest_project: int) -> dict[Coordinates, int]:
        basic = Coordinates(side="expenditure", use="basic")
        amounts = {
            REVENUE: in_basic + in_project + rest_basic + rest_project,
            basic: in_basic + rest_basic,
            Coordinates(side="expenditure", use="project"): in_project + rest_project,
            RECEPTION: in_basic + in_project,
        }
        if listed:
            amounts[basic.at("economic", "302")] = in_basic + rest_basic
            amounts |= {basic.at("economic", "30217"): in_basic} if "30217" in shown else {}
            amounts |= {basic.at("economic", "30201"): rest_basic} if "30201" in shown else {}
        return amounts

    truth = tried(*reception, *other)
    known = _printed(truth)
    model = model_of(known)
    values = [one for one in product(range(7), repeat=4) if tried(*one) == truth]
    for at, use in enumerate(("basic", "project")):
        point = RECEPTION.at("use", use)
        if point in model.unknowns and (not listed or shown):
            low, high, _, _ = model.programme.range(model.unknowns[point])
            possible = {one[at] for one in values}
            assert low <= min(possible)
            assert high >= max(possible)
            if "30217" in shown and listed:
                assert (low, high) == (min(possible), max(possible))


def test_the_only_code_of_a_class_is_no_news() -> None:
    function = Coordinates(side="expenditure", function="201")
    known = _printed(
        {
            REVENUE: 500_00,
            function: 500_00,
            function.at("function", "20103"): 500_00,
            function.at("use", "basic"): 300_00,
            function.at("use", "project"): 200_00,
        }
    )
    assert bounds_of(known).found == ()


def test_a_bound_is_told_as_a_sum_of_printed_figures() -> None:
    carried = {"side": "expenditure", "origin": "carried_over"}
    basic = Coordinates(side="expenditure", use="basic")
    known = _printed(
        {
            REVENUE: 1_000_00,
            basic: 600_00,
            basic.at("use", "project"): 400_00,
            Coordinates(side="expenditure", origin="current"): 900_00,
            Coordinates(**carried): 100_00,
        }
    )
    found = {bound.point: bound for bound in bounds_of(known).found}
    own = found[basic.at("origin", "current")]
    assert (own.low, own.high) == (500_00, 600_00)
    told = derivation(own, known)
    assert told.startswith("不小于 基本支出 0.06 － 上年结转支出 0.01 ＝ 0.05（其余没有列示的各项不小于零）")
    assert "不大于 基本支出 0.06。" in told


def test_final_accounts_are_bounded_by_their_own_stage(documents: Path) -> None:
    from gouji.checking import check
    from gouji.corpus.hidden.points import printed
    from gouji.reading import read

    disclosure = read([documents / "fs_czj_2024_final_good.pdf"])
    known = printed(disclosure, check(disclosure).evidence)
    assert all(point.stage is None for point in known.figures)
    assert known.figures[Coordinates(side="expenditure")].fen == 2940_05 * 10_000
    assert bounds_of(known).found


def test_figures_that_no_ledger_satisfies_are_told() -> None:
    known = _printed(
        {
            REVENUE: 100_00,
            Coordinates(side="expenditure", use="basic"): 80_00,
            Coordinates(side="expenditure", use="project"): 70_00,
        }
    )
    bounds = bounds_of(known)
    assert bounds.contradiction
    assert not bounds.found


def test_the_provincial_document(documents: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "bounds", str(documents / "jilin-2025.txt"), "--format", "json"]) == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)["bounds"]}
    reception = found["项目支出中的公务接待费"]
    assert reception["value"] == 727_00_00_00
    assert reception["low"] <= reception["value"] <= reception["high"]
    assert reception["high"] - reception["low"] <= 2 * 100_00
    assert "734.49" in reception["derivation"]
    assert found["未逐项列出的项目支出"]["value"] == 10_20_00_00
    assert UNLISTED.project == "unlisted"
