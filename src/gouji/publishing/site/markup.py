"""The frame of every page: every text escaped, styles and scripts from the site's own files alone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gouji.model.publication import Publication

Downloads = tuple[tuple[str, str], ...]
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


def text(value: str) -> str:
    """A text escaped for an element or a quoted attribute."""
    return escape(value, quote=True)


def lined(value: str) -> str:
    """A text whose line ends are shown."""
    return "<br>".join(text(line) for line in value.split("\n"))


def page(
    publication: Publication,
    title: str,
    body: Sequence[str],
    *,
    current: str = "",
    kind: str = "",
    navigation: str = "",
) -> str:
    """A whole page. ``current`` is its file, marked in the navigation; ``kind`` a class of the body."""
    name = title if title == publication.title else f"{title} · {publication.title}"
    links = (("index.html", "首页"), ("document.html", "全文与打印"))
    menu = "".join(
        f'<a href="{file}"{" aria-current=page" if file == current else ""}>{label}</a>' for file, label in links
    )
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="zh-CN">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="generator" content="Gouji">',
            f"<title>{text(name)}</title>",
            '<link rel="stylesheet" href="site.css">',
            '<script src="site.js" defer></script>',
            "</head>",
            f'<body class="{kind}">' if kind else "<body>",
            '<nav class="top" aria-label="网站导航"><a class="skip" href="#main">跳到正文</a>',
            f'<a class="home" href="index.html">{text(publication.title)}</a>',
            f'<span class="menu">{menu}</span>',
            '<form role="search" hidden><label>检索 <input type="search" name="q" autocomplete="off" '
            'placeholder="科目、项目、单位、文字"></label>',
            '<div class="results" role="status" hidden></div></form></nav>',
            navigation,
            '<main id="main">',
            *body,
            "</main>",
            f"<footer>{text(publication.department)} · {publication.year} 年</footer>",
            "</body>",
            "</html>",
            "",
        )
    )
