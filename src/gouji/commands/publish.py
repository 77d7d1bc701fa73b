"""``gouji publish``: everything a department publishes, from one ledger."""

from __future__ import annotations

import sys
from argparse import Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.commands import CLEAN, ERRORS_FOUND
from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

if TYPE_CHECKING:
    from gouji.checking.findings import Report
    from gouji.model.coordinates import Coordinates
    from gouji.model.disclosure import Disclosure
    from gouji.model.ledger import Ledger
    from gouji.model.money import Amount
    from gouji.tabulating.document import Tabulation

_DESCRIPTION = """由账套编出整套公开文件：按选定的模板排表、写说明。
金额按控制进位取值，使每一条勾稽关系在印出的位数上都成立。

写成的每份文件都重新识读，与账套逐数比较；有一处不同就不发布。发布前先核对一遍，报告随之显示。"""

_EPILOG = """LEDGER 是账套（.xlsx 工作簿或文件夹，见 gouji ledger --help）；也可以是已公开的文件（pdf、docx、html、
txt），这时先由它还原账套，再按模板另排。

退出码：0 已发布 · 1 核对发现错误或回读不一致，没有发布 · 2 账套、模板或文件夹不能用。

例：
  gouji publish 账套.xlsx --template changchun -o 公开文件/
  gouji publish 账套.xlsx --template 我市模板.toml --formats docx,xlsx -o 公开文件/
  gouji publish 2025年部门预算.pdf --template generic -o 另排/
  gouji publish 调整账套.xlsx --previous 2025年部门预算.docx --template generic -o 预算调整/
  gouji publish --templates"""

_MOST_ADJUSTED = 200
_MOST_MISSING = 12


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("publish", help="由账套编出公开文件", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument("ledger", metavar="LEDGER", nargs="?", help="账套，或已公开的文件")
    parser.add_argument("--template", metavar="NAME", default="generic", help="模板名称或 .toml 文件（默认 generic）")
    parser.add_argument("-o", dest="output", metavar="DIR", help="写到这个文件夹")
    parser.add_argument(
        "--formats", metavar="LIST", help="只写这些格式，以逗号分隔：docx,pdf,xlsx,html,data（默认全部）"
    )
    parser.add_argument(
        "--previous",
        metavar="FILE",
        help="LEDGER 是已公开的文件时，同一部门上一年的公开文件；是调整预算的账套时，已公开的年初预算",
    )
    parser.add_argument("--accept", action="store_true", help="核对发现错误也发布（回读不一致仍不发布）")
    parser.add_argument("--templates", action="store_true", help="列出现有的模板")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Tabulate, check, write, read back."""
    from gouji.tabulating import load_template
    from gouji.tabulating.document import tabulated

    if arguments.templates:
        return _list_templates()
    if not arguments.ledger or not arguments.output:
        raise GoujiError("请给出账套，并用 -o 指定写到哪个文件夹；现有模板见 gouji publish --templates。")
    template = load_template(arguments.template)
    ledger = _ledger(Path(arguments.ledger), arguments.previous, accept=arguments.accept)
    if ledger is None:
        print("上列金额与文件其他金额矛盾，没有发布。请核对文件；确认无误后加 --accept 发布。", file=sys.stderr)
        return ERRORS_FOUND
    printed = _at_start(Path(arguments.previous)) if ledger.is_adjusted and arguments.previous else None
    return _published(arguments, tabulated(ledger, template, printed))


def _list_templates() -> int:
    from gouji.tabulating import load_template, templates

    for name in templates():
        print(f"{name:<20}{load_template(name).label}")
    return CLEAN


def _ledger(path: Path, previous: str | None, *, accept: bool) -> Ledger | None:
    """The ledger in a workbook or folder, or the one behind a published document; None where that contradicts
    itself."""
    from gouji.ledgers import load
    from gouji.ledgers.workbook_reader import is_ledger

    if path.is_dir() or (path.suffix.lower() == ".xlsx" and is_ledger(path)):
        ledger = load(path)
        if previous and not ledger.is_adjusted:
            raise GoujiError(
                "--previous 只在 LEDGER 是已公开的文件、或调整预算的账套时使用；账套里的上年数填在“上年”表。"
            )
        return ledger
    from gouji.commands.ledger import reconstructed

    return reconstructed((str(path),), previous, accept=accept)


def _at_start(path: Path) -> dict[Coordinates, Amount]:
    """What the published budget printed, each point as it was printed first."""
    from gouji.reading import read

    found: dict[Coordinates, Amount] = {}
    for cell in read([path]).cells:
        if cell.coordinates is not None and cell.amount is not None:
            found.setdefault(cell.coordinates, cell.amount)
    return found


def _published(arguments: Namespace, tabulation: Tabulation) -> int:
    from gouji.checking import check
    from gouji.checking.findings import Level
    from gouji.publishing import GateError, publish
    from gouji.publishing.printed import disclosure_of

    publication = tabulation.publication
    disclosure = disclosure_of(publication)
    report = check(disclosure)
    _show(report, disclosure)
    _show_rounding(tabulation)
    if report.count(Level.ERROR) and not arguments.accept:
        print("核对发现错误，没有发布。请改正账套后重来；确认无误的，加 --accept 发布。", file=sys.stderr)
        return ERRORS_FOUND
    formats = arguments.formats.split(",") if arguments.formats else None
    try:
        published = publish(publication, Path(arguments.output), formats, evidence=lambda _: report.evidence)
    except GateError as error:
        print(f"gouji：{error}", file=sys.stderr)
        return ERRORS_FOUND
    for notice in published.notices:
        print(notice)
    if published.missing:
        print(f"有 {len(published.missing)} 段文字待填（文中以〔〕标出）：")
        for text in published.missing[:_MOST_MISSING]:
            print(f"  {text[:80]}")
    names = "、".join(path.name for paths in published.outputs.values() for path in paths[:1])
    print(f"已发布到 {arguments.output}：{names}。各文件均已回读，与账套一致。")
    return CLEAN


def _show(report: Report, disclosure: Disclosure) -> None:
    from gouji.checking.reports import terminal
    from gouji.checking.reports.catalogue import catalogue
    from gouji.checking.rules import all_rules

    titles = {entry.code: entry.title for entry in catalogue(all_rules())}
    terminal.write_text(report, disclosure, sys.stdout, titles=titles)


def _show_rounding(tabulation: Tabulation) -> None:
    """Which cells are not rounded half up, so that nobody wonders."""
    adjusted = tabulation.adjusted
    if not adjusted:
        return
    print(f"为使勾稽关系成立，有 {len(adjusted)} 个数的末位没有按四舍五入取：")
    for cell in adjusted[:_MOST_ADJUSTED]:
        row = f"“{cell.row}”行" if cell.row else ""
        print(f"  《{cell.table}》{row}“{cell.column}”列：印作 {cell.printed.text}，四舍五入是 {cell.nearest.text}")
    if len(adjusted) > _MOST_ADJUSTED:
        print(f"  ……共 {len(adjusted)} 个")
    if tabulation.moved:
        print(f"其中 {len(tabulation.moved)} 个数移动了一个末位单位以上：这些表互相交叉，取不到更近的数。")
