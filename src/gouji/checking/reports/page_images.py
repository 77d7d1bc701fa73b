"""The pages of a document as pictures, with a frame around each amount that leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gouji.checking.reports.marks import CLASSES
from gouji.checking.reports.markup import text
from gouji.checking.reports.numbering import PageContext


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a ``data:image/…`` address; ``width`` and ``height`` are the page's in points, as in ``Place.bbox``."""

    data: str
    width: float
    height: float


def images_section(context: PageContext, images: Mapping[int, PageImage]) -> list[str]:
    """The pictures in order. Raises ValueError for a picture that would have to be loaded from elsewhere."""
    if not images:
        return []
    framed: dict[int, list[str]] = {}
    for cell in context.disclosure.cells:
        page, box = cell.place.page, cell.place.bbox
        if page is not None and page in images and box is not None:
            x0, top, x1, bottom = box
            kind = CLASSES[context.evidence(cell.id)]
            framed.setdefault(page, []).append(
                f'<a href="#c{context.numbers[cell.id]}"><rect class="{kind}" x="{x0:.1f}" y="{top:.1f}" '
                f'width="{x1 - x0:.1f}" height="{bottom - top:.1f}"><title>{text(cell.text)}</title></rect></a>'
            )
    lines = ['<section id="pages"><h2>原文页面</h2>']
    for number, image in sorted(images.items()):
        if not image.data.startswith("data:image/"):
            raise ValueError("a page image must be a data address")
        lines.append(
            f'<figure id="page{number}"><figcaption>第 {number} 页</figcaption>'
            f'<svg viewBox="0 0 {image.width:g} {image.height:g}" role="img" aria-label="第 {number} 页">'
            f'<image href="{text(image.data)}" width="{image.width:g}" height="{image.height:g}"/>'
            f"{''.join(framed.get(number, []))}</svg></figure>"
        )
    return [*lines, "</section>"]
