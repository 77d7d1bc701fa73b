"""``gouji corpus institutions``: who is who over the years, and who followed whom."""

from __future__ import annotations

import sys
from argparse import Namespace, _SubParsersAction
from pathlib import Path

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser

_DESCRIPTION = """列出数据集里的机构：各年的名称、所属单位及其变化、指定的承继，并由名称和数字推测更名、合并、拆分。

推测不会自行生效。存成机构表（--format toml），核对、更正之后用 --apply 应用；机构表是数据集文件夹里的
institutions.toml，可随时修改，以后的 corpus build 也照它办。同一机构的各年由此相连，跨年度的问题才问得到改名以前。"""

_EPILOG = """例：
  gouji corpus institutions 数据集
  gouji corpus institutions 数据集 --format toml -o 机构表.toml
  gouji corpus institutions 数据集 --apply 机构表.toml"""


def add(parts: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = parts.add_parser("institutions", help="机构的名称、单位和承继", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("dataset", metavar="DATASET", help="数据集的文件夹")
    parser.add_argument(
        "--apply",
        metavar="FILE",
        nargs="?",
        const="",
        help="按机构表更新数据集的机构；不写文件则用数据集文件夹里的 institutions.toml",
    )
    parser.add_argument(
        "--format",
        choices=["text", "html", "xlsx", "json", "toml"],
        default="text",
        help="text 终端文字（默认）· html 网页 · xlsx 工作簿 · json 数据 · toml 供修改的机构表",
    )
    parser.add_argument("-o", dest="output", metavar="PATH", help="保存到文件")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Apply what is stated, or tell."""
    from gouji.corpus.stated import stated_in

    folder = Path(arguments.dataset)
    if arguments.apply is not None:
        return _apply(folder, arguments.apply)
    from gouji.corpus.dataset import open_dataset
    from gouji.corpus.institution_note import institutions_json, institutions_note, proposed
    from gouji.corpus.succession import as_toml

    dataset = open_dataset(folder)
    found = proposed(dataset, stated_in(folder))
    if arguments.format in {"json", "toml"}:
        content = institutions_json(dataset, found) if arguments.format == "json" else as_toml(found)
        if arguments.output is None:
            sys.stdout.write(content)
        else:
            Path(arguments.output).write_text(content, "utf-8")
        return CLEAN
    from gouji.commands.compare import write_note

    write_note(institutions_note(dataset, found, folder.resolve().name), arguments.format, arguments.output)
    return CLEAN


def _apply(folder: Path, file: str) -> int:
    from gouji.corpus.build import state

    manifest = state(folder, Path(file) if file else None)
    counts = "、".join(
        f"{what} {manifest.rows(table)} 行"
        for table, what in (("institutions", "名称"), ("memberships", "所属"), ("successions", "承继"))
    )
    print(f"已按机构表更新 {folder.resolve().name}：{counts}。其余数据没有变。")
    return CLEAN
