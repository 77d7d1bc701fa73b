"""What a document says beyond amounts: its units and their kinds, texts, reasons, assets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gouji.ledgers.reconstruct.affinity import kind_of_unit
from gouji.ledgers.reconstruct.naming import Naming
from gouji.lexicon.text import split_ordinal, tidy
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, Statement
from gouji.model.ledger import Assets, DepartmentEntry, Texts, UnitEntry

_REGION = re.compile(r"(?:[^省市区县州旗盟]{2,8}?(?:自治区|自治州|特别行政区|省|市|区|县|州|旗|盟))+")
_REASON = re.compile(r"(?:主要原因|主要|原因|系|增减变化的原因)?(?:是|为|系|：)(?P<reason>[^。；]{4,})")
_MARK = re.compile(r"主要原因|原因[是为：]|主要是|主要系|主要用于")
_TERM = re.compile(r"(?P<term>[^：:。]{2,30})[：:](?P<meaning>.+)", re.DOTALL)
_AS_OF = re.compile(r"截[至止]\s*(?P<date>\d{4}\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|底)?)")
_DUTIES = ("职能", "职责")
_INSIDE = ("机构设置", "内设机构")
_GLOSSARY = "名词解释"
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
_FUND_REASONS = frozenset(
    {"fiscal_appropriation", "general_public_budget", "government_fund_budget", "state_capital_budget"}
)


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
    return tuple(
        UnitEntry(
            id,
            name,
            kind_of_unit(id),
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
    return Assets(**values)


def texts_of(disclosure: Disclosure) -> Texts:
    """Functions, offices inside, terms, and the reasons given for changes."""
    functions: list[str] = []
    offices: list[str] = []
    terms: list[tuple[str, str]] = []
    under = ""
    for section in disclosure.sections:
        if section.level <= 1:
            under = section.title
        if any(word in under for word in _DUTIES):
            functions.extend(_lines(section.text))
        elif any(word in under for word in _INSIDE):
            if section.level > 1:
                offices.append(section.title)
            else:
                offices.extend(_lines(section.text))
        elif _GLOSSARY in under:
            terms.extend(_terms(section.text))
    reasons: dict[str, str] = {}
    for statement in disclosure.statements:
        item = _reason_key(statement)
        reason = _reason(statement)
        if item is not None and reason is not None:
            reasons.setdefault(item, reason)
    return Texts(tuple(functions), tuple(offices), tuple(reasons.items()), tuple(dict(terms).items()))


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        rest = split_ordinal(line)[2].strip() if line.strip() else ""
        if rest:
            yield rest


def _terms(text: str) -> Iterator[tuple[str, str]]:
    for line in _lines(text):
        match = _TERM.fullmatch(line)
        if match:
            yield match["term"].strip("“”\"'"), match["meaning"].strip()


def _reason_key(statement: Statement) -> str | None:
    if statement.kind != "change" or statement.coordinates is None:
        return None
    point = statement.coordinates
    if point.item is not None:
        return point.item
    rest = point.without("year", "side", "fund", "origin", "stage")
    if rest != Coordinates():
        return None
    if point.fund in _FUND_REASONS:
        return point.fund
    return point.side if point.fund is None else None


def _reason(statement: Statement) -> str | None:
    """What the sentence behind the change gives as its reason."""
    tail = statement.sentence[statement.span[1] :] or statement.sentence
    mark = _MARK.search(tail)
    if mark is None:
        return None
    match = _REASON.match(tail, mark.start())
    return match["reason"].strip("，, ") if match else None


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    digits = text.replace(",", "")
    return int(digits) if digits.isdigit() else None
