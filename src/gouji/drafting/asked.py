"""Which rules of the catalogue are asked of a draft: those about what people type, not about a finished document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from gouji.checking.findings import Finding
from gouji.checking.rule import Rule, Skip
from gouji.checking.rules import all_rules
from gouji.model.disclosure import Disclosure

OF_WORDS = (
    *("G303", "G304", "G305", "G306", "G311", "G312", "G314", "G333", "G334"),
    *("G341", "G342", "G344", "G345", "G346", "G347", "G348", "G349", "G405"),
    *("G501", "G502", "G503", "G504", "G511", "G512", "G513", "G514", "G521", "G522", "G523", "G524"),
    *("G601", "G602", "G603"),
)
"""Rules that look at sentences alone, and at how many people there are."""
BESIDE_LINES = ("G335", "G336", "G361")
"""Rules that hold sentences against the lines otherwise than by amounts."""
OF_TARGETS = ("G731", "G732", "G742", "G743", "G744")
"""Rules about a target beside its project's money and the staff; the rest of G7 is told where a target is written."""
OF_DOCUMENTS = (
    *("G201", "G202", "G203", "G211", "G212", "G213", "G221", "G222", "G223", "G224", "G301", "G302", "G313"),
    *("G321", "G322", "G323", "G331", "G332", "G337", "G343", "G351", "G362", "G401", "G402", "G403", "G404", "G406"),
    *("G505", "G801", "G802", "G803"),
)
"""Rules about tables, headings, the contents and the glossary, which a template prints and nobody types, or about what
a document must say in full. They are asked of the document before it is published."""


@cache
def _rules(codes: tuple[str, ...]) -> tuple[Rule, ...]:
    wanted = frozenset(codes)
    return tuple(rule for rule in all_rules() if rule.code in wanted and "budget" in rule.kinds)


def findings(disclosure: Disclosure, codes: tuple[str, ...]) -> Iterator[Finding]:
    """What these rules find; one that cannot be applied says nothing."""
    for rule in _rules(codes):
        yield from _of(rule, disclosure)


def _of(rule: Rule, disclosure: Disclosure) -> Sequence[Finding]:
    try:
        return tuple(rule.check(disclosure))
    except Skip:
        return ()
