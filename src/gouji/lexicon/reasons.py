"""What a sentence gives as the reason for a change."""

from __future__ import annotations

import re
from itertools import takewhile

_MARK = re.compile(
    r"(?:(?:增减|变化|变动|增加|减少|增长|下降|主要|上述)+(?:情况)?的?(?:主要)?原因(?:说明)?(?:主要)?"
    r"(?:是由于|是因为|是|为|系|在于|[:：]|(?=[\u4e00-\u9fff])))"
    r"|原因(?:说明)?(?:主要)?(?:是由于|是因为|是|为|系|在于|[:：])"
    r"|主要(?:是由于|是因为|是|系|由于|因为|因)"
    r"|(?<=[，,。；;])(?:系|由于|因为)"
)
_STOP = re.compile(r"[；;]")
_FIRST = re.compile(r"^(?:一是|一方面|（一）|\(一\)|[1１][.．、])")
_NEXT = re.compile(
    r"^(?:[二三四五六七]是|另一方面|（[二三四五六七]）|\([二三四五六七]\)|[2-7２-７][.．、]|同时|此外|另外)"
)
_NOTHING = re.compile(r"[〔\[（(]?(?:原因)?(?:待填|待补充?|略|无|不详|xx+|X+|×+|…+|[.·]+)?[〕\]）)]?", re.IGNORECASE)
_SHORTEST = 2


def reason_in(text: str) -> str | None:
    """The reason given in what stands behind a change, up to the end of its clause (of several
    that are numbered, 一是…；二是…, of the last): ``减少5.00万元，主要原因是压减一般性
    支出。`` → ``压减一般性支出``. None where none is given, or where the place for it was left open."""
    clauses = _STOP.split(text.partition("。")[0])
    mark = _MARK.search(clauses[0])
    if mark is None and len(clauses) > 1:
        clauses = clauses[1:]
        mark = _MARK.match(clauses[0])
    if mark is None:
        return None
    told = [clauses[0][mark.end() :].strip(" ，,、：:")]
    if _FIRST.match(told[0]):
        told += takewhile(_NEXT.match, (clause.strip() for clause in clauses[1:]))
    reason = "；".join(told)
    return None if len(reason) < _SHORTEST or _NOTHING.fullmatch(reason) else reason


def leads_with_reason(text: str) -> bool:
    """Whether a sentence begins with the reason of what the one before states: ``主要原因是…``, ``增加的原因是…``."""
    return _MARK.match(text) is not None
