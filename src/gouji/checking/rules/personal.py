"""G60x: personal data. A finding says where and what kind, never the number or the name itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import rule
from gouji.checking.rules.passages import Passage, compact, passages
from gouji.checking.rules.preparation import prepared
from gouji.model.disclosure import Disclosure, Place, Table, Target
from gouji.model.evaluation import SelfEvaluation
from gouji.model.kinds import EVERY_KIND

_MOBILE = re.compile(r"(?<![\d.,，])1[3-9]\d[-－ ]?\d{4}[-－ ]?\d{4}(?![\d.,%万元])")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_LANDLINE = re.compile(
    r"(?:联系|办公|咨询|移动|固定)?(?:电话|手机|传真|联系方式|联系电话)(?:号码)?[:：]?[（(]?(0?\d[-\d－—]{5,12}\d)(?!\d)"
)
_PUBLIC_LINE = re.compile(r"咨询电话|监督电话|举报电话|公开电话|热线")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}")
_ROLES = (
    "填表人|填报人|经办人|联系人|制表人|审核人|复核人|编制人|责任人|项目负责人|单位负责人|部门负责人|财务负责人|"
    "分管领导|初审|复审|终审|审签"
)
_NAMED = re.compile(rf"(?:{_ROLES})[:：]([\u4e00-\u9fff·]{{2,4}})(?![\u4e00-\u9fff])")
_HIDDEN = re.compile(r"隐去|略|无|某|不公开|保密|签字|签名|盖章|[Xx×*＊]|[处科室部局办组院站厅委]$")
_LABELS = re.compile(rf"@|电话|手机|传真|联系|{_ROLES}")
_LONG_NUMBER = re.compile(r"\d{3}[-－ ]?\d{4}[-－ ]?\d{4}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@prepared
def _texts(disclosure: Disclosure) -> tuple[tuple[str, FindingPlace], ...]:
    """All that is printed and may be personal, each text with a place that repeats none of it."""
    printed = list(_printed(disclosure))
    starts = list(accumulate((len(text) + 1 for text, _ in printed), initial=0))
    everything = "\n".join([text for text, _ in printed])
    # Without one of these there is none, as nearly everywhere: so all is searched at once, each text a line.
    marks = [match.start() for pattern in (_LABELS, _LONG_NUMBER) for match in pattern.finditer(everything)]
    return tuple((printed[at][0], printed[at][1]()) for at in sorted({bisect_right(starts, m) - 1 for m in marks}))


def _printed(disclosure: Disclosure) -> Iterator[tuple[str, Callable[[], FindingPlace]]]:
    """All that is printed; the place is made where it is wanted."""
    for passage in passages(disclosure):
        yield passage.text, partial(_in_text, passage)
    for table in disclosure.tables:
        here = partial(_in_table, table)
        yield from ((compact(note), here) for note in table.notes)
        for number, row in enumerate(table.grid, 1):
            yield compact("：".join(filter(None, row))), partial(_in_table, table, f"第{number}行")
    for target in disclosure.targets:
        for part in (target.objective, target.unit, target.project):
            yield compact(part or ""), partial(_in_target, target, target.place)
        for item in target.indicators:
            text = compact(f"{item.name or ''}，{item.explanation or ''}，{item.value or ''}")
            yield text, partial(_in_target, target, item.place)
    for one in disclosure.evaluations:
        for part in (one.department, one.unit, one.project, one.objective, one.achieved, *one.others):
            yield compact(part or ""), partial(_in_evaluation, one, one.place)
        for scored in one.indicators:
            text = compact("，".join((scored.name or "", scored.value or "", scored.actual or "", scored.reason or "")))
            yield text, partial(_in_evaluation, one, scored.place)


def _in_text(passage: Passage) -> FindingPlace:
    section = "" if passage.heading else _safe(passage.section)
    return FindingPlace(section or "正文", "", "", passage.place)


def _in_table(table: Table, row: str = "") -> FindingPlace:
    return FindingPlace(_safe(table.title), row, "", table.place)


def _in_target(target: Target, place: Place) -> FindingPlace:
    return FindingPlace("绩效目标", _safe(target.project or ""), "", place)


def _in_evaluation(one: SelfEvaluation, place: Place) -> FindingPlace:
    return FindingPlace("绩效自评", _safe(one.project or ""), "", place)


def _safe(text: str) -> str:
    """A title that itself holds a number or a name is left out."""
    return "" if _kinds(compact(text)) else text


def _is_identity_number(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_placeholder(number: str) -> bool:
    return len({character for character in number if character.isdigit()}) <= 2


_LABELLED = re.compile(r"电话|手机|联系|传真")


def _kinds(text: str, *, cells: bool = False) -> set[str]:
    """The kinds of personal data in a text; among ``cells`` a bare number may be a code and needs its label."""
    kinds: set[str] = set()
    if (not cells or _LABELLED.search(text)) and any(
        not _is_placeholder(match.group()[3:]) for match in _MOBILE.finditer(text)
    ):
        kinds.add("手机号码")
    if any(_is_identity_number(match.group()) for match in _IDENTITY.finditer(text)):
        kinds.add("身份证号码")
    if not _PUBLIC_LINE.search(text) and any(not _is_placeholder(match.group(1)) for match in _LANDLINE.finditer(text)):
        kinds.add("电话号码")
    if _EMAIL.search(text):
        kinds.add("电子邮箱")
    if any(not _HIDDEN.search(match.group(1)) for match in _NAMED.finditer(text)):
        kinds.add("个人姓名")
    return kinds


@prepared
def _kinds_found(disclosure: Disclosure) -> tuple[tuple[set[str], FindingPlace], ...]:
    found: list[tuple[set[str], FindingPlace]] = []
    for text, place in _texts(disclosure):
        kinds = _kinds(text, cells=place.row.startswith("第"))
        if "手机号码" in kinds:
            kinds.discard("电话号码")
        found.append((kinds, place))
    return tuple(found)


def _found(disclosure: Disclosure, wanted: tuple[str, ...]) -> dict[str, list[FindingPlace]]:
    found: dict[str, list[FindingPlace]] = {}
    for kinds, place in _kinds_found(disclosure):
        for kind in wanted:
            if kind in kinds:
                found.setdefault(kind, []).append(place)
    return found


@rule("G601", "公开了个人号码", Level.ERROR, kinds=EVERY_KIND)
def personal_numbers(disclosure: Disclosure) -> Iterator[Finding]:
    """公开文件中不应出现个人的手机号码、身份证号码；本报告不复述号码本身。

    例如绩效目标申报表下方印有填表人的手机号码，公开前应删去。
    """
    for kind, places in _found(disclosure, ("手机号码", "身份证号码")).items():
        yield personal_numbers.finding(f"文件中出现{kind}（此处不复述），请在公开前删去", *dict.fromkeys(places))


@rule("G602", "公开了姓名、电话或邮箱", Level.WARNING, kinds=EVERY_KIND)
def contact_details(disclosure: Disclosure) -> Iterator[Finding]:
    """公开文件中一般不印填表人、联系人、审核人的姓名和联系方式；本报告不复述其内容。

    例如封面印有“初审：某某”，绩效表下方印有填表人姓名和办公电话，公开前应核实并删去。
    """
    for kind, places in _found(disclosure, ("个人姓名", "电话号码", "电子邮箱")).items():
        yield contact_details.finding(
            f"文件中出现{kind}（此处不复述），请核实是否应当公开，不需公开的请删去", *dict.fromkeys(places)
        )


_BLANKED = re.compile(
    rf"(?:{_ROLES})[:：](?:[（(]?(?:已?隐去|略|保密|不公开)|[Xx×*＊]{{2,}}|某某)|(?:联系电话|电话|手机)[:：](?:(\d)\1{{4,}}|[Xx×*＊]{{3,}})"
)


@rule("G603", "留有填表人、联系电话栏", Level.WARNING, kinds=EVERY_KIND)
def contact_fields(disclosure: Disclosure) -> Iterator[Finding]:
    """填表人、联系电话是报送用的栏目，公开文本中不应保留；内容虽已隐去，栏目也宜删去。

    例如绩效目标申报表下方印着“填表人：（已隐去） 联系电话：00000000”。
    """
    places = [place for text, place in _texts(disclosure) if _BLANKED.search(text)]
    if places:
        yield contact_fields.finding(
            "公开文本中留有填表人、联系电话等报送用的栏目（内容已隐去），请将栏目一并删去", *dict.fromkeys(places)
        )
