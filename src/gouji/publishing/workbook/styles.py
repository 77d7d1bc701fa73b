"""The formats of the workbook, each made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_SONG = {"font_name": "宋体", "valign": "vcenter"}
_HEI = {"font_name": "黑体", "valign": "vcenter"}
_BORDER = {"border": 1, "border_color": "#404040"}
_LINK = {"font_color": "#0B5CAD", "underline": 0}


class Styles:
    """Formats by what they are for; those of cells are made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._cells: dict[tuple[Any, ...], Format] = {}
        self.cover = book.add_format({**_SONG, "bold": True, "font_size": 24, "align": "center"})
        self.date = book.add_format({**_SONG, "font_size": 14, "align": "center"})
        self.part = book.add_format({**_HEI, "font_size": 18, "align": "center"})
        self.entry = book.add_format({**_HEI, "font_size": 12})
        self.entry_below = book.add_format({**_SONG, "font_size": 12, "indent": 2})
        self.text = book.add_format({**_SONG, "font_size": 12, "text_wrap": True})
        self.missing = book.add_format({**_SONG, "font_size": 12, "text_wrap": True, "bg_color": "#FFF1A8"})
        self.title = book.add_format({**_HEI, "font_size": 16, "align": "center"})
        self.line = book.add_format({**_SONG, "font_size": 10})
        self.unit = book.add_format({**_SONG, "font_size": 10, "align": "right"})
        self.note = book.add_format({**_SONG, "font_size": 10, "text_wrap": True, "align": "left"})

    def heading(self, level: int) -> Format:
        """A heading of the text."""
        if level == 0:
            return self.part
        return self._made({**_HEI, "font_size": 14 if level == 1 else 12, "text_wrap": True})

    def link(self, level: int) -> Format:
        """A line of the contents that leads to a sheet."""
        font = _HEI if level == 0 else _SONG
        return self._made({**font, **_LINK, "font_size": 12, "indent": 0 if level == 0 else 2})

    def head(self, points: float) -> Format:
        """A cell of a table's header."""
        return self._made(
            {**_SONG, **_BORDER, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#E9EEF4"}
            | {"font_size": points}
        )

    def cell(self, points: float, align: str, *, bold: bool, indent: int, number_format: str = "") -> Format:
        """A cell of a table's body; ``number_format`` for amounts. Words wrap, numbers do not."""
        style: dict[str, Any] = {**_SONG, **_BORDER, "font_size": points, "align": align, "bold": bold}
        if number_format:
            style["num_format"] = number_format
        else:
            style |= {"text_wrap": True, "num_format": "@"}
        if indent:
            style["indent"] = indent
        return self._made(style)

    def _made(self, style: dict[str, Any]) -> Format:
        key = tuple(sorted(style.items()))
        if key not in self._cells:
            self._cells[key] = self._book.add_format(style)
        return self._cells[key]
