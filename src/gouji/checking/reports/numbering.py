"""The short numbers by which a page refers to amounts and findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from gouji.checking.findings import Finding, FindingPlace, Report
from gouji.checking.reports.index import DocumentIndex
from gouji.checking.reports.targets_index import TargetIndex
from gouji.checking.reports.wording import LEVELS
from gouji.model.disclosure import Disclosure, Statement


@dataclass(frozen=True)
class PageContext:
    """A report, its document, and the numbers given out to amounts on the page."""

    report: Report
    disclosure: Disclosure
    index: DocumentIndex

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Ids of cells, statements and targets → numbers, in order. Amounts at one spot share one."""
        spots: dict[object, int] = {}
        numbers: dict[str, int] = {}
        for table in self.disclosure.tables:
            for cell in table.cells:
                spot = (table.index, cell.grid_row, cell.grid_column)
                numbers[cell.id] = spots.setdefault(spot, len(spots))
        for statements in self.statements.values():
            for mark in marks(statements):
                for statement in mark.statements:
                    numbers[statement.id] = spots.setdefault(mark, len(spots))
        for identifier in self.index.targets:
            numbers[identifier] = spots.setdefault(identifier, len(spots))
        return numbers

    @cached_property
    def statements(self) -> dict[tuple[str, str], list[Statement]]:
        """(section, sentence) → what it states, for the sentences shown: those that state something or are found
        fault with."""
        shown: dict[tuple[str, str], list[Statement]] = {}
        for statement in self.disclosure.statements:
            shown.setdefault((statement.section, statement.sentence), []).append(statement)
        for finding in self.report.findings:
            for at in finding.places:
                if at.row and not at.cell and self._fragment_of_table(at) is None:
                    shown.setdefault((at.table, at.row), [])
        return shown

    @cached_property
    def findings(self) -> list[Finding]:
        """The findings as listed: the gravest first."""
        return sorted(self.report.findings, key=lambda finding: LEVELS.index(finding.level))

    @cached_property
    def findings_of_amounts(self) -> dict[str, list[int]]:
        """Id of an amount → numbers of the findings (from 1) that name it."""
        named: dict[str, list[int]] = {}
        for number, finding in enumerate(self.findings, 1):
            for at in finding.places:
                if at.cell and number not in named.setdefault(at.cell, []):
                    named[at.cell].append(number)
        return named

    @cached_property
    def findings_of_tables(self) -> dict[int, list[int]]:
        """Index of a table → numbers of the findings that name it or a cell of it."""
        named: dict[int, list[int]] = {}
        for number, finding in enumerate(self.findings, 1):
            for at in finding.places:
                table = None if self._target_fragment(at) else self.index.table_of(at)
                if table is not None and number not in named.setdefault(table.index, []):
                    named[table.index].append(number)
        return named

    def evidence(self, identifier: str) -> str:
        """proved, disputed, unchecked or zero. A percentage has the evidence of the identities it stands in; what is
        neither an amount nor in an identity (a count) has none, which is empty."""
        if known := self.report.evidence.get(identifier):
            return known
        if identifier in self._tied:
            return "proved" if self._tied[identifier] else "disputed"
        return "unchecked" if identifier in self.index.cells else ""

    @cached_property
    def _tied(self) -> dict[str, bool]:
        """Ids that stand in identities → whether all of these hold."""
        tied: dict[str, bool] = {}
        for identity in self.report.identities:
            for identifier in identity.cells:
                tied[identifier] = tied.get(identifier, True) and identity.holds
        return tied

    def anchor(self, at: FindingPlace) -> str | None:
        """The fragment of the page a place is shown at, None where it is not shown."""
        if at.cell is not None and at.cell in self.numbers:
            return f"c{self.numbers[at.cell]}"
        return self._fragment_of_table(at) or self.sentences.get((at.table, at.row))

    def _fragment_of_table(self, at: FindingPlace) -> str | None:
        """Of an indicator, a target, a project or a table."""
        if fragment := self._target_fragment(at):
            return fragment
        table = self.index.table_of(at)
        return f"t{table.index}" if table is not None else None

    def _target_fragment(self, at: FindingPlace) -> str | None:
        """Of an indicator, target or project, where the place is not one of the amounts shown."""
        return None if self.index.knows(at.cell) else self.targets.fragment(at)

    @cached_property
    def targets(self) -> TargetIndex:
        """Where projects, targets and indicators are shown."""
        return TargetIndex(self.disclosure)

    @cached_property
    def _findings_of_fragments(self) -> dict[str, list[int]]:
        named: dict[str, list[int]] = {}
        for number, finding in enumerate(self.findings, 1):
            for at in finding.places:
                fragment = self._target_fragment(at)
                if fragment is not None and number not in named.setdefault(fragment, []):
                    named[fragment].append(number)
        return named

    def markers(self, fragment: str) -> str:
        """Links to the findings about a project, target or indicator."""
        return self.marked(self._findings_of_fragments.get(fragment, []))

    def marked(self, numbers: Iterable[int]) -> str:
        """Links to findings, by their numbers."""
        return "".join(
            f'<sup><a class="{self.findings[number - 1].level.value}" href="#f{number}">{number}</a></sup>'
            for number in numbers
        )

    @cached_property
    def sentences(self) -> dict[tuple[str, str], str]:
        """(section, sentence) → fragment."""
        return {pair: f"s{number}" for number, pair in enumerate(self.statements)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence that states something; ``end`` is 0 where the stretch is not known."""

    start: int
    end: int
    statements: tuple[Statement, ...]


def marks(statements: Iterable[Statement]) -> list[Mark]:
    """The stretches of one sentence in order; those that overlap are one, those of no known stretch come last."""
    known: list[Statement] = []
    unknown: list[Statement] = []
    for statement in statements:
        start, end = statement.span
        (known if 0 <= start < end <= len(statement.sentence) else unknown).append(statement)
    joined: list[Mark] = []
    for statement in sorted(known, key=lambda item: item.span):
        start, end = statement.span
        if joined and start < joined[-1].end:
            last = joined.pop()
            joined.append(Mark(last.start, max(end, last.end), (*last.statements, statement)))
        else:
            joined.append(Mark(start, end, (statement,)))
    return joined + [Mark(0, 0, (statement,)) for statement in unknown]
