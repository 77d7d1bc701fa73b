"""The names a department goes by in its own sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from gouji.reading.narrative.folding import Sentence, folded_text

_BRACKETED = re.compile(r"\([^()]*\)")
_OFFICE = (
    r"(?:局|厅|委员会|委|办公室|办公厅|办事处|办|院|校|学校|大学|中学|小学|中心|站|所|队|馆|处|部|社|团|协会|联合会|总会|会|"
    r"公司|法院|检察院|政府|基地|园|署|台|库)"
)
_BEFORE_YEAR = re.compile(
    rf"^([\u4e00-\u9fff()]{{3,40}}?{_OFFICE})(?:\((?:本级|本部|机关|单位|部门)\)|本级)?(?=20\d\d年)"
)
_AFTER_YEAR = re.compile(
    rf"^20\d\d年(?:度)?,?([\u4e00-\u9fff()]{{3,40}}?{_OFFICE})(?:\((?:本级|本部|机关|单位|部门)\)|本级|系统)*(?=收入|支出|部门|预算|财政|一般公共|机关运行|政府采购|“?三公|收支|委托)"
)
_FARTHEST_YEAR = 60
"""No name before a year is so long that the year stands further in."""


def own_names(sentences: Iterable[Sentence], department: str) -> tuple[str, ...]:
    """The department's name with and without what stands in brackets, and the name its sentences begin with, where
    it is a part of that name (or no name is known)."""
    printed = folded_text(department)
    bare = _BRACKETED.sub("", printed)
    names = {printed, bare, bare.removesuffix("本级")} - {""}
    counts: Counter[str] = Counter()
    for sentence in sentences:
        text = sentence.folded.text
        if "20" not in text[:_FARTHEST_YEAR]:
            continue
        if match := (_AFTER_YEAR if text.startswith("20") else _BEFORE_YEAR).match(text):
            counts[match.group(1)] += 1
    for name, count in counts.most_common(4):
        related = name in bare or bare in name
        if (related and len(name) >= 4) or (not bare and count >= 2):
            names.add(name)
    return tuple(names)
