"""Lines as people type them: a grid of texts to values and back, and what changed between two grids."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gouji.errors import GoujiError
from gouji.ledgers.rows import yuan
from gouji.ledgers.values import WrongValueError, choices_of
from gouji.ledgers.words import code_of, label, labels
from gouji.model.coordinates import CURRENT, EXPENDITURE
from gouji.model.money import parse_number
from gouji.web.base.words import BETWEEN, said
from gouji.web.cycle.models import AdjustmentLine, Line

MOST_ROWS = 2000
_LARGEST = 10**17
_WORDS = ("side", "use", "fund", "origin")
"""The fields whose values are words of a list; ``tags`` has any number of them, the rest are codes and names."""
SEVERAL = BETWEEN
TITLES = {
    "side": gettext_noop("收支"),
    "function": gettext_noop("功能分类科目"),
    "economic": gettext_noop("经济分类科目"),
    "use": gettext_noop("支出类别"),
    "fund": gettext_noop("资金来源"),
    "origin": gettext_noop("资金性质"),
    "project": gettext_noop("项目"),
    "tags": gettext_noop("另计入"),
    "amount": gettext_noop("金额（元）"),
}
"""Field → its title, as workbooks have it; :func:`titles` says it in the language of the page."""
_GIVEN = frozenset({"side", "origin", "fund"})
_LONGEST = {"function": 7, "economic": 5, "project": 100}


MERGED = ["side", "function", "use", "fund", "origin"]
"""Fields whose cells people merge over several rows in a spreadsheet."""
BLANK = {
    "side": label("side", EXPENDITURE),
    "origin": label("origin", CURRENT),
    "fund": label("fund", "general_public_budget"),
}
"""What a new row begins with."""


def titles() -> dict[str, str]:
    """The titles of the fields in the language of the page."""
    return {name: _(title) for name, title in TITLES.items()}


class RowsError(GoujiError):
    """Rows that cannot be saved; ``problems`` are (row from 0, field, message)."""

    def __init__(self, problems: Sequence[tuple[int, str, str]]) -> None:
        self.problems = tuple(problems)
        told = [_("第 %(row)d 行：%(message)s") % {"row": one[0] + 1, "message": one[2]} for one in self.problems[:5]]
        super().__init__(_("；").join(told))


@dataclass(frozen=True, slots=True)
class Row:
    """A line's values; ``amount`` in 分."""

    side: str
    function: str
    economic: str
    use: str
    fund: str
    origin: str
    project: str
    tags: frozenset[str]
    amount: int

    @property
    def point(self) -> tuple[object, ...]:
        """Everything but the amount: two rows at one point are one amount written twice."""
        return (
            self.side,
            self.function,
            self.economic,
            self.use,
            self.fund,
            self.origin,
            self.project,
            self.tags,
        )

    def stored(self) -> dict[str, str | int]:
        """The values of a saved line, by field."""
        return {name: tags_text(self.tags) if name == "tags" else getattr(self, name) for name in FIELDS}


FIELDS = tuple(field.name for field in fields(Row))
_TELLING = (*(name for name in FIELDS if name not in _GIVEN), "tag")
NO_TAGS: frozenset[str] = frozenset()


def tags_text(tags: frozenset[str]) -> str:
    """Tags as a saved line has them: the codes in order."""
    return " ".join(sorted(tags))


@lru_cache(maxsize=256)
def tags_of(text: str) -> frozenset[str]:
    """The tags of a saved line."""
    return frozenset(text.split())


def texts_of(typed: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a row as typed or as kept with a submission; those of the first release had one ``tag``."""
    texts = {name: str(typed.get(name) or "").strip() for name in FIELDS}
    texts["tags"] = texts["tags"] or str(typed.get("tag") or "").strip()
    return texts


def parsed(grid: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The rows of a grid as typed; wholly empty ones are left out. Raises :class:`RowsError` for what has no meaning:
    a word that is none, an amount that is no number of 分, two rows for one point."""
    rows: list[Row] = []
    problems: list[tuple[int, str, str]] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, typed in enumerate(grid):
        if number >= MOST_ROWS:
            raise RowsError([(number, "amount", _("一个单位的预算最多 %d 行。") % MOST_ROWS)])
        if not says_anything(typed):
            continue
        texts = texts_of(typed)
        found = list(_problems(texts))
        if found:
            problems += [(number, name, message) for name, message in found]
            continue
        row = _row(texts)
        if (first := seen.setdefault(row.point, number)) != number:
            problems.append((number, "amount", _("与第 %d 行是同一项，请合并金额。") % (first + 1)))
        rows.append(row)
    if problems:
        raise RowsError(problems)
    return tuple(rows)


def point_of(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """What a row as typed is about: everything but its amount."""
    return tuple(text for name, text in texts_of(typed).items() if name != "amount")


def says_anything(typed: Mapping[str, Any]) -> bool:
    """Whether a row is more than what a new one begins with."""
    return any(str(typed.get(name) or "").strip() for name in _TELLING)


def _problems(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in _WORDS:
        if (texts[name] or name in {"side", "fund", "origin"}) and code_of(name, texts[name]) is None:
            yield name, _outside(name, texts[name])
    try:
        _tags(texts["tags"])
    except WrongValueError:
        yield "tags", _outside("tags", texts["tags"])
    for name, longest in _LONGEST.items():
        if len(texts[name]) > longest:
            yield name, _("%(title)s太长。") % {"title": _(TITLES[name])}
    if texts["project"].startswith(("=", "+", "-", "@")):
        yield "project", _("项目名称不能以 = + - @ 开头。")
    if _fen(texts["amount"]) is None:
        yield "amount", _("金额“%s”不是一个最多两位小数的数。") % texts["amount"][:20]


def _outside(name: str, text: str) -> str:
    return _("%(title)s“%(text)s”不在可选范围内。") % {"title": _(TITLES[name]), "text": text[:20]}


def _row(texts: Mapping[str, str]) -> Row:
    codes = {name: code_of(name, texts[name]) or "" if texts[name] else "" for name in _WORDS}
    amount = _fen(texts["amount"])
    assert amount is not None
    row = Row(
        codes["side"],
        texts["function"],
        texts["economic"],
        codes["use"],
        codes["fund"],
        codes["origin"],
        texts["project"],
        _tags(texts["tags"]),
        amount,
    )
    return row if row.side == EXPENDITURE else Row(row.side, "", "", "", row.fund, row.origin, "", NO_TAGS, amount)


@lru_cache(maxsize=256)
def _tags(text: str) -> frozenset[str]:
    """The tags that words name. Raises :class:`WrongValueError` for a word that is none."""
    return choices_of(text, "tag", TITLES["tags"])


def _fen(text: str) -> int | None:
    number = parse_number(text)
    try:
        fen = Decimal(number or "") * 100
    except InvalidOperation:
        return None
    return int(fen) if fen == fen.to_integral_value() and abs(fen) < _LARGEST else None


def grid(rows: Iterable[Row]) -> list[dict[str, str]]:
    """Rows as people read and type them."""
    return [
        {name: yuan(row.amount) if name == "amount" else _shown(name, getattr(row, name)) for name in FIELDS}
        for row in rows
    ]


def _shown(name: str, value: Any) -> str:
    if name == "tags":
        return tags_shown(value)
    return label(name, value) if value and name in _WORDS else str(value)


@lru_cache(maxsize=256)
def tags_shown(tags: frozenset[str]) -> str:
    """The words of tags, in the order of their list."""
    words = {label("tag", tag): None for tag in sorted(tags)}
    listed = [word for word in labels("tag") if word in words]
    return SEVERAL.join([*listed, *(word for word in words if word not in listed)])


def choices() -> dict[str, tuple[str, ...]]:
    """The words of which one is chosen, by field."""
    return {name: labels(name) for name in _WORDS}


def several() -> dict[str, tuple[str, ...]]:
    """The words of which any number are chosen, by field."""
    return {"tags": labels("tag")}


def of_lines(lines: QuerySet[Line] | QuerySet[AdjustmentLine]) -> tuple[Row, ...]:
    """The rows of saved lines. Those that were fetched already are taken as they are; to make objects of others would
    cost more than all that is done with them."""
    if lines._result_cache is not None:
        values: Iterable[Any] = ([getattr(line, name) for name in FIELDS] for line in lines)
    else:
        values = lines.values_list(*FIELDS)
    return tuple(row_of(*one) for one in values)


def row_of(
    side: str,
    function: str,
    economic: str,
    use: str,
    fund: str,
    origin: str,
    project: str,
    tags: str,
    amount: int,
) -> Row:
    """The row of a saved line's values."""
    return Row(side, function, economic, use, fund, origin, project, tags_of(tags), amount)


def digest(rows: Iterable[Row], note: str = "") -> str:
    """SHA-256 of the rows in their order, and of what is said of them where anything is."""
    content: list[object] = [list(row.stored().values()) for row in rows]
    if note:
        content.append(note)
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Change:
    """One point before and after, in 分; None where there is none."""

    row: Row
    before: int | None
    after: int | None

    @property
    def text(self) -> str:
        """What the point is, in the words of the grid; the log has it so."""
        return " ".join(self._parts)

    @property
    def said(self) -> str:
        """What the point is, in the language of the page."""
        return " ".join(said(part) for part in self._parts)

    @property
    def _parts(self) -> list[str]:
        parts = [_shown(name, getattr(self.row, name)) for name in FIELDS if name != "amount"]
        return [part for part in parts if part]

    @property
    def before_text(self) -> str:
        """The amount before in 元, or a dash."""
        return "—" if self.before is None else f"{Decimal(self.before) / 100:,.2f}"

    @property
    def after_text(self) -> str:
        """The amount after in 元, or a dash."""
        return "—" if self.after is None else f"{Decimal(self.after) / 100:,.2f}"


def changes(before: Iterable[Row], after: Iterable[Row]) -> tuple[Change, ...]:
    """What differs, in the order of the new rows and then what is gone."""
    old, new = {row.point: row for row in before}, {row.point: row for row in after}
    found = []
    for point, row in (old | new).items():
        was, now = old.get(point), new.get(point)
        if was is None or now is None or was.amount != now.amount:
            found.append(Change(row, was.amount if was else None, now.amount if now else None))
    return tuple(found)
