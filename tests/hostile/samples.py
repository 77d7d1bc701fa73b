"""Files made to do harm, or broken in ordinary ways. Each is built here, small, and named by what it tries."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

CONTENT_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def docx(document: bytes, **more: bytes) -> bytes:
    parts = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": document}
    return archive(parts | {f"word/{name}.xml": content for name, content in more.items()})


def body(content: str) -> bytes:
    return f'<w:document xmlns:w="{WORD}"><w:body>{content}</w:body></w:document>'.encode()


def xlsx(sheet: bytes, strings: bytes = b"", styles: bytes = b"") -> bytes:
    workbook = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    ).encode()
    kinds = {"r1": ("worksheet", "worksheets/sheet1.xml")}
    if strings:
        kinds["r2"] = ("sharedStrings", "sharedStrings.xml")
    if styles:
        kinds["r3"] = ("styles", "styles.xml")
    relations = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in kinds.items()
    )
    return archive(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>".encode(),
            "xl/worksheets/sheet1.xml": sheet,
            **({"xl/sharedStrings.xml": strings} if strings else {}),
            **({"xl/styles.xml": styles} if styles else {}),
        }
    )


def sheet(rows: str, after: str = "") -> bytes:
    return f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 10) for level in range(9)
)
BILLION_LAUGHS = LAUGHS + b"]><x>&j;</x>"
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
PARAMETER = b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]><x/>'


def deflated_bomb(megabytes: int) -> bytes:
    """An archive whose part expands a thousandfold."""
    return archive({"报表.txt": b"0" * (megabytes << 20)})


def lying_bomb() -> bytes:
    """An archive that declares a part of ten bytes; 64 MB come out of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"0" * (64 << 20)) + packer.flush()
    name = b"a.txt"
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), 10, len(name), 0) + name
    central = (
        b"PK\x01\x02"
        + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 33, 0, len(packed), 10, len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local) + len(packed), 0)
    return local + packed + central + end


def overlapping_bomb(entries: int = 2000) -> bytes:
    """An archive whose entries all share one packed part of 4 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = b"0" * (4 << 20)
    packed = packer.compress(content) + packer.flush()
    check = zlib.crc32(content)
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, check, len(packed), len(content), 1, 0) + b"a"
    central = b"".join(
        b"PK\x01\x02"
        + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 33, check, len(packed), len(content), 4, 0, 0, 0, 0, 0, 0)
        + b"%04d" % number
        for number in range(entries)
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, entries, entries, len(central), len(local) + len(packed), 0)
    return local + packed + central + end


def encrypted_archive() -> bytes:
    data = bytearray(archive({"a.txt": b"secret"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def circular_compound() -> bytes:
    """An older Office file whose sectors follow one another in a circle."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<7I", header, 48, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    name = "Workbook".encode("utf-16-le") + b"\0\0"
    entry = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), 2, 1)
    directory = (entry.ljust(116, b"\0") + struct.pack("<II", 2, 1 << 30) + b"\0" * 4).ljust(512, b"\0")
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 3, 2, *[0xFFFFFFFF] * 124)
    return bytes(header) + table + directory + b"\0" * 1024


def million_cells() -> bytes:
    row = "<row>" + '<c t="str"><v>1</v></c>' * 1000 + "</row>"
    return xlsx(sheet(row * 1000))


def million_blanks() -> bytes:
    return xlsx(sheet(("<row>" + "<c/>" * 16000 + "</row>") * 300))


def repeated_string() -> bytes:
    """A small workbook that shows one string of a megabyte in ten thousand cells."""
    strings = f'<sst xmlns="{SHEET}"><si><t>{"x" * (1 << 20)}</t></si></sst>'.encode()
    return xlsx(sheet('<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 5000), strings)


def far_cell() -> bytes:
    return xlsx(
        sheet(
            '<row><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
            '<row><c r="A1048576"><v>2</v></c><c r="B1048576"><v>2</v></c></row>',
            '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B1:XFD1048576"/></mergeCells>',
        )
    )


def many_merges() -> bytes:
    ranges = "".join(f'<mergeCell ref="A{row}:XFD{row + 1000}"/>' for row in range(1, 100_000))
    rows = "".join(f'<row r="{row}"><c><v>1</v></c><c><v>1</v></c></row>' for row in range(1, 20_000))
    return xlsx(sheet(rows, f"<mergeCells>{ranges}</mergeCells>"))


def nested_tables(depth: int) -> bytes:
    return docx(
        body("<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth)
    )


def wide_table() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
    return docx(body(f"<w:tbl><w:tr>{cell * 50}</w:tr></w:tbl>"))


REFUSED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b" \n" * 1000,
    "noise": lambda: bytes((number * 197 + number // 7) % 256 for number in range(20_000)),
    "half an archive": lambda: archive({"a.txt": b"text " * 1000}, zipfile.ZIP_STORED)[:3000],
    "encrypted archive": encrypted_archive,
    "bomb by its declared size": lambda: deflated_bomb(260),
    "bomb of 20 MB": lambda: deflated_bomb(20),
    "bomb that lies": lying_bomb,
    "bomb of shared parts": overlapping_bomb,
    "bomb in a bomb": lambda: archive({"a.zip": deflated_bomb(60), "b.zip": deflated_bomb(61)}),
    "archives all the way down": lambda: archive({"a.zip": archive({"a.zip": archive({"a.txt": b"x"})})}),
    "many parts": lambda: archive({f"{number}.txt": b"" for number in range(3000)}),
    "laughs in Word": lambda: docx(BILLION_LAUGHS),
    "laughs in Excel": lambda: xlsx(BILLION_LAUGHS),
    "laughs in strings": lambda: xlsx(sheet("<row><c t='s'><v>0</v></c></row>"), BILLION_LAUGHS),
    "file entity in Word": lambda: docx(EXTERNAL),
    "file entity in Excel": lambda: xlsx(EXTERNAL),
    "network entity": lambda: docx(PARAMETER),
    "entity in UTF-16": lambda: docx(EXTERNAL.decode().encode("utf-16")),
    "Word of 20 MB blanks": lambda: docx(body(" " * (20 << 20))),
    "Word of many elements": lambda: docx(body("<w:p/>" * 4_100_000)),
    "Word nested deeply": lambda: nested_tables(5000),
    "Word too wide": wide_table,
    "Word without a body": lambda: docx(b"<x/>"),
    "million cells": million_cells,
    "million blank cells": million_blanks,
    "repeated string": repeated_string,
    "sheet nested deeply": lambda: xlsx(b"<a>" * 100_000),
    "sheet cut short": lambda: xlsx(sheet("<row><c><v>1</v></c></row>")[:-30]),
    "circular sectors": circular_compound,
    "page nested deeply": lambda: b"<html>" + b"<div>" * 100_000 + b"x",
    "page of many attributes": lambda: b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x",
    "page of many cells": lambda: b"<table><tr>" + b"<td>1" * 600_000,
    "page of wide cells": lambda: b"<table><tr><td>a<td>b" + b"<tr><td colspan=999 rowspan=65000>x<td>y" * 600,
    "tabs": lambda: b"1\t" * 25_000_000,
    "one long line": lambda: b"1" * 50_000_000,
}
"""Must be refused with a sentence for the user."""

HARMLESS: dict[str, Callable[[], bytes]] = {
    "far cell": far_cell,
    "many merges": many_merges,
    "nested tables": lambda: nested_tables(60),
    "traversal": lambda: archive({"../../../tmp/x.txt": b"text", "/etc/x.txt": b"more"}),
    "number too large": lambda: xlsx(sheet("<row><c><v>1e999999999</v></c><c><v>nan</v></c></row>")),
    "long number": lambda: xlsx(sheet(f"<row><c><v>{'9' * 100_000}</v></c><c><v>1</v></c></row>")),
    "long format": lambda: xlsx(
        sheet("<row><c s='0'><v>1</v></c><c s='0'><v>2</v></c></row>"),
        styles=(
            f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="200" formatCode="{"0." * 100_000}"/></numFmts>'
            '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
        ).encode(),
    ),
    "long reference": lambda: "收入&#".encode() + b"9" * 100_000 + b";",
    "many comments": lambda: b"<!---->" * 600 + b"text",
    "many brackets": lambda: b"<" * 2_000_000,
    "unclosed quotes": lambda: b"<html><p>x" + b"<p '" * 500_000,
    "macro": lambda: docx(body("<w:p><w:r><w:t>x</w:t></w:r></w:p>"), vbaProject=b"\x00"),
}
"""Odd, but there is something to read in each, and reading it does no harm."""
