"""The whole document in its template's order: all amounts are gathered, rounded together, then printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.errors import GoujiError
from gouji.lexicon.text import key
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Project, Target
from gouji.model.garbage import without_collecting
from gouji.model.kinds import ADJUSTED_BUDGET, ADJUSTMENT, AT_START, BUDGET
from gouji.model.ledger import ADJUSTMENT_REASON, Ledger, ProjectEntry
from gouji.model.money import Amount
from gouji.model.publication import Heading, PrintedTable, Publication, PublicationBlock, TextBlock
from gouji.tabulating.adjusting import LIST, AdjustmentList, for_adjustment
from gouji.tabulating.axes import Axes, project_paths
from gouji.tabulating.charts import charts, gather_charts
from gouji.tabulating.figures import Figures, precision_of
from gouji.tabulating.glossary import glossary
from gouji.tabulating.index import NOUGHT, Figure, Index, project_path
from gouji.tabulating.phrasebook import phrasebook
from gouji.tabulating.tables import Adjusted, Drafting, DraftTable, Printing, gather
from gouji.tabulating.targets import TargetPrinting, gather_targets, planned
from gouji.tabulating.telling import Teller
from gouji.tabulating.template import BlockSpec, Say, TableSpec, Template, chosen
from gouji.tabulating.values import values_of
from gouji.tabulating.words import ordinal

_WORD = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Tabulation:
    """A publication with what rounding had to do so that sums hold: ``adjusted`` are printed cells that are not the
    nearest to their exact amount, ``moved`` amounts that had to move by a full unit of their last digit or more."""

    publication: Publication
    adjusted: tuple[Adjusted, ...] = ()
    moved: tuple[Figure, ...] = ()


def tabulated(ledger: Ledger, template: Template, printed: Mapping[Coordinates, Amount] | None = None) -> Tabulation:
    """The publication of a ledger in a template's layout; of an adjusted budget where the ledger is one. Then
    ``printed`` is what was published at the year's start: it is printed again as it was. Raises :class:`GoujiError`
    for a ledger of final accounts, which no template prints."""
    if any(fact.year == ledger.year and fact.stage == "final" for fact in ledger.facts):
        raise GoujiError("账套记的是决算数，模板编制的是部门预算，不能用决算数编预算；请换预算的账套。")
    with without_collecting():
        return _Document(ledger, for_adjustment(template) if ledger.is_adjusted else template, printed or {}).made()


class _Document:
    def __init__(self, ledger: Ledger, template: Template, at_start: Mapping[Coordinates, Amount]) -> None:
        self.ledger, self.template, self.at_start = ledger, template, at_start
        paths = project_paths(ledger.projects, template.project_tree)
        self.index = Index(ledger, paths)
        self.figures = Figures()
        self.adjusted: list[Adjusted] = []
        self.plans = planned(ledger, self.index, template)
        axes = Axes(self.index, template, ledger.year, ledger.department.scope, ledger.is_adjusted)
        listed = list(axes.placed(Coordinates(year=ledger.year, side="expenditure", use="project")))
        self.projects = listed
        self.values = values_of(ledger, template, len(listed), self.plans)
        self.book = phrasebook(template)
        self.drafting = Drafting(self.index, axes, ledger.year, self.fill)
        targets = [plan.figures.get("amount", NOUGHT) for plan in self.plans]
        given = {"performance_targets": Figure(sum(f.amount for f in targets), sum(f.trace for f in targets))}
        self.teller = Teller(
            self.index,
            self.figures,
            self.book,
            template.narrative,
            self.values,
            given,
            ledger.year,
            ledger.is_adjusted,
        )
        self.list = AdjustmentList(ledger, self.index, self.figures)
        self.printing = Printing(
            {unit.id: unit.name for unit in ledger.units},
            {entry.id: self._as_grouped(entry, paths[entry.id]) for entry in ledger.projects},
            self.figures,
            self.fill,
            self.adjusted,
        )

    def made(self) -> Tabulation:
        """Gather, round, print."""
        drafts = self._drafts()
        self._gather(drafts)
        self.figures.settle()
        blocks = self._blocks(drafts)
        publication = Publication(
            self.fill(self.template.title),
            self.ledger.department.name,
            self.ledger.year,
            ADJUSTED_BUDGET if self.ledger.is_adjusted else BUDGET,
            self.ledger.department.published_on,
            tuple(blocks),
            self.template.name,
            self._projects_as_printed(),
            self._targets_as_printed(),
        )
        return Tabulation(publication, tuple(self.adjusted), tuple(self.figures.moved))

    def fill(self, pattern: str) -> str:
        """A pattern without amounts: titles, headers, labels, notes."""
        return _WORD.sub(lambda match: self._word(match.group(1)), pattern)

    def _word(self, name: str) -> str:
        if name in self.values:
            return self.values[name]
        return self.fill(self.book.words.get(name, f"〔{name}〕"))

    def _drafts(self) -> Mapping[str, DraftTable]:
        return {spec.title: self.drafting.draft(spec) for spec in self.template.tables if spec.panels}

    # ── gathering

    def _gather(self, drafts: Mapping[str, DraftTable]) -> None:
        self._pin()
        for draft in drafts.values():
            gather(draft, self.figures)
        for spec in self.template.tables:
            if spec.kind == LIST:
                self.list.gather(spec)
            if spec.targets is not None:
                gather_targets(self.plans, spec, self.figures)
        whole = self.teller.given["performance_targets"]
        self.figures.tie(
            whole,
            [plan.figures.get("amount", NOUGHT) for plan in self.plans],
            precision_of(self.template.narrative),
        )
        self._balance()
        for block in self.template.blocks:
            list(self._paragraphs(block))
            gather_charts(block.charts, self.teller)
        self.teller.settle()

    def _pin(self) -> None:
        """Let what was published at the year's start be printed again as it was."""
        units = {key(unit.name): unit.id for unit in self.ledger.units}
        paths = project_paths(self.ledger.projects, self.template.project_tree)
        projects = {
            self.printing.told(Coordinates(), entry.id): project_path(paths[entry.id])
            for entry in self.ledger.projects
            if not entry.hidden
        }
        for point, amount in self.at_start.items():
            named = Coordinates(project=point.project, unit=point.unit)
            place = projects.get(named) if point.project is not None else None
            unit = units.get(point.unit) if point.unit is not None and point.project is None else None
            if (point.project is not None and place is None) or (point.unit is not None and not (place or unit)):
                continue
            told = replace(point, stage=AT_START, unit=unit, project=place)
            self.figures.pin(self.index.figure(told), amount)

    def _balance(self) -> None:
        """Revenue and expenditure balance for each fund, this year's money and last year's; of an adjusted budget so do
        the year's start and the adjustments."""
        precisions = {precision_of(spec.style) for spec in self.template.tables} | {
            precision_of(self.template.narrative)
        }
        stages = (None, AT_START, ADJUSTMENT) if self.ledger.is_adjusted else (None,)
        for year, stage in [*((self.ledger.year, stage) for stage in stages), (self.ledger.year - 1, None)]:
            revenue = Coordinates(year=year, stage=stage, side="revenue")
            funds = [None, "fiscal_appropriation", "own_funds", *self.index.values("fund", revenue)]
            for fund in funds:
                for origin in (None, "current", "carried_over"):
                    point = replace(revenue, fund=fund, origin=origin)
                    spent = replace(point, side="expenditure", item="grand_total")
                    one, other = self.index.figure(point), self.index.figure(spent)
                    for precision in precisions:
                        if (
                            self.figures.saw(one, precision)
                            or self.figures.saw(other, precision)
                            or year < self.ledger.year
                        ):
                            self.figures.equate(one, other, precision)

    # ── printing

    def _blocks(self, drafts: Mapping[str, DraftTable]) -> list[PublicationBlock]:
        """All blocks; the glossary last, when it is known which terms occur, but in its place."""
        made: list[list[PublicationBlock]] = []
        glossaries: list[tuple[int, BlockSpec]] = []
        number = 0
        for block in self.template.blocks:
            if not (self.teller.holds(block.when) and self._absent(block.unless)):
                continue
            stretch: list[PublicationBlock] = [Heading(self.fill(block.heading), block.level)] if block.heading else []
            if block.content == "institutions" and not self.values["offices_are_names"]:
                stretch.extend(self._listed(self.ledger.texts.institutions, ""))
            stretch.extend(self._paragraphs(block))
            stretch.extend(charts(block.charts, self.teller, self.fill))
            if block.content == "tables":
                tables = list(self._tables(block, drafts, number))
                number += sum(bool(table.number) for table in tables)
                stretch.extend(tables)
            elif block.content == "glossary":
                glossaries.append((len(made), block))
            else:
                stretch.extend(self._content(block))
            made.append(stretch)
        text = _text_of(each for stretch in made for each in stretch)
        for at, block in glossaries:
            made[at].extend(glossary(self._codes(), self.book, self.ledger, self.fill, block.ordinal, text))
        return [each for stretch in made for each in stretch]

    def _absent(self, condition: str) -> bool:
        return not condition or not self.teller.holds(condition)

    def _paragraphs(self, block: BlockSpec) -> Iterator[TextBlock]:
        for say in block.say:
            if not (self.teller.holds(say.when) and self._absent(say.unless)):
                continue
            yield from self._said(say)

    def _said(self, say: Say) -> Iterator[TextBlock]:
        members = [None] if not say.each else list(self.teller.members(self.book.list(say.each)))
        for number, member in enumerate(members, 1):
            told = self.teller.tell(say.text, member)
            lead = ordinal(say.ordinal, number) if say.ordinal else ""
            yield TextBlock(lead + told.text, told.missing, tuple(told.amounts))

    def _tables(self, block: BlockSpec, drafts: Mapping[str, DraftTable], number: int) -> Iterator[PrintedTable]:
        targets = TargetPrinting(self.ledger, self.figures, self.fill)
        for spec in chosen(block.tables, self.template.tables):
            if not self.teller.holds(spec.when):
                continue
            mark = ordinal(spec.number, number + 1) if spec.number else ""
            made = list(self._printed(spec, drafts, targets, mark))
            number += bool(made and spec.number)
            yield from made

    def _printed(
        self,
        spec: TableSpec,
        drafts: Mapping[str, DraftTable],
        targets: TargetPrinting,
        mark: str,
    ) -> Iterator[PrintedTable]:
        if spec.kind == LIST:
            yield self.list.table(spec, mark, self.fill)
        elif spec.targets is not None:
            yield from targets.tables(spec, self.plans, mark)
        elif not (spec.optional and drafts[spec.title].empty):
            yield self.printing.table(drafts[spec.title], mark)

    def _content(self, block: BlockSpec) -> Iterator[PublicationBlock]:
        texts = self.ledger.texts
        match block.content:
            case "functions":
                yield from self._listed(texts.functions, block.ordinal)
            case "units":
                for number, unit in enumerate(self.ledger.units, 1):
                    yield TextBlock(ordinal(block.ordinal, number) + unit.name)
            case "projects":
                yield from self._project_passages(block)
            case "adjustment":
                yield from self._listed((texts.reason(ADJUSTMENT_REASON) or "").splitlines(), block.ordinal)

    def _listed(self, paragraphs: Sequence[str], sample: str) -> Iterator[TextBlock]:
        if not paragraphs:
            yield TextBlock("〔待填〕", missing=True)
        for number, text in enumerate(paragraphs, 1):
            yield TextBlock((ordinal(sample, number) if sample else "") + text)

    def _project_passages(self, block: BlockSpec) -> Iterator[PublicationBlock]:
        """An account of each project with a target: what it is for, who carries it out, its money."""
        units = {unit.id: unit.name for unit in self.ledger.units}
        objectives = {plan.project.id: plan.target.objective for plan in self.plans if plan.project is not None}
        for entry, _ in self.projects:
            objective = objectives.get(entry.id)
            if not objective:
                continue
            yield Heading(self.fill(block.ordinal.replace("{project}", entry.name)), block.level + 1)
            yield TextBlock(objective)
            yield TextBlock(f"由{units.get(entry.unit, entry.unit)}负责实施。")

    def _codes(self) -> tuple[str, ...]:
        return tuple(self.index.values("function", Coordinates(year=self.ledger.year, side="expenditure")))

    # ── what the tables mean

    def _as_grouped(self, entry: ProjectEntry, path: Sequence[str]) -> ProjectEntry:
        """A project below the first-level project that it is printed under, where the template names these."""
        above = {} if entry.hidden else dict(zip(self.template.project_tree, path, strict=False))
        return replace(entry, level1=above.get("level1", entry.level1))

    def _projects_as_printed(self) -> tuple[Project, ...]:
        lists = [s for s in self.template.tables if any(r.axis == "projects" for p in s.panels for r in p.rows)]
        spec = lists[-1] if self.ledger.is_adjusted and lists else next(iter(lists), None)
        if spec is None:
            return ()
        names = {unit.id: unit.name for unit in self.ledger.units}
        found = []
        for entry, path in self.projects:
            figure = self.index.figure(
                Coordinates(year=self.ledger.year, side="expenditure", use="project", project=project_path(path))
            )
            amount = self.figures.amount(figure, precision_of(spec.style))
            above = dict(zip(self.template.project_tree, path, strict=False))
            type_, level1 = above.get("type", entry.type), above.get("level1", entry.level1)
            found.append(
                Project(type_ or None, level1 or None, entry.name, names.get(entry.unit, entry.unit) or None, amount)
            )
        return tuple(found)

    def _targets_as_printed(self) -> tuple[Target, ...]:
        found: list[Target] = []
        for spec in self.template.tables:
            if spec.targets is None:
                continue
            printing = TargetPrinting(self.ledger, self.figures, self.fill)
            for plan in self.plans:
                if spec.targets.interim in {None, plan.interim}:
                    amount = printing.amount(plan, precision_of(spec.style))
                    found.append(replace(plan.target, amount=amount, year=self.ledger.year))
        return tuple(found)


def _text_of(blocks: Iterable[PublicationBlock]) -> str:
    """All words of a document, to see which terms occur; names of projects and indicators are no terms."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading | TextBlock):
            texts.append(block.text)
        elif isinstance(block, PrintedTable):
            texts.append(block.title)
            texts.extend(cell.text for cell in block.header)
            if block.kind not in {"projects", "performance_targets"}:
                texts.extend(
                    cell.text for row in block.body for cell in row if cell is not None and cell.amount is None
                )
    return "\n".join(texts)
