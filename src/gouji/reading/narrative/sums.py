"""Printed parts after a printed whole (总额 A，其中：货物 B、工程 C、服务 D), where words make them all its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from gouji.model.coordinates import FUND_PARENTS, Coordinates
from gouji.model.disclosure import Statement
from gouji.model.money import Interval

_COMPLETE: dict[tuple[str, str | None], tuple[frozenset[str], ...]] = {
    ("use", None): (frozenset({"basic", "project"}), frozenset({"basic/personnel", "basic/operating", "project"})),
    ("use", "basic"): (frozenset({"basic/personnel", "basic/operating"}),),
    ("origin", None): (frozenset({"current", "carried_over"}),),
    ("item", "procurement"): (frozenset({"procurement/goods", "procurement/works", "procurement/services"}),),
    ("item", "three_public"): (
        frozenset({"three_public/abroad", "three_public/reception", "three_public/vehicles"}),
        frozenset(
            {
                "three_public/abroad",
                "three_public/reception",
                "three_public/vehicles/purchase",
                "three_public/vehicles/operating",
            }
        ),
    ),
    ("item", "three_public/vehicles"): (
        frozenset({"three_public/vehicles/purchase", "three_public/vehicles/operating"}),
    ),
}
"""(dimension, whole) → what must at least be named for the parts to be all of it."""
_UNBOUNDED = frozenset({"fund", "function"})
"""Dimensions whose parts no list of ours completes: all that is named must be of them."""
_OPTIONAL_USES = frozenset({"business", "remittance_up", "subsidy_down"})
_COUNTS = {
    "staff": frozenset({"staff/active", "staff/retired"}),
    "vehicles": frozenset({"vehicles/other", "vehicles/law_enforcement", "vehicles/special"}),
    "planned_vehicles": frozenset(
        {"planned_vehicles/other", "planned_vehicles/law_enforcement", "planned_vehicles/special"}
    ),
}
"""Counted wholes → the kinds that must at least be named for the kinds to be all of it."""


def sums(
    statements: Sequence[Statement],
    parts: Mapping[tuple[str, int], Sequence[str]],
    open_lists: Set[tuple[str, int]],
    and_others: Set[tuple[str, int]] = frozenset(),
) -> tuple[Statement, ...]:
    """The sums among statements. ``parts`` are the ids in each list of a whole, ``open_lists`` the lists that
    name something that is not understood: they have more parts than are known. ``and_others`` end with 等: they
    are sums only where nothing is left for others."""
    by_id = {statement.id: statement for statement in statements}
    found: list[Statement] = []
    for listed, part_ids in parts.items():
        whole, members = by_id[listed[0]], [by_id[part] for part in dict.fromkeys(part_ids)]
        if listed in open_lists or whole.coordinates is None or whole.amount is None:
            continue
        for run in _runs(members):
            for chosen in _partitions(whole.coordinates, run):
                if listed in and_others and not _adds_up(whole, chosen):
                    continue
                found.append(_sum(whole, chosen, len(statements) + len(found) + 1))
    for whole, kinds in _counted(statements):
        found.append(_sum(whole, kinds, len(statements) + len(found) + 1))
    return tuple(found)


def _sum(whole: Statement, parts: Sequence[Statement], number: int) -> Statement:
    return Statement(
        f"s{number}",
        "sum",
        whole.section,
        whole.sentence,
        whole.place,
        subject=whole.subject,
        coordinates=whole.coordinates,
        amount=whole.amount,
        count=whole.count,
        parts=tuple(part.id for part in parts),
        whole=whole.id,
        span=whole.span,
    )


def _runs(members: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The members, cut where one is stated again: the list is told twice."""
    run: list[Statement] = []
    for member in members:
        if any(member.coordinates == other.coordinates for other in run):
            yield run
            run = []
        run.append(member)
    yield run


def _adds_up(whole: Statement, parts: Sequence[Statement]) -> bool:
    total = Interval(0, 0)
    for part in parts:
        total += part.amount.interval if part.amount is not None else total
    return whole.amount is not None and whole.amount.interval.meets(total)


def _partitions(whole: Coordinates, members: Sequence[Statement]) -> Iterator[list[Statement]]:
    """The members, by the dimension in which they part the whole, that are all of it."""
    by_dimension: dict[str, list[Statement]] = {}
    for member in members:
        if member.coordinates is None or member.amount is None:
            return
        dimension = _differs(whole, member.coordinates)
        if dimension is not None:
            by_dimension.setdefault(dimension, []).append(member)
    for dimension, chosen in by_dimension.items():
        if dimension in _UNBOUNDED and len(chosen) < len(members):
            continue
        named = {getattr(member.coordinates, dimension) for member in chosen}
        outer = [
            member for member in chosen if not any(_is_below(getattr(member.coordinates, dimension), n) for n in named)
        ]
        values = [getattr(member.coordinates, dimension) for member in outer]
        if len(set(values)) == len(values) > 1 and _are_all(dimension, getattr(whole, dimension), values):
            yield outer


def _is_below(value: str, other: str) -> bool:
    return value != other and value.startswith(other if other.isdigit() else other + "/")


def _differs(whole: Coordinates, part: Coordinates) -> str | None:
    """The one dimension in which a part is finer than the whole."""
    names = [
        name for name in ("use", "origin", "fund", "function", "item") if getattr(whole, name) != getattr(part, name)
    ]
    if names == ["item"] and whole.item == "grand_total":
        return None
    if whole.item == "grand_total":
        names = [name for name in names if name != "item"]
    if len(names) != 1:
        return None
    return names[0] if (whole.side == part.side or whole.side is None) else None


def _are_all(dimension: str, whole: str | None, values: Sequence[str]) -> bool:
    if dimension == "function":
        digits = 3 if whole is None else len(whole) + 2
        return all(len(value) == digits for value in values)
    if dimension == "fund":
        parents = {FUND_PARENTS.get(value) for value in values}
        return not parents & set(values) and (whole is None or parents == {whole})
    named = set(values)
    if dimension == "use":
        named -= _OPTIONAL_USES
    return any(named == complete for complete in _COMPLETE.get((dimension, whole), ()))


def _counted(statements: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Counted wholes with the kinds that follow in the same sentence."""
    counts = [statement for statement in statements if statement.kind == "count"]
    for index, whole in enumerate(counts):
        needed = _COUNTS.get(whole.subject)
        if needed is None:
            continue
        kinds: dict[str, Statement] = {}
        for kind in counts[index + 1 :]:
            if kind.sentence != whole.sentence or not kind.subject.startswith(whole.subject + "/"):
                break
            kinds.setdefault(kind.subject, kind)
        if needed <= kinds.keys():
            yield whole, list(kinds.values())
