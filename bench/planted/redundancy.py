"""Whether a printed number can be found wrong at all: printed again elsewhere, or told by the numbers beside it.

This asks the bare text and the system of identities of the sound document, so it does not excuse what reading did not
understand: a number that is printed a second time anywhere, in any unit, could have been compared.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import combinations

from bench.planted.material import Material, Planted
from bench.planted.spots import Spot
from gouji.identities.system import System, build
from gouji.model.money import parse_number
from gouji.reading.source import Grid, Paragraph

_NUMBER = re.compile(r"(?<![\d.])\d[\d,，]*(?:\.\d+)?")
_MOST = 14


class Redundancy:
    """What is printed in one document, by digits."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.system: System = build(material.disclosure)
        self.numbers = Counter(_digits(text) for block in material.source.blocks for text in _texts(block))
        self._tied = {m for identity in self.system.identities for m in identity.members} | {
            m for ratio in self.system.ratios for m in ratio.members
        }
        self._tied_ids = {self.system.observations[m].id for m in self._tied}

    def reason(self, error: Planted) -> str | None:
        """Why an error in a number cannot be found by numbers; None when it can."""
        if len(error.truth) > 1 and self._keeps_every_sum(error):
            return "every sum is kept and nothing is printed again"
        for spot, wrong, was in error.truth:
            if abs(wrong - was) <= _last_place(was) and spot.row >= 0 and self._rounded(spot):
                return "within rounding"
            if self._again(was) or self._tied_cell(spot) or self._told_beside(spot, was):
                return None
        return "printed once, in no sum" if error.truth else None

    def _keeps_every_sum(self, error: Planted) -> bool:
        """Whether no identity of the sound document breaks, and none of the amounts is printed anywhere else."""
        ids = {s: c.id for _, c, s in self.material.main + self.material.projects}
        by_id = {o.id: o for o in self.system.observations}
        changed: dict[int, int] = {}
        for spot, wrong, was in error.truth:
            o = by_id.get(ids.get(spot, ""))
            if o is None or self.numbers[_digits(str(was))] > 1 + sum(t[2] == was for t in error.truth[1:]):
                return False
            changed[o.index] = o.sign * int(wrong * o.amount.unit.value)
        for identity in self.system.identities:
            if changed.keys() & set(identity.members):
                difference = sum(changed.get(m, self.system.observations[m].fen) for m in identity.left)
                difference -= sum(changed.get(m, self.system.observations[m].fen) for m in identity.right)
                if difference != identity.difference(self.system.observations):
                    return False
        return True

    def _again(self, was: Decimal) -> bool:
        return self.numbers[_digits(str(was))] > 1

    def _tied_cell(self, spot: Spot) -> bool:
        return any(c.id in self._tied_ids for _, c, s in self.material.main + self.material.projects if s == spot)

    def _rounded(self, spot: Spot) -> bool:
        """Whether each identity of a cell leaves room for one more in the last place."""
        ids = {c.id for _, c, s in self.material.main + self.material.projects if s == spot}
        numbers = [o.index for o in self.system.observations if o.id in ids]
        observations = self.system.observations
        for n in numbers:
            for identity in self.system.identities:
                if n in identity.members:
                    width = sum(observations[m].high - observations[m].low for m in identity.members)
                    step = observations[n].high - observations[n].low + 1
                    if abs(identity.difference(observations)) + step > width:
                        return False
        return True

    def _told_beside(self, spot: Spot, was: Decimal) -> bool:
        """Whether the other numbers of the paragraph give it: as a sum, a difference or a percentage of two."""
        block = self.material.source.blocks[spot.block]
        if not isinstance(block, Paragraph):
            return False
        others = [Decimal(n.replace(",", "").replace("，", "")) for n in _NUMBER.findall(block.text)][:_MOST]
        for size in (2, 3):
            for chosen in combinations(others, size):
                if was in {sum(chosen), abs(chosen[0] - sum(chosen[1:]))} and was not in chosen:
                    return True
        return any(
            b and abs(a / b * 100 - was) <= _last_place(was) / 2 and {a, b} != {was}
            for a, b in ((a, b) for a in others for b in others)
        )


def _last_place(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _texts(block: Paragraph | Grid) -> list[str]:
    if isinstance(block, Paragraph):
        return _NUMBER.findall(block.text)
    return [cell.text for row in block.rows for cell in row if parse_number(cell.text) is not None]


def _digits(text: str) -> str:
    """The significant digits of a number, so that 元 and 万元 look alike."""
    return re.sub(r"[^\d]", "", text).strip("0")
