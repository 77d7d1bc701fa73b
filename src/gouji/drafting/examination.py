"""A draft examined: what people say held against the lines and last year by the identity engine, and the rules asked.

Tables made of one ledger agree by construction, so nothing is tabulated. The lines' exact amounts stand at the
coordinates that sentences speak of, and the engine proves each against the other; where it finds fault, the coordinates
lead back to the lines that make up the amount.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from gouji.checking.findings import Finding, FindingPlace
from gouji.checking.identity_findings import identity_findings
from gouji.checking.places import Places
from gouji.drafting import asked
from gouji.drafting.draft import Draft, InText, OfFacts, OfTarget, Said, Spot, Told
from gouji.drafting.figures import USUAL, Amounts, points_of, table_of, usual_precision
from gouji.drafting.understanding import paragraphs, read, statements
from gouji.identities.proof import prove
from gouji.identities.system import build
from gouji.model.coordinates import EXPENDITURE, REVENUE, Coordinates
from gouji.model.disclosure import Disclosure, DocumentInfo, Place, Project, Statement, Table
from gouji.model.garbage import without_collecting
from gouji.model.ledger import Ledger
from gouji.model.money import Amount, Unit, amount_of_fen
from gouji.reading.unsaid import RESTRICTIONS, settle_statements

_REMEMBERED = 512
_NO_STAFF: tuple[tuple[str, int], ...] = ()
_PERCENT = "G106"
_TARGETS_TABLE = "项目支出绩效目标表"


def examined(draft: Draft) -> tuple[Told, ...]:
    """Everything that is found, in the order of the texts, then of the targets."""
    with without_collecting():
        found = [
            *_by_identities(draft),
            *(told for one in draft.said for told in _by_words(one, draft)),
            *_beside_lines(draft),
            *_of_targets(draft),
        ]
    return tuple(dict.fromkeys(found))


# ── the engine


def _by_identities(draft: Draft) -> Iterator[Told]:
    ledger = draft.ledger
    amounts = Amounts(ledger)
    stated = statements(ledger, draft.said)
    if not any(one.kind in {"amount", "change", "share"} for one in stated):
        return
    if amounts.balances:
        parts = [stated]
    else:
        # That the sides differ is told of the lines. Sentences are then held against their own side alone, else each
        # would be accused of the other's amount.
        parts = [tuple(one for one in stated if _is_revenue(one.coordinates) is side) for side in (True, False)]
    for number, part in enumerate(parts):
        yield from _proved(draft, amounts, part, (number == 0,) if len(parts) > 1 else (True, False))


def _is_revenue(point: Coordinates | None) -> bool:
    return point is not None and point.side == REVENUE


def _proved(draft: Draft, amounts: Amounts, stated: Sequence[Statement], sides: Sequence[bool]) -> Iterator[Told]:
    """What is found of some statements, beside the lines of their sides."""
    year, usual = amounts.year, usual_precision(stated)
    points = points_of(stated, year, RESTRICTIONS)
    for point in amounts.frame(tuple(points)):
        if _is_revenue(point) in sides:
            points.setdefault(point, [])
    if len(sides) > 1 and any(fact.item is not None for fact in draft.ledger.facts):
        _carried_forward(points)
    table = table_of(amounts, amounts, points, usual)
    disclosure = Disclosure(
        DocumentInfo(department=draft.ledger.department.name, year=year),
        (table,),
        settle_statements(stated, (table,), year),
    )
    previous = None
    if draft.before is not None:
        known = points_of(disclosure.statements, draft.before.year, RESTRICTIONS)
        previous = Disclosure(DocumentInfo(year=draft.before.year), (table_of(draft.before, amounts, known, usual),))
    proof = prove(build(disclosure, previous))
    spots = _Spots(draft, amounts, disclosure)
    for finding in identity_findings(proof, Places.of(disclosure)):
        told = _told(finding, spots)
        if any(isinstance(spot, InText) for spot in told.spots):
            yield told


def _carried_forward(points: dict[Coordinates, list[Amount]]) -> None:
    """Where money is carried forward, revenue balances with what is spent and that."""
    for point in [
        at for at in points if at.side == REVENUE and at.without("year", "fund", "origin", "side") == Coordinates()
    ]:
        points.setdefault(point.at("side", EXPENDITURE).at("item", "grand_total"), [])


class _Spots:
    """Finds where in the draft the places of a finding are."""

    def __init__(self, draft: Draft, amounts: Amounts, disclosure: Disclosure) -> None:
        self._said = {one.name: one for one in draft.said}
        self._amounts = amounts
        self._cells = {cell.id: cell.coordinates for cell in disclosure.cells}
        self._statements = {one.id: one for one in disclosure.statements}

    def of(self, place: FindingPlace, code: str) -> Spot | None:
        """Lines for an amount of theirs, a stretch of text for a statement; None for last year's."""
        if place.cell in self._statements:
            one = self._statements[place.cell]
            name = one.id.partition(":")[0]
            span = _of_percent(one) if code == _PERCENT else one.span
            return stretch(self._said[name], one.place.line, one.sentence, span)
        point = self._cells.get(place.cell or "")
        return OfFacts(self._amounts.facts(point)) if point is not None else None


def _of_percent(one: Statement) -> tuple[int, int]:
    """Where a sentence has a statement's percentage: at its span where it states nothing else, else behind that."""
    at = one.sentence.find(one.percent or "%", one.span[0])
    return one.span if at < 0 else (at, at + len(one.percent or "%") + 1)


def _told(finding: Finding, spots: _Spots) -> Told:
    found = [spot for place in finding.places if (spot := spots.of(place, finding.code)) is not None]
    # Words are likelier to be wrong than the lines they speak of, and one look at them tells.
    found.sort(key=lambda spot: isinstance(spot, OfFacts))
    return Told(finding.code, finding.level.value, finding.message, tuple(dict.fromkeys(found)))


def stretch(said: Said, line: int | None, words: str, span: tuple[int, int] = (0, 0)) -> InText:
    """Where some words stand in a text, blanks and breaks aside, in the paragraph of that number or after it; the part
    of them at ``span`` where it can be told. The whole paragraph where they cannot be found."""
    lines = paragraphs(said.text)
    number = (line or 1) - 1
    start = sum(len(one) + 1 for one in lines[:number])
    places = [at for at, sign in enumerate(said.text) if not sign.isspace()]
    bare = "".join(said.text[at] for at in places)
    wanted = "".join(words.split())
    first, last = span if 0 <= span[0] < span[1] <= len(wanted) else (0, len(wanted))
    if "…" in wanted and wanted not in bare:  # a long passage, shortened in its middle
        wanted = wanted.partition("…")[0]
        first, last = 0, len(wanted)
    at = bare.find(wanted, bisect_left(places, start)) if wanted else -1
    if at < 0:
        return InText(said.name, start, start + len(lines[number] if number < len(lines) else ""))
    return InText(said.name, places[at + first], places[at + last - 1] + 1)


# ── the rules


def _by_words(said: Said, draft: Draft) -> tuple[Told, ...]:
    if not said.text.strip():
        return ()
    ledger = draft.ledger
    return _words(said, ledger.year, ledger.department.name, _staff(ledger) if said.states else _NO_STAFF)


def _staff(ledger: Ledger) -> tuple[tuple[str, int], ...]:
    """How many people there are, as far as that is known of every unit."""
    found = []
    for word, field in (("在职人员", "active_staff"), ("离退休人员", "retired_staff")):
        heads = [getattr(unit, field) for unit in ledger.units]
        if heads and None not in heads:
            found.append((word, sum(heads)))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _words(said: Said, year: int, office: str, staff: tuple[tuple[str, int], ...]) -> tuple[Told, ...]:
    """What the rules say of a text, remembered: it seldom changes while lines are typed."""
    disclosure = _document(said, year, office, tables=(_staff_table(staff),) if staff else ())
    return tuple(_of_text(finding, said) for finding in asked.findings(disclosure, asked.OF_WORDS))


def _document(said: Said, year: int, office: str, tables: tuple[Table, ...] = ()) -> Disclosure:
    text = tuple((line, Place(line=number)) for number, line in enumerate(paragraphs(said.text), 1))
    stated = read(said.name, said.title, said.text, year, office)
    return Disclosure(DocumentInfo(department=office, year=year), tables, stated, text=text)


def _staff_table(staff: Sequence[tuple[str, int]]) -> Table:
    """A table that says nothing but how many people there are."""
    note = "，".join(f"{word}{heads}人" for word, heads in staff)
    return Table(0, "人员情况", None, None, (), (), 0, (note,))


def _of_text(finding: Finding, said: Said) -> Told:
    spots = [stretch(said, place.place.line, place.row) for place in finding.places if place.place.line is not None]
    return Told(finding.code, finding.level.value, _sentence(finding.message), tuple(spots))


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "？", "！")) else text + "。"


def _beside_lines(draft: Draft) -> Iterator[Told]:
    for said in draft.said:
        if not said.states or not said.text.strip():
            continue
        ledger = draft.ledger
        disclosure = Disclosure(
            DocumentInfo(department=ledger.department.name, year=ledger.year),
            tuple(_fund_tables(Amounts(ledger)))
            if "没有" in said.text or "无" in said.text or "未" in said.text
            else (),
            read(said.name, said.title, said.text, ledger.year, ledger.department.name),
            () if any(entry.hidden for entry in ledger.projects) else _projects(ledger),
            ledger.targets,
            text=tuple((line, Place(line=number)) for number, line in enumerate(paragraphs(said.text), 1)),
        )
        for finding in asked.findings(disclosure, asked.BESIDE_LINES):
            yield _of_text(finding, said)


def _fund_tables(amounts: Amounts) -> Iterator[Table]:
    """The tables of the funds that a text may say there are none of."""
    for kind, fund in (("government_fund", "government_fund_budget"), ("state_capital", "state_capital_budget")):
        at = Coordinates(year=amounts.year, side=EXPENDITURE, fund=fund)
        yield replace(table_of(amounts, amounts, {at: ()}, USUAL), kind=kind)


def _projects(ledger: Ledger) -> tuple[Project, ...]:
    """The projects with what they are given this year."""
    sums: dict[str, int] = {}
    for fact in ledger.facts:
        if fact.project is not None and fact.side == EXPENDITURE and fact.year == ledger.year:
            sums[fact.project] = sums.get(fact.project, 0) + fact.amount
    units = {unit.id: unit.name for unit in ledger.units}
    return tuple(
        Project(entry.type or None, entry.level1 or None, entry.name, units.get(entry.unit), _money(sums[entry.id]))
        for entry in ledger.projects
        if entry.id in sums
    )


def _money(fen: int) -> Amount:
    return amount_of_fen(fen, Unit.TEN_THOUSAND_YUAN, 2)


def _of_targets(draft: Draft) -> Iterator[Told]:
    """What the rules say of targets beside the money of their projects."""
    ledger = draft.ledger
    if not ledger.targets:
        return
    staff = _staff(ledger)
    disclosure = Disclosure(
        DocumentInfo(department=ledger.department.name, year=ledger.year),
        (_staff_table(staff),) if staff else (),
        projects=_projects(ledger),
        targets=ledger.targets,
    )
    for finding in asked.findings(disclosure, asked.OF_TARGETS):
        names = dict.fromkeys(place.row for place in finding.places if place.table == _TARGETS_TABLE and place.row)
        spots = tuple(OfTarget(name) for name in names)
        yield Told(finding.code, finding.level.value, _sentence(finding.message), spots)
