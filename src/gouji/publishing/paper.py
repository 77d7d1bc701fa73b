"""How a table goes on paper: upright or across, the size of its type and the widths of its columns, so that no
number is cut or wrapped. Every paged format prints by the same plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from gouji.model.publication import BodyCell, Heading, PrintedTable, PublicationBlock

MILLIMETRES_PER_POINT = 25.4 / 72
_DIGIT = 0.56
"""Width of a digit or Latin letter in the widest of the fonts that may be met, in ems."""
_PADDING = 2.4
"""Millimetres left and right of a cell's text together."""
_NARROWEST = 2.0
"""A column of words has room for two characters at least: one would be read downwards."""
_WIDEST = 16.0
"""Ems beyond which words are rather wrapped."""
_LINE = 1.3


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its margins in millimetres; ``across`` is landscape."""

    width: float
    height: float
    margin_x: float
    margin_y: float
    across: bool

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin_x

    @property
    def depth(self) -> float:
        """The height between the margins."""
        return self.height - 2 * self.margin_y


UPRIGHT = Page(210, 297, 25, 25, False)
ACROSS = Page(297, 210, 18, 20, True)
LARGE = Page(420, 297, 18, 20, True)
"""A3, for what does not fit even across A4."""
_CROWDED = 1.1
"""A table that would be comfortable only on so many times the room is printed smaller, or across."""
_SPARE = 0.8
"""A table that would be comfortable on this share of the room has room to spare."""
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_SMALLEST_UPRIGHT = 9.0
_CROWDED_SIZE = 8.5


@dataclass(frozen=True, slots=True)
class Plan:
    """The page a table is printed on, its type in points, its columns in millimetres (together the page's room)."""

    page: Page
    points: float
    columns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """How a block is printed: the page; for a table its plan, and whether it is short enough to be kept on one page."""

    page: Page
    plan: Plan | None = None
    short: bool = False


_TEXT = Laid(UPRIGHT)


def plan(table: PrintedTable) -> Plan:
    """The plan of a table: the largest type on the smallest page on which every number keeps to one line."""
    needs = _needs(table)
    for page in (ACROSS, LARGE) if table.landscape else (UPRIGHT, ACROSS, LARGE):
        fitting = [points for points in _SIZES if sum(_least(needs, points)) <= page.room]
        roomy = [points for points in fitting if sum(_comfort(needs, points)) <= _CROWDED * page.room]
        if page is UPRIGHT and not (roomy and fitting[0] >= _SMALLEST_UPRIGHT):
            continue
        if fitting:
            points = roomy[0] if roomy else min(fitting[0], _CROWDED_SIZE)
            return Plan(page, points, _shares(table, needs, page.room, points))
    points = _SIZES[-1]
    least = _least(needs, points)
    scale = LARGE.room / sum(least)
    return Plan(LARGE, points * min(scale, 1), tuple(width * scale for width in least))


_SURELY = 0.8


def laid_out(blocks: Sequence[PublicationBlock]) -> tuple[Laid, ...]:
    """How each block is printed. A heading goes with what follows it, so that none stands alone."""
    found = [_TEXT] * len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, PrintedTable):
            found[index] = laid(block)
        elif isinstance(block, Heading) and index + 1 < len(blocks):
            found[index] = Laid(found[index + 1].page)
    return tuple(found)


def laid(table: PrintedTable) -> Laid:
    """How one table is printed."""
    layout = plan(table)
    return Laid(layout.page, layout, _is_short(table, layout))


def ems(text: str) -> float:
    """The width of a line of text in ems: 1 for a Chinese character, about a half for others."""
    return sum(1.0 if east_asian_width(character) in "WFA" else _DIGIT for character in text)


def lines(text: str, width: float, points: float) -> int:
    """How many lines a text takes in a column of ``width`` millimetres."""
    room = max((width - _PADDING) / (points * MILLIMETRES_PER_POINT), 1.0)
    return sum(max(1, -int(-ems(line) // room)) if wraps(line) else 1 for line in text.split("\n"))


def row_height(row: Sequence[BodyCell | None], columns: Sequence[float], points: float) -> float:
    """The height a body row needs, in points; cells over several rows are left to those."""
    most = max(
        (
            lines(cell.text, sum(columns[at : at + cell.colspan]), points)
            for at, cell in enumerate(row)
            if cell is not None and cell.text and cell.rowspan == 1
        ),
        default=1,
    )
    return most * points * _LINE + 5


def pages_needed(table: PrintedTable, layout: Plan) -> float:
    """About how many pages a table takes, its title, header and notes included."""
    height = sum(row_height(row, layout.columns, layout.points) for row in table.body)
    height += (table.header_rows + 4 + 2 * len(table.notes)) * layout.points * 2.2
    return height * MILLIMETRES_PER_POINT / layout.page.depth


def _is_short(table: PrintedTable, layout: Plan) -> bool:
    """Whether a table surely fits on one page, so that it is better not broken over two."""
    return len(table.body) <= 60 and pages_needed(table, layout) < _SURELY


def breaks(block: PublicationBlock, before: PublicationBlock | None, how: Laid) -> bool:
    """Whether a block begins on a new page: the parts do, and tables that cannot be kept together, unless under their
    own heading; so does whatever follows the contents."""
    if before is None or (isinstance(block, Heading) and block.level == 0):
        return True
    if isinstance(before, Heading):
        return False
    return isinstance(block, PrintedTable) and not how.short


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs, in ems: at least, and to be comfortable."""

    least: float
    comfortable: float


def _needs(table: PrintedTable) -> list[_Need]:
    least = [_NARROWEST] * table.columns
    comfortable = [0.0] * table.columns
    for row in table.body:
        for column, cell in enumerate(row[: table.columns]):
            if cell is None or cell.colspan != 1 or not cell.text:
                continue
            width = max(ems(part) for part in cell.text.split("\n")) + cell.indent
            if cell.amount is not None or not wraps(cell.text):
                least[column] = max(least[column], min(width, 30.0))
                comfortable[column] = max(comfortable[column], width)
            else:
                least[column] = max(least[column], min(width, 4.0 if width > 8 else 3.0))
                comfortable[column] = max(comfortable[column], min(width, _WIDEST))
    for head in table.header:
        if head.colspan == 1 and head.column < table.columns:
            words = max((ems(part) for part in head.text.split("\n")), default=0.0)
            # A column without a single entry takes no more room than its words need, over several lines.
            share = words / 4 if comfortable[head.column] == 0 else words / 2
            least[head.column] = max(least[head.column], min(words / 4, 4.0))
            comfortable[head.column] = max(comfortable[head.column], min(share, 6.0), least[head.column])
    return [_Need(low, max(low, wanted)) for low, wanted in zip(least, comfortable, strict=True)]


def wraps(text: str) -> bool:
    """Whether a text may be broken over lines: words may, codes and numbers may not."""
    return any(east_asian_width(character) in "WF" for character in text)


def _least(needs: Sequence[_Need], points: float) -> list[float]:
    return [need.least * points * MILLIMETRES_PER_POINT + _PADDING for need in needs]


def _comfort(needs: Sequence[_Need], points: float) -> list[float]:
    return [need.comfortable * points * MILLIMETRES_PER_POINT + _PADDING for need in needs]


def _shares(table: PrintedTable, needs: Sequence[_Need], room: float, points: float) -> tuple[float, ...]:
    """The room shared out: as the table's own widths say where there is room to spare, else by comfort; never below the
    least."""
    least, wanted = _least(needs, points), _comfort(needs, points)
    if len(table.widths) == table.columns and sum(table.widths) > 0 and sum(wanted) < _SPARE * room:
        wanted = list(table.widths)
    scale = room / sum(wanted)
    widths = [max(width * scale, minimum) for width, minimum in zip(wanted, least, strict=True)]
    slack = [width - minimum for width, minimum in zip(widths, least, strict=True)]
    excess = sum(widths) - room
    if excess > 0 and sum(slack) > 0:
        widths = [width - excess * spare / sum(slack) for width, spare in zip(widths, slack, strict=True)]
    return tuple(round(width, 3) for width in widths)
