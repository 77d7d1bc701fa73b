"""Every amount that is printed, whatever prints it: first all are gathered, then rounded together, then handed out.

Amounts made of the same facts are one amount, so equal coordinates get one printed value everywhere. The sums that the
tables print tie them, and controlled rounding keeps every sum. Where a document prints in two precisions (tables in
元, sentences in 万元) the finer is rounded first; a coarser print of the same amount is rounded half up from it, as a
reader who compares the two expects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gouji.identities.choices import Sum
from gouji.identities.rounding import controlled_rounding
from gouji.model.money import Amount, Unit
from gouji.tabulating.index import Figure
from gouji.tabulating.template import AmountStyle

Precision = tuple[Unit, int]


def precision_of(style: AmountStyle) -> Precision:
    """What a style rounds to."""
    return style.unit, style.decimals


@dataclass
class _Prints:
    """All amounts of one precision: their places by trace, how often each is printed, the sums that tie them."""

    places: dict[int, int] = field(default_factory=dict)
    exact: list[int] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    sums: dict[Sum, None] = field(default_factory=dict)
    values: Sequence[int] = ()

    def place(self, figure: Figure) -> int:
        """The place of an amount among them."""
        at = self.places.get(figure.trace)
        if at is None:
            at = self.places[figure.trace] = len(self.exact)
            self.exact.append(figure.amount)
            self.counts.append(0)
        return at


class Figures:
    """The amounts of a publication. ``see`` and ``tie`` before :meth:`settle`, the printed values after it."""

    def __init__(self) -> None:
        self._prints: dict[Precision, _Prints] = defaultdict(_Prints)
        self._pins: dict[tuple[Precision, int], int] = {}
        self.moved: list[Figure] = []
        """Amounts that had to move by a full unit of their last digit or more."""

    def see(self, figure: Figure, precision: Precision) -> None:
        """An amount that is printed once more."""
        prints = self._prints[precision]
        prints.counts[prints.place(figure)] += 1

    def saw(self, figure: Figure, precision: Precision) -> bool:
        """Whether an amount of these facts is printed or tied to printed ones."""
        return figure.trace in self._prints[precision].places

    def tie(self, total: Figure, parts: Iterable[Figure], precision: Precision) -> bool:
        """Let printed parts sum to a printed total, where the same facts make up both; whether they do."""
        kept = [part for part in parts if part.trace]
        if total.trace != sum(part.trace for part in kept):
            return False
        if [part.trace for part in kept] != [total.trace]:
            prints = self._prints[precision]
            prints.sums[prints.place(total), tuple(prints.place(part) for part in kept)] = None
        return True

    def equate(self, one: Figure, other: Figure, precision: Precision) -> None:
        """Let two amounts of different facts that balance (revenue and expenditure) be printed alike."""
        if one.amount == other.amount and one.trace != other.trace and one.trace and other.trace:
            prints = self._prints[precision]
            prints.sums[prints.place(one), (prints.place(other),)] = None

    def pin(self, figure: Figure, amount: Amount) -> None:
        """Let a figure be printed as it was printed before, where that is the same amount rounded."""
        precision = amount.unit, amount.decimals
        step = _step(precision)
        if figure.trace and abs(amount.fen - figure.amount) < step and amount.fen % step == 0:
            self._pins[precision, figure.trace] = amount.fen // step

    def settle(self) -> None:
        """Round everything that was seen."""
        done: dict[int, int] = {}
        for precision, prints in sorted(self._prints.items(), key=lambda item: _step(item[0])):
            step = _step(precision)
            fixed = {at: _half_up(done[trace], step) for trace, at in prints.places.items() if trace in done}
            pins = ((at, self._pins.get((precision, trace))) for trace, at in prints.places.items())
            fixed |= {at: value for at, value in pins if value is not None}
            prints.values = self._rounded(prints, step, fixed)
            for trace, at in prints.places.items():
                done.setdefault(trace, prints.values[at] * step)

    def _rounded(self, prints: _Prints, step: int, fixed: dict[int, int]) -> Sequence[int]:
        exact, sums = prints.exact, tuple(prints.sums)
        if all(amount % step == 0 for amount in exact):
            return [amount // step for amount in exact]
        rounded = controlled_rounding(exact, sums, step, fixed, prints.counts)
        if rounded.moved and fixed:
            # Coarser prints beside finer ones: sums hold within what rounding leaves open, and no more is asked of
            # them than that equal amounts are equal and a change leads from last year's amount to this year's.
            open_sums = [(total, parts) for total, parts in sums if total in fixed or len(parts) == 1]
            rounded = controlled_rounding(exact, open_sums, step, fixed, prints.counts)
        traces = list(prints.places)
        self.moved.extend(Figure(exact[at], traces[at]) for at in rounded.moved)
        return rounded.values

    def value(self, figure: Figure, precision: Precision) -> int:
        """The printed value in steps of the precision."""
        prints = self._prints[precision]
        return prints.values[prints.places[figure.trace]]

    def amount(self, figure: Figure, precision: Precision) -> Amount:
        """The printed amount."""
        unit, decimals = precision
        return printed(self.value(figure, precision), unit, decimals)


def printed(value: int, unit: Unit, decimals: int) -> Amount:
    """A value in steps of the last digit as an amount."""
    digits = str(abs(value)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return Amount(("-" if value < 0 else "") + text, unit)


def _step(precision: Precision) -> int:
    unit, decimals = precision
    smallest: int = unit.value // 10**decimals
    return max(1, smallest)


def _half_up(fen: int, step: int) -> int:
    return (2 * abs(fen) + step) // (2 * step) * (1 if fen >= 0 else -1)
