"""``gouji simulate``: an invented department."""

from __future__ import annotations

import gc
from argparse import Namespace, _SubParsersAction

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser

_DESCRIPTION = """生成一个虚构部门的账套，供试用、演示和测速；同样的参数总是生成同样的账套，其中没有任何真实信息。"""

_EPILOG = """例：
  gouji simulate --units 20 --seed 1 -o 示例.xlsx
  gouji simulate --units 10000 --seed 7 -o 大部门/"""


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("simulate", help="生成虚构部门的账套", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("--units", type=int, default=20, help="单位数，1 至 10000（默认 20）")
    parser.add_argument("--projects", type=int, help="项目数（默认每个单位两个半）")
    parser.add_argument("--seed", type=int, default=1, help="随机种子（默认 1）")
    parser.add_argument("--year", type=int, default=2026, help="预算年度（默认 2026）")
    parser.add_argument("--parquet", action="store_true", help="文件夹中写 parquet 而不是 csv")
    parser.add_argument("-o", dest="output", metavar="PATH", required=True, help="写到：.xlsx 文件或文件夹")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Draw a ledger and write it."""
    from gouji.errors import GoujiError
    from gouji.ledgers import save, simulate

    gc.disable()  # half a million facts, none of which is ever garbage before the program ends
    try:
        ledger = simulate(arguments.seed, arguments.units, arguments.projects, arguments.year)
    except ValueError as error:
        raise GoujiError("单位数至少为 1，项目数至多为单位数的 11 倍。") from error
    save(ledger, arguments.output, parquet=arguments.parquet)
    facts = f"{len(ledger.units)} 个单位，{len(ledger.projects)} 个项目，{len(ledger.facts)} 笔收支"
    print(f"已写入 {arguments.output}：{ledger.department.name}（虚构）{ledger.year} 年，{facts}。")
    return CLEAN
