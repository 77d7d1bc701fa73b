"""A ledger as rows of text, one table after another: what both the workbook and the folder are written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gouji.model.ledger import Fact, Ledger

Row = tuple[str, ...]
"""The values of a table's fields, in order; "" is blank. Amounts are in 元 with two decimals."""

VEHICLE = "车辆："
_ASSETS = (
    *("as_of", "vehicles", "equipment", "equipment_threshold", "house_area", "land_area"),
    *("vehicles_planned", "equipment_planned"),
)
_DEPARTMENT = ("name", "year", "region", "scope", "published_on")


def rows_of(ledger: Ledger, table: str) -> Iterator[Row]:
    """The rows of one table (see ``tables.TABLES``)."""
    return _WRITERS[table](ledger)


def fact_row(fact: Fact) -> Row:
    """A fact as a row of its table."""
    return (
        str(fact.year),
        fact.side,
        fact.unit,
        fact.function or "",
        fact.use or "",
        fact.project or "",
        fact.economic or "",
        fact.fund,
        fact.origin,
        yuan(fact.amount),
        "、".join(sorted(fact.tags)),
        fact.item or "",
        fact.stage or "",
        "yes" if fact.inferred else "",
    )


def yuan(fen: int) -> str:
    """An amount in 分 as 元 with two decimals."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _department(ledger: Ledger) -> Iterator[Row]:
    return ((name, _text(getattr(ledger.department, name))) for name in _DEPARTMENT)


def _units(ledger: Ledger) -> Iterator[Row]:
    return (
        (unit.id, unit.name, unit.kind, _text(unit.active_staff), _text(unit.retired_staff)) for unit in ledger.units
    )


def _projects(ledger: Ledger) -> Iterator[Row]:
    return (
        (entry.id, entry.name, entry.unit, entry.level1, entry.type, "yes" if entry.hidden else "")
        for entry in ledger.projects
    )


def _targets(ledger: Ledger) -> Iterator[Row]:
    for number, target in enumerate(ledger.targets, 1):
        amount = target.amount
        yield (
            str(number),
            target.unit or "",
            target.project or "",
            amount.text if amount else "",
            amount.unit.name if amount else "",
            target.objective or "",
            _text(target.year),
        )


def _indicators(ledger: Ledger) -> Iterator[Row]:
    for number, target in enumerate(ledger.targets, 1):
        for entry in target.indicators:
            yield (
                str(number),
                *map(
                    _text,
                    (
                        *(entry.level1, entry.level2, entry.name, entry.explanation, entry.value),
                        *(entry.operator, entry.number, entry.measure, entry.weight, entry.interim_value),
                    ),
                ),
            )


def _assets(ledger: Ledger) -> Iterator[Row]:
    for name in _ASSETS:
        yield name, _text(getattr(ledger.assets, name))
    for kind, count in ledger.assets.vehicle_kinds:
        yield VEHICLE + kind, str(count)


def _texts(ledger: Ledger) -> Iterator[Row]:
    texts = ledger.texts
    yield from (("function", "", text) for text in texts.functions)
    yield from (("institution", "", text) for text in texts.institutions)
    yield from (("reason", item, text) for item, text in texts.reasons)
    yield from (("term", term, text) for term, text in texts.glossary)


_WRITERS: dict[str, Callable[[Ledger], Iterator[Row]]] = {
    "department": _department,
    "units": _units,
    "projects": _projects,
    "facts": lambda ledger: (fact_row(fact) for fact in ledger.facts),
    "targets": _targets,
    "indicators": _indicators,
    "stated": lambda ledger: (
        (str(entry.year), entry.item, yuan(entry.amount), entry.unit or "") for entry in ledger.stated
    ),
    "assets": _assets,
    "texts": _texts,
    "adjustments": lambda ledger: (
        (entry.unit, entry.approved_on, yuan(entry.more), yuan(entry.less), entry.reason, entry.basis)
        for entry in ledger.adjustments
    ),
    "codes": lambda ledger: iter(ledger.codes),
}
