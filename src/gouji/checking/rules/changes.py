"""G34x: what sentences say of changes: direction and reason, a change without a base, lists of expenses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import body, sentences
from gouji.checking.rules.units import split_names
from gouji.lexicon.classification import economic
from gouji.lexicon.text import bare
from gouji.model.coordinates import Coordinates
from gouji.model.disclosure import Disclosure, Statement, Table

_REASON = re.compile(
    r"(?:主要|变动|增减|变化)原因(?:主要)?(?:是由于|是因为|是|为|[:：])|主要是由于|主要是因为|(?<=[，,])(?:主要|变动)原因(?=[\u4e00-\u9fff])"
)
_DOWN = re.compile(
    r"减少|下降|降低|压减|压缩|节约|核减|精简|过紧日子|取消|调减|缩减|减|降|退休|无|未|不再|完成|到期|结束|调出|少"
)
_UP = re.compile(r"增加|增长|上升|提高|新增|增|调标|晋级|晋升|上涨|提标|调入|补|纳入|列入|结转|加大|扩大|多")
_PLAINLY_UP = re.compile(r"(?:增加|增长|上升|提高|新增|增多|上涨)")
_PLAINLY_DOWN = re.compile(r"(?:减少|下降|降低|压减|压缩|核减|过紧日子|厉行节约)")
_CHANGE = re.compile(r"(增加|增长|上升|减少|下降|降低|减低)(?:了)?(?=[\d０-９])")
_RISING = {"增加", "增长", "上升"}
_ZERO = re.compile(r"(?:增加|减少|增长|下降)(?:了)?0(?:\.0+)?(?:万元|元|%)|持平|无增减|无变化|没有变化|不变|相同|一致")


def _claims(sentence: str) -> Iterator[tuple[str, str, str]]:
    """Each change (up, down or zero) with the reason given behind it, and the words from the one to the other."""
    for match in _REASON.finditer(sentence):
        begin = max(0, match.start() - 60)
        reason = re.split(r"[。；;]", sentence[match.end() :])[0]
        changes = list(_CHANGE.finditer(sentence, begin, match.start()))
        zeros = list(_ZERO.finditer(sentence, begin, match.start()))
        if zeros and (not changes or zeros[-1].start() >= changes[-1].start()):
            yield "zero", reason, sentence[zeros[-1].start() : match.end()]
        elif changes:
            directions = {change.group(1) in _RISING for change in changes}
            if len(directions) == 1:
                yield "up" if directions.pop() else "down", reason, sentence[changes[0].start() : match.end()]


@rule("G341", "增减与原因相反", Level.WARNING)
def contradicted_reason(disclosure: Disclosure) -> Iterator[Finding]:
    """说是减少，原因却是增加（或者相反），二者必有一误。

    例如“比上年减少5.00万元，主要原因是接待批次增加”；“与上年持平，主要原因是合同付款减少”。
    """
    for passage in body(disclosure):
        for sentence in _with_reason(passage.text):
            for direction, reason, words in _claims(sentence):
                message = _contradiction(direction, reason)
                if message:
                    yield contradicted_reason.finding(
                        f"{message}，请核对增减方向或改写原因",
                        passage.around(words, sentence),
                        level=Level.NOTICE if direction == "zero" else Level.WARNING,
                    )


def _contradiction(direction: str, reason: str) -> str | None:
    told = re.sub(r"增减|持平|无变化", "", reason)
    if re.search(r"但|不同|虽|一方面|同时|结构|口径|上年|去年|以前年度|一次性|20\d\d年", told):
        return None
    up, down = bool(_PLAINLY_UP.search(told)), bool(_PLAINLY_DOWN.search(told))
    if direction == "down" and up and not _DOWN.search(_PLAINLY_UP.sub("", told)):
        return "说是减少，原因却只说增加"
    if direction == "up" and down and not _UP.search(_PLAINLY_DOWN.sub("", told)):
        return "说是增加，原因却只说减少"
    if direction == "zero" and up != down and not re.search(r"预算数|定额|标准|持平|一致", told):
        return f"说是没有变化，原因却说{'增加' if up else '减少'}"
    return None


def _with_reason(text: str) -> Iterator[str]:
    """The sentences, with a sentence that begins with its reason joined to the one before."""
    held = ""
    for sentence in sentences(text):
        if held and _REASON.match(sentence):
            held += sentence
            continue
        if held:
            yield held
        held = sentence
    if held:
        yield held


_BOTH = re.compile(
    r"(?P<one>增加|增长|上升|减少|下降|降低)(?:了)?(?P<amount>\d[\d,.]*)(?:万元|元|亿元)[，,、]?(?:同比)?"
    r"(?P<two>增加|增长|增幅|上升|减少|下降|降低|降幅)(?:为|了|约)?(?P<percent>\d[\d.]*)%"
)
_UPWARD = {"增加", "增长", "上升", "增幅"}


@rule("G344", "增减方向前后矛盾", Level.ERROR)
def contradicted_direction(disclosure: Disclosure) -> Iterator[Finding]:
    """增减额与增减幅的方向应当一致。

    例如“比上年减少10.00万元，增长5.0%”，应核对是增加还是减少。
    """
    for passage in body(disclosure):
        for match in _BOTH.finditer(passage.text):
            if not match["amount"].strip("0.,") or not match["percent"].strip("0."):
                continue
            if (match["one"] in _UPWARD) != (match["two"] in _UPWARD):
                yield contradicted_direction.finding(
                    f"增减方向前后矛盾：“{match.group()}”，请核对是增加还是减少",
                    passage.around(match.group()),
                    values=(match["one"], match["two"]),
                )


_CAUSE_OF = re.compile(r"(?P<way>增加|增长|减少|下降)的?(?:主要)?原因")
_STATED = re.compile(r"(?P<way>增加|增长|减少|下降)(?:了)?(?P<amount>\d[\d,.]*)(?:万元|元|亿元)")


@rule("G346", "原因说的方向与数相反", Level.WARNING)
def cause_of_the_other(disclosure: Disclosure) -> Iterator[Finding]:
    """“增加的主要原因是”所说的方向，应与前面写的增减一致。

    例如前面写“比上年减少247.70万元”，后面写“收支增加的主要原因是压减经费”，应核对。
    """
    stated: set[bool] = set()
    section = None
    for passage in body(disclosure):
        if passage.section != section:
            section, stated = passage.section, set()
        cause = _CAUSE_OF.search(passage.text)
        before = passage.text[: cause.start()] if cause else passage.text
        stated |= {match["way"] in _UPWARD for match in _STATED.finditer(before) if match["amount"].strip("0.,")}
        if cause and len(stated) == 1 and (cause["way"] in _UPWARD) not in stated:
            yield cause_of_the_other.finding(
                f"前面写的是{'增加' if True in stated else '减少'}，这里说的是{cause['way']}的原因，请核对",
                passage.between(cause.start(), cause.end()),
            )


_RATE = re.compile(r"(?P<way>增加|增长|上升|减少|下降|降低)(?:了)?(?P<percent>\d+\.\d{1,2})%")
_LONG_AMOUNT = re.compile(r"\d[\d,]*\.\d+(?=万元|元|亿元)")


@rule("G345", "同一增减幅的方向不一", Level.WARNING)
def direction_elsewhere(disclosure: Disclosure) -> Iterator[Finding]:
    """同一金额的同一增减幅，在各处的方向应当一致。

    例如一处写“收入1,682.76万元，比上年增长3.08%”，另一处写“收入1,682.76万元，比上年下降3.08%”，应核对。
    """
    found: dict[tuple[str, str], dict[bool, list[FindingPlace]]] = {}
    for passage in body(disclosure):
        for sentence in sentences(passage.text):
            amounts = {text.replace(",", "") for text in _LONG_AMOUNT.findall(sentence)}
            for match in _RATE.finditer(sentence):
                place = passage.around(match.group(), sentence)
                for amount in amounts if match["percent"].strip("0.") else ():
                    if len(amount) >= 6:
                        ways = found.setdefault((amount, match["percent"]), {})
                        ways.setdefault(match["way"] in _UPWARD, []).append(place)
    seen: set[str] = set()
    for (_, percent), ways in found.items():
        if len(ways) == 2 and percent not in seen:
            seen.add(percent)
            yield direction_elsewhere.finding(
                f"同一金额的增减幅{percent}%，有的地方写增长，有的地方写下降，请核对",
                *dict.fromkeys(place for places in ways.values() for place in places),
                values=(f"{percent}%",),
            )


_BARE_CHANGE = re.compile(
    r"(?:比|较|与|和|同)[^，。；,;、]{0,18}?(?:预算|决算|执行|上年|去年|同期|20\d\d年)[^，。；,;、增减上下提降]{0,6}"
    r"(?<!有所)(?<!略有)(?:增加|减少|增长|下降|上升|提高|降低)(?=[。；;]|$)"
)


@rule("G347", "增减没有数额", Level.WARNING)
def change_without_amount(disclosure: Disclosure) -> Iterator[Finding]:
    """说比上年增加或减少，应写明增减的数额；没有增减的写持平。

    例如“公务用车购置费0万元，比2024年预算减少。”，应写减少多少，或写“与2024年预算持平”。
    """
    for passage in body(disclosure):
        for sentence in sentences(passage.text):
            for match in _BARE_CHANGE.finditer(sentence):
                yield change_without_amount.finding(
                    f"“{match.group()}”没有写数额，请补充；没有增减的写持平",
                    passage.around(match.group(), sentence),
                    values=(match.group(),),
                )


@rule("G348", "同一增减幅不一", Level.WARNING)
def rate_elsewhere(disclosure: Disclosure) -> Iterator[Finding]:
    """同一项目与同一年相比的增减幅，各处应当一致。

    例如一处写“收入比上年增长3.08%”，另一处写“收入比上年增长3.80%”，应核对。
    """
    found: dict[tuple[Coordinates, int | None], list[Statement]] = {}
    for statement in disclosure.statements:
        point, base = statement.coordinates, statement.base
        if statement.kind == "change" and point is not None and base is not None and statement.percent is not None:
            bare_point = point.without("side", "origin") if _is_total(point) else point
            found.setdefault((bare_point, base.year), []).append(statement)
    for same in found.values():
        rates = {abs(Decimal(s.percent.rstrip("%"))) for s in same if s.percent}
        least, most = min(rates), max(rates)
        digits = min(-int(rate.as_tuple().exponent) for rate in rates)
        if most - least > Decimal(1).scaleb(-digits):
            yield rate_elsewhere.finding(
                f"同一增减幅在{len(same)}处写作{'、'.join(dict.fromkeys(s.percent or '' for s in same))}（%），请核对",
                *(FindingPlace(s.section, s.sentence, "", s.place, s.id) for s in same),
                values=tuple(s.percent or "" for s in same),
            )


@rule("G349", "增加额大于本年数", Level.WARNING)
def more_than_all(disclosure: Disclosure) -> Iterator[Finding]:
    """比上年增加的数额不会大于本年数，否则上年数就是负数，多半是增减写反或数额有误。

    例如“公务接待费3万元，比上年增加11.3万元”，应核对是否为减少。
    """
    printed: dict[tuple[Coordinates, str], Statement] = {}
    for statement in disclosure.statements:
        point, amount = statement.coordinates, statement.amount
        if point is None or amount is None:
            continue
        if statement.kind == "amount":
            printed[point, statement.sentence] = statement
        elif statement.kind == "change" and statement.direction == "increase":
            this = printed.get((point, statement.sentence))
            if this is None or this.amount is None or this.amount.unit is not amount.unit:
                continue  # a unit that is wrong is another cause
            if this.amount.interval.high < amount.interval.low:
                yield more_than_all.finding(
                    f"增加额{amount}大于本年数{this.amount}，上年数不会是负数，请核对增减方向和数额",
                    FindingPlace(statement.section, statement.sentence, "", statement.place, statement.id),
                    values=(str(amount), str(this.amount)),
                )


def _is_total(point: Coordinates) -> bool:
    return point.without("year", "stage", "side", "origin") == Coordinates()


_PERCENT = re.compile(r"(?:增加|增长|上升|减少|下降|降低)(?:了)?(?:约)?\d[\d.]*%")
_BASE = re.compile(r"较|比|与|同比|同期|相比|环比|上年|去年|20\d\d年")


@rule("G342", "增减没有对比基数", Level.NOTICE)
def percent_without_base(disclosure: Disclosure) -> Iterator[Finding]:
    """写增长或下降百分之几，应说明与哪一年、什么数相比。

    例如“机关运行经费10.00万元，增长5.0%”，应写明“比2024年预算增长5.0%”。
    """
    places = [
        passage.at(sentence)
        for passage in body(disclosure)
        for sentence in sentences(passage.text)
        if _PERCENT.search(sentence) and not _BASE.search(passage.text)
    ]
    if places:
        yield percent_without_base.finding(f"有{len(places)}处增减百分比没有说明与什么相比，请补充对比的年度", *places)


_INCLUDED = re.compile(
    r"(?P<what>人员经费|人员支出|公用经费|日常公用经费|日常公用支出|公用支出)\d[\d,.]*(?:万元|元)[，,。]?(?:主要)?包括[:：]?(?P<names>[^。；;]+)"
)


def _economic_amounts(disclosure: Disclosure) -> tuple[Table, dict[str, tuple[str, bool]]] | None:
    """The table of basic expenditure by economic division: comparable name → (name, whether an amount is printed)."""
    for table in disclosure.tables:
        if table.kind != "basic_expenditure":
            continue
        names: dict[str, tuple[str, bool]] = {}
        for panel in table.panels:
            with_amounts = {cell.row for cell in panel.cells if cell.amount is not None and not cell.amount.is_zero}
            for position, row in enumerate(panel.rows):
                filled = position in with_amounts or row.index in with_amounts
                name = _expense(row.label)
                if name and not row.is_total:
                    names[name] = (row.label, filled or names.get(name, ("", False))[1])
        if sum(filled for _, filled in names.values()) >= 5:
            return table, names
    return None


_ASIDE = re.compile(r"（[^）]*）|\[\d+\]|^\d+")
_EXPENSE_END = re.compile(r"(?:支出|费用|费|等)$")


def _expense(label: str) -> str:
    return _EXPENSE_END.sub("", _ASIDE.sub("", bare(label)))


@rule("G343", "费用名目与表不符", Level.WARNING)
def listed_expenses(disclosure: Disclosure) -> Iterator[Finding]:
    """说明中“人员经费……主要包括”“公用经费……主要包括”列出的名目，应当是基本支出表中有数的经济科目。

    例如说明列有“咨询费”，基本支出表的咨询费没有数，应删去；表中有“医疗费”而说明没有列，宜补上。
    """
    known = _economic_amounts(disclosure)
    if known is None:
        raise Skip("没有读到按经济分类科目列示的基本支出表")
    table, names = known
    here = FindingPlace(table.title, "", "", table.place)
    lists = economic(disclosure.document.year)
    listed: set[str] = set()
    empty: list[str] = []
    places: list[FindingPlace] = []
    for passage in body(disclosure):
        for match in _INCLUDED.finditer(passage.text):
            for name in split_names(match["names"]):
                expense = _expense(name)
                listed.add(expense)
                unknown = expense not in names and lists.resolve(name, level=5)
                if unknown or (expense in names and not names[expense][1]):
                    empty.append(name)
                    places.append(passage.at(match.group()[:40]))
    if not listed:
        raise Skip("说明没有列出人员经费、公用经费包括哪些科目")
    if empty and len(listed & names.keys()) >= 5:
        unique = list(dict.fromkeys(empty))
        shown = "、".join(unique[:6]) + (f"等{len(unique)}项" if len(unique) > 6 else "")
        yield listed_expenses.finding(
            f"说明列出的{shown}在基本支出表中没有数，请核对说明或表",
            *dict.fromkeys(places),
            here,
            values=tuple(unique),
            level=Level.WARNING if len(unique) <= 8 else Level.NOTICE,
        )
    groups = {
        _expense(word)
        for word in (
            "工资福利支出",
            "商品和服务支出",
            "对个人和家庭的补助",
            "资本性支出",
            "合计",
            "人员经费",
            "公用经费",
        )
    }
    unlisted = [
        label for name, (label, filled) in names.items() if filled and name not in listed and name not in groups
    ]
    if unlisted and len(unlisted) <= 6 and len(listed & names.keys()) >= 5:
        yield listed_expenses.finding(
            f"基本支出表中有数的{'、'.join(unlisted)}没有列入说明，宜补上",
            here,
            level=Level.NOTICE,
            values=tuple(unlisted),
        )
