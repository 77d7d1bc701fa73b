"""Templates: how one jurisdiction prints, as data. ``docs/templates.md`` describes the file format.

A template names tables, their headers and row axes, the sentences of the narrative and the order of all of it. What a
header or a label restricts is told by its words, through the lexicon; where the words do not say it, ``at`` does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from gouji.errors import GoujiError
from gouji.model.coordinates import DIMENSIONS
from gouji.model.money import UNITS_BY_TEXT, Unit


class TemplateError(GoujiError):
    """A template that cannot be used; the message says which entry and why."""


@dataclass(frozen=True, slots=True)
class AmountStyle:
    """How amounts are printed. ``zero`` stands for nought in a table; ``trim`` leaves out a fraction that is nought."""

    unit: Unit = Unit.TEN_THOUSAND_YUAN
    decimals: int = 2
    grouped: bool = False
    zero: str = ""
    trim: bool = False

    @property
    def step(self) -> int:
        """One unit of the last digit, in 分."""
        smallest: int = self.unit.value // 10**self.decimals
        return max(1, smallest)


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: its header from the outermost group to the leaf. ``holds`` is amount, text, difference (this year less
    last), adjustment (what adjustments within the year add or take away), or for label columns what of a row stands in
    it. ``at`` overrides what the header's words restrict. An ``optional`` column is left out where it has no amounts. A
    column of text that ``asks`` for an item says whether an entrusted project's money is that too (是, 否, 部分)."""

    path: tuple[str, ...]
    holds: str = "amount"
    at: Mapping[str, str] | None = None
    width: float | None = None
    optional: bool = False
    asks: str = ""


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row, or an axis that makes rows. ``axis`` is functions, economic, units, projects or entrusted; ``levels`` how
    deep it goes; ``ordinal`` a sample of the ordinals before its outermost rows (一、),
    or before a listed row, which is then counted with those before it on its level. ``joined`` prints the outer
    groups of projects in the rows of the inner ones. ``fill`` is as many blank rows as the other side of the table
    needs; ``blank`` a row that is printed without amounts; ``optional`` a row that is left out where it has none."""

    label: str = ""
    at: Mapping[str, str] | None = None
    level: int = 0
    total: bool = False
    blank: bool = False
    fill: bool = False
    optional: bool = False
    axis: str = ""
    levels: int = 0
    ordinal: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """One side of a table; ``head`` stands over all its columns."""

    leads: tuple[ColumnSpec, ...]
    columns: tuple[ColumnSpec, ...]
    rows: tuple[RowSpec, ...]
    head: str = ""
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form: a pattern with how many rows and columns it takes."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TargetSpec:
    """How targets are printed: ``list`` (one table, an indicator a row) or ``form`` (a table for each). ``interim``
    keeps those with interim values (True), those without (False) or all (None). A form's ``rows`` come first, then a
    row for each indicator with ``columns``; ``lead`` stands before them all."""

    form: bool
    columns: tuple[ColumnSpec, ...]
    rows: tuple[tuple[FormCell, ...], ...] = ()
    lead: str = ""
    spans: tuple[int, ...] = ()
    interim: bool | None = None
    merged: bool = True


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table. ``at`` restricts all of it. ``empty`` is the note of an empty one, ``empty_total`` whether its total row
    stands all the same."""

    title: str
    panels: tuple[PanelSpec, ...] = ()
    targets: TargetSpec | None = None
    at: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    style: AmountStyle = field(default_factory=AmountStyle)
    number: str = ""
    holder: str = ""
    empty: str = ""
    empty_total: bool = True
    notes: tuple[str, ...] = ()
    landscape: bool = False
    optional: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """A paragraph of the narrative: a pattern, once or for ``each`` member of a list; ``when`` and ``unless`` name
    what must (not) be there."""

    text: str
    each: str = ""
    when: str = ""
    unless: str = ""
    ordinal: str = ""


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """A stretch of the document: a heading, paragraphs, and ``content`` that is generated (tables, functions,
    institutions, glossary, charts)."""

    heading: str = ""
    level: int = 0
    say: tuple[Say, ...] = ()
    content: str = ""
    ordinal: str = ""
    tables: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """How one jurisdiction prints. ``words`` are its own words for the phrases (``{scope}``, ``{next_level}`` …)."""

    name: str
    label: str
    title: str
    narrative: AmountStyle
    tables: tuple[TableSpec, ...]
    blocks: tuple[BlockSpec, ...]
    project_tree: tuple[str, ...] = ("type", "level1")
    words: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, Any] = field(default_factory=dict)


_COMMON = frozenset({"phrases", "adjustment"})
"""Files beside the templates that are none themselves."""


def templates() -> tuple[str, ...]:
    """The names of the templates that come with Gouji, sorted."""
    folder = resources.files("gouji") / "templates"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted({n.removesuffix(".toml") for n in names if n.endswith(".toml")} - _COMMON))


def load_template(name: str) -> Template:
    """The template of this name, or in the file of this path. Raises :class:`TemplateError`."""
    if name in templates():
        return _own(name)
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return parse_template(path.read_text("utf-8"), path.stem)
    raise TemplateError(f"没有名为“{name}”的模板；现有：{'、'.join(templates())}，也可以给出一个 .toml 文件。")


@cache
def _own(name: str) -> Template:
    return parse_template((resources.files("gouji") / "templates" / f"{name}.toml").read_text("utf-8"), name)


def parse_template(text: str, name: str, below: Mapping[str, Any] | None = None) -> Template:
    """The template a TOML text describes; ``below`` is what holds where it says nothing. Raises
    :class:`TemplateError`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"模板“{name}”不是合法的 TOML：{error}") from None
    try:
        return _template({**(below or {}), **raw}, name)
    except _Malformed as error:
        raise TemplateError(f"模板“{name}”的{error}") from None


class _Malformed(Exception):  # noqa: N818 - turned into a TemplateError with the template's name
    pass


def _template(raw: dict[str, Any], name: str) -> Template:
    known = {"label", "title", "amounts", "narrative", "table", "block", "projects", "words", "phrases"}
    _only(raw, known, "顶层")
    tables = _style(raw.get("amounts", {}), AmountStyle(), "[amounts]")
    narrative = _style(
        raw.get("narrative", {}), AmountStyle(tables.unit, tables.decimals, tables.grouped), "[narrative]"
    )
    return Template(
        name,
        _text(raw, "label", "顶层"),
        _text(raw, "title", "顶层"),
        narrative,
        tuple(_table(entry, tables, f"第 {n} 个 [[table]]") for n, entry in enumerate(raw.get("table", []), 1)),
        tuple(_block(entry, f"第 {n} 个 [[block]]") for n, entry in enumerate(raw.get("block", []), 1)),
        tuple(raw.get("projects", {}).get("tree", ("type", "level1"))),
        raw.get("words", {}),
        raw.get("phrases", {}),
    )


def _style(raw: dict[str, Any], default: AmountStyle, where: str) -> AmountStyle:
    _only(raw, {f.name for f in fields(AmountStyle)}, where)
    values = {f.name: raw.get(f.name, getattr(default, f.name)) for f in fields(AmountStyle)}
    if isinstance(values["unit"], str):
        if values["unit"] not in UNITS_BY_TEXT:
            raise _Malformed(f"{where}：金额单位“{values['unit']}”应为元、千元、万元或亿元")
        values["unit"] = UNITS_BY_TEXT[values["unit"]]
    return AmountStyle(**values)


def _table(raw: dict[str, Any], default: AmountStyle, where: str) -> TableSpec:
    values = dict(raw)
    where = f"{where}（{raw.get('title', '无标题')}）"
    _text(values, "title", where)
    values["style"] = _style(values.pop("amounts", {}), default, where)
    values["notes"] = tuple(values.get("notes", ()))
    values["at"] = _at(values.get("at", {}), where)
    sides = values.pop("side", None)
    targets = values.pop("targets", None)
    if targets is not None:
        values["targets"] = _targets(targets, where)
    elif sides or values.keys() & {"leads", "columns", "rows"}:
        panels = sides or [{key: values.pop(key, []) for key in ("leads", "columns", "rows")}]
        values["panels"] = tuple(_panel(panel, where) for panel in panels)
    return _made(TableSpec, values, where)


def _panel(raw: dict[str, Any], where: str) -> PanelSpec:
    return _made(
        PanelSpec,
        {
            "leads": tuple(_column(entry, where, "label") for entry in raw.pop("leads", [])),
            "columns": tuple(_column(entry, where, "amount") for entry in raw.pop("columns", [])),
            "rows": tuple(_row(entry, where) for entry in raw.pop("rows", [])),
            "at": _at(raw.pop("at", {}), where),
            **raw,
        },
        where,
    )


def _column(raw: str | list[str] | dict[str, Any], where: str, holds: str) -> ColumnSpec:
    if not isinstance(raw, dict):
        raw = {"path": raw}
    path = raw.get("path", "")
    at = raw.get("at")
    values = {
        "holds": holds,
        **raw,
        "path": tuple(path.split("/") if isinstance(path, str) else path),
        "at": None if at is None else _at(at, where),
    }
    return _made(ColumnSpec, values, where)


def _row(raw: str | dict[str, Any], where: str) -> RowSpec:
    if isinstance(raw, str):
        raw = {"label": raw}
    at = raw.get("at")
    values: dict[str, Any] = {**raw, "at": None if at is None else _at(at, where)}
    row = _made(RowSpec, values, where)
    if row.axis and row.axis not in AXES:
        raise _Malformed(f"{where}：不认识的行轴“{row.axis}”，应为{'、'.join(AXES)}之一")
    return row


AXES = ("functions", "economic", "units", "projects", "entrusted")


def _targets(raw: dict[str, Any], where: str) -> TargetSpec:
    rows = tuple(tuple(_form_cell(cell, where) for cell in row) for row in raw.get("rows", []))
    columns = tuple(_column(entry, where, "text") for entry in raw.get("columns", []))
    return _made(
        TargetSpec,
        {"form": False, **raw, "columns": columns, "rows": rows, "spans": tuple(raw.get("spans", ()))},
        where,
    )


def _form_cell(raw: str | dict[str, Any], where: str) -> FormCell:
    return _made(FormCell, {"text": raw} if isinstance(raw, str) else raw, where)


def _block(raw: dict[str, Any], where: str) -> BlockSpec:
    where = f"{where}（{raw.get('heading', raw.get('content', ''))}）"
    values = dict(raw)
    values["say"] = tuple(
        _made(Say, {"text": entry} if isinstance(entry, str) else entry, where) for entry in raw.get("say", [])
    )
    for name in ("tables", "charts"):
        values[name] = tuple(raw.get(name, ()))
    return _made(BlockSpec, values, where)


_T = TypeVar("_T")


def _made(kind: type[_T], values: dict[str, Any], where: str) -> _T:
    _only(values, {f.name for f in fields(kind)}, where)  # type: ignore[arg-type]
    try:
        return kind(**values)
    except TypeError:
        needed = [f.name for f in fields(kind) if f.name not in values]  # type: ignore[arg-type]
        raise _Malformed(f"{where}：缺少 {'、'.join(needed[:3])}") from None


def _only(raw: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(raw.keys() - known)
    if unknown:
        raise _Malformed(f"{where}：不认识的键 {'、'.join(unknown)}")


def _text(raw: Mapping[str, Any], key: str, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value:
        raise _Malformed(f"{where}：缺少 {key}")
    return value


def _at(raw: Mapping[str, str], where: str) -> Mapping[str, str]:
    _only(raw, set(DIMENSIONS), where)
    return dict(raw)


def chosen(names: Sequence[str], tables: Sequence[TableSpec]) -> tuple[TableSpec, ...]:
    """The tables of these titles, all of them where none is named."""
    return tuple(table for table in tables if not names or table.title in names)
