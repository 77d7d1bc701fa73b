"""Performance targets of a document: found, read, matched with the projects table, reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.lexicon.text import key
from gouji.model.disclosure import Indicator, Project, ReadingProblem, Target
from gouji.model.money import Unit
from gouji.reading.source import Block
from gouji.reading.targets.align import Known
from gouji.reading.targets.draft import Draft, same_amount, unit_key, unit_name
from gouji.reading.targets.forms import read_forms
from gouji.reading.targets.indicators import completed_weights, weight_sum
from gouji.reading.targets.listing import read_list
from gouji.reading.targets.matching import match
from gouji.reading.targets.regions import FORM, LIST, Region, find_regions
from gouji.reading.targets.segment import TOTALS, usual_total

TABLE = "项目支出绩效目标表"


@dataclass(frozen=True, slots=True)
class TargetReading:
    """The targets, what was inferred or lost, and the indexes of the blocks that are target tables (with their title
    and unit lines)."""

    targets: tuple[Target, ...]
    problems: tuple[ReadingProblem, ...]
    used: frozenset[int]


def read_targets(
    blocks: Sequence[Block], projects: Sequence[Project], *, department: str, year: int | None
) -> TargetReading:
    """The performance targets of a document's blocks. ``projects`` are the lines of its projects table; they restore
    what the target tables have lost. ``department`` stands in for the unit where the form prints none."""
    regions = find_regions(blocks)
    known = _known(projects, department)
    default = next((project.amount.unit for project in projects if project.amount), Unit.TEN_THOUSAND_YUAN)
    drafts: list[tuple[Draft, str]] = []
    of_region: dict[int, int] = {}
    problems: list[ReadingProblem] = []
    for number, region in enumerate(regions):
        unit = region.unit or default
        before = len(drafts)
        if region.kind == LIST:
            drafts.extend((draft, LIST) for draft in read_list(region, known, unit))
        elif region.kind == FORM:
            drafts.extend((draft, FORM) for draft in read_forms(region, known, unit))
        else:
            problems.append(_whole(region))
        found = [draft for draft, _ in drafts[before:]]
        if region.kind == LIST and not any(draft.indicators for draft in found):
            of_region |= {id(draft): number for draft in found}
    repeated = set(of_region.values())
    drafts = _once_each(drafts)
    repeated -= {of_region.get(id(draft), -1) for draft, _ in drafts}
    total = usual_total([[each.weight for each in draft.indicators] for draft, _ in drafts])
    matched = match([draft for draft, _ in drafts], projects)
    targets: list[Target] = []
    for (draft, kind), project in zip(drafts, matched, strict=True):
        target = _finished(draft, project, kind, department, year, total)
        targets.append(target)
        problems.extend(_problems(target, draft, total))
    return TargetReading(tuple(targets), tuple(problems), _used(r for n, r in enumerate(regions) if n not in repeated))


def _known(projects: Sequence[Project], department: str) -> Known:
    amounts = {project.amount.text for project in projects if project.amount}
    whole = {text.rstrip("0").rstrip(".") if "." in text else text for text in amounts}
    units = {key(project.unit) for project in projects if project.unit}
    return Known(
        frozenset(key(project.name) for project in projects if project.name),
        frozenset(units | ({key(department)} if department else set())),
        frozenset(amounts | whole),
    )


def _used(regions: Iterable[Region]) -> frozenset[int]:
    """The blocks that nothing else reads. A table that only repeats targets is read for its amounts."""
    used: set[int] = set()
    for region in regions:
        if not region.is_amount_table:
            used |= {index for index, _ in region.grids} | region.around
    return frozenset(used)


def _once_each(drafts: Sequence[tuple[Draft, str]]) -> list[tuple[Draft, str]]:
    """The targets without those that another table of the document prints more fully."""
    kept: list[tuple[Draft, str]] = []
    named: dict[str, list[int]] = {}
    for draft, kind in drafts:
        alike = named.setdefault(key(draft.project), []) if draft.project else []
        index = next((i for i in alike if _same_target(draft, kept[i][0])), None)
        if index is None:
            alike.append(len(kept))
            kept.append((draft, kind))
        elif _fullness(draft) > _fullness(kept[index][0]):
            kept[index] = (draft, kind)
    return kept


def _same_target(first: Draft, second: Draft) -> bool:
    """Whether two targets of one name are the same one."""
    units = not first.unit or not second.unit or unit_key(first.unit) == unit_key(second.unit)
    alike = not first.indicators or not second.indicators or _demands(first) == _demands(second)
    return units and alike and same_amount(first.amount, second.amount)


def _demands(draft: Draft) -> list[tuple[str | None, ...]]:
    return [(each.level1, each.name, each.value, each.weight) for each in draft.indicators]


def _fullness(draft: Draft) -> tuple[int, int]:
    return len(draft.indicators), len(draft.objective or "")


def _finished(
    draft: Draft, project: Project | None, kind: str, department: str, year: int | None, total: Decimal | None
) -> Target:
    """The target with what the projects table restores."""
    inferred = set(draft.swapped)
    name, amount = draft.project, draft.amount
    if project is not None and name is None and project.name:
        name = project.name
        inferred.add("project")
    if project is not None and amount is None and project.amount:
        amount = project.amount
        inferred.add("amount")
    unit, derived = _unit(draft, project, kind, department)
    if derived:
        inferred.add("unit")
    return Target(
        unit=unit,
        project=name,
        amount=amount,
        objective=draft.objective,
        indicators=completed_weights(draft.indicators, total),
        place=draft.place,
        inferred=frozenset(inferred),
        year=year,
    )


def _unit(draft: Draft, project: Project | None, kind: str, department: str) -> tuple[str | None, bool]:
    """The unit and whether it is inferred. A form that has no place for the unit has lost none: the projects table
    names it."""
    if project is None or not project.unit:
        return (draft.unit, False) if draft.unit else (unit_name(department) or None, False)
    if not draft.unit:
        return project.unit, draft.asks_unit
    if unit_key(draft.unit) == unit_key(project.unit):
        return project.unit, False
    if kind == LIST and _sure(draft, project):
        return project.unit, True
    return draft.unit, False


def _sure(draft: Draft, project: Project) -> bool:
    """Whether name and amount, where printed, are the project's."""
    if not draft.project and not draft.amount:
        return False
    named = not draft.project or key(draft.project) == key(project.name or "")
    return named and (draft.amount is None or same_amount(draft.amount, project.amount))


def _whole(region: Region) -> ReadingProblem:
    message = "部门整体支出绩效目标表不是项目的绩效目标，未按项目读取。"
    return ReadingProblem(message, region.grids[0][1].place, "notice", TABLE)


_NAMES = {"unit": "单位名称", "project": "项目名称", "amount": "年度资金总额"}
_PARTS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "explanation": "指标解释",
    "value": "指标值",
    "weight": "权重",
    "interim_value": "阶段性指标值",
}


def _problems(target: Target, draft: Draft, total: Decimal | None) -> Iterator[ReadingProblem]:
    title = f"“{target.project}”" if target.project else "一个未印名称的项目"
    for name in ("unit", "project", "amount"):
        if name in target.inferred:
            yield _notice(f"{title}的{_NAMES[name]}未印在应有的位置，已按项目支出表推定，请核对原文。", target)
        elif getattr(target, name) is None:
            yield _notice(f"{title}的{_NAMES[name]}未能读出，也无从推定。", target)
    if draft.late:
        yield _notice(f"{title}的名称印在其第一项指标之后，已按权重合计归位。", target)
    if draft.repeated:
        yield _notice(f"{title}有{draft.repeated}项指标重复印出，只计一次。", target)
    yield from _indicator_problems(target, title)
    yield from _sum_problem(target, title, total)


def _indicator_problems(target: Target, title: str) -> Iterator[ReadingProblem]:
    """What was inferred and what was lost of a target's indicators, a sentence for each field."""
    for name, text in _PARTS.items():
        inferred = [each for each in target.indicators if name in each.inferred]
        if inferred:
            message = f"{title}的指标{_named(inferred)}的{text}未印在应有的位置，已推定，请核对原文。"
            yield ReadingProblem(message, inferred[0].place, "notice", TABLE)
    for name in ("name", "value"):
        lost = [each for each in target.indicators if getattr(each, name) is None]
        if lost:
            message = f"{title}的指标{_named(lost)}的{_PARTS[name]}未能读出。"
            yield ReadingProblem(message, lost[0].place, "notice", TABLE)


def _named(indicators: Sequence[Indicator]) -> str:
    return "、".join(f"“{each.name}”" if each.name else "（未印名称）" for each in indicators)


def _sum_problem(target: Target, title: str, total: Decimal | None) -> Iterator[ReadingProblem]:
    found = weight_sum(target.indicators)
    if found is None:
        if target.indicators and total is not None:
            yield _notice(f"{title}的指标权重不全，权重合计无从核对。", target)
    elif found not in TOTALS and found != total:
        yield _notice(f"{title}的指标权重合计为{found:f}，不是90或100，请核对指标是否齐全。", target)


def _notice(message: str, target: Target) -> ReadingProblem:
    return ReadingProblem(message, target.place, "notice", TABLE)
