"""Sums that sentences list: a whole, then 其中／包括 and its parts, whatever the parts are called.

What the lexicon knows to be all the parts of a whole is derived (see the narrative's own sums). Here the numbers tell:
a list whose amounts sum to the whole is one, and one that would but for a slip of the pen is one with a slip in it. A
list that names only some parts is neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.identities.identity import Identity, meet
from gouji.identities.observation import Observation
from gouji.identities.slips import sum_with_a_slip, tells
from gouji.model.disclosure import Disclosure, Statement

_OPENS = re.compile(r"其中|包括|包含|分别|构成|分为|具体|[:：]")
_CHANGES = re.compile(r"比|较|同比|上年|增加|减少|增长|下降|占")
_ENDS_OPEN = re.compile(r"(?:[:：]|其中|包括|如下)[\s:：,，。]*$")
_NUMBERED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|——)")
_MOST_PARTS = 40


def listed_sums(
    disclosure: Disclosure, observations: Sequence[Observation], known: Sequence[Identity]
) -> list[Identity]:
    """The sums of lists; ``known`` are the identities that are derived: a whole that is summed there is left alone."""
    by_id = {o.id: o.index for o in observations if not o.is_cell and not o.previous}
    summed = {i.left[0] for i in known if i.kind == "sum" and len(i.left) == 1 and i.derived}
    sentences = _sentences(disclosure.statements)
    made: list[Identity] = []
    for position, (sentence, stated) in enumerate(sentences):
        for whole, parts in (*_inside(sentence, stated), *_below(sentences, position)):
            index, members = by_id[whole.id], tuple(by_id[p.id] for p in parts)
            if index in summed:
                continue
            found = _sum(index, members, observations)
            if found is not None:
                made.append(found)
                summed.add(index)
    return made


def _sum(whole: int, parts: Sequence[int], observations: Sequence[Observation]) -> Identity | None:
    """The longest run of parts that sums to the whole, else all of them when a slip is all that is between."""
    if observations[whole].amount.is_zero:
        return None
    filled = [m for m in parts if not observations[m].amount.is_zero]
    for size in range(len(filled), 1, -1):
        if meet(observations, (whole,), filled[:size]) and tells(observations, (whole, *filled[:size])):
            return _identity(whole, filled[:size])
    if len(filled) > 1 and sum_with_a_slip(whole, filled, observations):
        return _identity(whole, filled)
    return None


def _identity(whole: int, parts: Sequence[int]) -> Identity:
    return Identity("sum", (whole,), tuple(parts), False, "句中所列各项之和", f"listed.{whole}")


def _sentences(statements: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    """The amounts of each sentence, in order."""
    found: dict[tuple[str, str, object], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.kind == "amount" and statement.amount is not None:
            found[statement.section, statement.sentence, statement.place].append(statement)
    return [(key[1], sorted(stated, key=lambda s: s.span)) for key, stated in found.items()]


def _inside(sentence: str, stated: Sequence[Statement]) -> Iterator[tuple[Statement, list[Statement]]]:
    """Wholes with the amounts behind them in one sentence, those in deeper brackets left out."""
    depths = {s.id: _depth(sentence, s.span[0]) for s in stated}
    for position, whole in enumerate(stated[:-1]):
        following = stated[position + 1]
        if not _OPENS.search(sentence[whole.span[1] : following.span[0]]):
            continue
        parts: list[Statement] = []
        before = whole
        for part in stated[position + 1 : position + 1 + _MOST_PARTS]:
            between = sentence[before.span[1] : part.span[0]]
            if depths[part.id] < depths[following.id] or (parts and _CHANGES.search(between)):
                break
            if depths[part.id] == depths[following.id]:
                parts.append(part)
                before = part
        if len(parts) > 1:
            yield whole, parts


def _depth(sentence: str, end: int) -> int:
    begun = sentence[:end]
    return begun.count("（") + begun.count("(") - begun.count("）") - begun.count(")")


def _below(
    sentences: Sequence[tuple[str, list[Statement]]], position: int
) -> Iterator[tuple[Statement, list[Statement]]]:
    """A whole whose sentence ends with a colon, and the first amount of each paragraph below that bears a number."""
    sentence, stated = sentences[position]
    if not _ENDS_OPEN.search(sentence):
        return
    section = stated[0].section
    parts: list[Statement] = []
    for below, amounts in sentences[position + 1 : position + 1 + _MOST_PARTS]:
        if amounts[0].section != section:
            break
        if _NUMBERED.match(below) or not parts:
            parts.append(amounts[0])
    if len(parts) > 1:
        yield stated[0], parts
