from __future__ import annotations

import pytest

from gouji.corpus.starts import nominal_start, start_of


@pytest.mark.parametrize(
    ("direction", "change", "percent", "start"),
    [
        ("increase", (95, 105), None, (890, 910)),
        ("decrease", (95, 105), None, (1090, 1110)),
        ("none", None, None, (995, 1005)),
        ("increase", None, "25", (792, 808)),
        ("decrease", None, "50.0", (1988, 2013)),
        ("decrease", None, "100", None),
        ("increase", None, None, None),
        (None, (95, 105), None, None),
    ],
)
def test_where_a_change_starts(
    direction: str | None, change: tuple[int, int] | None, percent: str | None, start: tuple[int, int] | None
) -> None:
    assert start_of(direction, change, percent, "", (995, 1005)) == start


def test_roughly_the_same_is_not_the_same() -> None:
    assert start_of("none", None, None, "与上年基本持平", (1, 2)) is None


def test_the_start_as_printed() -> None:
    assert nominal_start("increase", 100, 1000, (0, 0)) == 900
    assert nominal_start("decrease", 100, 1000, (0, 0)) == 1100
    assert nominal_start("none", None, 1000, (0, 0)) == 1000
    assert nominal_start("increase", None, 1000, (790, 810)) == 800
