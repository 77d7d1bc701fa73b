"""G33x: numbers of things (units, staff, vehicles, projects, targets) stated against those listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checking.findings import Finding, FindingPlace, Level
from gouji.checking.rule import Skip, rule
from gouji.checking.rules.passages import Passage, Where, body, compact, placed
from gouji.checking.rules.units import is_of_a_unit, listed_units, looks_like_a_unit, split_names
from gouji.lexicon.text import split_ordinal
from gouji.model.disclosure import Disclosure

_CHINESE = {character: number for number, character in enumerate("零一二三四五六七八九")} | {"两": 2}
NUMERAL = r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})"
"""A number in digits or in Chinese, as a pattern; :func:`numeral` reads it."""


def numeral(text: str) -> int:
    """The number of 12, 十二 or 二十."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CHINESE[text[0]] if len(text) == 1 else int("".join(str(_CHINESE[c]) for c in text))
    return (_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0)


@rule("G331", "单位个数不符", Level.ERROR)
def unit_count(disclosure: Disclosure) -> Iterator[Finding]:
    """写明的预算单位个数应与列出的单位个数一致。

    例如“现有预算单位20个，包括：……”后面只列了19个，应补列或改正个数。
    """
    names, passage = listed_units(disclosure)
    if passage is None:
        yield from _units_below(body(disclosure))
        return
    first = re.escape(names[0])
    match = re.search(
        rf"(?:预算|决算|下属|所属)单位[^。\d]{{0,12}}?(?:共计|共有|共|有)?({NUMERAL})[个家][^。]{{0,24}}?{first}",
        passage.text,
    )
    if match is None:
        raise Skip("机构设置中没有写明预算单位个数")
    stated = numeral(match.group(1))
    if stated != len(names) and not passage.text.rstrip("。").endswith("等"):
        certain = all(looks_like_a_unit(name) and not re.search("[和及]", name) for name in names)
        yield unit_count.finding(
            f"写明预算单位{stated}个，实际列出{len(names)}个，请核对个数与名单",
            passage.between(match.start(1), match.end(1)),
            values=(str(stated), str(len(names))),
            level=Level.ERROR if certain else Level.WARNING,
        )


_UNITS_OF_A_KIND = re.compile(rf"(?:行政|参公|参照公务员法?管理(?:的)?(?:事业)?|事业)单位({NUMERAL})[家个]")


def _units_below(found: tuple[Passage, ...]) -> Iterator[Finding]:
    """Units counted by their kinds (行政单位1家，事业单位4家，具体包括：) and listed in numbered lines below."""
    for index, passage in enumerate(found):
        kinds = [numeral(number) for number in _UNITS_OF_A_KIND.findall(passage.text)]
        if len(kinds) < 2 or not passage.text.endswith(("：", ":")):
            continue
        below = _items_below(found[index + 1 :], level=2)
        if below < 2:
            break
        if below != sum(kinds):
            yield unit_count.finding(
                f"写明预算单位{'＋'.join(map(str, kinds))}＝{sum(kinds)}个，下面列出{below}个，请核对个数与名单",
                passage.at(),
                values=(str(sum(kinds)), str(below)),
                level=Level.WARNING,
            )
        return
    raise Skip("机构设置中没有写明两个以上预算单位的个数和名单")


_OFFICES = re.compile(
    rf"(?:内设|下设|设有?|设置)(?:内设)?({NUMERAL})个(?:内设)?(?:机构|处室|科室|职能处室|处（室）|科（室）|部门)"
    r"(?:和机关党委)?[^。：:]{0,16}?(?:分别(?:是|为)|包括|即|：|:|为)[:：]?(?P<names>[^。；;：:]+)[。；;]"
)


@rule("G332", "内设机构个数不符", Level.WARNING)
def office_count(disclosure: Disclosure) -> Iterator[Finding]:
    """写明的内设机构个数应与列出的一致。

    例如“内设8个机构，分别是……”后面列了9个，应改正。
    """
    found = body(disclosure)
    for index, passage in enumerate(found):
        listed_below = _OFFICES_BELOW.search(passage.text)
        if listed_below is not None:
            below = _items_below(found[index + 1 :])
            stated = numeral(listed_below.group(1))
            if below >= 2 and below != stated:
                yield office_count.finding(
                    f"写明内设机构{stated}个，下面列出{below}个，请核对",
                    passage.between(listed_below.start(1), listed_below.end(1)),
                    values=(str(stated), str(below)),
                )
            continue
        match = _OFFICES.search(passage.text)
        if match is None or "等" in match["names"][-4:]:
            continue
        names = split_names(re.sub(r"[和及](?=机关党委|机关纪委|老干部)", "、", match["names"]))
        without_party = [name for name in names if not re.search(r"党委|党总支|纪委|工会|老干部", name)]
        stated = numeral(match.group(1))
        if len(names) >= 2 and stated not in {len(names), len(without_party)}:
            yield office_count.finding(
                f"写明内设机构{stated}个，实际列出{len(names)}个，请核对",
                passage.between(match.start(1), match.end(1)),
                values=(str(stated), str(len(names))),
            )


_OFFICES_BELOW = re.compile(
    rf"(?:内设|下设|设有?|设置)({NUMERAL})个(?:内设机构|职能处室|处室|科室|机构)[^。]{{0,12}}?(?:包括|分别是|分别为|如下)?[:：]$"
)


def _items_below(following: tuple[Passage, ...], level: int = 1) -> int:
    """How many items （一）（二）… (``level`` 2: 1. 2. …) are listed one under the other."""
    count = 0
    for passage in following:
        own, ordinal, _ = split_ordinal(passage.text)
        if own is None:
            continue
        digits = re.sub(r"[^\d一二三四五六七八九十]", "", ordinal)
        if own != level or numeral(digits or "零") != count + 1:
            break
        count += 1
    return count


_BRACKETED = re.compile(r"（[^）]*）|\([^)]*\)")
_WHOLE = re.compile(
    r"(?P<what>现有人员|实有人员|在职人员|编制人数|人员编制|车辆|公务用车|机动车|人员)[^\d，,。；;]{0,8}?(?P<whole>\d+)(?P<of>辆|人|名)[^，,。；;其]{0,12}[，,;；。]?(?=其中|均为)"
)
_SPECIAL = re.compile(r"均为[^\d，,。；;]{2,20}?(\d+)(?:辆|人|名)")
_COMPLETE = re.compile(r"其他用车|其他车辆|离退休人员|退休人员|其他人员")


@rule("G333", "人数或车辆数合计不符", Level.ERROR)
def parts_of_counts(disclosure: Disclosure) -> Iterator[Finding]:
    """“共有……其中……”的各分项之和应等于总数。

    例如“共有车辆3辆，其中：机要通信用车1辆、其他用车1辆”，分项之和是2辆，与总数不符。
    """
    for passage in body(disclosure):
        text = _BRACKETED.sub("", passage.text) if "（" in passage.text or "(" in passage.text else passage.text
        for match in _WHOLE.finditer(text):
            rest = re.split(r"[。]|单位?价值?\d|单价", text[match.end() :])[0]
            whole = int(match["whole"])
            parts = _parts(rest, match["of"])
            special = _SPECIAL.match(rest)
            if special is not None:
                parts, complete = [int(special.group(1))], True
            else:
                complete = len(parts) >= 2 and bool(_COMPLETE.search(rest))
            if not parts or sum(parts) == whole:
                continue
            if (match["of"] != "辆" or "其中" in rest[2:]) and _some_make(parts, whole):
                continue
            if sum(parts) > whole or complete:
                start = max(0, passage.text.find(match.group()[:8]) - _BEFORE_A_LIST)
                yield parts_of_counts.finding(
                    f"{match['what']}写明共{whole}{match['of']}，分项之和是{sum(parts)}{match['of']}，请核对",
                    passage.at(passage.text[start : start + _OF_A_LIST]),
                    values=(str(whole), str(sum(parts))),
                    difference=str(sum(parts) - whole),
                )


_BEFORE_A_LIST = 8
_OF_A_LIST = 160
"""So many characters of a list of parts are shown."""


def _parts(rest: str, of: str) -> list[int]:
    return [int(number) for number in re.findall(rf"(\d+){of}", rest)]


def _some_make(parts: list[int], whole: int) -> bool:
    """Whether some of the parts make the whole: the others may be parts of these (在职20人，其中行政15人)."""
    sums = {0}
    for number in parts[:16]:
        sums |= {known + number for known in sums}
    return whole in sums


_STAFF = re.compile(
    r"(?P<what>实有人员|现有人员|在职人员|离退休人员|离休人员|退休人员)(?:共|为|有|共有|数)?(?P<number>\d+)人"
)


def staff(disclosure: Disclosure) -> dict[str, dict[int, list[FindingPlace]]]:
    """What is said of staff: 在职人员 → number → where."""
    found: dict[str, dict[int, list[FindingPlace]]] = {}
    texts: list[tuple[str, Where]] = [(passage.text, passage) for passage in body(disclosure)]
    for table in disclosure.tables:
        texts.extend((compact(note), FindingPlace(table.title, note, "", table.place)) for note in table.notes)
    for text, where in texts:
        for match in _STAFF.finditer(text):
            what = "现有人员" if match["what"] == "实有人员" else match["what"]
            place = placed(where, match.group())
            found.setdefault(what, {}).setdefault(int(match["number"]), []).append(place)
    return found


@rule("G334", "人员数前后不一", Level.WARNING)
def staff_numbers(disclosure: Disclosure) -> Iterator[Finding]:
    """机构设置、表注中的人员数应当一致。

    例如机构设置写在职人员130人，“三公”经费表的说明写在职人员128人，应核对。
    """
    if not is_of_a_unit(disclosure) and len(disclosure.units) > 1:
        raise Skip("多个单位的人员数分别说明，无法直接核对")
    for what, numbers in staff(disclosure).items():
        if len(numbers) == 2:
            (one, places), (other, others) = numbers.items()
            yield staff_numbers.finding(
                f"{what}一处写{one}人，一处写{other}人，请核对", *places, *others, values=(str(one), str(other))
            )
