"""Targets are generated, printed and damaged; what is read must be right, or lost and reported."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.model.disclosure import Indicator, Target
from gouji.reading.source import Block
from gouji.reading.targets import TargetReading, read_targets
from tests.reading.printing import (
    Wanted,
    WantedTarget,
    form_blocks,
    list_blocks,
    list_rows,
    projects_of,
    spanned_list,
    targets,
)

EXAMPLES = 15
FIELDS = ("level1", "level2", "name", "explanation", "value", "weight")


def read(blocks: tuple[Block, ...], wanted: list[WantedTarget]) -> TargetReading:
    return read_targets(blocks, projects_of(wanted), department="某市测试局", year=2026)


def require_right_or_reported(reading: TargetReading, wanted: list[WantedTarget], *, lost: int = 0) -> None:
    """Every target is right in every field; up to ``lost`` fields may be None, each with a problem reported."""
    assert len(reading.targets) == len(wanted)
    missing = sum(_missing(found, want) for found, want in zip(reading.targets, wanted, strict=True))
    assert missing <= lost
    assert missing == 0 or reading.problems
    for found in reading.targets:
        if found.inferred or any(each.inferred for each in found.indicators):
            assert reading.problems, "what is inferred is reported"


def _missing(found: Target, want: WantedTarget) -> int:
    pairs = [
        (found.unit, want.unit),
        (found.project, want.project),
        (found.amount.text if found.amount else None, want.amount),
        (found.objective, want.objective),
    ]
    assert len(found.indicators) == len(want.indicators)
    for indicator, wished in zip(found.indicators, want.indicators, strict=True):
        pairs.extend(_pairs(indicator, wished))
    for printed, right in pairs:
        assert printed is None or printed == right
    return sum(printed is None for printed, _ in pairs)


def _pairs(indicator: Indicator, wished: Wanted) -> list[tuple[str | None, str]]:
    return [(getattr(indicator, field), getattr(wished, field)) for field in FIELDS]


@settings(max_examples=EXAMPLES)
@given(targets())
def test_the_list_form_is_read_as_printed(wanted: list[WantedTarget]) -> None:
    reading = read(list_blocks([list_rows(wanted)]), wanted)
    require_right_or_reported(reading, wanted)
    assert not reading.problems
    assert reading.used == {0, 1, 2}
    assert all(sum(Decimal(each.weight or 0) for each in found.indicators) == 90 for found in reading.targets)


@settings(max_examples=EXAMPLES)
@given(targets(), st.booleans())
def test_the_list_form_without_a_projects_table_needs_none(wanted: list[WantedTarget], coded: bool) -> None:
    blocks = list_blocks([list_rows(wanted, coded=coded)])
    reading = read_targets(blocks, (), department="某市测试局", year=2026)
    require_right_or_reported(reading, wanted)


@settings(max_examples=EXAMPLES)
@given(targets())
def test_merged_cells_of_an_exact_grid_are_filled(wanted: list[WantedTarget]) -> None:
    require_right_or_reported(read(spanned_list(wanted), wanted), wanted)


@settings(max_examples=EXAMPLES)
@given(targets(), st.booleans())
def test_forms_of_one_project_each(wanted: list[WantedTarget], merged: bool) -> None:
    blocks = tuple(block for target in wanted for block in form_blocks(target, merged=merged))
    reading = read(blocks, wanted)
    for found, want in zip(reading.targets, wanted, strict=True):
        assert (found.unit, found.project, found.objective) == (want.unit, want.project, want.objective)
        assert found.amount is not None
        assert found.amount.text == want.amount
        assert [(each.level1, each.level2, each.name, each.value, each.weight) for each in found.indicators] == [
            (each.level1, each.level2, each.name, each.value, each.weight) for each in want.indicators
        ]
    assert reading.used == set(range(len(blocks)))


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_rows_that_slip_to_the_left(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    for index in data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=4, unique=True)):
        while rows[index][0] == "" and data.draw(st.booleans()):
            rows[index] = rows[index][1:]
    require_right_or_reported(read(list_blocks([rows]), wanted), wanted)


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_a_page_break_between_any_rows(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    at = data.draw(st.integers(1, len(rows) - 1))
    require_right_or_reported(read(list_blocks([rows[:at], rows[at:]]), wanted), wanted)


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_an_objective_that_continues_on_the_next_page(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    at = data.draw(st.sampled_from([index for index in range(1, len(rows)) if rows[index][3] == ""]))
    head = max(index for index in range(at) if rows[index][3])
    cut = data.draw(st.integers(9, len(rows[head][3]) - 9))
    rows[at][3], rows[head][3] = rows[head][3][cut:], rows[head][3][:cut]
    require_right_or_reported(read(list_blocks([rows[:at], rows[at:]]), wanted), wanted)


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_an_explanation_that_continues_on_the_next_page(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    at = data.draw(st.integers(1, len(rows) - 1))
    text = rows[at - 1][7]
    cut = data.draw(st.integers(8, len(text) - 3))
    rows[at - 1][7] = text[:cut]
    rest = ["", "", "", "", "", "", "", text[cut:], "", ""]
    require_right_or_reported(read(list_blocks([rows[:at], [rest, *rows[at:]]]), wanted), wanted)


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_a_name_an_amount_or_a_unit_that_is_missing(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    heads = [index for index, row in enumerate(rows) if row[1]]
    at = data.draw(st.sampled_from(heads))
    column = data.draw(st.sampled_from((0, 1, 2)))
    drop = data.draw(st.booleans())
    rows[at][column] = ""
    if drop:
        del rows[at][column]
    require_right_or_reported(read(list_blocks([rows]), wanted), wanted)


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_a_weight_or_value_that_is_missing(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from((8, 9)))
    rows[at][column] = ""
    require_right_or_reported(read(list_blocks([rows]), wanted), wanted, lost=1)


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_a_head_that_is_printed_a_row_late(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    heads = [index for index, row in enumerate(rows) if row[1]]
    at = data.draw(st.sampled_from(heads))
    rows[at][:4], rows[at + 1][:4] = rows[at + 1][:4], rows[at][:4]
    require_right_or_reported(read(list_blocks([rows]), wanted), wanted)


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_a_row_that_is_printed_twice(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    at = data.draw(st.integers(0, len(rows) - 1))
    rows.insert(at, [*[""] * 4, *rows[at][4:]])
    reading = read(list_blocks([rows]), wanted)
    require_right_or_reported(reading, wanted)
    assert reading.problems


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_two_fields_that_change_places(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    at = data.draw(st.integers(0, len(rows) - 1))
    first, second = data.draw(st.sampled_from(((8, 9), (4, 5))))
    rows[at][first], rows[at][second] = rows[at][second], rows[at][first]
    reading = read(list_blocks([rows]), wanted)
    require_right_or_reported(reading, wanted)
    assert reading.problems


@settings(max_examples=EXAMPLES)
@given(targets(), st.data())
def test_a_unit_that_is_printed_with_a_later_target(wanted: list[WantedTarget], data: st.DataObject) -> None:
    rows = list_rows(wanted)
    heads = [index for index, row in enumerate(rows) if row[1]]
    movable = [(head, following) for head, following in pairwise(heads) if rows[head][0] and not rows[following][0]]
    if not movable:
        return
    head, following = data.draw(st.sampled_from(movable))
    rows[following][0], rows[head][0] = rows[head][0], ""
    require_right_or_reported(read(list_blocks([rows]), wanted), wanted)
