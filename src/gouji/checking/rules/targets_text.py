"""G73x: objectives: of another year or amount, pasted, at odds with their indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.indicators import Placed, bigrams, is_named, target_place, targets
from gouji.checking.rules.passages import compact, sentences, shortened
from gouji.checking.rules.wordlists import wordlist
from gouji.lexicon.text import key
from gouji.model.disclosure import Disclosure, Target
from gouji.model.money import Amount, Unit, parse_amount

_TOTAL = re.compile(
    r"(?:共需|总计|总额|合计|预计|预算|全年(?:需|所需)?|年度|经费|资金|项目)[\u4e00-\u9fff]{0,12}?(?:共需|需|为|不超过?|控制在|约|安排|支出|经费|资金|预算)?(?P<number>\d[\d,]*(?:\.\d+)?)万元"
)
_WHOLE = re.compile(
    r"共需|总计|总额|合计|全年.{0,10}(?:经费|资金|预算|支出)|此项|该项|本项目|项目(?:总)?(?:经费|资金|预算)|经费不超|预算不超"
)
_PART = re.compile(r"投资|累计|中央|省级|市级|区级|县级|配套|标准|每|合同|其中|奖励|补助|贷款|收入|产值")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)年")


@rule("G731", "绩效目标写了别的年度或金额", Level.WARNING)
def other_amount(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标中写的经费总额应等于项目的金额，年度应是本年度。

    例如2025年金额12.00万元的项目，目标写“2024年预计全年共需12.60万元”，是沿用上年的文字，应更新。
    """
    year = disclosure.document.year
    for target in targets(disclosure):
        for sentence in sentences(compact(target.objective or "")):
            for clause in re.split(r"[，,]", sentence):
                match = _TOTAL.search(clause)
                if match is None or not _WHOLE.search(clause) or _PART.search(clause):
                    continue
                amount = parse_amount(match["number"], Unit.TEN_THOUSAND_YUAN)
                years = {int(found) for found in _YEAR.findall(sentence)}
                differs = (
                    amount is not None
                    and target.amount is not None
                    and not amount.interval.meets(target.amount.interval)
                )
                stale = year is not None and bool(years) and year not in years
                if differs and not _is_rounded(amount, target.amount):
                    of_year = f"{'、'.join(str(other) for other in sorted(years))}年的" if stale else ""
                    yield other_amount.finding(
                        f"项目“{target.project or ''}”的绩效目标写的是{of_year}{match['number']}万元，"
                        f"项目金额是{target.amount}，请更新目标",
                        target_place(target, "年度绩效目标"),
                        values=(f"{match['number']}万元", str(target.amount)),
                        expected=str(target.amount),
                    )
                elif stale:
                    yield other_amount.finding(
                        f"项目“{target.project or ''}”的绩效目标写的是{min(years)}年的经费，"
                        f"本文件是{year}年的，请更新目标",
                        target_place(target, "年度绩效目标"),
                    )


def _is_rounded(amount: Amount | None, printed: Amount | None) -> bool:
    """About thirty for 29.6: a whole number that the amount rounds to."""
    if amount is None or printed is None or amount.decimals:
        return False
    return abs(amount.fen - printed.fen) < Unit.TEN_THOUSAND_YUAN.value


@rule("G732", "绩效目标的年度有误", Level.WARNING)
def other_year(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标说的应是本年度要完成的任务。

    例如2025年的目标写“2024年计划开展培训3次”，应更新年度。
    """
    year = disclosure.document.year
    if year is None:
        raise Skip("未能确定文件的预算年度")
    places: list[FindingPlace] = []
    for target in targets(disclosure):
        named = set(_YEAR.findall(compact(target.project or "")))
        for sentence in sentences(compact(target.objective or "")):
            years = {
                int(found)
                for found in _YEAR.findall(re.sub(r"《[^》]*》|〔[^〕]*〕", "", sentence))
                if found not in named
            }
            planned = re.search(r"计划|预计|拟|将|完成|开展|安排", sentence)
            sound = re.search(
                r"上年|以来|至今|尾款|结转|截至|合同|印发|文件|根据|依据|规划|期间|起|-|—|至|万元", sentence
            )
            if years and max(years) < year and planned and not sound:
                places.append(FindingPlace("绩效目标", target.project or "", shortened(sentence), target.place))
    if places:
        yield other_year.finding(
            f"有{len(places)}个项目的绩效目标写的是以前年度，本文件是{year}年的，请核对更新", *places
        )


@rule("G733", "绩效目标重复粘贴", Level.NOTICE)
def pasted_objective(disclosure: Disclosure) -> Iterator[Finding]:
    """不同项目的绩效目标不应整句相同，否则分不清各自要完成什么，也可能重复申报。

    例如两个项目的目标都写“聘请保密检查机构对涉密载体开展检查……”，应分别写明。
    """
    shortest = wordlist("indicators")["pasted_sentence"]
    found: dict[str, list[Target]] = {}
    for target in targets(disclosure):
        seen: set[str] = set()
        for sentence in sentences(compact(target.objective or "")):
            text = re.sub(r"^(?:\d+[、.．]|[（(]\d+[)）])", "", sentence)
            if len(text) >= shortest and key(text) not in seen:
                seen.add(key(text))
                found.setdefault(key(text), []).append(target)
    pairs: dict[tuple[int, ...], tuple[list[Target], str]] = {}
    for text, holders in found.items():
        if len({key(target.project or "") for target in holders}) > 1:
            pairs.setdefault(tuple(id(target) for target in holders), (holders, text))
    for holders, text in pairs.values():
        names = "、".join(f"“{target.project or ''}”" for target in holders[:4])
        yield pasted_objective.finding(
            f"{names}的绩效目标有整句相同的文字（“{text[:18]}……”），请分别写明各自的任务",
            *(target_place(target, "年度绩效目标") for target in holders),
        )


_QUANTITY = re.compile(
    r"(?P<context>[\u4e00-\u9fff（）“”、]{2,16}?)(?:不少于|不低于|至少|≥|达到?|约|计划)?(?P<number>\d+)(?P<measure>场次|场|次|人次|人|名|家|户|个|份|期|篇|条|台|套|辆)(?P<more>以上|左右|以内)?"
)
_SAME = {"场次": "次", "场": "次", "人次": "人", "名": "人", "户": "家"}


@rule("G736", "绩效目标与指标值不一致", Level.NOTICE)
def objective_and_values(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标写明的数量应与相应指标的指标值一致。

    例如目标写“开展走访慰问活动3次”，指标“走访慰问活动次数”却是≥2次，应统一。
    """
    for target in targets(disclosure):
        placed = [
            Placed.of(target, item)
            for item in target.indicators
            if item.number is not None and item.measure is not None and not is_named(item.name or "", "rate")
        ]
        if not placed:
            continue
        printed = {(item.indicator.number, _measure(item.indicator.measure or "")) for item in placed}
        quantities = [
            (match["context"], match["number"], _measure(match["measure"]), match.group())
            for match in _QUANTITY.finditer(compact(target.objective or ""))
        ]
        stated = {(number, measure) for _, number, measure, _ in quantities}
        for context, number, measure, text in quantities:
            if (number, measure) in printed:
                continue
            for item in placed:
                its = _measure(item.indicator.measure or "")
                if its != measure or (item.indicator.number, its) in stated:
                    continue
                if _is_sum_of(item.indicator.number or "", [n for _, n, m, _ in quantities if m == measure]):
                    continue
                shared = bigrams(context[-10:]) & bigrams(item.name)
                if len(shared) >= 3:
                    yield objective_and_values.finding(
                        f"项目“{target.project or ''}”的绩效目标写“{text[-20:]}”，"
                        f"指标“{item.name}”的值是{item.value}，请统一",
                        target_place(target, "年度绩效目标"),
                        item.place,
                        values=(f"{number}{measure}", item.value),
                    )
                    break


def _is_sum_of(number: str, parts: list[str]) -> bool:
    """Whether some of the parts make the number together (8 + 6 + 2 = 16)."""
    if not number.isdigit():
        return False
    sums = {0}
    for part in parts[:10]:
        sums |= {known + int(part) for known in sums}
    return int(number) in sums


def _measure(measure: str) -> str:
    return _SAME.get(measure, measure)


_SPENT = re.compile(r"(?P<what>[\u4e00-\u9fff]{4,10}?)(?P<number>\d[\d,]*(?:\.\d+)?)万元")


@rule("G737", "目标与解释的金额不一致", Level.NOTICE)
def spent_twice(disclosure: Disclosure) -> Iterator[Finding]:
    """同一项支出在绩效目标和指标解释中写的金额应当一致。

    例如目标写“缴纳电费27万元”，指标解释写“缴纳电费20万元”，应核对。
    """
    for target in targets(disclosure):
        said = {match["what"]: match["number"] for match in _SPENT.finditer(compact(target.objective or ""))}
        for indicator in target.indicators:
            item = Placed.of(target, indicator)
            for match in _SPENT.finditer(item.explanation):
                other = said.get(match["what"])
                if other is not None and other != match["number"]:
                    yield spent_twice.finding(
                        f"“{match['what']}”在绩效目标中是{other}万元，在指标解释中是{match['number']}万元，请核对",
                        target_place(target, "年度绩效目标"),
                        item.place,
                        values=(f"{other}万元", f"{match['number']}万元"),
                    )


_WANTED = re.compile(r"满意[度率]?[^，,。；;\d]{0,8}?(?:≥|达到?|在|不低于)?(?P<number>\d{2,3}(?:\.\d+)?)[%％]")


@rule("G738", "目标中的满意度没有指标", Level.NOTICE)
def satisfaction_promised(disclosure: Disclosure) -> Iterator[Finding]:
    """绩效目标承诺了满意度，就应有相应的满意度指标，数值一致。

    例如目标写“服务满意度95%以上”，指标中没有满意度，或者写的是≥90%，应补上或统一。
    """
    for target in targets(disclosure):
        match = _WANTED.search(compact(target.objective or ""))
        if match is None or not target.indicators:
            continue
        measured = [item for item in target.indicators if re.search("满意", f"{item.name}{item.level1}{item.level2}")]
        if not measured:
            yield satisfaction_promised.finding(
                f"项目“{target.project or ''}”的绩效目标写满意度{match['number']}%，指标中没有满意度，请补上",
                target_place(target, "年度绩效目标"),
            )
        elif match["number"] not in {item.number for item in measured} and all(item.number for item in measured):
            yield satisfaction_promised.finding(
                f"项目“{target.project or ''}”的绩效目标写满意度{match['number']}%，"
                f"满意度指标的值是{measured[0].value}，请统一",
                target_place(target, "年度绩效目标"),
                values=(f"{match['number']}%", measured[0].value or ""),
            )
