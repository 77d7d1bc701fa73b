"""What a document says in words that bears on a comparison: its parts, and which units are in it without being listed.
Of files only; a dataset does not keep the whole text."""

from __future__ import annotations

import re

from gouji.ledgers.reconstruct.texts import wide_punctuation
from gouji.lexicon.text import key, split_ordinal
from gouji.model.disclosure import Disclosure

_INCLUDED = re.compile(
    r"不单列预算|并入(?:本|机关|部门)|不(?:单独|独立)(?:编[制报]|核算)|未(?:单独|独立)编[制报]|非独立核算(?!经营)|合并编[制报]"
)
_STOPS = re.compile(r"[。；;\n]")
_LEADER = re.compile(r"[…·.]{2,}.*$")
_WHOSE = re.compile(r"(?:19|20)\d\d年(?:度)?|预算单位|部门|单位")
_LONGEST = 80
_MOST = 3


def remarks_of(disclosure: Disclosure) -> tuple[str, ...]:
    """The clauses that say which units are included without a budget of their own."""
    found: list[str] = []
    for text, _ in disclosure.text:
        for clause in _STOPS.split(text):
            _, _, rest = split_ordinal(clause.strip())
            if _INCLUDED.search(clause) and len(rest) <= _LONGEST:
                found.append(wide_punctuation(rest))

    return tuple(dict.fromkeys(found))[:_MOST]


def outline_of(disclosure: Disclosure) -> tuple[str, ...]:
    """The parts (一、二、…) that the document's own contents list, as it names them."""
    found: list[str] = []
    for line in disclosure.contents:
        level, _, rest = split_ordinal(line)
        if level is not None and level <= 0:
            found.append(_LEADER.sub("", rest).strip())
    return tuple(dict.fromkeys(one for one in found if one))


def headings_of(disclosure: Disclosure) -> tuple[str, ...]:
    """The titles of all sections and tables."""
    return tuple([section.title for section in disclosure.sections] + [table.title for table in disclosure.tables])


def part_key(title: str) -> str:
    """A part's title as two documents share it: without year and the words for whose it is."""
    return _WHOSE.sub("", key(title))
