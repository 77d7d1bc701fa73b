"""The command line: a module for each command. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from gouji import __version__
from gouji.commands import (
    UNREADABLE,
    backup,
    check,
    compare,
    corpus,
    failures,
    ledger,
    publish,
    read,
    rules,
    serve,
    simulate,
)
from gouji.commands.chinese import Parser

INTERRUPTED = 130

_DESCRIPTION = """勾稽：部门预算、决算公开文件的识读与核对。

公开文件里的每个数都有它的位置：同一个数在几处应当相等，分项应当加成合计，收入应当等于支出。
勾稽据此核对每一个数，说明哪些已经证实、哪些有矛盾、哪些无从核对。"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code. Whatever goes wrong is one Chinese line on standard error."""
    _speak_chinese()
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\ngouji：已中断。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError as error:
        # Standard output is gone; without this the interpreter complains once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        failures.report(error, debug=arguments.debug)
        return UNREADABLE
    except Exception as error:
        failures.report(error, debug=arguments.debug)
        return UNREADABLE
    return code


def _parser() -> Parser:
    parser = Parser(prog="gouji", description=_DESCRIPTION, epilog="用 gouji check --help 等查看各命令的说明和例子。")
    parser.add_argument("--version", action="version", version=f"gouji {__version__}", help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True, dest="command", parser_class=Parser)
    for command in (check, read, rules, ledger, publish, simulate, corpus, compare, serve, backup):
        command.add(commands)
    for command_parser in commands.choices.values():
        command_parser.add_argument("--debug", action="store_true", help="出错时显示程序的详细信息，供报告问题用")
    return parser


def _speak_chinese() -> None:
    """Let no encoding stop a report: where Chinese cannot be written at all it is written as UTF-8, and a single
    character that a Chinese console lacks becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError, OSError):
            encoding = stream.encoding
            try:
                _DESCRIPTION.encode(encoding)
            except UnicodeEncodeError:
                encoding = "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")  # type: ignore[union-attr]


if __name__ == "__main__":
    sys.exit(main())
