"""Where lines of running text begin and end: told by their boxes, by their widths, or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.reading.source import Paragraph

_LONG = 15
"""A line of so many letters may be a full one."""
_FULL = 1.7
"""A full line ends no further from the margin than this many letters."""
_INDENT = 1.2
"""A line that starts further in than this many letters begins a paragraph."""
_TALL = 1.8
"""What is taller than this many letters is more than one line."""
_SHARE = 0.86
"""Without boxes a line is full from this share of the usual width on."""
_LEAST_OPEN = 20
_CAPTION = re.compile(
    r"(?:表|说明)(?:[（(].{1,12}[)）])?\s*$|^\s*\S{0,6}(?:单位|部门)(?:名称)?[:：]|单位[:：]\s*\S{0,2}元\s*[)）]?\s*$"
)
"""A heading or table's title, and who prepared it in which unit: they stand alone and never end a full line."""
_UNIT_OF_TABLE = re.compile(r"单位[:：]\s*(?:人民币)?\S{0,2}元\s*[)）]?\s*$")
_ENDED = tuple("。！？!?")
_NARROW = re.compile("[\0-\u2e7f]+")


@dataclass(frozen=True, slots=True)
class Margins:
    """Left and right margin of a page, in points."""

    left: float
    right: float


class Layout:
    """What is known of the lines of a document."""

    def __init__(self, lines: Sequence[Paragraph]) -> None:
        self._pages: dict[int | None, Margins] = {}
        by_page: dict[int | None, list[Paragraph]] = {}
        for line in lines:
            by_page.setdefault(line.place.page, []).append(line)
        everywhere = _margins(lines)
        for page, members in by_page.items():
            found = _margins(members) or everywhere
            if found is not None:
                self._pages[page] = found
        self._width = _usual_width(lines)

    def is_full(self, line: Paragraph) -> bool | None:
        """Whether a line reaches the right margin; None where nothing tells, as of several lines in one."""
        margins, box = self._pages.get(line.place.page), line.place.bbox
        if margins is not None and box is not None and line.size:
            if box[3] - box[1] > _TALL * line.size:
                return None
            return margins.right - box[2] <= _FULL * line.size
        return None if self._width is None else width(line.text) >= _SHARE * self._width

    def is_indented(self, line: Paragraph) -> bool:
        """Whether a line is known to begin a paragraph by its indent."""
        margins = self._pages.get(line.place.page)
        if margins is None or line.place.bbox is None or not line.size:
            return False
        return line.place.bbox[0] - margins.left > _INDENT * line.size


def width(text: str) -> int:
    """The width of a line in half letters."""
    text = text.strip()
    return 2 * len(text) - sum(map(len, _NARROW.findall(text)))


def is_ended(text: str) -> bool:
    """Whether a line ends a sentence, with or without a closing mark behind the stop."""
    return text.rstrip().rstrip("”’）)」』").endswith(_ENDED)


def is_caption_of_table(text: str) -> bool:
    """Whether a line ends with the unit a table is printed in: what follows the table does not go on with it."""
    return _UNIT_OF_TABLE.search(text) is not None


def _margins(lines: Iterable[Paragraph]) -> Margins | None:
    """The margins that several long lines share."""
    boxes = [
        (line.place.bbox[0], line.place.bbox[2])
        for line in lines
        if line.place.bbox and line.size and line.place.bbox[2] - line.place.bbox[0] > _LONG * line.size
    ]
    lefts, rights = Counter(round(x0 / 6) for x0, _ in boxes), Counter(round(x1 / 6) for _, x1 in boxes)
    left = [slot for slot in lefts if _near(lefts, slot) >= 3]
    right = [slot for slot in rights if _near(rights, slot) >= 3]
    if not left or not right:
        return None
    return Margins(
        min(x0 for x0, _ in boxes if round(x0 / 6) >= min(left)),
        max(x1 for _, x1 in boxes if round(x1 / 6) <= max(right)),
    )


def _near(counts: Counter[int], slot: int) -> int:
    return counts[slot - 1] + counts[slot] + counts[slot + 1]


def _usual_width(lines: Sequence[Paragraph]) -> int | None:
    """How wide a full line is where lines were kept as they wrapped; None where paragraphs came whole."""
    long = [line for line in lines if width(line.text) >= 2 * _LONG]
    open_ends = [width(line.text) for line in long if not is_ended(line.text) and not _CAPTION.search(line.text)]
    if len(open_ends) < _LEAST_OPEN or 3 * len(open_ends) < len(long):
        return None
    return sorted(open_ends)[len(open_ends) * 3 // 4]
