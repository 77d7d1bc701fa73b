"""What a document prints, by coordinates, kept beside its report: the next year is held against it."""

from __future__ import annotations

import json
from typing import Any

from gouji.model.disclosure import Disclosure
from gouji.web import store

Figure = tuple[dict[str, Any], str, str]
"""Coordinates, number as printed, its unit."""


def kept_figures(disclosure: Disclosure) -> str:
    """Keep the amounts of the tables; gives the SHA-256 of the file."""
    found: dict[str, Figure] = {}
    for cell in disclosure.cells:
        if cell.amount is not None and cell.coordinates is not None:
            at = cell.coordinates.as_dict()
            found.setdefault(json.dumps(at, sort_keys=True), (at, cell.amount.text, cell.amount.unit.text))
    return store.keep([json.dumps(list(found.values()), ensure_ascii=False).encode()])


def figures_of(sha256: str) -> list[Figure]:
    """The amounts kept in a file."""
    return [(at, text, unit) for at, text, unit in json.loads(store.path_of(sha256).read_bytes())]
