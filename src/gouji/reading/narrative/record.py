"""The statements found so far, in order."""

from __future__ import annotations

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Place, Statement
from gouji.model.frozen import replace
from gouji.model.money import Amount
from gouji.reading.narrative.amounts import Token
from gouji.reading.narrative.folding import Sentence
from gouji.reading.narrative.memory import Mention

_NOWHERE = Place()


class Record:
    """Makes statements of one sentence after another."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self._section = ""
        self._sentence: Sentence | None = None

    def at(self, section: str, sentence: Sentence) -> None:
        """What is recorded from now on stands in this sentence."""
        self._section, self._sentence = section, sentence

    def amount(self, token: Token, subject: str, point: Coordinates | None) -> str:
        """An amount; its id."""
        return self._add("amount", token, Statement("", "", "", "", _NOWHERE, subject, point, amount=_signed(token)))

    def change(
        self,
        token: Token,
        topic: Mention | None,
        base: Coordinates | None,
        direction: str | None,
        amount: Amount | None = None,
        percent: str | None = None,
    ) -> int:
        """A change of ``topic`` against ``base``; its index."""
        point = topic.coordinates if topic and base else None
        subject = topic.subject if topic else ""
        found = Statement("", "", "", "", _NOWHERE, subject, point, base, amount, percent, direction)
        self._add("change", token, found)
        return len(self.statements) - 1

    def add_rate(self, index: int, token: Token, direction: str | None) -> bool:
        """Add a rate to a change, unless it has one or the rate goes the other way."""
        change = self.statements[index]
        if change.percent is not None or token.number is None:
            return False
        if direction not in {None, "none", change.direction} and change.direction is not None:
            return False
        self.statements[index] = replace(change, percent=token.number)
        return True

    def share(self, token: Token, part: Mention | None, whole: Coordinates | None, subject: str) -> None:
        """A share of ``part`` in ``whole``."""
        point = part.coordinates if part else None
        self._add("share", token, Statement("", "", "", "", _NOWHERE, subject, point, whole, percent=token.number))

    def count(self, token: Token, subject: str) -> None:
        """A number of things."""
        self._add("count", token, Statement("", "", "", "", _NOWHERE, subject, count=token.number))

    def _add(self, kind: str, token: Token, found: Statement) -> str:
        assert self._sentence is not None
        statement = replace(
            found,
            id=f"s{len(self.statements) + 1}",
            kind=kind,
            section=self._section,
            sentence=self._sentence.text,
            place=self._sentence.place,
            subject=found.subject.strip(",:、 "),
            span=self._sentence.folded.span(token.start, token.end),
        )
        self.statements.append(statement)
        return statement.id


def _signed(token: Token) -> Amount | None:
    amount = token.amount
    if amount is None or not token.negative or amount.text.startswith("-"):
        return amount
    return Amount("-" + amount.text, amount.unit)
