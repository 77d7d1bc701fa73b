"""The format is found in the content; names and extensions lie."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from gouji.errors import UnreadableError
from gouji.reading.sources.detect import detect


def package(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"junk before\n%PDF-1.4", "pdf"),
        (package("[Content_Types].xml", "word/document.xml"), "docx"),
        (package("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (package("说明.docx", "报表.xlsx"), "zip"),
        (b"\n<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf<!-- saved --><?xml version='1.0'?><html>", "html"),
        ("<TABLE border=1>".encode("utf-16"), "html"),
        ("收支总表".encode("gb18030"), "text"),
        (b"<2 and >1", "text"),
        (b"BM is how a text may begin", "text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "scan"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "scan"),
    ],
)
def test_known_formats(data: bytes, format_: str) -> None:
    assert detect(data) == format_


def test_a_pdf_stored_in_an_archive_is_an_archive() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.pdf", b"%PDF-1.4")
    assert detect(stream.getvalue()) == "zip"


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"", "空的"),
        (b" \r\n\t\x00", "空的"),
        (b"{\\rtf1 x}", "docx"),
        (b"Rar!\x1a\x07\x01\x00", "ZIP"),
        (b"7z\xbc\xaf\x27\x1c", "ZIP"),
        (b"MZ\x90\x00\x03\x00", "可执行"),
        (package("ppt/presentation.xml"), "PDF"),
        (package("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (package("mimetype", "content.xml"), "xlsx"),
        (b"PK\x03\x04 and nothing more", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more", "损坏"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xlsx"),
    ],
)
def test_what_is_not_read_says_what_to_do(data: bytes, advice: str) -> None:
    with pytest.raises(UnreadableError, match=advice):
        detect(data)


def compound(*streams: str) -> bytes:
    """An OLE file with empty streams of these names: a header, an allocation table and a directory sector."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<7I", header, 48, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    directory = b""
    for name, kind in [("Root Entry", 5), *((stream, 2) for stream in streams)]:
        raw = name.encode("utf-16-le") + b"\0\0"
        entry = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
        directory += entry.ljust(116, b"\0") + struct.pack("<II", 0xFFFFFFFE, 0) + b"\0" * 4
    return bytes(header) + table + directory.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("stream", "advice"),
    [("EncryptedPackage", "密码"), ("WordDocument", "docx"), ("PowerPoint Document", "PDF"), ("Other", "损坏")],
)
def test_older_office_files_by_their_streams(stream: str, advice: str) -> None:
    with pytest.raises(UnreadableError, match=advice):
        detect(compound(stream))


def test_an_older_workbook() -> None:
    assert detect(compound("Workbook")) == "xls"
