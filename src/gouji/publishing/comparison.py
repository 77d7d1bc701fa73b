"""Two disclosures compared, and a disclosure with the publication it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeVar

from gouji.lexicon.text import key
from gouji.model.coordinates import FUND_PARENTS, Coordinates
from gouji.model.disclosure import Cell, Disclosure, Project, Statement, Table, Target
from gouji.model.money import Amount, parse_number
from gouji.model.publication import PrintedTable, Publication, TextBlock
from gouji.publishing.opendata import column_paths, row_labels
from gouji.publishing.outline import printed_title
from gouji.publishing.printed import table_lines

_Entry = TypeVar("_Entry")
_ENOUGH = 24
"""So many characters at the beginning of a paragraph tell which it is."""
_MOST_TOGETHER = 2000
"""Stretches that differ and are longer than this are paired in order: aligning them would take the square of time."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something said otherwise, with its place where it has one."""

    aspect: str
    table: str = ""
    row: str = ""
    column: str = ""
    expected: str = ""
    found: str = ""


def differences(expected: Disclosure, found: Disclosure) -> Iterator[Difference]:
    """What ``found`` says otherwise than ``expected``."""
    if expected.document.year != found.document.year or expected.document.kind != found.document.kind:
        first, second = expected.document, found.document
        yield Difference("document", expected=f"{first.year} {first.kind}", found=f"{second.year} {second.kind}")
    for mine, theirs in _aligned(expected.tables, found.tables, lambda table: (key(table.title), len(table.cells))):
        yield from _table(mine, theirs)
    for first_said, second_said in _aligned(_told(expected), _told(found), _statement_key):
        yield _pair("statement", first_said, second_said, _statement_text, table=_section)
    for first_project, second_project in _aligned(expected.projects, found.projects, _project_key):
        yield _pair("project", first_project, second_project, _project_text)
    yield from _targets(expected.targets, found.targets)


def differences_of_meaning(publication: Publication, said: Disclosure) -> Iterator[Difference]:
    """What road one finds otherwise in the publication's own blocks than was put there: amounts by their place and
    coordinates, what the sentences state, projects and targets. ``said`` was read from those blocks, where a row is a
    line."""
    cells: dict[tuple[int | None, int], Cell] = {
        (cell.place.line, cell.grid_column): cell for table in said.tables for cell in table.cells if cell.place.line
    }
    read_lines = {table.place.line for table in said.tables}
    for table, line in zip(publication.tables, table_lines(publication), strict=True):
        if line in read_lines or table.kind != "performance_targets":
            yield from _printed(table, line, cells)
    yield from _stated(publication, said)
    if publication.projects:
        for mine, theirs in _aligned(publication.projects, said.projects, _project_key):
            yield _pair("project", mine, theirs, _project_text)
    if publication.targets:
        yield from _targets(publication.targets, said.targets, known=True)


def _printed(table: PrintedTable, line: int, cells: dict[tuple[int | None, int], Cell]) -> Iterator[Difference]:
    """The amounts of a printed table, by row and column, against the cells read there."""
    paths = column_paths(table)
    title = printed_title(table)
    for number, (row, labels) in enumerate(zip(table.body, row_labels(table), strict=True)):
        for column, body in enumerate(row):
            if body is None or body.amount is None or parse_number(body.text) is None:
                continue
            cell = cells.get((line + table.header_rows + number, column))
            place = (title, labels[column], paths[column])
            if cell is None or cell.amount is None or not _same_amount(body.amount, cell.amount):
                found = _amount_text(cell.amount) if cell else ""
                yield Difference("amount", *place, _amount_text(body.amount), found)
            elif body.coordinates and cell.coordinates:
                first, second = _contradiction(body.coordinates, cell.coordinates)
                if first or second:
                    yield Difference("coordinates", *place, first, second)


def _stated(publication: Publication, said: Disclosure) -> Iterator[Difference]:
    """The amounts that the paragraphs say they state, against the statements read."""
    by_sentence: dict[str, list[Statement]] = {}
    for statement in said.statements:
        by_sentence.setdefault(key(statement.sentence), []).append(statement)
    for block in publication.blocks:
        if not isinstance(block, TextBlock) or not block.amounts:
            continue
        words = key(block.text)
        # A reader may take a paragraph that ends with a colon together with the next, or cut one into sentences.
        read = [
            each
            for sentence, found in by_sentence.items()
            if sentence in words or words in sentence or words[:_ENOUGH] in sentence
            for each in found
        ]
        for coordinates, amount in block.amounts:
            same = [each for each in read if each.amount is not None and _same_amount(amount, each.amount)]
            if any(each.coordinates is None or not any(_contradiction(coordinates, each.coordinates)) for each in same):
                continue
            found = _point_text(same[0].coordinates) if same and same[0].coordinates else ""
            yield Difference("statement", "", block.text[:40], "", f"{amount} {_point_text(coordinates)}", found)


def _table(expected: Table | None, found: Table | None) -> Iterator[Difference]:
    if expected is None or found is None:
        table = expected or found
        if table is not None:
            texts = [f"{len(each.cells)}个金额" if each else "" for each in (expected, found)]
            yield Difference("amount", table.title, "", "", *texts)
        return
    for mine, theirs in _aligned(_amounts(expected), _amounts(found), lambda each: each.key):
        place = mine or theirs
        if place is None:
            continue
        same = mine and theirs and mine.text == theirs.text
        aspect = "label" if same else "amount"
        texts = ["" if each is None else f"{each.row}/{each.column}" if same else each.text for each in (mine, theirs)]
        yield Difference(aspect, expected.title, place.row, place.column, *texts)


@dataclass(frozen=True, slots=True)
class _Read:
    """An amount of a table as it was read."""

    row: str
    column: str
    text: str
    key: tuple[str, str, str]


def _amounts(table: Table) -> list[_Read]:
    found: list[_Read] = []
    for panel in table.panels:
        rows = {head.index: head.label for head in panel.rows}
        columns = {head.index: "/".join(head.path) for head in panel.columns}
        for cell in panel.cells:
            row, column = rows.get(cell.row, ""), columns.get(cell.column, "")
            text = _amount_text(cell.amount) if cell.amount else cell.text
            found.append(_Read(row, column, text, (key(row), key(column), text)))
    return found


def _told(disclosure: Disclosure) -> list[Statement]:
    """What the sentences print; a sum only says how printed amounts belong together."""
    return [statement for statement in disclosure.statements if statement.kind != "sum"]


def _statement_key(statement: Statement) -> tuple[Any, ...]:
    amount = _amount_text(statement.amount) if statement.amount else ""
    return (statement.kind, amount, statement.percent, statement.direction, statement.count, statement.coordinates)


def _statement_text(statement: Statement) -> str:
    parts = (
        statement.subject,
        str(statement.amount) if statement.amount else "",
        f"{statement.percent}%" if statement.percent else "",
        statement.direction or "",
        statement.count or "",
        _point_text(statement.coordinates) if statement.coordinates else "",
    )
    return " ".join(part for part in parts if part)


def _section(statement: Statement) -> str:
    return statement.section


def _project_key(project: Project) -> tuple[str, ...]:
    amount = _amount_text(project.amount) if project.amount else ""
    return (*(key(part or "") for part in (project.level1, project.name, project.unit)), amount)


def _project_text(project: Project) -> str:
    named = " / ".join(part for part in (project.level1, project.name, project.unit) if part)
    return f"{named} {project.amount or ''}".strip()


def _targets(expected: Sequence[Target], found: Sequence[Target], *, known: bool = False) -> Iterator[Difference]:
    """``known``: what the first do not say of themselves is not compared."""

    def named(target: Target) -> tuple[str, str]:
        return key(target.project or ""), _amount_text(target.amount) if target.amount else ""

    def heading(target: Target) -> str:
        return f"{target.project or ''} {target.amount or ''}".strip()

    pairs = (
        zip(expected, found, strict=True)
        if [named(each) for each in expected] == [named(each) for each in found]
        else None
    )
    if pairs is None:
        for mine, theirs in _aligned(expected, found, named):
            yield _pair("target", mine, theirs, heading)
        return
    for mine, theirs in pairs:
        place = ("绩效目标", heading(mine))
        for name, first, second in (
            ("单位", mine.unit, theirs.unit),
            ("绩效目标", mine.objective, theirs.objective),
        ):
            if key(first or "") != key(second or "") and not (known and not first):
                yield Difference("target", *place, name, first or "", second or "")
        wanted = [_indicator(each, known) for each in mine.indicators]
        got = [_indicator(each, known) for each in theirs.indicators]
        for one, other in _aligned(wanted, got, lambda each: tuple(key(part) for part in each)):
            yield Difference("target", *place, "指标", " ".join(one or ()), " ".join(other or ()))


def _indicator(indicator: Any, known: bool) -> tuple[str, ...]:
    names = ("level1", "level2", "name", "value", "weight") + (() if known else ("explanation", "interim_value"))
    return tuple(getattr(indicator, name) or "" for name in names)


def _pair(
    aspect: str,
    mine: _Entry | None,
    theirs: _Entry | None,
    text: Callable[[_Entry], str],
    *,
    table: Callable[[_Entry], str] = lambda _: "",
) -> Difference:
    one = mine if mine is not None else theirs
    return Difference(
        aspect,
        table(one) if one is not None else "",
        expected=text(mine) if mine is not None else "",
        found=text(theirs) if theirs is not None else "",
    )


def _aligned(
    expected: Sequence[_Entry], found: Sequence[_Entry], name: Callable[[_Entry], Any]
) -> Iterator[tuple[_Entry | None, _Entry | None]]:
    """Pairs of entries that differ (of tables: all pairs, since equal names say nothing about their cells); None where
    the other side has nothing."""
    mine, theirs = [name(each) for each in expected], [name(each) for each in found]
    everything = bool(expected) and isinstance(expected[0], Table)
    if mine == theirs:
        if everything:
            yield from zip(expected, found, strict=True)
        return
    start = next((n for n, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs)))
    if everything:
        yield from zip(expected[:start], found[:start], strict=True)
    rest, other = mine[start:], theirs[start:]
    if max(len(rest), len(other)) > _MOST_TOGETHER:
        blocks: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(rest), 0, len(other))]
    else:
        blocks = SequenceMatcher(None, rest, other, autojunk=False).get_opcodes()
    for tag, low, high, first, last in blocks:
        for step in range(max(high - low, last - first)):
            one = expected[start + low + step] if low + step < high else None
            two = found[start + first + step] if first + step < last else None
            same = one is not None and two is not None and name(one) == name(two)
            if everything or (tag != "equal" and not same):
                yield one, two


def _same_amount(one: Amount, other: Amount) -> bool:
    return one.fen == other.fen


def _amount_text(amount: Amount | None) -> str:
    """The amount so that equal ones are equal texts: without trailing noughts."""
    if amount is None:
        return ""
    text = amount.text
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{'0' if text in {'', '-0', '-'} else text}{amount.unit.text}"


def _contradiction(one: Coordinates, other: Coordinates) -> tuple[str, str]:
    """The dimensions in which two points that both restrict them differ; names of units and projects are compared as
    people would."""
    first, second = one.as_dict(), other.as_dict()
    unlike = [
        name
        for name in first
        if name in second
        and first[name] != second[name]
        and not (isinstance(first[name], str) and key(first[name]) == key(second[name]))
        and not (name == "fund" and _is_part(first[name], second[name]))
    ]
    return tuple(  # type: ignore[return-value]
        "，".join(f"{name}={point[name]}" for name in unlike) for point in (first, second)
    )


def _is_part(one: str, other: str) -> bool:
    """Whether one source of funds is a part of the other: a reader tells the finer one where there is no other."""
    return FUND_PARENTS.get(one) == other or FUND_PARENTS.get(other) == one


def _point_text(coordinates: Coordinates | None) -> str:
    return "，".join(f"{name}={value}" for name, value in coordinates.as_dict().items()) if coordinates else ""
