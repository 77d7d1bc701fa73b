"""What is known of a table before its panels are looked at: the document it stands in and what its title says."""

from __future__ import annotations

from gouji.lexicon.classification import economic
from gouji.lexicon.terms import UNKNOWN_FUND, Meaning, glean
from gouji.lexicon.text import key
from gouji.model.coordinates import Coordinates
from gouji.model.frozen import frozen, replace
from gouji.model.kinds import SOME_BUDGET, own_stage, stage_in

ITEM_KINDS = frozenset({"three_public", "procurement", "agency_operating"})
"""Kinds of tables whose amounts are of an item that is no partition of expenditure."""
_OTHER_KINDS = frozenset({"entrusted_services", "assets"})
"""Kinds of tables whose amounts are of no point of the budget."""
_MORE_THAN_THREE = ("会议费", "培训费", "机构运行", "运行经费")


@frozen
class Context:
    """What is known before a panel is looked at: the document's year, kind (``of``) and units, the table's title and
    kind."""

    year: int | None
    of: str
    units: frozenset[str]
    title: str
    kind: str | None
    department: str = ""


def table_coordinates(context: Context) -> Coordinates:
    """What the title restricts: 一般公共预算基本支出表 is fund general_public_budget, use basic, side expenditure."""
    meaning = glean(context.title)
    found = meaning.coordinates
    if "both_sides" in meaning.flags:
        found = replace(found, side=None)
    if context.kind in ITEM_KINDS:
        found = Coordinates(item=None if _lists_more(context) else found.item)
    elif context.kind == "basic_expenditure":
        found = replace(found, economic=_class_in_title(context))
    elif context.kind in _OTHER_KINDS or found.item is not None:
        found = Coordinates()
    if context.kind == "projects":
        found = replace(found, side="expenditure", use="project")
    return replace(found, stage=own_stage(context.of), origin=None, year=context.year)


def _class_in_title(context: Context) -> str | None:
    """The economic class a table of basic expenditure is confined to by its title (工资福利支出), if there is one."""
    title = key(context.title)
    system = economic(context.year)
    found = [
        code for code in system.children() if code < "304" and any(key(name) in title for name in system.names(code))
    ]
    return found[0] if len(found) == 1 else None


def title_tells(context: Context) -> bool:
    """Whether the title says what the table's amounts are of. Where it does not, only rows that say it themselves have
    a point: a total of bought services or of nobody knows what is not the total of the budget."""
    meaning = glean(context.title)
    if context.kind in ITEM_KINDS:
        return meaning.coordinates.item is not None and not _lists_more(context)
    if context.kind in _OTHER_KINDS:
        return False
    said = meaning.coordinates.without("side") != Coordinates() or "both_sides" in meaning.flags
    return context.kind is not None or said


def _lists_more(context: Context) -> bool:
    """Whether a table of “三公” also lists what is none of them, so that its totals may be of all."""
    return context.kind == "three_public" and any(word in context.title for word in _MORE_THAN_THREE)


def in_document(meaning: Meaning, context: Context) -> Coordinates | None:
    """A meaning's coordinates with the year and stage it has in this document."""
    found = meaning.coordinates
    if found.fund == UNKNOWN_FUND:
        return None
    stage = found.stage
    if stage == SOME_BUDGET or meaning.year is None or meaning.year == context.year:
        stage = stage_in(context.of, stage)
    year = meaning.year
    if year is None and "previous" in meaning.flags and found.origin is None and context.year is not None:
        year = context.year - 1
    return replace(found, stage=stage, year=year)
