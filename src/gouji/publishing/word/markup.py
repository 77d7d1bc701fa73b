"""WordprocessingML as text: paragraphs, runs, fields. Built as text and parsed once, which is many times faster than
building it element by element."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text(value: str) -> str:
    """A text escaped for an element or a quoted attribute; characters that XML cannot carry are left out."""
    return escape(_UNPRINTABLE.sub("", value), {'"': "&quot;"})


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def run(value: str, properties: str = "") -> str:
    """A run of text; line ends are breaks."""
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{text(line)}</w:t>' for line in value.split("\n"))
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{style}{inside}</w:r>"


def paragraph(content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs in a style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{inside}{content}</w:p>"


def field(instruction: str, shown: str) -> str:
    """A field with the result that is shown until it is updated."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {text(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, name: str, content: str) -> str:
    """Content that links and the table of contents lead to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
