"""What a page prints for the sake of the page alone: page numbers and running heads. They are no text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gouji.reading.geometry.joining import Line

_PAGE_NUMBER = re.compile(
    r"[-—–―－_·•.．~～|\s]*(?:第?\s*\d{1,4}\s*页?|[ivxIVX]{1,5})[-—–―－_·•.．~～|\s]*"
    r"|\d{1,4}[/／]\d{1,4}|第?\d{1,4}页?[/／,，]?共\d{1,4}页|[Pp]age\d{1,4}(?:of\d{1,4})?"
)
_HEAD_ZONE = 0.09
_FOOT_ZONE = 0.13
_LEAST_PAGES = 4
_LEAST_SHARE = 0.55
_DIGITS = re.compile(r"\d+")
_CONTENT = re.compile(r"单位[:：]|金额|表\s*\d|表[)）]?$|表(?:[(（][^()（）]*[)）])+$|^附")
"""Heads of tables are repeated too, but they are content."""
_TITLE = re.compile(r"表(?:[(（][^()（）]*[)）])*$")
_LONGEST_TITLE = 40
_LEAST_TITLES = 2
"""A repeated title under which so many pages print titles of their own is a running head."""


def without_furniture(pages: Sequence[tuple[list[Line], float]]) -> list[list[Line]]:
    """The lines of each page (given with the page's height) without page numbers and running heads."""
    repeated = _running_heads(pages)
    kept = []
    for lines, height in pages:
        last = max((line.middle for line in lines), default=0.0)
        first = min((line.middle for line in lines), default=0.0)
        kept.append(
            [
                line
                for line in lines
                if not (_is_page_number(line, height, first, last) or (_zone(line, height), _mask(line)) in repeated)
            ]
        )
    return kept


def _is_page_number(line: Line, height: float, first: float, last: float) -> bool:
    """A number alone at the very bottom or top of a page."""
    middle = line.middle
    outermost = (middle >= last and middle > (1 - _FOOT_ZONE) * height) or (
        middle <= first and middle < _HEAD_ZONE * height
    )
    return outermost and bool(_PAGE_NUMBER.fullmatch("".join(line.text.split())))


def _zone(line: Line, height: float) -> str:
    if line.middle < _HEAD_ZONE * height:
        return "head"
    return "foot" if line.middle > (1 - _HEAD_ZONE) * height else ""


def _mask(line: Line) -> str:
    return _DIGITS.sub("#", "".join(line.text.split()))


def _running_heads(pages: Sequence[tuple[list[Line], float]]) -> set[tuple[str, str]]:
    """Zone and text (digits masked) of lines that most pages print at their edge."""
    counts: Counter[tuple[str, str]] = Counter()
    with_text = 0
    for lines, height in pages:
        with_text += bool(lines)
        counts.update({(zone, _mask(line)) for line in lines if (zone := _zone(line, height))})
    needed = max(_LEAST_PAGES, _LEAST_SHARE * with_text)
    repeated = {(zone, text) for (zone, text), count in counts.items() if count >= needed and text.strip("#")}
    content = {text for _, text in repeated if _CONTENT.search(text)}
    running = {text for text in content if _TITLE.search(text) and _stands_over_titles(text, pages)}
    return {(zone, text) for zone, text in repeated if text not in content or text in running}


def _stands_over_titles(title: str, pages: Sequence[tuple[list[Line], float]]) -> bool:
    """Whether pages print titles of tables under a repeated one."""
    over: set[str] = set()
    for lines, _ in pages:
        texts = [_mask(line) for line in sorted(lines, key=lambda line: line.middle)]
        if title in texts:
            below = texts[texts.index(title) + 1 :]
            over |= {text for text in below if text != title and _TITLE.search(text) and len(text) <= _LONGEST_TITLE}
    return len(over) >= _LEAST_TITLES
