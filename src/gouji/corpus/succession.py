"""Proposals of who followed whom, from names and from figures: for people to look at, never applied by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from gouji.corpus.naming import enumerated, wan
from gouji.corpus.stated import Stated

LIKE = 0.6
"""Names of one place so alike may be one institution's."""
FEWEST = 3
"""So many of last year's figures must be the earlier institution's own before figures alone speak."""
_MOST_NEAR = 200
"""Beyond so many candidates in one place pairs of them are not tried: a dataset that lacks a year, not mergers."""

Row = Mapping[str, Any]
AXES = ("side", "function", "economic", "use", "fund", "origin", "item")
DOCUMENTS = ("document", "institution_key", "document_year", "region_name", "scope")
FIGURES = ("document", "document_year", "year", "fen", "low", "high", "budget_unit", "project", "stage", *AXES)
"""What must be known of documents and of figures."""
_Figures = Mapping[tuple[Any, ...], tuple[int, int]]
_TOTAL = ("revenue", None, None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The institutions of ``before`` may have become those of ``after`` in ``year``; ``reasons`` are Chinese."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    year: int
    reasons: tuple[str, ...]

    @property
    def kind(self) -> str:
        """What it would be called."""
        return "合并" if len(self.before) > 1 else "拆分" if len(self.after) > 1 else "更名"


@dataclass(frozen=True, slots=True)
class _Life:
    """An institution's documents: its years, its own figures of the last and last year's figures of the first."""

    name: str
    region: str | None
    first: int
    last: int
    own: _Figures
    before: _Figures


def proposals(documents: Sequence[Row], figures: Sequence[Row], stated: Stated) -> list[Proposal]:
    """Whom each institution that begins after its place does may have followed. Nothing is proposed about those whose
    succession is stated."""
    lives = _lives(documents, figures, stated)
    told = {name for one in stated.successions for name in (*one.before, *one.after)}
    places: dict[str | None, list[_Life]] = defaultdict(list)
    for life in lives:
        if life.name not in told:
            places[life.region].append(life)
    found: list[Proposal] = []
    for near in places.values():
        for year in sorted({life.first for life in near})[1:]:
            ended = [one for one in near if one.last == year - 1]
            begun = [one for one in near if one.first == year]
            found.extend(_of_a_year(ended, begun, year))
    return sorted(found, key=lambda one: (one.year, one.after, one.before))


def candidates(documents: Sequence[Row], stated: Stated) -> set[str]:
    """The documents whose figures can tell: the last of an institution that ends, the first of one that begins."""
    known = [row for row in documents if row["institution_key"] and row["document_year"]]
    years: dict[str, list[int]] = defaultdict(list)
    for row in known:
        years[stated.of(row["institution_key"]) or ""].append(row["document_year"])
    newest = max((row["document_year"] for row in known), default=0)
    oldest = min((row["document_year"] for row in known), default=0)
    chosen: set[str] = set()
    for row in known:
        own = years[stated.of(row["institution_key"]) or ""]
        ends = row["document_year"] == max(own) < newest
        if ends or row["document_year"] == min(own) > oldest:
            chosen.add(row["document"])
    return chosen


def _lives(documents: Sequence[Row], figures: Sequence[Row], stated: Stated) -> list[_Life]:
    owner: dict[str, str] = {}
    years: dict[str, list[int]] = defaultdict(list)
    regions: dict[str, str | None] = {}
    # A department's own document speaks for it where there is also its unit's: the last one wins.
    for row in sorted(documents, key=lambda row: (row["scope"] == "department", row["document"])):
        institution = stated.of(row["institution_key"])
        if institution is None or row["document_year"] is None:
            continue
        owner[row["document"]] = institution
        years[institution].append(row["document_year"])
        regions[institution] = row["region_name"]
    own: dict[str, dict[tuple[Any, ...], tuple[int, int]]] = defaultdict(dict)
    before: dict[str, dict[tuple[Any, ...], tuple[int, int]]] = defaultdict(dict)
    for row in figures:
        known = owner.get(row["document"])
        if known is None or not row["fen"] or row["budget_unit"] or row["project"] or row["stage"]:
            continue
        first, last = min(years[known]), max(years[known])
        point = tuple(row[name] for name in AXES)
        if row["year"] == row["document_year"] == last:
            own[known][point] = (row["low"], row["high"])
        if row["document_year"] == first and row["year"] == first - 1:
            before[known][point] = (row["low"], row["high"])
    return [
        _Life(name, regions[name], min(found), max(found), own[name], before[name])
        for name, found in sorted(years.items())
    ]


def _of_a_year(ended: Sequence[_Life], begun: Sequence[_Life], year: int) -> Iterator[Proposal]:
    settled: set[str] = set()
    for after in begun:
        for one in ended:
            reasons = [*_by_name(one, after), *_by_figures([one], [after])]
            if reasons:
                settled |= {one.name, after.name}
                yield Proposal((one.name,), (after.name,), year, tuple(reasons))
    ended = [one for one in ended if one.name not in settled]
    begun = [one for one in begun if one.name not in settled]
    if len(ended) <= _MOST_NEAR:
        for after in begun:
            for pair in combinations(ended, 2):
                if _total_fits(pair, [after]) and (reasons := _by_figures(pair, [after])):
                    yield Proposal((pair[0].name, pair[1].name), (after.name,), year, tuple(reasons))
    if len(begun) <= _MOST_NEAR:
        for one in ended:
            for pair in combinations(begun, 2):
                if _total_fits([one], pair) and (reasons := _by_figures([one], pair)):
                    yield Proposal((one.name,), (pair[0].name, pair[1].name), year, tuple(reasons))


def _by_name(one: _Life, after: _Life) -> list[str]:
    """The place says nothing: only what stands behind it is compared."""
    if one.region is None:
        return []
    mine, theirs = (name.removeprefix(one.region) for name in (one.name, after.name))
    likeness = SequenceMatcher(None, mine, theirs, autojunk=False).ratio() if mine and theirs else 0.0
    if likeness < LIKE:
        return []
    return [f"名称相近（{round(likeness * 100)}%），前者止于 {one.last} 年，后者始于 {after.first} 年"]


def _total_fits(before: Sequence[_Life], after: Sequence[_Life]) -> bool:
    """Whether the totals agree, or one of them is not printed: cheap, and settles nearly all pairs."""
    ours, theirs = _sum([one.own for one in before], _TOTAL), _sum([one.before for one in after], _TOTAL)
    return ours is None or theirs is None or (ours[0] <= theirs[1] and theirs[0] <= ours[1])


def _sum(several: Sequence[_Figures], point: tuple[Any, ...]) -> tuple[int, int] | None:
    parts = [figures.get(point) for figures in several]
    known = [part for part in parts if part is not None]
    return (sum(low for low, _ in known), sum(high for _, high in known)) if len(known) == len(parts) else None


def _by_figures(before: Sequence[_Life], after: Sequence[_Life]) -> list[str]:
    """Last year's figures of the later documents that are the earlier ones' own; of several their sums."""
    equal: list[int] = []
    asked = 0
    for point in after[0].before:
        ours, theirs = _sum([one.own for one in before], point), _sum([one.before for one in after], point)
        if ours is None or theirs is None:
            continue
        asked += 1
        if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
            equal.append(theirs[1])
    # An amount printed at several points is one piece of evidence.
    if len(set(equal)) < FEWEST or 2 * len(equal) < asked:
        return []
    told = "后者所列上年数" if len(after) == 1 else "后两者所列上年数之和"
    whose = "前者本年数" if len(before) == 1 else "前两者本年数之和"
    return [f"{told}有 {len(equal)} 个（共 {asked} 个可比）等于{whose}，最大 {wan(max(equal))} 万元"]


def as_toml(found: Sequence[Proposal]) -> str:
    """The proposals as a file to correct: every one commented out, to be uncommented by whoever has looked."""
    lines = [
        "# 机构表：同一机构的各个名称，以及机构的承继。改好后存为数据集文件夹里的 institutions.toml，",
        "# 再运行 gouji corpus institutions 数据集 --apply 即生效；以后的 gouji corpus build 也照它办。",
        "#",
        "# [[institution]]                 # 同一机构的几个名称",
        '# id = "某市档案局"',
        '# names = ["某市档案局", "某市档案局（馆）"]',
        '# parent = "某市委办公室"         # 主管部门，可不写',
        "#",
        "# [[succession]]                  # 更名（一对一）、合并（before 几个）、拆分（after 几个）",
        '# before = ["某市档案局"]',
        '# after = ["某市档案馆"]',
        "# year = 2026                     # 承继后的第一个预算年度",
    ]
    if found:
        lines += ["", f"# 以下 {len(found)} 条是由名称和数字推测的，请核对；属实的去掉行首的 #。"]
    for one in found:
        lines += ["", *(f"# 依据：{reason}" for reason in one.reasons), "# [[succession]]"]
        lines += [f"# {side} = [{', '.join(map(_quoted, getattr(one, side)))}]" for side in ("before", "after")]
        lines += [f"# year = {one.year}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def told(one: Proposal) -> str:
    """A proposal in a line."""
    return f"{enumerated(one.before)} → {enumerated(one.after)}"
