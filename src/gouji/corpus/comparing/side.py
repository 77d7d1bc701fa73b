"""One side of a comparison: a document's figures by coordinates, what it says of changes, its projects and targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from gouji.checking.findings import FindingPlace
from gouji.checking.reports.wording import place_text
from gouji.corpus.figures import DISPUTED, ZERO, Figure
from gouji.corpus.offices import institution_key
from gouji.corpus.regions import region_of
from gouji.corpus.rows import Row
from gouji.model.coordinates import Coordinates
from gouji.model.kinds import ADJUSTED, AT_START, FINAL, own_stage

GENERAL = ("general_public_budget", "fiscal_appropriation")
"""The funds that are all there is in most documents."""
_WHOLE = Coordinates(side="revenue")
_SPENT = Coordinates(side="expenditure")


@dataclass(frozen=True, slots=True)
class SideProject:
    """A project with its amount in 分; ``code`` where its name is printed with one."""

    name: str
    key: str
    level1: str | None
    unit: str | None
    fen: int | None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class SideIndicator:
    """An indicator as it is compared."""

    level2: str | None
    name: str
    key: str
    value: str
    operator: str | None
    number: str | None
    measure: str | None


@dataclass(frozen=True, slots=True)
class SideTarget:
    """A target; ``project`` is None for the whole department's."""

    project: str | None
    key: str | None
    unit: str | None
    objective: str | None
    fingerprint: str | None
    indicators: tuple[SideIndicator, ...]
    fen: int | None = None


@dataclass(frozen=True, slots=True)
class SideChange:
    """A change the document states of ``point`` (no year) against ``back`` years before, ``stage`` being what of that
    year it is against: a direction, an amount in 分 (positive, ``low`` to ``high``), a rate in percent as printed, and
    the reason, each where stated."""

    point: Coordinates
    back: int
    stage: str | None
    direction: str | None
    fen: int | None
    low: int | None
    high: int | None
    percent: str | None
    reason: str | None
    sentence: str
    place: FindingPlace


@dataclass(frozen=True, slots=True)
class Print:
    """A print of an amount: where, and the amount in 分."""

    place: FindingPlace
    fen: int


@dataclass(frozen=True)
class Side:
    """A document. ``figures`` are by their point, ``prints`` by the point of the very print, tables before sentences;
    ``outline`` lists its parts, ``headings`` all that heads anything, ``remarks`` which units are in it without being
    listed; ``institution`` is whose it is where a dataset says so.

    The same amount is looked for under the point it would have if nothing were said that takes nothing away: where all
    money is of the general public budget a figure with that fund and one without are one, and so on (:meth:`plain`)."""

    file: str
    title: str
    department: str
    key: str | None
    year: int | None
    kind: str
    scope: str | None
    units: tuple[str, ...]
    figures: Mapping[Coordinates, Figure]
    projects: tuple[SideProject, ...] = ()
    targets: tuple[SideTarget, ...] = ()
    changes: tuple[SideChange, ...] = ()
    prints: Mapping[Coordinates, Sequence[Print]] = field(default_factory=dict)
    errors: tuple[str, ...] = ()
    facts: Row = field(default_factory=dict)
    outline: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    institution: str | None = None

    def keyed(self, name: str | None) -> str | None:
        """The key of a name that the document mentions, of its own place where the name has none."""
        return institution_key(name, region_of(self.facts.get("region_name") or "")) if name else None

    @property
    def stage(self) -> str | None:
        """The stage of the document's own figures: a budget's have none."""
        return own_stage(self.kind)

    @cached_property
    def own(self) -> dict[Coordinates, Figure]:
        """The figures of the document's own year and stage, by plain points."""
        return self._gathered(0, (self.stage, None))

    @cached_property
    def before(self) -> dict[Coordinates, Figure]:
        """What it states as last year's figures, of the same stage as its own."""
        return self._gathered(1, (FINAL, None) if self.stage else (None, AT_START))

    @cached_property
    def executed(self) -> dict[Coordinates, Figure]:
        """What a budget states as last year's final or estimated figures, which no budget can be held against."""
        return {} if self.stage else self._gathered(1, (FINAL, ADJUSTED))

    def quoted(self, stage: str | None) -> dict[Coordinates, Figure]:
        """What it states of its own year at another stage than its own: of the budget at the year's start, …"""
        return {} if stage is None or stage == self.stage else self._gathered(0, (stage,))

    def at(self, point: Coordinates) -> Figure | None:
        """The figure at a point without year and stage; None where it is not printed."""
        plain = self.plain(point)
        found = self.own.get(plain)
        return self._also.get(plain) if found is None else found

    def where(self, point: Coordinates, back: int = 0, stage: str | None = None) -> str:
        """Where a figure is printed, in words; empty where it is not, or where that is unknown. ``stage`` is another
        than the document's own."""
        for wanted in (stage,) if stage else (self.stage, None):
            place = self._places.get((back, wanted, self.plain(point)))
            if place is not None:
                return place_text(place, longest=30)
        return ""

    @cached_property
    def _also(self) -> dict[Coordinates, Figure]:
        """The figures of the document's own year by further points under which they are printed: where it is seen that
        a fund is all there is of something, its prints are taken together under the point without the fund."""
        found: dict[Coordinates, Figure] = {}
        for point, prints in self.prints.items():
            if point.year != self.year or point.stage not in (None, self.stage):
                continue
            plain = self.plain(point.without("year", "stage"))
            if plain in self.own or plain in found:
                continue
            for wider in _wider(plain):
                figure = self.own.get(self.plain(wider))
                if figure is not None and _within(prints[0].fen, figure):
                    found[plain] = figure
                    break
        return found

    def first_print(self, point: Coordinates) -> FindingPlace | None:
        """The place where the figure at a point with its year and stage is printed in a table, None where it is not."""
        found = self.prints.get(point)
        if found:
            return found[0].place
        back = 0 if self.year is None or point.year is None else self.year - point.year
        return self._places.get((back, point.stage, self.plain(point.without("year", "stage"))))

    @cached_property
    def _places(self) -> dict[tuple[int, str | None, Coordinates], FindingPlace]:
        found: dict[tuple[int, str | None, Coordinates], FindingPlace] = {}
        for point, prints in self.prints.items():
            if point.year is not None and self.year is not None:
                plain = self.plain(point.without("year", "stage"))
                found.setdefault((self.year - point.year, point.stage, plain), prints[0].place)
        return found

    def plain(self, point: Coordinates) -> Coordinates:
        """The point without restrictions that take nothing away from this document's own year."""
        if "fund" in self._single and point.fund in GENERAL:
            point = point.at("fund", None)
        if "origin" in self._single and point.origin == "current":
            point = point.at("origin", None)
        if "forward" in self._single:
            if point.item == "grand_total":
                point = point.at("item", None)
            if point.at("fund", None).at("origin", None) == _SPENT:
                point = point.at("side", "revenue")
        return point

    @cached_property
    def _single(self) -> frozenset[str]:
        """``fund`` where all money is of the general public budget, which is named, ``origin`` where none was carried
        over, ``forward`` where none is carried forward: what then says so takes nothing away."""
        found = {"fund", "origin", "forward"}
        totals: dict[str | None, Figure] = {}
        for point, figure in self.figures.items():
            if point.year != self.year or point.stage not in (None, self.stage):
                continue
            if point.without("year", "stage", "fund") == _WHOLE:
                totals[point.fund] = figure
            if figure.evidence == ZERO or (figure.fen == 0 and figure.evidence != DISPUTED):
                continue
            if point.origin == "carried_over":
                found.discard("origin")
            if point.fund is not None and point.fund not in GENERAL:
                found.discard("fund")
            if point.item in {"carried_forward", "surplus_allocation"}:
                found.discard("forward")
        points = chain(self.figures, self.prints, (change.point for change in self.changes))
        named = any(point.fund in GENERAL for point in points)
        if not named or any(_apart(totals.get(None), totals.get(fund)) for fund in GENERAL):
            found.discard("fund")
        return frozenset(found)

    def _gathered(self, back: int, stages: Iterable[str | None]) -> dict[Coordinates, Figure]:
        """The figures of a year by plain points. Of several at one the first of ``stages``, then the better proved.
        Those of projects, which are compared by their names, are left out."""
        year = None if self.year is None else self.year - back
        if year is None and back:
            return {}
        ranks = {stage: rank for rank, stage in enumerate(stages)}
        best: dict[Coordinates, tuple[tuple[int, int], Figure]] = {}
        for point, figure in self.figures.items():
            if point.year != year or point.stage not in ranks or point.project is not None:
                continue
            plain = self.plain(point.without("year", "stage"))
            rank = (ranks[point.stage], _WEIGHT.get(figure.evidence, 2))
            if plain not in best or rank < best[plain][0]:
                best[plain] = (rank, figure)
        return {point: figure for point, (_, figure) in best.items()}


def _wider(point: Coordinates) -> Iterable[Coordinates]:
    """The points that may be the same amount where what a restriction leaves out is nought."""
    for origin in dict.fromkeys((point.origin, None if point.origin == "current" else point.origin)):
        for fund in (
            dict.fromkeys((point.fund, "fiscal_appropriation", None)) if point.fund in GENERAL else (point.fund,)
        ):
            wider = point.at("origin", origin).at("fund", fund)
            if wider != point:
                yield wider


def _within(fen: int, figure: Figure) -> bool:
    return figure.low is not None and figure.high is not None and figure.low <= fen <= figure.high


_WEIGHT = {"proved": 0, "unchecked": 1, ZERO: 2, DISPUTED: 3}


def _apart(one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures cannot be the same amount."""
    if one is None or other is None or one.low is None or other.low is None or one.high is None or other.high is None:
        return False
    return one.low > other.high or other.low > one.high
