"""What the rows of a panel are about and how deep they stand, from the words and codes they bear, read in order."""

from __future__ import annotations

import re
from os.path import commonprefix

from gouji.lexicon.classification import Classification, System, economic, functional, government_economic
from gouji.lexicon.terms import Meaning, understand, understand_row
from gouji.lexicon.text import bare, key, split_ordinal
from gouji.model.coordinates import Coordinates
from gouji.model.frozen import frozen, replace
from gouji.reading.context import ITEM_KINDS, Context, in_document
from gouji.reading.doubles import told_apart
from gouji.reading.panels import RawPanel, RawRow, is_total_label

_MOST_UNNAMED = 2
_UNIT_CODE = re.compile(r"^[\[【（]?\d{3,12}[\]】）]?[-－—_:：]?(?=\D)")


@frozen
class RowMeaning:
    """Coordinates of a row (None: not understood), its level (0 outermost, None unknown), whether it is a total."""

    coordinates: Coordinates | None
    level: int | None
    is_total: bool
    sure_level: bool = False


def row_meanings(panel: RawPanel, table: Coordinates, context: Context, side: str | None) -> list[RowMeaning]:
    """What each row of a panel is about and how deep it stands. Of several rows that bear nothing at all none is told;
    a single one (or two, of two years) is the whole of its table."""
    if len(panel.rows) > _MOST_UNNAMED and not any(row.label or row.code for row in panel.rows):
        return [RowMeaning(None, None, False) for _ in panel.rows]
    reader = _RowReader(panel, table, context, side)
    meanings = [reader.read(row) for row in panel.rows]
    points = [None if meaning.is_total else meaning.coordinates for meaning in meanings]
    apart = told_apart(panel.rows, points, reader.axis)
    return [replace(m, coordinates=apart[i]) if i in apart else m for i, m in enumerate(meanings)]


class _RowReader:
    """Reads a panel's rows in order, since a name means what it means under the row above it."""

    def __init__(self, panel: RawPanel, table: Coordinates, context: Context, side: str | None) -> None:
        self.context = context
        self.table = table
        self.use: str | None = None
        self.use_level = -1
        self.item: str | None = None
        self.item_level = -1
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
        self.unit_codes = {row.lead.unit_code for row in panel.rows if row.lead.is_unit}
        self.codes_begin = commonprefix(list(self.unit_codes))  # noqa: RUF071 - letters are meant
        self.current_until = self._current_until()
        self.several_units = len({row.lead.unit for row in panel.rows if row.lead.unit}) > 1 or self._units_lead()

    def read(self, row: RawRow) -> RowMeaning:
        if row.ordinal_level is not None and row.ordinal_level <= self.use_level:
            self.use, self.use_level = None, -1
        if row.ordinal_level is not None and row.ordinal_level <= self.item_level:
            self.item, self.item_level = None, -1
        if row.lead.unit and self.several_units:
            self.unit = row.lead.unit
        label = row.label
        total = is_total_label(key(label)) or (not label and not row.code)
        if row.code:
            return self._coded(row)
        meaning = understand_row(label, self.context.kind) if label else Meaning()
        unit = self._unit_name(label)
        if unit is None and row.lead.is_unit and not total:
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
        if row.lead.unit_code and self._is_whole(row):
            return RowMeaning(Coordinates(side=self.side), -2, False)
        level = -1 if row.lead.is_unit or self.coded or self.axis is not None else self._depth(row)
        return RowMeaning(Coordinates(unit=unit, side=self.side), level, False)

    def _units_lead(self) -> bool:
        """Whether the rows of codes stand under the rows of units (and not units under codes): two units or more, each
        once, the first of them before the first code."""
        units = [(row.index, name) for row in self.panel.rows if not row.code and (name := self._unit_name(row.label))]
        first = next((row.index for row in self.panel.rows if row.code), -1)
        names = {name for _, name in units}
        return len(names) == len(units) > 1 and units[0][0] < first and names != {key(self.context.department)}

    def _is_whole(self, row: RawRow) -> bool:
        """Whether a unit's row is the department's: all other units' codes go on from its own."""
        own = row.lead.unit_code
        return bool(self.unit_codes - {own}) and self.codes_begin.startswith(own)

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
        return RowMeaning(self._point(row.code, row.lead.function), self._code_depth(row.code, row), False, True)

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
        found = in_document(meaning, self.context)
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
        if total and found is not None and found.item is None and (item := self._item_here()):
            return RowMeaning(Coordinates(side=self.side, item=item), self._depth(row), True)
        found = self._with_origin(row, found, total)
        if found is not None and row.label.startswith("其中") and self.whole is not None and found.fund is not None:
            inside = self.whole.joined(found)
            found = None if inside == self.whole else inside or found
        elif not total:
            self.whole = found
        if "subset" in meaning.flags and meaning.coordinates == Coordinates():
            return RowMeaning(None, self._depth(row), False)
        if found is not None and found.item in {"three_public", "procurement"} and row.ordinal_level is not None:
            self.item, self.item_level = found.item, row.ordinal_level
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

    def _item_here(self) -> str | None:
        """The item that totals are of: the table's, or the one of the heading row above (一、“三公”经费支出)."""
        if self.item is not None:
            return self.item
        return self.table.item if self.context.kind in ITEM_KINDS else None

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
            return next((index for index, text in enumerate(row.lead.labels) if text), None)
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
    systems = (functional(context.year), economic(context.year), government_economic(context.year))
    weights = (1 + ("功能" in heads), 1 + ("经济" in heads), 1 + ("经济" in heads))
    hits = [
        weight * sum(bool(system.resolve(name)) for name in labels)
        for system, weight in zip(systems, weights, strict=True)
    ]
    return systems[hits.index(max(hits))] if any(hits) else None


def _is_class_name(meaning: Meaning, axis: Classification | None, label: str) -> bool:
    """Economic items such as 公务接待费 or 会议费, and 国有资本经营预算支出 among the functional classes, are words of
    their own elsewhere."""
    if axis is None:
        return False
    if axis.system is System.FUNCTIONAL and meaning.coordinates.fund and meaning.coordinates.side == "expenditure":
        return any(len(code) == 3 for code in axis.resolve(bare(label)))
    return meaning.coordinates.item is not None and meaning.coordinates.item.startswith(
        ("three_public/", "meetings", "training", "entrusted")
    )


def _sums_a_side(label: str) -> bool:
    name = key(label)
    return name.endswith(("合计", "总计")) and not name.startswith("其中")


def _staircase(panel: RawPanel) -> bool:
    """Whether rows of different depth fill different label columns (类型 | 一级项目 | 二级项目)."""
    if len(panel.label_columns) < 2:
        return False
    firsts = [next((i for i, text in enumerate(row.lead.labels) if text), None) for row in panel.rows]
    depths = {first for first in firsts if first is not None}
    return len(depths) > 1
