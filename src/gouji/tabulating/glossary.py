"""名词解释: only terms that occur in the document; the office's own explanations before ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from gouji.lexicon.classification import functional
from gouji.lexicon.text import key
from gouji.model.ledger import Ledger
from gouji.model.publication import TextBlock
from gouji.tabulating.axes import name_of
from gouji.tabulating.phrasebook import Phrasebook
from gouji.tabulating.words import ordinal

_MARKS = re.compile(r"（[类款项]）")
_ITEM = re.compile(r"([^（）]*(?:（[^类款项）][^）]*）[^（）]*)*)（项）")
_LEVELS = ((3, "类"), (5, "款"), (7, "项"))


def glossary(
    codes: Sequence[str], book: Phrasebook, ledger: Ledger, fill: Callable[[str], str], sample: str, text: str
) -> Iterator[TextBlock]:
    """The terms of a document whose other text is ``text`` and whose functional codes are ``codes``."""
    words = key(text)
    own = {key(term): meaning for term, meaning in ledger.texts.glossary if _occurs(term, words)}
    entries: list[tuple[str, str]] = []
    for entry in book.glossary:
        called = next((name for word in (entry.term, *entry.words) if (name := key(word)) in own), None)
        if called is not None or any(key(word) in words for word in entry.words):
            entries.append((entry.term, own.pop(called) if called is not None else fill(entry.text)))
    entries.extend((term, meaning) for term, meaning in ledger.texts.glossary if key(term) in own)
    if book.words.get("glossary_codes"):
        told = {name for term in own for name in _items_of(term)}
        entries.extend(_code_entries(codes, book, ledger, fill, told))
    for number, (term, meaning) in enumerate(entries, 1):
        yield TextBlock(f"{ordinal(sample, number)}{term}：{meaning}")


def _occurs(term: str, words: str) -> bool:
    """Whether all that a term names (甲（类）乙（款）丙（项）, 其中：丁) is in the text."""
    names = [name for name in _MARKS.split(key(term)) if name]
    return bool(names) and all(name in words for name in names)


def _items_of(term: str) -> list[str]:
    return [name for name in _ITEM.findall(key(term)) if name]


def _code_entries(
    codes: Sequence[str], book: Phrasebook, ledger: Ledger, fill: Callable[[str], str], told: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The items of functions that no term of the office's own explains."""
    names, own = functional(ledger.year), dict(ledger.codes)
    for code in codes:
        if len(code) != 7:
            continue
        name = name_of(names, code, own)
        if key(name) in told:
            continue
        meaning = book.items.get(name) or book.words["code_meaning"].replace("{name}", name)
        term = "".join(f"{name_of(names, code[:digits], own)}（{level}）" for digits, level in _LEVELS)
        yield term, fill(meaning)
