"""Amounts that sentences and targets list by the names tables print them under: projects, and what 机关运行经费 is for.

A project's name is no coordinate, and 机关运行经费 is another view of what the tables print as 公用经费; what ties them
is that the names are the same. A name alone may mean something else (last year's project, a part of one), so a
sentence's amount that differs is only held against the table where other sentences of the document agree with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from gouji.identities.identity import Identity
from gouji.identities.observation import Observation, PanelView
from gouji.identities.points import Point
from gouji.lexicon.text import bare, key
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, Statement
from gouji.model.kinds import AT_START

_YEAR = re.compile(r"20\d\d")
_OWN_YEAR = re.compile(r"^20\d\d年?度?")
_BEHIND = re.compile(r"(?:项目支出|支出预算|预算安排|支出|预算|安排|共计|合计)$")
_SHORTEST_NAME = 5
_AGREE = 2
"""So many amounts must agree for one that differs to be held against the table, and so many times as many as differ."""
_Rows = Mapping[str, Sequence[tuple[str | None, int]]]


def listed_identities(
    disclosure: Disclosure,
    observations: Sequence[Observation],
    views: Sequence[PanelView],
    points: Mapping[int, Point],
) -> list[Identity]:
    """The identities of targets and sentences with the projects table, and of 机关运行经费 with 公用经费."""
    rows = _project_rows(views)
    said = {s.id: s for s in disclosure.statements if s.kind == "amount"}
    return [
        *_targets(disclosure, observations, rows),
        *_repeated(views, rows),
        *_projects(observations, said, rows, disclosure.document.year),
        *_operating(observations, points),
    ]


def _project_rows(views: Sequence[PanelView]) -> _Rows:
    """A project's name → its unit and the first amount of its row, of the tables of projects."""
    rows: dict[str, list[tuple[str | None, int]]] = defaultdict(list)
    lists = [view for view in views if view.table.kind == "projects"]
    for view in [view for view in lists if not _at_start(view)] or lists:
        start = _at_start(view)
        for row in view.panel.rows:
            columns = [c for c in range(len(view.panel.columns)) if c not in start]
            printed = [view.at[row.index, c] for c in columns if (row.index, c) in view.at]
            if printed and row.label and (row.coordinates is None or row.coordinates.economic is None):
                rows[key(row.label)].append((row.unit and key(row.unit), printed[0]))
    return rows


def _at_start(view: PanelView) -> list[int]:
    """The columns of what a budget was before it was adjusted."""
    return [c.index for c in view.panel.columns if c.coordinates is not None and c.coordinates.stage == AT_START]


def _targets(disclosure: Disclosure, observations: Sequence[Observation], rows: _Rows) -> Iterator[Identity]:
    """The amount of a project's target is the amount of the project in the projects table."""
    for observation in observations:
        if observation.is_cell or observation.previous or not observation.id.startswith("g"):
            continue
        target = disclosure.targets[int(observation.id[1:])]
        candidates = rows.get(key(target.project), []) if target.project is not None else []
        if len(candidates) > 1 and target.unit is not None:
            candidates = [c for c in candidates if c[0] == key(target.unit)] or candidates
        if len(candidates) == 1:
            reason = "绩效目标金额＝项目支出表金额"
            yield Identity("equal", (observation.index,), (candidates[0][1],), True, reason, "target")


def _repeated(views: Sequence[PanelView], rows: _Rows) -> Iterator[Identity]:
    """The amount of a project in a table of targets that is read as a table is that of the projects table."""
    for view in views:
        if view.table.kind != "performance_targets":
            continue
        for row in view.panel.rows:
            printed = [view.at[row.index, c] for c in range(len(view.panel.columns)) if (row.index, c) in view.at]
            candidates = rows.get(key(row.label), [])
            if printed and len(candidates) == 1:
                reason = "绩效目标金额＝项目支出表金额"
                yield Identity("equal", (printed[0],), (candidates[0][1],), True, reason, "target")


def _projects(
    observations: Sequence[Observation], said: Mapping[str, Statement], rows: _Rows, year: int | None
) -> list[Identity]:
    """The amount a sentence gives a project is the amount of the project in the projects table."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for name, found in rows.items():
        by_name[_name(name)].extend(index for _, index in found)
    pairs: list[tuple[int, int]] = []
    for o in observations:
        statement = said.get(o.id)
        if statement is None or o.previous or o.amount.is_zero or statement.coordinates is not None:
            continue
        cells = by_name.get(_name(statement.subject)) or by_name.get(_BEHIND.sub("", _name(statement.subject)), [])
        if len(cells) == 1 and (_meet(o, observations[cells[0]]) or _speaks_of_this_year(statement, year)):
            pairs.append((o.index, cells[0]))
    return [_same(pair, "文中项目的金额＝项目支出表金额") for pair in _borne_out(pairs, observations)]


def _name(text: str) -> str:
    return _OWN_YEAR.sub("", bare(text))


def _speaks_of_this_year(statement: Statement, year: int | None) -> bool:
    """Whether an amount is this year's whatever it is: no other year and no reason stand in its sentence."""
    if len(_name(statement.subject)) < _SHORTEST_NAME or "原因" in statement.sentence[: statement.span[0]]:
        return False
    return {int(found) for found in _YEAR.findall(statement.sentence)} <= {year}


def _operating(observations: Sequence[Observation], points: Mapping[int, Point]) -> list[Identity]:
    """Where 机关运行经费 is all of 公用经费, what it is for (办公费, 差旅费) is the same in both."""
    at: dict[Point, int] = {}
    for index, point in points.items():
        at.setdefault(point, index)
    parts = [(i, p) for i, p in points.items() if p.item == "agency_operating_expenses" and p.economic is not None]
    pairs: list[tuple[int, int]] = []
    for index, point in parts:
        whole = at.get(point.without("economic"))
        for fund in ("general_public_budget", "fiscal_appropriation", None):
            basic = Coordinates(point.year, point.stage, "expenditure", use="basic/operating", fund=fund)
            total = at.get(basic)
            if whole is None or total is None or not _meet(observations[whole], observations[total]):
                continue
            there = [at[p] for use in ("basic/operating", "basic") if (p := _spent(basic, use, point)) in at]
            if there and not observations[index].amount.is_zero:
                twice = there[1:] if _meet(observations[there[0]], observations[there[-1]]) else []
                pairs.extend((index, other) for other in (there[0], *twice))
                break
    return [_same(pair, "机关运行经费的分项＝公用经费的同一科目") for pair in _borne_out(pairs, observations)]


def _spent(basic: Coordinates, use: str, point: Point) -> Coordinates:
    return basic.at("use", use).at("economic", point.economic)


def _borne_out(pairs: Sequence[tuple[int, int]], observations: Sequence[Observation]) -> list[tuple[int, int]]:
    """The pairs that agree, and with them those that do not where they are few."""
    agreeing = [pair for pair in pairs if _meet(observations[pair[0]], observations[pair[1]])]
    differing = len(pairs) - len(agreeing)
    return list(pairs) if len(agreeing) >= _AGREE * max(differing, 1) else agreeing


def _same(pair: tuple[int, int], reason: str) -> Identity:
    return Identity("equal", pair[:1], pair[1:], True, reason, "listed")


def _meet(one: Observation, other: Observation) -> bool:
    return one.low <= other.high and other.low <= one.high
