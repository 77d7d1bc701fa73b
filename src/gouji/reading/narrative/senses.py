"""What a phrase means where it stands: its own words, completed by the lists, amounts and headings around it."""

from __future__ import annotations

import re

from gouji.lexicon.phrases import phrases
from gouji.lexicon.terms import UNKNOWN_FUND
from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.frozen import replace
from gouji.model.kinds import ADJUSTED, ADJUSTED_BUDGET, AT_START, FINAL, FINAL_ACCOUNTS, own_stage
from gouji.reading.narrative.context import Frame, inherit, settled
from gouji.reading.narrative.folding import folded_text
from gouji.reading.narrative.headings import Outline, side_of
from gouji.reading.narrative.memory import Memory, Mention
from gouji.reading.narrative.subjects import Sense, Subjects

_TOTAL = re.compile(r"总|合计|预算|决算|20\d\d年")


class Senses:
    """Reads phrases against a memory and an outline; ``segment`` is the text since the last semicolon."""

    def __init__(self, subjects: Subjects, outline: Outline, memory: Memory) -> None:
        self.subjects = subjects
        self.segment = ""
        self._outline = outline
        self._memory = memory
        self._phrases = phrases()

    @property
    def year(self) -> int | None:
        """The document's year."""
        return self.subjects.year

    @property
    def kind(self) -> str:
        """The kind of the document."""
        return self.subjects.kind

    @property
    def final_accounts(self) -> bool:
        """Whether the document is final accounts."""
        return self.kind == FINAL_ACCOUNTS

    def of(self, text: str) -> Sense | None:
        """What a phrase says by itself, under the headings and lists it stands in."""
        return self.subjects.read(text, self._frame(), self._outline.titles + self.segment)

    def _frame(self) -> Frame:
        memory, frame = self._memory, self._outline.frame
        if memory.listing and memory.wholes:
            whole = memory.wholes[-1].coordinates
            axis = "economic" if whole.item == "agency_operating_expenses" else frame.axis
            frame = Frame(inherit(whole, frame.coordinates), frame.both_sides, axis)
        return replace(frame, axis=memory.axis) if memory.axis else frame

    def point(self, sense: Sense | None, words: str) -> Coordinates | None:
        """The coordinates of what ``words`` were understood as; None when they leave open what it is."""
        if sense is None:
            return None
        memory = self._memory
        if sense.anaphoric:
            alone = memory.antecedent(sense.coordinates) is None and not memory.listing
            if alone and (memory.unnamed or self._outline.opaque):
                return None
            if sense.coordinates.side is not None and sense.coordinates.stage is None and not _TOTAL.search(words):
                near = memory.label or memory.topic
                if near is None or not (near.coordinates.function or near.coordinates.item):
                    return None
        point = self.resolved(sense)
        if point.without("year", "stage") == Coordinates() or point.fund == UNKNOWN_FUND:
            return None
        return None if point.item is None and point.side is None else point

    def resolved(self, sense: Sense, in_list: bool | None = None) -> Coordinates:
        """A sense's coordinates with what it leaves out: from the open list, the topic, the headings."""
        memory, own = self._memory, sense.coordinates
        listing = memory.listing if in_list is None else in_list
        if sense.anaphoric and (not listing or self._is_of_a_part(own)):
            near = memory.antecedent(own)
            if near is not None:
                own = inherit(own, near.without("year", "stage"))
        elif listing:
            own = self._under_whole(own)
        elif memory.carried is not None:
            own = self._under_carried(own, memory.carried[0].coordinates.without("year", "stage"))
        outer = self._outline.frame
        own = inherit(own, outer.coordinates)
        if own.side is None and own.item is None:
            own = replace(own, side=side_of(outer) or _side_by_words(sense, own))
        return settled(replace(own, year=self._year_of(sense, listing), stage=self._stage_of(own.stage)))

    def _is_of_a_part(self, own: Coordinates) -> bool:
        """Whether 决算数 within a list is that of the part whose 预算数 the same clause states, not of the whole."""
        topic = self._memory.topic
        if own.stage is None or topic is None or topic in self._memory.wholes:
            return False
        return topic.coordinates.stage != own.stage and folded_text(topic.subject) in self.segment

    def _under_whole(self, own: Coordinates) -> Coordinates:
        for whole in reversed(self._memory.wholes):
            point = whole.coordinates.without("year", "stage")
            if own.item is not None or own.joined(point.without("item")) is not None:
                return inherit(own, point)
        return own

    def _under_carried(self, own: Coordinates, whole: Coordinates) -> Coordinates:
        if own.item is None and whole.item is None and own.joined(whole) is not None:
            return inherit(own, whole)
        return own

    def _year_of(self, sense: Sense, listing: bool) -> int | None:
        memory = self._memory
        if sense.year is not None:
            return sense.year
        if listing and memory.wholes:
            return memory.wholes[-1].coordinates.year
        return memory.year or self.year

    def _stage_of(self, stage: str | None) -> str | None:
        if stage is not None:
            return stage
        return own_stage(self.kind)

    def share_whole(self, named: str, part: Coordinates) -> Coordinates | None:
        """What 占…的 names, by its own words alone; None when it is not understood."""
        for attempt in (named, named + "总额"):
            sense = self.of(attempt)
            if sense is not None and not sense.empty:
                stage = sense.coordinates.stage or part.stage
                point = settled(replace(sense.coordinates, year=self._year_of(sense, False), stage=stage))
                return replace(point, side=part.side) if point.side is None and point.item is None else point
        return None

    def topic(self, words: str) -> Mention | None:
        """What a change is of: what its own words name, else what was spoken of."""
        memory = self._memory
        stripped = self._phrases.trail.sub("", self._phrases.lead.sub("", words)).strip(",")
        sense = self.of(stripped) if stripped else None
        if stripped and sense is None:
            return None
        if sense is not None and not sense.empty:
            own = sense.coordinates
            if not sense.anaphoric:
                return self._mention(sense, stripped)
            if own.side is not None:
                main = memory.main
                if main and main.coordinates.side == own.side and not own.stage and sense.year is None:
                    return main
                return self._mention(sense, stripped)
        near = memory.near()
        if near is None:
            return self._mention(sense, stripped) if sense is not None else None
        if memory.unknown and sense is None:
            return None
        year = (sense.year if sense else None) or memory.year or self.year
        stage = self._stage_of(sense.coordinates.stage if sense else None)
        return replace(near, coordinates=replace(near.coordinates, year=year, stage=stage))

    def _mention(self, sense: Sense, words: str) -> Mention | None:
        point = self.point(sense, words)
        return None if point is None else Mention(point, words)

    def base_of(self, point: Coordinates, base: str) -> Coordinates | None:
        """The same point in the year (or at the stage) that a comparison names; None when that is the point itself."""
        year, stage = point.year, point.stage
        if match := re.search(r"20\d\d", base):
            year = int(match.group())
        elif re.search("上年|上一年|去年|前一年|同期", base):
            year = None if self.year is None else self.year - 1
        if re.search("执行|决算|实际|完成", base):
            stage = FINAL
        elif re.search("调整|全年", base):
            stage = ADJUSTED if self.final_accounts else None
        elif "预算" in base or "年初" in base:
            of_this = year == self.year and self.kind == ADJUSTED_BUDGET
            stage = AT_START if self.final_accounts or of_this else None
        found = replace(point, year=year, stage=stage)
        return None if found == point or year is None else found


def _side_by_words(sense: Sense, own: Coordinates) -> str | None:
    """The side of what names none: what is granted is spent; a total of everything is that of both sides."""
    if sense.granted:
        return EXPENDITURE
    return REVENUE if sense.total and own.without("year", "stage") == Coordinates() else None
