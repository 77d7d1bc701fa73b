"""``gouji corpus``: many documents as one dataset."""

from __future__ import annotations

import os
from argparse import Namespace, _SubParsersAction
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gouji.commands import CLEAN, UNREADABLE, corpus_ask, corpus_bounds, corpus_institutions, corpus_report
from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

if TYPE_CHECKING:
    from gouji.corpus.build import Built
    from gouji.corpus.engines import Engine
    from gouji.corpus.pool import PoolLimits

_DESCRIPTION = """把许多份公开文件建成一个数据集，再从中提问、比较、出报告。"""

_BUILD_DESCRIPTION = """识读并核对许多份公开文件，建成一个 Parquet 数据集（见 docs/corpus.md）。

来源可以是文件、文件夹（连同下级文件夹）、ZIP 文件集、通配符、fsspec 地址（如 s3://），
或每行一个路径的清单（@清单.txt）。每份文件在单独的进程里识读，超时、超内存或使程序中断的文件只影响它自己，
列在数据集的 unread 表里并说明原因。随时可以中断，再次运行从中断处继续；读过的文件（按内容认）不重读。"""

_BUILD_EPILOG = """退出码：0 全部读出 · 2 有文件没有读出（数据集照常建成）或出错。

例：
  gouji corpus build 公开文件/ -o 数据集
  gouji corpus build @清单.txt 2026年.zip -o 数据集 --jobs 8
  gouji corpus build s3://文件/ -o /共享/数据集 --engine spark --master spark://主机:7077"""


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command and its parts."""
    parser = commands.add_parser("corpus", help="许多份文件：建数据集、提问、出报告", description=_DESCRIPTION)
    parts = parser.add_subparsers(title="子命令", metavar="子命令", required=True, dest="part", parser_class=Parser)
    _add_build(parts)
    corpus_ask.add(parts)
    corpus_institutions.add(parts)
    corpus_bounds.add(parts)
    corpus_report.add(parts)
    for part in parts.choices.values():
        part.add_argument("--debug", action="store_true", help="出错时显示程序的详细信息，供报告问题用")


def _add_build(parts: _SubParsersAction[Parser]) -> None:
    parser = parts.add_parser(
        "build", help="把许多份文件建成数据集", description=_BUILD_DESCRIPTION, epilog=_BUILD_EPILOG
    )
    parser.add_argument("sources", metavar="SOURCE", nargs="+", help="文件、文件夹、ZIP、通配符、地址或 @清单")
    parser.add_argument("-o", dest="output", metavar="DATASET", required=True, help="数据集的文件夹")
    parser.add_argument("--jobs", type=int, metavar="N", help="同时识读几份（默认等于处理器个数）")
    parser.add_argument(
        "--seconds",
        type=float,
        default=300,
        metavar="S",
        help="一份文件最多用几秒处理器时间（默认 300；机器忙时等待不算）",
    )
    parser.add_argument("--memory", type=int, default=2048, metavar="MB", help="一份文件最多用多少内存（默认 2048）")
    parser.add_argument("--add", action="store_true", help="保留数据集里不在所给来源中的文件")
    parser.add_argument("--prune", action="store_true", help="去掉数据集里不在所给来源中的文件")
    parser.add_argument("--retry", action="store_true", help="以前没有读出的文件再读一次")
    parser.add_argument(
        "--engine",
        choices=["processes", "spark"],
        default="processes",
        help="processes 本机的几个进程（默认）· spark 集群（需要 gouji[spark] 和 Java 17）",
    )
    parser.add_argument("--master", metavar="URL", help="Spark 集群的地址，如 spark://主机:7077（默认本机）")
    parser.set_defaults(run=_build)


def _build(arguments: Namespace) -> int:
    from pathlib import Path

    from gouji.commands.corpus_progress import counted
    from gouji.corpus.build import Options, build
    from gouji.corpus.pool import PoolLimits
    from gouji.corpus.sources import located

    locators = located(arguments.sources)
    if not locators:
        raise GoujiError("所给的来源里没有文件，请检查路径。")
    limits = PoolLimits(arguments.jobs or _processors(), arguments.seconds, arguments.memory)
    options = Options(arguments.add, arguments.prune, arguments.retry)
    with counted(len(locators), "识读") as advance, _engine(arguments, limits) as engine:
        built = build(locators, Path(arguments.output), engine, options, lambda arrival: advance(arrival.name))
    _tell(built, arguments.output)
    return UNREADABLE if built.unread else CLEAN


@contextmanager
def _engine(arguments: Namespace, limits: PoolLimits) -> Iterator[Engine]:
    if arguments.engine == "spark":
        from gouji.corpus.spark import on_spark, session

        with session(arguments.master) as spark:
            yield on_spark(spark, limits)
        return
    from gouji.corpus.engines import processes
    from gouji.corpus.needs import arrow_without_pandas

    arrow_without_pandas()
    yield processes(limits)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


_SHOWN = 20


def _tell(built: Built, output: str) -> None:
    counted = (
        ("cells", "个表内金额"),
        ("statements", "个文字说法"),
        ("projects", "个项目"),
        ("indicators", "个绩效指标"),
        ("findings", "个问题"),
    )
    rows = "，".join(f"{built.manifest.rows(table)} {what}" for table, what in counted)
    print(f"数据集 {output}：{built.documents} 份文件（本次识读 {built.read_now} 份），{rows}。")
    if not built.unread:
        return
    print(f"没有读出 {len(built.unread)} 份：")
    for row in sorted(built.unread, key=lambda row: row["file"])[:_SHOWN]:
        print(f"  {row['file']}：{row['reason']}")
    if len(built.unread) > _SHOWN:
        print(f"  另有 {len(built.unread) - _SHOWN} 份，见数据集的 unread 表。")
