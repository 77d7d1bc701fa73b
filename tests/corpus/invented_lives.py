"""Institutions of three years with renamings, mergers, splits and namesakes, as rows of a dataset and as the truth."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from gouji.corpus.offices import institution_key
from gouji.corpus.regions import region_of
from gouji.model.coordinates import DIMENSIONS

YEARS = (2024, 2025, 2026)
_WAN = 1_000_000
_FUNCTIONS = ("2010301", "2010302", "2080505", "2210201")
Parts = dict[str, int]
"""Function → amount in 分, whole hundreds of 元: the total and its parts are printed in 万元 with two decimals."""


@dataclass
class Invented:
    """The rows, and the successions that are true: (year, before, after) by keys."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    truth: set[tuple[int, tuple[str, ...], tuple[str, ...]]] = field(default_factory=set)


class _World:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.made = Invented()

    def parts(self) -> Parts:
        return {code: self.random.randrange(1_000, 900_000) * 10_000 for code in _FUNCTIONS}

    def grown(self, parts: Parts) -> Parts:
        return {code: round(fen * self.random.uniform(0.9, 1.15) / 10_000) * 10_000 for code, fen in parts.items()}

    def divided(self, parts: Parts, count: int) -> list[Parts]:
        found: list[Parts] = [{} for _ in range(count)]
        for code, fen in parts.items():
            cuts = sorted(self.random.randrange(1, fen // 10_000) for _ in range(count - 1))
            ends = [0, *cuts, fen // 10_000]
            for at in range(count):
                found[at][code] = (ends[at + 1] - ends[at]) * 10_000
        return found

    def publish(self, name: str, year: int, parts: Parts, last: Parts | None, place: str = "") -> None:
        """A document that prints last year's figures, or, as most do, only says how its total changed."""
        region = region_of(place or name)
        document = f"{name}{place}{year}"
        self.made.documents.append(
            {"document": document, "institution_key": institution_key(name, region), "document_year": year,
             "region_name": region.name, "scope": "department", "kind": "budget", "department": name}
        )  # fmt: skip
        points = {("revenue", None): sum(parts.values())} | {("expenditure", code): fen for code, fen in parts.items()}
        for point, fen in points.items():
            self._figure(document, year, year, point, fen)
        if last is None:
            return
        before = {("revenue", None): sum(last.values())} | {("expenditure", code): fen for code, fen in last.items()}
        if self.random.random() < 0.5:
            for point, fen in before.items():
                self._figure(document, year, year - 1, point, fen)
        else:
            self._change(document, year, points["revenue", None] - before["revenue", None])

    def _figure(self, document: str, year: int, of: int, point: tuple[str, str | None], fen: int) -> None:
        row = dict.fromkeys("budget_unit" if name == "unit" else name for name in DIMENSIONS)
        room = {"low": fen - 5_000, "high": fen + 4_999}
        known = {"document": document, "document_year": year, "year": of, "side": point[0], "function": point[1]}
        self.made.figures.append(row | known | room | {"fen": fen, "prints": 1, "evidence": "proved"})

    def _change(self, document: str, year: int, fen: int) -> None:
        row = dict.fromkeys("budget_unit" if name == "unit" else name for name in DIMENSIONS)
        base = json.dumps({"year": year - 1, "side": "revenue"})
        self.made.statements.append(
            row
            | {"document": document, "kind": "change", "section": "", "sentence": "比上年变动", "percent": None,
               "direction": "increase" if fen > 0 else "decrease" if fen < 0 else "none", "fen": abs(fen),
               "low": abs(fen) - 5_000, "high": abs(fen) + 4_999, "base": base, "page": None, "line": None,
               "year": year, "side": "revenue"}
        )  # fmt: skip

    def go_on(self, names: dict[int, str], place: str = "") -> None:
        last: Parts | None = None
        for year, name in sorted(names.items()):
            now = self.grown(last) if last else self.parts()
            self.publish(name, year, now, last, place)
            last = now

    def step(self, before: list[str], after: list[str], year: int) -> None:
        """``before`` become ``after`` in ``year``."""
        olds = [self.parts() for _ in before]
        lasts: list[Parts | None] = [None] * len(before)
        for at in range(YEARS[0], year):
            for number, name in enumerate(before):
                now = self.grown(lasts[number] or olds[number])
                self.publish(name, at, now, lasts[number])
                lasts[number] = now
        whole: Parts = {code: sum(part[code] for part in lasts if part) for code in _FUNCTIONS}
        heirs: list[Parts] = self.divided(whole, len(after)) if len(after) > 1 else [whole]
        for at in range(year, YEARS[-1] + 1):
            for number, name in enumerate(after):
                now = self.grown(heirs[number])
                self.publish(name, at, now, heirs[number])
                heirs[number] = now
        keys = (tuple(sorted(institution_key(name) or "" for name in side)) for side in (before, after))
        ours, theirs = keys
        self.made.truth.add((year, ours, theirs))


def invented(seed: int) -> Invented:
    """About fifty names in three places; ten successions, and much that only looks like one."""
    world = _World(seed)
    for year_of in (
        {2024: "长春市审计局", 2025: "吉林省长春市审计局", 2026: "长春市审计局（本级）"},
        {2024: "中共长春市委党校", 2025: "长春市委党校", 2026: "中共长春市委党校"},
        {2024: "杭州市水务中心", 2025: "杭州市 水务中心(本级)", 2026: "杭州市水务中心"},
        {2025: "长春市医疗保障服务中心", 2026: "长春市医疗保障服务中心"},
        {2024: "长春市住房保障服务中心"},
        {2026: "杭州市数据资源局"},
        {2024: "杭州市信息化办公室", 2025: "杭州市信息化办公室"},
        {2024: "长春市第一中学"},
        {2025: "长春市第二中学", 2026: "长春市第二中学"},
        *(dict.fromkeys(YEARS, name) for name in ("长春市统计局", "杭州市统计局", "吉林省司法厅", "长春市信访局")),
    ):
        world.go_on(year_of)
    for place in ("长春市", "杭州市"):
        world.go_on(dict.fromkeys(YEARS, "财政局"), place)
    world.go_on({2024: "杭州市文物局", 2025: "杭州市文物局"})
    world.step(["长春市档案局"], ["长春市档案史志馆"], 2025)
    world.step(["长春市机关事务管理局"], ["长春市行政服务保障中心"], 2026)
    world.step(["杭州市扶贫开发办公室"], ["杭州市乡村振兴局"], 2025)
    world.step(["长春市史志办公室", "长春市地方文献中心"], ["长春市文史研究院"], 2025)
    world.step(["杭州市职介中心", "杭州市就业局", "杭州市劳动监察队"], ["杭州市人力资源公共服务中心"], 2026)
    world.step(["杭州市应急管理局", "杭州市防汛中心"], ["杭州市应急管理局"], 2026)
    world.step(["吉林省广播电视局", "吉林省新闻出版局"], ["吉林省广电和出版局"], 2025)
    world.step(["长春市城乡建设委员会"], ["长春市住房管理局", "长春市村镇建设中心"], 2026)
    world.step(["杭州市农业农村局"], ["杭州市农业农村局", "杭州市渔政支队"], 2025)
    world.step(["吉林省教育考试院"], ["吉林省招生中心", "吉林省学位办公室", "吉林省自学考试中心"], 2025)
    return world.made
