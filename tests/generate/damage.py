"""What happens to documents on their way to a reader, done on purpose and recorded.

Every function takes a document and a source of chance, changes one thing, and returns the document with a
:class:`~tests.generate.document.Damage` more; the truth stays. ``where`` narrows the amounts that may be hit. All raise
LookupError when the document has nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import TypeVar

from tests.generate.document import Damage, Field, PrintedCell, PrintedDocument, Row, TableBlock, TextBlock
from tests.generate.tables import BLANK

Where = Callable[[PrintedCell], bool]
T = TypeVar("T")


def anywhere(cell: PrintedCell) -> bool:
    """No restriction."""
    return True


@dataclass(frozen=True, slots=True)
class _Spot:
    block: int
    row: int
    field: int


def falsify(document: PrintedDocument, random: Random, count: int = 1, where: Where = anywhere) -> PrintedDocument:
    """So many amounts of tables replaced by other ones, each off by at least 1 % and one whole unit."""
    spots = [spot for spot, cell in _amounts(document) if where(cell) and not cell.amount.is_zero]
    if len(spots) < count:
        raise LookupError("fewer amounts than are to be falsified")
    for spot in sorted(random.sample(spots, count), key=lambda spot: (spot.block, spot.row, spot.field)):
        document = _put(document, spot, "falsified", lambda text: _wrong(random, text))
    return document


def falsify_statement(document: PrintedDocument, random: Random, kind: str = "amount") -> PrintedDocument:
    """One number of the narrative replaced; ``kind`` is amount (also of a change), percent or count."""
    choices = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, TextBlock):
            for statement in block.statements:
                amount = statement.amount.text if statement.amount and not statement.amount.is_zero else None
                printed = {"amount": amount, "percent": statement.percent, "count": statement.count}[kind]
                shown = next((text for text in _spellings(printed) if block.text.count(text) == 1), None)
                if shown:
                    choices.append((index, block, statement, shown))
    index, block, statement, shown = _one_of(random, choices)
    wrong = _wrong(random, shown)
    damage = Damage(f"falsified {kind}", statement.section, statement.sentence, "", shown, wrong)
    return document.with_block(index, replace(block, text=block.text.replace(shown, wrong)), damage)


def glue_page_number(document: PrintedDocument, random: Random, where: Where = anywhere) -> PrintedDocument:
    """A page number joined to the amount behind it."""
    return _put(document, _any_amount(document, random, where), "glued", lambda text: f"{random.randint(2, 40)}{text}")


def wrap_digits(document: PrintedDocument, random: Random, where: Where = anywhere) -> PrintedDocument:
    """An amount wrapped inside its cell, so that a space stands before its last digit."""
    return _put(document, _any_amount(document, random, where), "wrapped", lambda text: f"{text[:-1]} {text[-1]}")


def shift_row(document: PrintedDocument, random: Random, where: Where = anywhere) -> PrintedDocument:
    """The amounts of a row one column further to the right."""
    spot = _any_amount(document, random, where)
    table, row = _table(document, spot), _table(document, spot).rows[spot.row]
    first = next(index for index, field in enumerate(row) if field.cell)
    moved = (*row[:first], BLANK, *row[first:])
    if not moved[-1].text:
        moved = moved[:-1]
    return _with_rows(document, spot.block, spot.row, [moved], _damage("shifted", table, row, row))


def shift_column(document: PrintedDocument, random: Random, where: Where = anywhere) -> PrintedDocument:
    """All amounts of a column, in every row, in the column to its right where that one is empty throughout."""
    found = []
    for spot, cell in _amounts(document):
        table = _table(document, spot)
        beside = [row[spot.field + 1].text for row in table.rows if len(row) > spot.field + 1]
        if where(cell) and beside and not any(beside):
            found.append(spot)
    spot = _one_of(random, found)
    table = _table(document, spot)
    column = spot.field
    rows = [
        row
        if len(row) <= column + 1
        else (*row[:column], replace(row[column + 1], cell=None), row[column], *row[column + 2 :])
        for row in table.rows
    ]
    hit = table.rows[spot.row][column].cell
    record = Damage("shifted column", table.title, "", hit.column if hit else "", "", "")
    return document.with_block(spot.block, replace(table, rows=tuple(rows)), record)


def split_row(document: PrintedDocument, random: Random, where: Where = anywhere) -> PrintedDocument:
    """A row over two pages: its label breaks off, and the rest of it stands alone on the next page."""
    spots = [spot for spot, cell in _amounts(document) if where(cell) and len(_label(document, spot)[1]) >= 4]
    spot = _one_of(random, spots)
    table, row = _table(document, spot), _table(document, spot).rows[spot.row]
    index, label = _label(document, spot)
    middle = random.randint(2, len(label) - 2)
    first = (*row[:index], Field(label[:middle]), *row[index + 1 :])
    rest = tuple(Field(label[middle:]) if position == index else BLANK for position in range(len(row)))
    damage = _damage("split", table, row, first)
    return _with_rows(document, spot.block, spot.row, [first, (), rest], damage)


def break_page(document: PrintedDocument, random: Random, where: Where = anywhere) -> PrintedDocument:
    """A page's end between two rows of a table."""
    spots = [spot for spot, cell in _amounts(document) if where(cell) and spot.row]
    spot = _one_of(random, spots)
    table, row = _table(document, spot), _table(document, spot).rows[spot.row]
    return _with_rows(document, spot.block, spot.row, [(), row], _damage("page", table, row, row))


def space_label(document: PrintedDocument, random: Random, where: Where = anywhere) -> PrintedDocument:
    """A label set with spaces between its characters (``基 金 预 算``)."""
    spots = [spot for spot, cell in _amounts(document) if where(cell) and len(_label(document, spot)[1]) >= 2]
    spot = _one_of(random, spots)
    index, label = _label(document, spot)
    return _put(document, replace(spot, field=index), "spaced", lambda text: " ".join(label))


def drop_project_name(document: PrintedDocument, random: Random) -> PrintedDocument:
    """The name of a project missing from the projects table; unit and amount still stand."""
    return _drop(document, random, {project.name for project in document.projects}, "project name dropped")


def drop_unit_name(document: PrintedDocument, random: Random) -> PrintedDocument:
    """The name of a project's unit missing from the projects table."""
    return _drop(document, random, {project.unit for project in document.projects}, "unit name dropped")


def _drop(document: PrintedDocument, random: Random, names: set[str | None], kind: str) -> PrintedDocument:
    spots = [
        _Spot(spot.block, spot.row, index)
        for spot, cell in _amounts(document)
        if cell.coordinates and cell.coordinates.project and cell.coordinates.unit and "绩效" not in cell.table
        for index, field in enumerate(_table(document, spot).rows[spot.row])
        if field.text in names
    ]
    return _put(document, _one_of(random, spots), kind, lambda text: "")


def falsify_weight(document: PrintedDocument, random: Random) -> PrintedDocument:
    """The weight of one indicator replaced, so that the weights of its project no longer make up their sum."""
    spots = [
        _Spot(index, number, len(row) - 1)
        for index, block in enumerate(document.blocks)
        if isinstance(block, TableBlock) and "绩效目标" in block.title
        for number, row in enumerate(block.rows)
        if len(row) > 5 and row[-1].text.isdigit()
    ]
    return _put(document, _one_of(random, spots), "falsified weight", lambda text: str(int(text) + 5))


def replace_text(document: PrintedDocument, kind: str, before: str, after: str) -> PrintedDocument:
    """A piece of prose that stands in exactly one paragraph replaced, as when an explanation is copied."""
    hits = [
        (index, block)
        for index, block in enumerate(document.blocks)
        if isinstance(block, TextBlock) and before in block.text
    ]
    if len(hits) != 1:
        raise LookupError(f"{before} stands in {len(hits)} paragraphs")
    index, block = hits[0]
    section = block.statements[0].section if block.statements else ""
    damage = Damage(kind, section, block.text, "", before, after)
    return document.with_block(index, replace(block, text=block.text.replace(before, after, 1)), damage)


def _amounts(document: PrintedDocument) -> Iterator[tuple[_Spot, PrintedCell]]:
    for index, block in enumerate(document.blocks):
        if isinstance(block, TableBlock):
            for number, row in enumerate(block.rows):
                for position, field in enumerate(row):
                    if field.cell:
                        yield _Spot(index, number, position), field.cell


def _any_amount(document: PrintedDocument, random: Random, where: Where) -> _Spot:
    return _one_of(random, [spot for spot, cell in _amounts(document) if where(cell) and not cell.amount.is_zero])


def _one_of(random: Random, choices: list[T]) -> T:
    if not choices:
        raise LookupError("nothing in the document to damage like that")
    return random.choice(choices)


def _table(document: PrintedDocument, spot: _Spot) -> TableBlock:
    block = document.blocks[spot.block]
    assert isinstance(block, TableBlock)
    return block


def _label(document: PrintedDocument, spot: _Spot) -> tuple[int, str]:
    """The last text before the first amount of a row, and where it stands."""
    row = _table(document, spot).rows[spot.row]
    first = next(index for index, field in enumerate(row) if field.cell)
    for index in range(first - 1, -1, -1):
        if row[index].text:
            return index, row[index].text
    return 0, ""


def _put(document: PrintedDocument, spot: _Spot, kind: str, change: Callable[[str], str]) -> PrintedDocument:
    table = _table(document, spot)
    row = table.rows[spot.row]
    field = row[spot.field]
    changed = (*row[: spot.field], replace(field, text=change(field.text)), *row[spot.field + 1 :])
    column = field.cell.column if field.cell else ""
    damage = Damage(kind, table.title, _name(row), column, field.text, changed[spot.field].text, field.cell)
    return _with_rows(document, spot.block, spot.row, [changed], damage)


def _with_rows(document: PrintedDocument, block: int, row: int, instead: list[Row], damage: Damage) -> PrintedDocument:
    table = document.blocks[block]
    assert isinstance(table, TableBlock)
    rows = (*table.rows[:row], *instead, *table.rows[row + 1 :])
    return document.with_block(block, replace(table, rows=rows), damage)


def _damage(kind: str, table: TableBlock, before: Row, after: Row) -> Damage:
    return Damage(kind, table.title, _name(before), "", _printed(before), _printed(after))


def _name(row: Row) -> str:
    return next((field.cell.row for field in row if field.cell), _printed(row))


def _printed(row: Row) -> str:
    return " ".join(field.text for field in row if field.text)


def _spellings(number: str | None) -> list[str]:
    """A number as prose may print it."""
    if number is None:
        return []
    return [number, f"{Decimal(number):,}"]


def _wrong(random: Random, text: str) -> str:
    """Another number of the same form, off by 1 % to 60 % and at least one whole unit."""
    plain = text.replace(",", "")
    whole, _, fraction = plain.partition(".")
    scaled = int(whole + fraction)
    unit = 10 ** len(fraction)
    offset = max(scaled * random.randint(1, 60) // 100, unit)
    wrong = scaled - offset if scaled > 2 * offset and random.random() < 0.5 else scaled + offset
    digits = str(wrong).rjust(len(fraction) + 1, "0")
    grouped = (
        f"{int(digits[: len(digits) - len(fraction)]):,}" if "," in text else digits[: len(digits) - len(fraction)]
    )
    return f"{grouped}.{digits[len(digits) - len(fraction) :]}" if fraction else grouped


LAYOUT: dict[str, Callable[[PrintedDocument, Random], PrintedDocument]] = {
    "glue_page_number": glue_page_number,
    "wrap_digits": wrap_digits,
    "shift_row": shift_row,
    "shift_column": shift_column,
    "split_row": split_row,
    "break_page": break_page,
    "space_label": space_label,
    "drop_project_name": drop_project_name,
    "drop_unit_name": drop_unit_name,
}
"""What recognition and typesetting do: the amounts are those that were meant."""

CONTENT: dict[str, Callable[[PrintedDocument, Random], PrintedDocument]] = {
    "falsify": falsify,
    "falsify_statement": falsify_statement,
    "falsify_weight": falsify_weight,
}
"""What the office got wrong."""
