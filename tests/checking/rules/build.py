"""Small invented disclosures, built by hand: only what a rule looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gouji.checking.findings import Finding
from gouji.checking.rules import all_rules
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import (
    Cell,
    ColumnHead,
    Disclosure,
    DocumentInfo,
    Indicator,
    Panel,
    Place,
    Project,
    RowHead,
    SourceFile,
    Table,
    Target,
)
from gouji.model.money import Unit, parse_amount

YEAR = 2025
OFFICE = "示例市档案馆"


def document(
    *lines: str,
    title: str = f"{OFFICE}{YEAR}年部门预算",
    department: str = OFFICE,
    year: int | None = YEAR,
    kind: str = "budget",
    source: str = "text",
    pages: Sequence[int] = (),
    tables: Iterable[Table] = (),
    targets: Iterable[Target] = (),
    projects: Iterable[Project] = (),
    units: tuple[str, ...] = (),
    contents: tuple[str, ...] = (),
) -> Disclosure:
    """A document of the lines given; ``pages`` are theirs, one for each."""
    places = [Place(pages[n] if pages else None, None if pages else n + 1) for n in range(len(lines))]
    return Disclosure(
        DocumentInfo(title, department, year, kind, "万元", SourceFile(format=source)),
        tuple(tables),
        (),
        tuple(projects),
        tuple(targets),
        units,
        contents,
        (),
        (),
        tuple(zip(lines, places, strict=True)),
    )


def table(
    title: str,
    *rows: tuple[str, ...],
    kind: str | None = None,
    columns: tuple[str, ...] = ("预算数",),
    unit_text: str = "万元",
    notes: tuple[str, ...] = (),
    printed_title: str = "",
    place: Place = Place(),
    coordinates: Coordinates | None = None,
) -> Table:
    """A one-sided table; a row is its label and its amounts, a code printed before the label is split off.
    ``coordinates`` are those of every cell."""
    heads: list[RowHead] = []
    cells: list[Cell] = []
    for number, (label, *amounts) in enumerate(rows):
        match = re.match(r"(\d{3}(?:\d\d){0,2}) (.+)", label)
        code, name = (match.group(1), match.group(2)) if match else (None, label)
        is_unit = re.search(r"(?:馆|中心|局|处)(?:（本级）)?$", name) is not None
        heads.append(RowHead(number, name, code, is_total="合计" in name, place=place, unit=name if is_unit else None))
        for column, text in enumerate(amounts):
            if text:
                amount = parse_amount(text, Unit.TEN_THOUSAND_YUAN)
                cells.append(
                    Cell(f"{title}:{number}:{column}", number, column, amount, text, coordinates, place, number, column)
                )
    panel = Panel(tuple(heads), tuple(ColumnHead(n, (text,)) for n, text in enumerate(columns)), tuple(cells))
    grid = tuple(tuple(row) for row in rows)
    return Table(
        0, title, kind, Unit.TEN_THOUSAND_YUAN, (panel,), grid, 0, notes, place, unit_text, printed_title or title
    )


_VALUE = re.compile(r"(≥|≤|=|>|<)?(\d[\d.]*)(.*)")


def indicator(
    name: str,
    value: str | None = "≥3次",
    *,
    level1: str = "产出指标",
    level2: str = "数量指标",
    explanation: str | None = None,
    weight: str | None = "30",
) -> Indicator:
    """An indicator; the value is split as reading splits it."""
    match = _VALUE.fullmatch(value or "")
    operator, number, measure = match.groups() if match else (None, None, None)
    return Indicator(level1, level2, name, explanation, value, operator, number, measure or None, weight)


def target(
    project: str | None,
    *indicators: Indicator,
    amount: str = "10.00",
    objective: str | None = "整理馆藏档案并向社会开放查阅。",
    unit: str | None = None,
) -> Target:
    """A target of so many 万元."""
    return Target(unit, project, parse_amount(amount, Unit.TEN_THOUSAND_YUAN), objective, indicators)


def project(
    name: str | None, amount: str = "10.00", level1: str | None = "综合管理", unit: str | None = None
) -> Project:
    """A project of so many 万元."""
    return Project("其他运转类", level1, name, unit, parse_amount(amount, Unit.TEN_THOUSAND_YUAN))


def found(code: str, disclosure: Disclosure) -> list[Finding]:
    """What the rule of that code finds. Raises :class:`gouji.checking.rule.Skip` where it does not apply."""
    rule = next(rule for rule in all_rules() if rule.code == code)
    return list(rule.check(disclosure))
