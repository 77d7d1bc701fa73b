"""What is a printed amount, and what is none."""

from __future__ import annotations

import pytest

from gouji.model.money import is_blank_amount, parse_number


@pytest.mark.parametrize(
    ("printed", "number"),
    [("(1,234.50)", "-1234.50"), ("（0.36）", "-0.36"), ("(12)", None), ("(2010301)", None), ("(1,23.50)", None)],
)
def test_a_number_with_decimals_in_brackets_is_negative(printed: str, number: str | None) -> None:
    """Without decimals it may be a code, a count or the number of a row."""
    assert parse_number(printed) == number


@pytest.mark.parametrize("printed", ["", " ", "-", "——", "———", "─", "／", "/", "无"])
def test_nought_is_printed_as_nothing_or_a_dash(printed: str) -> None:
    assert is_blank_amount(printed)


@pytest.mark.parametrize("printed", ["0.00", "-1", "无数", "见附表"])
def test_what_says_something_is_not_blank(printed: str) -> None:
    assert not is_blank_amount(printed)
