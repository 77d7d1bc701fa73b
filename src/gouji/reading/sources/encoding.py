"""Bytes to characters: the encoding is found in the content, never in a file's name."""

from __future__ import annotations

import codecs
import re

from gouji.errors import UnreadableError

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BOMS = tuple(mark for mark, _ in _BOMS)
"""The byte order marks that decide an encoding."""
_NOISE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ue000-\uf8ff]")
_FEW = 2
"""So many characters of noise are a blemish, however short the text."""
_TEXT_SAMPLE = 200_000
_NOT_TEXT = "文件内容不是文字（可能是损坏的或二进制的文件），无法读取；请提供文本、PDF、Word、Excel 或网页格式的原件。"


def decode(data: bytes) -> str:
    """The text of ``data``: a byte order mark decides, else UTF-8 if it is valid, else GB18030.

    A UTF-8 text cut within its last character, or with a few broken bytes, still reads as UTF-8 (the broken ones
    become U+FFFD). Raises :class:`UnreadableError` when the result is noise rather than text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _sound(data[len(bom) :].decode(encoding, errors="replace"))
    if b"\x00" in data[:_TEXT_SAMPLE]:
        raise UnreadableError(_NOT_TEXT)
    try:
        return _sound(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        return _sound(data.decode("gb18030"))
    except UnicodeDecodeError:
        pass
    candidates = [data.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")]
    return _sound(min(candidates, key=lambda text: text.count("\ufffd")))


def _sound(text: str) -> str:
    sample = text[:_TEXT_SAMPLE]
    if len(_NOISE.findall(sample)) > max(_FEW, len(sample) // 50):
        raise UnreadableError(_NOT_TEXT)
    return text.removeprefix("\ufeff")
