"""A document of a dataset, named as people name it: by a part of the department's name, and a year."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from gouji.corpus.comparing.side import Side
from gouji.corpus.comparing.side_rows import TABLES, side_of_rows
from gouji.corpus.manifest import Manifest, read_manifest
from gouji.corpus.needs import need
from gouji.corpus.offices import institution_key
from gouji.corpus.parts import read_parts
from gouji.errors import GoujiError


def side_of_dataset(folder: Path, wanted: str) -> Side:
    """The document that ``部门名称[:年度][:部门|单位]`` names; the newest where no year is given. An identifier or a
    file's name names it too. Raises :class:`GoujiError` where none or several are meant."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise GoujiError(f"{folder} 不是数据集：没有 datapackage.json。")
    chosen = _chosen(_documents(folder, manifest), wanted)
    side = side_of_rows({name: _rows_of(folder, manifest, name, chosen) for name in TABLES})
    return replace(side, institution=_institution(folder, manifest, chosen["institution_key"]))


def _institution(folder: Path, manifest: Manifest, key: str | None) -> str | None:
    """Whose document it is: the same under all names that the institutions' table makes one."""
    found = read_parts(folder, manifest.parts.get("institutions", ()), ("key", "institution"))
    rows = [] if found is None or key is None else found.to_pylist()
    return next((row["institution"] for row in rows if row["key"] == key), None)


def _documents(folder: Path, manifest: Manifest) -> list[dict[str, Any]]:
    columns = ("document", "file", "department", "title", "institution_key", "document_year", "scope", "kind")
    found = read_parts(folder, manifest.parts.get("documents", ()), columns)
    rows: list[dict[str, Any]] = [] if found is None else found.to_pylist()
    return rows


def _chosen(documents: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    name, *marks = wanted.split(":")
    exact = [row for row in documents if wanted in (row["document"], row["file"])]
    key = institution_key(name) or ""
    found = exact or [row for row in documents if key and key in (row["institution_key"] or row["title"] or "")]
    whole = [row for row in found if row["institution_key"] == key]
    found = whole or found
    for mark in marks if not exact else ():
        if re.fullmatch(r"(?:19|20)\d\d", mark):
            found = [row for row in found if row["document_year"] == int(mark)]
        elif mark in {"部门", "单位"}:
            found = [row for row in found if row["scope"] == ("department" if mark == "部门" else "unit")]
        elif mark in {"预算", "决算"}:
            found = [row for row in found if row["kind"] == ("budget" if mark == "预算" else "final_accounts")]
        else:
            raise GoujiError(f"看不懂“{mark}”：名称之后可以写年度、部门或单位、预算或决算。")
    if not found:
        raise GoujiError(f"数据集里没有“{wanted}”。")
    newest = max(row["document_year"] or 0 for row in found)
    found = [row for row in found if (row["document_year"] or 0) == newest]
    if len({row["institution_key"] for row in found}) == 1:
        # A department's own document stands for it where there is also its unit's.
        found = [row for row in found if row["scope"] == "department"] or found
    if len(found) > 1:
        listed = "、".join(f"{row['department'] or row['title']}（{row['file']}）" for row in found[:5])
        raise GoujiError(
            f"“{wanted}”指的可能是 {len(found)} 份文件：{listed}。请写得更全，或加 :单位 :决算 等，或写文件名。"
        )
    return found[0]


def _rows_of(folder: Path, manifest: Manifest, table: str, document: dict[str, Any]) -> list[dict[str, Any]]:
    compute = need("pyarrow.compute")
    year = "unknown" if document["document_year"] is None else str(document["document_year"])
    parts = [part for part in manifest.parts.get(table, ()) if part.path.split("/")[2] == year]
    rows: list[dict[str, Any]] = []
    for part in parts:
        found = read_parts(folder, [part])
        rows += found.filter(compute.equal(found["document"], document["document"])).to_pylist()
    return rows
