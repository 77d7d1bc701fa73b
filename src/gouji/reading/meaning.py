"""Coordinates of a panel's rows and columns, from the words and codes they bear and the table they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.lexicon.classification import Classification, System, economic, functional, government_economic
from gouji.lexicon.terms import Meaning, glean, understand, understand_row
from gouji.lexicon.text import bare, key, split_ordinal, tidy
from gouji.model.coordinates import Coordinates
from gouji.reading.headers import Column
from gouji.reading.panels import RawPanel, RawRow, is_total_label


_UNIT_CODE = re.compile(r"^[\[【（]?\d{3,12}[\]】）]?[-－—_:：]?(?=\D)")
_ITEM_KINDS = frozenset({"three_public", "procurement", "agency_operating"})
"""Kinds of tables whose amounts are of an item that is no partition of expenditure."""
_OTHER_KINDS = frozenset({"entrusted_services", "assets"})
"""Kinds of tables whose amounts are of no point of the budget."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a panel is looked at: the document's year and kind, its units, the table's title and kind."""

    year: int | None
    final_accounts: bool
    units: frozenset[str]
    title: str
    kind: str | None
    department: str = ""


@dataclass(frozen=True, slots=True)
class RowMeaning:
    """Coordinates of a row (None: not understood), its level (0 outermost, None unknown), whether it is a total."""

    coordinates: Coordinates | None
    level: int | None
    is_total: bool
    sure_level: bool = False


def table_coordinates(context: Context) -> Coordinates:
    """What the title restricts: 一般公共预算基本支出表 is fund general_public_budget, use basic, side expenditure."""
    meaning = glean(context.title)
    found = meaning.coordinates
    if "both_sides" in meaning.flags:
        found = replace(found, side=None)
    if context.kind in _ITEM_KINDS:
        found = Coordinates(item=None if _lists_more(context) else found.item)
    elif context.kind == "basic_expenditure":
        found = replace(found, economic=_class_in_title(context))
    elif context.kind in _OTHER_KINDS or found.item is not None:
        found = Coordinates()
    if context.kind == "projects":
        found = replace(found, side="expenditure", use="project")
    return replace(found, stage="final" if context.final_accounts else None, origin=None, year=context.year)


def _class_in_title(context: Context) -> str | None:
    """The economic class a table of basic expenditure is confined to by its title (工资福利支出), if there is one."""
    title = key(context.title)
    system = economic(context.year)
    found = [code for code in system.children() if code < "304" and any(key(name) in title for name in system.names(code))]
    return found[0] if len(found) == 1 else None


def title_tells(context: Context) -> bool:
    """Whether the title says what the table's amounts are of. Where it does not, only rows that say it themselves have
    a point: a total of bought services or of nobody knows what is not the total of the budget."""
    meaning = glean(context.title)
    if context.kind in _ITEM_KINDS:
        return meaning.coordinates.item is not None and not _lists_more(context)
    if context.kind in _OTHER_KINDS:
        return False
    said = meaning.coordinates.without("side") != Coordinates() or "both_sides" in meaning.flags
    return context.kind is not None or said


def _lists_more(context: Context) -> bool:
    """Whether a table of “三公” also lists what is none of them, so that its totals may be of all."""
    return context.kind == "three_public" and any(word in context.title for word in ("会议费", "培训费", "机构运行", "运行经费"))


def column_coordinates(column: Column, context: Context) -> Coordinates | None:
    """What a column's header path restricts, or None when some word of it is not understood, or it is no amount of a
    point (changes, rates)."""
    joined = Coordinates()
    for text in column.path:
        meaning = understand(text)
        if meaning is None or meaning.flags & {"change", "percent", "count"}:
            return None
        part = _of_document(meaning, context)
        if part is None:
            return None
        if part.side == "expenditure" and part.origin == "current" and "当年" not in text:
            part = replace(part, origin=None)
        both = joined.joined(part)
        if both is None or (text.startswith("其中") and both == joined and joined != Coordinates()):
            return None
        joined = both
    return joined


def without_partial_sums(columns: Sequence[Column], points: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """The points, a subtotal's taken away where it is the sum of its group only: 本年拨款/小计 beside a group of its own
    for 单位资金 is not all the money of this year."""
    found = list(points)
    for index, (column, point) in enumerate(zip(columns, points, strict=True)):
        if point is None or point.fund is not None or len(column.path) < 2 or not _is_subtotal(column):
            continue
        group = column.path[:-1]
        apart = [p for c, p in zip(columns, points, strict=True) if c.path[: len(group)] != group]
        if any(p is not None and p.fund is not None and p.origin in {None, point.origin} for p in apart):
            found[index] = None
    return found


def _is_subtotal(column: Column) -> bool:
    meaning = understand(column.leaf)
    return meaning is not None and "total" in meaning.flags and meaning.coordinates == Coordinates()


def _of_document(meaning: Meaning, context: Context) -> Coordinates | None:
    """A meaning's coordinates with the year and stage it has in this document."""
    found = meaning.coordinates
    if found.fund == "?":
        return None
    stage = found.stage
    if stage == "budget?":
        stage = "budget" if context.final_accounts else None
    elif stage is not None and not context.final_accounts and (meaning.year is None or meaning.year == context.year):
        stage = None if stage == "budget" else stage
    year = meaning.year
    if year is None and "previous" in meaning.flags and found.origin is None and context.year is not None:
        year = context.year - 1
    return replace(found, stage=stage, year=year)


def sided(columns: Sequence[Coordinates | None]) -> list[Coordinates | None] | None:
    """The columns of a table that follows money from what was left over and came in to what was spent and is left:
    each on its side. None for any other table."""
    known = [c for c in columns if c is not None]
    sides = {c.side for c in known if c.origin is None or c.side is not None}
    carried = any(c.origin == "carried_over" for c in known)
    if not ({"revenue", "expenditure"} <= sides and (carried or any(c.item == "carried_forward" for c in known))):
        return None
    return [replace(c, side="revenue") if c is not None and c.origin and c.side is None else c for c in columns]


def without_fund_of_items(columns: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """Beside each other, an item of “三公” with the fund it is paid from and others that do not say it are one list."""
    items = [c.item for c in columns if c is not None and c.item is not None and c.item.startswith("three_public")]
    years = {(c.year, c.stage, c.item) for c in columns if c is not None and c.item in items}
    if not items or len(years) != len(items):
        return list(columns)
    return [c.without("fund", "side", "use") if c is not None and c.item in items else c for c in columns]


def with_current(columns: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """Beside columns of 上年结转 or of 本年收入合计 the columns of a fund are this year's, though they do not say so."""
    said = any(
        c is not None and c.origin is not None and (c.origin == "carried_over" or c.fund is None) for c in columns
    )
    if not said:
        return list(columns)
    return [
        replace(c, origin="current") if c is not None and c.fund is not None and c.origin is None else c
        for c in columns
    ]


def cell_coordinates(
    table: Coordinates,
    row: Coordinates | None,
    column: Coordinates | None,
    column_splits: frozenset[str],
    told: bool,
) -> Coordinates | None:
    """A cell's coordinates: row and column restrict what the table says; where they speak of the same dimension the
    finer one counts, a contradiction is not understood, and a dimension the columns split is theirs alone. ``told`` is
    :func:`title_tells`."""
    if row is None or column is None:
        return None
    if not told and row.item is None and column.item is None:
        return None
    if column.item is not None and row.item is not None and row.item == table.item:
        row = row.without("item")
    if column_splits:
        row = row.without(*(name for name in ("origin", "side") if name in column_splits))
    both = row.joined(column)
    if both is None:
        return None
    base = table
    for name in ("item", "fund", "side", "use", "stage", "year", "origin"):
        mine = getattr(both, name)
        if mine is not None and getattr(base, name) is not None and base.joined(Coordinates(**{name: mine})) is None:
            base = base.without(name)
    if _is_no_part(both.item):
        base = base.without("fund", "side", "use")
    found = base.joined(both)
    return found.without("side", "use") if found is not None and _is_no_part(found.item) else found


def _is_no_part(item: str | None) -> bool:
    """Whether an item is no part of expenditure by use, side or fund of its table."""
    return item is not None and item.startswith(("three_public", "agency", "procurement", "meetings", "training"))


def row_meanings(panel: RawPanel, table: Coordinates, context: Context, side: str | None) -> list[RowMeaning]:
    """What each row of a panel is about and how deep it stands."""
    reader = _RowReader(panel, table, context, side)
    return _without_doubles(panel, [reader.read(row) for row in panel.rows])


def _without_doubles(panel: RawPanel, meanings: list[RowMeaning]) -> list[RowMeaning]:
    """Two rows of one panel cannot be one point: where they would be, neither is taken for it (a code at two names, an
    office listed under several headings)."""
    seen: dict[Coordinates, list[int]] = {}
    for index, meaning in enumerate(meanings):
        point = meaning.coordinates
        if point is not None and not meaning.is_total and point.as_dict().keys() - {"side"}:
            seen.setdefault(point, []).append(index)
    for doubles in seen.values():
        if len(doubles) > 1:
            for index in doubles:
                meanings[index] = replace(meanings[index], coordinates=None)
    return meanings


class _RowReader:
    """Reads a panel's rows in order, since a name means what it means under the row above it."""

    def __init__(self, panel: RawPanel, table: Coordinates, context: Context, side: str | None) -> None:
        self.context = context
        self.table = table
        self.use: str | None = None
        self.use_level = -1
        self.side = side or table.side
        self.panel = panel
        self.axis = _axis(panel, context)
        self.coded = sum(row.code is not None for row in panel.rows) * 2 > len(panel.rows)
        self.staircase = _staircase(panel)
        self.whole: Coordinates | None = None
        self.above: list[str] = []
        self.named = ""
        self.unit: str | None = None
        self.outer: int | None = None
        self.origin: str | None = None
        self.current_until = self._current_until()
        self.several_units = len({row.unit for row in panel.rows if row.unit}) > 1

    def read(self, row: RawRow) -> RowMeaning:
        if row.ordinal_level is not None and row.ordinal_level <= self.use_level:
            self.use, self.use_level = None, -1
        if row.unit and self.several_units:
            self.unit = row.unit
        label = row.label
        total = is_total_label(key(label)) or (not label and not row.code)
        if row.code:
            return self._coded(row)
        meaning = understand_row(label, self.context.kind) if label else Meaning()
        unit = self._unit_name(label)
        if unit is None and row.is_unit and not total:
            unit = _UNIT_CODE.sub("", key(label))
        if unit is not None:
            return self._united(row, unit)
        if self.context.kind == "projects" and not total and not (meaning and "total" in meaning.flags):
            return self._project(row)
        if meaning is not None and not _is_class_name(meaning, self.axis, label):
            return self._worded(row, meaning, total)
        if self.axis is not None:
            code = self._resolve(label)
            if code is not None:
                self.above = [*(c for c in self.above if code.startswith(c) and c != code), code]
                return RowMeaning(self._point(code), self._code_depth(code, row), False, True)
        return RowMeaning(None, self._depth(row), total, self.staircase)

    def _united(self, row: RawRow, unit: str) -> RowMeaning:
        self.unit = unit if unit != key(self.context.department) else None
        if row.unit_code and self._is_whole(row):
            return RowMeaning(Coordinates(side=self.side), -2, False)
        level = -1 if row.is_unit or self.coded or self.axis is not None else self._depth(row)
        return RowMeaning(Coordinates(unit=unit, side=self.side), level, False)

    def _is_whole(self, row: RawRow) -> bool:
        """Whether a unit's row is the department's: all other units' codes go on from its own."""
        others = [r.unit_code for r in self.panel.rows if r.is_unit and r.unit_code != row.unit_code]
        return bool(others) and all(code.startswith(row.unit_code) for code in others)

    def _current_until(self) -> int:
        """The row of 本年收入合计 or of 上年结转: the sources of funds before it are this year's."""
        if self.side != "revenue":
            return -1
        for row in self.panel.rows:
            meaning = understand(row.label)
            if meaning is None or (row.index == 0 and "total" in meaning.flags):
                continue
            origin = meaning.coordinates.origin
            if origin == "carried_over" or (origin == "current" and "total" in meaning.flags):
                return row.index
        return -1

    def _coded(self, row: RawRow) -> RowMeaning:
        assert row.code is not None
        if self.above == [row.code] and self._is_under_code(row):
            return RowMeaning(None, self._code_depth(row.code, row) + 1, False, True)
        self.above = [row.code]
        self.named = row.label
        return RowMeaning(self._point(row.code, row.function), self._code_depth(row.code, row), False, True)

    def _is_under_code(self, row: RawRow) -> bool:
        """Whether a row that repeats the code above it is something under it (a project), not the code misprinted:
        the row above bears the code's name, this one a name of no code."""
        if self.axis is None or row.code is None or self.axis.resolve(bare(row.label)):
            return False
        return bare(self.named) in {key(name) for name in self.axis.names(row.code)}

    def _code_depth(self, code: str, row: RawRow) -> int:
        """A class stands outermost, unless under a worded row such as 一、本年支出."""
        under = 0 if self.outer is None or row.ordinal_level == 0 else self.outer + 1
        return under + (len(code) - 3) // 2

    def _point(self, code: str, function: str | None = None) -> Coordinates:
        unit = key(self.unit) if self.unit and self.several_units else None
        if code.startswith("2"):
            return Coordinates(function=code, unit=unit, use=self.use)
        return Coordinates(function=function, economic=code, unit=unit, use=self.use)

    def _worded(self, row: RawRow, meaning: Meaning, total: bool) -> RowMeaning:
        found = _of_document(meaning, self.context)
        if found is not None and self.side == "expenditure" and found.origin == "current":
            found = replace(found, origin=None)
        if found is not None and found.side is None and self.side:
            found = replace(found, side=self.side)
        total = total or "total" in meaning.flags or _sums_a_side(row.label)
        if found is not None and "both_sides" in meaning.flags:
            total = True
            if self.side == "expenditure":
                found = replace(found, item="grand_total")
        if total and bare(row.label) in {"总计", "总额"} and self.side == "expenditure" and self._is_second_total():
            found = found and replace(found, item="grand_total")
        if meaning.flags & {"change", "percent", "count"}:
            return RowMeaning(None, self._depth(row), False)
        if total and self.table.item is not None and self.context.kind in _ITEM_KINDS and found is not None and found.item is None:
            return RowMeaning(Coordinates(side=self.side, item=self.table.item), self._depth(row), True)
        found = self._with_origin(row, found, total)
        if found is not None and row.label.startswith("其中") and self.whole is not None and found.fund is not None:
            inside = self.whole.joined(found)
            found = None if inside == self.whole else inside or found
        elif not total:
            self.whole = found
        if "subset" in meaning.flags and meaning.coordinates == Coordinates():
            return RowMeaning(None, self._depth(row), False)
        self.above = []
        depth = None if total else self._depth(row)
        self.use, self.use_level = None, -1
        if not total and found is not None and found.use is not None:
            if self.coded and depth is None:
                depth = 0
            if self.coded or row.ordinal_level is not None:
                self.use, self.use_level = found.use, -1 if row.ordinal_level is None else row.ordinal_level
        self.outer = depth
        return RowMeaning(found, depth, total)

    def _with_origin(self, row: RawRow, found: Coordinates | None, total: bool) -> Coordinates | None:
        """The origin a row has from where it stands: under 上年结转, or above 本年收入合计."""
        if total or found is None:
            self.origin = None
            return found
        if found.origin is not None:
            self.origin = found.origin
        elif found.fund is not None and self.origin is not None:
            return replace(found, origin=self.origin)
        elif found.fund is not None and row.index < self.current_until:
            return replace(found, origin="current")
        return found

    def _is_second_total(self) -> bool:
        return any("支出合计" in row.label for row in self.panel.rows)

    def _resolve(self, label: str) -> str | None:
        assert self.axis is not None
        level = split_ordinal(label)[0]
        name = bare(label)
        if level == 0 or not self.above:
            top = [code for code in self.axis.resolve(name) if len(code) == 3]
            if len(top) == 1:
                return top[0]
        for prefix in sorted(self.above, key=len, reverse=True):
            found = [c for c in self.axis.resolve(name, prefix) if c != prefix]
            found = [c for c in found if len(c) == len(prefix) + 2] or found
            if len(found) == 1:
                return found[0]
        every = self.axis.resolve(name)
        for length in (3, 5, 7):
            shorter = [code for code in every if len(code) == length]
            if len(shorter) == 1:
                return shorter[0]
            if shorter:
                return None
        return None

    def _unit_name(self, label: str) -> str | None:
        name = _UNIT_CODE.sub("", key(label))
        return name if name in self.context.units or name == key(self.context.department) else None

    def _project(self, row: RawRow) -> RowMeaning:
        level = self._depth(row)
        return RowMeaning(None, level, is_total_label(key(row.label)), self.staircase)

    def _depth(self, row: RawRow) -> int | None:
        if self.staircase:
            return next((index for index, text in enumerate(row.labels) if text), None)
        if row.ordinal_level is not None:
            return max(row.ordinal_level, 0)
        if row.label.startswith("其中"):
            return None
        return None


def _axis(panel: RawPanel, context: Context) -> Classification | None:
    """The classification whose names (or codes) the rows bear, by majority; None when neither."""
    if context.kind == "three_public":
        return None
    heads = " ".join(text for column in panel.label_columns for text in column.path) + context.title
    labels = [bare(row.label) for row in panel.rows if row.label]
    codes = [row.code for row in panel.rows if row.code]
    if any(code.startswith("5") for code in codes):
        return government_economic(context.year)
    by_function = sum(bool(functional(context.year).resolve(name)) for name in labels)
    by_economy = sum(bool(economic(context.year).resolve(name)) for name in labels)
    if "经济" in heads:
        by_economy *= 2
    if "功能" in heads:
        by_function *= 2
    if max(by_function, by_economy) == 0:
        return None
    return functional(context.year) if by_function >= by_economy else economic(context.year)


def _is_class_name(meaning: Meaning, axis: Classification | None, label: str) -> bool:
    """Economic items such as 公务接待费 or 会议费, and 国有资本经营预算支出 among the functional classes, are words of
    their own elsewhere."""
    if axis is None:
        return False
    if axis.system is System.FUNCTIONAL and meaning.coordinates.fund and meaning.coordinates.side == "expenditure":
        return any(len(code) == 3 for code in axis.resolve(bare(label)))
    return (
        meaning.coordinates.item is not None
        and meaning.coordinates.item.startswith(("three_public/", "meetings", "training", "entrusted"))
    )


def _sums_a_side(label: str) -> bool:
    name = key(label)
    return name.endswith(("合计", "总计")) and not name.startswith("其中")


def _staircase(panel: RawPanel) -> bool:
    """Whether rows of different depth fill different label columns (类型 | 一级项目 | 二级项目)."""
    if len(panel.label_columns) < 2:
        return False
    firsts = [next((i for i, text in enumerate(row.labels) if text), None) for row in panel.rows]
    depths = {first for first in firsts if first is not None}
    return len(depths) > 1


def side_of_panel(panel: RawPanel, table: Coordinates, alone: bool) -> str | None:
    """The side a panel stands on: what its headers say, else what the title says, else what its rows say."""
    words = [tidy(text) for column in (*panel.label_columns, *panel.columns) for text in column.path[:1]]
    if any("支出" in word for word in words) and not any("收入" in word for word in words):
        return "expenditure"
    if any("收入" in word for word in words) and not any("支出" in word for word in words):
        return "revenue"
    if alone and table.side:
        return table.side
    labels = "".join(row.label for row in panel.rows)
    revenue, expenditure = labels.count("收入"), labels.count("支出")
    if revenue != expenditure:
        return "revenue" if revenue > expenditure else "expenditure"
    return table.side


def split_dimensions(columns: Sequence[Coordinates | None]) -> frozenset[str]:
    """The dimensions in which the columns of a panel differ."""
    known = [column for column in columns if column is not None]
    return frozenset(name for name in ("origin", "fund", "use", "side") if len({getattr(column, name) for column in known}) > 1)
