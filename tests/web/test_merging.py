"""Two people's changes brought together: what either did alone is there, what both did is asked about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gouji.web.base.merging import merge

ROWS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3), max_size=6).map(lambda found: list(found.items()))


@given(ROWS, ROWS, ROWS)
def test_nobody_loses_a_change(
    base: list[tuple[str, int]], theirs: list[tuple[str, int]], mine: list[tuple[str, int]]
) -> None:
    found = merge(base, theirs, mine, lambda row: row[0])
    rows = dict(row for row in found.rows if isinstance(row, tuple))
    old, other, own = dict(base), dict(theirs), dict(mine)
    disputed = set()
    for conflict in found.conflicts:
        for row in (conflict.base, conflict.theirs, conflict.mine):
            if isinstance(row, tuple):
                disputed.add(row[0])
        assert conflict.theirs != conflict.mine
    for name in {*old, *other, *own} - disputed:
        changed = [side.get(name) for side in (other, own) if side.get(name) != old.get(name)]
        assert rows.get(name) == (changed[0] if changed else old.get(name))
    for name in disputed:
        assert rows.get(name) in {other.get(name), own.get(name)} - {None}, "what one kept is not dropped"


@given(ROWS, ROWS)
def test_one_alone_is_no_conflict(base: list[tuple[str, int]], mine: list[tuple[str, int]]) -> None:
    for found, wanted in (
        (merge(base, base, mine, lambda row: row[0]), mine),
        (merge(base, mine, base, lambda row: row[0]), mine),
        (merge(base, mine, mine, lambda row: row[0]), mine),
    ):
        assert found.conflicts == ()
        assert sorted(found.rows) == sorted(wanted)


@given(ROWS, ROWS, ROWS)
def test_places_are_those_of_the_rows(
    base: list[tuple[str, int]], theirs: list[tuple[str, int]], mine: list[tuple[str, int]]
) -> None:
    found = merge(base, theirs, mine, lambda row: row[0])
    assert all(found.rows[place] in theirs for place in found.taken)
    assert all(found.rows[one.index] in (one.mine, one.theirs) for one in found.conflicts)
    assert all(row in base and row not in found.rows for row in found.gone)
