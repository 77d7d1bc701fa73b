"""What reviewers in finance bureaus write down by hand, put into sentences and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from bench.planted.edits import Edit
from bench.planted.material import Maker, Material, Planted, named
from bench.planted.spots import Spot, Stretch
from gouji.lexicon.classification import economic, functional
from gouji.reading.source import Paragraph

_REASON = re.compile(r"(?:主要)?原因[是为：:](?P<why>[^。；;]{4,}?)[。；;]")
_CHANGE = re.compile(r"增加|减少|增长|下降")
_INNER = re.compile(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])")


def _texts(material: Material, *, least: int = 30) -> Iterator[tuple[Spot, str]]:
    for index, block in enumerate(material.source.blocks):
        if isinstance(block, Paragraph) and len(block.text.strip()) >= least and "…" not in block.text:
            yield Spot(index), block.text


def _at(
    pattern: re.Pattern[str], wrong_of: Callable[[re.Match[str], Random], str | None], group: int | str = 0
) -> Maker:
    def make(material: Material, kind: str, random: Random) -> Planted | None:
        found = [(spot, m) for spot, text in _texts(material, least=12) for m in pattern.finditer(text)]
        if not found:
            return None
        spot, match = random.choice(found)
        wrong = wrong_of(match, random)
        if wrong is None:
            return None
        return material.said(kind, Stretch(spot, match.start(group), match.end(group)), wrong, number=False)

    return make


def _another_year(material: Material, kind: str, random: Random) -> Planted | None:
    """比上年 becomes a comparison with the year before it."""
    year = material.disclosure.document.year
    if year is None:
        return None
    return _at(re.compile(r"(?<=[比较与])上年(?=预算|决算|执行|增|减|相比)"), lambda m, r: f"{year - 2}年")(
        material, kind, random
    )


def _old_name(material: Material, kind: str, random: Random) -> Planted | None:
    """A classification's old name beside its code."""
    year = material.disclosure.document.year
    lists = (functional(year), economic(year))
    found = []
    for table, rows in material.panels:
        for row, cells in rows:
            for names in lists:
                old = next(
                    (n.name for n in names.namings(row.code or "") if names.was_renamed(row.code or "", n.name)), None
                )
                if old is not None:
                    found.append((table, row, cells[0][1], old))
    if not found:
        return None
    table, row, spot, old = random.choice(found)
    grid = material.grid(spot)
    if grid is None:
        return None
    for column, cell in enumerate(grid.rows[spot.row][: spot.column]):
        if "".join(cell.text.split()) == row.label:
            at = Spot(spot.block, spot.row, column)
            return Planted(
                kind, (Edit(at, 0, len(cell.text), old),), (), frozenset({at, spot}), label=named(table, row)
            )
    return None


def _cut_off(material: Material, kind: str, random: Random) -> Planted | None:
    """A paragraph ends in the middle of a sentence."""
    texts = [(s, t) for s, t in _texts(material) if t.rstrip().endswith("。") and "，" in t[15:-8]]
    if not texts:
        return None
    spot, text = random.choice(texts)
    at = random.choice([m.start() for m in re.finditer("，", text) if 15 <= m.start() <= len(text) - 8])
    cut = at + random.choice((0, 3, 5))
    edit = Edit(spot, cut, len(text), "")
    near = frozenset({spot, *(Spot(i) for i in range(max(spot.block - 6, 0), spot.block))})
    return Planted(kind, (edit,), (), near, (text[max(cut - 8, 0) : cut],), label=f"…{text[max(cut - 24, 0) : cut]}|")


def _no_stop(material: Material, kind: str, random: Random) -> Planted | None:
    """The stop at the end of a paragraph is missing."""
    texts = [(s, t) for s, t in _texts(material) if t.rstrip().endswith("。")]
    if not texts:
        return None
    spot, text = random.choice(texts)
    at = len(text.rstrip()) - 1
    near = frozenset({spot, *(Spot(i) for i in range(max(spot.block - 6, 0), spot.block))})
    return Planted(
        kind,
        (Edit(spot, at, at + 1, ""),),
        (),
        near,
        (text[max(at - 8, 0) : at],),
        label=f"…{text[max(at - 24, 0) : at]}|",
    )


def _department(material: Material, kind: str, random: Random) -> Planted | None:
    """本部门 in the document of a unit."""
    text = "".join(t for _, t in _texts(material, least=6))
    if "单位预算" not in text + material.disclosure.document.title or text.count("本单位") < 3 or "本部门" in text:
        return None
    return _at(re.compile("本单位"), lambda m, r: "本部门")(material, kind, random)


DEFECTS: dict[str, Maker] = {
    "defect: another year": _another_year,
    "defect: old name": _old_name,
    "defect: both directions left": _at(
        _CHANGE, lambda m, r: {"增加": "增加（减少）", "减少": "增加（减少）"}.get(m.group(), "增长（下降）")
    ),
    "defect: no reason": _at(_REASON, lambda m, r: r.choice(("", "×××", "…")), "why"),
    "defect: department in a unit's": _department,
    "defect: doubled mark": _at(re.compile("[，。；]"), lambda m, r: m.group() + r.choice((m.group(), "。", "，"))),
    "defect: no stop": _no_stop,
    "defect: cut off": _cut_off,
}
"""Kinds of defects; wrong years, percentages, directions, amounts in sentences and totals are kinds of their own."""
