"""What a heading says about the sentences under it."""

from __future__ import annotations

import re

from gouji.lexicon.terms import UNKNOWN_FUND
from gouji.model.coordinates import REVENUE, Coordinates
from gouji.model.frozen import frozen, replace
from gouji.reading.narrative.context import Frame, settled
from gouji.reading.narrative.folding import folded_text
from gouji.reading.narrative.subjects import Sense, Subjects

_NOISE = re.compile(
    r"(?:增减变化|变化|变动|总体|总|具体|整体|安排|使用|占用|占有|公开|执行|完成|规模|结构|比较|对比|基本|主要|相关|有关|其他|重要|事项|"
    r"情况|说明|信息|部门|单位|汇总|关于|详见表?[\d\-、]*|表\d*|预算表|的|年度?|本级)"
)
_BRACKETS = re.compile(r"\((?:[^()]*(?:详见|见表|按|类别|统计)[^()]*)\)")
_SPLIT = re.compile(r"[、,和及与]")
_ECONOMIC = re.compile(r"经济(?:分类|科目)")
_FUNCTION = re.compile(r"功能(?:分类|科目)")
_SILENT = re.compile(r"绩效|国有资产|名词解释|主要职[能责]|机构设置|目标|任务")
_KEEP = re.compile(r"(?:基本|项目)支出|本年收入|其他收入|总计|总额")


@frozen
class Heading:
    """A heading on the way to a sentence; ``level`` as in ``split_ordinal``, ``item`` when it is a numbered sentence,
    ``opaque`` when it names something that is not understood: what leaves out its subject under it means that."""

    level: int
    title: str
    frame: Frame
    item: bool = False
    opaque: bool = False


class Outline:
    """The headings a sentence stands under, outermost first."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._path: list[Heading] = []
        self._frame: Frame | None = None
        self.section = ""

    @property
    def frame(self) -> Frame:
        """What all headings together say."""
        if self._frame is None:
            frame = Frame()
            for heading in self._path:
                frame = frame.under(heading.frame)
            self._frame = frame
        return self._frame

    @property
    def titles(self) -> str:
        """The titles of the path, for words that mean something under a certain heading only."""
        return "/".join(heading.title for heading in self._path if not heading.item)

    def enter(self, level: int | None, title: str) -> None:
        """A heading begins; without an ordinal it is a part of the document."""
        depth = -1 if level is None else level
        self._leave(depth)
        frame, known = self._heading_frame(title)
        self._path.append(Heading(depth, title, frame, opaque=depth > 0 and not known))
        self._frame = None
        self.section = title

    @property
    def opaque(self) -> bool:
        """Whether the innermost heading names something that is not understood."""
        headings = [heading for heading in self._path if not heading.item]
        return bool(headings) and headings[-1].opaque

    def enter_item(self, level: int) -> None:
        """A numbered paragraph begins; what it is about is told by its first amount (:meth:`describe_item`)."""
        self._leave(level)
        self._path.append(Heading(level, "", Frame(), item=True))
        self._frame = None

    def leave_items(self) -> None:
        """A paragraph without a number ends the numbered ones."""
        while self._path and self._path[-1].item:
            self._path.pop()
            self._frame = None

    def describe_item(self, coordinates: Coordinates) -> None:
        """What the numbered paragraph is about, for those numbered below it."""
        if self._path and self._path[-1].item and self._path[-1].frame == Frame():
            self._path[-1] = replace(self._path[-1], frame=Frame(coordinates.without("year", "stage")))
            self._frame = None

    def _leave(self, level: int) -> None:
        while self._path and self._path[-1].level >= level:
            self._path.pop()

    def _heading_frame(self, title: str) -> tuple[Frame, bool]:
        """What a heading says, and whether all it names is understood."""
        text = _BRACKETS.sub("", folded_text(title))
        silent = Frame(axis="economic" if _ECONOMIC.search(title) else "function" if _FUNCTION.search(title) else None)
        if _SILENT.search(text):
            return silent, False
        whole = self._sense(text)
        senses = [whole] if whole else [self._sense(part) for part in _SPLIT.split(text)]
        known = [sense for sense in senses if sense is not None and not sense.empty]
        items = {sense.coordinates.item for sense in known}
        if not known or len(items) > 1:
            return silent, None not in senses and len(items) < 2
        point: Coordinates | None = Coordinates()
        for sense in known:
            point = None if point is None else point.joined(sense.coordinates)
        if point is None or point.fund == UNKNOWN_FUND or point.item in {"grand_total", "carried_forward"}:
            return silent, False
        both = any(sense.both_sides for sense in known) or {"收入", "支出"} <= set(re.findall("收入|支出", text))
        if both:
            point = point.without("side")
        return Frame(settled(point.without("stage")), both, silent.axis), True

    def _sense(self, text: str) -> Sense | None:
        """A heading's sense: as it stands, else without the words that headings add."""
        for attempt in (text, _reduced(text)):
            sense = self._subjects.read(attempt, Frame(), "")
            if sense is not None:
                return sense
        return None


def _reduced(text: str) -> str:
    """A heading without 情况, 说明 and the like; names such as 基本支出 stay whole."""
    pieces = re.split(f"({_KEEP.pattern})", text)
    return "".join(piece if _KEEP.fullmatch(piece) else _NOISE.sub("", piece) for piece in pieces)


def names_nothing(title: str) -> bool:
    """Whether a heading is made of words that only say that something follows (总体情况)."""
    return not _NOISE.sub("", folded_text(title))


def side_of(frame: Frame) -> str | None:
    """The side an amount without one stands on: a heading of both sides means the total, which both share."""
    if frame.coordinates.side is not None:
        return frame.coordinates.side
    return REVENUE if frame.both_sides else None
