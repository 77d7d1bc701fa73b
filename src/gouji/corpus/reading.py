"""One document's bytes to its outcome: read, checked, packed. Runs in a worker and never raises."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from gouji.corpus.outcome import CONTENT, ERROR, MEMORY, TIME, Outcome, Read, Unread
from gouji.corpus.rows import Checked, rows_of
from gouji.errors import GoujiError, LimitError

READING_SECONDS = 60.0
"""What reading may take without recognising characters; what remains of a document's time is for that."""


def outcome_of(data: bytes, seconds: float) -> Outcome:
    """The outcome for a file's content within so many seconds of the processor; what cannot be interrupted may take
    longer."""
    from gouji.corpus.payload import packed
    from gouji.reading.sources.tesseract import TOO_LONG

    try:
        checked = _checked(data, seconds)
        return Read(packed(rows_of(checked)), checked.disclosure.document.year)
    except LimitError as error:
        return Unread(TIME if "秒" in str(error) or str(error) == TOO_LONG else CONTENT, str(error))
    except GoujiError as error:
        return Unread(CONTENT, str(error).removeprefix("该文件："))
    except MemoryError:
        return Unread(MEMORY, "内存不足，未能读完；请拆分文件后再读。")
    except Exception as error:
        return Unread(ERROR, f"识读时发生未预料的错误（{type(error).__name__}：{_brief(error)}）。")


def _checked(data: bytes, seconds: float) -> Checked:
    from gouji.checking import check
    from gouji.reading.pipeline import read_blocks
    from gouji.reading.sources import DEFAULT_LIMITS, read_bytes

    limits = replace(
        DEFAULT_LIMITS,
        max_seconds=min(READING_SECONDS, seconds),
        max_recognition_seconds=max(seconds - READING_SECONDS, 1.0),
        by_processor=True,
    )
    # Without the file's name: the same content gives the same rows wherever it is found.
    disclosure = read_blocks(read_bytes("", data, limits))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return Checked(sha256, len(data), disclosure, check(disclosure))
    except MemoryError:
        raise
    except Exception as error:
        note = f"已读出，但核对时发生未预料的错误（{type(error).__name__}：{_brief(error)}），各金额均算未核对。"
        return Checked(sha256, len(data), disclosure, None, note)


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
