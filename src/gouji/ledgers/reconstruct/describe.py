"""What a document says beyond amounts: its units and their kinds, assets."""

from __future__ import annotations

import re
from typing import Any

from gouji.ledgers.reconstruct.affinity import kind_of_unit
from gouji.ledgers.reconstruct.naming import Naming
from gouji.lexicon.text import key, tidy
from gouji.model.disclosure import Disclosure
from gouji.model.ledger import Assets, DepartmentEntry, UnitEntry

_REGION = re.compile(r"(?:[^省市区县州旗盟]{2,8}?(?:自治区|自治州|特别行政区|省|市|区|县|州|旗|盟))+")
_AS_OF = re.compile(r"截[至止]\s*(?P<date>\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|底)?)")
_VEHICLES = {
    "ministerial": "部级领导干部用车",
    "leaders": "主要领导干部用车",
    "confidential": "机要通信用车",
    "emergency": "应急保障用车",
    "law_enforcement": "执法执勤用车",
    "special": "特种专业技术用车",
    "retired": "离退休干部用车",
    "other": "其他用车",
}
"""Kinds of official vehicles. Source: 党政机关公务用车管理办法, as assets are published by."""
_NOT_PLANNED = re.compile(r"(?:未|没有|不|无)安排购置[^。]*")
_PARTICIPATING = re.compile(r"\d*家?参(?:公|照)")


def department_entry(disclosure: Disclosure, naming: Naming) -> DepartmentEntry:
    """Whose budget it is."""
    info = disclosure.document
    region = _REGION.match(info.department)
    unit = "单位预算" in info.title or "单位决算" in info.title
    scope = "unit" if unit and len(naming.names) <= 1 else "department"
    return DepartmentEntry(info.department, info.year or 0, region.group() if region else "", scope)


def unit_entries(disclosure: Disclosure, naming: Naming) -> tuple[UnitEntry, ...]:
    """The units; heads are known where there is one unit only."""
    counts = {s.subject: s.count for s in disclosure.statements if s.kind == "count" and s.count}
    alone = len(naming.names) == 1
    said = key("".join(s.sentence for s in disclosure.statements if "机关运行经费" in s.sentence))
    return tuple(
        UnitEntry(
            id,
            name,
            "participating" if _PARTICIPATING.match(said.partition(id)[2]) else kind_of_unit(id),
            _whole(counts.get("staff/active")) if alone else None,
            _whole(counts.get("staff/retired")) if alone else None,
        )
        for id, name in naming.names.items()
    )


def assets_of(disclosure: Disclosure) -> Assets:
    """Vehicles, equipment and buildings as counted in the narrative."""
    counts: dict[str, str] = {}
    as_of = ""
    for statement in disclosure.statements:
        if statement.kind == "count" and statement.count is not None:
            counts.setdefault(statement.subject, statement.count)
            date = _AS_OF.search(statement.sentence)
            if date and statement.subject.startswith(("vehicles", "equipment", "house", "land")):
                as_of = as_of or tidy(date["date"])
    values: dict[str, Any] = {
        "as_of": as_of,
        "vehicles": _whole(counts.get("vehicles")),
        "vehicles_planned": _whole(counts.get("planned_vehicles")),
        "house_area": counts.get("house_area"),
        "land_area": counts.get("land_area"),
        "vehicle_kinds": tuple(
            (name, number)
            for kind, name in _VEHICLES.items()
            if (number := _whole(counts.get(f"vehicles/{kind}"))) is not None
        ),
    }
    for kind, threshold in (("500k", "50万元"), ("1m", "100万元")):
        if f"equipment_{kind}" in counts:
            values["equipment"] = _whole(counts[f"equipment_{kind}"])
            values["equipment_planned"] = _whole(counts.get(f"planned_equipment_{kind}"))
            values["equipment_threshold"] = threshold
            break
    for refusal in _NOT_PLANNED.finditer(tidy("".join(section.text for section in disclosure.sections))):
        for name, word in (("vehicles_planned", "车辆"), ("equipment_planned", "设备")):
            if word in refusal.group() and values.get(name) is None:
                values[name] = 0
    return Assets(**values)


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else None
