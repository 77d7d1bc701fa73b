"""The report as text for a terminal: the share proved first, then corrections, findings, and what was not checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from gouji.checking.findings import Correction, Counts, Finding, Level, Report
from gouji.checking.reports import wording
from gouji.checking.reports.index import DocumentIndex
from gouji.checking.reports.wrapping import wrapped
from gouji.model.disclosure import Disclosure
from gouji.model.kinds import KIND_TEXT

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTICE: "cyan"}
_PLACES_NAMED = 4
_WIDEST = 110
_STANDINGS = {
    wording.Standing.BAD: "bold red",
    wording.Standing.OPEN: "bold yellow",
    wording.Standing.GOOD: "bold green",
}


def write_text(
    report: Report,
    disclosure: Disclosure,
    stream: TextIO,
    *,
    titles: Mapping[str, str] | None = None,
    width: int | None = None,
) -> None:
    """Write the report to ``stream``; ``titles`` are the rules' titles by code. Colour only where the stream is a
    terminal and ``NO_COLOR`` is not set; ``width`` in columns is the terminal's own (80 without one) when None."""
    from rich.console import Console

    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    _TextReport(report, DocumentIndex(disclosure), titles or {}, console).write()


@dataclass(frozen=True)
class _TextReport:
    report: Report
    index: DocumentIndex
    titles: Mapping[str, str]
    console: Console

    def write(self) -> None:
        self._heading()
        self._figures()
        numbers = iter("一二三四五六")
        if self.report.corrections:
            self._title(
                next(numbers),
                f"建议更正（{len(self.report.corrections)} 处：{wording.corrections_hint(self.report)}）",
            )
            for number, correction in enumerate(self.report.corrections, 1):
                self._correction(number, correction)
        if self.report.findings:
            self._title(next(numbers), f"发现的问题（{len(self.report.findings)} 条）")
            ordered = sorted(self.report.findings, key=lambda finding: wording.LEVELS.index(finding.level))
            for number, finding in enumerate(ordered, 1):
                self._finding(number, finding)
        if self.report.remaining:
            self._title(next(numbers), f"未核对的金额（{len(self.report.remaining)} 个，需人工看一看）")
            self._remaining()
        if self.report.not_applicable:
            self._title(next(numbers), f"未适用的规则（{len(self.report.not_applicable)} 条）")
            self._not_applicable()

    def _heading(self) -> None:
        document = self.report.document
        self._lines(wording.document_heading(document), style="bold")
        year = f"{document.year} 年{KIND_TEXT.get(document.kind, '')}" if document.year else "年度未识别"
        unit = f"单位：{document.unit_of_amount}" if document.unit_of_amount else ""
        known = (wording.masked(document.department) or "部门未识别", year, unit, wording.clean(document.source.file))
        self._lines(" · ".join(part for part in known if part), style="dim")
        totals = (("总收入", self.index.total_revenue), ("总支出", self.index.total_expenditure))
        if any(total for _, total in totals):
            self._lines("　".join(f"{name} {total}" for name, total in totals if total))
        self._blank()

    def _figures(self) -> None:
        report = self.report
        self._lines("可证金额 " + wording.share_text(report.tables), style=self._share_style(report.tables))
        if zeros := wording.zeros_text(report.tables):
            self._lines(zeros, indent=2, style="dim")
        if report.statements.amounts:
            self._lines("文字说明 " + wording.share_text(report.statements))
        if report.identities:
            broken = f"，其中 {report.broken} 条不成立" if report.broken else "，全部成立"
            self._lines(f"勾稽关系 {len(report.identities)} 条{broken}。")
        self._lines("结论　　 " + wording.verdict(report), hang=9, style=_STANDINGS[wording.standing(report)])

    @staticmethod
    def _share_style(counts: Counts) -> str:
        return "bold green" if wording.permille_proved(counts) >= 900 else "bold yellow"

    def _correction(self, number: int, correction: Correction) -> None:
        self._item(number, wording.place_text(correction.at))
        printed, expected = wording.grouped(correction.printed), wording.grouped(correction.expected)
        unit = self.index.unit_text(correction.cell)
        self._lines(f"印为 {printed}{unit}，应为 {expected}{unit}", indent=6, style="bold")

    def _finding(self, number: int, finding: Finding) -> None:
        self._item(number, f"{finding.level.text} {finding.code}", style=_STYLES[finding.level])
        self._lines(wording.masked(finding.message), indent=6)
        places = wording.places_of(finding)
        for at in places[:_PLACES_NAMED]:
            self._lines("位置：" + wording.place_text(at), indent=6, hang=6, style="dim")
        if len(places) > _PLACES_NAMED:
            self._lines(f"位置：……共 {len(places)} 处", indent=6, style="dim")
        if figures := figures_text(finding):
            self._lines(figures, indent=6, style="dim")
        if finding.basis:
            self._lines("依据：" + finding.basis, indent=6, hang=6, style="dim")

    def _remaining(self) -> None:
        by_reason = sorted(self.report.remaining, key=lambda pair: pair[1])
        for reason, pairs in groupby(by_reason, key=lambda pair: pair[1]):
            identifiers = [identifier for identifier, _ in pairs]
            self._lines(f"· {wording.masked(reason)}（{len(identifiers)} 个）", indent=2, hang=2)
            for identifier in identifiers[:_PLACES_NAMED]:
                at = self.index.place_of(identifier)
                where = wording.place_text(at, longest=40) if at else identifier
                self._lines(f"{where}：{self.index.printed(identifier)}", indent=6, style="dim")
            if len(identifiers) > _PLACES_NAMED:
                self._lines(f"……余下 {len(identifiers) - _PLACES_NAMED} 个见 html 或 xlsx 报告", indent=6, style="dim")

    def _not_applicable(self) -> None:
        told = wording.skipped_text(self.report.not_applicable, self.titles)
        self._lines("；".join(f"{rules}（{reason}）" for reason, rules in told) + "。", indent=2, style="dim")

    def _title(self, number: str, text: str) -> None:
        self._blank()
        self._lines(f"{number}、{text}", style="bold")

    def _item(self, number: int, text: str, *, style: str = "") -> None:
        self._lines(f"{number:>3}. {text}", indent=1, hang=5, style=style)

    def _lines(self, text: str, *, indent: int = 0, hang: int = 0, style: str = "") -> None:
        from rich.text import Text

        width = max(20, min(self.console.width, _WIDEST) - indent - hang)
        for number, line in enumerate(wrapped(text, width)):
            left = indent + (hang if number else 0)
            self.console.print(Text(" " * left + line, style=style), soft_wrap=True)

    def _blank(self) -> None:
        self.console.print()


def figures_text(finding: Finding) -> str:
    """The figures of a finding in one line: values, difference, the value that would agree."""
    parts: list[str] = []
    if finding.values:
        parts.append("数值：" + " / ".join(wording.value_text(finding, value) for value in finding.values))
    if finding.difference:
        parts.append(f"相差 {wording.grouped(finding.difference)}")
    if finding.expected:
        parts.append(f"应为 {wording.value_text(finding, finding.expected)}")
    return "，".join(parts)


def write_summary(rows: Iterable[tuple[str, str, str]], stream: TextIO) -> None:
    """Write one line a document after the reports of many: name, share proved, verdict."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.print()
    console.print(Text("汇总", style="bold"))
    for name, share, outcome in rows:
        console.print(Text(f"  {wording.clean(name)}　可证 {share}　{outcome}"), soft_wrap=True)
