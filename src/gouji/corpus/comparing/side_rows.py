"""A side of a comparison from a file, or from the rows of a dataset."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from gouji.checking.findings import FindingPlace
from gouji.corpus.comparing.said import headings_of, outline_of, remarks_of
from gouji.corpus.comparing.side import Print, Side, SideChange, SideIndicator, SideProject, SideTarget
from gouji.corpus.figures import Figure
from gouji.corpus.rows import Checked, project_key, rows_of
from gouji.model.coordinates import DIMENSIONS, Coordinates
from gouji.model.disclosure import Place

TABLES = ("documents", "figures", "cells", "statements", "projects", "targets", "indicators", "findings")
"""The tables of a dataset that a side is made of."""
_FACTS = ("staff", "amounts", "proved", "errors", "region_name", "level", "office", "document", "unit_of_amount")
_OF_AMOUNTS = "G1"
"""The rules whose errors are of amounts: others do not touch a comparison."""
_PRINTED = 200_000
"""Of a document with more amounts the places are not remembered."""

Known = Mapping[str, Any]


def side_of_file(paths: Sequence[Path]) -> Side:
    """The document in the files. Raises as :func:`gouji.reading.read`."""
    from gouji.checking import check
    from gouji.reading import read

    disclosure = read(paths)
    source = disclosure.document.source
    rows = rows_of(Checked(source.sha256 or "0" * 64, 0, disclosure, check(disclosure)))
    rows["documents"][0]["file"] = source.file
    return replace(
        side_of_rows(rows),
        outline=outline_of(disclosure),
        headings=headings_of(disclosure),
        remarks=remarks_of(disclosure),
    )


def side_of_rows(rows: Mapping[str, Sequence[Known]]) -> Side:
    """The document that rows of a dataset tell of."""
    document = rows["documents"][0]
    figures = {figure.point: figure for figure in map(_figure, rows["figures"])}
    indicators: dict[int, list[SideIndicator]] = {}
    for row in rows["indicators"]:
        if row["name"]:
            indicators.setdefault(row["target"], []).append(_indicator(row))
    return Side(
        document.get("file") or "",
        document["title"] or "",
        document["department"] or "",
        document["institution_key"],
        document["document_year"],
        document["kind"],
        document["scope"],
        tuple(document["units"] or ()),
        figures,
        tuple(_project(row) for row in rows["projects"] if row["name"]),
        tuple(_target(row, indicators.get(row["target"], ())) for row in rows["targets"]),
        tuple(_changes(rows["statements"], document["document_year"])),
        _prints(rows["cells"], rows["statements"]),
        tuple(row["message"] for row in rows["findings"] if row["level"] == "error" and row["code"][:2] == _OF_AMOUNTS),
        {name: document.get(name) for name in _FACTS},
    )


def _point(row: Known) -> Coordinates:
    return Coordinates(**{name: row.get("budget_unit" if name == "unit" else name) for name in DIMENSIONS})


def _figure(row: Known) -> Figure:
    return Figure(_point(row), row["fen"], row["low"], row["high"], row["prints"], row["evidence"])


def _changes(rows: Sequence[Known], year: int | None) -> Iterator[SideChange]:
    for row in rows:
        if row["kind"] != "change" or not row.get("base") or year is None or row.get("year") != year:
            continue
        base = json.loads(row["base"])
        if base.get("year") is None:
            continue
        yield SideChange(
            _point(row).without("year", "stage"),
            row["year"] - base["year"],
            base.get("stage"),
            row["direction"],
            row.get("fen"),
            row.get("low"),
            row.get("high"),
            row["percent"],
            row.get("reason"),
            row["sentence"],
            FindingPlace(row["section"] or "", row["sentence"], "", Place(row["page"], row["line"])),
        )


def _prints(cells: Sequence[Known], statements: Sequence[Known]) -> dict[Coordinates, list[Print]]:
    found: dict[Coordinates, list[Print]] = defaultdict(list)
    for row in cells[:_PRINTED]:
        if row.get("fen") is not None:
            at = (row["table"] or "", row["row"] or "", row["column"] or "")
            found[_point(row)].append(Print(FindingPlace(*at, Place(row["page"], row["line"])), row["fen"]))
    for row in statements:
        if row["kind"] == "amount" and row.get("fen") is not None:
            said = FindingPlace(row["section"] or "", row["sentence"], "", Place(row["page"], row["line"]))
            found[_point(row)].append(Print(said, row["fen"]))
    return dict(found)


_CODE = re.compile(r"^[（(\[【]?(?P<code>(?=[0-9A-Za-z]*\d)[0-9A-Za-z]{8,})[)）\]】]?[-—–_：:\s]*(?=[\u4e00-\u9fff“])")


def _project(row: Known) -> SideProject:
    code = _CODE.match(row["name"])
    name = row["name"][code.end() :] if code else row["name"]
    key = project_key(name) or row["project_key"]
    return SideProject(name, key, row["level1"], row["budget_unit"], row.get("fen"), code["code"] if code else None)


def _target(row: Known, indicators: Sequence[SideIndicator]) -> SideTarget:
    named = _CODE.sub("", row["project"]) if row["project"] else None
    return SideTarget(
        named,
        project_key(named),
        row["budget_unit"],
        row["objective"],
        row["fingerprint"],
        tuple(indicators),
        row.get("fen"),
    )


def _indicator(row: Known) -> SideIndicator:
    return SideIndicator(
        row["level2"],
        row["name"],
        row["name_key"],
        row["value"] or "",
        row["operator"],
        row["number"],
        row["measure"],
    )
