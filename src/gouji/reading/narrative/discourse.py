"""Reads the sentences of one document in order: what each clause opens, names, compares or states."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.lexicon.phrases import phrases
from gouji.model.disclosure import Statement
from gouji.model.frozen import replace
from gouji.reading.narrative.amounts import Token, tokens
from gouji.reading.narrative.clauses import Clause, Comparison, clauses, comparison
from gouji.reading.narrative.counts import count_subject
from gouji.reading.narrative.figures import LAST_YEAR, Figures
from gouji.reading.narrative.folding import Sentence
from gouji.reading.narrative.headings import Outline, names_nothing
from gouji.reading.narrative.memory import Memory, Mention
from gouji.reading.narrative.record import Record
from gouji.reading.narrative.senses import Senses
from gouji.reading.narrative.subjects import Subjects
from gouji.reading.narrative.sums import sums

_PAUSE = re.compile(r"[,;:。]")
_AMONG = re.compile(r"^(?P<subject>.+?)(?:中|之中|里)$")
_SORTED = re.compile(r"^按(?:照)?.*(?:分类|划分|分|来看)(?:统计|看)?$|^从.*(?:看|来看)$")
_ZERO = re.compile(r"(?:预算|支出|收入|决算|经费|预算数|决算数|费|金额)(?:安排)?为(?P<zero>0(?:\.0+)?)$")
_YEAR_ALONE = re.compile(r"(?:20\d\d年度?(?:初|年初)?|上年度?)")
_CLASS_MARK = re.compile(r"\([类款项]\)")
_STILL = re.compile(r"(?:保持|均|也|仍)+$")
_LONGEST_LABEL = 60


class Discourse:
    """Turns sentences into statements, under the headings of an outline."""

    def __init__(self, subjects: Subjects, outline: Outline) -> None:
        self._outline = outline
        self._memory = Memory()
        self._record = Record()
        self._senses = Senses(subjects, outline, self._memory)
        self._figures = Figures(self._senses, outline, self._memory, self._record)
        self._phrases = phrases()
        self._text = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything stated so far, the sums last."""
        found = self._record.statements
        return (*found, *sums(found, self._figures.parts, self._figures.open_lists, self._figures.and_others))

    def begin_section(self) -> None:
        """A heading was met."""
        self._text = ""
        self._memory.begin_section()

    def begin_passage(self, numbered: bool) -> None:
        """A paragraph begins."""
        self._memory.begin_paragraph(numbered, self._text.endswith((":", "其中")))

    def read(self, sentence: Sentence) -> None:
        """The statements of one sentence."""
        memory = self._memory
        self._text = sentence.folded.text
        self._record.at(self._outline.section, sentence)
        self._figures.at(sentence)
        memory.begin_sentence()
        numbers = tokens(self._text)
        pieces = clauses(self._text, numbers)
        for index, clause in enumerate(pieces):
            memory.at_depth(clause.depth)
            self._mark_enumeration(pieces, index)
            begin = max(self._text.rfind(mark, 0, clause.start) for mark in ";:") + 1
            self._senses.segment = self._text[begin : clause.end]
            self._read_clause(clause)
            if clause.separator == ";":
                memory.reason, memory.comparison = False, None
        if memory.topic is None and memory.label is None and not numbers:
            self._announce(self._text.rstrip("。"))

    def _mark_enumeration(self, pieces: Sequence[Clause], index: int) -> None:
        """A、B，较上年增加: what follows the comma is said of the whole of A and B."""
        memory = self._memory
        before = pieces[index - 1] if index else None
        follows = index > 1 and pieces[index - 2].separator == "、" and before is not None and before.separator == ","
        listed = memory.listing and bool(memory.wholes)
        memory.closed = memory.wholes[-1] if follows and listed and pieces[index].tokens else None

    def _announce(self, text: str) -> None:
        """Words without an amount that only name something (因公出国（境）费用。) are what the next amount is of."""
        head = _PAUSE.split(text, maxsplit=1)[0]
        if len(head) > _LONGEST_LABEL:
            return
        memory, sense = self._memory, self._senses.of(head)
        if sense is None and names_nothing(head):
            return
        if sense is None:
            memory.unnamed |= memory.numbered or bool(_CLASS_MARK.search(head))
        elif not sense.empty and (not sense.anaphoric or sense.coordinates.side is not None):
            memory.label, memory.unnamed = Mention(self._senses.resolved(sense), head), False
            if not sense.anaphoric:
                self._outline.describe_item(memory.label.coordinates)

    def _read_clause(self, clause: Clause) -> None:
        memory = self._memory
        text = self._text[clause.start : clause.end]
        if marker := self._phrases.contains.match(text):
            memory.open_list()
            if not clause.tokens and marker.end() == len(text):
                return
        if memory.reason and self._compares_again(text):
            memory.reason = False
        if self._phrases.reason.search(text):
            self._read_reason(text, clause)
            memory.reason = True
        if clause.tokens:
            self._read_numbers(clause)
        elif not memory.reason or self._announces_a_list(text, clause):
            memory.reason = False
            self._read_words(text, clause)

    def _announces_a_list(self, text: str, clause: Clause) -> bool:
        """Whether a clause behind a reason begins a list (…，主要支出包括：): what follows is no longer a reason."""
        return clause.separator == ":" and bool(self._phrases.contains_end.search(text))

    def _compares_again(self, text: str) -> bool:
        """Whether a clause behind a reason tells another change (…主要原因是厉行节约，与上年相比减少2.00万元)."""
        found = comparison(text)
        return found is not None and not found.before and bool(self._phrases.changes.match(found.after))

    def _read_numbers(self, clause: Clause) -> None:
        begin = counted = clause.start
        for token in clause.tokens:
            tail = self._text[token.end : clause.end]
            if token.kind == "count":
                if not any(later.kind == "amount" and later.start > token.start for later in clause.tokens):
                    self._read_count(token, self._text[counted : token.start], tail)
            else:
                lead = self._text[begin : token.start]
                if token.kind == "percent":
                    self._figures.percent(token, lead)
                else:
                    self._figures.amount(token, lead, tail)
                begin = token.end
            counted = token.end

    def _read_count(self, token: Token, lead: str, tail: str) -> None:
        if self._memory.reason:
            return
        subject = count_subject(token, self._text[: token.start], lead, tail, self._outline.titles)
        if subject is not None:
            self._record.count(token, subject)

    # ── clauses without numbers

    def _read_words(self, text: str, clause: Clause) -> None:
        """A comparison, 持平, a year, the head of a list, a label, or nothing."""
        memory = self._memory
        found = comparison(text)
        if zero := _ZERO.search(text):
            token = Token(
                "amount", clause.start + zero.start("zero"), clause.end, zero.group("zero"), self._figures.unit
            )
            self._figures.amount(token, text[: zero.start("zero")], "")
        elif match := self._phrases.equal.search(text):
            self._read_equal(text, match, found, clause)
        elif found is not None and not found.after:
            self._begin_comparison(found)
        elif _YEAR_ALONE.fullmatch(text):
            sense = self._senses.of(text)
            memory.year = sense.year if sense else None
        elif _SORTED.match(text):
            memory.axis = "economic" if "经济" in text else "function" if "功能" in text else memory.axis
            memory.open_list()
        elif among := _AMONG.match(text):
            self._figures.open_named(among.group("subject"))
        elif self._phrases.contains_end.search(text):
            self._figures.open_named(self._phrases.contains_end.sub("", text))
        elif memory.topic is None and (clause.separator == ":" or self._is_class_label(text, clause)):
            self._announce(text)
        else:
            memory.change = None

    def _is_class_label(self, text: str, clause: Clause) -> bool:
        """Whether a sentence begins with a class whose amount follows later: …支出（项），主要用于…，20万元."""
        return clause.start == 0 and bool(_CLASS_MARK.search(text))

    def _begin_comparison(self, found: Comparison) -> None:
        self._memory.comparison = found
        if found.before and (sense := self._senses.of(found.before)) and not sense.anaphoric:
            self._memory.label = Mention(self._senses.resolved(sense), found.before)

    def _read_equal(self, text: str, match: re.Match[str], found: Comparison | None, clause: Clause) -> None:
        used = found or self._memory.comparison
        if used is None or self._phrases.nearly.search(text):
            return
        words = _STILL.sub("", self._phrases.equal.sub("", found.before + found.after if found else text))
        token = Token("none", clause.start + match.start(), clause.start + match.end(), None)
        self._figures.unchanged(token, words, used)

    def _read_reason(self, text: str, clause: Clause) -> None:
        """…减少的主要原因, 决算数小于预算数的主要原因: a direction without an amount."""
        if self._memory.reason:
            return
        if larger := self._phrases.larger_reason.match(text):
            topic = self._memory.main or self._memory.label
            named = "预算" in larger.group("base") and "决算" in larger.group("subject")
            if topic is not None and named and self._senses.final_accounts:
                direction = "increase" if larger.group("verb") in self._phrases.greater else "decrease"
                final = Mention(replace(topic.coordinates, stage="final"), topic.subject)
                self._figures.directed(_word(larger, clause), final, "预算数", direction)
        elif change := self._phrases.change_reason.match(text):
            found = comparison(change.group("subject"))
            words = found.before + found.after if found else change.group("subject")
            sense = self._senses.of(words)
            if sense is not None and not sense.anaphoric:
                topic = Mention(self._senses.resolved(sense), words)
                direction = "increase" if change.group("verb") in self._phrases.increase else "decrease"
                self._figures.directed(_word(change, clause), topic, found.base if found else LAST_YEAR, direction)


def _word(match: re.Match[str], clause: Clause) -> Token:
    return Token("none", clause.start + match.start("verb"), clause.start + match.end("verb"), None)
