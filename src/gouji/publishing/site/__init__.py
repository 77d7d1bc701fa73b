"""A publication as a static site: pages that load nothing from elsewhere, work without a server and under a strict
content security policy, and can be read aloud, searched and printed.

``index.html`` leads to a page for each table and each part of the text; ``document.html`` is the whole document on one
page, to print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from gouji.model.publication import Publication
from gouji.publishing.site.index import index_page
from gouji.publishing.site.markup import Downloads
from gouji.publishing.site.pages import content_pages, whole_page
from gouji.publishing.site.runs import runs_of
from gouji.publishing.site.search import search_index

INDEX, WHOLE = "index.html", "document.html"
_ASSETS = ("site.css", "site.js")


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site by their path within it; ``pages`` are those that make up the document, in order."""

    files: Mapping[str, bytes]
    pages: tuple[str, ...]


def site_of(publication: Publication, downloads: Sequence[tuple[str, str]] = ()) -> Site:
    """The site. ``downloads`` are (path within the site, what it is) of files that others put there."""
    runs = runs_of(publication)
    offered: Downloads = tuple(downloads)
    content: dict[str, bytes] = {INDEX: index_page(publication, runs, offered).encode()}
    for run, page in zip(runs, content_pages(publication, runs), strict=True):
        content[run.file] = page.encode()
    content[WHOLE] = whole_page(publication).encode()
    content["search-index.js"] = search_index(runs).encode()
    for name in _ASSETS:
        content[name] = (files("gouji.publishing.site") / "assets" / name).read_bytes()
    return Site(content, (INDEX, *(run.file for run in runs)))
