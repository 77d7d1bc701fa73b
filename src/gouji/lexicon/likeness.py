"""Which name a damaged one stands for, when that is clear."""

from __future__ import annotations

from collections.abc import Mapping

CUT_LENGTH = 6
"""So many characters of a name that was cut off are enough for :func:`closest`."""
LIKENESS = 0.85
"""The least likeness :func:`closest` accepts: of seven characters one may be wrong, of fewer none, for
the names of two codes often differ by two characters (城市, 农村) in ten."""
LEAD = 0.1
"""By so much the best likeness must exceed the second code's."""


def closest(wanted: str, candidates: Mapping[str, set[str]]) -> str | None:
    """The one code of ``candidates`` (codes by their name) that the damaged name ``wanted`` can only mean, or None.

    It is the code whose name begins with what is printed, if that is :data:`CUT_LENGTH` characters or half the name
    and no other begins so; else the one alike to :data:`LIKENESS` at least and by :data:`LEAD` more than any other
    (difflib's ratio of common characters). A name with a word more (国外债务付息, 其他…) is another name and not a
    damaged one.
    """
    cut: set[str] = set()
    likeness: dict[str, float] = {}
    for form, codes in candidates.items():
        if _is_cut(wanted, form):
            cut |= codes
        alike = _likeness(wanted, form)
        if alike >= LIKENESS - LEAD:
            for code in codes:
                likeness[code] = max(alike, likeness.get(code, 0.0))
    if cut:
        return cut.pop() if len(cut) == 1 else None
    ranked = sorted(likeness.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < LIKENESS:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAD:
        return None
    return ranked[0][0]


def _is_cut(printed: str, name: str) -> bool:
    if len(printed) < 4 or not (len(printed) >= CUT_LENGTH or 2 * len(printed) >= len(name)):
        return False
    return name.startswith(printed)


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher  # only damaged names need it

    total = len(one) + len(other)
    if other in one or one.startswith("其他") != other.startswith("其他"):
        return 0.0
    if 2 * min(len(one), len(other)) < (LIKENESS - LEAD) * total or not set(one) & set(other):
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKENESS - LEAD else 0.0
