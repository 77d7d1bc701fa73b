"""Scans: ruling lines in pictures, recognised marks put right, and what is said without an engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from gouji.errors import LimitError, UnreadableError
from gouji.model.money import parse_number
from gouji.reading.geometry.words import Word
from gouji.reading.source import Grid, Paragraph
from gouji.reading.sources import Limits, read_bytes, read_source, tesseract
from gouji.reading.sources.ocr_text import better, joined, looks_numeric, without_dots
from gouji.reading.sources.raster import Box, ink, ruling_lines, stacked, straightened, without
from gouji.reading.sources.tesseract import Recognised

if TYPE_CHECKING:
    from gouji.reading.sources.raster import Gray


def word(text: str, confidence: float = 90.0, left: int = 0) -> Recognised:
    return Recognised(left, 0, left + 12 * len(text), 20, (1, 1, 1), confidence, text)


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["12,", "376,", "671"], "12,376,671"),
        (["12:376,671"], "12,376,671"),
        (["11.212.795"], "11,212,795"),
        (["1510,245"], "1,510,245"),
        (["502.44"], "502.44"),
        (["502.443"], "502.443"),
        (["-、财政", "拨款"], "一、财政拨款"),
        (["《一)事业", "收入"], "（一）事业收入"),
        ([":、社会保障和就业支出"], "二、社会保障和就业支出"),
        (["`、", "事业收入"], "二、事业收入"),
        (["因公出国", "《〈境)费"], "因公出国（境)费"),
        (["单价100万元", "〈含)以上设备"], "单价100万元（含)以上设备"),
        (["《某项办法》（试行）"], "《某项办法》（试行）"),
        (["|", "合计"], "合计"),
        (["2026", "年"], "2026年"),
        (["12376671"], "12376671"),
    ],
)
def test_marks_taken_for_others(pieces: list[str], text: str) -> None:
    assert joined(pieces) == text


def test_dots_that_must_be_commas() -> None:
    def made(text: str) -> list[Word]:
        return [Word(0, 0, 1, 1, text, -1)]

    assert without_dots([made("1,510,245"), made("502.443")])[1][0].text == "502,443"
    assert without_dots([made("1,510.24"), made("502.443")])[1][0].text == "502.443"
    assert without_dots([made("510.24"), made("502.443")])[1][0].text == "502.443"


def test_of_two_readings_the_believable_one() -> None:
    assert better([[word("12.376,67]")]], [[word("12,376,671")]])[0][0].text == "12,376,671"
    assert better([[word("11]")]], [[word("1")]])[0][0].text == "11"
    assert better([[word("502,443", 95)]], [[word("502,448", 40)]])[0][0].text == "502,443"
    assert better([[word("甲")]], [[word("..")]])[0][0].text == "甲"
    wide = Recognised(0, 0, 40, 20, (1, 1, 1), 90.0, "1")
    assert better([[word("H")]], [[wide]])[0][0].text == "H"
    assert parse_number("H") is None


def test_which_cells_may_be_numbers() -> None:
    assert looks_numeric([[word("1.,.510.245")]])
    assert looks_numeric([[word("风973,J95")]])
    assert not looks_numeric([[word("一般公共预算")]])


def page() -> Gray:
    """A page of 400 by 300 pixels with a table of two by two and something in one cell."""
    image = np.full((300, 400), 255, dtype=np.uint8)
    for y in (50, 100, 150):
        image[y : y + 2, 40:360] = 0
    for x in (40, 200, 358):
        image[50:152, x : x + 2] = 0
    image[70:80, 60:90] = 0
    return image


def test_ruling_lines_are_found_and_taken_away() -> None:
    drawing, mask = ruling_lines(page(), 144)
    assert sorted({round(line.at) for line in drawing.horizontal}) == [25, 26, 50, 51, 75, 76]
    assert {(line.start, line.end) for line in drawing.horizontal} == {(20.0, 180.0)}
    assert len({line.at for line in drawing.vertical}) == 6
    clean = without(page(), mask, 2)
    assert ink(clean, Box(0, 0, 400, 300), 5) == Box(60, 70, 90, 80)
    assert ink(clean, Box(202, 52, 356, 98), 5) is None


def test_a_tilted_page_is_straightened() -> None:
    image = np.full((600, 800), 255, dtype=np.uint8)
    for y in range(100, 500, 40):
        for x in range(50, 750):
            top = y + round((x - 50) * 0.0175)
            image[top : top + 3, x] = 0
    before, after = ((picture < 128).sum(axis=1).max() for picture in (image, straightened(image)))
    assert before < 300
    assert after > 500


def test_boxes_are_stacked_apart() -> None:
    image = page()
    sheet, tops = stacked(image, [Box(60, 70, 90, 80), Box(40, 50, 50, 52)], 5)
    assert tops == [5, 20]
    assert sheet.shape == (27, 40)
    assert (sheet[5:15, 5:35] == 0).all()
    assert (sheet[15:20] == 255).all()


def test_without_an_engine_a_scan_is_said_to_be_one(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "engine", lambda: None)
    with pytest.raises(UnreadableError, match=r"扫描件.*tesseract-ocr-chi-sim"):
        read_source(documents / "scan_sh_wenwu_center_2026.pdf")


def test_a_picture_says_what_to_do() -> None:
    with pytest.raises(UnreadableError, match="合成为一个 PDF"):
        read_bytes("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


@pytest.mark.skipif(tesseract.engine() is None, reason="no engine of character recognition is installed")
def test_a_scanned_page_is_recognised(documents: Path) -> None:
    import pypdfium2

    scan = pypdfium2.PdfDocument(documents / "scan_sh_wenwu_center_2026.pdf")
    single = pypdfium2.PdfDocument.new()
    single.import_pages(scan, [9])
    data = _saved(single)
    source = read_bytes("a.pdf", data)
    assert source.file.format == "scan"
    assert source.pages == 1
    assert "识别" in source.warnings[0]
    grid = next(block for block in source.blocks if isinstance(block, Grid))
    assert [len(row) for row in grid.rows] == [7] * 7
    amounts = [cell.text for row in grid.rows for cell in row if parse_number(cell.text)]
    assert amounts == [
        *["12,376,671", "9,973,195", "9,973,195", "1,510,245", "1,510,245", "502,443", "502,443"],
        *["390,788", "390,788", "12,376,671", "12,376,671", "12,376,671"],
    ]
    assert any("财政拨款收支预算总表" in block.text for block in source.blocks if isinstance(block, Paragraph))
    with pytest.raises(LimitError, match="用时过长"):
        read_bytes("a.pdf", data, Limits(max_recognition_seconds=0.01))


def _saved(document: object) -> bytes:
    import io

    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()
