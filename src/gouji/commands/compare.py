"""``gouji compare``: two documents side by side."""

from __future__ import annotations

import sys
from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

if TYPE_CHECKING:
    from gouji.corpus.comparing.side import Side
    from gouji.corpus.note import Note

_DESCRIPTION = """把两份公开文件按坐标逐项比较，写成一份说明：变动多少、由什么构成、文件怎样解释、
上年数与上年文件是否相符，科目、单位、项目（新增、更名、拆分、合并）、绩效目标的变化；
部门与所属单位、预算与决算、不同机构的文件各有各的比法。

A、B 是文件，或数据集里的一份文件，写作 数据集:部门名称 或 数据集:部门名称:年度（名称可以只写一部分）。"""

_EPILOG = """例：
  gouji compare 2025年部门预算.pdf 2026年部门预算.pdf
  gouji compare 部门预算.pdf 单位预算.pdf --format html -o 比较.html
  gouji compare 数据集:信访局:2025 数据集:信访局:2026"""


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("compare", help="比较两份公开文件", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("one", metavar="A", help="文件，或 数据集:部门[:年度]")
    parser.add_argument("other", metavar="B", help="文件，或 数据集:部门[:年度]")
    add_note_options(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Compare and tell."""
    from gouji.corpus.comparing.comparison import compared
    from gouji.corpus.comparing.note import comparison_note

    comparison = compared(_side(arguments.one), _side(arguments.other))
    write_note(comparison_note(comparison), arguments.format, arguments.output)
    return CLEAN


def add_note_options(parser: Parser) -> None:
    """The format and the file of a note."""
    parser.add_argument(
        "--format",
        choices=["text", "html", "xlsx"],
        default="text",
        help="text 终端文字（默认）· html 网页 · xlsx 工作簿",
    )
    parser.add_argument("-o", dest="output", metavar="PATH", help="保存到文件")


def write_note(note: Note, file_format: str, output: str | None) -> None:
    """Write a note to a file or to standard output. Raises :class:`GoujiError` for a workbook without a file."""
    if file_format == "text" and output is None:
        import shutil

        from gouji.corpus.note_text import note_text

        sys.stdout.write(note_text(note, min(110, max(60, shutil.get_terminal_size((100, 24)).columns))))
        return
    if output is None and (file_format == "xlsx" or sys.stdout.isatty()):
        raise GoujiError(f"{file_format} 结果请用 -o 指定文件名。")
    content = _rendered(note, file_format)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    path = Path(output)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _rendered(note: Note, file_format: str) -> bytes:
    if file_format == "html":
        from gouji.corpus.pages import note_page

        return note_page(note).encode()
    if file_format == "xlsx":
        from gouji.corpus.note_sheet import note_sheet

        return note_sheet(note)
    from gouji.corpus.note_text import note_text

    return note_text(note).encode()


def _side(name: str) -> Side:
    from gouji.corpus.comparing.side_rows import side_of_file

    if Path(name).is_file():
        return side_of_file([Path(name)])
    folder, mark, wanted = name.partition(":")
    if mark and Path(folder).is_dir():
        from gouji.corpus.selection import side_of_dataset

        return side_of_dataset(Path(folder), wanted)
    raise GoujiError(f"找不到：{name}，应是文件，或 数据集:部门[:年度]。")
