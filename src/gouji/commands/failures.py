"""What went wrong, in one Chinese line."""

from __future__ import annotations

import sys
import traceback
from pathlib import PurePath

from gouji.errors import GoujiError, reason_of


def sentence(error: BaseException, name: str = "") -> str:
    """One line for the user; ``name`` is the file it happened with. What nobody foresaw names its type."""
    lead = f"{name}：" if name else ""
    match error:
        case GoujiError():
            text = " ".join(str(error).split()).removeprefix(lead)
            # A message that names the file itself may know only its last part.
            return lead + text.removeprefix(f"{PurePath(name).name}：")
        case BrokenPipeError():
            return "输出被提前关闭，结果没有写完。"
        case OSError():
            return _file_trouble(error, name)
        case MemoryError():
            return f"{lead}内存不足，请拆分文件或换内存更大的机器再试。"
        case _:
            return f"{lead}处理时发生未预料的错误（{type(error).__name__}），请加 --debug 重新运行并报告详情。"


def _file_trouble(error: OSError, name: str) -> str:
    subject = str(error.filename) if error.filename else name
    match error:
        case FileNotFoundError():
            return f"找不到：{subject}，请检查路径和文件名。"
        case PermissionError():
            return f"没有权限读写：{subject}。"
        case IsADirectoryError() | NotADirectoryError():
            return f"文件与文件夹弄混了：{subject}。"
        case _:
            reason = reason_of(error)
            return f"读写 {subject} 时出错（{reason}）。" if subject else f"读写文件时出错（{reason}）。"


def report(error: BaseException, name: str = "", *, debug: bool = False) -> str:
    """Say it on standard error and give the line back; the traceback only where ``debug`` asks for it."""
    line = sentence(error, name)
    if debug:
        traceback.print_exception(error)
    print(f"gouji：{line}", file=sys.stderr)
    return line
