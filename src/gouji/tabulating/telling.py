"""Sentences from patterns. The same patterns are gone through twice: once to gather every amount that will be printed,
once, when all are rounded, to print them.

In a pattern ``{revenue}`` is an amount with its unit, ``{revenue.change}`` its change on last year, ``{revenue.rate}``
that in percent, ``{revenue.reason}`` why, ``{revenue.share:expenditure}`` its share; ``{list:uses}`` a list, in whose
items ``{it}`` is the member; every other name is a value (``{year}``, ``{department}``, ``{count.units}``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gouji.identities.partitions import DIMENSIONS, partition
from gouji.lexicon.classification import economic, functional
from gouji.model.coordinates import Coordinates
from gouji.model.kinds import AT_START
from gouji.model.money import Amount
from gouji.tabulating.axes import name_of
from gouji.tabulating.figures import Figures, precision_of
from gouji.tabulating.index import Figure, Index
from gouji.tabulating.phrasebook import (
    REASON_MISSING,
    VALUE_MISSING,
    ListPhrase,
    Phrasebook,
    PointPhrase,
)
from gouji.tabulating.tables import shown
from gouji.tabulating.template import AmountStyle, TemplateError

_FIELD = re.compile(r"\{([^{}]+)\}")
_MOST_PURPOSES = 3
_BALANCE = {"revenue": "expenditure", "expenditure": "revenue"}


def _whole(side: str) -> Coordinates:
    """All of one side, as it balances the other."""
    return Coordinates(side=side, item="grand_total" if side == "expenditure" else None)


@dataclass(slots=True)
class Told:
    """A paragraph in the making: its text, whether something is owed, the amounts it states."""

    text: str = ""
    missing: bool = False
    amounts: list[tuple[Coordinates, Amount]] = field(default_factory=list)


@dataclass(slots=True)
class Teller:
    """Fills in patterns. While ``gathering`` amounts are only seen, and the text that comes out is of no use. Amounts
    are held against last year's, those of a budget that was ``adjusted`` against the year's start."""

    index: Index
    figures: Figures
    book: Phrasebook
    style: AmountStyle
    values: Mapping[str, str]
    given: Mapping[str, Figure]
    year: int
    adjusted: bool = False
    gathering: bool = True
    _points: dict[Coordinates, Figure] = field(default_factory=dict)

    def settle(self) -> None:
        """All has been gathered: let what the sentences print sum as the tables' amounts do, and print from now on."""
        precision = precision_of(self.style)
        points = list(self._points)
        for dimension in DIMENSIONS:
            alike: dict[Coordinates, list[tuple[int, Coordinates]]] = defaultdict(list)
            for at, point in enumerate(points):
                alike[point.at(dimension, None)].append((at, point))
            for group in alike.values():
                for _, point in group:
                    parts = partition(point, group, dimension)
                    if parts:
                        self.figures.tie(self._points[point], (self._points[points[at]] for at in parts), precision)
        self.gathering = False

    def tell(self, pattern: str, member: PointPhrase | None = None) -> Told:
        """A paragraph. Raises :class:`TemplateError` for a field nobody knows."""
        told = Told()
        told.text = self._filled(pattern, told, member)
        return told

    def holds(self, condition: str) -> bool:
        """Whether what a condition names is there: a point that is not nought, a value that is given. Several are
        joined by ``&``, each may be turned round by ``!``."""
        for name in filter(None, condition.replace(" ", "").split("&")):
            wanted = not name.startswith("!")
            name = name.lstrip("!")
            there = self._stands(self.book.points[name]) if name in self.book.points else self._given(name)
            if there is not wanted:
                return False
        return True

    def members(self, phrase: ListPhrase) -> Iterator[PointPhrase]:
        """The members of a list that are to be told."""
        candidates = list(self._candidates(phrase))
        untold = phrase.of and not phrase.axis and not any(self._stands(each) for each in candidates)
        if untold and self._stands(self.book.point(phrase.of)):
            return  # nobody knows what the whole is made of
        for member in candidates:
            if phrase.keep == "all" or self._stands(member):
                yield member

    def _stands(self, phrase: PointPhrase) -> bool:
        """Whether there is anything at a point that would not be printed as nought."""
        figure = self._figure(phrase)
        precision = precision_of(self.style)
        if not self.gathering and self.figures.saw(figure, precision):
            return self.figures.value(figure, precision) != 0
        return figure.trace != 0

    def knows(self, phrase: PointPhrase) -> bool:
        """Whether the ledger can tell what this point's amount was before."""
        return self.index.knows(self._before(phrase))

    def fen(self, phrase: PointPhrase, *, before: bool = False) -> int:
        """The printed amount of a point in 分, or what it was before."""
        return self._value(self._figure(phrase, self._before(phrase) if before else None)) * self.style.step

    def _given(self, name: str) -> bool:
        return self.values.get(name, "") not in {"", "0"}

    def _filled(self, pattern: str, told: Told, member: PointPhrase | None) -> str:
        return _FIELD.sub(lambda match: self._field(match.group(1), told, member), pattern)

    def _field(self, text: str, told: Told, member: PointPhrase | None) -> str:
        if text.startswith("list:"):
            phrase = self.book.list(text.removeprefix("list:"))
            if self.gathering and phrase.of:
                parts = [self._figure(each) for each in self._candidates(phrase)]
                self.figures.tie(self._figure(self.book.point(phrase.of)), parts, precision_of(self.style))
            items = [self._filled(phrase.item, told, each) for each in self.members(phrase)]
            return phrase.lead + phrase.join.join(items) if items else ""
        if text in self.values:
            if not self.values[text]:
                told.missing = True
                return VALUE_MISSING
            return self.values[text]
        head, _, aspect = text.partition(".")
        if head == "it":
            if member is None:
                raise TemplateError(f"句式中的“{{{text}}}”只能用在列举里。")
            point = member
        elif head in self.book.points:
            point = self.book.points[head]
        elif text in self.book.words:
            return self._filled(self.book.words[text], told, member)
        else:
            raise TemplateError(f"句式中的“{{{text}}}”不是已知的内容。")
        aspect, _, argument = aspect.partition(":")
        match aspect:
            case "":
                return self._amount(point, told)
            case "name":
                return point.name
            case "share":
                return self._share(point, self.book.point(argument), told)
            case "change":
                return self._change(point, told)
            case "rate":
                return self._rate(point)
            case "reason":
                return self._reason(point, told)
            case "purpose":
                return self._purpose(point)
        raise TemplateError(f"句式中的“{{{text}}}”不是已知的内容。")

    def _point(self, phrase: PointPhrase) -> Coordinates:
        return phrase.at.at("year", self.year)

    def _before(self, phrase: PointPhrase) -> Coordinates:
        """What a point is held against."""
        if self.adjusted:
            return self._point(phrase).at("stage", AT_START)
        return phrase.at.at("year", self.year - 1)

    def _figure(self, phrase: PointPhrase, point: Coordinates | None = None) -> Figure:
        if phrase.at.item in self.given and phrase.at.item is not None:
            return self.given[phrase.at.item]
        point = point or self._point(phrase)
        figure = self.index.figure(point)
        if self.gathering and figure.trace:
            self._points[point] = figure
        return figure

    def _value(self, figure: Figure) -> int:
        """The printed value in steps; while gathering, nought."""
        if not figure.trace:
            return 0
        if self.gathering:
            self.figures.see(figure, precision_of(self.style))
            return 0
        return self.figures.value(figure, precision_of(self.style))

    def _amount(self, phrase: PointPhrase, told: Told) -> str:
        figure = self._figure(phrase)
        amount = self._money(figure)
        digits = self._digits(amount)
        told.amounts.append((self._point(phrase), Amount(digits.replace(",", ""), amount.unit)))
        return f"{digits}{self.style.unit.text}"

    def _money(self, figure: Figure) -> Amount:
        if self._value(figure) == 0:
            return Amount("0", self.style.unit)
        return self.figures.amount(figure, precision_of(self.style))

    def _digits(self, amount: Amount) -> str:
        return "0" if amount.is_zero else shown(amount, self.style)

    def _share(self, part: PointPhrase, whole: PointPhrase, told: Told) -> str:
        value, base = self._value(self._figure(part)), self._value(self._figure(whole))
        return self._filled(self.book.forms["share"].replace("{percent}", hundredths(value * 100, base)), told, None)

    def _difference(self, phrase: PointPhrase) -> tuple[Figure, Figure, Figure]:
        """A point's figure, what it was before and what lies between; the three are tied."""
        now, before = self._figure(phrase), self._figure(phrase, self._before(phrase))
        between = Figure(now.amount - before.amount, now.trace - before.trace)
        if self.gathering:
            precision = precision_of(self.style)
            self.figures.tie(now, (before, between), precision)
            for figure in (now, before, between):
                self._value(figure)
        return now, before, between

    def _change(self, phrase: PointPhrase, told: Told) -> str:
        if not self.knows(phrase):
            told.missing = True
            return self._filled(self.book.forms["unknown"], told, None)
        _, before, between = self._difference(phrase)
        value = self._value(between)
        if value == 0:
            return self._filled(self.book.forms["same"], told, None)
        form = "new" if self._value(before) == 0 else "up" if value > 0 else "down"
        amount = self.figures.amount(between, precision_of(self.style))
        digits = self._digits(Amount(amount.text.lstrip("-"), amount.unit)) + self.style.unit.text
        return self._filled(self.book.forms[form].replace("{difference}", digits), told, None)

    def _rate(self, phrase: PointPhrase) -> str:
        if not self.knows(phrase):
            return ""
        _, before, between = self._difference(phrase)
        value, base = self._value(between), self._value(before)
        if not value or base <= 0:
            return ""
        return self.book.forms["rate_up" if value > 0 else "rate_down"].replace(
            "{percent}", hundredths(abs(value) * 100, base)
        )

    def _reason(self, phrase: PointPhrase, told: Told) -> str:
        if not self.knows(phrase):
            return ""
        _, _, between = self._difference(phrase)
        if not self._value(between):
            return ""
        reason = self.index.ledger.texts.reason(phrase.reason) or self._of_the_other_side(phrase)
        if not reason:
            if self._explained_in_parts(phrase):
                return ""
            told.missing = True
        return self.book.forms["reason"].replace("{reason}", (reason or REASON_MISSING).strip("。；，,; "))

    def _of_the_other_side(self, phrase: PointPhrase) -> str | None:
        """The reason of revenue for expenditure that changes by the same amount, and the other way round."""
        other = _BALANCE.get(phrase.reason)
        if other is None or self._exact(phrase) != self._exact(PointPhrase("", "", _whole(other), "")):
            return None
        return self.index.ledger.texts.reason(other)

    def _explained_in_parts(self, phrase: PointPhrase) -> bool:
        """Whether a reason is given for every part that changes: then the whole needs none of its own."""
        parts = [
            part
            for part in self.book.points.values()
            if part.reason.startswith(f"{phrase.reason}/") and "/" not in part.reason[len(phrase.reason) + 1 :]
        ]
        changed = [part for part in parts if len(set(self._exact(part))) > 1]
        return bool(changed) and all(
            self.index.ledger.texts.reason(part.reason) or self._explained_in_parts(part) for part in changed
        )

    def _exact(self, phrase: PointPhrase) -> tuple[int, int]:
        """What a point was before and is now, in 分, whatever is printed."""
        return self.index.figure(self._before(phrase)).amount, self.index.figure(self._point(phrase)).amount

    def _purpose(self, phrase: PointPhrase) -> str:
        """What money of a functional code is spent for: its largest items, by the words the phrases have for them."""
        whole = self._point(phrase)
        names, own = functional(self.year), dict(self.index.ledger.codes)
        items = [code for code in self.index.values("function", whole) if len(code) == 7]
        items.sort(key=lambda code: (-self.index.figure(whole.at("function", code)).amount, code))
        told = [name_of(names, code, own) for code in items]
        if phrase.at.function in items:
            told = [name for name in told if name in self.book.purposes]  # its own name says nothing of it
        words = list(dict.fromkeys(self.book.purposes.get(name, name) for name in told))
        if not words:
            return ""
        purpose = "、".join(words[:_MOST_PURPOSES]) + ("等" if len(words) > _MOST_PURPOSES else "")
        return self.book.forms["purpose"].replace("{purpose}", purpose)

    def _candidates(self, phrase: ListPhrase) -> Iterator[PointPhrase]:
        if not phrase.axis:
            yield from (self.book.point(key) for key in phrase.members)
            return
        whole = self.book.point(phrase.of)
        dimension = "function" if phrase.axis in {"functions", "function_paths"} else "economic"
        names = functional(self.year) if dimension == "function" else economic(self.year)
        own = dict(self.index.ledger.codes)
        finest = self.index.values(dimension, self._point(whole))
        for code in sorted({code[: phrase.digits] for code in finest if len(code) >= phrase.digits}):
            name = name_of(names, code, own)
            if phrase.axis == "function_paths":
                name = "-".join(name_of(names, code[:n], own) for n in (3, 5, 7) if n <= len(code))
            yield PointPhrase(code, name, whole.at.at(dimension, code), code)


def hundredths(numerator: int, denominator: int) -> str:
    """A quotient with two decimals, rounded half up; of nothing it is nought."""
    if denominator <= 0 or numerator < 0:
        return "0.00"
    scaled = (numerator * 200 + denominator) // (2 * denominator)
    return f"{scaled // 100}.{scaled % 100:02d}"
