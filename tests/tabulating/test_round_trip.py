"""What is tabulated is read back by road one as it was meant, in every template."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checking import check
from gouji.checking.findings import Level
from gouji.ledgers import simulate
from gouji.ledgers.simulate import FEATURES
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure
from gouji.model.money import Amount
from gouji.model.publication import Publication, TextBlock
from gouji.reading.titles import clean_title
from gouji.tabulating import tabulate, templates
from gouji.tabulating.document import tabulated
from gouji.tabulating.template import load_template
from tests.tabulating.printing import read_grids, read_recognised

NAMES = templates()
LEDGERS = st.builds(
    simulate,
    st.integers(0, 2**16),
    units=st.integers(1, 7),
    year=st.integers(2022, 2027),
    quantum=st.sampled_from([1, 10_000]),
    features=st.sets(st.sampled_from(sorted(FEATURES))),
)


def sound(disclosure: Disclosure) -> None:
    """No identity is broken, nothing disagrees, and every table amount is proved."""
    report = check(disclosure)
    assert [view for view in report.identities if not view.holds] == []
    wrong = [f.message for f in report.findings if f.level is Level.ERROR or f.code.startswith("G1")]
    assert wrong == []
    assert (report.tables.proved, report.tables.unchecked) == (report.tables.amounts, 0)
    assert report.statements.disputed == 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("seed", "units", "features"), [(1, 1, FEATURES), (4, 6, FEATURES), (2, 20, None), (3, 3, ())])
def test_what_is_published_has_no_error(name: str, seed: int, units: int, features: frozenset[str] | None) -> None:
    publication = tabulate(simulate(seed, units=units, features=features), name)
    sound(read_grids(publication))


@pytest.mark.parametrize(
    ("seed", "features", "units", "quantum"),
    [
        (
            5016,
            {"government_fund", "hidden"},
            1,
            10_000,
        ),  # the change of a part is the total's with two digits exchanged
        (5002, {"carried_over", "hidden", "state_capital"}, 3, 1),
    ],
)
def test_amounts_that_are_alike_by_nature_are_no_slips(seed: int, features: set[str], units: int, quantum: int) -> None:
    ledger = simulate(seed, units=units, year=2022, quantum=quantum, features=features)
    for name in NAMES:
        sound(read_grids(tabulate(ledger, name)))


@settings(max_examples=12)
@given(LEDGERS, st.sampled_from(NAMES))
def test_any_budget_is_published_without_error(ledger, name: str) -> None:  # type: ignore[no-untyped-def]
    tabulation = tabulated(ledger, load_template(name))
    assert not tabulation.moved
    sound(read_grids(tabulation.publication))


@pytest.mark.parametrize("name", NAMES)
def test_recognised_text_of_it_says_the_same(name: str) -> None:
    sound(read_recognised(tabulate(simulate(5, units=4, features=FEATURES), name)))


@pytest.mark.parametrize("name", NAMES)
def test_every_amount_is_read_where_it_was_put(name: str) -> None:
    publication = tabulate(simulate(1, units=5, features=FEATURES), name)
    tables = {table.title: table for table in read_grids(publication).tables}
    for printed in publication.tables:
        if printed.kind == "performance_targets":
            continue
        table = tables[clean_title(printed.title)]
        found = {(cell.grid_row - table.header_rows, cell.grid_column): cell for cell in table.cells}
        assert table.unit == printed.unit
        for r, row in enumerate(printed.body):
            for c, cell in enumerate(row):
                if cell is not None and cell.amount is not None and cell.text:
                    assert found.pop((r, c)).amount == cell.amount
        assert not found


@pytest.mark.parametrize("name", NAMES)
def test_amounts_stand_at_the_coordinates_they_were_given(name: str) -> None:
    """The reader knows no projects and calls money of 本年收入 this year's: there it may say less or more."""
    publication = tabulate(simulate(2, units=5, features=("own_funds", "government_fund")), name)
    tables = {table.title: table for table in read_grids(publication).tables}
    compared = unread = 0
    for printed in publication.tables:
        if printed.kind == "performance_targets":
            continue
        table = tables[clean_title(printed.title)]
        found = {(cell.grid_row - table.header_rows, cell.grid_column): cell for cell in table.cells}
        for r, row in enumerate(printed.body):
            for c, cell in enumerate(row):
                if cell is None or cell.coordinates is None or cell.coordinates.project or not cell.text:
                    continue
                read = found[r, c].coordinates
                if read is None:
                    unread += 1
                    continue
                assert read.at("origin", None) == cell.coordinates.at("origin", None)
                compared += 1
    assert compared > 100
    assert unread < 5


@pytest.mark.parametrize("name", NAMES)
def test_sentences_are_read_at_the_coordinates_they_state(name: str) -> None:
    publication = tabulate(simulate(3, units=4, features=("carried_over",)), name)
    stated: dict[Amount, list[Coordinates]] = defaultdict(list)
    for statement in read_grids(publication).statements:
        if statement.kind == "amount" and statement.amount is not None and statement.coordinates is not None:
            stated[statement.amount].append(statement.coordinates)
    for block in publication.blocks:
        for point, amount in block.amounts if isinstance(block, TextBlock) else ():
            found = stated[amount]
            # Everything is the general public budget's here: to name it or not is the same.
            assert any(_alike(point, read) for read in found), (block.text, point, amount)


def _alike(one: Coordinates, other: Coordinates) -> bool:
    return one.without("fund") == other.without("fund") or one.without("fund", "origin") == other.without(
        "fund", "origin"
    )


@pytest.mark.parametrize("name", NAMES)
def test_projects_and_targets_are_read_as_they_are(name: str) -> None:
    publication = tabulate(simulate(6, units=5), name)
    disclosure = read_grids(publication)
    printed = [(p.name, p.unit, p.amount) for p in publication.projects]
    assert Counter(printed) == Counter((p.name, p.unit, p.amount) for p in disclosure.projects)
    for target, read in zip(publication.targets, disclosure.targets, strict=True):
        assert (target.project, target.objective) == (read.project, read.objective)
        assert target.amount is not None
        assert read.amount is not None
        assert target.amount.fen == read.amount.fen
        assert [(i.name, i.value, i.weight) for i in target.indicators] == [
            (i.name, i.value, i.weight) for i in read.indicators
        ]


@pytest.mark.parametrize("name", NAMES)
def test_equal_points_get_one_printed_value(name: str) -> None:
    publication = tabulate(simulate(4, units=6, features=FEATURES), name)
    seen: dict[tuple[Coordinates, str, int], str] = {}
    for table in publication.tables:
        for row in table.body:
            for cell in row:
                if cell is not None and cell.coordinates is not None and cell.amount is not None and cell.text:
                    place = (cell.coordinates, cell.amount.unit.text, cell.amount.decimals)
                    assert seen.setdefault(place, cell.amount.text) == cell.amount.text


def test_the_same_ledger_gives_the_same_publication() -> None:
    def made() -> Publication:
        return tabulate(simulate(8, units=3, features=FEATURES), "generic")

    assert made() == made()
