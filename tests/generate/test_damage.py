"""Damage does what it says, once, and leaves the truth alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generate import PrintedDocument, damage, generate, print_municipal, print_provincial

Spoil = Callable[[PrintedDocument, Random], PrintedDocument]
ALL = damage.LAYOUT | damage.CONTENT


@pytest.mark.parametrize("spoil", ALL.values(), ids=ALL)
@pytest.mark.parametrize("layout", [print_provincial, print_municipal])
def test_one_damage_changes_the_text_and_keeps_the_truth(spoil: Spoil, layout: Callable[..., PrintedDocument]) -> None:
    for seed in range(3):
        document = layout(generate(seed))
        spoiled = spoil(document, Random(seed))
        assert spoiled.text != document.text
        assert len(spoiled.damages) == 1
        assert spoiled.truth == document.truth


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 8))
def test_falsify_changes_exactly_so_many_amounts(seed: int, count: int) -> None:
    document = print_provincial(generate(seed))
    spoiled = damage.falsify(document, Random(seed), count)
    changed = [
        (before.text, after.text)
        for old, new in zip(document.tables, spoiled.tables, strict=True)
        for old_row, new_row in zip(old.rows, new.rows, strict=True)
        for before, after in zip(old_row, new_row, strict=True)
        if before != after
    ]
    assert sorted(changed) == sorted((one.before, one.after) for one in spoiled.damages)
    assert len(changed) == count
    for one in spoiled.damages:
        assert abs(Decimal(one.before) - Decimal(one.after)) >= 1
        assert Decimal(one.after) > 0


def test_where_narrows_the_choice() -> None:
    document = print_municipal(generate(4))
    spoiled = damage.falsify(document, Random(1), 3, where=lambda cell: cell.table == "部门支出总表")
    assert {one.table for one in spoiled.damages} == {"部门支出总表"}


def test_damage_that_is_impossible_is_refused() -> None:
    document = print_municipal(generate(4, projects=0))
    with pytest.raises(LookupError):
        damage.drop_project_name(document, Random(1))
    with pytest.raises(LookupError):
        damage.replace_text(document, "copied", "没有这句话", "")
