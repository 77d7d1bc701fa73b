"""Composes sentences about a budget and keeps what each of them states."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Place, Statement
from gouji.model.money import Amount
from tests.generate.budget import Budget
from tests.generate.document import TextBlock
from tests.generate.tables import Style
from tests.generate.words import words


@dataclass(slots=True)
class Writer:
    """Composes paragraphs. What is asked of it while a sentence is made becomes a statement of that sentence."""

    budget: Budget
    style: Style
    short: bool = False
    """Whether 4,614.00 is printed as 4,614."""
    blocks: list[TextBlock] = field(default_factory=list)
    _section: str = ""
    _pending: list[Statement] = field(default_factory=list)
    _count: int = 0

    def heading(self, text: str) -> None:
        """A heading; the sentences after it belong to its section."""
        self._section = text
        self.blocks.append(TextBlock(text))

    def say(self, text: str) -> None:
        """A paragraph of one or more sentences; takes up what was stated while it was composed."""
        statements = tuple(replace(statement, sentence=text) for statement in self._pending)
        self._pending.clear()
        self.blocks.append(TextBlock(text, statements))

    def money(self, subject: str, at: Coordinates) -> str:
        """``基本支出1,234.00万元``."""
        digits, amount = self._digits(self.budget.amount(at))
        self._state("amount", subject, at, amount=amount)
        return f"{subject}{digits}{self.style.unit.text}"

    def share(self, subject: str, at: Coordinates, base: Coordinates) -> str:
        """``占12.34%`` of the base, from exact amounts."""
        whole = self.budget.amount(base)
        percent = hundredths(self.budget.amount(at) * 100, whole) if whole else "0.00"
        self._state("share", subject, at, base=base, percent=percent)
        return f"占{percent}%"

    def change(self, subject: str, at: Coordinates, *, rate: bool = False) -> str:
        """``比2024年预算数增加1.00万元，增长2.00%``, or that nothing changes."""
        year = self.budget.year
        base = replace(at, year=year - 1)
        now, before = self.budget.amount(at), self.budget.amount(base)
        difference = now - before
        digits, amount = self._digits(abs(difference))
        if amount.is_zero:
            self._state("change", subject, at, base=base, direction="none")
            return f"与{year - 1}年预算数持平"
        up = difference > 0
        percent = hundredths(abs(difference) * 100, before) if rate and before else None
        self._state(
            "change",
            subject,
            at,
            base=base,
            amount=amount,
            percent=percent,
            direction="increase" if up else "decrease",
        )
        rated = f"，{'增长' if up else '下降'}{percent}%" if percent else ""
        return f"比{year - 1}年预算数{'增加' if up else '减少'}{digits}{self.style.unit.text}{rated}"

    def because(self, at: Coordinates, kind: str = "") -> str:
        """``，主要原因是…``, where there is a change."""
        difference = self.budget.amount(at) - self.budget.amount(replace(at, year=self.budget.year - 1))
        if self._digits(abs(difference))[1].is_zero:
            return ""
        reasons = words()["reasons"][kind + ("increase" if difference > 0 else "decrease")]
        return f"，主要原因是{reasons[(self.budget.seed + len(self.blocks)) % len(reasons)]}"

    def count(self, subject: str, number: int, measure: str) -> str:
        """``二级项目8个``."""
        self._state("count", subject, None, count=str(number))
        return f"{subject}{number}{measure}"

    def _digits(self, fen: int) -> tuple[str, Amount]:
        amount = self.style.amount(fen)
        if amount.is_zero or (self.short and not amount.text.partition(".")[2].strip("0")):
            amount = Amount(amount.text.partition(".")[0], amount.unit)
        return (f"{amount.value:,}" if self.style.grouped else amount.text), amount

    def _state(
        self,
        kind: str,
        subject: str,
        at: Coordinates | None,
        *,
        base: Coordinates | None = None,
        amount: Amount | None = None,
        percent: str | None = None,
        direction: str | None = None,
        count: str | None = None,
    ) -> None:
        self._count += 1
        self._pending.append(
            Statement(
                f"t{self._count}",
                kind,
                self._section,
                "",
                Place(),
                subject=subject,
                coordinates=at,
                base=base,
                amount=amount,
                percent=percent,
                direction=direction,
                count=count,
            )
        )


def hundredths(numerator: int, denominator: int) -> str:
    """A quotient of non-negative numbers with two decimals, rounded half up."""
    scaled = (numerator * 200 + denominator) // (2 * denominator)
    return f"{scaled // 100}.{scaled % 100:02d}"
