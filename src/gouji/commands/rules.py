"""``gouji rules``: the catalogue of codes, and the explanation of one."""

from __future__ import annotations

import shutil
from argparse import Namespace, _SubParsersAction
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

if TYPE_CHECKING:
    from gouji.checking.reports.catalogue import Entry

_DESCRIPTION = "列出报告中的全部编号；给出编号（如 G104）则说明这一条查什么、依据是什么、怎样更正。"
_WIDEST = 100


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("rules", help="列出规则，或说明其中一条", description=_DESCRIPTION)
    parser.add_argument("code", metavar="CODE", nargs="?", help="规则编号，如 G104")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the catalogue or one entry."""
    from gouji.checking.reports.catalogue import catalogue
    from gouji.checking.rules import all_rules

    entries = catalogue(all_rules())
    width = min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)
    if arguments.code is None:
        _list(entries, width)
        return CLEAN
    wanted = arguments.code.strip().upper()
    for entry in entries:
        if entry.code == wanted:
            _explain(entry, width)
            return CLEAN
    raise GoujiError(f"没有编号为 {arguments.code} 的规则；用 gouji rules 查看全部。")


def _list(entries: Sequence[Entry], width: int) -> None:
    from gouji.checking.reports.wrapping import wrapped

    for entry in entries:
        first, *others = wrapped(entry.title, max(20, width - 14))
        print(f"  {entry.code:<5} {entry.level.text}  {first}")
        for line in others:
            print(" " * 14 + line)
    print(f"\n共 {len(entries)} 条。用 gouji rules 编号 查看说明，如 gouji rules {entries[0].code}。")


def _explain(entry: Entry, width: int) -> None:
    from gouji.checking.reports.wrapping import wrapped

    print(f"{entry.code} {entry.title}（{entry.level.text}）\n")
    for paragraph in entry.explanation.splitlines():
        for line in wrapped(paragraph, width):
            print(line)
    if entry.basis or entry.years:
        print()
    if entry.basis:
        print(f"依据：{entry.basis}")
    if entry.years:
        print(f"年度：{entry.years}")
