"""A document under construction that knows its book: tables by what they list, without naming book and style again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gouji.model.coordinates import Coordinates
from tests.layouts import parts
from tests.layouts.book import Book
from tests.layouts.budgets import start
from tests.layouts.parts import economic_tree, plain, sided, tree
from tests.layouts.sheet import Col, Document, Line, Style

Above = Callable[[int], tuple[str, ...]]


@dataclass
class Sheaf:
    """``above`` gives what stands over the table of a number; ``codes`` are the headers of ``lead``'s fields; the
    total is printed ``first`` or last, as ``total`` in the field of that number."""

    book: Book
    style: Style
    document: Document
    above: Above
    codes: tuple[tuple[str, ...], ...] = (("科目编码",), ("科目名称",))
    lead: parts.Lead = parts.two_fields
    first: bool = True
    total: str = "合计"
    total_at: int = -1
    number: int = 0

    @classmethod
    def of(cls, book: Book, style: Style, title: str, above: Above, **more: object) -> Sheaf:
        """A budget with cover and contents."""
        return cls(book, style, start(book, style, title), above, **more)  # type: ignore[arg-type]

    def over(self) -> tuple[str, ...]:
        """What stands over the next table."""
        self.number += 1
        return self.above(self.number)

    def all_of(self, base: Coordinates) -> Line:
        """The row of the total."""
        fields = [""] * len(self.codes)
        fields[self.total_at] = self.total
        return Line(tuple(fields), base)

    def functions(
        self,
        title: str,
        base: Coordinates,
        columns: Sequence[Col],
        *,
        lengths: Sequence[int] = (3, 5, 7),
        below: Sequence[str] = (),
    ) -> None:
        """A table by functional classification."""
        rows = tree(self.book, self.lead, base, lengths)
        rows = [self.all_of(base), *rows] if self.first else [*rows, self.all_of(base)]
        self.list(title, self.codes, rows, columns, below=below)

    def economics(
        self,
        title: str,
        base: Coordinates,
        columns: Sequence[Col],
        *,
        group: tuple[str, ...] = (),
        government: bool = False,
        lead: parts.Lead | None = None,
        codes: Sequence[tuple[str, ...]] | None = None,
    ) -> None:
        """A table by economic classification."""
        heads = [(*group, *head) for head in (codes or self.codes)]
        rows = economic_tree(self.book, lead or self.lead, base, government=government)
        fields = [""] * len(heads)
        fields[self.total_at] = self.total
        whole = Line(tuple(fields), base)
        self.list(title, heads, [whole, *rows] if self.first else [*rows, whole], columns)

    def list(
        self,
        title: str,
        leads: Sequence[tuple[str, ...]],
        lines: Sequence[Line],
        columns: Sequence[Col],
        *,
        below: Sequence[str] = (),
        numbering: Sequence[str] = (),
    ) -> None:
        """A one-sided table."""
        made = plain(self.book, self.style, title, self.over(), leads, lines, columns, below=below, numbering=numbering)
        self.document.add(made)

    def two(
        self,
        title: str,
        left: Sequence[Line],
        right: Sequence[Line],
        left_columns: Sequence[Col],
        right_columns: Sequence[Col],
        *,
        bottom: int = 1,
        leads: tuple[tuple[str, ...], tuple[str, ...]] = (("项目",), ("项目",)),
        groups: tuple[str, str] = ("收入", "支出"),
    ) -> None:
        """A two-sided table."""
        made = sided(
            self.book, self.style, title, self.over(), left, right, left_columns, right_columns,
            groups=groups, leads=leads, bottom=bottom,
        )  # fmt: skip
        self.document.add(made)

    def nothing(self, title: str, note: str, columns: Sequence[str] = ("合计", "基本支出", "项目支出")) -> None:
        """A table without a row."""
        self.list(title, self.codes, [], [Col((name,), None) for name in columns], below=(note,))
