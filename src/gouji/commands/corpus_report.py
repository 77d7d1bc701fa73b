"""``gouji corpus report``: a dataset as static pages."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from pathlib import Path

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

_DESCRIPTION = """把数据集写成一组静态网页：收录、质量、各个问题的回答（附图和下载）、可查找的文件清单、没有读出的文件。
不需要服务器，打开 index.html 即可；网页不从别处加载任何内容。"""


def add(parts: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = parts.add_parser("report", help="把数据集写成静态网页", description=_DESCRIPTION)
    parser.add_argument("dataset", metavar="DATASET", help="数据集的文件夹")
    parser.add_argument("-o", dest="output", metavar="DIR", required=True, help="网页的文件夹")
    parser.add_argument("--title", default="部门预算公开数据报告", help="网页的标题")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the pages."""
    from gouji.corpus.dataset import open_dataset
    from gouji.corpus.report.write import write_report

    source, folder = Path(arguments.dataset).resolve(), Path(arguments.output).resolve()
    if folder == source or source in folder.parents:
        raise GoujiError("报告不能写在数据集的文件夹里，请另选一个文件夹。")
    written = write_report(open_dataset(source), folder, arguments.title)
    print(f"报告 {len(written)} 个文件，从 {folder.name}/index.html 看起。")
    return CLEAN
