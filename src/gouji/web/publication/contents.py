"""What the portal shows and finds of a publication: its parts as the site prints them, its amounts, its passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gouji.model.coordinates import Coordinates
from gouji.model.publication import Heading, PrintedTable, Publication, TextBlock
from gouji.publishing.opendata import cell_rows
from gouji.publishing.outline import anchor, printed_title
from gouji.publishing.paper import laid_out
from gouji.publishing.site.pages import block_markup
from gouji.publishing.site.runs import Run, runs_of
from gouji.web.publication.figures import main_figures
from gouji.web.publication.grams import indexed, plain

POINT = ("side", "function", "economic", "use", "fund", "origin", "budget_unit", "project", "item")
"""The restrictions of an amount beside year and stage, as rows name them."""


@dataclass(frozen=True, slots=True)
class PartContent:
    """A part; its markup begins with a heading of the second level."""

    position: int
    title: str
    chapter: str
    is_table: bool
    markup: str

    def as_row(self) -> dict[str, Any]:
        """The fields of :class:`gouji.web.publication.models.Part`."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows for the models of the same names; ``figures`` in 分."""

    parts: tuple[PartContent, ...]
    amounts: tuple[Mapping[str, Any], ...]
    figures: Mapping[str, int]
    passages: tuple[Mapping[str, Any], ...]


def contents_of(publication: Publication) -> Contents:
    """All of it."""
    runs = runs_of(publication)
    holders = [
        position for position, run in enumerate(runs, 1) for _, block in run.blocks if isinstance(block, PrintedTable)
    ]
    part_of_table = dict(enumerate(holders, 1))
    rows = list(cell_rows(publication))
    printed = [(_coordinates(row), row["value_fen"]) for row in rows if row["value_fen"] is not None]
    return Contents(
        tuple(_parts(publication, runs)),
        tuple(_amount(number, row, part_of_table) for number, row in enumerate(rows, 1)),
        main_figures(printed, publication.year),
        tuple(_passages(runs)),
    )


def _parts(publication: Publication, runs: tuple[Run, ...]) -> Iterator[PartContent]:
    layouts = laid_out(publication.blocks)
    for position, run in enumerate(runs, 1):
        markup = "\n".join(block_markup(block, index, layouts[index], top=1) for index, block in run.blocks)
        yield PartContent(position, run.title[:300], run.part[:300], run.is_tables, markup)


def _amount(number: int, row: Mapping[str, Any], parts: Mapping[int, int]) -> dict[str, Any]:
    cut = {"table": 300, "row": 400, "column": 300, "budget_unit": 100, "project": 200}
    texts = {name: str(row[name] or "") for name in ("table", "row", "column", "value", "unit", *POINT)}
    return {
        "position": number,
        "part": parts[row["table_number"]],
        "fen": row["value_fen"],
        "year": row["year"],
        "stage": row["stage"] or None,
        **{name: text[: cut.get(name, 60)] for name, text in texts.items()},
    }


def _coordinates(row: Mapping[str, Any]) -> Coordinates:
    names = {"budget_unit": "unit"}
    values = {names.get(name, name): row[name] for name in POINT}
    return Coordinates(year=row["year"], stage=row["stage"], **values)


def _passages(runs: tuple[Run, ...]) -> Iterator[dict[str, Any]]:
    for position, run in enumerate(runs, 1):
        for index, block in run.blocks:
            for mark, text in _texts(block, index):
                yield {"part": position, "anchor": mark, "text": text, "plain": plain(text), "grams": indexed(text)}


def _texts(block: object, index: int) -> Iterator[tuple[str, str]]:
    name = anchor(index)
    if isinstance(block, Heading | TextBlock):
        yield name, block.text
    elif isinstance(block, PrintedTable):
        yield name, printed_title(block)
        for number, row in enumerate(block.body, 1):
            words = [cell.text for cell in row if cell is not None and cell.amount is None and cell.text.strip()]
            if words:
                amounts = [cell.text for cell in row if cell is not None and cell.amount is not None and cell.text]
                shown = f"{' '.join(words)}：{'，'.join(amounts[:3])}" if amounts else " ".join(words)
                yield f"{name}r{number}", shown
