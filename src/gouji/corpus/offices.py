"""What an institution is called: the name its documents share, and the kind of office it is wherever it is."""

from __future__ import annotations

import re
from functools import lru_cache

from gouji.corpus.regions import NOWHERE, Region, region_of
from gouji.lexicon.text import key

_OWN = re.compile(r"[（(](?:本级|机关|本部|行政|汇总|部门|单位)[）)]$|(?<=[局厅委会室办院])(?:本级|本部)$")
_FORM = re.compile(r"(?:委员会办公室|委员会|办公室|办公厅|管理局|总局|厅|局|委|办)$")
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_LEAD = re.compile(r"^(?:[省市区县州盟旗](?!场|政|民族|域)级?(?:人民政府(?=[^办])|委(?=[^员]))?|人民政府(?=[^办]))")
_TOWNSHIP = re.compile(r"(街道办事处|[镇乡]人民政府|街道|[镇乡])$")


@lru_cache(maxsize=16384)
def institution_key(name: str, region: Region = NOWHERE) -> str | None:
    """The name by which documents of one institution are known: without spaces, the party's own and a mark of its own
    level, and with its place in full, city and county but no province above them: 吉林省长春市审计局, 长春市审计局 and,
    in a document whose ``region`` is 长春市, 审计局 are one. A place that is not known is not added."""
    compact = _PARTY.sub("", _OWN.sub("", key(name)))
    if not compact:
        return None
    place = region_of(compact)
    if place.name is None:
        if region.name is None or len(compact) < _SHORTEST or _NATIONAL.match(compact):
            return compact
        place, compact = region, _OWN_LEVEL.sub("", compact)
    return key(place.name) + _without_place(compact, place)


_SHORTEST = 3
"""A name shorter than this (本级) is none of an institution."""
_NATIONAL = re.compile(r"国家|全国|中国|中华|中央")
_OWN_LEVEL = re.compile(r"^[省市区县州盟旗](?!场|政(?!府)|民|域|级|容|[省市区县州盟旗])")
"""市财政局 of a document of 杭州市; but 市场监督管理局 begins with no level."""


def _without_place(name: str, place: Region) -> str:
    """A name without the places that lead it, coarse before fine."""
    for part in (place.province, place.city, place.county):
        if part is not None:
            name = name.removeprefix(key(part))
    return name


def office_of(name: str, region: Region) -> str | None:
    """The kind of office: the name without its place and without the word for its form, ``财政`` of 吉林省财政厅 and of
    上海市普陀区财政局. None where nothing is left, or where the place is unknown (the name could not be compared)."""
    rest = institution_key(name, region) or ""
    whole = (region.province or "") + (region.name or "")
    places = {key(one) for one in (whole, region.name, region.province, region.city) if one}
    place = next((one for one in sorted(places, key=len, reverse=True) if rest.startswith(one)), None)
    if place is None:
        return None
    rest = _LEAD.sub("", rest[len(place) :])
    if township := _TOWNSHIP.search(rest):
        return {"街道": "街道办事处", "镇": "镇人民政府", "乡": "乡人民政府"}.get(township.group(), township.group())
    short = _FORM.sub("", rest)
    return short if len(short) >= 2 else (rest or None)
