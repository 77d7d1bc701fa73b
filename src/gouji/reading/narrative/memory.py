"""What later words lean on: the amounts mentioned, the lists that are open, the comparison that was begun."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.model.coordinates import Coordinates
from gouji.model.frozen import frozen
from gouji.model.money import Amount
from gouji.reading.narrative.clauses import Comparison
from gouji.reading.narrative.context import is_coarser


@frozen
class Mention:
    """An amount that was stated (or, without an id, only named), for what refers back to it."""

    coordinates: Coordinates
    subject: str
    id: str | None = None
    amount: Amount | None = None


@dataclass(slots=True)
class Memory:
    """The state of reading, from the document down to the clause.

    Of the section: ``section`` its amounts in order. Of lists, which are numbered by sentence: ``carried`` is the whole
    of one that a colon announced and numbered paragraphs continue, ``listed`` the whole of the last one that named
    parts, which the next paragraph may continue.

    Of the paragraph: ``main`` is the last amount that is no part, ``before`` that of the paragraph before it, ``label``
    a subject announced before its amount, ``unnamed`` says that something was announced that was not understood.

    Of the sentence: ``topic`` is the last amount, ``wholes`` those of the open lists (innermost last), ``listing``
    whether one is open, ``closed`` the whole of parts that 、 joined, of which what follows a comma is said;
    ``comparison``, ``year`` and ``axis`` hold for what follows, in a ``reason`` nothing is stated, ``change`` is the
    statement a rate may belong to, ``unknown`` says that the last amount was not understood.
    """

    section: list[Mention] = field(default_factory=list)
    amounts: dict[Coordinates, list[Amount]] = field(default_factory=dict)
    carried: tuple[Mention, int] | None = None
    listed: tuple[Mention, int] | None = None
    numbered: bool = False
    list_number: int = 0
    before: Mention | None = None
    main: Mention | None = None
    label: Mention | None = None
    unnamed: bool = False
    topic: Mention | None = None
    wholes: list[Mention] = field(default_factory=list)
    listing: bool = False
    closed: Mention | None = None
    comparison: Comparison | None = None
    year: int | None = None
    axis: str | None = None
    reason: bool = False
    change: int | None = None
    unknown: bool = False
    _continued: bool = False
    _parted: tuple[Mention, int] | None = None
    _brackets: list[tuple[Mention | None, list[Mention], bool]] = field(default_factory=list)

    def begin_section(self) -> None:
        """A heading was met: what was said before it is not leant on."""
        self.section = []
        self.carried = self.listed = self._parted = None
        self._continued = self.listing = False
        self._forget_paragraph()

    def begin_paragraph(self, numbered: bool, announced: bool) -> None:
        """A paragraph begins; ``announced`` when the one before ended with a colon, which its list goes on behind. What
        one without an amount only named (1.公务接待费。) is what the next is about, unless that has a number itself."""
        opened = (self.wholes[-1], self.list_number) if announced and self.wholes and self.listing else None
        self.listed = opened or self._parted or (self.listed if self._continued else None)
        self.carried = opened or (self.carried if numbered else None)
        self.numbered = numbered
        self._continued = False
        self._parted = None
        before = None if numbered else self.main
        only_named = not numbered and self.main is None
        named = (self.label, self.unnamed) if only_named else (None, False)
        self._forget_paragraph()
        self.before = before
        self.label, self.unnamed = named

    def _forget_paragraph(self) -> None:
        self.before = self.main = self.label = self.topic = self.closed = None
        self.unnamed = self.unknown = False
        self.axis = None
        self._brackets = []
        self.begin_sentence()

    def begin_sentence(self) -> None:
        """A sentence begins: lists and comparisons end, and the main amount is spoken of again."""
        self.wholes, self.listing, self.closed = [], False, None
        self.comparison, self.year, self.change, self.reason = None, None, None, False
        self.topic = self.main
        self.list_number += 1

    def at_depth(self, depth: int) -> None:
        """Entering a bracket remembers what is spoken of, leaving it restores that."""
        while len(self._brackets) < depth:
            self._brackets.append((self.topic, list(self.wholes), self.listing))
        while len(self._brackets) > depth:
            self.topic, self.wholes, self.listing = self._brackets.pop()

    def open_list(self) -> None:
        """其中: parts of what was spoken of follow."""
        self.reason = False
        self.listing = True
        whole = self.topic or self.main
        if whole is not None and whole not in self.wholes:
            self.wholes.append(whole)

    def open_list_of(self, whole: Mention) -> None:
        """基本支出中: parts of a whole that is named follow; where it was stated before, that statement is meant."""
        known = [m for m in (*self.section, self.main) if m and m.coordinates == whole.coordinates]
        self.wholes = [known[-1] if known else whole]
        self.listing = True

    def whole_of(self, point: Coordinates) -> tuple[Mention, int] | None:
        """The whole of an open list that a part belongs to, the innermost that fits, and the number of the list."""
        if self.listing:
            for whole in reversed(self.wholes):
                if is_coarser(as_side(whole.coordinates), as_side(point)):
                    while self.wholes[-1] is not whole:
                        self.wholes.pop()
                    self._parted = whole, self.list_number
                    return self._parted
        listed = self.carried or self.listed
        if not self.wholes and listed is not None and is_coarser(listed[0].coordinates, point):
            self._continued = True
            return listed
        return None

    def remember(self, mention: Mention, year: int | None) -> bool:
        """An amount was stated; whether it is what the paragraph is about."""
        self.topic = mention
        if mention.amount is not None and not mention.amount.is_zero:
            self.amounts.setdefault(mention.coordinates, []).append(mention.amount)
        self.section.append(mention)
        outer = not self._brackets
        leads = outer and not self.listing and mention.coordinates.year == year
        if leads or (outer and self.main is None):
            self.main = mention
        return leads

    def near(self) -> Mention | None:
        """What was spoken of last; of the same point in two years, this year's."""
        topic, main = self.closed or self.topic, self.main
        if topic and main and topic.coordinates.without("year") == main.coordinates.without("year"):
            return main
        return topic or self.label or main or self.before

    def antecedent(self, own: Coordinates) -> Coordinates | None:
        """What an amount that only says 预算数 or 支出决算 is of: the label before it, else the topic."""
        for mention in (self.label, self.topic, self.main):
            if mention is None:
                continue
            point = mention.coordinates
            if own.side is not None and own.stage is None and not (point.function or point.item):
                continue
            if own.side is not None and point.side is not None and own.side != point.side:
                continue
            return point
        return None


def as_side(point: Coordinates) -> Coordinates:
    """A point as whole or part of another: a grand total is its side."""
    return point.without("item") if point.item == "grand_total" else point
