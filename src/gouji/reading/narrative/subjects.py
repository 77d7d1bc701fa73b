"""What a phrase is about → coordinates. A phrase with a rest that no word covers is not understood, never guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.lexicon.classification import Classification, economic, functional
from gouji.lexicon.phrases import phrases
from gouji.lexicon.terms import UNKNOWN_FUND, Meaning, understand
from gouji.lexicon.text import key, tidy
from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.frozen import frozen, replace
from gouji.model.kinds import ADJUSTED, ADJUSTED_BUDGET, AT_START, BUDGET, FINAL, FINAL_ACCOUNTS, SOME_BUDGET, stage_in
from gouji.reading.narrative.context import Frame, settled

_YEAR = re.compile(r"(20\d\d)年?度?(?:年初|初)?(?=\D|$)(?:,)?")
_BARE_YEAR = re.compile(r"(20\d\d)年?度?(?=\D|$)(?:,)?")
"""Where a budget was adjusted it matters that a figure is that of the year's start."""
_AS_ADJUSTED = re.compile(r"^(?:预算)?调整后的?")
"""What all of such a document's own figures are."""
_START = "年初"
_DATE = re.compile(r"^截[至止]?(?:到)?(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[末底]?,?")
_PREVIOUS = re.compile(r"(?:上一?年度?|去年)(?=(?:年初|部门|单位)?(?:预算|决算|执行|实际|同期|批复)|的?$)")
_STAGE_END = re.compile(
    r"(?:支出|收入)?(?:(?:年初|全年|调整后?)?(?:支出)?预算(?:支出)?|(?:支出)?决算(?:支出)?|执行|预算安排|安排|预计支出)(?:数|总额|金额|额)?(?:合计|总计)?$"
)
_SIDE_BUDGET = re.compile(r"(?:支出|收入)(?:年初)?预算(?:数|总额|金额|额)?$")
_STEPS = re.compile(r"[-/>]")
_GENERIC_END = re.compile(r"(?:科目支出|科目|支出|数|金额|共计|合计|总计|总额|安排|经费支出)$")
_MARKS = re.compile(r"\(([类款项]|2\d{2}|2\d{4}|2\d{6}|\d{2})\)")
_CODE = re.compile(r"^[\[(]?([23]\d{2}(?:\d{2}){0,2})[\])]?[-:、]?(?=[\u4e00-\u9fff]|$)")
_CODE_BEHIND = re.compile(r"^(?P<name>[\u4e00-\u9fff()]+?)[(\[](?P<code>[23]\d{2}(?:\d{2}){0,2})[)\]](?:支出|科目)?$")
_CLASS_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])\(([\u4e00-\u9fff、]+)\)$")
_LEVEL = re.compile("[类款项]级?科目")
_COMMENT = re.compile(r"\((?:以|按|详见|见|不?含|包括|其中|注|附|表|单位)[^()]*(?:\([^()]*\)[^()]*)*\)")
_SPENT = re.compile(r"^(?!.*安排).*支出")
_APPROPRIATED = frozenset({"general_public_budget", "government_fund_budget", "state_capital_budget"})
"""Funds whose 拨款, named without a side, is what is spent of them."""
_LONGEST = 240
"""A longer phrase names nothing."""
_LEVEL_DIGITS = {"类": 3, "款": 5, "项": 7}


@frozen
class Sense:
    """What a phrase says by itself: ``coordinates`` without year or stage of the document, ``year`` where one is named,
    ``anaphoric`` when it only names a year, a stage or a total (预算数, 支出决算) and leaves out of what, ``total``
    when it calls that a total, ``granted`` when it is a 拨款 without a side, which is what is spent."""

    coordinates: Coordinates
    year: int | None = None
    anaphoric: bool = False
    empty: bool = False
    both_sides: bool = False
    granted: bool = False
    total: bool = False


class Subjects:
    """Reads phrases of one document: knows its year, its kind and the names the department goes by."""

    def __init__(self, names: Sequence[str], units: Sequence[str], year: int | None, kind: str) -> None:
        self.year = year
        self.kind = kind
        self._phrases = phrases()
        own = sorted({*names, *self._phrases.own_names} - {""}, key=len, reverse=True)
        alternatives = "|".join(re.escape(name) for name in own)
        self._own = re.compile(f"(?:{alternatives}){self._phrases.own_tail}的?")
        self._units = {tidy(unit).replace("（", "(").replace("）", ")"): key(unit) for unit in units}
        self._functional = functional(year)
        self._economic = economic(year)

    def read(self, text: str, frame: Frame, surroundings: str = "") -> Sense | None:
        """What a folded phrase says under a frame; None when it is not understood. ``surroundings`` are the heading
        and the sentence so far, for phrases that mean something only there."""
        if len(text) > _LONGEST:
            return None
        cleaned, year = self._cleaned(text)
        if not cleaned:
            return Sense(Coordinates(), year, anaphoric=True, empty=True)
        sense = self._item(cleaned, frame, surroundings) or self._named(cleaned, frame)
        sense = sense or self._without_units(cleaned, frame)
        if sense is None:
            return None
        sense = self._at_stage_of_side(sense, cleaned)
        return sense if sense.year is not None else replace(sense, year=year)

    def _item(self, text: str, frame: Frame, surroundings: str) -> Sense | None:
        """An item that sentences name, or a short name of one under the item above."""
        for phrase in self._phrases.items:
            if phrase.fits(text, surroundings + text):
                return Sense(Coordinates(item=phrase.item))
        above = frame.coordinates.item
        if above is not None:
            for phrase in self._phrases.within:
                if phrase.above is not None and above.startswith(phrase.above) and phrase.fits(text, ""):
                    return Sense(Coordinates(item=phrase.item))
        return None

    def names_a_class(self, text: str) -> bool:
        """Whether a phrase names a class by its code or its marks: 用于 in such a name says no purpose."""
        cleaned, _ = self._cleaned(text)
        return (self._by_marks(cleaned, Frame()) or self._by_code(cleaned)) is not None

    def _cleaned(self, text: str) -> tuple[str, int | None]:
        """The phrase without connectives, own names, years and comments; and the year named last."""
        rest = _COMMENT.sub("", text)
        year: int | None = None
        while True:
            before = rest
            if self.kind == ADJUSTED_BUDGET:
                rest = _AS_ADJUSTED.sub("", rest)
            rest = _DATE.sub("", rest) if rest.startswith("截") else rest
            rest = self._phrases.trail.sub("", self._phrases.lead.sub("", rest))
            rest = self._own.sub("", rest)
            if match := (_BARE_YEAR if self.kind == ADJUSTED_BUDGET else _YEAR).search(rest):
                year = int(match.group(1))
                rest = rest[: match.start()] + rest[match.end() :]
            if match := _PREVIOUS.search(rest):
                year = self.year - 1 if self.year else None
                rest = rest[: match.start()] + rest[match.end() :]
            if rest == before:
                break
        for pattern, words in self._phrases.rewrites:
            rest = pattern.sub(words, rest)
        return rest, year

    def _named(self, text: str, frame: Frame) -> Sense | None:
        """A class of a classification, or words of the lexicon."""
        if self.kind == ADJUSTED_BUDGET and text.startswith(_START):
            sense = self._named(text.removeprefix(_START).removeprefix("的"), frame)
            return None if sense is None else replace(sense, coordinates=sense.coordinates.at("stage", AT_START))
        stage, name = self._stage_apart(text)
        found = self._by_marks(name, frame) or self._by_code(name) or self._by_path(name)
        if found is None and frame.axis == "economic":
            found = self._economic_class(name)
        if found is not None:
            return Sense(settled(replace(found, stage=stage)))
        meaning = understand(text)
        if meaning is not None:
            return self._of_meaning(meaning, text)
        if (found := self._plain_class(name, frame)) is not None:
            return Sense(settled(replace(found, stage=stage)))
        return self._of_unit(text, frame)

    def _stage_apart(self, text: str) -> tuple[str | None, str]:
        match = _STAGE_END.search(text)
        if match is None or not match.start():
            return None, text
        words = match.group()
        if re.search("决算|执行", words):
            said = FINAL
        elif re.search("全年|调整", words):
            said = ADJUSTED
        else:
            said = AT_START if "年初" in words else SOME_BUDGET
        return self._stage(said), text[: match.start()]

    def _stage(self, said: str | None) -> str | None:
        """The stage that words name; sentences of a budget speak of no other than that."""
        return None if self.kind == BUDGET and said != FINAL else stage_in(self.kind, said)

    def _of_meaning(self, meaning: Meaning, text: str) -> Sense | None:
        found = meaning.coordinates
        if found.fund == UNKNOWN_FUND or meaning.flags & {"percent", "change", "count"}:
            return None
        year = meaning.year
        if year is None and "previous" in meaning.flags and found.origin is None and self.year is not None:
            year = self.year - 1
        stage = self._stage(found.stage)
        this_year = found.side == EXPENDITURE and found.origin == "current" and bool(_SPENT.match(text))
        if this_year:
            found = found.without("origin")
        both = "both_sides" in meaning.flags
        granted = found.side is None and found.fund in _APPROPRIATED and "拨款" in text and found.origin is None
        restricting = found.without("stage", "year", "side")
        named = bool(found.stage or meaning.flags & {"total", "previous"} or meaning.year)
        anaphoric = restricting == Coordinates() and not both and not this_year
        if anaphoric and not named and found.side is None:
            return None
        if both:
            found = replace(found, side=REVENUE)
        total = anaphoric and "total" in meaning.flags
        point = settled(replace(found, stage=stage, year=None))
        return Sense(point, year, anaphoric, both_sides=both, granted=granted, total=total)

    def _at_stage_of_side(self, sense: Sense, text: str) -> Sense:
        """三公经费支出预算 in final accounts is what the budget had, not what was spent; 基金预算支出 is no budget."""
        if self.kind != FINAL_ACCOUNTS or sense.coordinates.stage is not None or not _SIDE_BUDGET.search(text):
            return sense
        return replace(sense, coordinates=sense.coordinates.at("stage", "budget"))

    def _by_marks(self, text: str, frame: Frame) -> Coordinates | None:
        """（类）（款）（项） or the digits of its level after each name; what is above may be left to the frame."""
        marks = list(_MARKS.finditer(text))
        if not marks:
            return None
        code, begin = frame.coordinates.function or "", 0
        tail = text[marks[-1].end() :]
        if tail and not re.fullmatch(r"(?:支出|科目|项目|预算|安排|共计|合计|总计|总额|数|的)*", tail):
            return None
        for mark in marks:
            digits = _level_of(mark.group(1), len(code) if begin else 0)
            name = text[begin : mark.start()].strip("-、")
            name = name if name != "支出" else ""
            needed = digits - 2 if digits > 3 else 0
            under = code[:needed]
            found = self._functional.resolve(name, under or None, digits) if len(under) == needed else ()
            if len(found) != 1 and not under and digits > 3:
                found = self._functional.resolve(name, None, digits)
            if len(found) != 1 or (mark.group(1).isdigit() and not found[0].endswith(mark.group(1))):
                return None
            code, begin = found[0], mark.end()
        return Coordinates(side=EXPENDITURE, function=code)

    def _by_code(self, text: str) -> Coordinates | None:
        if match := _CODE.match(text):
            code, name = match.group(1), _GENERIC_END.sub("", self._without_class(match.group(1), text[match.end() :]))
        elif match := _CODE_BEHIND.match(text):
            code, name = match.group("code"), match.group("name")
        else:
            return None
        known: Classification = self._functional if code.startswith("2") else self._economic
        if name and code in known and not any(tidy(name) in known_name for known_name in known.names(code)):
            return None
        if code.startswith("2"):
            return Coordinates(side=EXPENDITURE, function=code)
        return Coordinates(side=EXPENDITURE, economic=code) if len(code) < 7 else None

    def _without_class(self, code: str, name: str) -> str:
        """The name behind a code without the class it belongs to, which some print behind it in brackets."""
        match = _CLASS_BEHIND.search(name)
        if match is None:
            return name
        above = {known for length in (3, 5) for known in self._functional.names(code[:length])}
        inner = tidy(match.group(1))
        return name[: match.start()] if inner in above or _LEVEL.fullmatch(inner) else name

    def _by_path(self, text: str) -> Coordinates | None:
        """Names from 类 to 项 with dashes between."""
        names = _STEPS.split(_GENERIC_END.sub("", text) if text.endswith("科目") else text)
        if not 2 <= len(names) <= 3:
            return None
        code = ""
        for level, name in enumerate(names):
            found = self._functional.resolve(name, code or None, 3 + 2 * level)
            if len(found) != 1:
                return None
            code = found[0]
        return Coordinates(side=EXPENDITURE, function=code)

    def _plain_class(self, text: str, frame: Frame) -> Coordinates | None:
        """A name alone: a 类 by itself, a lower one where it is the only one or the frame says under what."""
        for name in _shortenings(text):
            point = self._class_named(name, frame)
            if point is not None:
                return point
        return None

    def _class_named(self, name: str, frame: Frame) -> Coordinates | None:
        above = frame.coordinates.function
        if above is not None and len(above) < 7:
            found = self._functional.resolve(name, above)
            below = [code for code in found if len(code) == len(above) + 2] or list(found)
            if len(below) == 1:
                return Coordinates(side=EXPENDITURE, function=below[0])
        functions = self._functional.resolve(name)
        economies = self._economic.resolve(name)
        if functions and len(functions[0]) == 3 and frame.axis != "economic":
            return Coordinates(side=EXPENDITURE, function=functions[0])
        if frame.axis == "function" and len(functions) == 1:
            return Coordinates(side=EXPENDITURE, function=functions[0])
        if len(economies) == 1 and not functions:
            return Coordinates(side=EXPENDITURE, economic=economies[0])
        if len(functions) == 1 and not economies:
            return Coordinates(side=EXPENDITURE, function=functions[0])
        return None

    def _economic_class(self, text: str) -> Coordinates | None:
        for name in _shortenings(text):
            found = self._economic.resolve(name)
            if found and (len(found) == 1 or len(found[0]) == 3):
                return Coordinates(side=EXPENDITURE, economic=found[0])
        nearest = self._economic.nearest(text)
        return Coordinates(side=EXPENDITURE, economic=nearest) if nearest else None

    def _without_units(self, text: str, frame: Frame) -> Sense | None:
        """机关运行经费 of the units a sentence lists is the department's: other units have none."""
        match = self._phrases.units.match(text)
        if match is None:
            return None
        sense = self._named(text[match.end() :], frame)
        if sense is not None and sense.coordinates.item == "agency_operating_expenses":
            return sense
        return None

    def _of_unit(self, text: str, frame: Frame) -> Sense | None:
        """The amount of one budget unit, named before it."""
        for name, unit in self._units.items():
            if text.startswith(name) and len(text) > len(name):
                sense = self._named(text[len(name) :].removeprefix("的"), frame)
                if sense is not None:
                    return replace(sense, coordinates=replace(sense.coordinates, unit=unit))
        return None


def _level_of(mark: str, above: int) -> int:
    """How many digits a code has whose name bears this mark: 类 款 项, its digits, or two more than those above."""
    if mark in _LEVEL_DIGITS:
        return _LEVEL_DIGITS[mark]
    return len(mark) if len(mark) > 2 else above + 2


def _shortenings(text: str) -> list[str]:
    """The name, then without the words that follow names in sentences (…支出, …科目)."""
    names = [text]
    while match := _GENERIC_END.search(names[-1]):
        if not match.start():
            break
        names.append(names[-1][: match.start()])
    return names
