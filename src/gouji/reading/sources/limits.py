"""What a reader may spend on one file before it gives up with a clear message.

A budget document has at most some hundred pages and some ten thousand cells; the limits stand an order of magnitude
over the largest seen, so that a sound document never meets them and a hostile one always does.
"""

from __future__ import annotations

from dataclasses import dataclass

from gouji.errors import LimitError

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of reading one file (all parts of an archive together).

    max_bytes           size of the file itself
    max_pages           pages of a PDF or pictures of a scan
    max_expanded_bytes  bytes that compressed parts may expand to, all parts together
    max_ratio           expanded to compressed size; only asked once ``free_expansion`` bytes have been expanded,
                        since small regular parts compress well without any harm
    free_expansion      see ``max_ratio``
    max_parts           parts of an archive or container (ZIP, XLSX, DOCX)
    max_archive_depth   archives within archives
    max_cells           cells of all grids together, covered ones included
    max_characters      characters of text
    max_elements        elements of one part of markup
    max_depth           nesting of elements in markup
    max_seconds         time, see :mod:`gouji.reading.sources.deadline`; 0 is no limit
    max_recognition_seconds  time for character recognition of a scan, on top of ``max_seconds``
    by_processor        whether these are seconds of the processor rather than of the clock, so that what can be read
                        does not depend on what else the machine does; only on the main thread of a Unix process
    """

    max_bytes: int = 100 * _MB
    max_pages: int = 2000
    max_expanded_bytes: int = 256 * _MB
    max_ratio: float = 200.0
    free_expansion: int = 8 * _MB
    max_parts: int = 2000
    max_archive_depth: int = 2
    max_cells: int = 500_000
    max_characters: int = 5_000_000
    max_elements: int = 2_000_000
    max_depth: int = 200
    max_seconds: float = 60.0
    max_recognition_seconds: float = 900.0
    by_processor: bool = False

    def check_bytes(self, size: int) -> None:
        """Raise :class:`LimitError` when a file of ``size`` bytes is too large to be read."""
        if size > self.max_bytes:
            raise LimitError(
                f"文件有 {size / _MB:.0f} MB，超过 {self.max_bytes / _MB:.0f} MB 的上限，"
                "请拆分或压缩其中的图片后再读取。"
            )

    def check_cells(self, count: int) -> None:
        """Raise :class:`LimitError` when a document of ``count`` cells is no budget document any more."""
        if count > self.max_cells:
            raise LimitError(
                f"表格共有 {count} 个单元格，超过 {self.max_cells} 个的上限，请删去无关的工作表或空白区域后再读取。"
            )

    def check_characters(self, count: int) -> None:
        """Raise :class:`LimitError` when the text of a document is too long."""
        if count > self.max_characters:
            raise LimitError(
                f"文字共有 {count} 字，超过 {self.max_characters} 字的上限，请只保留预算公开的内容后再读取。"
            )

    def check_pages(self, count: int) -> None:
        """Raise :class:`LimitError` when a document has too many pages."""
        if count > self.max_pages:
            raise LimitError(f"文件共有 {count} 页，超过 {self.max_pages} 页的上限，请拆分后再读取。")


DEFAULT_LIMITS = Limits()
"""The limits of a reader that was given none."""
