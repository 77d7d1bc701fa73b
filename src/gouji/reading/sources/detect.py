"""Which format a file has, by its content alone: names and extensions of published files lie."""

from __future__ import annotations

import re

from gouji.errors import UnreadableError
from gouji.reading.sources.container import opened
from gouji.reading.sources.ole import SIGNATURE, CompoundFile

TEXT, PDF, DOCX, XLSX, XLS, HTML, ZIP, SCAN = "text", "pdf", "docx", "xlsx", "xls", "html", "zip", "scan"

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "这是 RTF 文件，请用 Word 或 WPS 另存为 .docx 后再读取。"),
    (b"Rar!\x1a\x07", "这是 RAR 压缩包，请解压后读取其中的文件，或改用 ZIP 压缩。"),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包，请解压后读取其中的文件，或改用 ZIP 压缩。"),
    (b"\x1f\x8b", "这是 gzip 压缩文件，请解压后读取其中的文件。"),
    (b"MZ", "这是可执行程序，不是预算文件。"),
    (b"\x7fELF", "这是可执行程序，不是预算文件。"),
)
_HTML_START = re.compile(
    rb"\s*(?:<!--(?:(?!-->).)*-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html|head|body|table|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def detect(data: bytes) -> str:
    """The format of ``data``: one of text, pdf, docx, xlsx, xls, html, zip, scan (a picture).

    Raises :class:`UnreadableError` for what Gouji does not read, saying what to do instead. What is none of the
    known containers is called text; the text reader refuses it if it is noise.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("文件是空的，没有可读的内容；请重新下载或导出。")
    if data.startswith(_ZIP_STARTS):
        return _zip_format(data)
    if data.startswith(SIGNATURE):
        return _ole_format(data)
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(_IMAGES) and b"\x00" in data[:64]:
        return SCAN
    for start, message in _REFUSED:
        if data.startswith(start) and (len(start) > 2 or b"\x00" in data[:64]):
            raise UnreadableError(message)
    return _text_format(data)


def _zip_format(data: bytes) -> str:
    with opened(data) as archive:
        names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    if "word/document.xml" in names:
        return DOCX
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return XLSX
    if "ofd.xml" in names:
        raise UnreadableError("这是 OFD 文件，请用阅读器另存为 PDF 后再读取。")
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableError("这是演示文稿（PPT），请另存为 PDF 后再读取。")
    if "content.xml" in names and "mimetype" in names:
        raise UnreadableError("这是 OpenDocument 文件，请另存为 .docx 或 .xlsx 后再读取。")
    if "[content_types].xml" in names:
        return DOCX if any(name.startswith("word/") for name in names) else XLSX
    return ZIP


def _ole_format(data: bytes) -> str:
    names = {name.lower() for name in CompoundFile(data).names}
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise UnreadableError("文件设有打开密码，无法读取；请取消密码后重新保存。")
    if names & {"workbook", "book"}:
        return XLS
    if "worddocument" in names:
        raise UnreadableError("这是旧版 Word（.doc 或 .wps）文件，请另存为 .docx 后再读取。")
    if "powerpoint document" in names:
        raise UnreadableError("这是演示文稿（PPT），请另存为 PDF 后再读取。")
    raise UnreadableError("这个 Office 文件已损坏或不是表格，无法读取；请重新保存为 .xlsx 或 .docx。")


def _text_format(data: bytes) -> str:
    head = data[:4096]
    for bom, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(bom):
            head = head[2:].decode(encoding, errors="ignore").encode("utf-8")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _SPREADSHEET_XML in head:
        raise UnreadableError("这是 Excel 2003 XML 表格，请用 Excel 或 WPS 另存为 .xlsx 后再读取。")
    return HTML if _HTML_START.match(head) else TEXT
