"""A rule's three cases: a document that breaks it, one that keeps it, and what it finds in a real document."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.model.disclosure import Disclosure


@dataclass(frozen=True)
class Case:
    """``says`` stands in the message of the finding; ``real`` is a real document and whether the rule finds
    something in it."""

    code: str
    breaks: Disclosure
    keeps: Disclosure
    says: str
    real: tuple[str, bool]


PROVINCE = "jilin-2025.txt"
CITY = "changchun-2024.txt"
BUREAU = "cc_xinfangju_2026_unit.pdf"
FINAL = "fs_czj_2024_final_good.pdf"
SHENZHEN = "sz_xinfangju_2026_dept.pdf"
SUZHOU = "suz_shenjiju_2026_dept.pdf"
DISTRICT = "bg_wanli_2025_dept.pdf"
LOTTERY = "sh_fucai_2026_unit.pdf"
TARGETS = "gz_zhengshuju_2026_perf.pdf"
GUANGZHOU = "gz_xinfangju_2026_dept.pdf"
HANGZHOU = "hz_qixiangju_2026_dept.pdf"
WUXI = "wx_tongjiju_2026_dept.pdf"
