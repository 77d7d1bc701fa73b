"""How much of a change what its stated reason names comes to."""

from __future__ import annotations

from difflib import SequenceMatcher

from gouji.corpus.comparing.comparison import Comparison
from gouji.lexicon.text import key

_SHORTEST = 5
"""Fewer characters in common name nothing."""


def weighed(comparison: Comparison, reason: str) -> list[tuple[str, int]]:
    """The projects and units that a reason names, each with what it adds to the change in 分, the largest first. A name
    counts where the reason has a part of it that no other project or unit has."""
    added = _added(comparison)
    names = [key(name) for name, _ in added]
    words = key(reason)
    found: list[tuple[str, int]] = []
    for (name, fen), mine in zip(added, names, strict=True):
        match = SequenceMatcher(None, words, mine, autojunk=False).find_longest_match(0, len(words), 0, len(mine))
        common = words[match.a : match.a + match.size]
        if fen and match.size >= _SHORTEST and sum(common in one for one in names) == 1:
            found.append((name, fen))
    return sorted(found, key=lambda one: -abs(one[1]))


def _added(comparison: Comparison) -> list[tuple[str, int]]:
    """What every project and unit that changed adds to the change; projects of new units go with these."""
    projects, units = comparison.projects, comparison.units
    later, earlier = {one.name for one in units.new}, {one.name for one in units.gone}
    found = [(one.name, one.fen or 0) for one in projects.new if one.unit not in later]
    found += [(one.name, -(one.fen or 0)) for one in projects.gone if one.unit not in earlier]
    found += [(pair.after.name, pair.difference or 0) for pair in projects.pairs]
    found += [(one.name, one.total.fen) for one in units.new if one.total and one.total.fen]
    found += [(one.name, -one.total.fen) for one in units.gone if one.total and one.total.fen]
    return found
