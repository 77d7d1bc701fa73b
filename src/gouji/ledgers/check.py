"""What a ledger must hold before anything is published from it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.ledgers.check_adjustments import adjustment_problems
from gouji.ledgers.check_facts import fact_problems
from gouji.ledgers.check_targets import target_problems
from gouji.ledgers.problems import ERROR, WARNING, LedgerProblem, Places, SheetPlaces, Where
from gouji.ledgers.tables import SHEETS, SheetForm, sheet_of_fact
from gouji.ledgers.words import label
from gouji.lexicon.text import key
from gouji.model.ledger import Ledger

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_KINDS = frozenset({"administrative", "participating", "institution"})
_PARTS = {
    "procurement": ("procurement/goods", "procurement/works", "procurement/services"),
    "three_public/vehicles": ("three_public/vehicles/operating", "three_public/vehicles/purchase"),
    "three_public": ("three_public/abroad", "three_public/reception", "three_public/vehicles"),
}


def check(ledger: Ledger, places: Places | None = None, *, whole: bool = True) -> tuple[LedgerProblem, ...]:
    """Everything that is wrong with a ledger. ``places`` tell where its entries stand; without them they are named as
    they would stand in its workbook. Of a ledger that is not ``whole`` no sums are asked."""
    places = places or workbook_places(ledger)
    return (
        *_department(ledger, whole=whole),
        *_units(ledger, places),
        *_projects(ledger, places, whole=whole),
        *fact_problems(ledger, places, whole=whole),
        *target_problems(ledger, places),
        *_stated(ledger, places),
        *adjustment_problems(ledger, places),
    )


def workbook_places(ledger: Ledger) -> Places:
    """Where the entries of a ledger stand in its workbook."""
    first = 3
    tables: dict[str, list[Where]] = {}
    counts = {"units": len(ledger.units), "projects": len(ledger.projects), "targets": len(ledger.targets)}
    counts |= {"stated": len(ledger.stated), "codes": len(ledger.codes), "adjustments": len(ledger.adjustments)}
    counts["indicators"] = sum(len(target.indicators) for target in ledger.targets)
    for form in SHEETS:
        if form.table in counts:
            sheet = _sheet(form)
            tables[form.table] = [Where(sheet, row) for row in range(first, first + counts[form.table])]
    rows: dict[str, int] = {}
    sheets = {form.name: _sheet(form) for form in SHEETS}
    facts = tables["facts"] = []
    for fact in ledger.facts:
        name = sheet_of_fact(fact.year, fact.side, ledger.year).name
        rows[name] = rows.get(name, first - 1) + 1
        facts.append(Where(sheets[name], rows[name]))
    return Places(tables)


def _sheet(form: SheetForm) -> SheetPlaces:
    return SheetPlaces(form.name, {name: chr(65 + column) for column, name in enumerate(form.fields)})


def _department(ledger: Ledger, *, whole: bool) -> Iterator[LedgerProblem]:
    entry = ledger.department
    if entry.name.startswith(_FORMULA_STARTS):
        yield LedgerProblem(ERROR, f"部门名称以“{entry.name[0]}”开头，会被表格软件当作公式", "部门")
    if entry.year and not _FIRST_YEAR <= entry.year <= _LAST_YEAR:
        yield LedgerProblem(ERROR, f"预算年度 {entry.year} 不合常理", "部门")
    if whole and not ledger.units:
        yield LedgerProblem(ERROR, "没有登记任何单位", "单位")
    if whole and not any(fact.year == ledger.year for fact in ledger.facts):
        yield LedgerProblem(ERROR, f"没有 {ledger.year} 年的任何收支", "支出")
    if entry.scope == "unit" and len(ledger.units) > 1:
        yield LedgerProblem(ERROR, f"公开主体是“单位”，却登记了 {len(ledger.units)} 个单位", "部门")


def name_problem(text: str, what: str) -> str | None:
    """What is wrong with a name that will be printed and exported, None when nothing is."""
    if text.startswith(_FORMULA_STARTS):
        return f"{what}以“{text[0]}”开头，会被表格软件当作公式，请改写"
    if any(ord(character) < 32 and character != "\n" for character in text):
        return f"{what}含有不可见字符，请重新输入"
    return None


def _units(ledger: Ledger, places: Places) -> Iterator[LedgerProblem]:
    ids: dict[str, int] = {}
    names: dict[str, int] = {}
    for index, unit in enumerate(ledger.units):
        wrong = name_problem(unit.name, "单位名称") or name_problem(unit.id, "单位编码")
        if wrong:
            yield places.problem(ERROR, wrong, "units", index, "name")
        if not unit.id or not unit.name:
            yield places.problem(ERROR, "单位要有编码和名称", "units", index, "id")
        if ids.setdefault(unit.id, index) != index:
            yield places.problem(ERROR, f"单位编码“{unit.id}”重复", "units", index, "id")
        if names.setdefault(key(unit.name), index) != index:
            yield places.problem(ERROR, f"单位名称“{unit.name}”重复", "units", index, "name")
        if unit.kind not in _KINDS:
            yield places.problem(ERROR, f"单位性质“{unit.kind}”应是行政、参公或事业", "units", index, "kind")
        for field in ("active_staff", "retired_staff"):
            if (getattr(unit, field) or 0) < 0:
                yield places.problem(ERROR, "人数不能是负数", "units", index, field)


def _projects(ledger: Ledger, places: Places, *, whole: bool) -> Iterator[LedgerProblem]:
    units = {unit.id for unit in ledger.units}
    spent = {fact.project for fact in ledger.facts if fact.project}
    ids: dict[str, int] = {}
    seen: dict[tuple[str, str, str], int] = {}
    for index, entry in enumerate(ledger.projects):
        for text, what, field in (
            (entry.name, "项目名称", "name"),
            (entry.level1, "一级项目", "level1"),
            (entry.type, "项目类型", "type"),
            (entry.id, "项目编码", "id"),
        ):
            wrong = name_problem(text, what)
            if wrong:
                yield places.problem(ERROR, wrong, "projects", index, field)
        if not entry.id or not entry.name:
            yield places.problem(ERROR, "项目要有编码和名称", "projects", index, "id")
        if ids.setdefault(entry.id, index) != index:
            yield places.problem(ERROR, f"项目编码“{entry.id}”重复", "projects", index, "id")
        if not entry.unit and not entry.hidden:
            yield places.problem(WARNING, f"项目“{entry.name}”没有填所属单位", "projects", index, "unit")
        elif entry.unit and entry.unit not in units:
            yield places.problem(ERROR, f"所属单位“{entry.unit}”没有在“单位”表登记", "projects", index, "unit")
        same = (entry.unit, entry.level1, key(entry.name))
        if seen.setdefault(same, index) != index:
            yield places.problem(ERROR, f"单位的项目“{entry.name}”重复登记", "projects", index, "name")
        if whole and entry.id not in spent:
            yield places.problem(WARNING, f"项目“{entry.name}”没有安排支出", "projects", index, "id")


def _stated(ledger: Ledger, places: Places) -> Iterator[LedgerProblem]:
    seen: dict[tuple[int, str, str | None], int] = {}
    units = {unit.id for unit in ledger.units}
    for index, entry in enumerate(ledger.stated):
        same = (entry.year, entry.item, entry.unit)
        if seen.setdefault(same, index) != index:
            yield places.problem(
                ERROR, f"{entry.year}年的“{label('stated', entry.item)}”重复填写", "stated", index, "item"
            )
        if entry.unit is not None and entry.unit not in units:
            yield places.problem(ERROR, f"单位“{entry.unit}”没有在“单位”表登记", "stated", index, "unit")
        if entry.amount < 0:
            yield places.problem(ERROR, "金额不能是负数", "stated", index, "amount")
    for (year, item, unit), index in seen.items():
        parts = [seen.get((year, part, unit)) for part in _PARTS.get(item, ())]
        if parts and all(part is not None for part in parts):
            total = sum(ledger.stated[part].amount for part in parts if part is not None)
            if total != ledger.stated[index].amount:
                message = f"“{label('stated', item)}”不等于其各分项之和"
                yield places.problem(ERROR, message, "stated", index, "amount")
