"""How an adjusted budget is printed: a template with the parts of ``templates/adjustment.toml`` before its tables, and
the list of the adjustments."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from gouji.lexicon.tables import kind_of_title
from gouji.model.coordinates import Coordinates
from gouji.model.kinds import ADJUSTMENT
from gouji.model.ledger import AdjustmentEntry, Ledger
from gouji.model.publication import BodyCell, HeaderCell, PrintedTable
from gouji.tabulating.figures import Figures, precision_of
from gouji.tabulating.index import Figure, Index
from gouji.tabulating.tables import nought, shown
from gouji.tabulating.template import BlockSpec, ColumnSpec, PanelSpec, TableSpec, Template, parse_template
from gouji.tabulating.words import is_total

LIST = "adjustments"
"""The kind of the table that lists the adjustments."""
_AS_ADJUSTED = "tables_as_adjusted"
_PREFIX = "调整后"
_HEADS = ("序号", "单位", "批复日期", "调增支出", "调减支出", "净增减", "调整原因", "依据（文号）")
_WIDTHS = (0.6, 2.4, 1.6, 1.1, 1.1, 1.1, 4.2, 2.2)


def for_adjustment(template: Template) -> Template:
    """The template of adjusted budgets in a template's layout."""
    style = asdict(template.tables[0].style)
    below = {"amounts": style, "narrative": asdict(template.narrative), "projects": {"tree": template.project_tree}}
    made = parse_template(_text(), "adjustment", below)
    first = template.tables[0]
    own = tuple(replace(_laid_out(table, template), number=first.number, holder=first.holder) for table in made.tables)
    adjusted = tuple(replace(table, title=_PREFIX + table.title) for table in template.tables)
    return replace(
        made,
        name=template.name,
        tables=(*own, *adjusted),
        blocks=tuple(_block(block, own, adjusted) for block in made.blocks),
        words={**template.words, **made.words},
        phrases=_joined(template.phrases, made.phrases),
    )


def _laid_out(table: TableSpec, template: Template) -> TableSpec:
    """A table in the amounts of the template's own of its kind; that of both sides has its rows, one of projects
    groups them as it does."""
    kind = kind_of_title(table.title)
    like = next((spec for spec in template.tables if kind_of_title(spec.title) == kind), template.tables[0])
    table = replace(table, style=like.style)
    if len(table.panels) > 1:
        return replace(table, panels=tuple(map(_with_rows_of(template), table.panels)))
    if any(map(_lists_projects, table.panels)):
        return replace(table, panels=tuple(_with_projects_of(template, panel) for panel in table.panels))
    return table


def _with_rows_of(template: Template) -> Callable[[PanelSpec], PanelSpec]:
    """Gives a panel the rows of its side in the template's summary of both: sources and uses, and the total of all.
    What sums only this year's money, and what stands without amounts, is left out."""
    both = next((spec.panels for spec in template.tables if len(spec.panels) > 1), ())
    own = {panel.at.get("side"): panel for panel in both}

    def given(panel: PanelSpec) -> PanelSpec:
        known = own.get(panel.at.get("side"))
        if known is None:
            return panel
        rows = [row for row in known.rows if not row.blank]
        kept = (row for row in rows if row is rows[-1] or not (row.total or is_total(row.label)))
        return replace(panel, leads=known.leads, rows=tuple(kept))

    return given


def _with_projects_of(template: Template, panel: PanelSpec) -> PanelSpec:
    own = next((one for spec in template.tables for one in spec.panels if _lists_projects(one)), None)
    totals = tuple(row for row in panel.rows if not row.axis)
    if own is not None:
        rows = tuple(row for row in own.rows if row.axis == "projects")
        return replace(panel, leads=own.leads, rows=(*rows, *totals))
    named = [lead for lead in panel.leads if lead.holds in {"name", "unit"}]
    groups = [ColumnSpec((_LEVELS[level],), level) for level in template.project_tree if level in _LEVELS]
    return replace(panel, leads=(*groups, *named))


_LEVELS = {"type": "项目类型", "level1": "一级项目"}


def _lists_projects(panel: PanelSpec) -> bool:
    return any(row.axis == "projects" for row in panel.rows)


@cache
def _text() -> str:
    return (resources.files("gouji") / "templates" / "adjustment.toml").read_text("utf-8")


def _block(block: BlockSpec, own: Sequence[TableSpec], adjusted: Sequence[TableSpec]) -> BlockSpec:
    if block.content == _AS_ADJUSTED:
        return replace(block, content="tables", tables=tuple(table.title for table in adjusted))
    return replace(block, tables=tuple(table.title for table in own)) if block.content == "tables" else block


def _joined(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Phrases of both, section by section; where both say something, those ``above``."""
    found = dict(below)
    for section, entries in above.items():
        known = below.get(section, type(entries)())
        found[section] = [*known, *entries] if isinstance(entries, list) else {**known, **entries}
    return found


class AdjustmentList:
    """The adjustments of a ledger as a table: what each adds and takes away, the sums of all."""

    def __init__(self, ledger: Ledger, index: Index, figures: Figures) -> None:
        self.entries = ledger.adjustments
        self._figures = figures
        self._units = {unit.id: unit.name for unit in ledger.units}
        changed = Coordinates(year=ledger.year, stage=ADJUSTMENT, side="expenditure")
        self._whole = index.figure(changed)
        chance = Random("adjustments").getrandbits
        self._rows = [_row(entry, chance) for entry in self.entries]

    def gather(self, spec: TableSpec) -> None:
        """Let its amounts be rounded with all others: each row's and each column's sum holds, and what all adjustments
        come to is what the other tables say."""
        precision = precision_of(spec.style)
        rows = [*self._rows, self._total()]
        for row in rows:
            for figure in row:
                if figure.trace:
                    self._figures.see(figure, precision)
            more, less, net = row
            self._figures.tie(more, (less, net), precision)
        for column in range(3):
            self._figures.tie(rows[-1][column], [row[column] for row in self._rows], precision)
        self._figures.equate(rows[-1][2], self._whole, precision)

    def table(self, spec: TableSpec, number: str, fill: Callable[[str], str]) -> PrintedTable:
        """The table as it is printed."""
        body = [self._line(spec, str(n), entry, row) for n, (entry, row) in enumerate(self._pairs(), 1)]
        words = (BodyCell("", bold=True), BodyCell("合计", bold=True), BodyCell("", bold=True))
        body.append((*words, *self._amounts(spec, self._total(), bold=True), BodyCell(""), BodyCell("")))
        return PrintedTable(
            fill(spec.title),
            number,
            spec.style.unit,
            fill(spec.holder),
            tuple(HeaderCell(0, column, text) for column, text in enumerate(_HEADS)),
            1,
            len(_HEADS),
            tuple(body),
            _WIDTHS,
            tuple(map(fill, spec.notes)),
            spec.landscape,
        )

    def _pairs(self) -> list[tuple[AdjustmentEntry, tuple[Figure, Figure, Figure]]]:
        return list(zip(self.entries, self._rows, strict=True))

    def _total(self) -> tuple[Figure, Figure, Figure]:
        more, less, net = ([row[column] for row in self._rows] for column in range(3))
        return _sum(more), _sum(less), _sum(net)

    def _line(
        self, spec: TableSpec, number: str, entry: AdjustmentEntry, row: tuple[Figure, Figure, Figure]
    ) -> tuple[BodyCell, ...]:
        return (
            BodyCell(number, align="center"),
            BodyCell(self._units.get(entry.unit, entry.unit)),
            BodyCell(entry.approved_on, align="center"),
            *self._amounts(spec, row),
            BodyCell(" ".join(entry.reason.split())),
            BodyCell(" ".join(entry.basis.split())),
        )

    def _amounts(
        self, spec: TableSpec, row: tuple[Figure, Figure, Figure], *, bold: bool = False
    ) -> tuple[BodyCell, ...]:
        return tuple(self._amount(spec, figure, bold=bold) for figure in row)

    def _amount(self, spec: TableSpec, figure: Figure, *, bold: bool) -> BodyCell:
        style = spec.style
        amount = self._figures.amount(figure, precision_of(style)) if figure.trace else nought(style)
        return BodyCell(shown(amount, style), amount, bold=bold, align="right")


def _row(entry: AdjustmentEntry, chance: Callable[[int], int]) -> tuple[Figure, Figure, Figure]:
    """More, less, and what remains of both."""
    more = Figure(entry.more, chance(64) if entry.more else 0)
    less = Figure(entry.less, chance(64) if entry.less else 0)
    return more, less, Figure(more.amount - less.amount, more.trace - less.trace)


def _sum(figures: Sequence[Figure]) -> Figure:
    return Figure(sum(figure.amount for figure in figures), sum(figure.trace for figure in figures))
