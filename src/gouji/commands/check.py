"""``gouji check``: check documents and report."""

from __future__ import annotations

import io
import sys
from argparse import Namespace, _SubParsersAction
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gouji.commands import CLEAN, ERRORS_FOUND, UNREADABLE, failures
from gouji.commands.chinese import Parser
from gouji.commands.files import Destination, Document, destination, documents
from gouji.commands.progress import watched
from gouji.errors import GoujiError

if TYPE_CHECKING:
    from gouji.checking.findings import Report
    from gouji.checking.reports.catalogue import Entry
    from gouji.checking.reports.overview import Line
    from gouji.checking.reports.page_images import PageImage
    from gouji.model.disclosure import Disclosure

_SUFFIX = {"text": ".txt", "json": ".json", "html": ".html", "xlsx": ".xlsx"}

_PAGE_DPI = 100
_FILE_WIDTH = 100
"""Columns of a text report in a file, where no terminal tells its own."""

_DESCRIPTION = """核对部门预算、决算公开文件：表内与表间的勾稽关系、文字与表的数字、公开的完整性。

报告首先说明有多少金额由勾稽关系证实、多少没有核对上；再列出建议更正的数、发现的问题及其位置和依据。
没有一个金额能够核对的文件不算通过。"""

_EPILOG = """退出码：0 未发现错误 · 1 发现错误 · 2 有文件无法识读或无从核对（多份文件取最重的一个）。
json 格式：一份文件是一个对象，多份文件是一个数组，无法识读的文件在数组中带 "error" 一项。

例：
  gouji check 2025年部门预算.pdf
  gouji check 2025年部门预算.pdf --format html -o 报告.html
  gouji check 送审文件夹/*.pdf --format xlsx -o 检查表/
  gouji check 2026年部门预算.pdf --previous 2025年部门预算.pdf"""


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", help="核对公开文件并出报告", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("files", metavar="FILE", nargs="+", help="公开文件（pdf、docx、xlsx、html、txt、zip）或文件夹")
    parser.add_argument(
        "--format",
        choices=list(_SUFFIX),
        default="text",
        help="报告格式：text 终端文字（默认）· json 数据 · html 网页 · xlsx 检查表",
    )
    parser.add_argument("-o", dest="output", metavar="PATH", help="保存到文件；多份文件时给文件夹，每份一个报告")
    parser.add_argument(
        "--previous", metavar="FILE", help="同一部门上一年的公开文件，用来核对与上年相比的数（只限一份文件）"
    )
    parser.add_argument(
        "--annotate", metavar="OUT.pdf", help="把发现的问题作为批注写进 PDF，另存为 OUT.pdf（只限一份 PDF 文件）"
    )
    parser.add_argument("--together", action="store_true", help="所列文件是同一份公开文件的几个部分（如正文与附表）")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Check every document; the worst outcome is the exit code."""
    named = documents(arguments.files, together=arguments.together)
    if arguments.previous and len(named) > 1:
        raise GoujiError("--previous 只能与一份文件一起用（几个文件同属一份时加 --together）。")
    annotation = _annotation(arguments.annotate, named)
    target = destination(
        arguments.output,
        named,
        file_format=arguments.format,
        each_its_own=arguments.format in {"html", "xlsx"},
        binary=arguments.format in {"html", "xlsx"},
    )
    writer = _writer(arguments.format, target, many=len(named) > 1)
    outcome = CLEAN
    quiet = target.output is None and sys.stdout.isatty()
    for document in watched(named, "核对", quiet=quiet):
        try:
            disclosure, report = _checked(document, arguments.previous)
        except (KeyboardInterrupt, BrokenPipeError):
            raise
        except Exception as error:
            writer.failure(document, failures.report(error, document.name, debug=arguments.debug))
            outcome = UNREADABLE
            continue
        writer.document(document, disclosure, report)
        if annotation is not None:
            _write_annotated(document, report, annotation)
        outcome = max(outcome, exit_code(report))
    writer.close()
    return outcome


def _annotation(path: str | None, named: Sequence[Document]) -> Path | None:
    """Where the annotated PDF goes. Raises :class:`GoujiError` unless one PDF is checked and another file written."""
    if path is None:
        return None
    if len(named) != 1 or len(named[0].paths) != 1:
        raise GoujiError("--annotate 只能与一份 PDF 文件一起用。")
    if Path(path).resolve() == Path(named[0].paths[0]).resolve():
        raise GoujiError("--annotate 的输出不能是原文件本身，请换一个文件名。")
    return Path(path)


def _write_annotated(document: Document, report: Report, path: Path) -> None:
    from gouji.checking.reports.annotate import annotated

    data = Path(document.paths[0]).read_bytes()
    if not data.startswith(b"%PDF") and b"%PDF" not in data[:1024]:
        raise GoujiError(f"{document.label} 不是 PDF 文件，无法写入批注；其他格式请用 --format html 看报告。")
    path.write_bytes(annotated(data, report))


def exit_code(report: Report) -> int:
    """0 clean, 1 errors found; 2 where nothing could be checked, whatever else was found."""
    from gouji.checking.findings import Level
    from gouji.checking.reports.wording import checked_nothing

    if checked_nothing(report):
        return UNREADABLE
    return ERRORS_FOUND if report.count(Level.ERROR) else CLEAN


def _checked(document: Document, previous: str | None) -> tuple[Disclosure, Report]:
    from gouji.checking import check
    from gouji.reading import read

    disclosure = read(document.paths)
    last_year = read((Path(previous),)) if previous else None
    return disclosure, check(disclosure, last_year)


def _entries() -> tuple[Entry, ...]:
    from gouji.checking.reports.catalogue import catalogue
    from gouji.checking.rules import all_rules

    return catalogue(all_rules())


def _titles(entries: tuple[Entry, ...]) -> dict[str, str]:
    return {entry.code: entry.title for entry in entries}


class _Writer(Protocol):
    def document(self, document: Document, disclosure: Disclosure, report: Report) -> None: ...

    def failure(self, document: Document, message: str) -> None: ...

    def close(self) -> None: ...


def _writer(file_format: str, target: Destination, *, many: bool) -> _Writer:
    if file_format in {"html", "xlsx"} or target.folder:
        return _OneEach(file_format, target, many)
    return _JsonStream(target, many) if file_format == "json" else _TextStream(target, many)


class _TextStream:
    """Reports one after another, and for many a summary at the end."""

    def __init__(self, target: Destination, many: bool) -> None:
        self._target, self._many, self._lines = target, many, list[tuple[str, str, str]]()
        self._stream = sys.stdout if target.output is None else io.TextIOWrapper(target.open(), "utf-8", newline="\n")

    def document(self, document: Document, disclosure: Disclosure, report: Report) -> None:
        from gouji.checking.reports import terminal, wording

        if self._lines:
            self._stream.write("\n" + "═" * 60 + "\n\n")
        width = None if self._target.output is None else _FILE_WIDTH
        terminal.write_text(report, disclosure, self._stream, titles=_titles(_entries()), width=width)
        share = wording.percent_text(wording.permille_proved(report.tables))
        self._lines.append((document.label, share, wording.verdict(report)))

    def failure(self, document: Document, message: str) -> None:
        self._lines.append((document.label, "—", message))

    def close(self) -> None:
        if self._many:
            from gouji.checking.reports import terminal

            terminal.write_summary(self._lines, self._stream)
        self._stream.flush()
        if self._target.output is not None:
            self._stream.close()


class _JsonStream:
    """One object, or an array with one entry for each document in the order of the command line."""

    def __init__(self, target: Destination, many: bool) -> None:
        self._target, self._many, self._entries = target, many, 0
        self._stream = target.open()

    def document(self, document: Document, disclosure: Disclosure, report: Report) -> None:
        self._entry(report.as_dict())

    def failure(self, document: Document, message: str) -> None:
        if self._many:
            self._entry(
                {"schema": "gouji/report/1", "document": {"source": {"file": document.label}}, "error": message}
            )

    def _entry(self, value: dict[str, object]) -> None:
        from gouji.checking.reports.data import dumps

        lead = ("[\n" if not self._entries else ",\n") if self._many else ""
        self._entries += 1
        text = dumps(value)
        self._stream.write((lead + (text.rstrip("\n") if self._many else text)).encode())

    def close(self) -> None:
        if self._many:
            self._stream.write(b"\n]\n" if self._entries else b"[]\n")
        self._stream.flush()
        if self._target.output is not None:
            self._stream.close()


class _OneEach:
    """A file for each document, and for html an overview of all of them (index.html)."""

    def __init__(self, file_format: str, target: Destination, many: bool) -> None:
        self._format, self._target, self._many = file_format, target, many
        self._lines: list[Line] = []
        if many and file_format == "html":
            target.reserve("index.html")

    def document(self, document: Document, disclosure: Disclosure, report: Report) -> None:
        from gouji.checking.reports.overview import line_of

        images = _page_images(document, disclosure, report) if self._format == "html" else None
        content = rendered(self._format, disclosure, report, _entries(), images)
        name = self._target.write(content, document.stem, _SUFFIX[self._format])
        self._lines.append(line_of(report, document.label, name))

    def failure(self, document: Document, message: str) -> None:
        from gouji.checking.reports.overview import failed_line

        self._lines.append(failed_line(document.label, message))

    def close(self) -> None:
        if not self._many:
            return
        from gouji.checking.reports import overview

        if self._format == "html":
            self._target.write_named("index.html", overview.overview_page(self._lines).encode())


def _page_images(document: Document, disclosure: Disclosure, report: Report) -> dict[int, PageImage]:
    """Pictures of the PDF pages on which something is disputed or found, so that a reviewer sees it where it stands."""
    if disclosure.document.source.format not in {"pdf", "scan"} or len(document.paths) != 1:
        return {}
    from gouji.checking.reports.evidence_pages import pages_in_question, picture
    from gouji.reading.sources.pdf_render import render_page

    data = Path(document.paths[0]).read_bytes()
    images: dict[int, PageImage] = {}
    for page in pages_in_question(disclosure, report):
        try:
            images[page] = picture(render_page(data, page, dpi=_PAGE_DPI), _PAGE_DPI)
        except GoujiError:
            continue  # a page that cannot be drawn costs the report its picture, nothing else
    return images


def rendered(
    file_format: str,
    disclosure: Disclosure,
    report: Report,
    entries: tuple[Entry, ...],
    images: Mapping[int, PageImage] | None = None,
) -> bytes:
    """One report as the bytes of a file; ``images`` are pictures of the document's pages for an html one."""
    if file_format == "html":
        from gouji.checking.reports.page import report_page

        return report_page(report, disclosure, titles=_titles(entries), images=images).encode()
    if file_format == "xlsx":
        from gouji.checking.reports.sheet import check_sheet

        return check_sheet(report, disclosure, entries)
    if file_format == "json":
        from gouji.checking.reports.data import report_json

        return report_json(report).encode()
    from gouji.checking.reports.terminal import write_text

    text = io.StringIO()
    write_text(report, disclosure, text, titles=_titles(entries), width=_FILE_WIDTH)
    return text.getvalue().encode()
