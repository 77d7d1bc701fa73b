"""argparse, in Chinese: its headings, its help option and its complaints."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument ([^:]*): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可选：\3"),
    (r"argument ([^:]*): expected one argument", r"\1 后面要跟一个值"),
    (r"argument ([^:]*): expected at least one argument", r"\1 至少要给一个"),
    (r"argument ([^:]*): ignored explicit argument (.*)", r"\1 不带值，多了 \2"),
    (r"argument ([^:]*): not allowed with argument (.*)", r"\1 不能与 \2 同时使用"),
    (r"argument ([^:]*): invalid .* value: (.*)", r"\1 的值 \2 无效"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 有歧义，可能是 \2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and errors are Chinese. A wrong command line ends with exit code 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**(settings | {"add_help": False, "formatter_class": _Formatter}))
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Print one Chinese line and how to get help."""
        print(f"{self.prog}：{translated(message)}。用 {self.prog} --help 查看用法。", file=sys.stderr)
        raise SystemExit(2)


def translated(message: str) -> str:
    """A complaint of argparse in Chinese; one that is not known stays as it is."""
    for pattern, chinese in _COMPLAINTS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, chinese, message)
    return message
