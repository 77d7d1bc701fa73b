"""XLSX: the parts of the package as :class:`Sheet` values, streamed, with the numbers as they are displayed.

Formulas are never evaluated: what counts is the result the last program saved. Macros are not looked at.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from gouji.errors import LimitError, UnreadableError
from gouji.reading.sources import xml
from gouji.reading.sources.container import Container
from gouji.reading.sources.limits import Limits
from gouji.reading.sources.number_format import BUILT_IN, displayed, is_date
from gouji.reading.sources.sheet import Merge, Sheet

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BYTES_A_CHARACTER = 4
"""No encoding needs more, so that a string table can be refused by its size."""
_LITERAL = re.compile(r"\d[\d.,]{0,20}\s*[%‰]?[\u4e00-\u9fff]{0,6}")
_NOUGHT = re.compile(r"0+(?:\.0*)?")
_STYLED_BLANKS = 8
"""A sheet may have this many times more formatted but empty cells than it may have written ones."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets in order, and the names of the hidden ones."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...]


def read_xlsx_sheets(data: bytes, limits: Limits, *, stored: bool = False) -> Workbook:
    """The sheets of a workbook, numbers as they are displayed, or with ``stored`` as they are stored (to the 15 digits
    a workbook keeps), but for dates, which are no numbers to a reader.

    Raises :class:`UnreadableError` or :class:`LimitError`."""
    with Container(data, limits) as package:
        root = package.find("xl/workbook.xml")
        if root is None:
            raise UnreadableError("这是 Excel 二进制工作簿（.xlsb）或不完整的工作簿，请另存为 .xlsx 后再读取。")
        workbook = _workbook(package.read(root), limits)
        relations = _relations(package, root, limits)
        strings = _shared_strings(package, relations, limits)
        formats = _cell_formats(package, relations, limits)
        if stored:
            formats = [code if is_date(code) else "General" for code in formats]
        sheets: list[Sheet] = []
        hidden: list[str] = []
        cells = 0
        for name, visible, relation in workbook.sheets:
            part = package.find(relations.get(relation, ("", ""))[1])
            if part is None or "worksheet" not in relations[relation][0]:
                continue
            if not visible:
                hidden.append(name)
                continue
            reader = _SheetReader(name, strings, formats, workbook.date1904, limits, cells)
            xml.stream(package.read(part), limits, reader.start, reader.end, reader.text)
            cells += len(reader.sheet.cells)
            sheets.append(reader.sheet)
    return Workbook(tuple(sheets), tuple(hidden))


@dataclass(frozen=True, slots=True)
class _Overview:
    sheets: tuple[tuple[str, bool, str], ...]
    date1904: bool


def _workbook(data: bytes, limits: Limits) -> _Overview:
    sheets: list[tuple[str, bool, str]] = []
    date1904 = False

    def start(name: str, attributes: xml.Attributes) -> None:
        nonlocal date1904
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), attributes.get("state", "visible") == "visible", relation))
        elif name == "workbookPr":
            date1904 = attributes.get("date1904") in {"1", "true"}

    xml.stream(data, limits, start, _ignore, _ignore)
    return _Overview(tuple(sheets), date1904)


def _ignore(_: str) -> None:
    """Nothing to do at this event."""


def _relations(package: Container, part: str, limits: Limits) -> dict[str, tuple[str, str]]:
    """Relation id → (kind, part name) of a part; targets outside the package are left out."""
    folder, name = posixpath.split(part)
    relations: dict[str, tuple[str, str]] = {}
    found = package.find(f"{folder}/_rels/{name}.rels")
    if found is None:
        return relations

    def start(element: str, attributes: xml.Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            relations[attributes.get("Id", "")] = (attributes.get("Type", ""), path.lstrip("/"))

    xml.stream(package.read(found), limits, start, _ignore, _ignore)
    return relations


def _related(package: Container, relations: dict[str, tuple[str, str]], kind: str) -> bytes | None:
    for type_, path in relations.values():
        if type_.endswith("/" + kind):
            part = package.find(path)
            return package.read(part) if part else None
    return None


def _shared_strings(package: Container, relations: dict[str, tuple[str, str]], limits: Limits) -> list[str]:
    data = _related(package, relations, "sharedStrings")
    strings: list[str] = []
    if data is None:
        return strings
    limits.check_characters(len(data) // _BYTES_A_CHARACTER)
    pieces: list[str] = []
    inside = phonetic = False

    def start(name: str, attributes: xml.Attributes) -> None:
        nonlocal inside, phonetic
        if name == "si":
            pieces.clear()
        phonetic = phonetic or name == "rPh"
        inside = name == "t"

    def end(name: str) -> None:
        nonlocal inside, phonetic
        inside = False
        if name == "rPh":
            phonetic = False
        elif name == "si":
            strings.append(_unescaped("".join(pieces)))

    def text(characters: str) -> None:
        if inside and not phonetic:
            pieces.append(characters)

    xml.stream(data, limits, start, end, text)
    return strings


def _unescaped(text: str) -> str:
    """Excel writes characters that XML cannot carry as ``_x000D_``."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text).replace("\r\n", "\n").replace("\r", "")


def _cell_formats(package: Container, relations: dict[str, tuple[str, str]], limits: Limits) -> list[str]:
    """The number format of each cell style, by its index."""
    data = _related(package, relations, "styles")
    custom: dict[str, str] = {}
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: xml.Attributes) -> None:
        nonlocal inside
        if name == "numFmt":
            custom.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", ""))
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    if data is not None:
        xml.stream(data, limits, start, end, _ignore)
    return [custom.get(style) or BUILT_IN.get(int(style) if style.isdigit() else 0, "General") for style in styles]


class _SheetReader:
    """The handlers that make a :class:`Sheet` of a worksheet part. Cells without a reference follow one another."""

    def __init__(
        self, name: str, strings: list[str], formats: list[str], date1904: bool, limits: Limits, cells: int
    ) -> None:
        self.sheet = Sheet(name)
        self._strings = strings
        self._formats = formats
        self._date1904 = date1904
        self._limits = limits
        self._before = cells
        self._seen = 0
        self._characters = 0
        self._row = self._column = -1
        self._kind = "n"
        self._style = 0
        self._formula: list[str] | None = None
        self._value: list[str] = []
        self._inside = self._phonetic = self._in_formula = False

    def start(self, name: str, attributes: xml.Attributes) -> None:
        """A cell, its value, a row, a merged range or a group of columns begins."""
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self._inside = not self._phonetic
        elif name == "f":
            self._formula = []
            self._in_formula = True
        elif name == "rPh":
            self._phonetic = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and _is_hidden(attributes, "width"):
            self._hide_columns(attributes)

    def end(self, name: str) -> None:
        """A cell or value ends."""
        if name == "c":
            self._end_cell()
        elif name in {"v", "t"}:
            self._inside = False
        elif name == "f":
            self._in_formula = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, characters: str) -> None:
        """Characters of a value or of a formula."""
        if self._inside:
            self._value.append(characters)
        elif self._in_formula and self._formula is not None:
            self._formula.append(characters)

    def _start_row(self, attributes: xml.Attributes) -> None:
        number = attributes.get("r", "")
        self._row = int(number) - 1 if number.isdigit() and len(number) < 8 else self._row + 1
        self._column = -1
        if _is_hidden(attributes, "ht"):
            self.sheet.hidden_rows.add(self._row)

    def _start_cell(self, attributes: xml.Attributes) -> None:
        self._seen += 1
        if self._seen > _STYLED_BLANKS * self._limits.max_cells:
            raise LimitError("工作表的已用区域过大，已停止读取；请删去空白但带格式的行列后重新保存。")
        place = _REFERENCE.fullmatch(attributes.get("r", ""))
        if place is not None:
            self._row, self._column = int(place.group(2)) - 1, column_index(place.group(1))
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdigit() and len(style) < 8 else 0
        self._formula = None
        self._value.clear()

    def _end_cell(self) -> None:
        raw = "".join(self._value)
        text = self._displayed(raw).strip()
        if self._formula is not None:
            self.sheet.formulas.add((self._row, self._column))
        if self._formula is not None and not text:
            text = _typed("".join(self._formula))
            self.sheet.uncalculated += not text
        if not text:
            return
        self._characters += len(text)
        self._limits.check_characters(self._characters)
        self.sheet.cells[self._row, self._column] = text
        self._limits.check_cells(self._before + len(self.sheet.cells))

    def _displayed(self, raw: str) -> str:
        if self._kind == "s":
            index = int(raw) if raw.strip().isdigit() and len(raw) < 10 else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if self._kind == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        if self._kind != "n":
            return _unescaped(raw)
        if not raw.strip():
            return ""
        code = self._formats[self._style] if self._style < len(self._formats) else "General"
        return displayed(raw, code, date1904=self._date1904)

    def _merge(self, reference: str) -> None:
        self._limits.check_cells(len(self.sheet.merges))
        first, _, last = reference.partition(":")
        start, stop = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if start and stop:
            self.sheet.merges.append(
                Merge(
                    int(start.group(2)) - 1,
                    column_index(start.group(1)),
                    int(stop.group(2)) - 1,
                    column_index(stop.group(1)),
                )
            )

    def _hide_columns(self, attributes: xml.Attributes) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isdigit() and last.isdigit() and len(first) < 6 and len(last) < 6:
            self.sheet.hidden_columns.update(range(int(first) - 1, min(int(last), 16384)))


def _typed(formula: str) -> str:
    """What was meant as text and taken for a formula for its first character (a target of ``=100%``); else nothing."""
    return f"={formula.strip()}" if _LITERAL.fullmatch(formula.strip()) else ""


def column_index(letters: str) -> int:
    """The number of a column counted from 0 (A is 0)."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _is_hidden(attributes: xml.Attributes, size: str) -> bool:
    return attributes.get("hidden") in {"1", "true"} or _NOUGHT.fullmatch(attributes.get(size, "")) is not None
