"""G335 to G337: numbers of projects, targets and other things stated against those listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.counts import NUMERAL, numeral
from gouji.checking.rules.passages import Where, body, compact, placed, sentences
from gouji.model.disclosure import Disclosure
from gouji.model.money import Amount, Unit, amount_of_fen, parse_amount

_LEVELS = re.compile(rf"一级项目(?:共)?(?P<one>{NUMERAL})个[，,、]?二级项目(?:共)?(?P<two>{NUMERAL})个")


@rule("G335", "项目个数不符", Level.WARNING)
def project_count(disclosure: Disclosure) -> Iterator[Finding]:
    """说明中的一级、二级项目个数应与项目支出表列出的一致。

    例如说明写二级项目47个，项目支出表只列出46个；如有涉密项目未列，应予说明。
    """
    if not disclosure.projects:
        raise Skip("没有读到项目支出表的项目")
    level1 = {project.level1 for project in disclosure.projects if project.level1}
    for passage in body(disclosure):
        match = _LEVELS.search(passage.text)
        if match is None:
            continue
        pairs = (
            ("一级", numeral(match["one"]), len(level1)),
            ("二级", numeral(match["two"]), len(disclosure.projects)),
        )
        for name, stated, listed in pairs:
            if stated != listed and listed:
                yield project_count.finding(
                    f"说明写{name}项目{stated}个，项目支出表列出{listed}个，请核对（如有未公开的项目，请予说明）",
                    passage.around(match.group()),
                    FindingPlace("项目支出表", "", "", disclosure.projects[0].place),
                    values=(str(stated), str(listed)),
                    difference=str(listed - stated),
                )


_SAID_OF_TARGETS = re.compile(
    r"绩效目标[^。；;]*(?:公开|编报|设置|纳入|确定|管理|实行|涉及)|(?:公开|编报|设置|纳入|确定)[^。；;]*绩效目标"
)
_NUMBER_OF_PROJECTS = re.compile(
    rf"(?P<before>{NUMERAL})个(?P<level>一级|二级)?(?:预算)?项目|项目(?:共计|共|为)?(?P<after>{NUMERAL})个"
)
_THEIR_AMOUNT = re.compile(r"(?:涉及|公开|合计)[^\d。；;]{0,14}(?P<amount>\d[\d,，.]*)(?P<unit>万元|元)")


@rule("G336", "绩效目标个数或金额不符", Level.WARNING)
def target_count(disclosure: Disclosure) -> Iterator[Finding]:
    """说明中公开绩效目标的项目个数和涉及金额，应与绩效目标表一致。

    例如说明写“将46个项目支出的绩效目标向社会公开，涉及金额4,822.88万元”，绩效目标表列出45个，应核对。
    """
    targets = disclosure.targets
    if not targets:
        raise Skip("没有读到项目支出绩效目标表")
    here = FindingPlace("项目支出绩效目标表", "", "", targets[0].place)
    for passage in body(disclosure):
        for sentence in sentences(passage.text):
            match = _NUMBER_OF_PROJECTS.search(sentence)
            if (
                match is None
                or not _SAID_OF_TARGETS.search(sentence)
                or re.search("重点项目|重点支出|上年|自评|绩效评价", sentence)
            ):
                continue
            stated = numeral(match["before"] or match["after"])
            level1 = {project.level1 for project in disclosure.projects if project.level1}
            listed = len(level1) if match["level"] == "一级" and level1 else len(targets)
            if stated not in {listed, len(targets)}:
                yield target_count.finding(
                    f"说明写公开绩效目标的项目{stated}个，绩效目标表列出{listed}个，请核对",
                    passage.around(match.group(), sentence),
                    here,
                    values=(str(stated), str(listed)),
                    difference=str(listed - stated),
                )
            amount = _THEIR_AMOUNT.search(sentence)
            if amount is not None:
                yield from _their_amount(disclosure, amount, passage.around(amount.group(), sentence), here)


def _their_amount(disclosure: Disclosure, match: re.Match[str], *places: FindingPlace) -> Iterator[Finding]:
    unit = Unit.TEN_THOUSAND_YUAN if match["unit"] == "万元" else Unit.YUAN
    whole = parse_amount(match["amount"].replace("，", ",").rstrip(",."), unit)
    amounts = [target.amount for target in disclosure.targets if target.amount is not None]
    if whole is None or len(amounts) != len(disclosure.targets):
        return
    finest = max(amount.decimals for amount in amounts)
    exact = [amount_of_fen(amount.fen, amount.unit, max(amount.decimals, finest)) for amount in amounts]
    low = sum(amount.interval.low for amount in exact)
    high = sum(amount.interval.high for amount in exact)
    if low <= whole.interval.high and whole.interval.low <= high:
        return
    total = sum(amount.fen for amount in amounts)
    printed = _in_unit(total, unit)
    yield target_count.finding(
        f"说明写绩效目标涉及金额{whole}，绩效目标表各项目合计{printed}，请核对",
        *places,
        values=(str(whole), str(printed)),
        difference=format(Decimal(total - whole.fen) / unit.value, "f"),
    )


def _in_unit(fen: int, unit: Unit) -> Amount:
    return Amount(format((Decimal(fen) / unit.value).quantize(Decimal("0.01")), "f"), unit)


_GROUP = "大(?:模块|方面|板块|类|部分|内容)"
_GROUP_NAMED = re.compile(_GROUP)
_LISTED_GROUP = re.compile(
    r"(?P<names>[\u4e00-\u9fff（）“”]{2,20}(?:、[\u4e00-\u9fff（）“”]{2,20})+)(?P<etc>等)?(?P<count>[三四五六七八九十两]|\d)"
    + _GROUP
)


@rule("G337", "列举个数不符", Level.NOTICE)
def listed_group(disclosure: Disclosure) -> Iterator[Finding]:
    """“甲、乙、丙等三大模块”列出的个数应与所说的一致。

    例如“完成培训、调研、宣传、保障等五大模块工作”只列了四个，应核对。
    """
    texts: list[tuple[str, Where]] = [(passage.text, passage) for passage in body(disclosure)]
    for target in disclosure.targets:
        texts.append(
            (compact(target.objective or ""), FindingPlace("绩效目标", target.project or "", "", target.place))
        )
    for text, where in texts:
        for match in _LISTED_GROUP.finditer(text) if _GROUP_NAMED.search(text) else ():
            listed = len(match["names"].split("、"))
            stated = numeral(match["count"])
            if listed < stated:
                yield listed_group.finding(
                    f"说的是{stated}大项，列出{listed}项，请核对",
                    placed(where, match.group()),
                    values=(str(stated), str(listed)),
                )
