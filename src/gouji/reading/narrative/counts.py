"""Things counted in sentences: vehicles, staff, units, projects, targets."""

from __future__ import annotations

from gouji.lexicon.phrases import phrases
from gouji.reading.narrative.amounts import Token

_PLANNED = ("vehicles", "equipment", "land_area", "house_area")


def count_subject(token: Token, before: str, lead: str, tail: str, headings: str) -> str | None:
    """The key of what a number counts (see ``data/phrases.toml``), or None. ``before`` is the whole sentence up to the
    number, ``lead`` the words from the last number or mark to it, ``tail`` what follows in the clause."""
    known = phrases()
    surroundings = headings + before
    for phrase in known.counts:
        if token.measure not in phrase.measures or not phrase.lead.search(lead):
            continue
        if phrase.tail is not None and not phrase.tail.search(tail):
            continue
        if phrase.before is not None and not phrase.before.search(before):
            continue
        if phrase.within and not any(word in surroundings for word in phrase.within):
            continue
        if phrase.subject.startswith(_PLANNED) and known.planned.search(before):
            return "planned_" + phrase.subject
        return phrase.subject
    return None
