"""G22x: rows of tables printed twice or left out, as far as the rows themselves tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.lexicon.text import bare, key
from gouji.model.disclosure import Disclosure, Panel, RowHead, Table

_CODE = re.compile(r"[235]\d\d(?:\d\d){0,2}")
_FEWEST = 2
"""So many other classes must be printed with all their levels before one that is not is called incomplete."""
_LEAST_NUMBERS = 6
_CHINESE = {letter: value for value, letter in enumerate("一二三四五六七八九", 1)}
_ORDINAL = re.compile(r"^\s*(?P<mark>[（(]?)(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]")


def _printed(panel: Panel) -> dict[int, dict[int, str]]:
    """Row → column → what is printed there, of amounts that are not nought."""
    found: dict[int, dict[int, str]] = {}
    for cell in panel.cells:
        if cell.amount is not None and not cell.amount.is_zero:
            found.setdefault(cell.row, {})[cell.column] = cell.amount.text
    return found


def _at(table: Table, row: RowHead) -> FindingPlace:
    return FindingPlace(table.title, f"{row.code or ''}{row.label}", "", row.place)


@rule("G221", "行重复", Level.WARNING, basis="预算法第四十六条")
def repeated_row(disclosure: Disclosure) -> Iterator[Finding]:
    """同一行不应在一张表中接连印两次。

    例如“卫生健康支出 85.15”接连印了两行，合计就不等于各行之和，应删去一行或改正名称。部门与本级同名的两行不算。
    """
    offices = {bare(name) for name in (disclosure.document.department, *disclosure.units)}
    for table in disclosure.tables:
        if table.kind in {"projects", "performance"}:
            continue
        for panel in table.panels:
            printed = _printed(panel)
            rows = [
                row
                for row in panel.rows
                if row.index in printed
                and key(row.label)
                and not row.is_total
                and (row.code or not (bare(row.label) in offices or (row.coordinates and row.coordinates.unit)))
            ]
            for one, other in pairwise(rows):
                same = (one.code, bare(one.label), one.unit) == (other.code, bare(other.label), other.unit)
                if same and printed[one.index] == printed[other.index]:
                    yield repeated_row.finding(
                        f"《{table.title}》“{one.code or ''}{one.label}”接连印了两行，金额也相同，请核对是否重复",
                        _at(table, one),
                        _at(table, other),
                        values=tuple(printed[one.index].values()),
                    )


@rule("G222", "科目的级次不全", Level.WARNING, basis="预算法第四十六条（支出按功能分类列到项）")
def incomplete_levels(disclosure: Disclosure) -> Iterator[Finding]:
    """一张表中别的科目都列了类、款、项各级，缺其中一级的科目可能漏了一行。

    例如各款之下都列有项，只有“20805 行政事业单位养老支出”之下没有项，应补列。
    """
    seen = False
    for table in disclosure.tables:
        for panel in table.panels:
            printed = _printed(panel)
            coded = {code: row for row in panel.rows if row.index in printed and (code := _code(row))}
            if len(coded) < _FEWEST + 2:
                continue
            seen = True
            yield from _without_parent(table, coded)
            yield from _without_children(table, coded)
    if not seen:
        raise Skip("各表没有列到下级科目")


def _code(row: RowHead) -> str | None:
    """The class a row is printed for: its code, or what its name says."""
    if row.code is not None:
        return row.code if _CODE.fullmatch(row.code) else None
    point = row.coordinates
    return None if point is None or point.item is not None else point.function or point.economic


def _without_parent(table: Table, coded: Mapping[str, RowHead]) -> Iterator[Finding]:
    for digits in (7, 5):
        parents = {code[:-2] for code in coded if len(code) == digits}
        missing = [parent for parent in parents if parent not in coded]
        if len(missing) == 1 and len(parents) > _FEWEST:
            children = [coded[code] for code in coded if code[:-2] == missing[0]]
            yield incomplete_levels.finding(
                f"《{table.title}》别的科目都列有上一级，“{children[0].code or ''}{children[0].label}”的上一级"
                f"{missing[0]}没有列出，可能漏了一行，请核对",
                *(_at(table, row) for row in children),
                values=(missing[0],),
            )


def _without_children(table: Table, coded: Mapping[str, RowHead]) -> Iterator[Finding]:
    for digits in (3, 5):
        whole = [code for code in coded if len(code) == digits]
        parents = {code[:digits] for code in coded if len(code) == digits + 2}
        missing = [code for code in whole if code not in parents]
        if len(missing) == 1 and len(whole) > _FEWEST:
            row = coded[missing[0]]
            yield incomplete_levels.finding(
                f"《{table.title}》别的科目都列有下一级，只有“{row.code or ''}{row.label}”没有，可能漏了一行，请核对",
                _at(table, row),
                values=(missing[0],),
            )


_PARTS = {
    "three_public": {"abroad": "因公出国（境）费", "reception": "公务接待费", "vehicles": "公务用车购置及运行费"},
    "three_public/vehicles": {"purchase": "公务用车购置费", "operating": "公务用车运行费"},
}
"""“三公”经费 and what it consists of (财预〔2016〕143号)."""


@rule("G224", "“三公”经费表缺行", Level.WARNING, basis="财预〔2016〕143号（条文未核）")
def missing_three_public(disclosure: Disclosure) -> Iterator[Finding]:
    """“三公”经费表应分别列出因公出国（境）、公务接待、公务用车购置和公务用车运行。

    例如列了公务用车费和其中的购置费，没有列运行费，应补列；没有安排的列零。
    """
    applies = False
    for table in disclosure.tables:
        for panel in table.panels:
            printed = _printed(panel)
            if any(row.coordinates is None and row.index in printed for row in panel.rows):
                continue
            items = {row.coordinates.item: row for row in panel.rows if row.coordinates and row.coordinates.item}
            for whole, parts in _PARTS.items():
                missing = [name for part, name in parts.items() if f"{whole}/{part}" not in items]
                if whole not in items or len(missing) == len(parts):
                    continue
                applies = True
                if len(missing) == 1:
                    yield missing_three_public.finding(
                        f"《{table.title}》没有列“{missing[0]}”一行，请补列；没有安排的列零",
                        _at(table, items[whole]),
                        *(_at(table, items[f"{whole}/{part}"]) for part in parts if f"{whole}/{part}" in items),
                    )
    if not applies:
        raise Skip("没有按行列示的“三公”经费表")


@rule("G223", "行次不连续", Level.WARNING)
def broken_numbers(disclosure: Disclosure) -> Iterator[Finding]:
    """行次、序号应当连续，缺号或重号说明漏了一行或多了一行。

    例如行次印作“……12、13、15……”，缺第14行。
    """
    for table in disclosure.tables:
        for column in range(max((len(row) for row in table.grid), default=0)):
            texts = [row[column].strip() if column < len(row) else "" for row in table.grid[table.header_rows :]]
            filled = [text for text in texts if text]
            if len(filled) < _LEAST_NUMBERS or not all(len(text) <= 3 and text.isdecimal() for text in filled):
                continue
            for wrong in _breaks([int(text) for text in filled]):
                yield broken_numbers.finding(
                    f"《{table.title}》的行次{wrong}，请核对是否漏行或重复",
                    FindingPlace(table.title, "", "", table.place),
                )
        for panel in table.panels:
            yield from _ordinals(table, panel)


def _breaks(numbers: Sequence[int]) -> Iterator[str]:
    """The one place at which consecutive numbers skip one or repeat one; nothing where they run in another way."""
    steps = [(one, other) for one, other in pairwise(numbers) if other - one != 1]
    if len(steps) == 1:
        one, other = steps[0]
        if other - one == 2:
            yield f"缺{one + 1}"
        elif other == one:
            yield f"{one}重复"


def _ordinals(table: Table, panel: Panel) -> Iterator[Finding]:
    """一、二、四、: rows under one head whose ordinals skip or repeat one."""
    runs: dict[str, list[tuple[int, RowHead]]] = {}
    for row in panel.rows:
        match = _ORDINAL.match(row.label)
        if match is None:
            continue
        mark = match["mark"] + ("数" if match["number"].isdigit() else "字")
        number = _value(match["number"])
        run = runs.get(mark)
        if run is None or number == 1:
            yield from _of_run(table, run or ())
            runs[mark] = [(number, row)]
        else:
            run.append((number, row))
    for run in runs.values():
        yield from _of_run(table, run)


def _of_run(table: Table, run: Sequence[tuple[int, RowHead]]) -> Iterator[Finding]:
    numbers = [number for number, _ in run]
    if len(numbers) < 3 or numbers[0] != 1:
        return
    for wrong in _breaks(numbers):
        at = next(i for i, (one, other) in enumerate(pairwise(numbers)) if other - one != 1)
        yield broken_numbers.finding(
            f"《{table.title}》各行的序号{wrong}，请核对是否漏行或重复",
            _at(table, run[at][1]),
            _at(table, run[at + 1][1]),
        )


def _value(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE.get(text, 0)
    return (_CHINESE.get(tens, 1) if tens else 1) * 10 + _CHINESE.get(ones, 0)
