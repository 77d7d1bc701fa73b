"""Small systems and disclosures drawn by hand, for tests of the identities."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.identities.identity import Identity
from gouji.identities.observation import Observation
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Cell, ColumnHead, Disclosure, DocumentInfo, Panel, Place, RowHead, Table
from gouji.model.money import Amount, Unit

WAN = Unit.TEN_THOUSAND_YUAN


def prints(*texts: str, unit: Unit = WAN, cell: bool = True) -> list[Observation]:
    """Observations of printed numbers, each in a table of its own, or in sentences."""
    found: list[Observation] = []
    for index, text in enumerate(texts):
        amount = Amount(text, unit)
        low, high = amount.interval.low, amount.interval.high
        table = index if cell else None
        found.append(Observation(index, f"o{index}", amount, low, high, None, table=table))
    return found


def total(whole: int, *parts: int, derived: bool = True, family: str = "", one_relation: bool = False) -> Identity:
    """``whole`` = Σ ``parts``."""
    return Identity("sum", (whole,), parts, derived, "", family or f"f{whole}:{parts}", one_relation=one_relation)


def same(one: int, other: int, derived: bool = True) -> Identity:
    """Two prints of one amount."""
    return Identity("equal", (one,), (other,), derived, "", "equal")


class Grid:
    """Rows × columns of amounts with a total row and a total column, and a second print of every total: a table that
    can correct any of its amounts."""

    def __init__(self, numbers: Sequence[Sequence[int]]) -> None:
        rows = [[*row, sum(row)] for row in numbers]
        rows.append([sum(column) for column in zip(*rows, strict=True)])
        self.height, self.width = len(rows), len(rows[0])
        flat = [value for row in rows for value in row]
        margin = [self.at(r, self.width - 1) for r in range(self.height)]
        margin += [self.at(self.height - 1, c) for c in range(self.width - 1)]
        self.values = flat + [flat[at] for at in margin]
        self.identities: list[Identity] = []
        for r in range(self.height):
            self.identities.append(total(self.at(r, self.width - 1), *(self.at(r, c) for c in range(self.width - 1))))
        for c in range(self.width):
            self.identities.append(total(self.at(self.height - 1, c), *(self.at(r, c) for r in range(self.height - 1))))
        for position, at in enumerate(margin):
            self.identities.append(same(len(flat) + position, at))

    def at(self, row: int, column: int) -> int:
        """The index of an amount."""
        return row * self.width + column

    def observations(self, wrong: dict[int, int] | None = None) -> list[Observation]:
        """The amounts, in hundredths of 万元, some of them printed wrong."""
        values = [(wrong or {}).get(at, value) for at, value in enumerate(self.values)]
        return prints(*(f"{value // 100}.{value % 100:02d}" for value in values))


def table(
    rows: Sequence[tuple[str, dict[str, object]]],
    columns: Sequence[str],
    amounts: Sequence[Sequence[str | None]],
    *,
    index: int = 0,
    title: str = "表",
    kind: str | None = None,
    unit: Unit = WAN,
    points: Sequence[Sequence[Coordinates | None]] | None = None,
    column_points: Sequence[Coordinates | None] | None = None,
) -> Table:
    """A one-sided table. A row is a label and what its :class:`RowHead` knows besides, a column a path joined by /."""
    heads = tuple(RowHead(at, label, **known) for at, (label, known) in enumerate(rows))  # type: ignore[arg-type]
    tops = tuple(
        ColumnHead(at, tuple(path.split("/")), column_points[at] if column_points else None)
        for at, path in enumerate(columns)
    )
    cells = tuple(
        Cell(
            f"t{index}r{r}c{c}",
            r,
            c,
            Amount(text, unit),
            text,
            points[r][c] if points else None,
            Place(line=r + 1),
            r,
            c,
        )
        for r, row in enumerate(amounts)
        for c, text in enumerate(row)
        if text is not None
    )
    return Table(index, title, kind, unit, (Panel(heads, tops, cells),), (), 1)


def disclosure(*tables: Table) -> Disclosure:
    """A document of tables."""
    return Disclosure(DocumentInfo(year=2025), tables)
