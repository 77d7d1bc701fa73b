"""Every layout by its name."""

from __future__ import annotations

from collections.abc import Callable

from tests.layouts import budgets, cities, city_finals, counties, county_finals, finals, provinces
from tests.layouts.book import Book
from tests.layouts.sheet import Document

LAYOUTS: dict[str, Callable[[int], tuple[Book, Document]]] = {
    "ministry": budgets.ministry,
    "beijing": budgets.beijing,
    "tianjin": budgets.tianjin,
    "chongqing": budgets.chongqing,
    "sichuan": budgets.sichuan,
    "hunan": budgets.hunan,
    "henan": provinces.henan,
    "zhejiang": provinces.zhejiang,
    "jiangxi": provinces.jiangxi,
    "guangxi": provinces.guangxi,
    "yunnan": provinces.yunnan,
    "shaanxi": provinces.shaanxi,
    "xinjiang": provinces.xinjiang,
    "gansu": provinces.gansu,
    "hebei": provinces.hebei,
    "liaoning": provinces.liaoning,
    "shandong": provinces.shandong,
    "five_panels": counties.five_panels,
    "both_funds": counties.both_funds,
    "detailed": counties.detailed,
    "raw_final": county_finals.raw_final,
    "ministry_final": finals.ministry_final,
    "province_final": finals.province_final,
    "yuan_final": finals.yuan_final,
    "guangdong_final": finals.guangdong_final,
    **cities.CITIES,
    **city_finals.FINALS,
}
