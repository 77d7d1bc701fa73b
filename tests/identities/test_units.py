"""A wrong unit over a table."""

from __future__ import annotations

from dataclasses import replace

from gouji.identities.observation import Observation
from gouji.identities.units import in_meant_units, wrong_units
from gouji.model.money import Unit
from tests.identities.drawn import WAN, prints

NUMBERS = ("15745.54", "12396.60", "1860.82", "729.44")


def _tables(*units: Unit, numbers: tuple[str, ...] = NUMBERS) -> list[Observation]:
    """The same numbers in a table for each unit."""
    found: list[Observation] = []
    for table, unit in enumerate(units):
        for o in prints(*numbers, unit=unit):
            found.append(replace(o, index=len(found), table=table))
    return found


def test_one_table_says_yuan() -> None:
    observations = _tables(WAN, Unit.YUAN, WAN)
    (wrong,) = wrong_units(observations)
    assert (wrong.table, wrong.printed, wrong.meant, len(wrong.witnesses)) == (1, Unit.YUAN, WAN, 4)
    meant = in_meant_units(observations, [wrong])
    assert {o.amount.unit for o in meant} == {WAN}
    assert [o.fen for o in meant[:4]] == [o.fen for o in meant[4:8]]
    assert all(o.low <= o.fen <= o.high for o in meant)


def test_units_that_differ_rightly_are_left_alone() -> None:
    yuan = prints("157455400.00", "123966000.00", "18608200.00", "7294400.00", unit=Unit.YUAN)
    both = _tables(WAN, WAN) + [replace(o, index=8 + at, table=2) for at, o in enumerate(yuan)]
    assert wrong_units(both) == ()


def test_a_table_against_one_other_is_not_decided() -> None:
    assert wrong_units(_tables(WAN, Unit.YUAN)) == ()


def test_short_numbers_do_not_tell() -> None:
    assert wrong_units(_tables(WAN, Unit.YUAN, WAN, numbers=("10.00", "2.50", "300.00", "45.00"))) == ()


def test_a_sentence_with_the_same_wrong_unit_does_not_bear_it_out() -> None:
    observations = _tables(WAN, Unit.YUAN, WAN)
    said = replace(prints("15745.54", unit=Unit.YUAN, cell=False)[0], index=len(observations))
    assert [wrong.table for wrong in wrong_units([*observations, said])] == [1]
