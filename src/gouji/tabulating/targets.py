"""Performance targets as they are printed: in one list, an indicator a row, or a form for each project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from gouji.lexicon.text import key, project_named
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Indicator, Target
from gouji.model.ledger import Ledger, ProjectEntry
from gouji.model.money import Amount
from gouji.model.publication import BodyCell, HeaderCell, PrintedTable
from gouji.tabulating.axes import project_paths
from gouji.tabulating.figures import Figures, Precision, precision_of
from gouji.tabulating.index import NOUGHT, Figure, Index, project_path
from gouji.tabulating.tables import BLANK, header_cells, nought, shown
from gouji.tabulating.template import FormCell, TableSpec, TargetSpec, Template

_POINT = {"side": "expenditure", "use": "project"}
_MONEY = frozenset({"amount", "fiscal", "fiscal_current", "fiscal_carried", "other"})
_WIDTHS = {
    "unit": 1.8, "project": 1.8, "amount": 1.2, "objective": 4.0, "level1": 1.0, "level2": 1.1, "name": 2.0,
    "explanation": 2.2, "value": 1.2, "weight": 0.7, "interim_value": 1.2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """A target of the ledger with the project it belongs to (None where the ledger has none of that name) and the
    figures of its money: all of it, of it this year's appropriation, last year's, and the rest."""

    target: Target
    project: ProjectEntry | None
    figures: Mapping[str, Figure]
    continued: bool = False
    """Whether it had money last year, or has some left from it."""

    @property
    def interim(self) -> bool:
        """Whether some indicator has an interim value."""
        return any(indicator.interim_value for indicator in self.target.indicators)


def planned(ledger: Ledger, index: Index, template: Template) -> tuple[Planned, ...]:
    """The targets in the order of the ledger, unit by unit; those of unpublished projects are left out."""
    paths = project_paths(ledger.projects, template.project_tree)
    entries: dict[tuple[str, str], ProjectEntry] = {}
    names = {unit.id: unit.name for unit in ledger.units}
    for entry in ledger.projects:
        entries[key(names.get(entry.unit, entry.unit)), key(entry.name)] = entry
        entries.setdefault(("", key(entry.name)), entry)
    found: list[Planned] = []
    for target in ledger.targets:
        name = key(target.project or "")
        project = entries.get((key(target.unit or ""), name)) or entries.get(("", name))
        if project is not None and project.hidden:
            continue
        figures, continued = {"amount": NOUGHT}, False
        if project is not None:
            place = project_path(paths[project.id])
            if ledger.is_adjusted and not index.stands(Coordinates(year=ledger.year, project=place, **_POINT)):
                continue  # adjustments have taken all of it away
            figures = _money(index, place, ledger.year)
            before = index.figure(Coordinates(year=ledger.year - 1, project=place, **_POINT))
            continued = bool(before.trace or figures["fiscal_carried"].trace)
        unit = names.get(project.unit, project.unit) if project else target.unit
        found.append(Planned(replace(target, unit=unit), project, figures, continued))
    order = {name: at for at, name in enumerate(names.values())}
    return tuple(sorted(found, key=lambda plan: order.get(plan.target.unit or "", len(order))))


def _money(index: Index, place: str, year: int) -> dict[str, Figure]:
    def at(**more: str) -> Figure:
        return index.figure(Coordinates(year=year, project=place, **_POINT, **more))

    whole, fiscal = at(), at(fund="fiscal_appropriation")
    current = at(fund="fiscal_appropriation", origin="current")
    carried = at(fund="fiscal_appropriation", origin="carried_over")
    other = Figure(whole.amount - fiscal.amount, whole.trace - fiscal.trace)
    return {"amount": whole, "fiscal": fiscal, "fiscal_current": current, "fiscal_carried": carried, "other": other}


def gather_targets(plans: Sequence[Planned], spec: TableSpec, figures: Figures) -> None:
    """Let the amounts of targets be rounded with all others."""
    precision = precision_of(spec.style)
    for plan in plans:
        money = plan.figures
        for figure in money.values():
            if figure.trace:
                figures.see(figure, precision)
        if "fiscal" in money:
            figures.tie(money["amount"], (money["fiscal"], money["other"]), precision)
            figures.tie(money["fiscal"], (money["fiscal_current"], money["fiscal_carried"]), precision)


@dataclass(frozen=True, slots=True)
class TargetPrinting:
    """Prints targets with their rounded amounts; ``fill`` fills in the template's patterns."""

    ledger: Ledger
    figures: Figures
    fill: Callable[[str], str]

    def tables(self, spec: TableSpec, plans: Sequence[Planned], number: str) -> Iterator[PrintedTable]:
        """The tables of one entry of the template: one list, or a form for each target."""
        assert spec.targets is not None
        wanted = [plan for plan in plans if spec.targets.interim in {None, plan.interim}]
        if spec.targets.form and wanted:
            for plan in wanted:
                yield self._form(spec, spec.targets, plan, number)
                number = ""
        elif wanted or not (spec.optional or plans):
            yield self._list(spec, spec.targets, wanted, number)

    def amount(self, plan: Planned, precision: Precision, name: str = "amount") -> Amount | None:
        """A target's money as printed; what it says itself where the ledger knows no such project."""
        figure = plan.figures.get(name, NOUGHT)
        if plan.project is None:
            return plan.target.amount if name == "amount" else None
        return self.figures.amount(figure, precision) if figure.trace else None

    def _list(self, spec: TableSpec, targets: TargetSpec, plans: Sequence[Planned], number: str) -> PrintedTable:
        paths = [tuple(map(self.fill, column.path)) for column in targets.columns]
        depth = max(map(len, paths))
        holds = [column.holds for column in targets.columns]
        body: list[tuple[BodyCell | None, ...]] = []
        for _, group in groupby(plans, key=lambda plan: plan.target.unit):
            members = list(group)
            height = sum(max(1, len(plan.target.indicators)) for plan in members)
            for n, plan in enumerate(members):
                body.extend(self._list_rows(spec, holds, plan, height if n == 0 else 0, targets.merged))
        return self._table(
            spec,
            number,
            tuple(header_cells(paths, depth)),
            depth,
            len(paths),
            body,
            [column.width or _WIDTHS.get(column.holds, 1.4) for column in targets.columns],
            bool(plans),
        )

    def _list_rows(
        self, spec: TableSpec, holds: Sequence[str], plan: Planned, unit_height: int, merged: bool
    ) -> Iterator[tuple[BodyCell | None, ...]]:
        indicators = plan.target.indicators or (Indicator(None, None, None),)
        height = len(indicators)
        for n, indicator in enumerate(indicators):
            row: list[BodyCell | None] = []
            for what in holds:
                span = {"unit": unit_height, "project": height, "amount": height, "objective": height}.get(what)
                if span is None:
                    row.append(_indicator_cell(indicator, what))
                elif n == 0 and span:
                    cell = self._head_cell(spec, plan, what)
                    row.append(replace(cell, rowspan=span) if merged else cell)
                else:
                    row.append(None if merged else BLANK)
            yield tuple(row)

    def _head_cell(self, spec: TableSpec, plan: Planned, what: str) -> BodyCell:
        if what == "amount":
            return self._amount_cell(spec, plan, "amount")
        texts = {"unit": plan.target.unit, "project": plan.target.project, "objective": plan.target.objective}
        return BodyCell(texts[what] or "")

    def _amount_cell(self, spec: TableSpec, plan: Planned, name: str) -> BodyCell:
        amount = self.amount(plan, precision_of(spec.style), name)
        if amount is None:
            zero = nought(spec.style)
            return BodyCell(shown(zero, spec.style), zero, align="right") if plan.project else BLANK
        told = None
        if name == "amount" and plan.project is not None:
            named = project_named(plan.project.level1, plan.project.name)
            told = Coordinates(year=self.ledger.year, unit=key(plan.target.unit or ""), project=named, **_POINT)
        return BodyCell(shown(amount, spec.style), amount, told, align="right")

    def _form(self, spec: TableSpec, targets: TargetSpec, plan: Planned, number: str) -> PrintedTable:
        values = {
            "project": plan.target.project or "",
            "objective": plan.target.objective or "",
            "unit": plan.target.unit or "",
            "new": "□" if plan.continued else "☑",
            "continued": "☑" if plan.continued else "□",
        }
        width = sum(targets.spans) + (1 if targets.lead else 0)
        grid = _Grid(width)
        for row in targets.rows:
            grid.row(tuple((self._form_cell(spec, plan, cell, values), cell) for cell in row))
        self._indicators(grid, targets, plan)
        return self._table(spec, number, (), 0, width, grid.rows, [1.0] * width, True)

    def _form_cell(self, spec: TableSpec, plan: Planned, cell: FormCell, values: Mapping[str, str]) -> BodyCell:
        name = cell.text.strip("{}")
        if cell.text.startswith("{") and name in _MONEY:
            return replace(self._amount_cell(spec, plan, name), align="left")
        text = cell.text
        for what, value in values.items():
            text = text.replace(f"{{{what}}}", value)
        return BodyCell(self.fill(text) if "{" in text else text)

    def _indicators(self, grid: _Grid, targets: TargetSpec, plan: Planned) -> None:
        indicators = plan.target.indicators
        height = len(indicators) + 1
        heads = [(BodyCell(self.fill(column.path[-1]), align="center"), column) for column in targets.columns]
        lead = [(BodyCell(targets.lead, align="center"), FormCell(targets.lead, 1, height))] if targets.lead else []
        spans = targets.spans
        grid.row((*lead, *((cell, FormCell("", span)) for (cell, _), span in zip(heads, spans, strict=True))))
        for n, indicator in enumerate(indicators):
            cells: list[tuple[BodyCell, FormCell]] = []
            for column, span in zip(targets.columns, spans, strict=True):
                rows = _run(indicators, n, column.holds)
                if rows:
                    cells.append((_indicator_cell(indicator, column.holds), FormCell("", span, rows)))
            grid.row(tuple(cells))

    def _table(
        self,
        spec: TableSpec,
        number: str,
        header: tuple[HeaderCell, ...],
        depth: int,
        width: int,
        body: Sequence[tuple[BodyCell | None, ...]],
        widths: Sequence[float],
        filled: bool,
    ) -> PrintedTable:
        notes = tuple(self.fill(note) for note in spec.notes)
        if not filled and spec.empty:
            notes += (self.fill(spec.empty),)
        return PrintedTable(
            self.fill(spec.title),
            number,
            spec.style.unit,
            self.fill(spec.holder),
            header,
            depth,
            width,
            tuple(body),
            tuple(widths),
            notes,
            spec.landscape,
            "performance_targets",
        )


def _run(indicators: Sequence[Indicator], at: int, what: str) -> int:
    """How many rows a level's name spans: 0 where the row above bears it already."""
    if what not in {"level1", "level2"}:
        return 1

    def mark(n: int) -> tuple[str | None, ...]:
        each = indicators[n]
        return (each.level1,) if what == "level1" else (each.level1, each.level2)

    if at and mark(at - 1) == mark(at):
        return 0
    end = at
    while end < len(indicators) and mark(end) == mark(at):
        end += 1
    return end - at


def _indicator_cell(indicator: Indicator, what: str) -> BodyCell:
    return _text_cell(getattr(indicator, what, None) or "", what)


@lru_cache(maxsize=4096)
def _text_cell(text: str, what: str) -> BodyCell:
    """A cell of words; departments with many targets print the same few over and over."""
    align = "center" if what in {"value", "weight", "interim_value", "level1", "level2"} else "left"
    return BodyCell(text, align=align) if text else BLANK


class _Grid:
    """Rows of spanning cells laid out on a grid of fixed width."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[tuple[BodyCell | None, ...]] = []
        self._covered: dict[int, int] = {}

    def row(self, cells: Sequence[tuple[BodyCell, FormCell]]) -> None:
        """Add a row; places that cells above span are left out."""
        row: list[BodyCell | None] = [None] * self.width
        taken = {at for at, until in self._covered.items() if until > len(self.rows)}
        at = 0
        for cell, span in cells:
            while at in taken:
                at += 1
            row[at] = replace(cell, rowspan=span.rows, colspan=span.columns)
            for place in range(at, at + span.columns):
                self._covered[place] = len(self.rows) + span.rows
            at += span.columns
        covered = {place for place, until in self._covered.items() if until > len(self.rows)}
        self.rows.append(tuple(cell or (None if place in covered else BLANK) for place, cell in enumerate(row)))
