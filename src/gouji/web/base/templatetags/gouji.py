"""Filters for every template."""

from __future__ import annotations

import json
import re
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gouji import __version__
from gouji.web.base.language import CORE_LANGUAGE, script_words, tag
from gouji.web.base.words import said
from gouji.web.journal.log import FACTS

register = template.Library()

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LEVELS = {"error": _("错误"), "warning": _("提醒"), "notice": pgettext_lazy("level", "说明")}
_KINDS = {
    "budget": _("预算"),
    "adjusted_budget": _("预算调整"),
    "final_accounts": _("决算"),
    "evaluation": _("绩效自评"),
}


@register.filter(name="language_tag")
def tag_of(code: str) -> str:
    """A language as HTML names it."""
    return tag(code)


@register.simple_tag
def language_tag() -> str:
    """The language of the page, as HTML names it."""
    return tag(get_language())


@register.simple_tag
def words() -> SafeString:
    """What the scripts of a page say in its language; nothing on a Chinese page, whose words they carry themselves."""
    code = get_language()
    return json_script(script_words(code), "words") if code and code != settings.LANGUAGE_CODE else SafeString("")


@register.filter
def level_name(level: str) -> str:
    """A level of findings, named."""
    return str(_LEVELS.get(level, level))


@register.filter
def kind_name(kind: str) -> str:
    """A kind of document, named."""
    return str(_KINDS.get(kind, kind))


@register.filter
def word(text: str) -> str:
    """A cell's words in the language of the page."""
    return said(text)


@register.filter
def kept(text: object) -> str:
    """What was kept in Chinese: in the language of the page where a catalogue has it, else marked as Chinese."""
    return _marked(gettext(str(text)) if text else "")


@register.filter
def cell(text: str) -> str:
    """A cell's words in the language of the page, marked where they are Chinese."""
    return _marked(said(text))


def _marked(text: str) -> str:
    if get_language() in {None, settings.LANGUAGE_CODE} or not _CHINESE.search(text):
        return text
    return format_html('<span lang="{}">{}</span>', CORE_LANGUAGE, text)


@register.filter
def tenth(permille: int | None) -> str:
    """Thousandths as a width in percent for a bar."""
    return f"{(permille or 0) / 10:g}"


@register.filter
def fact_name(name: str) -> str:
    """A name of the log, for people."""
    return str(FACTS[name]) if name in FACTS else gettext(name) if name else ""


@register.filter
def money(fen: int | None) -> str:
    """An amount in 分 as 元 with separators."""
    return "" if fen is None else f"{Decimal(fen) / 100:,.2f}"


@register.filter
def points(hundredths: int | None) -> str:
    """Points kept in hundredths."""
    return "—" if hundredths is None else f"{Decimal(hundredths) / 100:.2f}".rstrip("0").rstrip(".")


@register.filter
def digits(value: Decimal) -> str:
    """A number without noughts that say nothing."""
    return f"{value.normalize():f}"


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
