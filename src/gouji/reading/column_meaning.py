"""What the columns of a panel restrict, from the words of their headers and from each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gouji.lexicon.classification import Classification, economic, government_economic
from gouji.lexicon.terms import UNKNOWN_FUND, understand, understand_row
from gouji.lexicon.text import bare
from gouji.model.coordinates import Coordinates
from gouji.model.frozen import replace
from gouji.reading.context import Context, in_document
from gouji.reading.headers import Column, Role


def columns_coordinates(columns: Sequence[Column], context: Context, side: str | None) -> list[Coordinates | None]:
    """What each column restricts, or None when some word of its header is not understood, or it is no amount of a
    point (changes, rates). ``side`` is the panel's: a header that repeats it restricts nothing."""
    axis = _axis(columns, context)
    points = [_of_header(column, context, axis) for column in columns]
    points = _sided(points) or [c and (c.without("side") if _repeats(c, side) else c) for c in points]
    points = _with_current(_without_fund_of_items(_this_year(columns, points)))
    points = _without_partial_sums(columns, points)
    points = _without_first_parts(columns, points, lambda path: _of_header(Column(0, path, Role.AMOUNT), context, axis))
    return _whole_before_parts(columns, points)


def _repeats(column: Coordinates, side: str | None) -> bool:
    """Whether a column's side only repeats the panel's (a group header 收入 over its columns), or names where money
    comes from on the side of expenditure (一般公共预算拨款收入)."""
    return column.side is not None and (side is None or column.side == side or side == "expenditure")


def _axis(columns: Sequence[Column], context: Context) -> Classification | None:
    """The economic classification whose classes the columns bear as names, two at least; None when they bear none."""
    names = [bare(column.leaf) for column in columns if understand(column.leaf) is None]
    best: tuple[int, Classification] | None = None
    for system in (economic(context.year), government_economic(context.year)):
        hits = len({code for name in names for code in system.resolve(name, level=3)})
        if hits >= 2 and (best is None or hits > best[0]):
            best = (hits, system)
    return best[1] if best else None


def _of_header(column: Column, context: Context, axis: Classification | None) -> Coordinates | None:
    """What a header path restricts. A group of funds without a name of its own (非财政拨款结转结余) takes nothing from
    the column under it that names its fund."""
    joined = Coordinates()
    unnamed = False
    for text in column.path:
        meaning = understand_row(text, context.kind)
        if meaning is None and axis is not None:
            codes = axis.resolve(bare(text), under=joined.economic)
            if len(codes) == 1 or (codes and len(codes[0]) == 3):
                joined = replace(joined, economic=codes[0])
                continue
        if meaning is None or meaning.flags & {"change", "percent", "count"}:
            return None
        if meaning.coordinates.fund == UNKNOWN_FUND:
            unnamed = True
            meaning = replace(meaning, coordinates=meaning.coordinates.without("fund"))
        part = in_document(meaning, context)
        if part is None:
            return None
        if part.side == "expenditure" and part.origin == "current" and "当年" not in text:
            part = replace(part, origin=None)
        both = joined.joined(part)
        if both is None or (text.startswith("其中") and both == joined and joined != Coordinates()):
            return None
        joined = both
    return None if unnamed and joined.fund is None else joined


def _without_partial_sums(columns: Sequence[Column], points: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """The points, a subtotal's taken away where it is the sum of its group only: 本年拨款/小计 beside a group of its
    own for 单位资金 is not all the money of this year."""
    found = list(points)
    for index, (column, point) in enumerate(zip(columns, points, strict=True)):
        if point is None or point.fund is not None or len(column.path) < 2 or not _is_subtotal(column):
            continue
        group = column.path[:-1]
        apart = [p for c, p in zip(columns, points, strict=True) if c.path[: len(group)] != group]
        if any(p is not None and p.fund is not None and p.origin in {None, point.origin} for p in apart):
            found[index] = None
    return found


def _without_first_parts(
    columns: Sequence[Column],
    points: Sequence[Coordinates | None],
    of_path: Callable[[tuple[str, ...]], Coordinates | None],
) -> list[Coordinates | None]:
    """The points, one taken away where its header says no more than the group it is a part of: 经费拨款 beside others
    under 一般公共预算 is not all of it, nor is 教育收费 beside others of the special account."""
    found = list(points)
    for index, (column, point) in enumerate(zip(columns, points, strict=True)):
        if point is None or (point.fund is None and point.item is None) or _is_subtotal(column):
            continue
        own = understand(column.leaf)
        if own is None or (own.coordinates.fund is None and own.coordinates.item is None):
            continue
        under = [c for c in columns if len(c.path) > len(column.path) and c.path[: len(column.path)] == column.path]
        if under:  # the group's own word is also the leaf's
            parted = any(map(_is_subtotal, under)) and not all(map(_is_subtotal, under))
        else:
            group = column.path[:-1]
            beside = [c for c in columns if c is not column and c.path[: len(group)] == group and not _is_subtotal(c)]
            outer = of_path(group) if group else None
            parted = bool(beside) and outer is not None and (outer.fund, outer.item) == (point.fund, point.item)
        if parted:
            found[index] = None
    return found


def _whole_before_parts(columns: Sequence[Column], points: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """The points, where three columns of a group are 本年预算, 编制预算 and 上年结转: the first is the whole of the
    others, whatever it calls itself."""
    found = list(points)
    for index, (column, point) in enumerate(zip(columns, points, strict=True)):
        if point is None or point.origin != "current":
            continue
        after = [
            p for c, p in zip(columns[index + 1 :], points[index + 1 :], strict=True) if c.path[:-1] == column.path[:-1]
        ]
        if after[:2] == [point, replace(point, origin="carried_over")]:
            found[index] = replace(point, origin=None)
    return found


def _is_subtotal(column: Column) -> bool:
    meaning = understand(column.leaf)
    return meaning is not None and "total" in meaning.flags and meaning.coordinates == Coordinates()


def _sided(columns: Sequence[Coordinates | None]) -> list[Coordinates | None] | None:
    """The columns of a table that follows money from what was left over and came in to what was spent and is left:
    each on its side. None for any other table."""
    known = [c for c in columns if c is not None]
    sides = {c.side for c in known if c.origin is None or c.side is not None}
    carried = any(c.origin == "carried_over" for c in known)
    if not ({"revenue", "expenditure"} <= sides and (carried or any(c.item == "carried_forward" for c in known))):
        return None
    return [replace(c, side="revenue") if c is not None and c.origin and c.side is None else c for c in columns]


def _without_fund_of_items(columns: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """Beside each other, an item of “三公” with the fund it is paid from and others that do not say it are one list."""
    items = [c.item for c in columns if c is not None and c.item is not None and c.item.startswith("three_public")]
    years = {(c.year, c.stage, c.item) for c in columns if c is not None and c.item in items}
    if not items or len(years) != len(items):
        return list(columns)
    return [c.without("fund", "side", "use") if c is not None and c.item in items else c for c in columns]


def _this_year(columns: Sequence[Column], points: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """The points, a header such as 本年预算数 taken for the year's figure, not for the money of this year: that it is
    only beside a column of what was carried over, or where it names the money (本年收入合计)."""
    if any(point is not None and point.origin == "carried_over" for point in points):
        return list(points)
    return [
        point.without("origin") if point is not None and point.origin and _only_says_year(column) else point
        for column, point in zip(columns, points, strict=True)
    ]


_MONEY = ("收入", "支出", "拨款", "资金", "安排", "合计", "小计")


def _only_says_year(column: Column) -> bool:
    meanings = [(text, meaning) for text in column.path if (meaning := understand(text)) is not None]
    said = [(text, m.coordinates.without("stage")) for text, m in meanings if m.coordinates.origin is not None]
    return all(
        point == Coordinates(origin="current") and not any(word in text for word in _MONEY) for text, point in said
    )


def _with_current(columns: Sequence[Coordinates | None]) -> list[Coordinates | None]:
    """Beside columns of 上年结转 or of 本年收入合计 the columns of a fund are this year's, though they do not say: of
    those funds whose money from last year has its column (项目支出表 has one for the state's only)."""
    known = [c for c in columns if c is not None]
    if any(c.origin == "current" and c.fund is None for c in known):
        covered: set[str | None] = {None}
    else:
        covered = {c.fund for c in known if c.origin == "carried_over"}
    return [
        replace(c, origin="current")
        if c is not None
        and c.fund is not None
        and c.origin is None
        and (None in covered or any(_within(c.fund, fund) for fund in covered if fund))
        else c
        for c in columns
    ]


def _within(fund: str, other: str) -> bool:
    """Whether one of two funds is the other or a part of it."""
    return Coordinates(fund=fund).joined(Coordinates(fund=other)) is not None
