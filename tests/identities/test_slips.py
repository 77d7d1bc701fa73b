"""Amounts that are others with a slip of the pen in them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.planted.numbers import WAYS, falsified
from gouji.identities.slips import is_slip_of, sum_with_a_slip, tells
from tests.identities.drawn import prints


@pytest.mark.parametrize(
    ("printed", "meant", "slipped"),
    [
        ("39244.08", "3944.08", True),
        ("3949.08", "3944.08", True),
        ("9344.08", "3944.08", True),
        ("1234.56", "3944.08", False),
        ("15.00", "10.00", False),  # two digits tell nothing
        ("120.00", "150.00", False),
    ],
)
def test_a_slip_is_told_from_another_amount_and_from_chance(printed: str, meant: str, slipped: bool) -> None:
    one, other = prints(printed, meant)
    assert is_slip_of(one, other.fen) is slipped


@given(
    st.integers(10_000, 10**8), st.sampled_from([way for way in WAYS if way not in {"point", "last"}]), st.integers()
)
def test_a_slip_in_a_sum_is_found_and_no_sum_that_holds_has_one(whole: int, way: str, seed: int) -> None:
    whole = whole * 10 + 7
    part = whole // 3
    texts = [f"{n // 100}.{n % 100:02d}" for n in (whole, part, whole - part)]
    observations = prints(*texts)
    assert not sum_with_a_slip(0, (1, 2), observations)
    wrong = falsified(texts[0], way, Random(seed))
    if wrong is not None and abs(float(wrong) - float(texts[0])) > 0.05:
        assert sum_with_a_slip(0, (1, 2), prints(wrong, *texts[1:]))


def test_round_amounts_do_not_tell() -> None:
    assert not sum_with_a_slip(0, (1, 2), prints("100.00", "50.00", "30.00"))
    assert not tells(prints("10.00", "20.00"), (0, 1))
    assert tells(prints("10.25", "20.00"), (0, 1))
