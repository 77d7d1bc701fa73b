"""What places say about their tables is tied to these: the same tables, told in each place's words."""

from __future__ import annotations

import pytest

from gouji.reading.pipeline import read_blocks
from tests.layouts.budget_wordings import BUDGET_WORDINGS
from tests.layouts.cities import hubei
from tests.layouts.city_finals import jiangsu_final
from tests.layouts.final_wordings import FINAL_WORDINGS
from tests.layouts.measure import Measured, measure
from tests.layouts.narrative import Tell
from tests.layouts.sheet import source

SEEDS = (2, 21)
LEAST = 0.8
"""Amounts in sentences that are tied to a point. What a place prints of no table and pairs told together are left."""


def of(name: str, tell: Tell, seed: int) -> Measured:
    layout = jiangsu_final if name in FINAL_WORDINGS and tell is FINAL_WORDINGS[name] else hubei
    book, document = layout(seed, tell)
    return measure(book, document, read_blocks(source(document)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "tell"), [*BUDGET_WORDINGS.items(), *FINAL_WORDINGS.items()])
def test_a_narrative_is_tied_to_its_tables_and_not_accused(name: str, tell: Tell, seed: int) -> None:
    found = of(name, tell, seed)
    assert found.stated_wrong == []
    assert [text for text in found.accusations if "error" in text] == []
    assert found.stated >= LEAST * found.statements > 0
