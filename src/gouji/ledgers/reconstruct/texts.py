"""What a document says in words: functions, offices inside, terms, the reasons given for changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gouji.ledgers.reconstruct.naming import Naming
from gouji.lexicon.reasons import leads_with_reason, reason_in
from gouji.lexicon.text import key, split_ordinal
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, Statement
from gouji.model.ledger import Texts

_TERM = re.compile(r"(?P<term>[^：:。]{2,60})[：:](?P<meaning>.+)", re.DOTALL)
_DUTIES = ("职能", "职责")
_INSIDE = ("机构设置", "内设机构")
_GLOSSARY = "名词解释"
_FUND_REASONS = frozenset(
    {"fiscal_appropriation", "general_public_budget", "government_fund_budget", "state_capital_budget"}
)
_ENDS = "。；;：:！？!?"
_LONG_HEADING = 15
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_NARROW = re.compile(r"(?<=[一-鿿）”》、])[,;:!?]|[,;:!?](?=[一-鿿（“《])")
_UNITS = re.compile(r"预算单位|(?:行政|参公|事业)单位\d+[个家]|综合收支计划")
_LEAD = re.compile(r".{0,30}职[能责](?:主要)?(?:包括|是|有)?[：:]")
_SPACES = re.compile(r"\s+")


def texts_of(disclosure: Disclosure, naming: Naming) -> Texts:
    """Functions, offices inside, terms, and the reasons given for changes."""
    functions: list[str] = []
    offices: list[str] = []
    terms: list[tuple[str, str]] = []
    under = ""
    for section in disclosure.sections:
        if section.level <= 1:
            under = section.title
        text = section.text
        if section.level > 1 and not any(word in under for word in _INSIDE):
            text = f"{section.title}\n{text}" if _is_text(section.title) else text
        if any(word in under for word in _DUTIES):
            functions.extend(line for line in _lines(text) if not _LEAD.fullmatch(line))
        elif any(word in under for word in _INSIDE):
            if section.level > 1:
                offices.append(section.title)
            else:
                offices.extend(line for line in _lines(text) if not _lists_units(line, naming))
        elif _GLOSSARY in under:
            terms.extend(_terms(text))
    return Texts(tuple(functions), tuple(offices), tuple(_reasons(disclosure).items()), tuple(dict(terms).items()))


def wide_punctuation(text: str) -> str:
    """Chinese punctuation between Chinese characters, where reading has made it narrow: ``甲,乙`` → ``甲，乙``."""
    return _NARROW.sub(lambda match: _WIDE[match.group()], text)


def _is_text(heading: str) -> bool:
    """Whether what was taken for a heading is the beginning of a sentence."""
    return len(heading) >= _LONG_HEADING or "：" in heading or ":" in heading


def _lines(text: str) -> Iterator[str]:
    """The paragraphs without their ordinals; one that a page cut in two is joined."""
    open_line = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        level, _, rest = split_ordinal(line)
        if open_line and level is None and open_line[-1] not in _ENDS:
            open_line += rest
            continue
        if open_line:
            yield wide_punctuation(open_line)
        open_line = rest.strip()
    if open_line:
        yield wide_punctuation(open_line)


def _lists_units(line: str, naming: Naming) -> bool:
    """Whether a paragraph tells the units of the department, which the ledger has as units."""
    compact = key(line).strip("。；;，,")
    named = sum(id in compact for id in naming.names)
    return named > 1 or compact in naming.names or _UNITS.search(line) is not None


def _terms(text: str) -> Iterator[tuple[str, str]]:
    for line in _lines(text):
        match = _TERM.fullmatch(line)
        if match:
            yield match["term"].strip("“”\"'*"), match["meaning"].strip(" *")


def _reasons(disclosure: Disclosure) -> dict[str, str]:
    whole = _SPACES.sub("", "".join(section.text for section in disclosure.sections))
    reasons: dict[str, str] = {}
    for statement in disclosure.statements:
        item = _reason_key(statement)
        reason = _reason(statement, whole) if item is not None and item not in reasons else None
        if item is not None and reason is not None:
            reasons[item] = reason
    return reasons


def _reason_key(statement: Statement) -> str | None:
    if statement.kind != "change" or statement.coordinates is None:
        return None
    point = statement.coordinates
    if point.item is not None:
        return point.item
    rest = point.without("year", "side", "fund", "origin", "stage")
    if rest != Coordinates():
        return None
    if point.fund in _FUND_REASONS:
        return point.fund
    return point.side if point.fund is None else None


def _reason(statement: Statement, whole: str) -> str | None:
    """What the sentence behind the change gives as its reason, or the next sentence that begins with it."""
    for tail in (statement.sentence[statement.span[1] :], *_next_sentence(statement.sentence, whole)):
        reason = reason_in(_SPACES.sub("", tail))
        if reason is not None:
            return wide_punctuation(reason)
    return None


def _next_sentence(sentence: str, whole: str) -> Iterable[str]:
    compact = _SPACES.sub("", sentence)
    at = whole.find(compact)
    if at >= 0:
        follows = whole[at + len(compact) :]
        if leads_with_reason(follows):
            yield follows[: follows.find("。") + 1] or follows
