"""One trial: plant errors, read and check what comes out, and compare the report with the truth."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bench.planted.edits import edited
from bench.planted.material import Planted
from bench.planted.spots import Spot, spot_of, with_spots
from gouji.checking import check
from gouji.checking.findings import Finding, Level, Report
from gouji.errors import GoujiError
from gouji.model.disclosure import Disclosure
from gouji.reading.pipeline import read_blocks
from gouji.reading.source import Source
from gouji.reading.sources import read_source


@dataclass(frozen=True, slots=True)
class Document:
    """A document before anything is planted."""

    path: Path
    source: Source
    marked: Source
    disclosure: Disclosure
    report: Report

    @classmethod
    def of(cls, path: Path) -> Document:
        """Read and check it. Raises :class:`GoujiError` when it is no budget."""
        return cls.printed(path, read_source(path))

    @classmethod
    def printed(cls, path: Path, source: Source) -> Document:
        """The same of a document that is at hand as blocks."""
        marked = with_spots(source)
        disclosure = read_blocks(marked)
        return cls(path, source, marked, disclosure, check(disclosure))


@dataclass(frozen=True, slots=True)
class Outcome:
    """``found`` for each planted error; ``right``: exactly the planted amounts are corrected, to what was there (None
    where nothing is an amount); ``hits`` and ``false`` count new findings at planted places and elsewhere."""

    planted: tuple[Planted, ...]
    found: tuple[bool, ...]
    right: bool | None
    hits: int
    false: int
    seconds: float
    report: Report | None
    disclosure: Disclosure | None
    blamed: tuple[Finding, ...] = ()
    """The false ones."""


def attempt(document: Document, planted: Sequence[Planted]) -> Outcome:
    """Check the document with the errors planted."""
    damaged = with_spots(edited(document.source, [edit for error in planted for edit in error.edits]))
    try:
        disclosure = read_blocks(damaged)
    except GoujiError:
        return Outcome(tuple(planted), tuple(True for _ in planted), None, len(planted), 0, 0.0, None, None, ())
    start = time.perf_counter()
    report = check(disclosure)
    seconds = time.perf_counter() - start
    new = _new_findings(document.report, report)
    if any(error.notices for error in planted):
        new += [f for f in _new_notices(document.report, report) if any(_speaks_of(f, error) for error in planted)]
    corrected = _at_planted_spots(_new_corrections(document.report, report), planted)
    truth = {(spot, wrong): was for error in planted for spot, wrong, was in error.truth}
    found = tuple(
        any(_speaks_of(finding, error) for finding in new)
        or any((spot, wrong) in corrected for spot, wrong, _ in error.truth)
        for error in planted
    )
    right = corrected == truth if truth and all(error.truth for error in planted) else None
    if right is False:
        right = _percentages_right(planted, new, corrected, truth)
    false = tuple(f for f in new if not any(_speaks_of(f, error, in_row=True) for error in planted))
    hits = len(new) - len(false)
    return Outcome(tuple(planted), found, right, hits, len(false), seconds, report, disclosure, false)


def _at_planted_spots(
    corrected: dict[tuple[Spot, Decimal], Decimal], planted: Sequence[Planted]
) -> dict[tuple[Spot, Decimal], Decimal]:
    """A sentence stands where it begins; an amount in it may stand in a later line."""
    moved: dict[tuple[Spot, Decimal], Decimal] = {}
    for (spot, printed), expected in corrected.items():
        homes = [s for error in planted if spot in error.near for s, wrong, _ in error.truth if wrong == printed]
        moved[homes[0] if len(homes) == 1 else spot, printed] = expected
    return moved


def _percentages_right(
    planted: Sequence[Planted],
    new: Sequence[Finding],
    corrected: dict[tuple[Spot, Decimal], Decimal],
    truth: dict[tuple[Spot, Decimal], Decimal],
) -> bool:
    """A percentage is no amount: its correction stands in the finding."""
    if corrected or any(error.kind != "narrative: percentage" for error in planted):
        return False
    said = {Decimal(f.expected.rstrip("%")) for f in new if f.code == "G106" and f.expected and f.expected[0].isdigit()}
    return said == set(truth.values())


def _speaks_of(finding: Finding, error: Planted, *, in_row: bool = False) -> bool:
    """Whether a finding names the place of an error, or at least its row, or calls what is missing by its name."""
    if error.named and error.named in finding.message:
        return True
    for place in finding.places:
        spot = spot_of(place.place)
        if spot is None:
            continue
        if error.whole_table and spot.block in {near.block for near in error.near}:
            return True
        if in_row and spot.row >= 0 and spot[:2] in {near[:2] for near in error.near}:
            return True
        if spot in error.near and (not error.words or not place.row or _shares(place.row, error.words)):
            return True
    return False


def _shares(sentence: str, words: Sequence[str]) -> bool:
    """Whether a sentence says what was planted, spaces aside; it may end before or behind it."""
    plain = "".join(sentence.split())
    return any("".join(said.split()) in plain for said in words)


def _new_findings(before: Report, after: Report) -> list[Finding]:
    """Findings that the undamaged document does not have, notices left out."""
    known = {_mark(finding) for finding in before.findings}
    return [f for f in after.findings if f.level is not Level.NOTICE and _mark(f) not in known]


def _new_notices(before: Report, after: Report) -> list[Finding]:
    known = {_mark(finding) for finding in before.findings}
    return [f for f in after.findings if f.level is Level.NOTICE and _mark(f) not in known]


def _mark(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.level, finding.message, finding.values)


def _new_corrections(before: Report, after: Report) -> dict[tuple[Spot, Decimal], Decimal]:
    known = set(_corrections(before))
    return {key: expected for key, expected in _corrections(after).items() if key not in known}


def _corrections(report: Report) -> dict[tuple[Spot, Decimal], Decimal]:
    return {
        (spot_of(c.at.place) or Spot(-1), abs(Decimal(c.printed))): Decimal(c.expected) if c.expected else Decimal(-1)
        for c in report.corrections
    }
