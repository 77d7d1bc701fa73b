"""The header of a table: which rows it takes, each column's path, and what a column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from gouji.lexicon.terms import understand, words_of
from gouji.lexicon.text import key, tidy
from gouji.model.frozen import frozen
from gouji.model.money import parse_number
from gouji.reading.source import GridCell

_SUBTOTALS = frozenset({"小计", "合计", "总计"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_CODE = re.compile(r"\d{2,7}")
_AMOUNT_WORDS = re.compile(r"[额数]$|元|(?:增减|增加|减少)$")
"""What a header says that is an amount, also beside rates under one header."""


class Role(Enum):
    """What a column holds."""

    AMOUNT = "amount"
    LABEL = "label"
    CODE = "code"
    NUMBER = "number"
    COUNT = "count"
    PERCENT = "percent"
    TEXT = "text"

    __hash__ = object.__hash__  # asked for at every look-up; Enum would hash the name in Python


@frozen
class Column:
    """A column of a grid: its header path, outermost first, and its role."""

    index: int
    path: tuple[str, ...]
    role: Role

    @property
    def leaf(self) -> str:
        """The innermost header word."""
        return self.path[-1] if self.path else ""


def is_numbering_row(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3 …, possibly with formulas such as 1=2+3)."""
    filled = [tidy(text) for text in texts if text.strip()]
    if filled and key(filled[0]) in {"栏次", "行次", "列次", "**"}:
        return True
    plain = [re.split(r"[=＝]", text)[0] for text in filled if not _is_word(text)]
    if len(plain) < 3 or len(plain) < len(filled) - 2 or not all(text.isdigit() for text in plain):
        return False
    values = [int(text) for text in plain]
    return values[0] in {1, 2} and all(after - before == 1 for before, after in pairwise(values))


def is_header_row(texts: Sequence[str], named: bool, height: int, over: int = 0) -> bool:
    """Whether a row at the top still belongs to the header. ``named``: some row above was header; ``over``: how many
    of its words stand over amounts."""
    filled = [text for text in texts if text.strip()]
    numbers = [text for text in filled if parse_number(text) is not None]
    if numbers and not all(_YEAR.fullmatch(text.strip()) for text in numbers):
        return False
    if height == 0 or over > 1:
        return True
    if not filled:
        return height < 3 and named
    first = texts[0].strip()
    header_words = sum(bool(words_of(text) & {"name", "code", "number"}) and not _is_label(text) for text in filled)
    if header_words:
        return True
    if first:
        return False
    return len(filled) > 1 or (named and height < 3 and not _is_label(filled[0]))


def header_height(rows: Sequence[Sequence[GridCell]]) -> int:
    """How many rows at the top are header: up to the first row with an amount, or with a label of its own. A row
    without amounts whose words stand over the amounts of the rows below is header whatever it says; so is an empty
    row above one that is header."""
    numeric = _amount_columns(rows)
    height = 0
    empty = 0
    named = False
    for number, row in enumerate(rows):
        texts = [cell.text for cell in row]
        if height >= 3 and not any(text.strip() for text in texts):
            empty += 1
            continue
        if is_numbering_row(texts):
            height, empty = height + empty + 1, 0
            continue
        over = sum(c in numeric and any(map(str.isalpha, text)) for c, text in enumerate(texts))
        if number and height + empty == number:
            over = max(over, _under_a_group(rows[number - 1], texts))
        if not is_header_row(texts, named or over > 1, height, over):
            break
        named = True
        height, empty = height + empty + 1, 0
    return height


def _under_a_group(above: Sequence[GridCell], texts: Sequence[str]) -> int:
    """How many words stand under one header cell that spans several columns: the columns of its group."""
    return max(
        (
            sum(bool(text.strip()) and parse_number(text) is None for text in texts[column : column + cell.colspan])
            for column, cell in enumerate(above)
            if cell.colspan > 1 and cell.text.strip()
        ),
        default=0,
    )


def _amount_columns(rows: Sequence[Sequence[GridCell]]) -> frozenset[int]:
    """The columns in which some row has a number with a point or separators."""
    found: set[int] = set()
    for row in rows:
        for column, cell in enumerate(row):
            text = cell.text
            if ("." in text or "," in text) and column not in found and parse_number(text.strip()) is not None:
                found.add(column)
    return frozenset(found)


def column_paths(rows: Sequence[Sequence[GridCell]], exact: bool) -> list[tuple[str, ...]]:
    """The header path of each column. In recognised text a group's word stands at its first column, give or take one:
    it is moved to the subtotal it begins with."""
    rows = [row for row in rows if not is_numbering_row([cell.text for cell in row])]
    if not rows:
        return []
    width = max(len(row) for row in rows)
    texts = [[tidy(row[c].text) if c < len(row) else "" for c in range(width)] for row in rows]
    exact = exact or any(cell.colspan > 1 for row in rows for cell in row)
    filled = _spread_spans(rows, texts, width) if exact else _spread_groups(texts, width)
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        path: list[str] = []
        for row in filled:
            text = row[column]
            if text and (not path or path[-1] != text):
                path.append(text)
        paths.append(tuple(path))
    return paths


def _spread_spans(rows: Sequence[Sequence[GridCell]], texts: list[list[str]], width: int) -> list[list[str]]:
    filled = [list(row) for row in texts]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if not texts[r][c] or (cell.rowspan == 1 and cell.colspan == 1):
                continue
            for below in range(r, min(r + cell.rowspan, len(rows))):
                for right in range(c, min(c + cell.colspan, width)):
                    if not filled[below][right]:
                        filled[below][right] = texts[r][c]
    return filled


def _spread_groups(texts: list[list[str]], width: int) -> list[list[str]]:
    filled = [list(row) for row in texts]
    for r in range(len(texts) - 1):
        deeper = [any(texts[below][c] for below in range(r + 1, len(texts))) for c in range(width)]
        _snap(filled[r], texts[r + 1 :], width)
        group = ""
        for column in range(width):
            if filled[r][column]:
                group = filled[r][column]
            elif deeper[column] and group and _same_parent(filled, r, column):
                filled[r][column] = group
            else:
                group = ""
    return filled


def _same_parent(filled: list[list[str]], row: int, column: int) -> bool:
    return all(filled[above][column] == filled[above][column - 1] for above in range(row))


def _snap(row: list[str], deeper: Sequence[Sequence[str]], width: int) -> None:
    """Move a group's word one or two columns to the right where the subtotal it begins with stands there."""
    for column in range(1, width - 1):
        text = row[column]
        if not text or any(below[column] in _SUBTOTALS for below in deeper):
            continue
        if not any(below[column] for below in deeper):
            continue
        for step in (1, 2):
            target = column + step
            if target < width and not any(row[column + 1 : target + 1]) and deeper[0][target] in _SUBTOTALS:
                row[target], row[column] = text, ""
                break


def column_roles(paths: Sequence[tuple[str, ...]], rows: Sequence[Sequence[GridCell]]) -> list[Column]:
    """What each column holds: the header tells what it should, the cells what it does; a column of amounts needs no
    known header, a column of labels or codes is never taken for amounts."""
    columns: list[Column] = []
    for index, path in enumerate(paths):
        cells = [row[index].text.strip() for row in rows if index < len(row) and not row[index].covered]
        columns.append(Column(index, path, _role(path, [text for text in cells if text])))
    return columns


def _role(path: tuple[str, ...], texts: list[str]) -> Role:
    flags = _flags(path)
    numbers: list[str] = []
    words: list[str] = []
    for text in texts:
        if parse_number(text) is not None:
            numbers.append(text)
        elif _is_word(text):
            words.append(text)
    if "number" in flags:
        return Role.NUMBER
    digits = bool(numbers) and all(_CODE.fullmatch("".join(text.split())) for text in numbers)
    if "code" in flags and all("".join(text.split()).isdigit() for text in numbers):
        return Role.CODE
    if len(numbers) > len(words):
        if "percent" in flags or all(text.endswith("%") for text in texts):
            return Role.PERCENT
        if "count" in flags:
            return Role.COUNT
        if digits and "name" in flags and all(len("".join(text.split())) in {3, 5, 7} for text in numbers):
            return Role.CODE
        return Role.AMOUNT
    if words:
        if any(text.endswith("%") for text in words) and "percent" in flags:
            return Role.PERCENT
        return Role.TEXT if "text" in flags and "name" not in flags else Role.LABEL
    for flag, role in (("name", Role.LABEL), ("text", Role.TEXT), ("percent", Role.PERCENT), ("count", Role.COUNT)):
        if flag in flags:
            return role
    return Role.AMOUNT if path else Role.TEXT


def _flags(path: tuple[str, ...]) -> frozenset[str]:
    """The flags of the leaf, or of the nearest header above it that is understood. What stands under rates is a rate
    too, unless it says that it is an amount (增减% over 合计 and 基本支出)."""
    flags = _own_flags(path)
    rates = any("percent" in words_of(text) for text in path[:-1])
    return flags | {"percent"} if rates and not _AMOUNT_WORDS.search(key(path[-1])) else flags


def _own_flags(path: tuple[str, ...]) -> frozenset[str]:
    for text in reversed(path):
        meaning = understand(text)
        if meaning is not None and meaning.flags - {"mark"}:
            return meaning.flags
        if meaning is not None:
            return meaning.flags
        flags = words_of(text)
        strong = flags & {"percent", "count", "code", "number"}
        if strong and len(path) and text == path[-1]:
            return strong
    return frozenset()


def _is_word(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_label(text: str) -> bool:
    """Whether a text with a header word in it is rather a row's label (一、财政拨款收入, 项目支出)."""
    meaning = understand(text)
    return meaning is not None and not meaning.flags & {"name", "code", "number"}
