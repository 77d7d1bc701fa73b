"""A ledger's exact amounts at any coordinates, and the few that are asked for as a table the engine can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from gouji.ledgers.words import codes, label
from gouji.lexicon.classification import economic, functional
from gouji.lexicon.items import divisions_of_items
from gouji.model.coordinates import CARRIED_OVER, CURRENT, EXPENDITURE, FUND_PARENTS, REVENUE, Coordinates
from gouji.model.disclosure import Cell, ColumnHead, Panel, Place, RowHead, Statement, Table
from gouji.model.ledger import Fact, Ledger, lies_in
from gouji.model.money import Amount, Unit, amount_of_fen
from gouji.tabulating.index import Index

TITLE = "收支明细"
_ITEMS = {"30227": "entrusted_services", "30215": "meetings", "30216": "training"}
"""Division of the economic classification → the item that is all of it (支出经济分类科目)."""
_GENERAL = "general_public_budget"
_TARGETS = "performance_targets"
_CLASS = 3
"""Digits of a class."""
Precision = tuple[Unit, int]
USUAL: Precision = (Unit.TEN_THOUSAND_YUAN, 2)
"""How documents print amounts in sentences."""


class Before(Protocol):
    """Last year's budget: what it is called, and what it has at a point."""

    @property
    def name(self) -> str:
        """In Chinese."""
        ...

    @property
    def year(self) -> int:
        """Its budget year."""
        ...

    def exact(self, point: Coordinates) -> int | None:
        """The exact amount in 分; None where it does not tell, or tells only what is printed."""
        ...

    def printed(self, point: Coordinates) -> Amount | None:
        """The amount as a document prints it; None where none does."""
        ...


class Amounts:
    """What a ledger has at any point. An expense that the economic classification already calls 公务接待费 counts as
    such whether or not its line says so once more."""

    def __init__(self, ledger: Ledger, name: str = TITLE) -> None:
        self.ledger = ledger
        self.name = name
        self.year = ledger.year
        self._facts = tuple(_tagged(fact) for fact in ledger.facts)
        paths = {entry.id: (entry.id,) for entry in ledger.projects}
        self._index = Index(replace(ledger, facts=self._facts), paths)

    def exact(self, point: Coordinates) -> int | None:
        """The exact amount in 分; None where the lines cannot tell."""
        if point.item == _TARGETS:
            told = [target.amount.fen for target in self.ledger.targets if target.amount is not None]
            return sum(told) if told else None
        if point.item is not None and point.item not in _known_items():
            return None
        if point.project is not None:
            return sum(self._facts[place].amount for place in self.facts(point))
        return self._index.figure(point).amount

    def printed(self, point: Coordinates) -> Amount | None:
        """Nothing is printed yet."""
        return None

    def frame(self, points: Iterable[Coordinates]) -> list[Coordinates]:
        """What must stand beside points that are spoken of, so that the engine sees whether a restriction that words
        leave out takes anything away: the totals of both sides, of every fund there is and of this year's money, and
        of a class all classes beside it."""
        return [*self._totals(), *self._classes(points)]

    def _classes(self, points: Iterable[Coordinates]) -> Iterator[Coordinates]:
        classes = {
            name: sorted({code[:_CLASS] for fact in self._facts if (code := getattr(fact, name))})
            for name in ("function", "economic")
        }
        for point in points:
            for name, codes_ in classes.items():
                if len(getattr(point, name) or "") == _CLASS:
                    yield from (point.at(name, code) for code in codes_)

    def _totals(self) -> list[Coordinates]:
        funds = {fact.fund for fact in self._facts} | {FUND_PARENTS.get(fact.fund, fact.fund) for fact in self._facts}
        origins = (None, *sorted({fact.origin for fact in self._facts}))
        return [
            Coordinates(year=self.year, side=side, fund=fund, origin=origin)
            for side in (REVENUE, EXPENDITURE)
            for fund in (None, *sorted(funds))
            for origin in origins
        ]

    @property
    def balances(self) -> bool:
        """Whether revenue is what is spent or carried forward."""
        here = Coordinates(year=self.year, side=REVENUE)
        return self.exact(here) == self.exact(Coordinates(year=self.year, side=EXPENDITURE, item="grand_total"))

    def facts(self, point: Coordinates) -> tuple[int, ...]:
        """The places of the facts that a point's amount is made of."""
        found = tuple(place for place, fact in enumerate(self._facts) if lies_in(fact, point))
        if found or point.item != "agency_operating_expenses" or not self.exact(point):
            return found
        return self.facts(replace(point, item=None, side=EXPENDITURE, use="basic/operating", fund=_GENERAL))

    def words(self, point: Coordinates) -> str:
        """What a point is called."""
        parts = [label("origin", point.origin)] if point.origin in {CARRIED_OVER, CURRENT} else []
        if point.fund is not None:
            parts.append(label("fund", point.fund))
        return "".join((*parts, self._what(point)))

    def _what(self, point: Coordinates) -> str:
        if point.project is not None:
            return self.ledger.project(point.project).name
        if point.item is not None and point.item != "grand_total":
            stated = label("stated", point.item)
            return label("tag", point.item) if stated == point.item else stated
        names = []
        if point.function is not None:
            names.append(functional(self.year).name(point.function) or point.function)
        if point.economic is not None:
            names.append(economic(self.year).name(point.economic) or point.economic)
        if point.use is not None:
            names.append(label("use", point.use))
        return "".join(names) or ("收入合计" if point.side == REVENUE else "支出合计")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a document of last year prints, by coordinates."""

    name: str
    year: int
    amounts: Mapping[Coordinates, Amount]

    def exact(self, point: Coordinates) -> int | None:
        """A document rounds."""
        return None

    def printed(self, point: Coordinates) -> Amount | None:
        """What it prints for the point."""
        return self.amounts.get(point) or self.amounts.get(point.without("year"))


def _known_items() -> frozenset[str]:
    """The items that lines can tell: what their tags name, what these are parts of, and what follows from the rest."""
    tags = codes("tag")
    above = {tag.rpartition("/")[0] for tag in tags}
    return frozenset({*tags, *above, *_ITEMS.values(), "three_public", "grand_total", "carried_forward"})


def _tagged(fact: Fact) -> Fact:
    code = fact.economic or ""
    tags = {item for item, own in divisions_of_items().items() if code in own and fact.fund == _GENERAL}
    if code in _ITEMS:
        tags.add(_ITEMS[code])
    return replace(fact, tags=fact.tags | tags) if tags - fact.tags else fact


# ── tables


def usual_precision(stated: Sequence[Statement]) -> Precision:
    """The precision in which most amounts are stated."""
    counts = Counter((one.amount.unit, one.amount.decimals) for one in stated if one.amount is not None)
    return counts.most_common(1)[0][0] if counts else USUAL


def points_of(
    stated: Sequence[Statement], year: int, restrictions: Sequence[Coordinates]
) -> dict[Coordinates, list[Amount]]:
    """The points of a year that are spoken of, and what is left of each under each restriction, with the amounts that
    are stated of it."""
    found: dict[Coordinates, list[Amount]] = {}
    for one in stated:
        for point in (one.coordinates, one.base):
            if point is None or point.year != year:
                continue
            said = [one.amount] if one.kind == "amount" and point is one.coordinates and one.amount else []
            found.setdefault(point, []).extend(said)
            for restriction in restrictions:
                both = point.joined(restriction)
                if both is not None:
                    found.setdefault(both, []).extend(said)
    return found


def table_of(source: Before, words: Amounts, points: Mapping[Coordinates, Sequence[Amount]], usual: Precision) -> Table:
    """The amounts at these points as a table in which each stands by itself: nothing but coordinates ties them. An
    amount that is spoken of stands once more often than people speak of it: they add nothing up, the lines do. Nought
    proves nothing and stands once."""
    cells = [
        (words.words(point), amount, point)
        for point, said in points.items()
        if (amount := source.printed(point) or _shown(source.exact(point), said, usual)) is not None
        for _ in range(1 if amount.is_zero else len(said) + 1)
    ]
    panels = tuple(_panels(cells, f"{source.year}年"))
    return Table(0, source.name, None, Unit.YUAN, panels, (), 0, unit_text="单位：元")


def _shown(fen: int | None, said: Sequence[Amount], usual: Precision) -> Amount | None:
    """An exact amount as the document will print it. So that printed sums hold, printing may take the next lower or
    higher value at its last digit instead of the nearest: what people say is right when it is one of the two."""
    if fen is None:
        return None
    for amount in said:
        step = amount.unit.value // 10**amount.decimals
        if step <= _FINE and abs(amount.fen - fen) < step:
            return amount
    finest = min([usual, *((amount.unit, amount.decimals) for amount in said)], key=_step)
    return amount_of_fen(fen, *finest)


_FINE = Unit.TEN_THOUSAND_YUAN.value // 100
"""What is stated more roughly than documents print was rounded by hand, to the nearest."""


def _step(precision: Precision) -> int:
    step: int = precision[0].value // 10 ** precision[1]
    return step


def _panels(cells: Iterable[tuple[str, Amount, Coordinates]], column: str) -> Iterator[Panel]:
    for number, (name, amount, at) in enumerate(cells):
        cell = Cell(f"d{number}", 0, 0, amount, amount.text, at, Place(), 0, 0)
        yield Panel((RowHead(0, name, coordinates=at),), (ColumnHead(0, (column,)),), (cell,))
