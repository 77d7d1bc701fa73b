import os
import subprocess
import sys
from pathlib import Path

import pytest

from gouji import __version__
from gouji.commands import CLEAN, UNREADABLE, failures
from gouji.commands.chinese import translated
from gouji.errors import GoujiError, LimitError


def test_version_and_help(gouji_command):
    assert gouji_command("--version") == (0, f"gouji {__version__}\n", "")
    for arguments in ([], ["check"], ["read"], ["rules"]):
        code, out, _ = gouji_command(*arguments, "--help")
        assert code == 0
        assert "用法：" in out
        assert "usage" not in out
        assert "show this help" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少参数"),
        (["check"], "缺少参数：FILE"),
        (["check", "a", "--format", "pdf"], "不能是 'pdf'"),
        (["check", "a", "--nonsense"], "不认识的参数：--nonsense"),
        (["check", "a", "-o"], "后面要跟一个值"),
        (["cheque"], "不能是 'cheque'"),
    ],
)
def test_wrong_command_line_is_one_chinese_line(gouji_command, arguments, said):
    code, out, err = gouji_command(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_unknown_complaint_stays_as_it_is():
    assert translated("something new") == "something new"


def test_unforeseen_error_names_file_and_type_and_hides_the_traceback(gouji_command):
    code, _, err = gouji_command("check", "odd.pdf")
    assert code == UNREADABLE
    assert "odd.pdf" in err
    assert "ZeroDivisionError" in err
    assert err.count("\n") == 1
    assert "Traceback" in gouji_command("check", "odd.pdf", "--debug")[2]


def test_missing_file_is_named_once(gouji_command):
    _, _, err = gouji_command("check", "missing.pdf")
    assert err == "gouji：找不到：missing.pdf，请检查路径和文件名。\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (GoujiError("两行\n消息"), "f.pdf：两行 消息"),
        (LimitError("f.pdf：超过 200 MB。"), "f.pdf：超过 200 MB。"),
        (PermissionError(13, "x", "f.pdf"), "没有权限读写：f.pdf。"),
        (IsADirectoryError(21, "x", "d"), "文件与文件夹弄混了：d。"),
        (OSError(28, "No space left on device", "f.pdf"), "读写 f.pdf 时出错（磁盘已满）。"),
        (MemoryError(), "f.pdf：内存不足，请拆分文件或换内存更大的机器再试。"),
    ],
)
def test_every_failure_is_one_sentence(error, said):
    assert failures.sentence(error, "f.pdf") == said


@pytest.mark.parametrize("command", ["check", "read"])
def test_interruption_ends_quietly(gouji_command, pipeline, command):
    pipeline.failures["sound.pdf"] = KeyboardInterrupt()
    code, _, err = gouji_command(command, "sound.pdf", "faulty.pdf")
    assert code == 130
    assert "已中断" in err
    assert len(pipeline.read) == 1


def test_closed_output_is_no_traceback():
    """``gouji rules | true``: the reader is gone before anything is written."""
    program = (
        "import sys, os, gouji.commands.rules as r; from gouji.cli import main\n"
        "def run(a):\n    print('x' * 10**6); return 0\n"
        "r.run = run; sys.exit(main(['rules']))"
    )
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, env=_environment(), check=False
    )
    os.close(writing)
    assert done.returncode == UNREADABLE
    assert done.stderr.decode() == "gouji：输出被提前关闭，结果没有写完。\n"


def test_chinese_is_written_where_the_locale_knows_no_chinese():
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "gouji", "rules", "G000"], capture_output=True, env=_environment() | plain, check=False
    )
    assert "没有编号为 G000 的规则" in done.stderr.decode("utf-8")


def test_start_imports_nothing_heavy():
    heavy = ("rich", "numpy", "highspy", "lxml", "xlsxwriter", "pypdfium2", "openpyxl", "tomllib", "json", "csv")
    program = f"import sys, gouji.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=_environment(), check=True)
    assert done.stdout.decode().strip() == "[]"


def _environment():
    source = Path(__file__).resolve().parents[2] / "src"
    return os.environ | {"PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8"}


def test_rules_are_listed_and_explained(gouji_command):
    code, out, _ = gouji_command("rules")
    assert code == CLEAN
    assert "G501" in out
    assert "G104" in out
    code, out, _ = gouji_command("rules", "g501")
    assert code == CLEAN
    for part in ("说明变动原因", "写了增减，就要写原因。", "依据：某办法", "2024 年起"):
        assert part in out
    code, _, err = gouji_command("rules", "G999")
    assert code == UNREADABLE
    assert "G999" in err
