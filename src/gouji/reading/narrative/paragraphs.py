"""Lines and paragraphs of a source → passages: whole paragraphs and headings, and the sentences in them.

What the source did not join is joined here: a paragraph that ends in the middle of a sentence goes on in the next, over
page numbers and running heads. Where nothing tells how wide lines are, one that neither ends a sentence nor looks like
a heading is taken to go on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import is_

from gouji.lexicon.text import split_ordinal, tidy
from gouji.model.disclosure import Place
from gouji.model.frozen import frozen, replace
from gouji.reading.narrative.folding import Sentence, fold, folded_text, shown
from gouji.reading.narrative.lines import Layout, is_caption_of_table, is_ended
from gouji.reading.source import Paragraph

_PAGE_NUMBER = re.compile(r"[-—–―_·.\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[-—–―_·.\s]*(?:共\d{1,3}页)?")
_LEADER = re.compile(r"(?:\.{3,}|…+|·{3,}|-{4,}|_{4,}|—{3,})\s*[-—]?\d{0,3}[-—]?\s*$|\s\d{1,3}$|PAGEREF")
_LEADERS_ONLY = re.compile(r"[.…·_—\-\s]{3,}\s*[-—]?\d{0,3}[-—]?\s*$")
_BEFORE_YEAR = re.compile(r"\d{1,2}\.(?=20\d\d年)")
_UNFINISHED_NAME = re.compile(r"\([类款]\)[\u4e00-\u9fff()]*[\u4e00-\u9fff]$")
"""A name that still waits for its （项）."""
_CONTENTS = re.compile(r"目\s*录")
_OPEN = tuple(",、:;(")
_AMOUNT = re.compile(r"\d(?:万|亿|千)?元|\d%")
_HEADING_WORDS = re.compile(
    r"(?:主要职能|主要职责|部门职责|单位职责|职责|机构设置|机构设置情况|名词解释|编制说明|情况说明|情况的说明|相关情况说明|预算表|决算表|概况|预算公开|决算公开|构成情况|工作任务|工作目标|说明)$"
)
_SWALLOWED = re.compile(
    r"(?:(?<=元)|(?<=[%％]))(?P<heading>[一二三四五六七八九十]{1,3}、[^，。；：、\d]{2,24}?(?:情况说明|情况|说明|经费预算|经费))"
    r"(?=20\d\d|本部门|本单位|截至|我|$)"
    r"|(?<=[:：]万元)(?P<title>[^，。；：、\d]{4,24}(?:说明|情况))$"
)
_SWALLOWING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十]{1,3}部分\s*|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
    r"[^，。；：、\d]{2,30}?(?:说明|情况)(?:[（(][^（）()]*[）)])?"
    r"(?=\s*20\d\d\s*年)"
)
"""A heading with the text behind it in the same line."""
_CONTINUED = re.compile(r"[\d,，.．]+\s*(?:亿|万)?\s*元|[，、；：。）)”]|[\d.]+\s*[%％]|[（(][类款项][)）]")
"""What can only go on with the line before."""
"""A heading that was read as the end of the line before it, which ended without a full stop."""
_HEADING_END = re.compile(r"(?:情?况)?说?明|情况")
"""The second line of a centred heading."""
_SHORT_HEADING = 24
_FEW_LINES = 3
"""A heading has fewer lines; and so many tell whether a sentence is open."""
_LONGEST_SENTENCE = 1500
_MOST_LINES = 200
"""No real sentence is longer, no real paragraph has more lines: where a source has, it is cut."""


@frozen
class Passage:
    """A paragraph with its wrapped lines joined, or a heading. ``level`` and ``number`` are its ordinal's (see
    ``split_ordinal``; None without one), ``title`` the text behind the ordinal. ``starts`` are the offsets in the text
    at which a line begins, with its place."""

    text: str
    heading: bool
    level: int | None
    number: str
    title: str
    starts: tuple[tuple[int, Place], ...]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.starts[0][1]

    def sentences(self) -> Iterator[Sentence]:
        """Its sentences, the ordinal left out; one that stands in brackets ends none."""
        folded = fold(self.text)
        begin = len(folded_text(self.number)) if self.number else 0
        offsets = [offset for offset, _ in self.starts]
        for start, end in _sentence_spans(folded.text, begin):
            first = folded.offsets[start - 1] + 1 if start else 0
            last = folded.span(start, end)[1]
            while last < len(self.text) and self.text[last] in "”’）)":
                last += 1
            while self.text[first] in "”’ ":
                first += 1
            place = self.starts[max(bisect_right(offsets, first) - 1, 0)][1]
            yield Sentence(self.text[first:last], folded.part(start, first, last), place)


_MARK = re.compile("[()。!?]")


def _sentence_spans(text: str, begin: int) -> Iterator[tuple[int, int]]:
    start, depth = begin, 0
    short = len(text) - begin <= _LONGEST_SENTENCE
    for index in [match.start() for match in _MARK.finditer(text, begin)] if short else range(begin, len(text)):
        letter = text[index]
        if letter == "(":
            depth += ")" in text[index : index + 240]
        elif letter == ")":
            depth = max(depth - 1, 0)
        elif (letter in "。!?" and not depth) or index - start > _LONGEST_SENTENCE + 200 * (letter not in ",;"):
            if index > start:
                yield start, index + 1
            start = index + 1
    if start < len(text):
        yield start, len(text)


def passages(paragraphs: Sequence[Paragraph]) -> tuple[tuple[str, ...], tuple[Passage, ...]]:
    """The lines of the table of contents, and the passages of the body."""
    return _passages(_These(paragraphs))


class _These(tuple[Paragraph, ...]):
    """Paragraphs that equal themselves alone: to hash them all would cost more than to look at them."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(tuple(map(id, self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and len(self) == len(other) and all(map(is_, self, other))

    def __ne__(self, other: object) -> bool:
        return not self == other


@lru_cache(maxsize=2)
def _passages(paragraphs: _These) -> tuple[tuple[str, ...], tuple[Passage, ...]]:
    # Remembered because the outline and the sentences of a document are read from the same paragraphs.
    lines = [piece for line in _without_furniture(paragraphs) for piece in _with_headings_apart(line)]
    contents, body = _split_contents(lines)
    layout = Layout(body)
    found: list[Passage] = []
    pending: list[Paragraph] = []
    for line in body:
        if pending and not _goes_on(pending, line, layout):
            found.append(_passage(pending))
            pending = []
        pending.append(line)
    if pending:
        found.append(_passage(pending))
    return contents, tuple(found)


def _without_furniture(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs without page numbers and running heads (the same first or last words of three pages)."""
    edges: Counter[str] = Counter()
    pages: dict[int | None, list[str]] = {}
    for paragraph in paragraphs:
        pages.setdefault(paragraph.place.page, []).append(paragraph.text.strip())
    for page, texts in pages.items():
        if page is not None:
            edges.update({text for text in (texts[0], texts[-1]) if len(text) < 40})
    heads = {text for text, count in edges.items() if count >= 3 and not text.endswith(("。", "：", ":"))}
    kept = []
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if text and text not in heads and not _PAGE_NUMBER.fullmatch(text):
            kept.append(paragraph)
    return kept


def _with_headings_apart(line: Paragraph) -> Iterator[Paragraph]:
    match = _SWALLOWED.search(line.text) or _SWALLOWING.search(line.text)
    if match is None:
        yield line
        return
    for piece in (line.text[: match.start()], match.group(), line.text[match.end() :]):
        if piece.strip():
            yield replace(line, text=piece, place=replace(line.place, bbox=None))


def _split_contents(lines: Sequence[Paragraph]) -> tuple[tuple[str, ...], list[Paragraph]]:
    """The entries of the table of contents and the lines that are none of them."""
    begin = next((i for i, line in enumerate(lines[:80]) if _CONTENTS.fullmatch(_plain(line.text))), None)
    if begin is None:
        return (), [line for line in lines if not _LEADERS_ONLY.search(line.text)]
    entries: list[str] = []
    seen: set[str] = set()
    end = begin + 1
    while end < len(lines):
        text = lines[end].text
        entry = _LEADER.sub("", shown(text)).strip(" .…·")
        leader = bool(_LEADERS_ONLY.search(text))
        plain = _plain(entry)
        level = ordinal(entry)[0]
        if not leader and (plain in seen or level is None or len(plain) > 60 or "。" in plain):
            break
        if not leader and level == -1 and not ordinal(entry)[2] and any(text.startswith(plain) for text in seen):
            break
        entries.append(entry)
        seen |= {plain}
        end += 1
    if len(entries) < 2:
        return (), list(lines)
    return tuple(entries), [*lines[:begin], *lines[end:]]


def _plain(text: str) -> str:
    return "".join(text.split())


def _goes_on(before: Sequence[Paragraph], line: Paragraph, layout: Layout) -> bool:
    """Whether a line belongs to the passage that the lines before it began."""
    last = before[-1].text
    if len(before) >= _MOST_LINES or is_ended(last) or is_caption_of_table(last) or _begins(line.text):
        return False
    if _HEADING_END.fullmatch(folded_text(line.text)) and _looks_like_heading(before[0].text):
        return len(before) == 1 and _begins(before[0].text)
    if layout.is_indented(line):
        return False
    full = layout.is_full(before[-1])
    start = "".join(part.text for part in before[:_FEW_LINES])
    if len(before) < _FEW_LINES and _looks_like_heading(start):
        return _begins(start) and bool(full) and _may_end_heading(line.text)
    end = folded_text("".join(part.text for part in before[-_FEW_LINES:]))
    if end.endswith(":") and _is_entry(line.text):
        return False
    if end.endswith(_OPEN) or end.count("(") > end.count(")") or _CONTINUED.match(line.text.strip()):
        return True
    if full is not None:
        return full
    return len(before) > 1 or (len(end) > 24 and any(mark in end for mark in ",;:、"))


def _is_entry(text: str) -> bool:
    """Whether a line may be an entry of a list (a name) rather than text."""
    folded = folded_text(text)
    return len(folded) <= _SHORT_HEADING and not re.search(r"[\d,;。、]", folded)


def _may_end_heading(text: str) -> bool:
    folded = folded_text(text)
    return len(folded) <= _SHORT_HEADING and not _AMOUNT.search(folded) and not any(mark in folded for mark in ",;。:")


def _begins(text: str) -> bool:
    level, _, rest = ordinal(text)
    return level is not None and bool(rest)


def ordinal(text: str) -> tuple[int | None, str, str]:
    """As ``split_ordinal``, and also of 1.2025年…, where a year follows the mark."""
    found = split_ordinal(text)
    if found[0] is None and (match := _BEFORE_YEAR.match(compact := tidy(text))):
        return 2, match.group(), compact[match.end() :]
    return found


def _looks_like_heading(text: str) -> bool:
    level, _, rest = ordinal(text)
    if any(mark in rest for mark in ",;。:"):
        return False
    folded = folded_text(rest)
    if not folded or len(folded) > 60 or _AMOUNT.search(folded):
        return False
    named = bool(_HEADING_WORDS.search(folded))
    if _UNFINISHED_NAME.search(folded):
        return False
    if level is None:
        return len(folded) <= 40 and named
    return not folded.endswith("、") and (level < 2 or named or len(folded) <= _SHORT_HEADING)


def _passage(lines: Sequence[Paragraph]) -> Passage:
    text = ""
    starts: list[tuple[int, Place]] = []
    for line in lines:
        part = shown(line.text)
        if text and text[-1].isascii() and text[-1].isalpha() and part[:1].isascii() and part[:1].isalpha():
            text += " "
        starts.append((len(text), line.place))
        text += part
    level, number, title = ordinal(text)
    heading = _looks_like_heading(text)
    return Passage(text, heading, level, number, title if level is not None else text, tuple(starts))
