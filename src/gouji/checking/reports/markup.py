"""HTML without surprises: every text escaped, assets inlined under a content security policy that allows no others."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from gouji.checking.reports.wording import masked


def text(value: str) -> str:
    """A text of the document or a message, escaped for an element or a quoted attribute."""
    return escape(masked(value), quote=True)


def asset(name: str) -> str:
    """A style sheet or script of the package."""
    return (files("gouji.checking.reports") / "assets" / name).read_text("utf-8").strip()


def data_block(identifier: str, value: Any) -> str:
    """JSON for the page's script; nothing in it can end the block."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        content = content.replace(mark, f"\\u{ord(mark):04x}")
    return f'<script type="application/json" id="{identifier}">{content}</script>'


def document(title: str, body: Sequence[str], *, styles: Sequence[str], scripts: Sequence[str]) -> str:
    """A whole page that loads nothing: styles and scripts are names of assets and stand in the page."""
    style, script = "\n".join(map(asset, styles)), "\n".join(map(asset, scripts))
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
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
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        )
    )


def _digest(content: str) -> str:
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()
