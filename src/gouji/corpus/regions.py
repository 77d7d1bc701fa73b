"""Where a document comes from, as far as its own words tell: province, city, county."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_COUNTY = re.compile(
    r"[\u4e00-\u9fff]{1,6}?自治[县旗]|[\u4e00-\u9fff]{2,5}?(?:市(?![场政民容])|区(?!域|划)|旗)|[\u4e00-\u9fff]{1,5}?县(?!域)"
)
_NO_COUNTY = re.compile(r"(?:保护|风景|旅游|开发|示范|试验|[景社园城地军灾库老校院辖大])[区市]$|[和与及]")
"""Words that end like a county and are none; 城市 and 社区 begin the names of many offices."""
_MENTIONS = 3


@dataclass(frozen=True, slots=True)
class Region:
    """A place. ``code`` is the finest known code (2 or 4 digits), ``name`` the whole name with the county where there
    is one; each is None where it cannot be told. A municipality (上海市) is its own province and city."""

    code: str | None = None
    name: str | None = None
    province: str | None = None
    city: str | None = None
    county: str | None = None

    @property
    def level(self) -> str | None:
        """``province``, ``city`` or ``county``, by what the place is; a municipality is a province."""
        if self.county is not None:
            return "county"
        if self.code is None:
            return None
        return "province" if len(self.code) == 2 else "city"


NOWHERE = Region()


@cache
def _places() -> dict[str, str]:
    """Name → code, provinces and cities."""
    lines = (files("gouji.corpus") / "data" / "regions.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: code for code, name in rows}


@cache
def _names() -> dict[str, str]:
    return {code: name for name, code in _places().items()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _places()), key=len, reverse=True)))


def region_of(name: str, others: Sequence[str] = (), text: Iterable[str] = ()) -> Region:
    """The region of an office called ``name``; ``others`` are further names (title, units) asked in turn where the
    first tells nothing. The text decides only where one city is named again and again and hardly another."""
    for one in (name, *others):
        found = _led(one)
        if found is not NOWHERE:
            return found
    mentions = Counter(found for part in text for found in _pattern().findall(part))
    cities = Counter({place: count for place, count in mentions.items() if place in _MUNICIPAL or _is_city(place)})
    if cities:
        place, count = cities.most_common(1)[0]
        if count >= _MENTIONS and 2 * count > sum(cities.values()):
            return _region(_places()[place], None)
    return NOWHERE


def _is_city(place: str) -> bool:
    return len(_places()[place]) == 4


_MUNICIPAL = frozenset({"北京市", "天津市", "上海市", "重庆市"})


def _led(name: str) -> Region:
    """The region whose name begins a name: 浙江省杭州市西湖区…, 杭州市…, 昆山市…"""
    code: str | None = None
    rest = re.sub(r"^(?:中国?共产?党?|中共|(?:19|20)\d\d年(?:度)?)", "", name)
    while match := _pattern().match(rest):
        found = _places()[match.group()]
        if code is not None and not found.startswith(code):
            break
        code, rest = found, rest[match.end() :]
    county = _COUNTY.match(rest)
    named = county.group() if county and not _NO_COUNTY.search(county.group()) else None
    if code is None:
        alone = named is not None and named[-1] in "市县" and len(rest) > len(named)
        return Region(None, named, None, None, named) if alone else NOWHERE
    return _region(code, named)


def _region(code: str, county: str | None) -> Region:
    province = _names()[code[:2]]
    city = _names()[code]
    whole = city + (county or "")
    return Region(code, whole, province, city, county)
