"""The narratives of published documents: every amount is stated, and what the tables say as well agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import SourceFile, Statement
from gouji.model.money import Amount
from gouji.reading.document import document_info
from gouji.reading.narrative import read_statements
from gouji.reading.narrative.amounts import tokens
from gouji.reading.narrative.folding import fold
from gouji.reading.pipeline import read
from gouji.reading.sections import read_sections, read_units
from gouji.reading.source import Block, Paragraph
from gouji.reading.sources import read_source

TEXTS = {"jilin-2025.txt": 2025, "changchun-2024.txt": 2024}


def blocks_of(path: Path) -> tuple[Block, ...]:
    return read_source(path).blocks


def stated(path: Path) -> list[Statement]:
    blocks = blocks_of(path)
    info = document_info(blocks, SourceFile())
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    return list(read_statements(paragraphs, year=info.year, department=info.department, kind=info.kind))


@pytest.mark.parametrize("name", TEXTS)
def test_every_amount_and_rate_of_the_text_documents_is_understood(documents: Path, name: str) -> None:
    statements = stated(documents / name)
    figures = [s for s in statements if s.kind in {"amount", "change"} and s.amount is not None]
    assert [s.sentence for s in figures if s.coordinates is None] == []
    assert [s.sentence for s in statements if s.kind in {"change", "share"} and s.base is None] == []
    text = "\n".join(block.text for block in blocks_of(documents / name) if isinstance(block, Paragraph))
    printed = [token for token in tokens(fold(text).text) if token.kind == "amount"]
    assert len(figures) == len(printed)


@pytest.mark.parametrize(("name", "year"), TEXTS.items())
def test_all_statements_are_of_the_year_or_the_one_before(documents: Path, name: str, year: int) -> None:
    for statement in stated(documents / name):
        assert statement.coordinates is None or statement.coordinates.year == year
        assert statement.kind != "change" or (statement.base is not None and statement.base.year == year - 1)


def test_the_sections_and_the_twenty_units_of_a_province(documents: Path) -> None:
    contents, sections = read_sections(blocks_of(documents / "jilin-2025.txt"))
    assert len(contents) == 18
    assert len(read_units(sections)) == 20
    assert [s.number for s in sections if s.level == 0 and s.number] == ["第一部分", "第二部分", "第三部分", "第四部分"]
    narrative = [s for s in sections if s.level == 1 and s.place.line and s.place.line > 550]
    assert [s.number for s in narrative] == [f"{n}、" for n in "一二三四五六七八九十"]


AGREEING = [
    "bg_zfb_2025_dept.pdf",
    "fz_wenzhi_center_2026_unit.pdf",
    "gz_xinfangju_2026_dept.pdf",
    "hz_qixiangju_2026_dept.pdf",
    "sh_fucai_2026_unit.pdf",
    "suz_shenjiju_2026_dept.pdf",
    "wx_tongjiju_2026_dept.pdf",
]


@pytest.mark.parametrize("name", AGREEING)
def test_sentences_and_tables_of_one_point_agree(documents: Path, name: str) -> None:
    """No sentence of these documents is wrong: an amount that disagreed with a cell would stand at a wrong point."""
    disclosure = read([documents / name])
    cells: dict[Coordinates, list[Amount]] = {}
    for cell in disclosure.cells:
        if cell.coordinates is not None and cell.amount is not None:
            cells.setdefault(cell.coordinates, []).append(cell.amount)
    agreed = 0
    for statement in disclosure.statements:
        if statement.kind == "amount" and statement.amount is not None and statement.coordinates in cells:
            printed = statement.amount.interval
            same = any(amount.interval.meets(printed) for amount in cells[statement.coordinates])
            assert same, (statement.sentence, statement.coordinates)
            agreed += 1
    assert agreed > 3
