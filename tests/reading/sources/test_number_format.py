"""A workbook's number is read as it is displayed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.reading.sources.number_format import displayed, plain_number

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (5251.360000000001, "General", "5251.36"),
        (0.1 + 0.2, "General", "0.3"),
        ("5251.360000000001", "General", "5251.36"),
        (157455400, "General", "157455400"),
        (1e15, "General", "1000000000000000"),
        (5251.360449, "#,##0.00", "5251.36"),
        (5251.365, "0.00", "5251.37"),
        (-0.001, "0.00", "0.00"),
        (15745.5, "#,##0.00_ ", "15745.50"),
        (-5.5, ACCOUNTING, "-5.50"),
        (0, ACCOUNTING, "0.00"),
        (0, '0.00;-0.00;""', "0.00"),
        (-12, "#,##0;[Red]#,##0", "-12"),
        (-12, "#,##0_);(#,##0)", "-12"),
        (0.8341, "0.00%", "83.41%"),
        (2, "00", "02"),
        (5, "000", "005"),
        (2010301, "0", "2010301"),
        (0.5, "#.##", "0.5"),
        (3, "0.##", "3"),
        (157455400, "0!.0,", "15745.5"),
        (12345678, "#,##0.00,", "12345.68"),
        (2026, '0"年"', "2026年"),
        (12.5, '0.00"万元"', "12.50"),
        (12.5, "¥#,##0.00", "12.50"),
        (12.5, "[$¥-804]#,##0.00", "12.50"),
        (12, "@", "12"),
        (1234.5, "0.00E+00", "1234.5"),
        (46023, "yyyy-mm-dd", "2026-01-01"),
        (46023, 'yyyy"年"m"月"d"日"', "2026年1月1日"),
        (46023.5, "yyyy/m/d h:mm", "2026/1/1 12:00"),
    ],
)
def test_as_displayed(value: float, code: str, text: str) -> None:
    assert displayed(value, code) == text


def test_the_other_calendar() -> None:
    assert displayed(44561, "yyyy-mm-dd", date1904=True) == "2026-01-01"


@pytest.mark.parametrize("value", ["1e999999999", "nan", "-inf", "9" * 5000, "1e-400", "x"])
def test_what_is_no_usual_number_stays_as_it_is(value: str) -> None:
    assert displayed(value, "0.00") == value


@pytest.mark.parametrize(
    "code", ["0." + "0" * 200, "0" * 5000, '"', "\\", ";;;;", "[", "0.0.0.0", "General;General", "yyyy"]
)
def test_odd_formats_lose_no_number(code: str) -> None:
    assert displayed(5251.36, code).replace("0", "")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**10), max_value=10**10, places=2))
def test_two_decimals_survive_a_float(amount: Decimal) -> None:
    assert Decimal(plain_number(float(amount))) == amount
    assert Decimal(displayed(float(amount), "#,##0.00")) == amount
    assert displayed(float(amount), "#,##0.00").partition(".")[2] == f"{abs(amount):.2f}".partition(".")[2]
