"""The optional engine of character recognition: the ``tesseract`` program, run once a picture, ended in time."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gouji.errors import LimitError, UnreadableError

if TYPE_CHECKING:
    from gouji.reading.sources.raster import Gray

_LANGUAGE = "chi_sim"
_DIGITS = ("-l", "eng", "-c", "tessedit_char_whitelist=0123456789,.-%")
_PROBE_SECONDS = 10
_FIELDS = 12
TOO_LONG = "文字识别用时过长，已停止；请拆分文件后再读取，或提供可以复制文字的文件。"


class Recognised(NamedTuple):
    """A word as recognised: its box in pixels, its line's number, and how sure the engine is (0 to 100)."""

    x0: int
    top: int
    x1: int
    bottom: int
    line: tuple[int, int, int]
    confidence: float
    text: str


@lru_cache(maxsize=1)
def engine() -> str | None:
    """The path of the program when it and its data for simplified Chinese are installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        answer = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_PROBE_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return program if _LANGUAGE.encode() in answer.stdout.split() + answer.stderr.split() else None


def recognise(image: Gray, dpi: int, seconds: float, *, sparse: bool = False, digits: bool = False) -> list[Recognised]:
    """The words of a picture in the engine's order; ``sparse`` for scattered text, else one block of lines;
    ``digits`` when nothing but numbers can stand in it.

    The picture goes in by a pipe and the words come out by one: nothing is written to disk. Raises
    :class:`LimitError` when the engine takes longer than ``seconds`` and :class:`UnreadableError` when it fails.
    """
    program = engine()
    if program is None:
        raise UnreadableError("没有安装文字识别程序。")
    height, width = image.shape
    picture = b"P5\n%d %d\n255\n" % (width, height) + image.tobytes()
    mode = "11" if sparse else "6"
    language = _DIGITS if digits else ("-l", _LANGUAGE)
    command = [program, "stdin", "stdout", *language, "--dpi", str(dpi), "--psm", mode, "tsv"]
    try:
        answer = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=max(seconds, 0.1),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise LimitError(TOO_LONG) from error
    except OSError as error:
        raise UnreadableError("文字识别程序无法运行，请检查 tesseract 的安装。") from error
    if answer.returncode:
        raise UnreadableError("文字识别程序运行失败，请检查 tesseract 和 chi_sim 语言数据的安装。")
    return _words(answer.stdout.decode("utf-8", errors="replace"))


def _words(table: str) -> list[Recognised]:
    words: list[Recognised] = []
    for line in table.splitlines()[1:]:
        fields = line.split("\t")
        if len(fields) != _FIELDS or fields[0] != "5" or not fields[11].strip():
            continue
        block, paragraph, row, left, top, width, height = (int(fields[index]) for index in (2, 3, 4, 6, 7, 8, 9))
        words.append(
            Recognised(
                left, top, left + width, top + height, (block, paragraph, row), float(fields[10]), fields[11].strip()
            )
        )
    return words
