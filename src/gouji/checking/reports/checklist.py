"""The lines of the reviewer's check sheet: one for each table, one for the sentences, one for each code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gouji.checking.findings import Finding, Level, Report
from gouji.checking.reports import wording
from gouji.checking.reports.catalogue import Entry
from gouji.checking.reports.index import DocumentIndex
from gouji.checking.reports.markup import asset
from gouji.model.disclosure import Table

MEETS, FAILS, NOT_APPLICABLE, BY_HAND = "符合", "不符合", "不适用", ""
_OUTCOMES_NAMED = 5


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check. ``outcome`` is 符合, 不符合 or 不适用, and empty where a person must fill it in."""

    item: str
    content: str
    outcome: str
    problem: str = ""
    place: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    title: str
    codes: tuple[str, ...]
    by_hand: CheckLine | None


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """``by_table``: codes told by table; ``only_found``: with a line only where found; ``notes``: no checks at all;
    ``sentences``: the item of the line about the figures of the sentences."""

    items: tuple[_Item, ...]
    by_table: tuple[str, ...]
    only_found: tuple[str, ...]
    notes: tuple[str, ...]
    sentences: str


@cache
def _arrangement() -> _Arrangement:
    content = tomllib.loads(asset("checklist.toml"))
    items = []
    for entry in content["item"]:
        by_hand = None
        if "by_hand" in entry:
            by_hand = CheckLine(entry["title"], entry["by_hand"], BY_HAND, entry["note"], "", entry["basis"])
        items.append(_Item(entry["title"], tuple(entry["codes"]), by_hand))
    return _Arrangement(
        items=tuple(items),
        by_table=tuple(content["by_table"]),
        only_found=tuple(content["only_found"]),
        notes=tuple(content["notes"]),
        sentences=content["sentences"],
    )


def check_lines(report: Report, index: DocumentIndex, entries: Sequence[Entry]) -> list[CheckLine]:
    """Every check in the order of the sheet. Each finding stands in exactly one line."""
    sheet = _arrangement()
    items = sheet.items
    about_tables: dict[int, list[Finding]] = {}
    others: dict[str, list[Finding]] = {}
    for finding in report.findings:
        table = next((found for at in finding.places if (found := index.table_of(at))), None)
        if finding.code.startswith(sheet.by_table) and table is not None:
            about_tables.setdefault(table.index, []).append(finding)
        else:
            others.setdefault(finding.code, []).append(finding)
    lines: dict[str, list[CheckLine]] = {item.title: [item.by_hand] if item.by_hand else [] for item in items}
    first_table_item = _item_of(sheet.by_table[0], items)
    for table in index.disclosure.tables:
        lines[first_table_item].append(_table_line(report, first_table_item, table, about_tables.get(table.index, [])))
    if report.statements.amounts:
        lines[sheet.sentences].append(_sentence_line(report, sheet.sentences))
    for entry in _with_unlisted(entries, others, sheet.only_found):
        title = _item_of(entry.code, items)
        lines[title].append(_code_line(report, title, entry, others.get(entry.code, [])))
    return [line for item in items for line in lines[item.title]]


def _with_unlisted(
    entries: Sequence[Entry], findings: dict[str, list[Finding]], only_found: tuple[str, ...]
) -> Iterator[Entry]:
    """The entries in order, without those that need no line where nothing was found; and any code not among them."""
    known = {entry.code: entry for entry in entries}
    for code in sorted({*known, *findings}):
        if code in findings or not code.startswith(only_found):
            yield known.get(code) or Entry(code, f"{code} 类问题", Level.NOTICE, "")


def _item_of(code: str, items: Sequence[_Item]) -> str:
    fitting = [(len(start), item.title) for item in items for start in item.codes if code.startswith(start)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else items[-1].title


def _table_line(report: Report, item: str, table: Table, findings: list[Finding]) -> CheckLine:
    counted = [report.evidence.get(cell.id, "unchecked") for cell in table.cells]
    proved, disputed, unchecked = (counted.count(word) for word in ("proved", "disputed", "unchecked"))
    title = table.title or table.printed_title or f"表 {table.index + 1}"
    content = f"《{title}》表内、表间数字勾稽一致"
    notes = [text for text in (_problems(findings),) if text]
    if disputed:
        notes.append(f"{disputed} 个金额有矛盾。")
    if unchecked and proved + disputed:
        notes.append(f"{proved + disputed + unchecked} 个非零金额中 {unchecked} 个未核对，需人工看一看。")
    if disputed or _grave(findings):
        outcome = FAILS
    elif proved:
        outcome = MEETS
    else:
        outcome = NOT_APPLICABLE
        notes.append(f"{unchecked} 个金额均未核对，需人工核对。" if unchecked else "表内没有非零金额。")
    place = _places(findings) or wording.position_text(table.place)
    return CheckLine(item, content, outcome, "\n".join(notes), place, _bases(findings))


def _sentence_line(report: Report, item: str) -> CheckLine:
    counts = report.statements
    outcome = FAILS if counts.disputed else MEETS if counts.proved else NOT_APPLICABLE
    return CheckLine(item, "文字说明中的数字与各表一致", outcome, wording.share_text(counts))


def _code_line(report: Report, item: str, entry: Entry, findings: list[Finding]) -> CheckLine:
    reason = next((skipped.reason for skipped in report.not_applicable if skipped.code == entry.code), None)
    if entry.code.startswith(_arrangement().notes):
        return CheckLine(item, entry.title, NOT_APPLICABLE, _problems(findings), _places(findings), entry.basis)
    content = f"无“{entry.title}”的情形"
    if findings:
        outcome, bases = FAILS if _grave(findings) else MEETS, _bases(findings) or entry.basis
        return CheckLine(item, content, outcome, _problems(findings), _places(findings), bases)
    if reason is not None:
        return CheckLine(item, content, NOT_APPLICABLE, reason, "", entry.basis)
    if entry.code in report.applied:
        return CheckLine(item, content, MEETS, "", "", entry.basis)
    return CheckLine(item, content, NOT_APPLICABLE, "本次没有执行", "", entry.basis)


def _grave(findings: Iterable[Finding]) -> bool:
    return any(finding.level is not Level.NOTICE for finding in findings)


def _problems(findings: Sequence[Finding]) -> str:
    return _lines([wording.masked(finding.message) for finding in findings])


def _places(findings: Sequence[Finding]) -> str:
    return _lines([wording.place_text(finding.places[0], longest=30) for finding in findings if finding.places])


def _bases(findings: Sequence[Finding]) -> str:
    return "\n".join(dict.fromkeys(finding.basis for finding in findings if finding.basis))


def _lines(texts: Sequence[str]) -> str:
    """Numbered where there are several, so that problems and places can be told to belong together."""
    if len(texts) <= 1:
        return "".join(texts)
    named = [f"{number}. {text}" for number, text in enumerate(texts[:_OUTCOMES_NAMED], 1)]
    if len(texts) > _OUTCOMES_NAMED:
        named.append(f"……共 {len(texts)} 条，见“问题清单”")
    return "\n".join(named)
