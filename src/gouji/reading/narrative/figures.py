"""Amounts and changes: what each number of a sentence states."""

from __future__ import annotations

import re

from gouji.lexicon.phrases import phrases
from gouji.model.coordinates import Coordinates
from gouji.model.frozen import replace
from gouji.model.money import Unit
from gouji.reading.narrative.amounts import Token
from gouji.reading.narrative.clauses import Comparison, comparison
from gouji.reading.narrative.folding import Sentence
from gouji.reading.narrative.headings import Outline
from gouji.reading.narrative.memory import Memory, Mention
from gouji.reading.narrative.record import Record
from gouji.reading.narrative.senses import Senses
from gouji.reading.narrative.shares import Shares
from gouji.reading.narrative.subjects import Sense

LAST_YEAR = "上年"
"""What a change without a comparison is against."""
_AMONG = re.compile(r"^(.*?(?:支出|收入|经费|预算|资金|费))中(?!心|央|小|介|标)(.*)$")
_COMPRISING = re.compile(r"^(.*?(?:支出|收入))(?:主要|具体)?(?:包括|包含)(.*)$")
_FROM = re.compile(r"^(?:.*?)(?:由|从)(?P<subject>[^由从]*)$")
_TO = re.compile(r"^(?:增|减|下降|上升|提高|降|变|调)")
_GENERIC = re.compile(
    r"(?:具体|主要|有关|安排|使用|情况|内容|明细|构成|分项)*(?:(?:具体|主要)支出(?:项目|科目)?|支出项目)?"
)
_SORTING = re.compile(r"\(按[^()]*\)$")
_OTHERS = re.compile(r"^等")
_BASE_WITH_SUBJECT = re.compile(
    r"^(?:与|比|较|同)(?P<base>(?:20\d\d年度?|上一?年度?|去年)(?:年?初)?的?(?P<subject>[^,;:比较与]+?))为?$"
)
_DIFFERENCE = re.compile(r"(?:预决算|预算与决算|决算与预算)?差异率(?:为|是)?-?$")
_EITHER_WAY = re.compile(r"\((?:减少|增加|下降|增长)\)")


class Figures:
    """Reads the amounts and percentages of sentences; ``parts`` are the ids of the parts of each list's whole,
    ``open_lists`` the lists that leave something out."""

    def __init__(self, senses: Senses, outline: Outline, memory: Memory, record: Record) -> None:
        self.parts: dict[tuple[str, int], list[str]] = {}
        self.open_lists: set[tuple[str, int]] = set()
        self.and_others: set[tuple[str, int]] = set()
        self.unit = Unit.TEN_THOUSAND_YUAN
        self._senses = senses
        self._outline = outline
        self._memory = memory
        self._record = record
        self._shares = Shares(senses, outline, memory, record)
        self._phrases = phrases()
        self._sentence: Sentence | None = None

    def at(self, sentence: Sentence) -> None:
        """The numbers that follow stand in this sentence."""
        self._sentence = sentence

    def amount(self, token: Token, lead: str, tail: str) -> None:
        """State an amount that follows ``lead`` and is followed by ``tail`` in its clause."""
        memory = self._memory
        self.unit = token.unit or self.unit
        changes = self._phrases.change.search(lead)
        if not changes:
            memory.change = None
        if memory.reason or (self._phrases.purpose.search(lead) and not self._senses.subjects.names_a_class(lead)):
            self._record.amount(token, self._printed(token.start, lead), None)
        elif self._phrases.change_to.search(lead):
            self._changed_to(token, lead)
        elif changes:
            self._change(token, lead, changes)
        elif (found := comparison(lead)) is not None and not found.after:
            self._base(token, found)
        elif (repeated := self._base_with_subject(lead)) is not None:
            self._base(token, repeated)
        elif (before := _FROM.match(lead)) and _TO.match(tail):
            self._plain(token, before.group("subject"), tail, moves=False)
        else:
            self._plain(token, lead, tail)

    def percent(self, token: Token, lead: str) -> None:
        """State a share or the rate of a change."""
        memory = self._memory
        if memory.reason or token.number is None or self._shares.read(token, lead):
            return
        if self._senses.final_accounts and _DIFFERENCE.search(lead):
            self._difference(token)
            return
        match = self._phrases.change.search(lead)
        if match is None:
            if lead in {"", ":"} and memory.change is not None:
                self._record.add_rate(memory.change, token, None)
            return
        direction = self._direction(match.group("verb"), token)
        found = comparison(lead)
        words = self._words(lead[: match.start()] if found is None else found.before + found.after)
        if not words and self._is_of_change(found) and self._record.add_rate(memory.change or 0, token, direction):
            return
        used = found or memory.comparison
        topic = self._senses.topic(words)
        if used is None and (words or topic is None):
            return
        self._state_change(token, topic, used, direction, percent=token.number)

    def _difference(self, token: Token) -> None:
        """预决算差异率: by how much the final amount is more than the budget of the same thing, less with a minus."""
        final = self._memory.topic
        if final is None or final.coordinates.stage != "final" or final.amount is None or self._memory.unknown:
            return
        for before in reversed(self._memory.section):
            point = before.coordinates
            if point.stage in {"budget", "adjusted"} and replace(point, stage="final") == final.coordinates:
                fell = before.amount is not None and final.amount.fen < before.amount.fen
                zero = token.number is not None and not token.number.strip("0.")
                direction = "none" if zero else "decrease" if fell or token.negative else "increase"
                self._record.change(token, final, point, direction, None, token.number)
                return

    def _is_of_change(self, found: Comparison | None) -> bool:
        """Whether a rate belongs to the change before it: it compares with the same, or does not say with what."""
        if self._memory.change is None:
            return False
        change = self._record.statements[self._memory.change]
        if found is None or change.coordinates is None:
            return found is None
        return self._senses.base_of(change.coordinates, found.base) == change.base

    # ── amounts

    def _plain(self, token: Token, lead: str, tail: str, moves: bool = True) -> None:
        """An amount of what its lead names."""
        memory = self._memory
        if self._phrases.contains.match(lead):
            memory.open_list()
        if among := _AMONG.match(lead) or _COMPRISING.match(lead):
            self.open_named(among.group(1))
            lead = among.group(2)
        about = self._phrases.approximate_before.search(lead) or self._phrases.approximate_after.match(tail)
        sense = None if about else self._senses.of(lead)
        point = self._senses.point(sense, lead)
        if sense is not None and sense.empty and sense.year is None and not self._may_be_left_out():
            point = None
        memory.unknown = point is None
        subject = self._printed(token.start, lead)
        if point is None:
            self._record.amount(token, subject, None)
            self._leave_open()
            return
        left_out = memory.label or memory.topic
        subject = subject or (left_out.subject if left_out else "")
        whole = memory.whole_of(point)
        mention = Mention(point, subject, self._record.amount(token, subject, point), token.amount)
        if whole is not None and whole[0].id is not None and mention.id is not None:
            listed = (whole[0].id, whole[1])
            self.parts.setdefault(listed, []).append(mention.id)
            if _OTHERS.match(tail):
                self.and_others.add(listed)
        if moves and memory.remember(mention, self._senses.year):
            self._outline.describe_item(point)

    def _may_be_left_out(self) -> bool:
        """Whether an amount may follow its subject at a distance: after a label, or under a heading that is one."""
        memory = self._memory
        return memory.label is not None or (memory.topic is None and self._outline.frame.coordinates.item is not None)

    def _leave_open(self) -> None:
        """A part that is not understood leaves its list without a known sum."""
        memory = self._memory
        listed = (memory.wholes[-1], memory.list_number) if memory.listing and memory.wholes else memory.carried
        if listed is not None and listed[0].id is not None:
            self.open_lists.add((listed[0].id, listed[1]))
        if not memory.listing:
            memory.topic = None

    def open_named(self, text: str) -> None:
        """A whole is named whose parts follow (基本支出中, 支出包括)."""
        text = _SORTING.sub("", text)
        sense = self._senses.of(text)
        if _GENERIC.fullmatch(text) or (sense and sense.anaphoric and sense.coordinates.side is None):
            self._memory.open_list()
            return
        if sense is None:
            return
        self._memory.open_list_of(Mention(self._senses.resolved(sense, in_list=False), text))

    def _base(self, token: Token, found: Comparison) -> None:
        """比2023年预算数 9.23 万元 减少…: the amount of the other year."""
        topic = self._senses.topic(found.before)
        point = self._senses.base_of(topic.coordinates, found.base) if topic else None
        self._record.amount(token, topic.subject if topic else found.base, point)
        self._memory.comparison = Comparison(found.base, "", "")

    def _base_with_subject(self, lead: str) -> Comparison | None:
        """比2023年机关运行经费预算 480.00 万元: a comparison that says again what is compared."""
        match = _BASE_WITH_SUBJECT.match(lead)
        topic = self._memory.near()
        if match is None or topic is None:
            return None
        sense = self._senses.of(match["subject"])
        if sense is None or sense.empty:
            return None
        again = self._senses.resolved(sense).without("year", "stage")
        return Comparison(match["base"], "", "") if again == topic.coordinates.without("year", "stage") else None

    def _changed_to(self, token: Token, lead: str) -> None:
        """由2023年的 A 万元增加到 B 万元: an amount of this year."""
        topic = self._memory.topic or self._memory.main
        point: Coordinates | None = None
        if topic is not None and not self._memory.unknown:
            point = replace(topic.coordinates, year=self._senses.year)
        self._record.amount(token, topic.subject if topic else lead, point)

    # ── changes

    def _change(self, token: Token, lead: str, match: re.Match[str]) -> None:
        found = comparison(lead)
        used = found or self._memory.comparison
        words = self._words(lead[: match.start()] if found is None else found.before + found.after)
        if used is None and not self._is_own_change(self._senses.of(words)):
            self._record.amount(token, self._printed(token.start, lead), None)
            return
        topic = self._senses.topic(words)
        either_way = _EITHER_WAY.search(match.group())
        direction = None if either_way else self._direction(match.group("verb"), token)
        self._state_change(token, topic, used, direction, amount=True)

    def _words(self, text: str) -> str:
        """The words of a change without its verb."""
        inner = self._phrases.change.search(text)
        return text[: inner.start()] if inner else text

    def _is_own_change(self, sense: Sense | None) -> bool:
        """Whether a change without 比… may be meant against the year before: it names its subject or leaves it out."""
        return sense is not None and (not sense.empty or self._memory.topic is not None)

    def _direction(self, verb: str, token: Token) -> str | None:
        if token.number is not None and not token.number.strip("0."):
            return "none"
        return "increase" if (verb in self._phrases.increase) is not token.negative else "decrease"

    def _state_change(
        self,
        token: Token,
        topic: Mention | None,
        used: Comparison | None,
        direction: str | None,
        amount: bool = False,
        percent: str | None = None,
    ) -> None:
        base = self._senses.base_of(topic.coordinates, used.base if used else LAST_YEAR) if topic else None
        printed = token.amount if amount else None
        self._memory.change = self._record.change(token, topic, base, direction, printed, percent)

    def unchanged(self, token: Token, words: str, found: Comparison) -> None:
        """State that what ``words`` name is as the comparison says: 持平, 无变化."""
        topic = self._senses.topic(words)
        if topic is not None and not self._memory.unknown:
            self._state_change(token, topic, found, "none")

    def directed(self, token: Token, topic: Mention, base: str, direction: str) -> None:
        """State a direction without an amount: 减少的主要原因."""
        self._state_change(token, topic, Comparison(base, "", ""), direction)

    def _printed(self, end: int, words: str) -> str:
        """Words that end at a folded position, as printed, without connectives at either side."""
        assert self._sentence is not None
        inner = self._phrases.lead.sub("", words)
        core = self._phrases.trail.sub("", inner)
        if not core:
            return ""
        stop = end - (len(inner) - len(core))
        first, last = self._sentence.folded.span(stop - len(core), stop)
        text = self._sentence.text
        while first and text[first - 1] in "“‘《" and text[first:last].count("”") > text[first:last].count("“"):
            first -= 1
        return text[first:last].strip(" ,，:：、")
