"""“三公”, procurement and other items: which facts they are, and what is stated apart.

Such an item is no part of any partition: it is a sum over facts that bear its tag. Which facts is inferred, within what
tables print of it (by unit, function, economic item …), likely ones first; a fact that is so in part is divided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gouji.ledgers.reconstruct.affinity import words
from gouji.ledgers.reconstruct.margins import TABLE, Margin
from gouji.ledgers.reconstruct.solver import INSIDE, Row, solve
from gouji.model.coordinates import EXPENDITURE, Coordinates
from gouji.model.ledger import Fact, StatedAmount, lies_in

_THREE_PUBLIC = "three_public"
_GENERAL = "general_public_budget"
_DERIVED = frozenset({"performance_targets", "balance"})
"""Items that say nothing a ledger does not know already."""
_MISSED = 2000.0
_REST = 5 * INSIDE
"""What it costs to say that a whole has parts nobody stated."""


def with_items(
    facts: Sequence[Fact], items: Sequence[Margin], year: int, projects: Mapping[str, str]
) -> tuple[list[Fact], list[StatedAmount]]:
    """The facts with tags such that tagged amounts are the printed ones, and what is stated apart: items of last year,
    items printed as one amount only, and what no facts can be found for. ``projects`` are names by id."""
    families: dict[str, list[Margin]] = defaultdict(list)
    apart: list[Margin] = []
    for margin in items:
        item = margin.point.item or ""
        if item in _DERIVED:
            continue
        if margin.point.year == year:
            families[item.partition("/")[0]].append(margin)
        else:
            apart.append(margin)
    found = list(facts)
    for family, own in families.items():
        printed = [margin for margin in own if margin.source == TABLE] or own
        if family != _THREE_PUBLIC and not any(restrictions(margin.point) for margin in printed):
            apart.extend(own)
            continue
        found, missed = _tagged(found, printed, family, year, projects)
        apart.extend(missed)
        if printed is not own:
            known = {margin.point.item for margin in printed}
            finer = [margin for margin in own if margin.source != TABLE and margin.point.item not in known]
            apart.extend(finer)
            # A whole that is tagged and whose parts are stated is stated as well: else it would count twice.
            wholes = {whole for margin in finer if margin.fen for whole in _above(margin.point.item or "")}
            apart.extend(m for m in own if m.point.item in wholes and not restrictions(m.point))
    return found, _stated(apart)


def _above(item: str) -> list[str]:
    steps = item.split("/")
    return ["/".join(steps[:depth]) for depth in range(1, len(steps))]


def restrictions(point: Coordinates) -> dict[str, str]:
    """What a point restricts beyond year and item. “三公” is by its meaning of the general public budget."""
    found = point.without("year", "item", "stage", "side").as_dict()
    if (point.item or "").startswith(_THREE_PUBLIC) and found.get("fund") in {_GENERAL, "fiscal_appropriation"}:
        del found["fund"]
    return found


def _stated(margins: Iterable[Margin]) -> list[StatedAmount]:
    """The amounts stated apart, one for each year, item and unit; what a table prints goes before what a sentence
    says."""
    found: dict[tuple[int, str, str | None], Margin] = {}
    for margin in sorted(margins, key=lambda m: m.source != TABLE):
        point = margin.point
        if not restrictions(point).keys() - {"unit"} and margin.fen >= 0:
            found.setdefault((point.year or 0, point.item or "", point.unit), margin)
    families: dict[tuple[int, str, str | None], dict[str, Margin]] = defaultdict(dict)
    for (year, item, unit), margin in found.items():
        families[year, item.partition("/")[0], unit][item] = margin
    return [
        StatedAmount(year, item, amount, unit)
        for (year, _, unit), family in families.items()
        for item, amount in _reconciled(family).items()
    ]


def _reconciled(family: Mapping[str, Margin]) -> dict[str, int]:
    """Amounts of an item and its parts within their intervals, the parts summing to the whole where they can: what is
    rounded each by itself seldom does as printed."""
    import numpy as np

    leaves = [name for name in family if not any(other.startswith(name + "/") for other in family)]
    wholes = [name for name in family if name not in leaves]
    atoms = [*leaves, *(f"{name}/" for name in wholes)]
    rows = [
        Row(
            np.array([at for at, atom in enumerate(atoms) if f"{atom}/".startswith(f"{name}/")], dtype=np.int32),
            None,
            margin.fen,
            max(margin.low, 0),
            margin.high if margin.fen else 0,  # nought is nought, however coarsely it is printed
            None,
        )
        for name, margin in family.items()
    ]
    solution = solve([0.0] * len(leaves) + [_REST] * len(wholes), rows)
    if not wholes or solution is None or solution.missed:
        return {name: margin.fen for name, margin in family.items()}
    return {name: sum(solution.amounts[at] for at in row.plus.tolist()) for name, row in zip(family, rows, strict=True)}


def _tagged(
    facts: list[Fact], margins: Sequence[Margin], family: str, year: int, projects: Mapping[str, str]
) -> tuple[list[Fact], list[Margin]]:
    """The facts with the tags of one family, and the margins that no choice of facts meets."""
    import numpy as np

    names = {margin.point.item or "" for margin in margins if margin.fen}
    leaves = [name for name in sorted(names) if not any(other.startswith(name + "/") for other in names)]
    nothing = [margin.point for margin in margins if not margin.fen]
    columns: list[tuple[int, str]] = []
    costs: list[float] = []
    of_fact: dict[int, list[int]] = defaultdict(list)
    tagged: list[Fact] = []
    for at, fact in enumerate(facts):
        if fact.year != year or fact.side != EXPENDITURE or fact.item is not None:
            continue
        for leaf in leaves:
            likelihood = _likelihood(fact, leaf, projects)
            candidate = replace(fact, tags=frozenset({leaf}))
            if likelihood is None or any(lies_in(candidate, point) for point in nothing):
                continue
            of_fact[at].append(len(columns))
            columns.append((at, leaf))
            costs.append(likelihood)
            tagged.append(candidate)
    rows: list[Row] = []
    of_row: list[Margin] = []
    for margin in margins:
        inside = [column for column, fact in enumerate(tagged) if lies_in(fact, margin.point)]
        if margin.fen:
            low = max(margin.low, 0)
            rows.append(Row(np.array(inside, dtype=np.int32), None, margin.fen, low, margin.high, _MISSED))
            of_row.append(margin)
    for at, own in of_fact.items():
        rows.append(Row(np.array(own, dtype=np.int32), None, 0, 0, facts[at].amount, None, 0.0))
    solution = solve(costs, rows)
    if solution is None:
        return facts, list(margins)
    missed = [of_row[n] for n, _ in solution.missed if n < len(of_row)]
    return _divided(facts, zip(columns, solution.amounts, strict=True)), missed


def _divided(facts: list[Fact], parts: Iterable[tuple[tuple[int, str], int]]) -> list[Fact]:
    """Facts with parts of them tagged."""
    of_fact: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for (at, leaf), amount in parts:
        if amount:
            of_fact[at].append((leaf, amount))
    found: list[Fact] = []
    for at, fact in enumerate(facts):
        rest = fact.amount
        for leaf, amount in of_fact.get(at, ()):
            found.append(replace(fact, amount=amount, tags=fact.tags | {leaf}))
            rest -= amount
        if rest:
            found.append(replace(fact, amount=rest))
    return found


def _likelihood(fact: Fact, item: str, projects: Mapping[str, str]) -> float | None:
    """What it costs to say that a fact pays for an item, 0 the likeliest; None where it cannot."""
    if item.startswith((_THREE_PUBLIC, "agency")) and fact.fund not in {_GENERAL, "unnamed"}:
        return None
    entries = [entry for entry in words()["items"] if entry["item"].startswith(item)]
    if any(fact.use is not None and fact.use not in entry["uses"] for entry in entries if "uses" in entry):
        return None
    if any(fact.economic is not None and fact.economic.startswith(tuple(entry["economic"])) for entry in entries):
        return 0.0
    named = projects.get(fact.project or "", "")
    if any(word in named for entry in entries for word in entry["words"]):
        return 1.0
    if fact.use == "project":
        return 2.0 if fact.economic is None else 4.0
    return 3.0 if fact.economic is None else 5.0
