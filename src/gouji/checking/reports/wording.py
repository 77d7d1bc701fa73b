"""What every report says in the same words: the share proved, the verdict, a place; and text made safe to show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum

from gouji.checking.findings import Counts, Finding, FindingPlace, Level, NotApplicable, Report
from gouji.lexicon.text import key
from gouji.model.disclosure import DocumentInfo, Place
from gouji.model.kinds import KIND_TEXT

EVIDENCE_TEXT = {"proved": "已证实", "disputed": "有矛盾", "unchecked": "未核对", "zero": "零值"}
LEVELS = (Level.ERROR, Level.WARNING, Level.NOTICE)

_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_PRIVATE_NUMBER = re.compile(r"(?<![\d.,])(?:1[3-9]\d(?=\d{8}(?![\d.]))|\d{6}(?=\d{11}[\dXx](?![\d.])))\d+[Xx]?")
_WHOLE_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def clean(text: str) -> str:
    """The text without control characters and direction marks, so that a document cannot steer a terminal or a page."""
    return _UNSHOWABLE.sub("", text.replace("\t", " "))


def masked(text: str) -> str:
    """:func:`clean` text with mobile numbers and identity-card numbers hidden: a report must not repeat them."""
    return _PRIVATE_NUMBER.sub(lambda match: match.group()[:3] + "*" * (len(match.group()) - 3), clean(text))


def grouped(number: str) -> str:
    """A printed number with separators at the thousands; any other text as it is."""
    if not _WHOLE_NUMBER.fullmatch(number):
        return number
    return f"{Decimal(number):,}"


def permille_proved(counts: Counts) -> int:
    """The proved share of the amounts that are not zero in thousandths, rounded down: only all of them are 1000."""
    return counts.proved * 1000 // counts.amounts if counts.amounts else 0


def percent_text(permille: int) -> str:
    """Thousandths as a percentage with one digit: ``97.8 %``."""
    return f"{permille // 10}.{permille % 10} %"


def share_text(counts: Counts) -> str:
    """The first figure of every report in one sentence."""
    if not counts.amounts:
        return "没有读到非零金额，数字关系无从核对。"
    proved = f"{counts.amounts} 个非零金额中，{counts.proved} 个由勾稽关系证实"
    rest = [
        f"{number} 个{what}" for number, what in ((counts.disputed, "有矛盾"), (counts.unchecked, "未核对")) if number
    ]
    return f"{percent_text(permille_proved(counts))}：" + "，".join([proved, *rest]) + "。"


def zeros_text(counts: Counts) -> str:
    """The zeros, which prove nothing and are counted apart."""
    return f"另有 {counts.zeros} 个零值，不计入（零证明不了什么）。" if counts.zeros else ""


def checked_nothing(report: Report) -> bool:
    """Whether no amount of the document, in tables or sentences, was proved or disputed, and no points were added up:
    such a one never passes."""
    return not report.scores and not any(
        counts.proved + counts.disputed for counts in (report.tables, report.statements)
    )


class Standing(Enum):
    """How a document comes out at a glance: something is wrong, something is left open, or all is well."""

    BAD = "bad"
    OPEN = "open"
    GOOD = "good"


def standing(report: Report) -> Standing:
    """GOOD only where nearly every amount was proved and nothing asks for attention."""
    if report.count(Level.ERROR) or checked_nothing(report):
        return Standing.BAD
    disputed = report.tables.disputed + report.statements.disputed
    if disputed or report.count(Level.WARNING) or permille_proved(report.tables) < _NEARLY_ALL:
        return Standing.OPEN
    return Standing.GOOD


_NEARLY_ALL = 900


def verdict(report: Report) -> str:
    """The outcome in one sentence; never sounds like a pass where nothing or not everything was checked."""
    errors, warnings = report.count(Level.ERROR), report.count(Level.WARNING)
    found = "、".join(f"{number} 处{level}" for number, level in ((errors, "错误"), (warnings, "提醒")) if number)
    if checked_nothing(report):
        return "未能核对：没有一个金额可由勾稽关系证实，本文件不能视为通过。"
    unproved = report.tables.unchecked + report.statements.unchecked
    gap = f"有 {unproved} 个金额未核对，需人工看一看。" if unproved else ""
    if errors:
        return f"发现 {found}，请逐项核对更正。" + gap
    disputed = report.tables.disputed + report.statements.disputed
    if disputed:
        return f"有 {disputed} 个金额有矛盾，不能视为通过。" + (f"另有 {found}。" if found else "") + gap
    if warnings:
        return f"未发现错误，有 {found}。" + gap
    return f"未发现错误。{gap}" if unproved else "未发现错误，全部非零金额均已证实。"


def document_heading(document: DocumentInfo) -> str:
    """Title of the document, or what is known in its place."""
    if document.title:
        return masked(document.title)
    known = [document.department, f"{document.year} 年" if document.year else "", KIND_TEXT.get(document.kind, "")]
    return masked(" ".join(part for part in known if part)) or masked(document.source.file) or "（无标题文件）"


def position_text(place: Place) -> str:
    """``第 3 页第 12 行``, as far as known."""
    page = f"第 {place.page} 页" if place.page is not None else ""
    line = f"第 {place.line} 行" if place.line is not None else ""
    return page + line


def places_of(finding: Finding) -> tuple[FindingPlace, ...]:
    """The places of a finding, each once: amounts of one sentence or heading stand at one place to a reader."""
    found: dict[tuple[str, str | None], FindingPlace] = {}
    for at in finding.places:
        if named := place_text(at):
            found.setdefault((named, at.cell if at.column else None), at)
    return tuple(found.values())


def value_text(finding: Finding, value: str) -> str:
    """A value of a finding as it is shown: amounts with separators; codes, years and words as they are."""
    return grouped(masked(value)) if finding.code.startswith(_OF_AMOUNTS) else masked(value)


_OF_AMOUNTS = ("G1",)


def corrections_hint(report: Report) -> str:
    """What the suggested corrections do, in one clause."""
    left = [finding for finding in report.findings if finding.code in _LEFT_BROKEN]
    return f"改动最少的一组更正；改后仍有 {len(left)} 处不成立，见下" if left else "改动最少，改后勾稽关系全部成立"


_LEFT_BROKEN = frozenset({"G102", "G104", "G105", "G106", "G107"})
"""Findings of identities that no correction puts right."""


def skipped_text(items: Sequence[NotApplicable], titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """``(reason, rules)`` of the rules that could not be applied; of many with one reason only the codes are told."""
    by_reason: dict[str, list[str]] = {}
    for item in items:
        by_reason.setdefault(masked(item.reason), []).append(item.code)
    told: list[tuple[str, str]] = []
    for reason, codes in by_reason.items():
        if len(codes) > _MOST_NAMED:
            told.append((reason, f"{min(codes)} 至 {max(codes)} 等 {len(codes)} 条"))
        else:
            told.append((reason, "、".join(f"{code} {titles.get(code, '')}".strip() for code in codes)))
    return told


_MOST_NAMED = 6


def place_text(at: FindingPlace, *, longest: int = 60) -> str:
    """A place for people: ``第 3 页《支出预算总表》“行政运行”行“基本支出”列``; a sentence is cut
    to ``longest`` characters."""
    position = position_text(at.place)
    table, row, column = masked(at.table), masked(at.row), masked(at.column)
    if column:
        named = (f"《{table}》" if table else "") + _row_text(row) + f"“{column}”列"
    elif _is_sentence(row):
        cut = row if len(row) <= longest else row[:longest] + "…"
        named = (f"“{table}”一节：" if table else "") + f"“{cut}”"
    elif row and key(row) == key(table):
        named = f"标题“{row}”"
    elif table == "目录":
        named = f"目录“{row}”"
    else:
        named = (f"《{table}》" if table else "") + (f"“{row}”" if row else "")
    return position + named


def _row_text(row: str) -> str:
    """A row by its name, or by its number where it has none."""
    return row if _NUMBERED.fullmatch(row) else f"“{row}”行" if row else ""


_NUMBERED = re.compile(r"第\d+行")


def _is_sentence(row: str) -> bool:
    return len(row) > 24 or row.endswith(("。", "；", "：", "，"))
