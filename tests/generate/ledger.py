"""The exact ledger of an invented department: atomic facts in 分, and the amount at any coordinates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gouji.model.coordinates import FUND_PARENTS, Coordinates


@dataclass(frozen=True, slots=True)
class Fact:
    """One atom of a year's budget. ``amount`` is in 分; ``carried_forward`` marks money that is not spent this year."""

    amount: int
    unit: str
    function: str
    use: str
    fund: str
    origin: str
    economic: str
    project: str | None = None
    carried_forward: bool = False


RESTRICTIONS = ("unit", "function", "economic", "use", "fund", "origin", "project")


class Ledger:
    """The facts of one year. Totals are grouped once for each shape of question, so that asking is cheap."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        self._groups: dict[tuple[str, tuple[tuple[str, int], ...]], dict[tuple[str, ...], int]] = {}

    def spent(self, at: Coordinates) -> int:
        """What is spent this year at these coordinates."""
        return self._total("spent", at)

    def carried_forward(self, at: Coordinates) -> int:
        """What is left for next year at these coordinates."""
        return self._total("left", at)

    def _total(self, selection: str, at: Coordinates) -> int:
        asked = [(name, value) for name in RESTRICTIONS if (value := getattr(at, name)) is not None]
        shape = tuple((name, _depth(name, value)) for name, value in asked)
        groups = self._groups.get((selection, shape))
        if groups is None:
            chosen = [fact for fact in self.facts if fact.carried_forward == (selection == "left")]
            groups = self._groups[selection, shape] = _grouped(chosen, shape)
        return groups.get(tuple(value for _, value in asked), 0)


def _grouped(facts: list[Fact], shape: tuple[tuple[str, int], ...]) -> dict[tuple[str, ...], int]:
    totals: dict[tuple[str, ...], int] = defaultdict(int)
    cutters = [_cutter(name, depth) for name, depth in shape]
    for fact in facts:
        totals[tuple(cut(fact) for cut in cutters)] += fact.amount
    return dict(totals)


def _depth(name: str, value: str) -> int:
    """How fine a restriction is: digits of a code, steps of a path, 0 for the group that financing by the state is."""
    if name in {"function", "economic"}:
        return len(value)
    if value == "fiscal_appropriation":
        return 0
    return value.count("/") + 1


def _cutter(name: str, depth: int) -> Callable[[Fact], str]:
    def cut(fact: Fact) -> str:
        value: str = getattr(fact, name) or ""
        if name in {"function", "economic"}:
            return value[:depth]
        if depth == 0:
            return FUND_PARENTS.get(value, "")
        if name == "unit":
            return value
        return "/".join(value.split("/")[:depth])

    return cut
