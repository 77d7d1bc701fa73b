"""What patterns may name beside amounts: the year, the department, counts, staff and assets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gouji.model.ledger import Ledger, UnitEntry
from gouji.tabulating.targets import Planned
from gouji.tabulating.template import Template

_KINDS = (("administrative", "行政单位"), ("participating", "参公管理事业单位"), ("institution", "事业单位"))
_OPERATING = 2
"""The first so many kinds have 机关运行经费."""
_DIGITS = "〇一二三四五六七八九"


def values_of(ledger: Ledger, template: Template, listed: int, plans: Sequence[Planned]) -> dict[str, str]:
    """The values of patterns; an empty one is not known. ``listed`` is how many projects the tables list."""
    department, assets = ledger.department, ledger.assets
    scope = "单位" if department.scope == "unit" else "部门"
    hidden = sum(project.hidden for project in ledger.projects)
    level1 = {
        (p.type, p.level1) if "type" in template.project_tree else p.level1 for p in ledger.projects if not p.hidden
    }
    active, retired = _staff(ledger.units, "active_staff"), _staff(ledger.units, "retired_staff")
    return {
        "year": str(ledger.year),
        "last": str(ledger.year - 1),
        "chinese_year": "".join(_DIGITS[int(digit)] for digit in str(ledger.year)),
        "department": department.name,
        "region": department.region,
        "scope": scope,
        "own": f"本{scope}",
        "published_on": department.published_on,
        "units": "、".join(unit.name for unit in ledger.units),
        "count.units": str(len(ledger.units)),
        "several_units": "1" if len(ledger.units) > 1 else "",
        "kinds": _kinds(ledger.units, _KINDS),
        "operating_kinds": _kinds(ledger.units, _KINDS[:_OPERATING]),
        "count.offices": str(len(ledger.texts.institutions)),
        "offices": "、".join(ledger.texts.institutions),
        "offices_are_names": "1" if _names(ledger.texts.institutions) else "",
        "count.projects": str(listed),
        "count.level1": str(len(level1)),
        "count.hidden": str(hidden),
        "count.targets": str(len(plans)),
        "staff.active": active,
        "staff.retired": retired,
        "staff": str(int(active) + int(retired)) if active and retired else "",
        "assets.as_of": assets.as_of,
        "assets.vehicles": _count(assets.vehicles),
        "assets.vehicle_kinds": "、".join(f"{kind}{count}辆" for kind, count in assets.vehicle_kinds),
        "assets.equipment": _count(assets.equipment),
        "assets.threshold": assets.equipment_threshold,
        "assets.house_area": assets.house_area or "",
        "assets.land_area": assets.land_area or "",
        "assets.vehicles_planned": _count(assets.vehicles_planned),
        "assets.equipment_planned": _count(assets.equipment_planned),
    }


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _staff(units: Sequence[UnitEntry], name: str) -> str:
    numbers = [getattr(unit, name) for unit in units]
    return str(sum(numbers)) if numbers and None not in numbers else ""


def _kinds(units: Sequence[UnitEntry], kinds: Sequence[tuple[str, str]]) -> str:
    counts = Counter(unit.kind for unit in units)
    return "、".join(f"{counts[kind]}家{name}" for kind, name in kinds if counts[kind])


def _names(institutions: Sequence[str]) -> bool:
    return bool(institutions) and all(len(name) <= 30 and "。" not in name for name in institutions)
