"""ZIP: parts that make one document, the narrative first."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from gouji.errors import LimitError, UnreadableError
from gouji.reading.source import Grid, Paragraph
from gouji.reading.sources import Limits, read_bytes

NARRATIVE = ("第三部分 情况说明\n\n" + "2026年收入预算总计100.00万元，与上年持平。\n" * 9).encode()


def archive(*parts: tuple[str, bytes], encoding: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts:
            made.writestr(name, content)
    data = stream.getvalue()
    if encoding:  # what older Windows tools write: names in the system's encoding, not marked as UTF-8
        for name, _ in parts:
            data = data.replace(name.encode(), name.encode(encoding).ljust(len(name.encode()), b"_"))
        data = data.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    return data


def tables(rows: int = 3) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [["支出总表"], ["项目", "预算数"], *([["行政运行", 100]] * rows)]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_narrative_comes_before_the_tables() -> None:
    source = read_bytes("a.zip", archive(("1 报表.xlsx", tables()), ("2 说明.txt", NARRATIVE)))
    assert source.file.format == "zip"
    assert isinstance(source.blocks[0], Paragraph)
    assert source.blocks[0].text == "第三部分 情况说明"
    assert isinstance(source.blocks[-1], Grid)
    assert source.pages == 1
    assert "2 个文件合并为一份" in source.notes[0]


def test_pages_and_lines_are_numbered_through() -> None:
    second = tables(4)
    source = read_bytes(
        "a", archive(("b10.xlsx", second), ("b9.xlsx", tables()), ("a.txt", NARRATIVE), ("c.txt", b"z\n"))
    )
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert [grid.place.page for grid in grids] == [1, 2]
    assert [len(grid.rows) for grid in grids] == [4, 5]
    assert grids[1].rows[0][0].place.page == 2
    lines = [block.place.line for block in source.blocks if block.place.page is None]
    assert lines == sorted(set(lines), key=lambda line: line or 0)


def test_names_of_older_tools_are_in_gbk() -> None:
    data = archive(("说明一.txt", NARRATIVE), ("坏.bin", bytes(range(256)) * 9), encoding="gbk")
    source = read_bytes("a", data)
    assert any("“坏" in text for text in source.warnings)


def test_a_part_in_two_formats_is_read_once() -> None:
    page = b"<html><p>" + NARRATIVE + b"</p></html>"
    source = read_bytes("a", archive(("预算.html", page), ("预算.txt", NARRATIVE), ("副本.txt", NARRATIVE)))
    assert sum("情况说明" in block.text for block in source.blocks if isinstance(block, Paragraph)) == 1
    assert any("“预算.txt”与“预算.html”同名" in text for text in source.warnings)


def test_what_cannot_be_read_is_named_and_left_out() -> None:
    parts = [
        ("说明.txt", NARRATIVE),
        ("图.png", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("__MACOSX/._a", b"\x00"),
        (".DS_Store", b"\x00"),
    ]
    source = read_bytes("a", archive(*parts))
    assert len(source.warnings) == 1
    assert "“图.png”没有读取" in source.warnings[0]


@pytest.mark.parametrize("parts", [[], [("a.bin", bytes(range(256)) * 9)]])
def test_an_archive_without_anything_to_read(parts: list[tuple[str, bytes]]) -> None:
    with pytest.raises(UnreadableError, match="没有可读的"):
        read_bytes("a", archive(*parts))


def test_archives_within_archives_have_an_end() -> None:
    data = archive(("说明.txt", NARRATIVE))
    assert read_bytes("a", archive(("内.zip", data))).blocks
    for _ in range(2):
        data = archive(("内.zip", data))
    with pytest.raises(LimitError, match="解压后"):
        read_bytes("a", data)


def test_cells_of_all_parts_count_together() -> None:
    data = archive(("a.xlsx", tables(40)), ("b.xlsx", tables(41)))
    assert read_bytes("a", data, Limits(max_cells=200)).blocks
    with pytest.raises(LimitError, match="单元格"):
        read_bytes("a", data, Limits(max_cells=100))
