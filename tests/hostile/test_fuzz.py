"""Damaged copies of sound files: whatever bytes change, a reader reads on or says that the file is damaged.

A sample that once broke a reader is kept in ``corpus/`` or built in ``samples.py``.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.errors import GoujiError
from gouji.reading.source import Grid
from gouji.reading.sources import Limits, read_bytes

CORPUS = Path(__file__).parent / "corpus"
OLDER = Path(__file__).parent.parent / "reading" / "sources" / "data" / "budget.xls"
LIMITS = Limits(max_seconds=10)
OURS = (AttributeError, NameError, TypeError, AssertionError, IndexError, KeyError, UnboundLocalError)
"""Errors that tell of a defect of a reader rather than of a file."""

TEXT = "支出总表\n单位：万元\n科目\t合计\n行政运行\t5,251.36\n\n- **说明**<br>&nbsp;\n"
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><p>支出总表<br>单位：元<table><caption>表</caption>"
    "<tr><th rowspan=2>项目<th colspan=2>预算数<tr><td>基本<td>项目<tr><td>行政<td>1<td>2</table><input type=checkbox>"
)


@lru_cache(maxsize=1)
def word() -> bytes:
    made = docx.Document()
    made.add_heading("一、概况", 1)
    made.add_paragraph("其一", style="List Number")
    table = made.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "预算数"
    table.cell(2, 1).text = "1.00"
    stream = io.BytesIO()
    made.save(stream)
    return _only(stream.getvalue(), ("document", "numbering", "styles", "Content"))


@lru_cache(maxsize=1)
def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["支出总表"], ["单位：万元"], ["科目", "合计", "项目"], ["行政", 5251.36, -0.5], ["计", 1e9, "=1"]]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet["B4"].number_format = "#,##0.00"
    sheet["C4"].number_format = "yyyy-mm-dd"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _only(data: bytes, wanted: Sequence[str]) -> bytes:
    """The package with the named parts only, so that damage hits what is read."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if any(part in name for part in wanted):
                target.writestr(name, source.read(name))
    return stream.getvalue()


PIECES = [b"", b"\x00", b"<", b"]]>", b'"', b"9" * 12, b"-1", b"XFD1048576", b"&a;", b"\xff\xff\xff\xff", "款".encode()]
EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=6)),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """The data with stretches replaced: where (as a share of its length), how many bytes, by what."""
    for where, length, piece in edits:
        at = int(where * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


def survives(data: bytes, name: str = "a", *, ours: bool = True) -> None:
    refused: GoujiError | None = None
    try:
        source = read_bytes(name, data, LIMITS)
    except GoujiError as error:
        refused = error
    if refused is not None:
        assert str(refused).endswith("。")
        assert not (ours and isinstance(refused.__cause__, OURS)), repr(refused.__cause__)
        return
    assert source.blocks
    for block in source.blocks:
        if isinstance(block, Grid) and block.exact:
            assert len({len(row) for row in block.rows}) == 1


@settings(max_examples=60)
@given(st.sampled_from(["text", "page", "word", "workbook"]), EDITS)
def test_damaged_bytes(kind: str, edits: list[tuple[float, int, bytes]]) -> None:
    whole = {"text": TEXT.encode, "page": PAGE.encode, "word": word, "workbook": workbook}[kind]()
    survives(damaged(whole, edits))


@settings(max_examples=80)
@given(st.sampled_from([word, workbook]), st.integers(0, 30), EDITS)
def test_damaged_parts_of_packages(sound: object, number: int, edits: list[tuple[float, int, bytes]]) -> None:
    assert callable(sound)
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as source, zipfile.ZipFile(stream, "w") as target:
        names = source.namelist()
        for index, name in enumerate(names):
            content = source.read(name)
            target.writestr(name, damaged(content, edits) if index == number % len(names) else content)
    survives(stream.getvalue())


@settings(max_examples=60)
@given(EDITS)
def test_damaged_older_workbooks(edits: list[tuple[float, int, bytes]]) -> None:
    survives(damaged(OLDER.read_bytes(), edits), ours=False)


@settings(max_examples=40)
@given(st.floats(0, 1), st.sampled_from([word, workbook, OLDER.read_bytes, PAGE.encode, TEXT.encode]))
def test_files_cut_short(share: float, sound: object) -> None:
    assert callable(sound)
    whole = sound()
    survives(whole[: int(share * len(whole))], ours=False)


@settings(max_examples=40)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"]),
)
def test_any_bytes(data: bytes, start: bytes) -> None:
    survives(start + data, ours=False)


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_once_broke_a_reader(path: Path) -> None:
    survives(path.read_bytes(), path.name)
