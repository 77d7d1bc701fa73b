"""``gouji read``: read documents into data."""

from __future__ import annotations

import sys
from argparse import Namespace, _SubParsersAction
from typing import TYPE_CHECKING

from gouji.commands import CLEAN, UNREADABLE, failures
from gouji.commands.chinese import Parser
from gouji.commands.files import Document, destination, documents
from gouji.commands.progress import watched

if TYPE_CHECKING:
    from gouji.reading.export import ReadDocument

_SUFFIX = {"json": ".json", "csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet"}

_DESCRIPTION = (
    """把公开文件读成数据：每个金额连同所在的表、行、列、坐标（年度、收支、科目、用途、资金来源等）和位置。"""
)

_EPILOG = """json 格式：一份文件是一个对象，多份文件是一个数组，无法识读的文件在数组中带 "error" 一项。
csv、xlsx、parquet 每行一个金额；xlsx 另有文字说明、项目、绩效指标各一页。
parquet 需要另外安装 pyarrow（或 polars、duckdb）。
退出码：0 全部读出 · 2 有文件无法识读。

例：
  gouji read 2025年部门预算.pdf --format xlsx -o 数据.xlsx
  gouji read 公开文件夹/*.pdf --format csv -o 全部.csv"""


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("read", help="把公开文件读成数据", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("files", metavar="FILE", nargs="+", help="公开文件（pdf、docx、xlsx、html、txt、zip）或文件夹")
    parser.add_argument("--format", choices=list(_SUFFIX), default="json", help="数据格式（默认 json）")
    parser.add_argument("-o", dest="output", metavar="PATH", help="保存到文件；给文件夹则每份文件一个")
    parser.add_argument("--together", action="store_true", help="所列文件是同一份公开文件的几个部分（如正文与附表）")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Read every document and write what it says."""
    from gouji.reading.export import Failure, ReadDocument, exported
    from gouji.reading.parquet import require_parquet

    if arguments.format == "parquet":
        require_parquet()
    named = documents(arguments.files, together=arguments.together)
    target = destination(
        arguments.output,
        named,
        file_format=arguments.format,
        each_its_own=False,
        binary=arguments.format in {"xlsx", "parquet"},
    )
    outcome = CLEAN
    everything: list[ReadDocument | Failure] = []
    quiet = target.output is None and sys.stdout.isatty()
    for document in watched(named, "识读", quiet=quiet):
        try:
            found = _read(document, debug=arguments.debug)
        except (KeyboardInterrupt, BrokenPipeError):
            raise
        except Exception as error:
            line = failures.report(error, document.name, debug=arguments.debug)
            everything.append(Failure(document.label, line))
            outcome = UNREADABLE
            continue
        if target.folder:
            target.write(exported([found], arguments.format), document.stem, _SUFFIX[arguments.format])
        else:
            everything.append(found)
    if not target.folder and any(isinstance(entry, ReadDocument) for entry in everything):
        content = exported(everything, arguments.format, mark=target.output is not None)
        target.write(content, "", _SUFFIX[arguments.format])
    return outcome


def _read(document: Document, *, debug: bool) -> ReadDocument:
    """What the document says, with the evidence of each amount; a failure of checking takes only the evidence away."""
    from gouji.checking import check
    from gouji.reading import read
    from gouji.reading.export import ReadDocument

    disclosure = read(document.paths)
    try:
        evidence = check(disclosure).evidence
    except Exception as error:
        failures.report(error, f"{document.name}（已读出，但未能核对）", debug=debug)
        evidence = {}
    return ReadDocument(disclosure, evidence)
