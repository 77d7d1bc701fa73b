"""What sentences state: changes, shares, sums."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from gouji.identities.equations import Ratio, percent_interval, stated_identities
from gouji.identities.observation import observe
from gouji.identities.points import points_of
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, DocumentInfo, Place, Statement
from gouji.model.money import Amount
from tests.identities.drawn import WAN, prints

SPENT = Coordinates(year=2025, side="expenditure")
BEFORE = SPENT.at("year", 2024)


@given(st.integers(1, 10**9), st.integers(1, 10**9), st.integers(0, 3))
def test_a_percentage_that_was_rounded_from_its_amounts_holds(part: int, whole: int, digits: int) -> None:
    exact = Decimal(part) / Decimal(whole) * 100
    percent = str(exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    observations = prints(f"{part // 100}.{part % 100:02d}", f"{whole // 100}.{whole % 100:02d}")
    low, high = percent_interval(percent)
    ratio = Ratio("s", 0, ((1, 1),), low, high, percent, "")
    assert ratio.holds(observations)
    assert ratio.expected(observations) is not None


def test_another_percentage_does_not() -> None:
    observations = prints("2106.66", "2940.05")
    for percent, holds in (("71.65", True), ("71.73", False), ("71.7", True), ("72", True), ("71", False)):
        low, high = percent_interval(percent)
        ratio = Ratio("s", 0, ((1, 1),), low, high, percent, "")
        assert ratio.holds(observations) is holds, percent
    assert ratio.expected(observations) == "72"


def test_a_percentage_of_nothing_does_not_hold() -> None:
    """An increase by all there is, or a rate of a budget of nought, has no percentage; nought of nought has any."""
    low, high = percent_interval("100")
    grown = Ratio("s", 0, ((1, 1), (-1, 0)), low, high, "100", "")
    assert not grown.holds(prints("184.65", "184.65"))
    assert grown.expected(prints("184.65", "184.65")) is None
    assert grown.holds(prints("92.33", "184.65"))
    assert Ratio("s", 0, ((1, 1),), low, high, "100", "").holds(prints("0.00", "0.00"))
    assert not Ratio("s", 0, ((1, 1),), low, high, "100", "").holds(prints("80.38", "0.00"))


def test_what_may_be_nought_grows_by_nothing() -> None:
    low, high = percent_interval("0")
    assert Ratio("s", 0, ((1, 1), (-1, 0)), low, high, "0", "").holds(prints("0", "2.30"))


def _said(kind: str, number: int, **known: object) -> Statement:
    return Statement(f"s{number}", kind, "节", "句", Place(line=number), **known)  # type: ignore[arg-type]


def _system(*statements: Statement) -> tuple[list[bool], list[bool]]:
    said = Disclosure(DocumentInfo(year=2025), statements=statements)
    observations, _ = observe(said)
    identities, ratios = stated_identities(said, observations, points_of(observations))
    return [i.holds(observations) for i in identities], [r.holds(observations) for r in ratios]


def _grew(direction: str, percent: str, this: str = "110.00") -> list[bool]:
    """Whether a rate without its amount holds between two printed amounts."""
    said = [
        _said("amount", 1, coordinates=SPENT, amount=Amount(this, WAN)),
        _said("amount", 2, coordinates=BEFORE, amount=Amount("100.00", WAN)),
        _said("change", 3, coordinates=SPENT, base=BEFORE, percent=percent, direction=direction),
    ]
    return _system(*said)[1]


def test_a_rate_without_its_amount_follows_from_two_years() -> None:
    assert _grew("increase", "10.00") == [True]
    assert _grew("increase", "9.00") == [False]
    assert _grew("decrease", "10.00") == [False]
    assert _grew("decrease", "12.5", "87.50") == [True]


@given(st.integers(1, 10**8), st.integers(1, 10**8))
def test_any_rate_that_was_rounded_holds(this: int, before: int) -> None:
    rate = (Decimal(abs(this - before)) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
    said = [
        _said("amount", 1, coordinates=SPENT, amount=Amount(f"{this / 100:.2f}", WAN)),
        _said("amount", 2, coordinates=BEFORE, amount=Amount(f"{before / 100:.2f}", WAN)),
        _said(
            "change",
            3,
            coordinates=SPENT,
            base=BEFORE,
            percent=str(rate),
            direction="increase" if this >= before else "decrease",
        ),
    ]
    assert _system(*said)[1] == [True]


def _change(direction: str, amount: str, percent: str | None = None) -> list[Statement]:
    return [
        _said("amount", 1, coordinates=SPENT, amount=Amount("110.00", WAN)),
        _said("amount", 2, coordinates=BEFORE, amount=Amount("100.00", WAN)),
        _said(
            "change",
            3,
            coordinates=SPENT,
            base=BEFORE,
            amount=Amount(amount, WAN),
            direction=direction,
            percent=percent,
        ),
    ]


def test_a_change_is_this_year_less_the_last() -> None:
    assert _system(*_change("increase", "10.00")) == ([True], [])
    assert _system(*_change("increase", "12.00")) == ([False], [])
    assert _system(*_change("decrease", "10.00")) == ([False], []), "a rise called a fall"


def test_a_rate_is_of_last_year() -> None:
    assert _system(*_change("increase", "10.00", "10.00%"))[1] == [True]
    assert _system(*_change("increase", "10.00", "9.09%"))[1] == [False], "10 of 110"


def test_parts_in_a_sentence_sum_to_its_whole() -> None:
    def said(part: str) -> tuple[list[bool], list[bool]]:
        return _system(
            _said("amount", 1, amount=Amount("30.00", WAN)),
            _said("amount", 2, amount=Amount("10.00", WAN)),
            _said("amount", 3, amount=Amount(part, WAN)),
            _said("sum", 4, whole="s1", parts=("s2", "s3")),
        )

    assert said("20.00") == ([True], [])
    assert said("21.00") == ([False], [])


def test_the_same_change_stated_twice_is_equal() -> None:
    again = _said("change", 4, coordinates=SPENT, base=BEFORE, amount=Amount("11.00", WAN), direction="increase")
    assert _system(*_change("increase", "10.00"), again)[0].count(False) == 2
