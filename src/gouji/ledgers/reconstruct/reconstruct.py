"""A published document → the ledger it could have been printed from.

Published tables are margins of a joint nobody printed. A joint is inferred that meets every margin within the interval
its digits leave open, sparse and likely, and each of its facts is marked ``inferred``. Where a document contradicts
itself the margins that cannot be met are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gouji.errors import GoujiError
from gouji.identities.proof import prove
from gouji.identities.system import build
from gouji.ledgers.reconstruct.atoms import ITEMS, ONLY_REVENUE, ONLY_SPENT, UNLISTED
from gouji.ledgers.reconstruct.describe import assets_of, department_entry, unit_entries
from gouji.ledgers.reconstruct.items import with_items
from gouji.ledgers.reconstruct.layer import Spent, infer
from gouji.ledgers.reconstruct.margins import TABLE, Margin, Margins, by_layer, margins_of
from gouji.ledgers.reconstruct.naming import Naming
from gouji.ledgers.reconstruct.texts import texts_of, wide_punctuation
from gouji.ledgers.rows import yuan
from gouji.lexicon.classification import economic, functional
from gouji.lexicon.text import key, split_ordinal, tidy
from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.disclosure import Disclosure, Place, Target
from gouji.model.ledger import Fact, Ledger, ProjectEntry, StatedAmount, UnitEntry

UNLISTED_NAME = "未列示项目"
_AGENCY = "agency_operating_expenses"
_AGENCIES = frozenset({"administrative", "participating"})


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """``missed`` are the printed table amounts that the ledger does not reproduce, each with what it has instead in 分;
    ``notes`` what a user should know (Chinese)."""

    ledger: Ledger
    missed: tuple[tuple[Margin, int], ...]
    notes: tuple[str, ...]
    margins: Margins
    naming: Naming


def reconstruct(disclosure: Disclosure, previous: Disclosure | None = None) -> Reconstruction:
    """A ledger that reproduces what a document prints; with ``previous``, last year's document, its figures are the
    facts of last year.

    Raises GoujiError for a document without year or without any table of revenue or expenditure.
    """
    year = disclosure.document.year
    if year is None:
        raise GoujiError("没有读出文件的预算年度，不能由它还原账套。")
    naming = Naming(disclosure)
    margins = margins_of(disclosure, naming, _doubted(disclosure))
    layers = by_layer(margins.facts)
    if not any(margin.fen and margin.source == TABLE for margin in layers.get(_main_layer(layers, year), ())):
        raise GoujiError("没有读出任何收支表的金额，不能由它还原账套；如果是空白模板，请先填好。")
    default_unit = _default_unit(naming, disclosure)
    facts: list[Fact] = []
    missed: list[tuple[Margin, int]] = []
    for (of_year, stage), own in layers.items():
        if of_year not in {year, year - 1} or not any(margin.fen for margin in own):
            continue
        this = of_year == year
        projects = naming.projects if this else ()
        layer = infer(own, projects, default_unit if this else "", of_year)
        facts.extend(_facts(layer.spent, of_year, stage))
        missed.extend((margin, total) for margin, total in layer.missed if margin.source == TABLE)
    names = {project.id: project.entry.name or "" for project in naming.projects}
    facts, stated = with_items(facts, margins.items, year, names)
    units = unit_entries(disclosure, naming)
    stated = [entry for entry in stated if not _follows(entry, facts, units, margins)]
    ledger = Ledger(
        department_entry(disclosure, naming),
        units,
        tuple(_projects(naming, facts)),
        tuple(_ordered(facts, year)),
        tuple(stated),
        tuple(_target(target, naming) for target in disclosure.targets),
        assets_of(disclosure),
        texts_of(disclosure, naming),
        tuple(_unknown_codes(disclosure)),
    )
    notes = list(_notes(ledger, naming))
    if previous is not None:
        ledger, more = _with_previous(ledger, previous)
        notes.extend(more)
    return Reconstruction(ledger, tuple(missed), tuple(notes), margins, naming)


def _follows(entry: StatedAmount, facts: Iterable[Fact], units: Sequence[UnitEntry], margins: Margins) -> bool:
    """Whether 机关运行经费 are, to the printed digit, what the facts give the agencies to operate: then they are that
    amount, and rounded with it."""
    if entry.item != _AGENCY or entry.unit is not None:
        return False
    agencies = {unit.id for unit in units if unit.kind in _AGENCIES}
    given = sum(
        fact.amount
        for fact in facts
        if fact.year == entry.year
        and fact.side == EXPENDITURE
        and fact.use == "basic/operating"
        and fact.fund == "general_public_budget"
        and fact.unit in agencies
    )
    point = Coordinates(year=entry.year, item=_AGENCY)
    own = [margin for margin in margins.items if margin.point.without("stage", "side") == point]
    return bool(given and own) and all(m.source != TABLE and m.low <= given <= m.high for m in own)


def _doubted(disclosure: Disclosure) -> frozenset[str]:
    """The cells that the document's own identities correct."""
    proof = prove(build(disclosure))
    observations = proof.system.observations
    return frozenset(
        observations[change.observation].id for verdict in proof.verdicts for change in verdict.corrections
    )


def _main_layer(layers: Iterable[tuple[int, str | None]], year: int) -> tuple[int, str | None]:
    stages = [stage for of_year, stage in layers if of_year == year]
    return (year, None if None in stages or not stages else "final" if "final" in stages else stages[0])


def _default_unit(naming: Naming, disclosure: Disclosure) -> str:
    """The unit of money no table divides by units: the only one there is; "" where there are several."""
    if not naming.names:
        name = disclosure.document.department
        naming.names[key(name)] = name
    return next(iter(naming.names)) if len(naming.names) == 1 else ""


def _facts(spent: Sequence[Spent], year: int, stage: str | None) -> list[Fact]:
    """Expenditure facts, then the revenue that pays for them."""
    expenditure: dict[Fact, int] = defaultdict(int)
    revenue: dict[tuple[str, str, str, str | None], int] = defaultdict(int)
    for entry in spent:
        atom = entry.atom
        if atom.kind != ONLY_REVENUE:
            fact = Fact(
                year,
                EXPENDITURE,
                atom.unit,
                atom.fund,
                0,
                atom.origin,
                atom.function,
                atom.economic,
                atom.use,
                atom.project,
                ITEMS.get(atom.kind),
                stage,
                inferred=True,
            )
            expenditure[fact] += entry.amount
        if atom.kind != ONLY_SPENT:
            revenue[atom.unit, atom.fund, atom.origin, atom.function] += entry.amount
    found = [replace(fact, amount=amount) for fact, amount in expenditure.items()]
    found.extend(
        Fact(year, REVENUE, unit, fund, amount, origin, function, stage=stage, inferred=True)
        for (unit, fund, origin, function), amount in revenue.items()
    )
    return found


def _ordered(facts: Iterable[Fact], year: int) -> list[Fact]:
    """In the order of the workbook's sheets, and within them by unit, function, economic item and project."""
    return sorted(
        facts,
        key=lambda fact: (
            fact.year != year,
            fact.side != EXPENDITURE,
            fact.unit,
            fact.item or "",
            fact.function or "",
            fact.use or "",
            fact.economic or "",
            fact.project or "",
            fact.fund,
            fact.origin,
            -fact.amount,
        ),
    )


def _projects(naming: Naming, facts: Sequence[Fact]) -> Iterable[ProjectEntry]:
    for project in naming.projects:
        entry = project.entry
        yield ProjectEntry(project.id, entry.name or "", project.unit, entry.level1 or "", entry.type or "")
    units = {fact.unit for fact in facts if fact.project == UNLISTED}
    if units:
        yield ProjectEntry(UNLISTED, UNLISTED_NAME, units.pop() if len(units) == 1 else "", hidden=True)


def _target(target: Target, naming: Naming) -> Target:
    """A target without its place in the document, and without the marks of how it was read; unit and project are
    called as they are called elsewhere."""
    indicators = tuple(
        replace(
            entry,
            name=_said(entry.name),
            explanation=_said(entry.explanation),
            value=_said(entry.value),
            place=Place(),
            inferred=frozenset(),
        )
        for entry in target.indicators
    )
    unit = naming.find(target.unit) if target.unit else None
    return replace(
        target,
        unit=naming.names[unit] if unit else target.unit,
        project=naming.project_name(target.project, target.amount) if target.project else None,
        objective=_said(target.objective),
        indicators=indicators,
        place=Place(),
        inferred=frozenset(),
    )


def _said(text: str | None) -> str | None:
    return None if text is None else wide_punctuation(text)


def _unknown_codes(disclosure: Disclosure) -> Iterable[tuple[str, str]]:
    """Codes printed with a name that no list has."""
    year = disclosure.document.year
    known = (functional(year), economic(year))
    found: dict[str, str] = {}
    for table in disclosure.tables:
        for panel in table.panels:
            for row in panel.rows:
                code = row.code or ""
                name = tidy(split_ordinal(row.label)[2])
                is_code = code.isdigit() and len(code) in {3, 5, 7} and code[0] in "23"
                if is_code and name and not any(code in classification for classification in known):
                    found.setdefault(code, name)
    return found.items()


def _notes(ledger: Ledger, naming: Naming) -> Iterable[str]:
    unlisted = sum(fact.amount for fact in ledger.facts if fact.project == UNLISTED and fact.side == EXPENDITURE)
    if unlisted:
        yield f"项目支出的合计比逐项列出的项目多 {yuan(unlisted)} 元，作为一个未列示（不公开）的项目记账。"
    somewhere = sum(1 for fact in ledger.facts if not fact.unit and fact.year == ledger.year)
    if somewhere:
        yield f"有 {somewhere} 笔收支在文件中没有按单位列示，单位留空。"
    if len(naming.names) == 1 and not naming.disclosure.units:
        yield "文件没有列出预算单位，以部门名称作为唯一的单位。"


def _with_previous(ledger: Ledger, previous: Disclosure) -> tuple[Ledger, list[str]]:
    """The ledger with the figures of last year's document as its facts of last year."""
    if previous.document.year != ledger.year - 1:
        raise GoujiError(
            f"--previous 应是 {ledger.year - 1} 年的文件，读出的年度是 {previous.document.year or '未知'}。"
        )
    before = reconstruct(previous)
    units = {unit.id for unit in ledger.units}
    projects = {(entry.unit, key(entry.name)): entry.id for entry in ledger.projects}
    old = {entry.id: projects.get((entry.unit, key(entry.name))) for entry in before.ledger.projects}
    alone = next(iter(units)) if len(units) == 1 else ""
    facts = [
        replace(
            fact,
            unit=fact.unit if fact.unit in units else alone,
            project=old.get(fact.project) if fact.project is not None else None,
        )
        for fact in before.ledger.facts
        if fact.year == ledger.year - 1
    ]
    kept = [fact for fact in ledger.facts if fact.year == ledger.year]
    stated: dict[tuple[int, str, str | None], StatedAmount] = {
        (entry.year, entry.item, entry.unit): entry
        for entry in (*ledger.stated, *before.ledger.stated)
        if entry.year >= ledger.year - 1 and (entry.unit is None or entry.unit in units)
    }
    notes = [f"上年数取自 {previous.document.year} 年的文件。"]
    notes += [f"上年文件：{note}" for note in before.notes]
    for margin, total in before.missed:
        notes.append(f"上年文件{margin.said}列示 {yuan(margin.fen)} 元，账套中为 {yuan(total)} 元。")
    return replace(ledger, facts=(*kept, *facts), stated=tuple(stated.values())), notes
