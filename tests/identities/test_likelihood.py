"""Which of several explanations is likelier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.identities.identity import Identity
from gouji.identities.likelihood import Rounding, Weighed, is_slip, likeliest, slip_within
from gouji.identities.observation import Observation
from gouji.model.money import Amount
from tests.identities.drawn import WAN, prints, total


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("37.65", "37.68"),
        ("1820.63", "1280.63"),
        ("387.88", "3187.88"),
        ("1202.23", "120.23"),
        ("7586.80", "758.68"),
        ("6295.86", "62958600.00"),
        ("4.16%", "8.16%"),
        ("100.00", "-100.00"),
    ],
)
def test_slips(printed: str, expected: str) -> None:
    assert is_slip(printed, expected)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("911.21", "920.96"), ("100.00", "-100.01"), ("12.34", "12.34"), ("12.34", "12.345"), ("0.00", "458.00")],
)
def test_no_slips(printed: str, expected: str) -> None:
    assert not is_slip(printed, expected)


@given(st.integers(1000, 10**8), st.data())
def test_a_changed_digit_is_a_slip_both_ways(number: int, data: st.DataObject) -> None:
    digits = str(number)
    at = data.draw(st.integers(1, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[at]]))
    changed = digits[:at] + other + digits[at + 1 :]
    assert is_slip(digits, changed)
    assert is_slip(changed, digits)


def test_a_slip_is_found_within_bounds() -> None:
    wrong = prints("510.32")[0]
    found = slip_within(wrong, Amount("50.20", WAN).fen, Amount("50.40", WAN).fen)
    assert found == Amount("50.32", WAN)
    assert slip_within(wrong, Amount("60.20", WAN).fen, Amount("60.40", WAN).fen) is None
    assert slip_within(wrong, None, Amount("50.40", WAN).fen) is None
    assert slip_within(wrong, Amount("500.00", WAN).fen, Amount("520.00", WAN).fen) is None


def test_short_numbers_prove_nothing() -> None:
    """11 is a slip of 15, but so is every fifth number of two digits."""
    assert is_slip("15", "11")
    assert slip_within(prints("15")[0], Amount("10.9", WAN).fen, Amount("11.4", WAN).fen) is None


def _exact(count: int) -> tuple[list[Observation], list[Identity]]:
    """A document of so many sums that hold to the last digit, and one amount printed twice that differs by 0.01."""
    texts: list[str] = []
    sums: list[Identity] = []
    for n in range(count):
        start = len(texts)
        texts += [f"{3 * n + 3}.33", f"{n + 1}.11", f"{2 * n + 2}.22"]
        sums.append(total(start, start + 1, start + 2, family=f"sum{n}"))
    start = len(texts)
    texts += ["24.13", "24.12", "30.00", "5.88"]
    sums.append(total(start + 2, start + 1, start + 3, family="tells"))
    return prints(*texts), sums


def test_where_sums_are_exact_a_last_digit_is_decided() -> None:
    observations, sums = _exact(40)
    one, other = len(observations) - 4, len(observations) - 3
    explanations = [
        Weighed(1, {one: Amount("24.12", WAN)}, (), []),
        Weighed(1, {other: Amount("24.13", WAN)}, (), []),
    ]
    touched = [(len(sums) - 1, sums[-1])]
    assert likeliest(Rounding(observations, sums), explanations, touched, {}) == 0
    few, their_sums = _exact(0)
    explanations = [Weighed(1, {0: Amount("24.12", WAN)}, (), []), Weighed(1, {1: Amount("24.13", WAN)}, (), [])]
    touched = [(0, their_sums[-1])]
    assert likeliest(Rounding(few, their_sums), explanations, touched, {}) is None, "nothing is known of its sums"


def test_a_slip_decides_where_rounding_does_not() -> None:
    observations = prints("1280.63", "1351.48")
    explanations = [
        Weighed(1, {0: Amount("1280.36", WAN)}, (), []),
        Weighed(1, {1: Amount("1427.75", WAN)}, (), []),
    ]
    assert likeliest(Rounding(observations, []), explanations, [], {}) == 0
    explanations[1] = Weighed(1, {1: Amount("1351.88", WAN)}, (), [])
    assert likeliest(Rounding(observations, []), explanations, [], {}) is None


def test_a_percentage_is_doubted_before_an_amount() -> None:
    observations = prints("247.70")
    explanations = [Weighed(1, {}, (), []), Weighed(0, {}, (), [("35.20", "41.90")])]
    assert likeliest(Rounding(observations, []), explanations, [], {}) == 1
    slip = [Weighed(1, {0: Amount("274.70", WAN)}, (), []), Weighed(0, {}, (), [("35.20", "41.90")])]
    assert likeliest(Rounding(observations, []), slip, [], {}) == 0
