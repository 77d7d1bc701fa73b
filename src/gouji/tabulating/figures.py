"""Every amount that is printed, whatever prints it: first all are gathered, then rounded together, then handed out.

Amounts made of the same facts are one amount, so equal coordinates get one printed value everywhere. The sums that the
tables print tie them, and controlled rounding keeps every sum. Where a document prints in two precisions (tables in
元, sentences in 万元) the finer is rounded first; a coarser print of the same amount is rounded half up from it, as a
reader who compares the two expects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.identities.choices import Sum
from gouji.identities.rounding import controlled_rounding
from gouji.model.money import Amount, Unit
from gouji.tabulating.index import Figure
from gouji.tabulating.template import AmountStyle

Precision = tuple[Unit, int]


def precision_of(style: AmountStyle) -> Precision:
    """What a style rounds to."""
    return style.unit, style.decimals


class Figures:
    """The amounts of a publication. ``see`` and ``tie`` before :meth:`settle`, the printed values after it."""

    def __init__(self) -> None:
        self._seen: dict[Precision, dict[int, int]] = {}
        self._exact: dict[Precision, list[int]] = {}
        self._sums: dict[Precision, dict[Sum, None]] = {}
        self._values: dict[Precision, dict[int, int]] = {}
        self.moved: list[Figure] = []
        """Amounts that had to move by a full unit of their last digit or more."""

    def see(self, figure: Figure, precision: Precision) -> int:
        """An amount that is printed (or that a printed one depends on); gives its place."""
        seen = self._seen.setdefault(precision, {})
        at = seen.get(figure.trace)
        if at is None:
            at = seen[figure.trace] = len(seen)
            self._exact.setdefault(precision, []).append(figure.amount)
        return at

    def saw(self, figure: Figure, precision: Precision) -> bool:
        """Whether an amount of these facts is printed."""
        return figure.trace in self._seen.get(precision, {})

    def tie(self, total: Figure, parts: Iterable[Figure], precision: Precision) -> bool:
        """Let printed parts sum to a printed total, where the same facts make up both; whether they do."""
        kept = [part for part in parts if part.trace]
        if total.trace != sum(part.trace for part in kept):
            return False
        if [part.trace for part in kept] != [total.trace]:
            whole = self.see(total, precision)
            members = tuple(self.see(part, precision) for part in kept)
            self._sums.setdefault(precision, {})[whole, members] = None
        return True

    def equate(self, one: Figure, other: Figure, precision: Precision) -> None:
        """Let two amounts of different facts that balance (revenue and expenditure) be printed alike."""
        if one.amount == other.amount and one.trace != other.trace and one.trace and other.trace:
            sums = self._sums.setdefault(precision, {})
            sums[self.see(one, precision), (self.see(other, precision),)] = None

    def settle(self) -> None:
        """Round everything that was seen."""
        done: dict[int, int] = {}
        for precision in sorted(self._seen, key=_step):
            step = _step(precision)
            traces = list(self._seen[precision])
            exact = self._exact[precision]
            fixed = {
                at: _half_up(done[trace], step) for at, trace in enumerate(traces) if trace in done and exact[at] % step
            }
            values = self._rounded(exact, tuple(self._sums.get(precision, ())), step, fixed, traces)
            self._values[precision] = dict(zip(traces, values, strict=True))
            for trace, value in self._values[precision].items():
                done.setdefault(trace, value * step)

    def _rounded(
        self, exact: Sequence[int], sums: Sequence[Sum], step: int, fixed: dict[int, int], traces: Sequence[int]
    ) -> Sequence[int]:
        if all(amount % step == 0 for amount in exact):
            return [amount // step for amount in exact]
        rounded = controlled_rounding(exact, sums, step, fixed)
        if rounded.moved and fixed:
            # A coarser print beside a finer one: sums of parts that are decided hold within what rounding leaves open,
            # and no more is asked of them.
            open_sums = [(total, parts) for total, parts in sums if total in fixed or not fixed.keys() & set(parts)]
            rounded = controlled_rounding(exact, open_sums, step, fixed)
        self.moved.extend(Figure(exact[at], traces[at]) for at in rounded.moved)
        return rounded.values

    def value(self, figure: Figure, precision: Precision) -> int:
        """The printed value in steps of the precision."""
        return self._values[precision][figure.trace]

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
