"""What the styles of a Word document say of a paragraph: its font size, its list, whether its text is hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gouji.reading.sources import xml

if TYPE_CHECKING:
    from lxml import etree

_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What one style sets itself; None where it leaves it to the style it is based on."""

    based_on: str | None = None
    size: float | None = None
    number: str | None = None
    level: int | None = None


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default_size: float | None = None
        self._default_style: str | None = None
        for element in root if root is not None else ():
            if xml.local(element) == "style":
                identity = xml.attribute(element, "styleId") or ""
                self._styles[identity] = _style(element)
                if xml.attribute(element, "default") in {"1", "true"} and (
                    xml.attribute(element, "type") == "paragraph"
                ):
                    self._default_style = identity
            elif xml.local(element) == "docDefaults":
                self._default_size = next((size(run) for run in element.iter() if xml.local(run) == "rPr"), None)

    def size(self, style: str | None) -> float | None:
        """The font size of a paragraph style in points, where any style of its chain sets one."""
        return next((found.size for found in self._chain(style) if found.size is not None), self._default_size)

    def list_of(self, style: str | None) -> tuple[str, int] | None:
        """The list (number, level) that a style puts its paragraphs in."""
        number: str | None = None
        level: int | None = None
        for found in self._chain(style):
            number = number if number is not None else found.number
            level = level if level is not None else found.level
        return None if number is None else (number, level or 0)

    def _chain(self, style: str | None) -> list[Style]:
        chain: list[Style] = []
        current = style if style is not None else self._default_style
        while current is not None and current in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[current])
            current = chain[-1].based_on
        return chain


def size(properties: etree._Element) -> float | None:
    """The font size that run properties set, in points (Word counts in half points)."""
    value = child_value(properties, "sz")
    try:
        return float(value) / 2 if value else None
    except ValueError:
        return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((item for item in element if xml.local(item) == name), None)
    return element


def child_value(element: etree._Element | None, *path: str) -> str | None:
    """The ``w:val`` of a descendant; None where there is none."""
    found = child(element, *path)
    return None if found is None else xml.attribute(found, "val")


def list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list number and level that paragraph properties set themselves."""
    level = child_value(properties, "numPr", "ilvl")
    return child_value(properties, "numPr", "numId"), int(level) if level is not None and level.isdigit() else None


def _style(element: etree._Element) -> Style:
    properties = child(element, "pPr")
    run = child(element, "rPr")
    number, level = list_of(properties)
    if number is not None and level is None:
        level = 0
    return Style(child_value(element, "basedOn"), size(run) if run is not None else None, number, level)
