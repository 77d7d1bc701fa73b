"""PDF files for tests, written byte by byte: text at a place, lines, boxes; nothing is laid out.

Coordinates are points from the upper left corner, as readers see a page. The letters are boxes that carry their
Unicode, so that nothing depends on the fonts of a machine: full-width ones are as wide as the font size, others half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842


@dataclass
class Page:
    """A page under construction; ``rotation`` is the /Rotate of the page in degrees."""

    width: int = WIDTH
    height: int = HEIGHT
    rotation: int = 0
    operators: list[str] = field(default_factory=list)

    def text(self, x: float, baseline: float, string: str, size: float = 10, turn: int = 0, spacing: float = 0) -> Page:
        """Print a string from its lower left corner; ``turn`` turns it by quarters counter-clockwise."""
        cosine, sine = [(1, 0), (0, 1), (-1, 0), (0, -1)][turn]
        matrix = f"{cosine} {sine} {-sine} {cosine} {x} {self.height - baseline}"
        self.operators.append(f"BT /F {size} Tf {spacing} Tc {matrix} Tm {_PRINT.format(string)} ET")
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """Stroke a thin line."""
        self.operators.append(f"0.5 w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0) -> Page:
        """Fill a box."""
        self.operators.append(f"{grey} g {x0} {self.height - bottom} {x1 - x0} {bottom - top} re f 0 g")
        return self

    def picture(self) -> Page:
        """A picture over the whole page."""
        self.operators.append(f"q {self.width} 0 0 {self.height} 0 0 cm /I Do Q")
        return self

    def rules(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """All lines of a table with these borders."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def table(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 10) -> Page:
        """The words of a table, numbers to the right of their cells, everything else to the left."""
        for top, row in zip(ys, rows, strict=False):
            for index, cell in enumerate(row):
                if cell:
                    width = sum(size if is_wide(letter) else size / 2 for letter in cell)
                    x = xs[index + 1] - 3 - width if cell[-1].isdigit() and index else xs[index] + 3
                    self.text(x, top + size + 3, cell, size)
        return self


_PRINT = "\x02{}\x03"


def is_wide(letter: str) -> bool:
    """Whether a letter is as wide as high."""
    return letter > "\u2000"


def pdf(*pages: Page) -> bytes:
    """The file of these pages."""
    contents = ["\n".join(page.operators) for page in pages]
    letters = sorted({letter for content in contents for string in _strings(content) for letter in string})
    if len(letters) > 250:
        raise ValueError("too many different letters for one font")
    codes = {letter: f"{number:02x}" for number, letter in enumerate(letters, 1)}
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{8 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        _font(letters),
        _stream(_to_unicode(codes)),
        _stream("1000 0 0 -120 1000 880 d1 60 -60 880 880 re f"),
        _stream("500 0 0 -120 500 880 d1 40 -60 420 880 re f"),
        _stream("0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"),
    ]
    for number, (page, content) in enumerate(zip(pages, contents, strict=True)):
        for string in _strings(content):
            content = content.replace(_PRINT.format(string), f"<{''.join(codes[letter] for letter in string)}> Tj")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width} {page.height}] /Rotate {page.rotation}"
            f" /Contents {9 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /I 7 0 R >> >> >>"
        )
        bodies.append(_stream(content))
    return _file(bodies)


def _strings(content: str) -> list[str]:
    return [part.partition("\x03")[0] for part in content.split("\x02")[1:]]


def _font(letters: Sequence[str]) -> str:
    names = " ".join(f"/{'W' if is_wide(letter) else 'N'}" for letter in letters)
    widths = " ".join("1000" if is_wide(letter) else "500" for letter in letters)
    return (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -120 1000 880] /FontMatrix [0.001 0 0 0.001 0 0]"
        f" /FirstChar 1 /LastChar {len(letters)} /Widths [{widths}] /ToUnicode 4 0 R"
        f" /Encoding << /Type /Encoding /Differences [1 {names}] >> /CharProcs << /W 5 0 R /N 6 0 R >> >>"
    )


def _to_unicode(codes: dict[str, str]) -> str:
    pairs = "\n".join(f"<{code}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )


def _stream(content: str, entries: str = "") -> str:
    return f"<< {entries} /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(bodies: Sequence[str]) -> bytes:
    out = b"%PDF-1.7\n"
    starts = []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{start:010d} 00000 n \n" for start in starts)
    return out + (
        f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")
