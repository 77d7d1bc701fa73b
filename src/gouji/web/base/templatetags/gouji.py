"""Filters for every template."""

from __future__ import annotations

import json
from decimal import Decimal

from django import template

from gouji import __version__
from gouji.web.journal.log import FACTS

register = template.Library()

_LEVELS = {"error": "错误", "warning": "提醒", "notice": "说明"}
_KINDS = {"budget": "预算", "final_accounts": "决算"}


@register.filter
def level_name(level: str) -> str:
    """A level of findings in Chinese."""
    return _LEVELS.get(level, level)


@register.filter
def kind_name(kind: str) -> str:
    """A kind of document in Chinese."""
    return _KINDS.get(kind, kind)


@register.filter
def tenth(permille: int | None) -> str:
    """Thousandths as a width in percent for a bar."""
    return f"{(permille or 0) / 10:g}"


@register.filter
def fact_name(name: str) -> str:
    """A name of the log in Chinese."""
    return str(FACTS.get(name, name))


@register.filter
def money(fen: int | None) -> str:
    """An amount in 分 as 元 with separators."""
    return "" if fen is None else f"{Decimal(fen) / 100:,.2f}"


@register.filter
def json_text(values: object) -> str:
    """A value as JSON, to be escaped into an attribute."""
    return json.dumps(values, ensure_ascii=False)


@register.filter
def without_amount(row: dict[str, str]) -> dict[str, str]:
    """A row of a grid with its amount left to be typed."""
    return row | {"amount": ""}


@register.filter
def wan(fen: int | None) -> str:
    """An amount in 分 as 万元 with separators."""
    return "" if fen is None else f"{Decimal(fen) / 1_000_000:,.2f}"


@register.simple_tag
def version() -> str:
    """The version, so that a browser asks again for what a new one changed."""
    return __version__
