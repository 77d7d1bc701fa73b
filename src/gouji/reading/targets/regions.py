"""Which blocks of a document are target tables, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.lexicon.targets import header_role, is_target_title, is_whole_title, level1_of, level2_of
from gouji.lexicon.text import key, split_ordinal
from gouji.model.money import UNITS_BY_TEXT, Unit
from gouji.reading.source import Block, Grid, Paragraph
from gouji.reading.targets.align import weight_of
from gouji.reading.targets.layout import (
    MAX_HEADER_DEPTH,
    Header,
    Row,
    is_indicator_header,
    is_list_header,
    list_header,
    roles_of,
    rows_of,
)
from gouji.reading.targets.lines import continues

_BEGINNING = frozenset({"objective", "level1", "level2", "name", "explanation"})
"""No target table begins without one of these headers."""
LIST, FORM, WHOLE = "list", "form", "whole"

_UNIT = re.compile(r"单位[:：]?(?:人民币)?(万元|千元|亿元|元)|[（(](万元|千元|亿元|元)[)）]")
_SIDE_LINE = re.compile(
    r"^(?:第?[-—\s\d]+页?|[（(]?\d{4}年度?[)）]?|单位[:：].{1,6}|(?:部门|预算部门|预算单位|单位|编制单位|填报单位|部门名称|单位名称|项目名称)"
    r"(?:名称|[（(]公章[)）])?[:：].{0,60}|(?:填表人|填报人|联系人|联系电话|审核人|填报日期).{0,60}|(?:公开|预算)?表[\d\-—]+.{0,4})$"
)
_DIGIT = re.compile(r"\d")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_OTHER_TABLE = re.compile(r"(?:表|情况|说明)(?:[（(].{0,12}[)）])?$")


@dataclass(slots=True)
class Region:
    """Grids of one list, or of consecutive forms, with their block indexes; ``around`` are its title and unit lines."""

    kind: str
    grids: list[tuple[int, Grid]] = field(default_factory=list)
    around: set[int] = field(default_factory=set)
    headers: list[Header | None] = field(default_factory=list)
    unit: Unit | None = None

    @property
    def is_amount_table(self) -> bool:
        """Whether the table prints more amounts than the targets' own and no indicators in columns: its amounts are
        to be checked like any table's."""
        headers = [header for header in self.headers if header]
        return self.kind == LIST and any(header.funds >= 2 and not header.has("name") for header in headers)


def find_regions(blocks: Sequence[Block]) -> list[Region]:
    """The target tables of a document in order."""
    regions: list[Region] = []
    current: Region | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            current = _region_of(block, regions, current)
            if current is not None:
                current.grids.append((index, block))
        elif current is not None and (_closes(block.text) or is_whole_title(block.text)):
            current = None
    for region in regions:
        _surround(region, blocks)
    return regions


def _region_of(grid: Grid, regions: list[Region], current: Region | None) -> Region | None:
    """The region this grid belongs to, newly begun or continued; None when it is no target table."""
    if current is None and not any(header_role(cell.text) in _BEGINNING for row in grid.rows for cell in row):
        return None
    rows = rows_of(grid)
    header = list_header(rows)
    if header is not None:
        if current is None or current.kind != LIST or not _same_table(current, header):
            current = _begin(LIST, regions)
    elif form_starts(rows) and (_has_indicator_header(rows) or _has_objective(rows)):
        if current is None or current.kind != FORM:
            current = _begin(FORM, regions)
    elif _has_indicator_header(rows):
        if current is None or current.kind == LIST or _begins_whole(rows):
            current = _begin(WHOLE, regions)
    elif current is None or not _continues_table(rows, current):
        return None
    current.headers.append(header)
    return current


def _begin(kind: str, regions: list[Region]) -> Region:
    region = Region(kind)
    regions.append(region)
    return region


def _begins_whole(rows: Sequence[Row]) -> bool:
    """Whether rows that name no project begin the form of a whole department: its title or its name stands first."""
    for row in rows[:MAX_HEADER_DEPTH]:
        if is_indicator_header(row):
            return False
        if row.fields and (
            is_whole_title(row.fields[0].text) or header_role(row.fields[0].text) in {"unit", "department"}
        ):
            return True
    return False


def _same_table(region: Region, header: Header) -> bool:
    last = next((each for each in reversed(region.headers) if each), None)
    return last is not None and set(last.roles()) - {"other"} == set(header.roles()) - {"other"}


def form_starts(rows: Sequence[Row]) -> list[int]:
    """The rows in which a form names its project."""
    return [index for index, row in enumerate(rows) if _names_project(row)]


def _names_project(row: Row) -> bool:
    """Whether a row's first field is the label 项目名称 (with its value behind a colon, or in the next field)."""
    if not row.fields or is_list_header(row) or is_indicator_header(row):
        return False
    label = key(row.fields[0].text)
    name, colon, _ = label.partition(":")
    if header_role(label if label.endswith(":") or not colon else name) != "project" or name == "项目":
        return False
    return len(roles_of(row)) <= 3


def _has_indicator_header(rows: Sequence[Row]) -> bool:
    return any(is_indicator_header(row) for row in rows)


def _has_objective(rows: Sequence[Row]) -> bool:
    return any(role == "objective" for row in rows for _, role in roles_of(row)) and len(rows) >= 4


def _continues_table(rows: Sequence[Row], region: Region) -> bool:
    filled = [row for row in rows if row.fields]
    if not filled:
        return False
    if any(_is_indicator(row) for row in filled):
        return True
    if len(filled) <= 2 and all(continues(row) for row in filled):
        return any(len(field.text) > 4 for row in filled for field in row.fields)
    header = next((each for each in reversed(region.headers) if each), None)
    return (
        header is not None
        and not header.has("name")
        and any(len(field.text) > 25 for row in filled for field in row.fields)
        and not any(header_role(field.text) for field in filled[0].fields)
    )


def _is_indicator(row: Row) -> bool:
    levels = sum(level1_of(field.text) is not None or level2_of(field.text) is not None for field in row.fields)
    if not levels or len(row.fields) < 3:
        return False
    return len(row.fields) >= 4 or any(weight_of(each.text) or _DIGIT.search(each.text) for each in row.fields)


def _closes(text: str) -> bool:
    """Whether a paragraph ends the table before it: a heading, another table's title, running text."""
    compact = key(text)
    if is_target_title(text) or _SIDE_LINE.match(compact):
        return False
    return len(compact) > 60 or bool(_PART.match(compact)) or bool(_OTHER_TABLE.search(compact) and len(compact) > 4)


def _surround(region: Region, blocks: Sequence[Block]) -> None:
    """Add the title and unit lines around a region, and find the unit of its amounts."""
    first, last = region.grids[0][0], region.grids[-1][0]
    for index in range(first - 1, max(-1, first - 6), -1):
        block = blocks[index]
        if not isinstance(block, Paragraph) or not _belongs(block.text):
            break
        region.around.add(index)
    for index in range(first, min(len(blocks), last + 4)):
        block = blocks[index]
        if isinstance(block, Paragraph) and _belongs(block.text):
            if index > last and (is_target_title(block.text) or not _SIDE_LINE.match(key(block.text))):
                break
            region.around.add(index)
        elif isinstance(block, Grid) and index > last:
            break
    region.unit = _printed_unit(region, blocks)


def _belongs(text: str) -> bool:
    compact = key(text)
    if split_ordinal(text)[0] is not None:
        return False
    return is_target_title(text) or bool(_SIDE_LINE.match(compact))


def _printed_unit(region: Region, blocks: Sequence[Block]) -> Unit | None:
    texts: list[str] = []
    for index in sorted(region.around):
        block = blocks[index]
        if isinstance(block, Paragraph):
            texts.append(block.text)
    for _, grid in region.grids:
        texts.extend(cell.text for row in grid.rows[:8] for cell in row if len(cell.text) <= 30)
    for text in texts:
        match = _UNIT.search(key(text).replace("（", "(").replace("）", ")"))
        if match:
            return UNITS_BY_TEXT[match[1] or match[2]]
    return None
