"""Checks of what an amount also is: tags that exclude each other, or say another thing than the economic item."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.ledgers.problems import ERROR, WARNING
from gouji.ledgers.words import label
from gouji.lexicon.items import divisions_of_items
from gouji.model.coordinates import EXPENDITURE
from gouji.model.ledger import Fact

_ONE_OF = ("procurement", "three_public")
"""Families of which an amount is at most one: goods are no works, and a reception is no journey abroad."""
_BOUGHT = ("procurement/", "entrusted_services", "purchased_services")
"""What is bought or entrusted to others; nobody's pay is."""
_FUND = "general_public_budget"
"""“三公” are paid from the general public budget; what other funds pay for the same is told apart by nobody."""

Told = tuple[str, str, str]
"""Level, message, field."""


def tag_problems(fact: Fact, *, whole: bool) -> Iterator[Told]:
    """What is wrong with the tags of an amount of this year; that one is missing only where the ledger is ``whole``."""
    if fact.side != EXPENDITURE or fact.item is not None or fact.inferred:
        return
    for family in _ONE_OF:
        kinds = sorted(tag for tag in fact.tags if tag.startswith(family + "/"))
        if len(kinds) > 1:
            names = "、".join(label("tag", tag) for tag in kinds)
            yield ERROR, f"同一笔支出不能同时是{names}，请分开列或只选一项", "tags"
    yield from _against_economic(fact, whole=whole)
    if fact.use == "basic/personnel":
        for tag in sorted(tag for tag in fact.tags if tag.startswith(_BOUGHT)):
            yield WARNING, f"人员经费不会是{label('tag', tag)}，请核对支出类别", "tags"


def _against_economic(fact: Fact, *, whole: bool) -> Iterator[Told]:
    """“三公” are economic items too, under other names."""
    code = fact.economic or ""
    said = [tag for tag in fact.tags if tag in divisions_of_items()]
    for tag, codes in divisions_of_items().items() if len(said) < 2 else ():
        is_tagged, is_item = tag in said, code in codes
        if is_tagged and len(code) == 5 and not is_item:
            message = f"计入{label('tag', tag)}的支出，经济分类科目应是 {'、'.join(codes)}，这里是 {code}"
            yield WARNING, message, "economic"
        elif is_item and not is_tagged and whole and fact.fund == _FUND and fact.amount:
            yield WARNING, f"经济分类科目 {code} 属于“三公”经费，应同时计入{label('tag', tag)}", "tags"
