"""The rows of a panel: listed in the template, or made of the ledger's codes, units and projects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gouji.lexicon.classification import Classification, economic, functional
from gouji.model.coordinates import Coordinates
from gouji.model.ledger import Ledger, ProjectEntry, UnitEntry
from gouji.tabulating.index import Index, project_path
from gouji.tabulating.pools import UNCLASSIFIED, UNNAMED
from gouji.tabulating.template import PanelSpec, RowSpec, Template
from gouji.tabulating.words import is_total, ordinal, restriction

HIDDEN = "\x00"
"""The group of projects that are not published, in a project's place."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row before it has amounts. ``texts`` are by what the label columns hold. ``at`` restricts it, None for a row
    without amounts; ``told`` is that it stands at a point a reader can name. ``level`` is 0 outermost."""

    texts: dict[str, str] = field(default_factory=dict)
    at: Coordinates | None = None
    level: int = 0
    total: bool = False
    told: bool = True
    fill: bool = False
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Axes:
    """Makes the rows of panels."""

    index: Index
    template: Template
    year: int
    scope: str
    is_adjusted: bool = False

    def lines(
        self,
        panel: PanelSpec,
        base: Coordinates,
        fill: Callable[[str], str],
        years: Collection[int] = (),
        *,
        gone: bool = False,
    ) -> list[Line]:
        """The rows of a panel whose columns all lie in ``base``; ``fill`` fills in the template's patterns. What was
        spent for in one of ``years`` alone has its row as well, what adjustments have taken away wholly only where
        ``gone``."""
        lines: list[Line] = []
        counts: dict[int, int] = {}
        for row in panel.rows:
            if row.fill:
                lines.append(Line(fill=True))
                continue
            if row.axis:
                axis = self._axis(row, panel, base, years)
                made = [line for line in axis if gone or self._is_left(line, base)]
                lines.extend(made)
                counts = {level: count for level, count in counts.items() if level < row.level}
                counts[row.level] = sum(line.level == row.level for line in made)
                continue
            line = self._listed(row, fill(row.label))
            if row.optional and (line.at is None or not self._amount(line.at, base)):
                continue
            counts = {level: count for level, count in counts.items() if level <= row.level}
            if row.ordinal:
                counts[row.level] = counts.get(row.level, 0) + 1
                lead = ordinal(row.ordinal, counts[row.level])
                line = replace(line, texts={**line.texts, "label": lead + line.texts["label"]})
            lines.append(line)
        return lines

    def _is_left(self, line: Line, base: Coordinates) -> bool:
        """Whether anything is left of a row after adjustments. A unit keeps its row."""
        if not self.is_adjusted or line.at is None or (line.at.unit is not None and line.at.project is None):
            return True
        point = base.joined(line.at)
        return point is None or self.index.stands(point)

    def _amount(self, at: Coordinates, base: Coordinates) -> bool:
        point = base.without("year").joined(at)
        return point is not None and self.index.figure(point).trace != 0

    def _listed(self, row: RowSpec, label: str) -> Line:
        texts = {"label": label, "type": label, "number": ""}
        total = row.total or (not row.blank and bool(label) and is_total(label))
        if row.blank or (not label and row.at is None):
            return Line(texts, level=row.level)
        return Line(texts, restriction((label,), row.at, self.year), row.level, total)

    def _axis(self, row: RowSpec, panel: PanelSpec, base: Coordinates, years: Collection[int]) -> Iterator[Line]:
        match row.axis:
            case "functions":
                yield from self._codes(
                    "function", functional(self.year), (3, 5, 7)[: row.levels or 3], row, base, years
                )
            case "economic":
                yield from self._codes("economic", economic(self.year), (3, 5)[: row.levels or 2], row, base, years)
            case "units":
                yield from self._units(base)
            case "projects":
                yield from self._projects(row, base)
            case "entrusted":
                asked = [column.asks for column in panel.columns if column.asks]
                yield from self._entrusted(base, asked)

    def _codes(
        self,
        dimension: str,
        names: Classification,
        lengths: Sequence[int],
        row: RowSpec,
        base: Coordinates,
        years: Collection[int],
    ) -> Iterator[Line]:
        asked = {base.year, *years}
        finest = {code for year in asked for code in self.index.values(dimension, base.at("year", year))}
        own = dict(self.index.ledger.codes)
        codes = sorted({code[:length] for code in finest for length in lengths if len(code) >= length})
        first = 0
        for code in codes:
            level = lengths.index(len(code))
            at = Coordinates().at(dimension, code)
            if code == UNCLASSIFIED:
                # It bears no code: behind the codes it would look like a part of the last of them.
                yield Line({"label": self.template.words.get("unclassified", _REST["unclassified"])}, at)
                continue
            first += level == 0
            name = name_of(names, code, own)
            lead = ordinal(row.ordinal, first) if row.ordinal and level == 0 else ""
            texts = {
                "label": lead + name,
                "code": code,
                "class": code[:3],
                "division": code[3:5],
                "item": code[5:7],
            }
            yield Line(texts, at, level + row.level)

    def _units(self, base: Coordinates) -> Iterator[Line]:
        """Every unit; where nobody knows which unit money is of, it has a row of its own, and units of which nothing
        is known have none."""
        ledger = self.index.ledger
        unknown = self.index.figure(base.at("unit", "")).trace != 0
        units = [u for u in ledger.units if not unknown or self.index.figure(base.at("unit", u.id)).trace]
        for number, unit in enumerate(units, 1):
            texts = {"label": unit.name, "unit": unit.name, "number": str(number)}
            yield Line(texts, Coordinates(unit=unit.id))
        if unknown:
            label = self.template.words.get("no_unit", _REST["no_unit"]) if units else ledger.department.name
            texts = {"label": label, "unit": label, "number": str(len(units) + 1)}
            yield Line(texts, Coordinates(unit=""), told=False)

    def _projects(self, row: RowSpec, base: Coordinates) -> Iterator[Line]:
        tree = self.template.project_tree
        units = {unit.id: unit for unit in self.index.ledger.units}
        above: tuple[str, ...] = ()
        for entry, path in self.placed(base, gone=True):
            groups = path[:-1]
            joined: dict[str, str] = {}
            for depth in range(len(groups)):
                if groups[: depth + 1] == above[: depth + 1]:
                    continue
                if row.joined and depth + 1 < len(groups):
                    joined[tree[depth]] = groups[depth]
                    continue
                if row.joined and depth:
                    joined = dict(zip(tree, groups[:depth], strict=False))
                yield Line(
                    {**joined, tree[depth]: groups[depth]},
                    Coordinates(project=project_path(groups[: depth + 1])),
                    0 if row.joined else depth,
                    told=False,
                )
            above = groups
            level = 1 if row.joined else len(groups)
            texts = {"name": entry.name, "label": entry.name, "unit": _unit_name(units, entry.unit)}
            yield Line(texts, Coordinates(project=project_path(path)), level, project=entry.id)
        for place, word in ((project_path((HIDDEN,)), "hidden"), (UNNAMED, "unnamed")):
            at = replace(base, project=place)
            if self.index.figure(at).trace:
                label = self.template.words.get(word, _REST[word])
                yield Line({tree[0] if tree else "name": label, "label": label}, Coordinates(project=place), told=False)

    def placed(self, base: Coordinates, *, gone: bool = False) -> Iterator[tuple[ProjectEntry, tuple[str, ...]]]:
        """The published projects with money at a point and their places, group by group in the ledger's order; those
        whose money adjustments have taken away wholly only where ``gone``."""
        paths = project_paths(self.index.ledger.projects, self.template.project_tree)
        rank: dict[tuple[str, ...], int] = {}
        listed = []
        for entry in self.index.ledger.projects:
            path = paths[entry.id]
            if path[0] == HIDDEN or not self.index.stands(base.at("project", project_path(path)), gone=gone):
                continue
            for depth in range(1, len(path)):
                rank.setdefault(path[:depth], len(rank))
            listed.append((entry, path))
        listed.sort(key=lambda each: [rank[each[1][:depth]] for depth in range(1, len(each[1]))])
        yield from listed

    def _entrusted(self, base: Coordinates, asked: Sequence[str]) -> Iterator[Line]:
        answers = {item: _answers(self.index.ledger, base, item) for item in asked}
        paths = {project_path(path): entry for entry, path in self.placed(base)}
        places: dict[str, list[str]] = {}
        for unit, place in self.index.combinations(("unit", "project"), base):
            places.setdefault(unit, []).append(place)
        for entry in self.index.ledger.units:
            at = Coordinates(unit=entry.id)
            whole = self.index.figure(base.at("unit", entry.id))
            if not whole.trace:
                continue
            yield Line({"label": entry.name, "unit": entry.name}, at)
            mine = places.get(entry.id, [])
            parts = [self.index.figure(replace(base, unit=entry.id, project=place)) for place in mine]
            if sum(part.trace for part in parts) == whole.trace and all(place in paths for place in mine):
                for place in mine:
                    project = paths[place]
                    texts = {"label": project.name, "name": project.name}
                    texts |= {item: said.get(project.id, "") for item, said in answers.items()}
                    yield Line(texts, replace(at, project=place), 1, told=False)


def _answers(ledger: Ledger, base: Coordinates, item: str) -> dict[str, str]:
    """Whether the money of each project is an item too, by the project's id; empty where no amount says so."""
    found: dict[str, set[bool]] = {}
    for fact in ledger.facts_at(base):
        if fact.project is not None and not fact.inferred:
            is_it = any(tag == item or tag.startswith(item + "/") for tag in fact.tags)
            found.setdefault(fact.project, set()).add(is_it)
    if not any(True in said for said in found.values()):
        return {}
    return {id: "部分" if len(said) > 1 else "是" if True in said else "否" for id, said in found.items()}


_REST = {
    "no_unit": "未分列到单位的收支",
    "hidden": "按规定不予公开的项目",
    "unnamed": "其他项目支出",
    "unclassified": "未分科目的收入",
}


def project_paths(projects: Sequence[ProjectEntry], tree: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The place of each project: its groups by the tree's levels (``type``, ``level1``, ``unit``), then itself.
    A group without a name is named after the project."""
    return {
        entry.id: (HIDDEN, entry.id)
        if entry.hidden
        else (*(getattr(entry, level) or "其他项目" for level in tree), entry.id)
        for entry in projects
    }


def name_of(names: Classification, code: str, own: Mapping[str, str]) -> str:
    """A code's name in its year; an older one, the ledger's ``own`` one, or the code itself, where none is known."""
    found = names.name(code) or own.get(code)
    if found is None:
        older = names.names(code)
        return older[-1] if older else code
    return found


def _unit_name(units: dict[str, UnitEntry], id: str) -> str:
    return units[id].name if id in units else id
