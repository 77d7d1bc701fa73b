"""What a screen reader needs of a page, as far as its source shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import html


def faults(text: str) -> list[str]:
    """What is wrong with a page: headings, names of tables and fields, ids, the way back."""
    page = html.document_fromstring(text)
    ids = Counter(page.xpath("//@id"))
    return [*_places(page, ids), *_tables(page, ids), *_fields(page, ids)]


def _places(page: html.HtmlElement, ids: Counter[str]) -> Iterator[str]:
    if len(page.xpath("//h1")) != 1:
        yield "not one first heading"
    if not page.xpath("//main") or not page.xpath("//a[@href='#main']"):
        yield "no way past the menu"
    if not page.xpath("//nav//a[@aria-current] | //*[contains(@class, 'back')]//a"):
        yield "no place in the menu and no way back"
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} under one of level {above}"
    yield from (f"two elements are {one}" for one, number in ids.items() if number > 1)
    for name in ("aria-labelledby", "aria-describedby"):
        for one in page.xpath(f"//@{name}"):
            yield from (f"{name} means {id}, which is not there" for id in one.split() if id not in ids)


def _tables(page: html.HtmlElement, ids: Counter[str]) -> Iterator[str]:
    for table in page.iter("table"):
        first = " ".join(table.text_content().split())[:30]
        if not (table.get("aria-labelledby") or table.get("aria-label") or table.find("caption") is not None):
            yield f"a table without a name: {first}"
        if not table.xpath(".//th"):
            yield f"a table without headers: {first}"
        for header in table.iter("th"):
            if not header.get("scope") or not header.text_content().strip():
                yield f"a header without scope or words: {first}"


def _fields(page: html.HtmlElement, ids: Counter[str]) -> Iterator[str]:
    for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        name = field.get("aria-label") or page.xpath("string(//label[@for=$id])", id=field.get("id", "")).strip()
        around = [label.text_content().strip() for label in field.iterancestors("label")]
        if not name and not any(around):
            yield f"a field without a label: {field.get('name')}"
    for button in page.xpath("//button | //a[@href] | //summary"):
        if not button.text_content().strip() and not button.get("aria-label"):
            yield f"a button or link without a name: {html.tostring(button, encoding='unicode')[:80]}"
