"""G32x: names of units and of the department."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import partial

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import Passage, body, compact, must_be_exact, passages
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure

_LIST = re.compile(
    r"(?:预算单位|决算单位|下属单位|所属单位|编制范围的(?:预算|决算)?单位)[^。：:]{0,30}?(?:包括|分别是|分别为|构成为|有|如下)?[:：](?P<names>[^。；;]+)"
)
_OF_A_UNIT = re.compile(
    r"(?:局|厅|委|办|室|所|院|校|中心|站|馆|队|处|部|会|社|园|团|台|集团|公司|基地|本级|医院|学院|大学|中学|小学)(?:（[^）]*）)?$"
)
_SIMILAR = 0.75


def listed_units(disclosure: Disclosure) -> tuple[list[str], Passage | None]:
    """The units that a sentence of the institutions section names, and that sentence's passage."""
    for passage in body(disclosure):
        match = _LIST.search(passage.text)
        if match is None:
            continue
        names = [part for name in split_names(match["names"]) for part in _both(name)]
        if len(names) >= 2 and sum(bool(_OF_A_UNIT.search(_folded(name))) for name in names) * 5 >= len(names) * 4:
            return names, passage
    return [], None


def _both(name: str) -> list[str]:
    """甲局和乙中心 are two units, 人力资源和社会保障局 is one."""
    match = re.match(r"(.+?)(?:以及|和|及)(.+)", name)
    if match and all(_OF_A_UNIT.search(_folded(part)) for part in match.groups()):
        return [match.group(1), *_both(match.group(2))]
    return [name]


def split_names(text: str) -> list[str]:
    """The names of an enumeration, split at 、 and ， outside brackets."""
    names: list[str] = []
    depth = 0
    current = ""
    for character in text:
        depth += (character in "（(") - (character in "）)")
        if character in "、，," and depth <= 0:
            names.append(current)
            current = ""
        else:
            current += character
    names.append(current)
    return [name.strip("。；; 等") for name in names if name.strip("。；; ")]


def _folded(name: str) -> str:
    return compact(name).replace("(", "（").replace(")", "）")


def _comparable(name: str) -> str:
    """A unit's name without code and 本级, for comparison."""
    return re.sub(r"^[\d-]+|（?本级）?|（?机关）?$|[-—]\d+$", "", key(name))


def _with_figures(disclosure: Disclosure) -> dict[str, tuple[str, FindingPlace]]:
    """Comparable name → the name as printed and where, for every unit that tables give amounts to."""
    found: dict[str, tuple[str, FindingPlace]] = {}
    for table in disclosure.tables:
        for panel in table.panels:
            for row in panel.rows:
                name = row.unit or (row.label if table.kind == "revenue_summary" else None)
                if name is not None and not row.is_total and _OF_A_UNIT.search(_folded(name)):
                    place = FindingPlace(table.title, row.label, "", row.place)
                    found.setdefault(_comparable(name), (name, place))
    for project in disclosure.projects:
        if project.unit and "unit" not in project.inferred:
            place = FindingPlace("项目支出表", project.unit, "", project.place)
            found.setdefault(_comparable(project.unit), (project.unit, place))
    return found


def looks_like_a_unit(name: str) -> bool:
    """Whether a name ends as the names of units do."""
    return _OF_A_UNIT.search(_folded(name)) is not None


def _similar(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@rule("G321", "单位名称不一致", Level.WARNING)
def unit_names(disclosure: Disclosure) -> Iterator[Finding]:
    """机构设置中列出的预算单位应与表中有数的单位一一对应，名称一致。

    例如机构设置写“某办事处信息中心”，表中写“某办事处信息服务中心”，应统一。
    """
    names, passage = listed_units(disclosure)
    if passage is None:
        raise Skip("机构设置没有在一句话里列出两个以上的预算单位")
    figures = _with_figures(disclosure)
    listed = {_comparable(name): name for name in names}
    common = listed.keys() & figures.keys()
    if len(common) * 2 < len(listed):
        raise Skip("各表没有分单位列示，无法与机构设置核对")
    if re.search("不单列|并入|未独立|不独立|非独立", passage.text):
        raise Skip("有的单位并入其他单位核算，无法逐个核对")
    missing = [name for name in listed if name not in figures]
    extra = [name for name in figures if name not in listed and name != _comparable(disclosure.document.department)]
    if len(missing) > max(2, len(listed) // 4):
        raise Skip("各表的单位名称与机构设置多处对不上，可能没有读对，不作判断")
    for name in missing:
        near = max(extra, key=lambda other: _similar(name, other), default=None)
        if near is not None and _similar(name, near) >= _SIMILAR:
            extra.remove(near)
            if name.startswith(near) or name.endswith(near):  # cut off by a narrow column
                continue
            printed, place = figures[near]
            yield unit_names.finding(
                f"单位名称不一致：机构设置写“{listed[name]}”，表中写“{printed}”，请统一",
                passage.at(listed[name]),
                place,
                values=(listed[name], printed),
            )
        else:
            yield unit_names.finding(
                f"机构设置列有“{listed[name]}”，各表中没有这个单位的数，请核实",
                passage.at(listed[name]),
                values=(listed[name],),
            )
    for name in extra if len(extra) <= len(listed) else []:
        printed, place = figures[name]
        if _OF_A_UNIT.search(_folded(printed)):
            yield unit_names.finding(
                f"表中有“{printed}”的数，机构设置的预算单位中没有列出，请核实", place, passage.at(), values=(printed,)
            )


def _is_variant(name: str, own: str) -> bool:
    """Whether a name is another with one or two characters left out or added, or one written wrongly."""
    if len(name) == len(own):
        return sum(one != other for one, other in zip(name, own, strict=True)) == 1
    shorter, longer = sorted((name, own), key=len)
    rest = iter(longer)
    return len(longer) - len(shorter) <= 2 and all(character in rest for character in shorter)


@rule("G322", "部门名称前后不一", Level.NOTICE)
def department_name(disclosure: Disclosure) -> Iterator[Finding]:
    """同一部门的名称在全文应当一致；确需用简称的，应先注明“以下简称”。

    例如封面为“某市人民政府办公厅”，绩效目标表写成“某市政府办公厅”。
    """
    must_be_exact(disclosure)
    own = re.sub(r"（[^）]*）", "", _folded(disclosure.document.department))
    if len(own) < 6:
        raise Skip("未能确定部门名称")
    middle = rf"[\u4e00-\u9fff]{{1,{max(1, len(own) - 3)}}}?"
    pattern = re.compile(re.escape(own[:2]) + middle + re.escape(own[-2:]))
    found: dict[str, list[FindingPlace]] = {}

    def look(text: str, at: Callable[[], FindingPlace]) -> None:
        for match in pattern.finditer(text):
            name = match.group()
            if name != own and own not in name and _is_variant(name, own):
                found.setdefault(name, []).append(at())

    for passage in passages(disclosure):
        if "简称" not in passage.text:
            look(passage.text, passage.at)
    for table in disclosure.tables:
        for panel in table.panels:
            for row in panel.rows:
                at = partial(FindingPlace, table.title, row.label, "", row.place)
                look(_folded(row.unit or row.label), at)
    for target in disclosure.targets:
        at = partial(FindingPlace, "绩效目标", target.project or "", "", target.place)
        look(_folded(target.unit or ""), at)
    units = {_comparable(name) for name in disclosure.units}
    for name, places in found.items():
        if _comparable(name) not in units or len(units) <= 1:
            yield department_name.finding(
                f"部门名称前后不一：“{name}”与“{own}”不同，请核实统一", *dict.fromkeys(places), values=(name, own)
            )


_UNIT_TEXT = re.compile(r"单位预算|单位决算|（本级）|\(本级\)")


def is_of_a_unit(disclosure: Disclosure) -> bool:
    """Whether the document is a single unit's, not a department's."""
    document = disclosure.document
    return bool(_UNIT_TEXT.search(_folded(document.title + document.department)))


@rule("G323", "部门与单位混用", Level.NOTICE)
def department_or_unit(disclosure: Disclosure) -> Iterator[Finding]:
    """单位的预算应称“本单位”，部门的预算应称“本部门”，不宜混用。

    例如某中心的单位预算中写“本部门共有车辆3辆”，应改为“本单位”。
    """
    of_unit = is_of_a_unit(disclosure)
    said: dict[str, list[FindingPlace]] = {"本部门": [], "本单位": []}
    for passage in body(disclosure):
        for word, places in said.items():
            match = re.search(rf"(?<!基){word}", passage.text) if word in passage.text else None
            if match:
                position = match.start()
                places.append(passage.at(passage.text[max(0, position - 12) : position + 28]))
    wrong, right = ("本部门", "本单位") if of_unit else ("本单位", "本部门")
    if not said[wrong] or (not said[right] and not of_unit):
        return
    strict = of_unit and "单位预算" in disclosure.document.title
    yield department_or_unit.finding(
        f"本文件是{'单位' if of_unit else '部门'}的，有{len(said[wrong])}处却称“{wrong}”，宜统一为“{right}”",
        *said[wrong],
        level=Level.WARNING if strict else Level.NOTICE,
    )
