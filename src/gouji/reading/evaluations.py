"""Self-evaluation forms (项目支出绩效自评表): which grids are such, and what they say.

A form is known by its line of money (预算数, 执行数, 得分) with indicators below that have results and points. Only
grids with true columns are read so; of others nobody could say which number is the points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gouji.lexicon.evaluations import funds_role, indicator_role, is_achievement, is_total
from gouji.lexicon.targets import header_role
from gouji.lexicon.text import project_named, tidy
from gouji.model.coordinates import EXPENDITURE, Coordinates
from gouji.model.disclosure import Cell, ColumnHead, Panel, RowHead, Statement, Table
from gouji.model.evaluation import FundsLine, ScoredIndicator, SelfEvaluation
from gouji.model.kinds import ADJUSTED, AT_START, FINAL
from gouji.model.money import UNITS_BY_TEXT, Unit, parse_amount
from gouji.model.place import Place
from gouji.reading.source import Block, Grid, Paragraph
from gouji.reading.targets.layout import Field, Row, rows_of

_TITLE = re.compile(r"自评.{0,12}表(?:（[^（）]{1,20}）)?$|绩效.{0,8}评价.{0,6}表$")
_YEAR = re.compile(r"(20[0-4]\d)(?=年)")
_UNIT = re.compile(r"(亿元|万元|千元|元)")
_RATE = re.compile(r"(\d+(?:\.\d+)?)[%％]$")
_AMOUNTS = {"initial": AT_START, "budget": ADJUSTED, "paid": FINAL}
_LOOK_BACK = 4
_LEVEL_COLUMNS = 2
"""The last line begins where levels stand; an indicator may be called 合计."""
_Totals = tuple[str | None, str | None]
_USUAL_TITLE = "项目支出绩效自评表"


@dataclass(frozen=True, slots=True)
class EvaluationReading:
    """The forms, their amounts as tables (indexes to be given), their rates as statements, and the indexes of the
    blocks that are theirs."""

    evaluations: tuple[SelfEvaluation, ...] = ()
    tables: tuple[Table, ...] = ()
    rates: tuple[Statement, ...] = ()
    used: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Form:
    """The rows of one form, from which blocks, and what stands above them."""

    rows: list[Row]
    grids: list[Grid]
    blocks: list[int]
    above: list[str]
    funds: int
    ended: bool = False


def read_evaluations(blocks: Sequence[Block], year: int | None) -> EvaluationReading:
    """The self-evaluations among the blocks. ``year`` is the document's, where a form names none."""
    forms = [form for form in _forms(blocks) if _is_evaluation(form)]
    read = [_Reader(form, number, year) for number, form in enumerate(forms)]
    return EvaluationReading(
        tuple(one.evaluation for one in read),
        tuple(one.table for one in read),
        tuple(rate for one in read for rate in one.rates()),
        frozenset(index for form in forms for index in form.blocks),
    )


def _forms(blocks: Sequence[Block]) -> list[_Form]:
    """Grids with a line of money begin a form; those behind go on with it until its total is printed."""
    forms: list[_Form] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Grid) or not block.exact:
            continue
        rows = list(rows_of(block))
        funds = next((number for number, row in enumerate(rows) if _is_funds_header(row)), None)
        ended = any(_is_end(row) for row in rows)
        if funds is not None:
            forms.append(_Form(rows, [block], [index], _above(blocks, index), funds, ended))
        elif forms and not forms[-1].ended and _follows(forms[-1], blocks, index):
            forms[-1].rows += rows
            forms[-1].grids.append(block)
            forms[-1].blocks.append(index)
            forms[-1].ended = ended
    return forms


def _above(blocks: Sequence[Block], index: int) -> list[str]:
    """The lines just above a grid, the nearest first."""
    found: list[str] = []
    for block in reversed(blocks[max(0, index - _LOOK_BACK) : index]):
        if isinstance(block, Grid):
            break
        found.append(tidy(block.text))
    return found


def _follows(form: _Form, blocks: Sequence[Block], index: int) -> bool:
    """Whether nothing but page numbers stands between a form and a grid behind it."""
    between = blocks[form.blocks[-1] + 1 : index]
    return all(isinstance(block, Paragraph) and len(tidy(block.text)) <= len("第10页") for block in between)


def _is_funds_header(row: Row) -> bool:
    found = {role for each in row.fields if (role := funds_role(each.text))}
    return {"budget", "paid", "points"} <= found


def _is_indicator_header(row: Row) -> bool:
    found = {role for each in row.fields if (role := indicator_role(each.text))}
    return {"name", "actual", "points"} <= found


def _is_end(row: Row) -> bool:
    return bool(row.fields) and row.fields[0].column < _LEVEL_COLUMNS and is_total(row.fields[0].text)


def _is_evaluation(form: _Form) -> bool:
    return any(_is_indicator_header(row) for row in form.rows[form.funds :])


@dataclass(slots=True)
class _Reader:
    """Reads one form; ``number`` counts the forms of the document."""

    form: _Form
    number: int
    year: int | None
    evaluation: SelfEvaluation = field(init=False)
    table: Table = field(init=False)
    unit: Unit = field(init=False)
    _point: Coordinates = field(init=False)

    def __post_init__(self) -> None:
        rows, funds = self.form.rows, self.form.funds
        titles = [*self.form.above, *(each.text for row in rows[:funds] for each in row.fields)]
        title = next((tidy(text) for text in titles if _TITLE.search(tidy(text))), _USUAL_TITLE)
        named = _YEAR.search(title) or next((found for text in titles if (found := _YEAR.search(text))), None)
        year = int(named.group(1)) if named else self.year
        told = self._labels(rows[:funds])
        header = next(number for number, row in enumerate(rows) if number > funds and _is_indicator_header(row))
        self.unit = self._unit(rows[: header + 1], titles)
        project = project_named(None, told.get("project")) or f"第{self.number + 1}个项目"
        self._point = Coordinates(
            year, side=EXPENDITURE, unit=tidy(told.get("unit", "")) or None, project=project, item="self_evaluation"
        )
        others: list[str] = []
        lines, self.table = self._funds(title, told.get("project", ""), header, others)
        objective, achieved = self._objective(rows[funds:header])
        indicators, end = self._indicators(header, others)
        self.evaluation = SelfEvaluation(
            title,
            year,
            told.get("department"),
            told.get("unit"),
            told.get("project"),
            lines,
            objective,
            achieved,
            indicators,
            *end,
            rows[0].place,
            tuple(others),
        )

    @staticmethod
    def _labels(rows: Sequence[Row]) -> dict[str, str]:
        """What stands beside the names of project, department and unit."""
        told: dict[str, str] = {}
        for row in rows:
            for label, value in pairwise(row.fields):
                role = header_role(label.text)
                if role in {"project", "department", "unit"} and value.column == label.column + label.span:
                    told.setdefault(role, value.text.strip())
        return told

    @staticmethod
    def _unit(rows: Sequence[Row], titles: Sequence[str]) -> Unit:
        cells = (each.text for row in rows for each in row.fields if "资金" in each.text or "单位" in each.text)
        found = (match.group(1) for text in (*cells, *titles) if (match := _UNIT.search(text)))
        return UNITS_BY_TEXT[next(found, Unit.TEN_THOUSAND_YUAN.text)]

    def _funds(self, title: str, project: str, end: int, others: list[str]) -> tuple[tuple[FundsLine, ...], Table]:
        """The lines of money, and their amounts as a table; the first line is the project's whole."""
        rows, top = self.form.rows, self.form.funds
        columns = _columns(rows[top], funds_role)
        names = {role: tidy(each.text) for each in rows[top].fields if (role := funds_role(each.text))}
        kept = [role for role in _AMOUNTS if role in columns]
        first = min(columns.values())
        lines: list[FundsLine] = []
        cells: list[Cell] = []
        grid = [("", *(names[role] for role in kept))]
        for row in rows[top + 1 : end]:
            said = {role: _at(row, column).strip() for role, column in columns.items()}
            label = tidy(next((each.text for each in reversed(row.fields) if each.column < first), ""))
            found = [self._cell(len(lines), at, role, said[role], row.place) for at, role in enumerate(kept)]
            of_line = dict(zip(kept, found, strict=True))
            if any(found):
                cells += filter(None, found)
                lines.append(_line(label, said, of_line, row.place))
                grid.append((label, *(said[role] for role in kept)))
            else:
                others.append(_printed(row))
        heads = [
            RowHead(at, line.label, level=min(at, 1), is_total=at == 0, place=line.place)
            for at, line in enumerate(lines)
        ]
        over = [ColumnHead(at, (names[role],), self._point.at("stage", _AMOUNTS[role])) for at, role in enumerate(kept)]
        panel = Panel(tuple(heads), tuple(over), tuple(cells))
        shown = f"{title}（{tidy(project)}）" if project else title
        place = rows[top].place
        return tuple(lines), Table(
            0, shown, None, self.unit, (panel,), tuple(grid), 1, (), place, self.unit.text, title
        )

    def _cell(self, row: int, column: int, role: str, text: str, place: Place) -> Cell | None:
        amount = parse_amount(text, self.unit)
        if amount is None:
            return None
        point = None if row else self._point.at("stage", _AMOUNTS[role])
        number = f"e{self.number}r{row}c{column}"
        return Cell(number, row, column, amount, text, point, place, row + 1, column + 1)

    @staticmethod
    def _objective(rows: Sequence[Row]) -> tuple[str | None, str | None]:
        for row, below in pairwise(rows):
            wanted = next((each for each in row.fields if header_role(each.text) == "objective" and each.column), None)
            achieved = next((each for each in row.fields if is_achievement(each.text)), None)
            if achieved is not None:
                said = _at(below, achieved.column).strip() or None
                return (_at(below, wanted.column).strip() or None) if wanted else None, said
        return None, None

    def _indicators(
        self, header: int, others: list[str]
    ) -> tuple[tuple[ScoredIndicator, ...], tuple[str | None, str | None]]:
        rows = self.form.rows
        columns = _columns(rows[header], indicator_role)
        found: list[ScoredIndicator] = []
        levels: dict[str, str | None] = {"level1": None, "level2": None}
        for number, row in enumerate(rows[header + 1 :], header + 2):
            if _is_indicator_header(row):
                continue  # repeated on a new page
            said = {role: _at(row, column).strip() or None for role, column in columns.items()}
            if _is_end(row):
                others += map(_printed, rows[number:])
                return tuple(found), (said.get("weight"), said.get("points"))
            if said.get("level1"):
                levels = {"level1": said["level1"], "level2": None}
            levels["level2"] = said.get("level2") or levels["level2"]
            if said.get("name") or said.get("points"):
                rest = {role: said.get(role) for role in ("name", "value", "actual", "weight", "points", "reason")}
                found.append(ScoredIndicator(**levels, **rest, place=row.place))
        return tuple(found), (None, None)

    def rates(self) -> Iterator[Statement]:
        """执行率 of each line of money, as the share that was paid of the budget."""
        for number, line in enumerate(self.evaluation.funds):
            rate = _RATE.match(tidy(line.rate or ""))
            _initial, budget, paid = line.cells
            if rate and budget and paid:
                yield Statement(
                    f"e{self.number}s{number}",
                    "share",
                    self.table.title,
                    f"{line.label}执行率{rate.group()}",
                    line.place,
                    line.label,
                    self._point.at("stage", FINAL),
                    self._point.at("stage", ADJUSTED),
                    percent=rate.group(1),
                    parts=(paid,),
                    whole=budget,
                )


def _printed(row: Row) -> str:
    return "：".join(each.text for each in row.fields)


def _line(label: str, said: Mapping[str, str], cells: Mapping[str, Cell | None], place: Place) -> FundsLine:
    amounts = [cell.amount if (cell := cells.get(role)) else None for role in _AMOUNTS]
    ids = [cell.id if (cell := cells.get(role)) else "" for role in _AMOUNTS]
    scored = [said.get(role) or None for role in ("weight", "rate", "points")]
    initial, budget, paid = amounts
    weight, rate, points = scored
    return FundsLine(label, initial, budget, paid, weight, rate, points, place, (ids[0], ids[1], ids[2]))


def _columns(row: Row, role_of: Callable[[str], str | None]) -> Mapping[str, int]:
    """Where each role's column begins; of two the first."""
    found: dict[str, int] = {}
    for each in row.fields:
        role = role_of(each.text)
        if role is not None:
            found.setdefault(role, each.column)
    return found


def _at(row: Row, column: int) -> str:
    """What a row prints in a column, also where it spans several."""
    within: Sequence[Field] = [each for each in row.fields if each.column <= column < each.column + each.span]
    return within[-1].text if within else ""
