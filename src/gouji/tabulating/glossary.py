"""名词解释: only terms that occur in the document; the office's own explanations before ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gouji.lexicon.classification import functional
from gouji.lexicon.text import key
from gouji.model.ledger import Ledger
from gouji.model.publication import TextBlock
from gouji.tabulating.axes import name_of
from gouji.tabulating.phrasebook import Phrasebook
from gouji.tabulating.words import ordinal

_LEVELS = ((3, "类"), (5, "款"), (7, "项"))


def glossary(
    codes: Sequence[str], book: Phrasebook, ledger: Ledger, fill: Callable[[str], str], sample: str, text: str
) -> Iterator[TextBlock]:
    """The terms of a document whose other text is ``text`` and whose functional codes are ``codes``."""
    words = key(text)
    own = {key(term): meaning for term, meaning in ledger.texts.glossary}
    entries: list[tuple[str, str]] = []
    for entry in book.glossary:
        meaning = own.pop(key(entry.term), None)
        if meaning is not None or any(key(word) in words for word in entry.words):
            entries.append((entry.term, meaning or fill(entry.text)))
    entries.extend((term, meaning) for term, meaning in ledger.texts.glossary if key(term) in own)
    if book.words.get("glossary_codes"):
        entries.extend(_code_entries(codes, book, ledger, fill))
    for number, (term, meaning) in enumerate(entries, 1):
        yield TextBlock(f"{ordinal(sample, number)}{term}：{meaning}")


def _code_entries(
    codes: Sequence[str], book: Phrasebook, ledger: Ledger, fill: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    names, own = functional(ledger.year), dict(ledger.codes)
    for code in codes:
        if len(code) != 7:
            continue
        name = name_of(names, code, own)
        meaning = book.items.get(name) or book.words["code_meaning"].replace("{name}", name)
        term = "".join(f"{name_of(names, code[:digits], own)}（{level}）" for digits, level in _LEVELS)
        yield term, fill(meaning)
