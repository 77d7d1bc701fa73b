"""Why a planted amount was not put right, as far as the identities tell."""

from __future__ import annotations

from bench.planted.spots import Spot, spot_of
from bench.planted.trial import Document, Outcome
from gouji.identities.proof import prove
from gouji.identities.system import System, build
from gouji.model.disclosure import Disclosure


def causes(document: Document, outcome: Outcome) -> list[str]:
    """For each planted amount of a trial that was not put right: what became of it."""
    if outcome.disclosure is None:
        return ["the document is refused"]
    before, after = _System(document.disclosure), _System(outcome.disclosure)
    proof = prove(after.system)
    asserted = {c.observation: c.expected for v in proof.verdicts for c in v.corrections}
    named = {c.observation for v in proof.verdicts for option in v.alternatives for c in option}
    told: list[str] = []
    for error in outcome.planted:
        for spot, _, was in error.truth:
            here, there = before.at.get(spot), after.at.get(spot)
            if here is None or there is None:
                told.append("not read as an amount any more" if here is not None else "no amount of a table")
                continue
            sound = before.touching(here)
            damaged = after.touching(there)
            broken = [n for n in damaged if not after.holds(n)]
            expected = asserted.get(there)
            if there in asserted and expected is not None and expected.value == was:
                told.append("put right")
            elif not sound:
                told.append("no identity")
            elif not broken:
                lost = {before.marks(n) for n in sound} - {after.marks(n) for n in damaged}
                told.append("identities lost" if lost else "within rounding")
            elif there in asserted:
                told.append(f"put right wrongly: {expected} for {was}")
            elif there in named:
                told.append("one of several smallest corrections")
            elif any(n in v.dropped for v in proof.verdicts for n in broken):
                told.append("an identity given up instead")
            else:
                told.append("another amount blamed")
    kinds = [cause for cause in told if cause != "put right"]
    return kinds or ["another amount blamed as well"]


class _System:
    def __init__(self, disclosure: Disclosure) -> None:
        self.system: System = build(disclosure)
        places = {cell.id: spot_of(cell.place) for cell in disclosure.cells}
        self.spots: dict[int, Spot | str] = {}
        self.at: dict[Spot, int] = {}
        for o in self.system.observations:
            spot = places.get(o.id)
            self.spots[o.index] = spot if spot is not None else o.id
            if spot is not None:
                self.at[spot] = o.index
        self.of = self.system.of()

    def touching(self, observation: int) -> list[int]:
        """The identities it stands in, by index."""
        return self.of.get(observation, [])

    def holds(self, n: int) -> bool:
        return self.system.identities[n].holds(self.system.observations)

    def marks(self, n: int) -> frozenset[Spot | str]:
        """An identity by the spots of its members."""
        return frozenset(self.spots[m] for m in self.system.identities[n].members)
