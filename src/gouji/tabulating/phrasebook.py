"""What sentences are made of, as data (``templates/phrases.toml``, and what a template says otherwise).

Points are named amounts (``{revenue}``), lists go through several (``{list:uses}``), and the forms of a change, a share
or a reason are patterns of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from gouji.model.coordinates import Coordinates
from gouji.tabulating.template import Template, TemplateError

REASON_MISSING = "〔原因待填〕"
AMOUNT_MISSING = "〔上年数待填〕"
VALUE_MISSING = "〔待填〕"


@dataclass(frozen=True, slots=True)
class PointPhrase:
    """A named amount: what it restricts, what it is called, and under which key its reason is given."""

    key: str
    name: str
    at: Coordinates
    reason: str


@dataclass(frozen=True, slots=True)
class ListPhrase:
    """Several amounts in one sentence. ``members`` are keys of points; or ``axis`` makes them of the point ``of``:
    functions or economic codes of ``digits``. ``keep`` is nonzero or all; ``item`` the pattern of each;
    ``lead`` stands before a list that is not empty."""

    key: str
    item: str
    join: str
    members: tuple[str, ...] = ()
    axis: str = ""
    of: str = ""
    digits: int = 3
    keep: str = "nonzero"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term with its meaning; it is printed where one of ``words`` occurs."""

    term: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All phrases of one template."""

    points: Mapping[str, PointPhrase]
    lists: Mapping[str, ListPhrase]
    forms: Mapping[str, str]
    purposes: Mapping[str, str]
    glossary: tuple[GlossaryEntry, ...]
    items: Mapping[str, str]
    charts: Mapping[str, Mapping[str, str]]
    words: Mapping[str, str]

    def point(self, key: str) -> PointPhrase:
        """The point of this name. Raises :class:`TemplateError`."""
        if key not in self.points:
            raise TemplateError(f"句式中的“{key}”不是已知的数据点。")
        return self.points[key]

    def list(self, key: str) -> ListPhrase:
        """The list of this name. Raises :class:`TemplateError`."""
        if key not in self.lists:
            raise TemplateError(f"句式中的“list:{key}”不是已知的列举。")
        return self.lists[key]


def phrasebook(template: Template) -> Phrasebook:
    """The phrases of a template: the common ones, and its own in their place."""
    common, own = _common(), template.phrases
    points = {**common["point"], **own.get("point", {})}
    lists = {**common["list"], **own.get("list", {})}
    glossary = {entry["term"]: entry for entry in (*common["glossary"], *own.get("glossary", []))}
    return Phrasebook(
        {key: _point(key, raw) for key, raw in points.items()},
        {key: _list(key, raw) for key, raw in lists.items()},
        {**common["form"], **own.get("form", {})},
        {**common["purpose"], **own.get("purpose", {})},
        tuple(
            GlossaryEntry(raw["term"], raw["text"], tuple(raw.get("words", (raw["term"],))))
            for raw in glossary.values()
        ),
        {**common["item"], **own.get("item", {})},
        {**common["chart"], **own.get("chart", {})},
        {**common["words"], **template.words},
    )


@cache
def _common() -> dict[str, Any]:
    return tomllib.loads((resources.files("gouji") / "templates" / "phrases.toml").read_text("utf-8"))


def _point(key: str, raw: Mapping[str, Any]) -> PointPhrase:
    try:
        return PointPhrase(key, raw["name"], Coordinates(**raw["at"]), raw.get("reason", key))
    except (KeyError, TypeError) as error:
        raise TemplateError(f"数据点“{key}”的写法有误：{error}") from None


def _list(key: str, raw: Mapping[str, Any]) -> ListPhrase:
    try:
        return ListPhrase(key, **{**raw, "members": tuple(raw.get("members", ()))})
    except TypeError as error:
        raise TemplateError(f"列举“{key}”的写法有误：{error}") from None
