"""What tables and sentences leave unsaid and their amounts tell: whose money, and of which year.

一般公共预算支出表 lists in one place the money appropriated this year, in another that and what was carried over.
支出总表 is of all funds here, of the state's only there. Beside what the other tables print, the total says which. A
sentence that names a point speaks likewise of either. Where an amount disagrees with what is printed for its point and
agrees with the same point restricted to a fund or to this year's money, it is that. Where it agrees with neither, or
with its point, nothing is decided and the words stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from gouji.model.disclosure import Cell, Panel, Statement, Table
from gouji.model.frozen import replace
from gouji.model.money import Amount

RESTRICTIONS = (
    Coordinates(origin=CURRENT),
    Coordinates(fund="fiscal_appropriation"),
    Coordinates(fund="general_public_budget"),
    Coordinates(fund="fiscal_appropriation", origin=CURRENT),
    Coordinates(fund="general_public_budget", origin=CURRENT),
)
"""What may be left unsaid, the least first."""
_SAID = -1
_THIS_YEAR = "当年"
_Printed = Mapping[Coordinates, Sequence[tuple[int, Amount]]]
"""Point without stage → number of the table (``_SAID`` for a sentence) and amount, of all amounts printed for it that
are not nought."""


def settle_tables(tables: Sequence[Table], statements: Sequence[Statement], year: int | None) -> list[Table]:
    """The tables, those whose total shows it restricted to what they are of."""
    settled = list(tables)
    for _ in range(2):
        printed = _printed(settled, year)
        for statement in statements:
            said, point = statement.amount, statement.coordinates
            if statement.kind == "amount" and said is not None and not said.is_zero and point is not None:
                printed[_dated(point, year)].append((_SAID, said))
        chosen = {n: found for n, table in enumerate(settled) if (found := _of_table(n, table, printed, year))}
        if not chosen:
            break
        for number, restriction in chosen.items():
            settled[number] = _restricted(settled[number], restriction)
    return settled


def settle_statements(
    statements: Sequence[Statement], tables: Sequence[Table], year: int | None
) -> tuple[Statement, ...]:
    """The statements, those about a fund's money or this year's only with that restriction. What a sentence says of a
    point's change or share goes with what it says of its amount, or with what a sentence before it says of that."""
    printed = _printed(tables, year)
    chosen: dict[tuple[str, Coordinates], Coordinates] = {}
    for statement in statements:
        point = statement.coordinates
        if statement.kind != "amount" or statement.amount is None or point is None or not _open(point):
            continue
        exact = _dated(point, year)
        if _agrees(statement.amount, printed, exact):
            continue
        for restriction in _possible(point):
            finer = exact.joined(restriction)
            if restriction.fund is not None and exact not in printed:
                continue
            if finer is not None and finer != exact and _agrees_with(statement, printed, finer):
                chosen[statement.sentence, point] = restriction
                break
    if not chosen:
        return tuple(statements)
    chosen |= _like_their_sections(statements, chosen, printed, year)
    spoken: dict[Coordinates, str] = {}
    moved: list[Statement] = []
    for statement in statements:
        if statement.kind == "amount" and statement.coordinates is not None:
            spoken[statement.coordinates] = statement.sentence
        moved.append(_moved(statement, chosen, spoken))
    return tuple(moved)


def _agrees_with(statement: Statement, printed: _Printed, point: Coordinates) -> bool:
    """Whether a statement's amount is printed for the point; what is called the expenditure of this year's money is
    what came in of it."""
    assert statement.amount is not None
    if _agrees(statement.amount, printed, point):
        return True
    whole = point.without("year", "fund", "origin", "side", "stage") == Coordinates()
    named = _THIS_YEAR in statement.section and point.fund is not None and point.origin == CURRENT
    return named and whole and _agrees(statement.amount, printed, point.at("side", "revenue"))


def _like_their_sections(
    statements: Sequence[Statement],
    chosen: Mapping[tuple[str, Coordinates], Coordinates],
    printed: _Printed,
    year: int | None,
) -> dict[tuple[str, Coordinates], Coordinates]:
    """Where the whole of a fund turned out to be this year's money alone in a section that calls it so (当年拨款规模),
    its parts in sections that do likewise (当年拨款具体使用) are, too, where they are not what is printed."""
    funds = {
        point.fund
        for s in statements
        if (point := s.coordinates) is not None
        and _THIS_YEAR in s.section
        and chosen.get((s.sentence, point)) == Coordinates(origin=CURRENT)
    } - {None}
    found: dict[tuple[str, Coordinates], Coordinates] = {}
    for s in statements:
        point = s.coordinates
        if s.kind != "amount" or s.amount is None or point is None or _THIS_YEAR not in s.section:
            continue
        of_fund = point.fund in funds and point.origin is None and point.item is None
        if of_fund and not _agrees(s.amount, printed, _dated(point, year)):
            found[s.sentence, point] = Coordinates(origin=CURRENT)
    return found


def _moved(
    statement: Statement,
    chosen: Mapping[tuple[str, Coordinates], Coordinates],
    spoken: Mapping[Coordinates, str],
) -> Statement:
    """A statement with what was chosen for its points; ``spoken`` is the sentence that last said a point's amount."""

    def restriction_of(point: Coordinates) -> Coordinates | None:
        return chosen.get((spoken.get(point, statement.sentence), point))

    def finer(point: Coordinates | None) -> Coordinates | None:
        if point is None:
            return None
        restriction = restriction_of(point)
        own = statement.coordinates
        if restriction is None and point.year is not None and own is not None:
            restriction = restriction_of(own) if own.without("year") == point.without("year") else None
        if restriction is None and point.stage != "final":
            restriction = restriction_of(point.at("stage", "final"))
        return point if restriction is None else point.joined(restriction)

    return replace(statement, coordinates=finer(statement.coordinates), base=finer(statement.base))


def _possible(point: Coordinates) -> list[Coordinates]:
    """What may be left unsaid of a point: the final accounts follow no money from its year to what it was spent on."""
    spent = point.stage == "final" and point.side == "expenditure"
    return [restriction for restriction in RESTRICTIONS if not (spent and restriction.origin is not None)]


def _stage(table: Table, year: int | None) -> str | None:
    points = [cell.coordinates for cell in table.cells if cell.coordinates is not None]
    return next((point.stage for point in points if point.year in {None, year}), None)


def _open(point: Coordinates) -> bool:
    return point.side is not None and point.item is None and (point.origin is None or point.fund is None)


def _dated(point: Coordinates, year: int | None) -> Coordinates:
    point = point.without("stage") if point.stage == "final" else point
    return point if point.year is not None else point.at("year", year)


def _printed(tables: Sequence[Table], year: int | None) -> dict[Coordinates, list[tuple[int, Amount]]]:
    found: dict[Coordinates, list[tuple[int, Amount]]] = defaultdict(list)
    for number, table in enumerate(tables):
        for cell in table.cells:
            if cell.coordinates is not None and cell.amount is not None and not cell.amount.is_zero:
                found[_dated(cell.coordinates, year)].append((number, cell.amount))
    return found


def _agrees(amount: Amount, printed: _Printed, point: Coordinates, apart: int | None = None) -> bool:
    """Whether some table but one prints the amount for the point."""
    return any(n != apart and amount.interval.meets(other.interval) for n, other in printed.get(point, ()))


def _of_table(number: int, table: Table, printed: _Printed, year: int | None) -> Coordinates | None:
    """The restriction that a table's total shows: beside it the unrestricted total is printed, and is larger."""
    for point, total in _totals(table, year):
        revenue = point.at("side", "revenue")
        balanced = point.use is None
        whole = [entry for entry in printed.get(point, ()) if entry[0] != number]
        whole += [entry for entry in printed.get(revenue, ()) if entry[0] != number] if balanced else []
        if any(n != _SAID and total.interval.meets(other.interval) for n, other in whole):
            return None
        whole = [entry for entry in whole if entry[1].interval.low > total.interval.high]
        for restriction in _possible(point.at("stage", _stage(table, year))):
            finer = point.joined(restriction)
            if finer is None or finer == point:
                continue
            shown = _agrees(total, printed, finer, number)
            shown = shown or (balanced and _agrees(total, printed, finer.at("side", "revenue"), number))
            carried = bool(printed.get(revenue.at("origin", CARRIED_OVER))) if balanced else False
            if shown and (whole or (restriction.origin is not None and carried)):
                return restriction
    return None


def _totals(table: Table, year: int | None) -> Iterator[tuple[Coordinates, Amount]]:
    """The point over all functions, units and items that the table prints for the document's year: the widest."""
    found: dict[Coordinates, Amount] = {}
    for cell in table.cells:
        point = cell.coordinates
        if point is None or cell.amount is None or cell.amount.is_zero:
            continue
        exact = _dated(point, year)
        wide = exact.without("year", "side", "use", "fund", "origin")
        if exact.side == "expenditure" and wide == Coordinates() and exact.year == year:
            found.setdefault(exact, cell.amount)
    funds = {point.fund for point in found if point.origin is None}
    for point in sorted(found, key=lambda p: len(p.as_dict())):
        if point.origin is None and (point.fund is not None or funds == {None}):
            yield point, found[point]
            return


def _restricted(table: Table, restriction: Coordinates) -> Table:
    def moved(cell: Cell) -> Cell:
        point = cell.coordinates
        if point is None or point.side != "expenditure" or point.item is not None:
            return cell
        if restriction.origin is not None and point.origin is not None:
            return cell
        return replace(cell, coordinates=point.joined(restriction) or point)

    def panel(one: Panel) -> Panel:
        return replace(one, cells=tuple(moved(cell) for cell in one.cells))

    return replace(table, panels=tuple(panel(one) for one in table.panels))
