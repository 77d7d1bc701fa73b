"""Which coordinates partition which."""

from __future__ import annotations

from gouji.identities.partitions import DIMENSIONS, partition, parts_of
from gouji.model.coordinates import Coordinates

SPENT = Coordinates(side="expenditure")


def test_uses_partition_expenditure() -> None:
    others = [(0, SPENT), (1, SPENT.at("use", "basic")), (2, SPENT.at("use", "project")), (3, Coordinates(use="basic"))]
    assert partition(SPENT, others, "use") == (1, 2)


def test_a_part_may_be_printed_as_its_own_parts() -> None:
    others = [
        (1, SPENT.at("use", "basic/personnel")),
        (2, SPENT.at("use", "basic/operating")),
        (3, SPENT.at("use", "project")),
    ]
    assert partition(SPENT, others, "use") == (1, 2, 3)
    assert partition(SPENT, [*others, (4, SPENT.at("use", "basic"))], "use") == (4, 3)


def test_other_years_are_no_parts() -> None:
    others = [(1, SPENT.at("use", "basic").at("year", 2024)), (2, SPENT.at("use", "project").at("year", 2024))]
    assert partition(SPENT.at("year", 2025), others, "use") == ()


def test_the_parts_of_a_whole_share_nothing() -> None:
    """Every partition that is known: two parts contradict each other."""
    for dimension in DIMENSIONS:
        for whole in (None, "basic", "fiscal_appropriation", "own_funds", "three_public", "procurement"):
            parts = parts_of(dimension, whole)
            for one in parts:
                for other in parts:
                    joined = Coordinates(**{dimension: one}).joined(Coordinates(**{dimension: other}))  # type: ignore[arg-type]
                    assert (joined is None) == (one != other)


def test_a_part_that_is_only_printed_further_restricted_leaves_no_partition() -> None:
    """This year's money of a fund and what is left of it stand apart: the other funds alone are not the whole."""
    general = Coordinates(fund="general_public_budget")
    others = [Coordinates(fund="special_account_funds"), Coordinates(fund="own_funds")]
    apart = [general.at("origin", "current"), general.at("origin", "carried_over")]
    assert partition(Coordinates(), list(enumerate([*others, *apart], 1)), "fund") == ()
    assert partition(Coordinates(), list(enumerate([*others, general.at("item", "procurement")], 1)), "fund") == (1, 2)
