"""What stands before the amounts of a row: its name, its codes, its unit.

The columns before the amounts come in groups, codes with the names they belong to: 类 款 项 科目名称, 单位代码
单位名称, 经济科目编码 经济科目名称. A row is named by the group its own code stands in; a functional code beside an
economic one makes it a point of both; a unit's code beside no code of a classification makes it the unit's row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gouji.lexicon.text import tidy
from gouji.model.frozen import frozen
from gouji.reading.headers import Column, Role
from gouji.reading.source import GridCell

_LABEL_CODE = re.compile(r"^[\[【(（]?([2-5]\d{2}|[2-5]\d{4}|2\d{6})[\]】)）]?[-－—_:：.]?(?=[^\d,.%年])")
_OWN = ("economic", "government", "", "function")
"""The subject of the group a row is named by, the first that has codes."""


@frozen
class Lead:
    """What a row bears before its amounts. ``labels`` are the texts of all label columns; ``function`` is set where the
    row bears an economic code as well; ``is_unit`` when it is the row of a unit as a whole."""

    label: str
    labels: tuple[str, ...]
    code: str | None
    function: str | None
    unit: str | None
    unit_code: str
    is_unit: bool


@dataclass(frozen=True, slots=True)
class _Group:
    subject: str
    codes: tuple[Column, ...]
    names: tuple[Column, ...]


@dataclass
class Leads:
    """Reads the leads of a panel's rows in order, since the upper parts of a code may be left out when they repeat."""

    columns: Sequence[Column]
    _before: str = ""
    _units: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._groups = _groups(self.columns)
        self._labels = [column for column in self.columns if column.role is Role.LABEL]
        self._unit_names = [c for c in self._labels if speaks_of_unit(c)] if len(self._labels) > 1 else []
        coded = {group.subject: group for group in reversed(self._groups) if group.codes}
        self._own = next((coded[subject] for subject in _OWN if subject in coded), None)
        self._function = coded.get("function") if self._own and self._own.subject != "function" else None
        self._unit = coded.get("unit")
        self._only_units = not coded and len(self._labels) == 1 and speaks_of_unit(self._labels[0])

    def read(self, row: Sequence[GridCell]) -> Lead:
        """The lead of the next row."""
        labels = tuple(tidy(row[c.index].text) for c in self._labels)
        pieces = _texts(row, self._own.codes) if self._own else []
        code = _code(pieces, self._before)
        label = self._label(row, labels, bool(code))
        if not label and not code:
            # A code too wide for its column runs into the name: both stand in the column of codes.
            label = next((piece for piece in pieces if _LABEL_CODE.match(piece)), "")
        in_label = _LABEL_CODE.match(label)
        if in_label and not code:
            code, label = in_label.group(1), label[in_label.end() :]
        if not label and not code:
            label = "".join(piece for piece in pieces if not piece.isdigit())
        self._before = code or self._before
        unit = next((text for c in self._unit_names if (text := tidy(row[c.index].text))), None)
        pieces_of_unit = _texts(row, self._unit.codes) if self._unit else []
        unit_code = next((piece for piece in pieces_of_unit if any(map(str.isdigit, piece))), "")
        is_unit = bool(unit_code and label) and not code and not any(pieces) and label == (unit or label)
        if is_unit:
            self._units[unit_code] = label
        function = _code(_texts(row, self._function.codes), "") if self._function and code else ""
        return Lead(
            label, labels, code or None, function or None, unit or self._units.get(unit_code), unit_code, is_unit
        )

    def _label(self, row: Sequence[GridCell], labels: tuple[str, ...], coded: bool) -> str:
        """The text that names the row: the last one in the group of its code, else the last that is no unit."""
        if coded and self._own:
            own = [text for c in self._own.names if (text := tidy(row[c.index].text)) and c not in self._unit_names]
            if own:
                return own[-1]
        names = [text for text, c in zip(labels, self._labels, strict=True) if text and c not in self._unit_names]
        return names[-1] if names else next((text for text in reversed(labels) if text), "")


def _groups(columns: Sequence[Column]) -> list[_Group]:
    """The columns cut where codes follow names or speak of something else."""
    groups: list[_Group] = []
    for column in sorted(columns, key=lambda c: c.index):
        last = groups[-1] if groups else None
        if column.role is Role.CODE:
            subject = _subject(column)
            if last is None or last.names or last.subject != subject:
                groups.append(_Group(subject, (column,), ()))
            else:
                groups[-1] = _Group(subject, (*last.codes, column), ())
        elif last is None:
            groups.append(_Group(_subject(column), (), (column,)))
        else:
            groups[-1] = _Group(last.subject, last.codes, (*last.names, column))
    return groups


def _subject(column: Column) -> str:
    leaf, path = tidy(column.leaf), "".join(tidy(text) for text in column.path)
    if speaks_of_unit(column):
        return "unit"
    if "项目" in leaf and "科目" not in leaf and "功能" not in path and "经济" not in path:
        return "project"
    for word, subject in (("政府", "government"), ("经济", "economic"), ("功能", "function")):
        if word in path and ("经济" in path or word == "功能"):
            return subject
    return ""


def speaks_of_unit(column: Column) -> bool:
    """Whether a column's header says that it names units."""
    leaf = tidy(column.leaf)
    return ("单位" in leaf or "部门" in leaf) and not any(word in leaf for word in ("科目", "经济", "功能", "/"))


def _texts(row: Sequence[GridCell], columns: Sequence[Column]) -> list[str]:
    return ["".join(row[c.index].text.split()) for c in columns]


def _digits(piece: str) -> str:
    """A part of a code, letters that recognition takes digits for (H for 11) as digits, where it is one then."""
    read = "".join(_LIKE_DIGITS.get(letter, letter) for letter in piece)
    return read if len(read) in {2, 3} and read.isdigit() else piece


_LIKE_DIGITS = {
    "H": "11",
    "I": "1",
    "l": "1",
    "i": "1",
    "|": "1",
    "O": "0",
    "o": "0",
    "D": "0",
    "S": "5",
    "B": "8",
    "Z": "2",
}


def _code(pieces: Sequence[str], before: str) -> str:
    """The classification code of a row: printed whole in one column, or 类款项 in three, where the upper ones may be
    left out when they repeat the row above."""
    whole = [piece for piece in pieces if piece.isdigit() and len(piece) in {3, 5, 7} and piece[0] in "235"]
    if len(pieces) == 1:
        return whole[0] if whole else ""
    if whole and len(whole[-1]) > 3:
        return whole[-1]
    pieces = [_digits(piece) for piece in pieces]
    if any(piece and not piece.isdigit() for piece in pieces):
        return ""  # a part of it was not recognised: the name tells more than half a code
    digits = list(pieces)
    start = next((i for i, piece in enumerate(digits) if len(piece) == 3 and piece[0] in "235"), None)
    if start is not None:
        joined = digits[start]
        for piece in digits[start + 1 :]:
            if len(piece) != 2:
                break
            joined += piece
        return joined
    twos = [(i, piece) for i, piece in enumerate(digits) if len(piece) == 2]
    if twos and before and len(pieces) in {2, 3}:
        position = twos[0][0]
        prefix = before[: 3 + 2 * (position - 1)]
        if position >= 1 and len(prefix) == 3 + 2 * (position - 1):
            return prefix + "".join(piece for _, piece in twos)
    return ""
