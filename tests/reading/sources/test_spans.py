"""Cells with spans on a grid: every place belongs to exactly one cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gouji.model.disclosure import Place
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.spans import Lattice

CELLS = st.tuples(st.sampled_from(["甲", "乙", ""]), st.integers(1, 4), st.integers(1, 4))


@given(st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=6))
def test_every_place_belongs_to_one_cell(rows: list[list[tuple[str, int, int]]]) -> None:
    lattice = Lattice(Limits())
    for number, row in enumerate(rows, 1):
        lattice.row(Place(line=number))
        for text, height, width in row:
            lattice.put(text, height, width)
    grid = lattice.grid(Place())
    written = [text for row in rows for text, _, _ in row if text]
    if not written:
        assert grid is None
        return
    assert grid is not None
    assert sorted(cell.text for row in grid.rows for cell in row if cell.text) == sorted(written)
    assert len({len(row) for row in grid.rows}) == 1
    owners: dict[tuple[int, int], int] = {}
    for top, row in enumerate(grid.rows):
        for left, cell in enumerate(row):
            assert not (cell.covered and cell.text)
            if cell.covered:
                continue
            for y in range(top, top + cell.rowspan):
                for x in range(left, left + cell.colspan):
                    owners[y, x] = owners.get((y, x), 0) + 1
    assert set(owners) <= {(y, x) for y in range(len(grid.rows)) for x in range(len(grid.rows[0]))}
    assert set(owners.values()) == {1}
    covered = {(y, x) for y, row in enumerate(grid.rows) for x, cell in enumerate(row) if cell.covered}
    assert covered <= set(owners)


def test_a_cell_put_where_one_stands_is_dropped() -> None:
    lattice = Lattice(Limits())
    lattice.row(Place())
    lattice.put("甲", 1, 2, 0)
    lattice.put("乙", 1, 1, 1)
    grid = lattice.grid(Place())
    assert grid is not None
    assert [cell.text for cell in grid.rows[0]] == ["甲", ""]
