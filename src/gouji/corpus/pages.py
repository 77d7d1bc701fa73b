"""Pages that load nothing: styles and scripts of the package stand in them under a policy that allows no others."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from importlib.resources import files

from gouji.checking.reports.markup import text
from gouji.corpus.note import Block, Note, Paragraph, Section, Sheet


def asset(name: str) -> str:
    """A style sheet or script of the package."""
    return (files("gouji.corpus") / "assets" / name).read_text("utf-8").strip()


def page(title: str, body: Iterable[str], *, scripts: Sequence[str] = ()) -> str:
    """A whole page."""
    style = asset("corpus.css")
    script = "\n".join(map(asset, scripts))
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'" if script else "script-src 'none'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="zh-CN">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="generator" content="Gouji">',
            f"<title>{text(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *body,
            *([f"<script>{script}</script>"] if script else []),
            "</body>",
            "</html>",
            "",
        )
    )


def _digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def note_page(note: Note) -> str:
    """A note as a page."""
    body = ["<header>", f"<h1>{text(note.title)}</h1>"]
    body += [f'<p class="meta">{text(subject)}</p>' for subject in note.subjects]
    body += ["</header>", "<main>", *(section_markup(section) for section in note.sections), "</main>"]
    return page(note.title, body)


def section_markup(section: Section) -> str:
    """A section; paragraphs that are items stand in a list."""
    parts = [f"<section><h2>{text(section.title)}</h2>"]
    listing = False
    for block in section.blocks:
        is_item = isinstance(block, Paragraph) and block.kind == "item"
        if is_item != listing:
            parts.append("<ul>" if is_item else "</ul>")
            listing = is_item
        parts.append(_block(block))
    return "\n".join([*parts, *(["</ul>"] if listing else []), "</section>"])


def _block(block: Block) -> str:
    if isinstance(block, Sheet):
        return "" if block.book_only else table_markup(block)
    if block.kind == "item":
        return f"<li>{text(block.text)}</li>"
    return f'<p class="{block.kind}">{text(block.text)}</p>'


def table_markup(sheet: Sheet) -> str:
    """A table that scrolls sideways by itself where a screen is narrow."""
    indents = sheet.indents or (0,) * len(sheet.rows)
    head = "".join(f"<th{_number(at, sheet)}>{text(cell)}</th>" for at, cell in enumerate(sheet.header))
    rows = (
        "<tr>" + "".join(f"<td{_number(at, sheet, indent)}>{text(cell)}</td>" for at, cell in enumerate(row)) + "</tr>"
        for row, indent in zip(sheet.rows, indents, strict=True)
    )
    narrow = " ".join(f"s{at + 1}" for at in range(len(sheet.header)) if _is_short(at, sheet))
    table = f'<table class="{narrow}">' if narrow else "<table>"
    return f'<div class="scroll">{table}<thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'


_SHORT = 8
"""So many characters are kept on a line; a column of longer text has room to wrap."""


def _is_short(at: int, sheet: Sheet) -> bool:
    return at not in sheet.numbers and all(len(row[at]) <= _SHORT for row in sheet.rows)


def _number(at: int, sheet: Sheet, indent: int = 0) -> str:
    if at in sheet.numbers:
        return ' class="n"'
    if at >= len(sheet.header) - sheet.beside:
        return ' class="aside"'
    return f' class="i{min(indent, 2)}"' if indent and at == 0 else ""
