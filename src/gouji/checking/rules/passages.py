"""The narrative as rules look at it: paragraphs without spaces, with their section and their role in the document.

Wrapped and page-split paragraphs are joined again, page numbers and running headers dropped. A role says where words
mean something else: the contents repeat headings, a glossary explains words, the functions name years and laws.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from gouji.checking.findings import FindingPlace
from gouji.checking.rule import Skip
from gouji.checking.rules.preparation import prepared
from gouji.lexicon.text import bare, key, split_ordinal
from gouji.model.disclosure import Disclosure, Place, Section
from gouji.model.frozen import frozen, replace

CONTENTS = "contents"
GLOSSARY = "glossary"
BODY = "body"

_SPACES = re.compile(r"[\s\u200b\ufeff]+|\*\*")
_PAGE_NUMBER = re.compile(r"[-—–－.·]*\d{1,3}[-—–－.·]*|第\d+页(?:[,，]?共\d+页)?")
_LEADER = re.compile(r"[.·…．。]{3,}[-—]*\d*$|(?<=[^\d.])\d{1,3}$")
_TERMINAL = "。！？；：;:!?…”’）)》】"
_REASON_OPEN = re.compile(r"原因(?:是|为)?[:：]$")
_SHORTEST_WRAPPED = 16
_HEADING_LENGTH = 48
_RUNNING_HEADERS = 4
_AROUND = 20
_CONTENTS_TITLES = frozenset({"目录", "目次"})


@frozen
class Passage:
    """A paragraph: its ``text`` without spaces, otherwise as printed; ``level`` is that of its ordinal, if any.
    ``lines`` are the positions in the text at which lines that were joined begin, with their places."""

    text: str
    section: str
    place: Place
    role: str = BODY
    heading: bool = False
    level: int | None = None
    lines: tuple[tuple[int, Place], ...] = ()

    def at(self, excerpt: str | None = None) -> FindingPlace:
        """This passage as a place of a finding; ``excerpt`` is the part of it that is meant."""
        position = self.text.find(excerpt) if excerpt else 0
        return FindingPlace(self.section, shortened(excerpt or self.text), "", self._place(position))

    def around(self, words: str, within: str = "") -> FindingPlace:
        """The place of some words of this passage, with a few characters on both sides; ``within`` is the sentence
        they stand in, where they may stand in several."""
        start = self.text.find(within) if within else 0
        position = self.text.find(words, max(start, 0))
        if position < 0:
            return self.at(within or None)
        return self.between(position, position + len(words))

    def between(self, start: int, end: int) -> FindingPlace:
        """The place of a stretch of the text, with a few characters on both sides."""
        excerpt = self.text[max(0, start - _AROUND) : end + _AROUND]
        return FindingPlace(self.section, shortened(excerpt), "", self._place(start))

    def _place(self, position: int) -> Place:
        places = [place for start, place in self.lines if start <= position]
        return places[-1] if places else self.place


Where = Passage | FindingPlace
"""Where a text is printed: a passage, which can place each of its words, or a place as it is."""


def placed(where: Where, words: str) -> FindingPlace:
    """The place of some words of a text printed there."""
    return where.around(words) if isinstance(where, Passage) else where


def compact(text: str) -> str:
    """The text without spaces and marks of emphasis, otherwise as printed: for rules about punctuation."""
    if "*" in text or "\u200b" in text or "\ufeff" in text:
        return _SPACES.sub("", text)
    return "".join(text.split())


def shortened(text: str, longest: int = 80) -> str:
    """The text with its middle left out where it is longer than a reader wants to see."""
    return text if len(text) <= longest else f"{text[: longest - 16]}…{text[-14:]}"


@prepared
def passages(disclosure: Disclosure) -> tuple[Passage, ...]:
    """Every paragraph of the narrative, contents and glossary included, in order."""
    titles = {bare(section.title) for section in disclosure.sections}
    lines = _lines(disclosure.text) if disclosure.text else _lines_of_sections(disclosure.sections)
    return tuple(_with_roles(_joined(lines, titles, disclosure.contents), disclosure.contents, titles))


@prepared
def body(disclosure: Disclosure) -> tuple[Passage, ...]:
    """The passages that speak of this year's budget: no contents, no glossary."""
    return tuple(passage for passage in passages(disclosure) if passage.role == BODY)


def must_be_exact(disclosure: Disclosure) -> None:
    """Raises :class:`Skip` where the words were recognised from a picture: their faults are not the document's."""
    if disclosure.document.source.format == "scan":
        raise Skip("文件是扫描件，文字由识别得来，不能判断用字和标点")


_OPENING = frozenset("（(“《【")
_CLOSING = frozenset("）)”》】")
_MARK = re.compile("[（(“《【）)”》】。；;！？]")


@lru_cache(maxsize=2048)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage, split at 。；！？ outside brackets and quotation marks."""
    found: list[str] = []
    depth = start = 0
    for match in _MARK.finditer(text):
        mark = match.group()
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            found.append(text[start : match.end()])
            start = match.end()
    if start < len(text):
        found.append(text[start:])
    return tuple(found)


def _lines(text: tuple[tuple[str, Place], ...]) -> list[tuple[str, Place]]:
    lines = [
        (line, place)
        for paragraph, place in text
        for part in paragraph.split("\n")
        for line in _apart(compact(part).lstrip("-•·"))
    ]
    seen = Counter(line for line, place in lines if len(line) <= _HEADING_LENGTH and place.page is not None)
    running = {line for line, times in seen.items() if times >= _RUNNING_HEADERS and not _ends(line)}
    return [(line, place) for line, place in lines if line and line not in running and not _PAGE_NUMBER.fullmatch(line)]


_GLUED_ENDINGS = ("情况", "说明", "预算", "经费")
_GLUED_HEADING = re.compile(
    rf"(.{{20,}}?[元。；）%])([一二三四五六七八九十]{{1,3}}、[^，。；：、]{{4,20}}(?:{'|'.join(_GLUED_ENDINGS)}))"
)


def _apart(line: str) -> tuple[str, ...]:
    """A paragraph that lacks its full stop, and the heading that reading joined to it, apart again."""
    match = _GLUED_HEADING.fullmatch(line) if line.endswith(_GLUED_ENDINGS) else None
    return (match.group(1), match.group(2)) if match else (line,)


def _lines_of_sections(sections: tuple[Section, ...]) -> list[tuple[str, Place]]:
    lines: list[tuple[str, Place]] = []
    for section in sections:
        lines.append((compact(section.number + section.title), section.place))
        lines.extend((compact(part), section.place) for part in section.text.split("\n") if part.strip())
    return lines


def _ends(line: str) -> bool:
    return line[-1:] in _TERMINAL


_NO_HEADING = re.compile(r"[，,：:；;]|\d元|\d万元")
_CLAUSE = re.compile("[，,。；;、：:]")


def _is_heading(line: str, titles: set[str]) -> bool:
    if len(line) > _HEADING_LENGTH or line[-1:] in "。；;，,、：:" or "。" in line:
        return False
    if _NO_HEADING.search(line):
        return False
    return bare(line) in titles or split_ordinal(line)[0] is not None


_OF_A_TABLE = re.compile(
    r"^(?:编制|填报|预算)?(?:单位|部门)(?:名称)?[:：]|单位[:：](?:人民币)?[万亿千]?元$|^[^，。；]{4,40}表$"
)


def _is_wrapped(previous: Passage, line: str) -> bool:
    """Whether a line goes on with the sentence before it."""
    if len(line) <= _HEADING_LENGTH and key(line) in _CONTENTS_TITLES:
        return False
    if previous.text.count("（") > previous.text.count("）") and "）" in line[:_HEADING_LENGTH]:
        return True
    if previous.heading or len(line) < 2 or _OF_A_TABLE.search(line) or _OF_A_TABLE.search(previous.text):
        return False
    if _REASON_OPEN.search(previous.text):
        return True
    if _ends(previous.text):
        return False
    prose = len(previous.text) >= _SHORTEST_WRAPPED and _CLAUSE.search(previous.text) is not None
    return prose or previous.text[-1] in "，,、" or len(previous.text) > _HEADING_LENGTH


def _joined(lines: list[tuple[str, Place]], titles: set[str], contents: tuple[str, ...]) -> list[Passage]:
    listed = {_entry(entry) for entry in contents}
    joined: list[Passage] = []
    for line, place in lines:
        heading = _is_heading(line, titles)
        level = split_ordinal(line)[0]
        previous = joined[-1] if joined else None
        if previous is not None and not heading and level is None and _is_wrapped(previous, line):
            joined[-1] = _continued(previous, line, place)
            continue
        if previous is not None and previous.heading and bare(previous.text + line) in listed:
            joined[-1] = _continued(previous, line, place)
            continue
        joined.append(Passage(line, "", place, BODY, heading, level))
    return joined


def _continued(previous: Passage, line: str, place: Place) -> Passage:
    lines = previous.lines or ((0, previous.place),)
    return replace(previous, text=previous.text + line, lines=(*lines, (len(previous.text), place)))


def _with_roles(found: list[Passage], contents: tuple[str, ...], titles: set[str]) -> Iterator[Passage]:
    listed = {_entry(entry) for entry in contents}
    in_contents = in_glossary = False
    seen: set[str] = set()
    section = ""
    for passage in found:
        name = key(passage.text) if len(passage.text) <= _HEADING_LENGTH else ""
        if name in _CONTENTS_TITLES:
            in_contents = True
            seen.clear()
            yield replace(passage, role=CONTENTS)
            continue
        if in_contents:
            entry = _entry(passage.text)
            known = entry in listed if listed else len(passage.text) <= _HEADING_LENGTH and "。" not in passage.text
            if known and entry not in seen:
                seen.add(entry)
                yield replace(passage, role=CONTENTS)
                continue
            in_contents = False
        if "名词解释" in name and len(name) <= 24:
            in_glossary = True
            section = passage.text
            yield replace(passage, section=section, role=GLOSSARY, heading=True)
            continue
        if in_glossary and _leaves_glossary(passage, titles):
            in_glossary = False
        if passage.heading and not in_glossary:
            section = passage.text
        if in_glossary:
            yield replace(passage, section=section, role=GLOSSARY, heading=False)
        else:
            yield replace(passage, section=section)


def _entry(line: str) -> str:
    return bare(_LEADER.sub("", compact(line))) or key(line)


def _leaves_glossary(passage: Passage, titles: set[str]) -> bool:
    text = passage.text
    if passage.level == -1:
        return True
    if len(text) > _HEADING_LENGTH or "：" in text or ":" in text or "。" in text:
        return False
    return bare(text) in titles or re.search(r"(?:说明|预算表|决算表|公开表|情况|表格)$", text) is not None
