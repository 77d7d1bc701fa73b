"""``gouji corpus ask``: questions to a dataset."""

from __future__ import annotations

import sys
from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

if TYPE_CHECKING:
    from gouji.corpus.questions import Filters, Question

_DESCRIPTION = """向数据集提问。不给名称则列出全部问题。

金额以万元显示；json 和 csv 是原始的行：金额以分为单位，占比以万分之一为单位。"""

_EPILOG = """例：
  gouji corpus ask 三公 数据集 --year 2026 --office 信访
  gouji corpus ask project-share 数据集 --region 上海 --format xlsx -o 项目占比.xlsx
  gouji corpus ask 离群 数据集"""

_SHOWN = 50


def add(parts: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = parts.add_parser("ask", help="向数据集提问", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("name", metavar="NAME", nargs="?", help="问题，如 三公、项目占比；不给则列出全部")
    parser.add_argument("dataset", metavar="DATASET", nargs="?", help="数据集的文件夹")
    parser.add_argument("--year", type=int, metavar="YEAR", help="只看这一年度")
    parser.add_argument("--kind", choices=["预算", "决算"], help="只看预算或决算")
    parser.add_argument("--region", metavar="地区", help="只看名称含此字样的地区")
    parser.add_argument("--office", metavar="机关", help="只看这一类机关，如 财政")
    parser.add_argument("--department", metavar="部门", help="只看名称含此字样的部门")
    parser.add_argument("--limit", type=int, metavar="N", help=f"最多几行，0 为全部（终端默认 {_SHOWN}，文件默认全部）")
    parser.add_argument(
        "--format", choices=["text", "html", "xlsx", "csv", "json"], default="text", help="结果的格式（默认 text）"
    )
    parser.add_argument("-o", dest="output", metavar="PATH", help="保存到文件")
    parser.add_argument(
        "--engine",
        choices=["duckdb", "spark"],
        default="duckdb",
        help="duckdb 本机（默认）· spark 集群（需要 gouji[spark] 和 Java 17）",
    )
    parser.add_argument("--master", metavar="URL", help="Spark 集群的地址，如 spark://主机:7077（默认本机）")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Answer, or list the questions."""
    from gouji.corpus.questions import Filters, question

    if arguments.name is None:
        _list()
        return CLEAN
    asked = question(arguments.name)
    if arguments.dataset is None:
        raise GoujiError("请在问题之后写数据集的文件夹，如 gouji corpus ask 三公 数据集。")
    screen = arguments.format == "text" and arguments.output is None
    limit = arguments.limit if arguments.limit is not None else _SHOWN + 1 if screen else 0
    filters = Filters(
        arguments.year,
        {"预算": "budget", "决算": "final_accounts", None: None}[arguments.kind],
        arguments.region,
        arguments.office,
        arguments.department,
        limit,
    )
    rows = _answer(arguments, asked, filters)
    cut = screen and arguments.limit is None and len(rows) > _SHOWN
    _write(arguments, rows[:_SHOWN] if cut else rows, filters, cut=cut)
    if cut:
        print(f"\n只显示了前 {_SHOWN} 行；用 --limit 0 显示全部，或用 -o 保存。")
    return CLEAN


def _answer(arguments: Namespace, asked: Question, filters: Filters) -> list[dict[str, Any]]:
    from gouji.corpus.dataset import open_dataset

    if arguments.engine == "duckdb":
        return asked.answer(open_dataset(Path(arguments.dataset)), filters)
    from gouji.corpus.spark import session

    with session(arguments.master) as spark:
        return asked.answer(open_dataset(Path(arguments.dataset), spark=spark), filters)


def _list() -> None:
    from gouji.corpus.questions import questions

    for one in questions():
        print(f"  {one.title}（{one.name}）\n      {one.explanation}")


def _write(arguments: Namespace, rows: list[dict[str, object]], filters: Filters, *, cut: bool) -> None:
    from gouji.commands.compare import write_note
    from gouji.corpus.answer_note import answer_csv, answer_json, answer_note
    from gouji.corpus.questions import question

    if arguments.format in {"csv", "json"}:
        content = (answer_csv if arguments.format == "csv" else answer_json)(rows)
        if arguments.output is None:
            sys.stdout.write(content)
        else:
            Path(arguments.output).write_text(content, "utf-8", newline="")
        return
    words = [str(filters.year) + "年" if filters.year else "", filters.region or "", filters.office or ""]
    about = "·".join(word for word in (Path(arguments.dataset).name, *words, filters.institution or "") if word)
    note = answer_note(question(arguments.name), rows, about, cut=cut)
    write_note(note, arguments.format, arguments.output)
