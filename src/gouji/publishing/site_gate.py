"""The site's links: each leads to a file and a place that exist, and none leads elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from gouji.publishing.comparison import Difference

_LINK = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


def broken_links(folder: Path) -> Iterator[Difference]:
    """Links of the pages in ``folder`` that lead nowhere, or out of the site."""
    pages = {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.html"))}
    places = {name: set(_ID.findall(content)) for name, content in pages.items()}
    for name, content in pages.items():
        for link in _LINK.findall(content):
            file, _, place = unquote(link).partition("#")
            target = file or name
            if ":" in file or file.startswith("/") or not (folder / target).is_file():
                yield Difference("link", name, "", "", "站内的文件", link)
            elif place and target in places and place not in places[target]:
                yield Difference("link", name, "", "", "页内的位置", link)
