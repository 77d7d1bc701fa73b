"""Rows and columns that layouts share: classifications printed in every manner, funds, two sides, single rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from gouji.model.coordinates import CARRIED_OVER, CURRENT, Coordinates
from tests.layouts.book import (
    AFFILIATE,
    BUSINESS,
    CAPITAL,
    FISCAL,
    GENERAL,
    GOVERNMENT,
    OTHER,
    SERVICE,
    SPECIAL,
    SUPERIOR,
    Book,
)
from tests.layouts.sheet import Col, Line, Number, Spread, Style, filled, header

Lead = Callable[[Book, str], tuple[str, ...]]
"""How a code and its name are printed: the label fields of a row."""
ORDINALS = "一二三四五六七八九十"
CLASSES = (
    "201",
    "202",
    "203",
    "204",
    "205",
    "206",
    "207",
    "208",
    "210",
    "211",
    "212",
    "213",
    "214",
    "215",
    "216",
    "217",
    "219",
    "220",
    "221",
    "222",
    "224",
    "229",
)


def ordinal(number: int) -> str:
    """一, 二 … 二十九 for 1, 2 … 29."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else ORDINALS[tens - 1] + "十"
    return head + (ORDINALS[ones - 1] if ones else "")


def two_fields(book: Book, code: str) -> tuple[str, ...]:
    """Code | name."""
    return code, book.name(code)


def indented(book: Book, code: str) -> tuple[str, ...]:
    """Code | name moved in by depth."""
    return code, "  " * ((len(code) - 3) // 2) + book.name(code)


def glued(book: Book, code: str) -> tuple[str, ...]:
    """``2010301 行政运行`` in one field, moved in by depth."""
    return ("　" * ((len(code) - 3) // 2) + f"{code} {book.name(code)}",)


def bracketed(book: Book, code: str) -> tuple[str, ...]:
    """``[2010301]行政运行`` in one field."""
    return (f"[{code}]{book.name(code)}",)


def named(book: Book, code: str) -> tuple[str, ...]:
    """The name alone, moved in by depth."""
    return ("  " * ((len(code) - 3) // 2) + book.name(code),)


def three_fields(book: Book, code: str) -> tuple[str, ...]:
    """类 | 款 | 项 | name, the upper ones on every row."""
    return code[:3], code[3:5], code[5:7], book.name(code)


def stairs(book: Book, code: str) -> tuple[str, ...]:
    """类 | 款 | 项 | name, only the level's own digits."""
    own = {3: (code, "", ""), 5: ("", code[3:], ""), 7: ("", "", code[5:])}[len(code)]
    return (*own, book.name(code))


def whole_stairs(book: Book, code: str) -> tuple[str, ...]:
    """类 | 款 | 项 | name, the level's whole code in its own field."""
    own = {3: (code, "", ""), 5: ("", code, ""), 7: ("", "", code)}[len(code)]
    return (*own, book.name(code))


def two_stairs(book: Book, code: str) -> tuple[str, ...]:
    """类 | 款 | name for economic codes."""
    return code[:3], code[3:5], book.name(code)


def tree(book: Book, lead: Lead, base: Coordinates, lengths: Sequence[int] = (3, 5, 7)) -> list[Line]:
    """A row for every functional code of these lengths with money, in order."""
    where = {k: v for k, v in base.as_dict().items() if k not in {"year", "side", "item"}}
    codes = sorted({code for length in lengths for code in book.functions(length, **where)})
    return [Line(lead(book, code), replace(base, function=code)) for code in codes]


def economic_tree(
    book: Book, lead: Lead, base: Coordinates, lengths: Sequence[int] = (3, 5), *, government: bool = False
) -> list[Line]:
    """A row for every economic code of these lengths with money, in order."""
    where = {k: v for k, v in base.as_dict().items() if k not in {"year", "side", "item"}}
    codes = sorted({code for length in lengths for code in book.economics(length, government=government, **where)})
    return [Line(lead(book, code), replace(base, economic=code)) for code in codes]


def at(**where: str) -> Coordinates:
    """Short for coordinates."""
    return Coordinates(**where)  # type: ignore[arg-type]


SPENT = Coordinates(side="expenditure")
EARNED = Coordinates(side="revenue")
FUND_NAMES = (
    ("一般公共预算", GENERAL),
    ("政府性基金预算", GOVERNMENT),
    ("国有资本经营预算", CAPITAL),
)
OWN_NAMES = (
    ("事业收入", SERVICE),
    ("事业单位经营收入", BUSINESS),
    ("上级补助收入", SUPERIOR),
    ("附属单位上缴收入", AFFILIATE),
    ("其他收入", OTHER),
)
USES = (
    ("基本支出", "basic"),
    ("项目支出", "project"),
    ("上缴上级支出", "remittance_up"),
    ("事业单位经营支出", "business"),
    ("对附属单位补助支出", "subsidy_down"),
)


def by_use(total: str = "合计", *, base: Coordinates = Coordinates(), group: tuple[str, ...] = ()) -> list[Col]:
    """Total, then every use."""
    return [Col((*group, total), base), *(Col((*group, name), replace(base, use=use)) for name, use in USES)]


def basic_parts(total: str, *group: str, base: Coordinates = Coordinates()) -> list[Col]:
    """Total | personnel | operating of basic expenditure."""
    return [
        Col((*group, total), replace(base, use="basic")),
        Col((*group, "人员经费"), replace(base, use="basic/personnel")),
        Col((*group, "公用经费"), replace(base, use="basic/operating")),
    ]


def origin_funds(book: Book) -> list[Col]:
    """收入总表 of the integrated system: total, this year's money by fund, carried-over money by fund."""
    now, old = at(origin=CURRENT), at(origin=CARRIED_OVER)
    columns = [Col(("合计",)), Col(("本年收入", "小计"), now)]
    columns += [Col(("本年收入", name), replace(now, fund=fund)) for name, fund in FUND_NAMES]
    columns.append(Col(("本年收入", "财政专户管理资金"), replace(now, fund=SPECIAL)))
    columns += [Col(("本年收入", name), replace(now, fund=fund)) for name, fund in OWN_NAMES]
    columns.append(Col(("上年结转结余", "小计"), old))
    columns += [Col(("上年结转结余", name), replace(old, fund=fund)) for name, fund in FUND_NAMES]
    columns.append(Col(("上年结转结余", "财政专户管理资金"), replace(old, fund=SPECIAL)))
    columns.append(Col(("上年结转结余", "单位资金"), replace(old, fund="own_funds")))
    return columns


def two_sides(
    book: Book,
    style: Style,
    left: Sequence[Line],
    right: Sequence[Line],
    left_columns: Sequence[Col],
    right_columns: Sequence[Col],
    *,
    bottom: int = 1,
) -> list[tuple[str, ...]]:
    """Two bodies side by side; the last ``bottom`` rows of both stand beside each other."""
    ones = filled(book, style, left, left_columns)
    others = filled(book, style, right, right_columns)
    head_one, tail_one = ones[: len(ones) - bottom], ones[len(ones) - bottom :]
    head_other, tail_other = others[: len(others) - bottom], others[len(others) - bottom :]
    height = max(len(head_one), len(head_other))
    blank_one = ("",) * (len(left[0].lead) + len(left_columns))
    blank_other = ("",) * (len(right[0].lead) + len(right_columns))
    head_one += [blank_one] * (height - len(head_one))
    head_other += [blank_other] * (height - len(head_other))
    return [a + b for a, b in zip([*head_one, *tail_one], [*head_other, *tail_other], strict=True)]


def change(book: Book, style: Style, new: Coordinates, old: Coordinates) -> Callable[[Coordinates], str]:
    """增减额: what the one restriction has more than the other."""

    def reckon(row: Coordinates) -> str:
        one, other = row.joined(new), row.joined(old)
        if one is None or other is None:
            return ""
        fen = book.amount(one) - book.amount(other)
        text = style.text(abs(fen))
        return text if not fen else Number(("-" if fen < 0 else "") + text)

    return reckon


def rate(
    book: Book, new: Coordinates, old: Coordinates, digits: int = 2, sign: str = "%"
) -> Callable[[Coordinates], str]:
    """增减%: the change against the base."""

    def reckon(row: Coordinates) -> str:
        one, other = row.joined(new), row.joined(old)
        if one is None or other is None or not book.amount(other):
            return ""
        share = Decimal(book.amount(one) - book.amount(other)) * 100 / book.amount(other)
        return f"{share.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}{sign}"

    return reckon


def plain(
    book: Book,
    style: Style,
    title: str,
    above: Sequence[str],
    leads: Sequence[tuple[str, ...]],
    lines: Sequence[Line],
    columns: Sequence[Col],
    *,
    below: Sequence[str] = (),
    numbering: Sequence[str] = (),
) -> Spread:
    """A one-sided table."""
    paths = [*leads, *(column.path for column in columns)]
    body = filled(book, style, lines, columns) or [("",) * len(paths)]
    return Spread(title, tuple(above), header(paths, numbering), tuple(body), tuple(below))


def sided(
    book: Book,
    style: Style,
    title: str,
    above: Sequence[str],
    left: Sequence[Line],
    right: Sequence[Line],
    left_columns: Sequence[Col],
    right_columns: Sequence[Col],
    *,
    groups: tuple[str, str] = ("收入", "支出"),
    leads: tuple[tuple[str, ...], tuple[str, ...]] = (("项目",), ("项目",)),
    bottom: int = 1,
    numbering: Sequence[str] = (),
) -> Spread:
    """A two-sided table: 收入 | 支出."""
    paths: list[tuple[str, ...]] = []
    for group, names, columns in ((groups[0], leads[0], left_columns), (groups[1], leads[1], right_columns)):
        paths += [(group, name) for name in names]
        paths += [(group, *column.path) for column in columns]
    body = two_sides(book, style, left, right, left_columns, right_columns, bottom=bottom)
    return Spread(title, tuple(above), header(paths, numbering), tuple(body))


__all__ = [name for name in dir() if not name.startswith("_")]
FISCAL_FUND = FISCAL
