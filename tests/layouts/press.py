"""The printed layouts as PDF, by typst: ruled or not, turned, with running heads, marks of water, odd letters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.publishing.pdf.fonts import printing_fonts
from tests.layouts.sheet import Document, Number, Spread, body_cells

_RADICALS = str.maketrans(
    "一二人入八力十又口土士大女子小工己干弓心手文斗方日月木止比毛水火父片牛王玉瓜生用田目矢石示立米羊老肉自行衣西見言足車金長門雨青面食高",
    "⼀⼆⼈⼊⼋⼒⼗⼜⼝⼟⼠⼤⼥⼦⼩⼯⼰⼲⼸⼼⼿⽂⽃⽅⽇⽉⽊⽌⽐⽑⽔⽕⽗⽚⽜⽟⽟⽠⽣⽤⽥⽬⽮⽯⽰⽴⽶⽺⽼⾁⾃⾏⾐⻄見言⾜車⾦長門⾬⻘⾯⾷⾼",
)
_WIDE = str.maketrans("0123456789,.()-", "０１２３４５６７８９，．（）－")


@dataclass(frozen=True, slots=True)
class Paper:
    """How a table meets the page. ``rules``: all, rows (lines under rows only), head (the header only), none.
    ``letters``: plain, radicals, wide, spaced. ``zero`` amounts are the style's."""

    rules: str = "all"
    repeats: bool = True
    portrait: bool = False
    turned: bool = False
    water: str = ""
    running: str = ""
    footer: bool = True
    twice: bool = False
    letters: str = "plain"
    brackets: bool = False
    upright: bool = False
    shared: bool = False
    size: float = 9.0
    gap: float = 1.6


def _lettered(text: str, paper: Paper) -> str:
    if paper.letters == "radicals":
        return text.translate(_RADICALS)
    if paper.letters == "wide":
        return text.translate(_WIDE)
    if paper.letters == "spaced" and 1 < len(text) < 4 and not isinstance(text, Number):
        return "  ".join(text)
    return text


_SOURCE = """
#let d = json(bytes(sys.inputs.at("d")))
#let p = d.paper
#set text(font: d.serif, size: 10.5pt, lang: "zh", region: "cn")
#set par(leading: 0.6em, spacing: 0.8em)
#let water = if p.water != "" { place(center + horizon, rotate(-40deg, text(size: 44pt, fill: rgb("#d8d8d8"), p.water))) }
#let head = if p.running != "" { text(size: 9pt, p.running) }
#let foot = if p.footer { context align(center, text(size: 9pt, "- " + str(counter(page).get().first()) + " -")) }
#set page(width: if p.portrait {210mm} else {297mm}, height: if p.portrait {297mm} else {210mm}, margin: (x: 14mm, y: 16mm),
  background: water, header: head, footer: foot)
#let bold(body) = if p.twice { block(width: 100%, { place(top + center, dx: 0.25pt, block(width: 100%, align(center, body))); align(center, body) }) } else { body }
#let cell(c) = table.cell(x: c.x, y: c.y, colspan: c.w, rowspan: c.h, align: horizon + (if c.k == "n" { right } else if c.k == "h" { center } else { left }), breakable: false,
  if c.k == "h" and p.upright and c.w == 1 and c.t.clusters().len() > 2 and c.h == 1 { c.t.clusters().join(linebreak()) } else if c.k == "h" { bold(c.t) } else if c.k == "n" { box(c.t) } else { c.t })
#for b in d.blocks {
  if b.kind == "p" { par(b.text) } else {
    if b.fresh { pagebreak(weak: true) }
    if b.title != "" { align(center, text(size: 15pt, bold(b.title))) }
    for a in b.above { align(right, text(size: 9pt, a)) }
    set text(size: b.size * 1pt)
    set par(leading: 0.35em)
    let st = 0.5pt + black
    table(columns: b.columns.map(x => if x < 0 { auto } else { x * 1fr }), inset: (x: p.gap * 1pt, y: 2.6pt),
      stroke: if p.rules == "all" { st } else if p.rules == "none" { none } else if p.rules == "rows" { (x, y) => (top: st, bottom: st) } else { (x, y) => if y < b.head { st } else { none } },
      ..if p.repeats and b.head > 0 { (table.header(repeat: true, ..b.header.map(cell)),) } else { b.header.map(cell) },
      ..b.body.map(cell))
    for a in b.below { par(text(size: 9pt, a)) }
  }
}
"""


def pressed(document: Document, path: Path, paper: Paper = Paper()) -> Path:
    """Print the document to ``path``."""
    import typst

    blocks: list[dict[str, Any]] = []
    for number, block in enumerate(document.blocks):
        if isinstance(block, str):
            blocks.append({"kind": "p", "text": _lettered(block, paper)})
        else:
            blocks.append(_table(block, paper, number))
    data = {"blocks": blocks, "paper": {n: getattr(paper, n) for n in Paper.__slots__}}
    with printing_fonts() as fonts:
        data["serif"] = list(fonts.serif)
        found: dict[str, Any] = {"font_paths": list(fonts.folders), "ignore_system_fonts": not fonts.system}
        compiled = typst.compile(
            _SOURCE.encode(), format="pdf", sys_inputs={"d": json.dumps(data, ensure_ascii=False)}, **found
        )
    path.write_bytes(compiled if not paper.turned else turned(compiled))
    return path


def _table(block: Spread, paper: Paper, number: int) -> dict[str, Any]:
    width = max(len(block.header[-1]), len(block.body[0]))
    body = body_cells(block)
    longest = [0.0] * width
    for row in [*block.header, *body]:
        for c, cell in enumerate(row):
            if cell.covered or cell.colspan > 1:
                continue
            length = sum(1.0 if ch > "\u2000" else 0.5 for ch in _lettered(cell.text, paper))
            if len(row) and row in block.header:
                length = min(length, 4)
            longest[c] = max(longest[c], min(length, 14))
    total = sum(max(v, 2) for v in longest)
    room = (182 if paper.portrait else 269) / 0.3528
    size = max(min(paper.size, room / (total + width * paper.gap * 0.3)), 3.5)

    def cells(rows: Any, offset: int, kind: str) -> list[dict[str, Any]]:
        made = []
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if cell.covered:
                    continue
                text = cell.text
                is_number = kind == "b" and isinstance(text, Number)
                if is_number and paper.brackets and text.startswith("-"):
                    text = Number(f"({text[1:]})")
                k = "h" if kind == "h" else "n" if is_number else "t"
                made.append(
                    {"x": x, "y": y + offset, "w": cell.colspan, "h": cell.rowspan, "t": _lettered(text, paper), "k": k}
                )
        return made

    return {
        "kind": "t",
        "title": _lettered(block.title, paper),
        "above": [_lettered(a, paper) for a in block.above],
        "below": list(block.below),
        "columns": [round(max(v, 2), 2) for v in longest],
        "header": cells(block.header, 0, "h"),
        "head": len(block.header),
        "body": cells(body, len(block.header), "b"),
        "size": size,
        "fresh": not paper.shared,
    }


def turned(pdf: bytes) -> bytes:
    """The same pages with their contents turned and /Rotate set against it, as a scanner's or printer's driver does."""
    import io

    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        width, height = page.get_size()
        matrix = raw.FS_MATRIX(0, 1, -1, 0, height, 0)
        clip = raw.FS_RECTF(0, 0, height, width)
        raw.FPDFPage_TransFormWithClip(page, matrix, clip)
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        page.set_rotation(90)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
