"""Every printed layout, told only by what it prints: totals, amounts, coordinates; sound documents are not accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.publishing.pdf import is_available
from gouji.reading import read
from tests.layouts import sheet
from tests.layouts.measure import Measured, measure
from tests.layouts.press import Paper, pressed
from tests.layouts.registry import LAYOUTS

SEEDS = (1, 21)
"""With all money there is, and with some of it in amounts that are rounded in print."""
LEAST = 0.99
PAPERS = {
    "turned": Paper(turned=True),
    "marked": Paper(water="内部资料", running="部门预算公开", repeats=False),
    "printed twice": Paper(twice=True),
    "radicals": Paper(letters="radicals"),
    "wide digits": Paper(letters="wide"),
    "in brackets": Paper(brackets=True),
    "spaced": Paper(letters="spaced", upright=True),
    "on end": Paper(portrait=True),
}
needs_typesetter = pytest.mark.skipif(not is_available(), reason="the typesetter is not installed")


def problems(found: Measured) -> list[str]:
    """What was misread, and what a sound document is accused of."""
    accused = [text for text in (*found.accusations, *found.errors) if "error" in text or text in found.errors]
    lost = [text for text in found.lost if text.strip("-0.")]
    return [*lost, *found.surplus, *found.wrong, *accused]


def of(name: str, seed: int, path: Path, paper: Paper | None = None) -> Measured:
    book, document = LAYOUTS[name](seed)
    if paper is None:
        path.write_text(sheet.web_page(document), "utf-8")
    else:
        pressed(document, path, paper)
    return measure(book, document, read([path]))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_a_layout_is_read_and_not_accused(name: str, seed: int, tmp_path: Path) -> None:
    found = of(name, seed, tmp_path / "budget.html")
    assert problems(found) == []
    assert found.totals
    assert found.share >= LEAST


@needs_typesetter
@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_a_layout_is_read_from_its_pages(name: str, tmp_path: Path) -> None:
    found = of(name, 2, tmp_path / "budget.pdf", Paper())
    assert problems(found) == []
    assert found.totals
    assert found.share >= LEAST


@needs_typesetter
@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("name", ["both_funds", "chongqing", "raw_final"])
def test_what_pages_look_like_changes_nothing(name: str, paper: str, tmp_path: Path) -> None:
    found = of(name, 2, tmp_path / "budget.pdf", PAPERS[paper])
    assert problems(found) == []
    assert found.totals
    assert found.share >= LEAST


@needs_typesetter
@pytest.mark.parametrize("name", ["beijing", "liaoning", "tianjin", "yuan_final"])
def test_totals_and_most_amounts_are_read_where_only_the_header_is_ruled(name: str, tmp_path: Path) -> None:
    found = of(name, 2, tmp_path / "budget.pdf", Paper(rules="head", gap=4))
    assert found.totals
    assert found.share >= 0.95
