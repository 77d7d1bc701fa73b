"""Reads the sentences of one document in order and keeps what later ones lean on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gouji.lexicon.phrases import phrases
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Statement
from gouji.model.money import Amount, Unit
from gouji.reading.narrative.amounts import Token, tokens
from gouji.reading.narrative.clauses import Clause, Comparison, clauses, comparison
from gouji.reading.narrative.context import Frame, inherit, is_coarser, settled
from gouji.reading.narrative.counts import count_subject
from gouji.reading.narrative.folding import Sentence
from gouji.reading.narrative.headings import Outline, side_of
from gouji.reading.narrative.shares import is_share_of
from gouji.reading.narrative.subjects import Sense, Subjects

_SHARE = re.compile(r"占(?P<whole>[^占]*)$")
_SHARE_TAIL = re.compile(r"的?(?:比例|比重|百分比|比)?(?:约|为|达到?|是|分别)*:?$")
_DONE = re.compile(
    r"(?:完成(?:了)?|为|达到?|占)(?P<base>(?:年初|全年|调整后?的?|当年)?(?:部门|单位)?预算(?:安排|批复)?(?:数|额)?)的?(?:比例为?)?$"
    r"|(?:预算)?(?:执行率|完成率|完成比例)(?:为|达到?)?$"
)
_AMONG = re.compile(r"^(?P<subject>.+?)(?:中|之中|里)$")
_SORTED = re.compile(r"^按(?:照)?.*(?:分类|划分|分|来看)(?:统计|看)?$|^从.*(?:看|来看)$")
_ZERO = re.compile(r"(?:预算|支出|收入|决算|经费|预算数|决算数|费|金额)(?:安排)?为(?P<zero>0(?:\.0+)?)$")
_OTHERS = re.compile(r"^等")
_NO_SUBJECT = re.compile(r"^(?:总|的|共|约)*$")
_CLASS_MARK = re.compile(r"\([类款项]\)")
_FROM = re.compile(r"^(?:.*?)(?:由|从)(?P<subject>[^由从]*)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount that was stated, for what refers back to it."""

    coordinates: Coordinates
    subject: str
    id: str | None = None
    amount: Amount | None = None


@dataclass(slots=True)
class _Memory:
    """What a sentence leans on: ``main`` the last amount that is no part, ``topic`` the last of all, ``label`` a
    subject announced before its amount, ``wholes`` of the lists that are open (innermost last)."""

    main: Mention | None = None
    topic: Mention | None = None
    label: Mention | None = None
    wholes: list[Mention] = field(default_factory=list)
    listing: bool = False
    comparison: Comparison | None = None
    year: int | None = None
    reason: bool = False
    axis: str | None = None
    change: int | None = None
    unknown: bool = False
    unnamed: bool = False
    """Something was announced that was not understood: what leaves out its subject means that."""
    pushed: list[tuple[Mention | None, list[Mention], bool]] = field(default_factory=list)


class Discourse:
    """Turns sentences into statements. Headings come through :attr:`outline`."""

    def __init__(self, subjects: Subjects, outline: Outline) -> None:
        self.statements: list[Statement] = []
        self.parts: dict[str, list[str]] = {}
        self.open_lists: set[str] = set()
        self.outline = outline
        self._subjects = subjects
        self._phrases = phrases()
        self._memory = _Memory()
        self._section: list[Mention] = []
        self._amounts: dict[Coordinates, list[Amount]] = {}
        self._unit = Unit.TEN_THOUSAND_YUAN
        self._sentence: Sentence
        self._text = ""
        self._segment = ""
        self._carried: Mention | None = None
        self._listed: Mention | None = None
        self._continued = False
        self._numbered = False

    # ── passages and sentences

    def begin_section(self) -> None:
        """A heading was met: what was said before it is not leant on."""
        self._section = []
        self._carried = self._listed = None
        self._memory = _Memory()

    def begin_passage(self, numbered: bool) -> None:
        """A paragraph begins. The whole of an open list (其中：) reaches into it."""
        whole = self._memory.wholes[-1] if self._memory.wholes and self._memory.listing else None
        self._numbered = numbered
        announced = self._text.endswith((":", "其中"))
        self._listed = whole or (self._listed if self._continued else None)
        self._continued = False
        self._carried = (whole if announced else None) or (self._carried if numbered else None)
        self._memory = _Memory()

    def read(self, sentence: Sentence) -> None:
        """The statements of one sentence."""
        memory = self._memory
        self._sentence, self._text = sentence, sentence.folded.text
        memory.wholes, memory.listing, memory.comparison, memory.reason = [], False, None, False
        memory.change, memory.year = None, None
        memory.topic = memory.main
        numbers = tokens(self._text)
        pieces = clauses(self._text, numbers)
        for index, clause in enumerate(pieces):
            self._brackets(pieces, index)
            begin = max(self._text.rfind(mark, 0, clause.start) for mark in ";:") + 1
            self._segment = self._text[begin : clause.end]
            self._read_clause(clause)
            if clause.separator == ";":
                memory.reason, memory.comparison = False, None
        if memory.topic is None and memory.label is None and not numbers:
            self._announce(self._text.rstrip("。"))

    def _brackets(self, pieces: tuple[Clause, ...], index: int) -> None:
        """Entering a bracket remembers the topic, leaving it restores it."""
        memory = self._memory
        depth = pieces[index].depth
        while len(memory.pushed) < depth:
            memory.pushed.append((memory.topic, list(memory.wholes), memory.listing))
        while len(memory.pushed) > depth:
            memory.topic, memory.wholes, memory.listing = memory.pushed.pop()

    def _announce(self, text: str) -> None:
        """A sentence without amounts that only names something (因公出国（境）费用。) is what the next is about."""
        head = re.split(r"[,;:。]", text)[0]
        if len(head) > 60:
            return
        memory = self._memory
        sense = self._sense(head)
        if sense is None:
            memory.unnamed |= self._numbered or bool(_CLASS_MARK.search(head))
        elif not sense.empty and (not sense.anaphoric or sense.coordinates.side is not None):
            memory.label, memory.unnamed = Mention(self._resolved(sense), head), False
            if not sense.anaphoric:
                self.outline.describe_item(memory.label.coordinates)

    # ── clauses

    def _read_clause(self, clause: Clause) -> None:
        memory = self._memory
        text = self._text[clause.start : clause.end]
        if marker := self._phrases.contains.match(text):
            self._open_list()
            if not clause.tokens and marker.end() == len(text):
                return
        if self._phrases.reason.search(text):
            self._read_reason(text)
            memory.reason = True
        if not clause.tokens:
            self._read_words(text, clause)
            return
        begin = counted = clause.start
        for token in clause.tokens:
            tail = self._text[token.end : clause.end]
            if token.kind == "count":
                if not any(later.kind == "amount" and later.start > token.start for later in clause.tokens):
                    self._read_count(token, self._text[counted : token.start], tail)
            else:
                self._read_token(token, self._text[begin : token.start], tail)
                begin = token.end
            counted = token.end

    def _read_words(self, text: str, clause: Clause) -> None:
        """A clause without numbers: a comparison, a year, a whole, a heading of a list, 持平, or nothing."""
        memory = self._memory
        if memory.reason:
            return
        if zero := _ZERO.search(text):
            start = clause.start + zero.start("zero")
            token = Token("amount", start, clause.end, zero.group("zero"), self._unit)
            self._read_token(token, text[: zero.start("zero")], "")
            return
        found = comparison(text)
        if self._phrases.equal.search(text):
            self._read_equal(text, found or memory.comparison, clause)
            return
        if found is not None and not found.after:
            memory.comparison = found
            if found.before and (sense := self._sense(found.before)) and not sense.anaphoric:
                memory.label = Mention(self._resolved(sense), found.before)
            return
        if re.fullmatch(r"(?:20\d\d年度?(?:初|年初)?|上年度?)", text):
            sense = self._sense(text)
            memory.year = sense.year if sense else None
            return
        if _SORTED.match(text):
            if "经济" in text:
                memory.axis = "economic"
            elif "功能" in text:
                memory.axis = "function"
            self._open_list()
            return
        if among := _AMONG.match(text):
            self._open_named(among.group("subject"))
        elif self._phrases.contains_end.search(text):
            self._open_named(self._phrases.contains_end.sub("", text))
        elif (clause.separator == ":" and memory.topic is None) or self._is_label(text, clause):
            self._announce(text)
        memory.change = None

    def _is_label(self, text: str, clause: Clause) -> bool:
        """Whether a clause names what the next one gives an amount of: …支出（项）, 主要用于…, 20万元."""
        return self._memory.topic is None and clause.start == 0 and bool(_CLASS_MARK.search(text))

    def _open_list(self) -> None:
        memory = self._memory
        memory.reason = False
        memory.listing = True
        whole = memory.topic or memory.main
        if whole is not None and whole not in memory.wholes:
            memory.wholes.append(whole)

    def _open_named(self, text: str) -> None:
        sense = self._sense(text)
        if sense is None or (sense.empty and not sense.anaphoric):
            return
        if sense.anaphoric and sense.coordinates.side is None:
            self._open_list()
            return
        whole = Mention(self._resolved(sense, listing=False), text)
        known = [m for m in (*self._section, self._memory.main) if m and m.coordinates == whole.coordinates]
        self._memory.wholes = [known[-1] if known else whole]
        self._memory.listing = True

    # ── numbers

    def _read_token(self, token: Token, lead: str, tail: str) -> None:
        if token.kind == "percent":
            self._read_percent(token, lead)
        else:
            if token.unit is not None:
                self._unit = token.unit
            self._read_amount(token, lead, tail)

    def _read_amount(self, token: Token, lead: str, tail: str) -> None:
        memory = self._memory
        memory.change = None if not self._phrases.change.search(lead) else memory.change
        if memory.reason or self._phrases.purpose.search(lead):
            self._state("amount", token, lead, None)
            return
        found = comparison(lead)
        if self._phrases.change_to.search(lead):
            self._read_changed_to(token, lead)
            return
        if self._phrases.change.search(lead):
            self._read_change(token, lead, found)
            return
        if found is not None and not found.after:
            self._read_base(token, found)
            return
        if (before := _FROM.match(lead)) and re.match(r"(?:增|减|下降|上升|提高|降|变|调)", tail):
            self._plain(token, before.group("subject"), tail, moves=False)
            return
        self._plain(token, lead, tail)

    def _plain(self, token: Token, lead: str, tail: str, moves: bool = True) -> None:
        """An amount of what its lead names."""
        memory = self._memory
        if self._phrases.contains.match(lead):
            self._open_list()
        if among := re.match(r"^(.*?(?:支出|收入|经费|预算|资金|费))中(?!心|央|小|介|标)(.*)$", lead):
            self._open_named(among.group(1))
            lead = among.group(2)
        uncertain = self._phrases.approximate_before.search(lead) or self._phrases.approximate_after.match(tail)
        subject = self._printed(token.start, lead)
        sense = None if uncertain else self._sense(lead)
        point = self._resolved_or_none(sense, lead)
        if sense is not None and sense.empty and not self._may_be_left_out():
            point = None
        whole = self._whole_of(point)
        left_out = "" if point is None else self._left_out()
        identifier = self._state("amount", token, subject or left_out, point)
        memory.unknown = point is None
        if point is None:
            if not memory.listing:
                memory.topic = None
            return
        mention = Mention(point, subject or left_out, identifier, token.amount)
        if whole is not None and whole.id is not None:
            self.parts.setdefault(whole.id, []).append(identifier)
            if _OTHERS.match(tail):
                self.open_lists.add(whole.id)
        if moves:
            self._remember(mention, whole)

    def _printed(self, end: int, words: str) -> str:
        """Words that end at a folded position, as printed, without connectives at either side."""
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

    def _may_be_left_out(self) -> bool:
        """Whether an amount may follow its subject at a distance: after a label, a heading of its own."""
        memory = self._memory
        return memory.label is not None or (memory.topic is None and self.outline.frame.coordinates.item is not None)

    def _left_out(self) -> str:
        label = self._memory.label or self._memory.topic
        return label.subject if label else ""

    def _remember(self, mention: Mention, whole: Mention | None) -> None:
        memory = self._memory
        memory.topic = mention
        year = self._subjects.year
        if mention.amount is not None and not mention.amount.is_zero:
            self._amounts.setdefault(mention.coordinates, []).append(mention.amount)
        if not memory.listing and not memory.pushed and mention.coordinates.year == year:
            memory.main = mention
            self.outline.describe_item(mention.coordinates)
        elif memory.main is None and not memory.pushed:
            memory.main = mention
        self._section.append(mention)

    def _whole_of(self, point: Coordinates | None) -> Mention | None:
        """The open list's whole that a part belongs to, the innermost that fits."""
        memory = self._memory
        if point is None:
            return None
        candidates = [*memory.wholes] if memory.listing else []
        for whole in reversed(candidates):
            if is_coarser(_comparable(whole.coordinates), _comparable(point)):
                while memory.wholes[-1] is not whole:
                    memory.wholes.pop()
                return whole
        listed = self._carried or self._listed
        if not memory.wholes and listed is not None and is_coarser(listed.coordinates, point):
            self._continued = True
            return listed
        return None

    def _read_base(self, token: Token, found: Comparison) -> None:
        """比2023年预算数 9.23 万元 减少…: the amount of the other year."""
        topic = self._topic(found.before)
        point = self._base_of(topic.coordinates, found.base) if topic else None
        self._state("amount", token, topic.subject if topic else found.base, point)
        self._memory.comparison = Comparison(found.base, "", "")

    def _read_change(self, token: Token, lead: str, found: Comparison | None) -> None:
        match = self._phrases.change.search(lead)
        assert match is not None
        memory = self._memory
        used = found or memory.comparison
        words = lead[: match.start()]
        if found is not None:
            words = (found.before + found.after)[: len(found.before) + len(found.after)]
            inner = self._phrases.change.search(words)
            words = words[: inner.start()] if inner else words
        topic = self._topic(words)
        if used is None and not self._is_own_change(words):
            self._state("amount", token, lead, None)
            return
        direction = self._direction(match.group("verb"), token)
        if re.search(r"\((?:减少|增加|下降|增长)\)", match.group()):
            direction = None
        self._state_change(token, topic, used.base if used else "上年", direction, token.amount, None)

    def _is_own_change(self, words: str) -> bool:
        """Whether a change without 比… may be meant against the year before: it names its subject or leaves it out."""
        sense = self._sense(words)
        return sense is not None and (not sense.empty or self._memory.topic is not None)

    def _direction(self, verb: str, token: Token) -> str | None:
        if token.number is not None and not token.number.strip("0."):
            return "none"
        rises = (verb in self._phrases.increase) is not token.negative
        return "increase" if rises else "decrease"

    def _read_changed_to(self, token: Token, lead: str) -> None:
        """由2023年的 A 万元增加到 B 万元: an amount of this year."""
        topic = self._memory.topic or self._memory.main
        point = replace(topic.coordinates, year=self._subjects.year) if topic else None
        self._state("amount", token, topic.subject if topic else lead, point)

    def _read_percent(self, token: Token, lead: str) -> None:
        memory = self._memory
        if memory.reason or token.number is None:
            return
        if self._subjects.final_accounts and (done := _DONE.search(lead)):
            self._read_completion(token, lead[: done.start()], done.group("base") or "")
            return
        if share := _SHARE.search(lead):
            self._read_share(token, lead[: share.start()], share.group("whole"))
            return
        match = self._phrases.change.search(lead)
        found = comparison(lead)
        if match is None:
            if lead in {"", ":"} and memory.change is not None:
                self._add_percent(memory.change, token, None)
            return
        direction = self._direction(match.group("verb"), token)
        words = lead[: match.start()] if found is None else found.before + found.after
        inner = self._phrases.change.search(words)
        words = words[: inner.start()] if inner else words
        bare = not words and found is None
        if bare and memory.change is not None and self._add_percent(memory.change, token, direction):
            return
        used = found or memory.comparison
        topic = self._topic(words)
        if used is None and not bare:
            return
        if used is None and topic is None:
            return
        self._state_change(token, topic, used.base if used else "上年", direction, None, token.number)

    def _add_percent(self, index: int, token: Token, direction: str | None) -> bool:
        change = self.statements[index]
        if change.percent is not None or token.number is None:
            return False
        if direction not in {None, "none", change.direction} and change.direction is not None:
            return False
        if change.direction == "none" and direction in {"increase", "decrease"}:
            return False
        self.statements[index] = replace(change, percent=token.number)
        return True

    def _read_share(self, token: Token, before: str, named: str) -> None:
        memory = self._memory
        part = memory.topic
        words = self._phrases.lead.sub("", before)
        if words and not _NO_SUBJECT.match(words):
            sense = self._sense(words)
            resolved = self._resolved_or_none(sense, words)
            part = Mention(resolved, words) if resolved else None
        if part is None or memory.unknown:
            self._state_share(token, None, None, words)
            return
        whole = _SHARE_TAIL.sub("", named)
        candidates = self._share_wholes(part, whole)
        fitting = [c for c in candidates if is_share_of(part, c, token.number or "0", self._amounts)]
        chosen = fitting[0] if fitting else candidates[0] if candidates else None
        self._state_share(token, part, chosen, part.subject)

    def _share_wholes(self, part: Mention, named: str) -> list[Coordinates]:
        """What the share may be of, the likeliest first: what the sentence names, the whole of the list, what the
        section began with."""
        memory = self._memory
        found: list[Coordinates] = []
        named = re.sub(r"(?:总额|总数|总量|全部|其)$", "", named) if named not in {"支出总额", "收入总额"} else named
        if named:
            sense = self._sense(named)
            if sense is None or sense.empty:
                sense = self._sense(named + "总额")
            if sense is None or sense.empty:
                return []
            year = self._year_of(sense, listing=False)
            bare = settled(
                replace(sense.coordinates, year=year, stage=sense.coordinates.stage or part.coordinates.stage)
            )
            if bare.side is None and bare.item is None:
                bare = replace(bare, side=part.coordinates.side)
            found = [bare, inherit(bare, self.outline.frame.coordinates)]
            near = [m.coordinates for m in (*reversed(memory.wholes), *self._section)]
            found += [point for point in near if is_coarser(bare, point) and is_coarser(point, part.coordinates)]
        else:
            mentions = [*reversed(memory.wholes)]
            if memory.main is not None:
                mentions.append(memory.main)
            mentions += self._section
            found = [
                m.coordinates for m in mentions if is_coarser(_comparable(m.coordinates), _comparable(part.coordinates))
            ]
        return list(dict.fromkeys(point for point in found if point != part.coordinates))

    def _read_completion(self, token: Token, before: str, base: str) -> None:
        part = self._topic(before)
        if part is None:
            return
        stage = "adjusted" if re.search("全年|调整", base) else "budget"
        final = replace(part.coordinates, stage="final")
        self._state_share(token, Mention(final, part.subject), replace(final, stage=stage), part.subject)

    def _read_equal(self, text: str, found: Comparison | None, clause: Clause) -> None:
        if found is None or self._phrases.nearly.search(text):
            return
        own = comparison(text)
        words = own.before + own.after if own else text
        words = self._phrases.equal.sub("", words)
        words = re.sub(r"(?:保持|均|也|仍)+$", "", words)
        match = self._phrases.equal.search(text)
        assert match is not None
        token = Token("none", clause.start + match.start(), clause.start + match.end(), None)
        topic = self._topic(words)
        if topic is None or self._memory.unknown:
            return
        self._state_change(token, topic, found.base, "none", None, None)

    def _read_reason(self, text: str) -> None:
        """…减少的主要原因, 决算数小于预算数的主要原因: a direction without an amount."""
        memory = self._memory
        if memory.reason:
            return
        if larger := self._phrases.larger_reason.match(text):
            topic = memory.main or memory.label
            if topic is None or not self._subjects.final_accounts:
                return
            base = larger.group("base")
            if "预算" not in base or "决算" not in larger.group("subject"):
                return
            direction = "increase" if larger.group("verb") in self._phrases.greater else "decrease"
            final = Mention(replace(topic.coordinates, stage="final"), topic.subject)
            self._state_change(self._word_token(larger, "verb", text), final, "预算数", direction, None, None)
        elif change := self._phrases.change_reason.match(text):
            found = comparison(change.group("subject"))
            sense = self._sense(found.before + found.after if found else change.group("subject"))
            if sense is None or sense.anaphoric:
                return
            topic = Mention(self._resolved(sense), change.group("subject"))
            direction = "increase" if change.group("verb") in self._phrases.increase else "decrease"
            base = found.base if found else "上年"
            self._state_change(self._word_token(change, "verb", text), topic, base, direction, None, None)

    def _word_token(self, match: re.Match[str], group: str, text: str) -> Token:
        offset = self._text.find(text)
        return Token("none", offset + match.start(group), offset + match.end(group), None)

    def _read_count(self, token: Token, lead: str, tail: str) -> None:
        if self._memory.reason or token.number is None:
            return
        before = self._text[: token.start]
        subject = count_subject(token, before, lead, tail, self.outline.titles)
        if subject is None:
            return
        self._add(
            Statement(
                self._next_id(),
                "count",
                self.outline.section,
                self._sentence.text,
                self._sentence.place,
                subject=subject,
                count=token.number,
                span=self._sentence.folded.span(token.start, token.end),
            )
        )

    # ── what phrases mean here

    def _frame(self) -> Frame:
        memory = self._memory
        frame = self.outline.frame
        if memory.listing and memory.wholes:
            frame = Frame(inherit(memory.wholes[-1].coordinates, frame.coordinates), frame.both_sides, frame.axis)
            if memory.wholes[-1].coordinates.item == "agency_operating_expenses":
                frame = replace(frame, axis="economic")
        return replace(frame, axis=memory.axis) if memory.axis else frame

    def _sense(self, text: str) -> Sense | None:
        return self._subjects.read(text, self._frame(), self.outline.titles + self._segment)

    def _resolved_or_none(self, sense: Sense | None, lead: str) -> Coordinates | None:
        if sense is None:
            return None
        if sense.anaphoric and self._antecedent(sense.coordinates) is None and not self._memory.listing:
            if self._memory.unnamed or self.outline.opaque:
                return None
        if sense.anaphoric and sense.coordinates.side is not None and sense.coordinates.stage is None:
            total = re.search(r"总|合计|预算|决算|20\d\d年", lead)
            if not total and not self._has_class_topic():
                return None
        point = self._resolved(sense)
        if point.without("year", "stage") == Coordinates() or point.fund == "?":
            return None
        if point.item is None and point.side is None:
            return None
        return point

    def _has_class_topic(self) -> bool:
        memory = self._memory
        near = memory.label or memory.topic
        return near is not None and bool(near.coordinates.function or near.coordinates.item)

    def _resolved(self, sense: Sense, listing: bool | None = None) -> Coordinates:
        """A sense's coordinates with what it leaves out: from the open list, the topic, the headings."""
        memory = self._memory
        own = sense.coordinates
        in_list = memory.listing if listing is None else listing
        outer = self.outline.frame
        if sense.anaphoric and not in_list:
            near = self._antecedent(own)
            if near is not None:
                own = inherit(own, near.without("year", "stage"))
        elif in_list:
            for whole in reversed(memory.wholes):
                if own.joined(whole.coordinates.without("year", "stage", "item")) is not None or own.item:
                    own = inherit(own, whole.coordinates.without("year", "stage"))
                    break
        elif self._carried is not None and own.item is None and self._carried.coordinates.item is None:
            if own.joined(self._carried.coordinates.without("year", "stage")) is not None:
                own = inherit(own, self._carried.coordinates.without("year", "stage"))
        own = inherit(own, outer.coordinates)
        if own.side is None and own.item is None:
            own = replace(own, side=side_of(outer))
        return settled(replace(own, year=self._year_of(sense, in_list), stage=self._stage_of(own.stage)))

    def _antecedent(self, own: Coordinates) -> Coordinates | None:
        """What an amount that only says 预算数 or 支出决算 is of: the label before it, else the topic."""
        memory = self._memory
        for mention in (memory.label, memory.topic, memory.main):
            if mention is None:
                continue
            point = mention.coordinates
            if own.side is not None and own.stage is None and not (point.function or point.item):
                continue
            if own.side is not None and point.side is not None and own.side != point.side:
                continue
            return point
        return None

    def _year_of(self, sense: Sense, listing: bool) -> int | None:
        memory = self._memory
        if sense.year is not None:
            return sense.year
        if listing and memory.wholes:
            return memory.wholes[-1].coordinates.year
        return memory.year or self._subjects.year

    def _stage_of(self, stage: str | None) -> str | None:
        if stage is not None:
            return stage
        return "final" if self._subjects.final_accounts else None

    def _topic(self, words: str) -> Mention | None:
        """What a change is of: what its own words name, else what was spoken of."""
        memory = self._memory
        stripped = self._phrases.trail.sub("", self._phrases.lead.sub("", words)).strip(",")
        if stripped:
            sense = self._sense(stripped)
            if sense is None:
                return None
            if not sense.empty and not (sense.anaphoric and sense.coordinates.side is None):
                point = self._resolved_or_none(sense, stripped)
                return None if point is None else Mention(point, stripped)
            near = self._near()
            if near is None:
                point = self._resolved_or_none(sense, stripped)
                return None if point is None else Mention(point, stripped)
            year = sense.year or memory.year or self._subjects.year
            stage = sense.coordinates.stage or self._stage_of(None)
            return replace(near, coordinates=replace(near.coordinates, year=year, stage=stage))
        near = self._near()
        if near is None or memory.unknown:
            return None
        return replace(
            near,
            coordinates=replace(near.coordinates, year=memory.year or self._subjects.year, stage=self._stage_of(None)),
        )

    def _near(self) -> Mention | None:
        """What was spoken of last; of the same point in two years, this year's."""
        memory = self._memory
        topic, main = memory.topic, memory.main
        if topic and main and topic.coordinates.without("year") == main.coordinates.without("year"):
            return main
        return topic or memory.label or main

    def _base_of(self, point: Coordinates, base: str) -> Coordinates | None:
        """The same point in the year (or at the stage) that a comparison names."""
        year, stage = point.year, point.stage
        if match := re.search(r"20\d\d", base):
            year = int(match.group())
        elif re.search("上年|上一年|去年|前一年|同期", base):
            year = None if self._subjects.year is None else self._subjects.year - 1
        final = self._subjects.final_accounts
        if re.search("执行|决算|实际|完成", base):
            stage = "final"
        elif re.search("调整|全年", base):
            stage = "adjusted" if final else None
        elif "预算" in base or "年初" in base:
            stage = "budget" if final else None
        found = replace(point, year=year, stage=stage)
        return None if found == point or year is None else found

    # ── stating

    def _next_id(self) -> str:
        return f"s{len(self.statements) + 1}"

    def _add(self, statement: Statement) -> str:
        self.statements.append(statement)
        return statement.id

    def _state(self, kind: str, token: Token, subject: str, point: Coordinates | None) -> str:
        return self._add(
            Statement(
                self._next_id(),
                kind,
                self.outline.section,
                self._sentence.text,
                self._sentence.place,
                subject=subject.strip(",:、"),
                coordinates=point,
                amount=_signed(token),
                span=self._sentence.folded.span(token.start, token.end),
            )
        )

    def _state_change(
        self,
        token: Token,
        topic: Mention | None,
        base: str,
        direction: str | None,
        amount: Amount | None,
        percent: str | None,
    ) -> None:
        against = self._base_of(topic.coordinates, base) if topic else None
        point = topic.coordinates if topic and against else None
        self._add(
            Statement(
                self._next_id(),
                "change",
                self.outline.section,
                self._sentence.text,
                self._sentence.place,
                subject=topic.subject if topic else "",
                coordinates=point,
                base=against,
                amount=amount,
                percent=percent,
                direction=direction,
                span=self._sentence.folded.span(token.start, token.end),
            )
        )
        self._memory.change = len(self.statements) - 1

    def _state_share(self, token: Token, part: Mention | None, whole: Coordinates | None, subject: str) -> None:
        self._add(
            Statement(
                self._next_id(),
                "share",
                self.outline.section,
                self._sentence.text,
                self._sentence.place,
                subject=subject,
                coordinates=part.coordinates if part else None,
                base=whole,
                percent=token.number,
                span=self._sentence.folded.span(token.start, token.end),
            )
        )


def _comparable(point: Coordinates) -> Coordinates:
    """A point as a whole or part of another: a grand total is its side."""
    return point.without("item") if point.item == "grand_total" else point


def _signed(token: Token) -> Amount | None:
    amount = token.amount
    if amount is None or not token.negative or amount.text.startswith("-"):
        return amount
    return Amount("-" + amount.text, amount.unit)
