"""XML of untrusted files: no document type, no entities, no network, bounded size and depth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gouji.errors import LimitError, UnreadableError
from gouji.reading.sources.limits import Limits

if TYPE_CHECKING:
    from lxml import etree

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_DAMAGED = "文件内部的数据已损坏或不完整，请用 Word、Excel 或 WPS 打开后重新保存。"
_FORBIDDEN = "文件内含有外部实体声明（不正常且不安全），已拒绝读取；请用 Word、Excel 或 WPS 重新保存。"

Attributes = dict[str, str]


def parse(data: bytes, limits: Limits) -> etree._Element:
    """The root of a part. Raises :class:`UnreadableError` when it is damaged or declares a document type (Office
    never does, attacks by entities must), :class:`LimitError` when it has too many elements."""
    from lxml import etree

    check_size(data, limits)
    if any(mark in data for mark in _DOCTYPES):
        raise UnreadableError(_FORBIDDEN)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableError(_DAMAGED) from error
    if root is None:
        raise UnreadableError(_DAMAGED)
    return root


def stream(
    data: bytes,
    limits: Limits,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Walk a part without building a tree; names come without their namespace prefix. Raises as :func:`parse`."""
    from xml.parsers import expat

    check_size(data, limits)
    depth = 0

    def open_element(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.max_depth:
            raise LimitError("文件内部的嵌套层次过深，已停止读取；请用 Excel 或 WPS 打开后重新保存。")
        start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2] if ":" in name else name)

    def refuse(*declaration: object) -> None:
        raise UnreadableError(_FORBIDDEN)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableError(_DAMAGED) from error


def check_size(data: bytes, limits: Limits) -> None:
    """Raise :class:`LimitError` when markup has more elements than a tree may be built of."""
    if data.count(b"<") > 2 * limits.max_elements:
        raise LimitError("文件内部的内容过多，已停止读取；请只保留预算公开的内容后重新保存。")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The attribute of that local name, whatever its namespace (Office writes strict and transitional ones)."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
