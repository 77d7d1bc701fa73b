"""``gouji rules``: the catalogue of rules, and the explanation of one."""

from __future__ import annotations

import inspect
import sys
from argparse import Namespace, _SubParsersAction
from typing import TYPE_CHECKING

from gouji.commands import CLEAN
from gouji.commands.chinese import Parser
from gouji.errors import GoujiError

if TYPE_CHECKING:
    from gouji.checking.rule import Rule

_DESCRIPTION = "列出全部规则；给出编号（如 G104）则说明这一条查什么、依据是什么、怎样更正。"


def add(commands: _SubParsersAction[Parser]) -> None:
    """Declare the command."""
    parser = commands.add_parser("rules", help="列出规则，或说明其中一条", description=_DESCRIPTION)
    parser.add_argument("code", metavar="CODE", nargs="?", help="规则编号，如 G104")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the catalogue or one rule."""
    from rich.console import Console

    from gouji.checking.rules import all_rules

    rules = sorted(all_rules(), key=lambda rule: rule.code)
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if arguments.code is None:
        _catalogue(rules, console.width)
        return CLEAN
    wanted = arguments.code.strip().upper()
    for rule in rules:
        if rule.code == wanted:
            _explain(rule, console.width)
            return CLEAN
    raise GoujiError(f"没有编号为 {arguments.code} 的规则；用 gouji rules 查看全部。")


def _catalogue(rules: list[Rule], width: int) -> None:
    from gouji.checking.reports.wrapping import wrapped

    for rule in rules:
        first, *others = wrapped(rule.title, max(20, min(width, 110) - 14))
        print(f"  {rule.code:<5} {rule.level.text}  {first}")
        for line in others:
            print(" " * 14 + line)
    print(f"\n共 {len(rules)} 条。用 gouji rules 编号 查看说明，如 gouji rules {rules[0].code if rules else 'G101'}。")


def _explain(rule: Rule, width: int) -> None:
    from gouji.checking.reports.wrapping import wrapped

    print(f"{rule.code} {rule.title}（{rule.level.text}）\n")
    for paragraph in inspect.cleandoc(rule.explanation).splitlines():
        for line in wrapped(paragraph, min(width, 100)):
            print(line)
    years = _years(rule)
    if rule.basis or years:
        print()
    if rule.basis:
        print(f"依据：{rule.basis}")
    if years:
        print(f"年度：{years}")


def _years(rule: Rule) -> str:
    if rule.since and rule.until:
        return f"{rule.since}—{rule.until} 年"
    if rule.since:
        return f"{rule.since} 年起"
    return f"至 {rule.until} 年" if rule.until else ""
