"""Shares: 占…的 X%, 完成预算的 X%."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from gouji.lexicon.phrases import phrases
from gouji.model.coordinates import Coordinates
from gouji.model.frozen import replace
from gouji.model.money import Amount
from gouji.reading.narrative.amounts import Token
from gouji.reading.narrative.context import inherit, is_coarser
from gouji.reading.narrative.headings import Outline
from gouji.reading.narrative.memory import Memory, Mention, as_side
from gouji.reading.narrative.record import Record
from gouji.reading.narrative.senses import Senses

_SHARE = re.compile(r"占(?P<whole>[^占]*)$")
_SHARE_TAIL = re.compile(r"的?(?:比例|比重|百分比|比)?(?:约|为|达到?|是|分别)*:?$")
_DONE = re.compile(
    r"(?:完成(?:了)?|为|达到?|占)"
    r"(?P<base>(?:年初|全年|调整后?的?|当年)?(?:部门|单位)?预算(?:安排|批复)?(?:数|额)?)的?(?:比例为?)?$"
    r"|(?:预算)?(?:执行率|完成率|完成比例)(?:为|达到?)?$"
)
_NO_SUBJECT = re.compile(r"^(?:总|的|共|约)*$")
_TOTAL_END = re.compile(r"(?:总额|总数|总量|全部|其)$")
_SIDE_TOTALS = frozenset({"支出总额", "收入总额"})


class Shares:
    """Reads percentages of a whole."""

    def __init__(self, senses: Senses, outline: Outline, memory: Memory, record: Record) -> None:
        self._senses = senses
        self._outline = outline
        self._memory = memory
        self._record = record
        self._phrases = phrases()

    def read(self, token: Token, lead: str) -> bool:
        """State the share a percentage with this lead is; False when it is none."""
        if self._senses.final_accounts and (done := _DONE.search(lead)):
            self._completion(token, lead[: done.start()], done.group("base") or "")
            return True
        if share := _SHARE.search(lead):
            self._share(token, lead[: share.start()], share.group("whole"))
            return True
        return False

    def _share(self, token: Token, before: str, named: str) -> None:
        memory = self._memory
        part = memory.topic
        words = self._phrases.lead.sub("", before)
        if words and not _NO_SUBJECT.match(words):
            point = self._senses.point(self._senses.of(words), words)
            part = Mention(point, words) if point else None
        elif memory.unknown:
            part = None
        if part is None:
            self._record.share(token, None, None, words)
            return
        wholes = self._wholes(part, _SHARE_TAIL.sub("", named))
        fitting = [
            whole for whole in wholes if is_share_of(part.coordinates, whole, token.number or "0", memory.amounts)
        ]
        chosen = fitting[0] if fitting else wholes[0] if wholes else None
        self._record.share(token, part, chosen, part.subject)

    def _wholes(self, part: Mention, named: str) -> list[Coordinates]:
        """What the share may be of, the likeliest first: what the sentence names, the whole of the list, what the
        section began with, what its headings speak of."""
        memory, own = self._memory, part.coordinates
        if named not in _SIDE_TOTALS:
            named = _TOTAL_END.sub("", named)
        near = [mention.coordinates for mention in (*reversed(memory.wholes), *memory.section)]
        if named:
            point = self._senses.share_whole(named, own)
            if point is None:
                return []
            found = [point, inherit(point, self._outline.frame.coordinates)]
            found += [whole for whole in near if is_coarser(point, whole) and is_coarser(whole, own)]
        else:
            if memory.main is not None:
                near.insert(len(memory.wholes), memory.main.coordinates)
            near.append(self._of_headings(own))
            found = [whole for whole in near if _is_amount(whole) and is_coarser(as_side(whole), as_side(own))]
        return list(dict.fromkeys(whole for whole in found if whole != own))

    def _of_headings(self, own: Coordinates) -> Coordinates:
        """What the headings speak of (…财政拨款结构情况), in the year and at the stage of the part, and on its side
        where they leave that out."""
        point = replace(self._outline.frame.coordinates, year=own.year, stage=own.stage)
        return replace(point, side=own.side) if point.fund is not None and not _is_amount(point) else point

    def _completion(self, token: Token, before: str, base: str) -> None:
        part = self._senses.topic(before)
        if part is None:
            return
        stage = "adjusted" if re.search("全年|调整", base) else "budget"
        final = replace(part.coordinates, stage="final")
        self._record.share(token, Mention(final, part.subject), replace(final, stage=stage), part.subject)


def _is_amount(point: Coordinates) -> bool:
    return point.side is not None or point.item is not None


def is_share_of(
    part: Coordinates, whole: Coordinates, percent: str, amounts: Mapping[Coordinates, Sequence[Amount]]
) -> bool:
    """Whether the amounts stated for part and whole give the percentage, as it is rounded. False when none are."""
    return any(gives(one, other, percent) for one in amounts.get(part, ()) for other in amounts.get(whole, ()))


def gives(part: Amount, whole: Amount, percent: str) -> bool:
    """Whether ``part`` can be ``percent`` % of ``whole``: the intervals of all three numbers meet."""
    one, other = part.interval, whole.interval
    if other.low <= 0:
        return False
    printed = Decimal(percent)
    half = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2
    low = Decimal(one.low) * 100 / other.high
    high = Decimal(one.high) * 100 / other.low
    return low <= printed + half and printed - half <= high
