"""``gouji ledger``: make, check, convert and import ledgers."""

from __future__ import annotations

import sys
from argparse import Namespace, _SubParsersAction
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.commands import CLEAN, ERRORS_FOUND, ledger_new
from gouji.commands.chinese import Parser

if TYPE_CHECKING:
    from gouji.ledgers import LedgerProblem
    from gouji.ledgers.reconstruct import Reconstruction, Reproduction
    from gouji.model.ledger import Ledger

_SHOWN = 50
_MARKS = {"error": "错误", "warning": "提醒"}

_DESCRIPTION = """账套：一个部门一年预算的每一笔收支、项目、绩效目标和文字。公开文件由它生成，数字不会互相矛盾。

账套是一个 Excel 工作簿（.xlsx），或一个 CSV 文件夹（供程序使用）。"""

_EPILOG = """例：
  gouji ledger new -o 账套.xlsx --year 2026 --name 某市某局 --template changchun
  gouji ledger check 账套.xlsx
  gouji ledger import 2025年部门预算.pdf --previous 2024年部门预算.pdf -o 账套.xlsx
  gouji ledger adjust 账套.xlsx -o 调整账套.xlsx
  gouji ledger convert 账套.xlsx -o 账套文件夹/"""

_ADJUST = """年初预算的账套各行标明“年初预算”，加上“预算调整”表，供填写年度内批复的调整：

每一次调整在“预算调整”表登记单位、批复日期、增减额、原因和依据；所动的金额在“支出”“收入”表另列一行，
阶段选“预算调整”，减少的填负数。填好后 gouji publish 即编制预算调整的公开文件。"""

_IMPORT = """由公开文件（pdf、docx、xlsx、html、txt、zip）或填好的官方表格模板还原账套，使它重现所列的每一个金额。

公开表是合计数，合计之下的细目由程序推算，在“推算”一列标明。文件自身有矛盾的，列出矛盾之处并停止；
确认后加 --accept 仍然生成。"""


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("ledger", help="新建、检查、转换、导入账套", description=_DESCRIPTION, epilog=_EPILOG)
    parts = parser.add_subparsers(title="命令", metavar="命令", required=True, dest="part", parser_class=Parser)

    new = parts.add_parser("new", help="新建空白账套", description="新建一个空白账套工作簿，供填写。")
    new.add_argument("-o", dest="output", metavar="FILE", default="账套.xlsx", help="文件名（默认 账套.xlsx）")
    new.add_argument("--name", default="", help="部门名称")
    new.add_argument("--year", type=int, default=0, help="预算年度")
    new.add_argument("--scope", choices=["department", "unit"], default="department", help="部门预算或单位预算")
    new.add_argument("--template", metavar="NAME", default="", help="按这个公开模板准备：列出它要用到的内容")
    new.add_argument("--example", action="store_true", help="填入一个虚构部门的数据，供参考填法")
    new.set_defaults(run=ledger_new.run)

    check = parts.add_parser("check", help="检查账套", description="检查账套，每处问题指明工作表和单元格。")
    check.add_argument("file", metavar="FILE", help="账套（.xlsx 或文件夹）")
    check.add_argument("--format", choices=["text", "json"], default="text", help="结果格式（默认 text）")
    check.set_defaults(run=_check)

    convert = parts.add_parser("convert", help="在工作簿与文件夹之间转换", description="在工作簿与文件夹之间转换账套。")
    convert.add_argument("file", metavar="FILE", help="账套（.xlsx 或文件夹）")
    convert.add_argument("-o", dest="output", metavar="PATH", required=True, help="写到：以 .xlsx 结尾的文件，或文件夹")
    convert.add_argument("--parquet", action="store_true", help="文件夹中写 parquet 而不是 csv")
    convert.set_defaults(run=_convert)

    adjust = parts.add_parser("adjust", help="由年初预算的账套准备调整预算的账套", description=_ADJUST)
    adjust.add_argument("file", metavar="FILE", help="年初预算的账套（.xlsx 或文件夹）")
    adjust.add_argument("-o", dest="output", metavar="PATH", default="调整账套.xlsx", help="写到（默认 调整账套.xlsx）")
    adjust.set_defaults(run=_adjust)

    take = parts.add_parser("import", help="由公开文件还原账套", description=_IMPORT)
    take.add_argument("files", metavar="FILE", nargs="+", help="公开文件；几个文件是同一份公开文件的几个部分")
    take.add_argument("-o", dest="output", metavar="PATH", default="账套.xlsx", help="写到（默认 账套.xlsx）")
    take.add_argument("--previous", metavar="FILE", help="上一年度的公开文件，上年数由此取得")
    take.add_argument("--accept", action="store_true", help="文件自身有矛盾也生成账套")
    take.set_defaults(run=_import)
    for part in parts.choices.values():
        part.add_argument("--debug", action="store_true", help="出错时显示程序的详细信息，供报告问题用")


def _check(arguments: Namespace) -> int:
    import json

    from gouji.ledgers import examined
    from gouji.ledgers.problems import gathered

    ledger, problems = examined(arguments.file)
    errors = sum(problem.level == "error" for problem in problems)
    if arguments.format == "json":
        print(json.dumps(_as_data(ledger, problems), ensure_ascii=False, indent=1))
        return ERRORS_FOUND if errors else CLEAN
    print(f"{ledger.department.name} {ledger.year or ''} 年账套：{_size(ledger)}")
    alike = gathered(problems)
    for level, text in alike[:_SHOWN]:
        print(f"{_MARKS[level]} {text}")
    if len(alike) > _SHOWN:
        print(f"……另有 {len(alike) - _SHOWN} 种，用 --format json 列出全部。")
    print(f"结论：{errors} 处错误，{len(problems) - errors} 处提醒。" if problems else "结论：没有发现问题。")
    return ERRORS_FOUND if errors else CLEAN


def _size(ledger: Ledger) -> str:
    return f"{len(ledger.units)} 个单位，{len(ledger.projects)} 个项目，{len(ledger.facts)} 笔收支"


def _as_data(ledger: Ledger, problems: tuple[LedgerProblem, ...]) -> dict[str, object]:
    return {
        "schema": "gouji/ledger-check/1",
        "department": ledger.department.name,
        "year": ledger.year,
        "problems": [{"level": p.level, "sheet": p.sheet, "cell": p.cell, "message": p.message} for p in problems],
    }


def _convert(arguments: Namespace) -> int:
    from gouji.ledgers import load, save

    save(load(arguments.file, checked=False), arguments.output, parquet=arguments.parquet)
    print(f"已写入 {arguments.output}。")
    return CLEAN


def _adjust(arguments: Namespace) -> int:
    from gouji.errors import GoujiError
    from gouji.ledgers import load, save
    from gouji.ledgers.adjusting import adjusted_ledger

    if Path(arguments.output).resolve() == Path(arguments.file).resolve():
        raise GoujiError("-o 指向了年初预算的账套，为免覆盖没有写入；请换一个名字。")
    save(adjusted_ledger(load(arguments.file), (), ()), arguments.output)
    print(f"已写入 {arguments.output}。请在其中登记调整，再运行 gouji publish。")
    return CLEAN


def _import(arguments: Namespace) -> int:
    from gouji.errors import GoujiError
    from gouji.ledgers import save

    if Path(arguments.output).resolve() in {Path(name).resolve() for name in arguments.files}:
        raise GoujiError("-o 指向了被读的文件，为免覆盖没有写入；请换一个名字。")
    ledger = reconstructed(arguments.files, arguments.previous, accept=arguments.accept)
    if ledger is None:
        print("上列金额与文件其他金额矛盾，账套没有写入。请核对文件；确认无误后加 --accept 生成。", file=sys.stderr)
        return ERRORS_FOUND
    save(ledger, arguments.output)
    print(f"已写入 {arguments.output}：{_size(ledger)}。")
    return CLEAN


def reconstructed(files: Sequence[str], previous: str | None, *, accept: bool) -> Ledger | None:
    """The ledger behind a published document, telling what it reproduces; None where the document contradicts itself
    and this is not accepted."""
    from gouji.ledgers.reconstruct import reconstruct, reproduction
    from gouji.reading import read

    disclosure = read([Path(name) for name in files])
    found = reconstruct(disclosure, read([Path(previous)]) if previous else None)
    printed = {c.id for c in disclosure.cells if c.amount is not None and not c.amount.is_zero}
    unknown = sum(id in printed for id in found.margins.unknown)
    reproduced = reproduction(found.ledger, found.margins, unknown)
    _say(found, reproduced)
    return None if reproduced.missed and not accept else found.ledger


def _say(found: Reconstruction, reproduced: Reproduction) -> None:
    from gouji.ledgers.rows import yuan

    print(f"{found.ledger.department.name} {found.ledger.year} 年：{_size(found.ledger)}")
    print(f"表中列示 {reproduced.amounts} 个非零金额，账套重现 {reproduced.exact} 个（{reproduced.share:.1%}）。")
    for note in found.notes:
        print(f"说明 {note}")
    if reproduced.unknown:
        print(f"提醒 有 {reproduced.unknown} 个金额未能识别说的是哪一项，没有记入账套。")
    for word, wrong in (("尾差", reproduced.near), ("矛盾", reproduced.missed)):
        for margin, amount in wrong[:_SHOWN]:
            print(f"{word} {margin.said}列示 {yuan(margin.fen)} 元，由其他金额推得 {yuan(amount)} 元")
        if len(wrong) > _SHOWN:
            print(f"……另有 {len(wrong) - _SHOWN} 处{word}。")
