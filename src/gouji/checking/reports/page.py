"""The report as one self-contained page to work in: figures and findings first, then the document's own tables and
sentences with each amount marked by its evidence, and the identities of an amount beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gouji.checking.findings import Counts, Finding, FindingPlace, Report
from gouji.checking.reports import markup, wording
from gouji.checking.reports.index import DocumentIndex, statement_text
from gouji.checking.reports.markup import text
from gouji.checking.reports.numbering import PageContext
from gouji.checking.reports.page_images import PageImage, images_section
from gouji.checking.reports.page_tables import narrative_section, tables_section
from gouji.checking.reports.page_targets import targets_section
from gouji.checking.reports.terminal import figures_text
from gouji.model.disclosure import Disclosure
from gouji.model.kinds import KIND_TEXT

_TYPICAL_PLACES = 6
_PANEL_HINT = "点选一个金额，这里列出证实它、或与它矛盾的勾稽关系。"


def report_page(
    report: Report,
    disclosure: Disclosure,
    *,
    titles: Mapping[str, str] | None = None,
    images: Mapping[int, PageImage] | None = None,
) -> str:
    """The page. ``titles`` are the rules' titles by code; ``images`` the pages of a PDF by number, on which the amounts
    are framed, where they are wanted."""
    context = PageContext(report, disclosure, DocumentIndex(disclosure))
    overview = _Overview(context, titles or {})
    body = [
        '<a class="skip" href="#findings">跳到发现的问题</a>',
        overview.header(),
        '<div class="layout"><main>',
        overview.figures(),
        overview.corrections(),
        overview.findings(),
        overview.remaining(),
        overview.not_applicable(),
        *tables_section(context),
        *narrative_section(context),
        *targets_section(context),
        *images_section(context, images or {}),
        "</main>",
        '<aside id="panel" aria-label="金额的勾稽关系"><button type="button" class="close" aria-label="关闭">×</button>'
        f'<div aria-live="polite"><p class="hint">{_PANEL_HINT}</p></div></aside>',
        "</div>",
        markup.data_block("data", page_data(context)),
    ]
    heading = wording.document_heading(report.document)
    return markup.document(
        f"核对报告：{heading}", [part for part in body if part], styles=("page.css",), scripts=("page.js",)
    )


def page_data(context: PageContext) -> dict[str, Any]:
    """What the page's script knows: where each amount stands, which identities tie it, why it was not checked.

    ``tables``: titles. ``panels``: [table, row labels, column paths]. ``amounts``: number → [panel, row, column], or
    [section, subject] of a sentence or target. ``identities``: [formula, holds, observed, numbers].
    ``reasons`` and ``unchecked``: number → index of a reason.
    """
    numbers, disclosure = context.numbers, context.disclosure
    panels: list[Any] = []
    amounts: dict[int, list[Any]] = {}
    for table in disclosure.tables:
        for panel in table.panels:
            rows = {head.index: position for position, head in enumerate(panel.rows)}
            columns = {head.index: position for position, head in enumerate(panel.columns)}
            for cell in panel.cells:
                at = [len(panels), rows.get(cell.row, -1), columns.get(cell.column, -1)]
                amounts.setdefault(numbers[cell.id], at)
            heads = [wording.masked(head.label) for head in panel.rows], ["/".join(head.path) for head in panel.columns]
            panels.append([table.index, *heads])
    for statement in disclosure.statements:
        subject = wording.masked(statement.subject) or statement_text(statement)
        amounts.setdefault(numbers[statement.id], [wording.masked(statement.section), subject])
    for identifier, target in context.index.targets.items():
        amounts[numbers[identifier]] = ["项目绩效目标", wording.masked(target.project or "")]
    reasons = list(dict.fromkeys(reason for _, reason in context.report.remaining))
    return {
        "tables": {table.index: table.title or table.printed_title for table in disclosure.tables},
        "panels": panels,
        "amounts": amounts,
        "identities": [
            [
                identity.formula,
                int(identity.holds),
                int(identity.observed),
                list(dict.fromkeys(numbers[cell] for cell in identity.cells if cell in numbers)),
            ]
            for identity in context.report.identities
        ],
        "reasons": reasons,
        "unchecked": {
            numbers[cell]: reasons.index(reason) for cell, reason in context.report.remaining if cell in numbers
        },
    }


@dataclass(frozen=True)
class _Overview:
    """Everything above the document's own tables."""

    context: PageContext
    titles: Mapping[str, str]

    @property
    def _report(self) -> Report:
        return self.context.report

    def header(self) -> str:
        document, index = self._report.document, self.context.index
        known = (
            document.department,
            f"{document.year} 年{KIND_TEXT.get(document.kind, '')}" if document.year else "",
            f"总收入 {index.total_revenue}" if index.total_revenue else "",
            f"总支出 {index.total_expenditure}" if index.total_expenditure else "",
            f"单位：{document.unit_of_amount}" if document.unit_of_amount else "",
            document.source.file,
        )
        outcome = {wording.Standing.BAD: "bad", wording.Standing.OPEN: "open", wording.Standing.GOOD: "good"}[
            wording.standing(self._report)
        ]
        return (
            f'<header><p class="kind">勾稽核对报告</p><h1>{text(wording.document_heading(document))}</h1>'
            f'<p class="meta">{" · ".join(text(part) for part in known if part)}</p>'
            f'<p class="verdict {outcome}">{text(wording.verdict(self._report))}</p>{self._contents()}</header>'
        )

    def _contents(self) -> str:
        disclosure = self.context.disclosure
        parts = (
            ("corrections", "建议更正", self._report.corrections),
            ("findings", "发现的问题", True),
            ("remaining", "未核对的金额", self._report.remaining),
            ("tables", "文件中的表", disclosure.tables),
            ("narrative", "文字说明", self.context.sentences),
            ("projects", "项目", disclosure.projects),
            ("targets", "绩效目标", disclosure.targets),
        )
        links = "".join(f'<a href="#{fragment}">{name}</a>' for fragment, name, shown in parts if shown)
        return f'<nav class="parts" aria-label="报告的各部分">{links}</nav>'

    def figures(self) -> str:
        report = self._report
        tiles = [_tile("wide", "可证金额", report.tables, wording.zeros_text(report.tables))]
        if report.statements.amounts:
            tiles.append(_tile("half", "文字中的可证数字", report.statements))
        broken = f"{report.broken} 条不成立" if report.broken else "全部成立"
        if report.identities:
            tiles.append(
                f'<div class="tile"><b>{len(report.identities)}</b><span>条勾稽关系</span><small>{broken}</small></div>'
            )
        counted = "".join(
            f'<span class="{level.value}"><b>{report.count(level)}</b>{level.text}</span>' for level in wording.LEVELS
        )
        tiles.append(f'<div class="tile counted">{counted}</div>')
        return f'<section id="figures" aria-label="概况"><div class="tiles">{"".join(tiles)}</div></section>'

    def corrections(self) -> str:
        corrections = self._report.corrections
        if not corrections:
            return ""
        rows = "".join(
            f"<tr><td>{number}</td><td>{self._link(item.at)}</td>"
            f'<td class="n">{self._with_unit(item.cell, item.printed)}</td>'
            f'<td class="n"><strong>{self._with_unit(item.cell, item.expected)}</strong></td></tr>'
            for number, item in enumerate(corrections, 1)
        )
        return (
            f'<section id="corrections"><h2>建议更正（{len(corrections)} 处）</h2>'
            f'<p class="hint">{text(wording.corrections_hint(self._report))}。请对照原始资料确认。</p>'
            '<div class="scroll"><table class="plain"><thead>'
            "<tr><th>序号</th><th>位置</th><th>印为</th><th>应为</th></tr></thead>"
            f"<tbody>{rows}</tbody></table></div></section>"
        )

    def findings(self) -> str:
        findings = self.context.findings
        if not findings:
            return '<section id="findings"><h2>发现的问题</h2><p>没有发现问题。</p></section>'
        items = "".join(self._finding(number, finding) for number, finding in enumerate(findings, 1))
        return (
            f'<section id="findings"><h2>发现的问题（{len(findings)} 条）</h2>{self._filter()}'
            f'<ol class="findings">{items}</ol></section>'
        )

    def _filter(self) -> str:
        boxes = "".join(
            f'<label class="{level.value}"><input type="checkbox" value="{level.value}" checked> '
            f"{level.text} {self._report.count(level)}</label>"
            for level in wording.LEVELS
            if self._report.count(level)
        )
        codes = sorted({finding.code for finding in self.context.findings})
        options = "".join(f'<option value="{text(code)}">{text(self._named(code))}</option>' for code in codes)
        return (
            f'<div class="filter" hidden>{boxes}'
            f'<label>规则 <select><option value="">全部</option>{options}</select></label>'
            '<span role="status"></span></div>'
        )

    def _finding(self, number: int, finding: Finding) -> str:
        every = wording.places_of(finding)
        shown, more = every[:_TYPICAL_PLACES], every[_TYPICAL_PLACES:]
        places = "".join(f"<li>{self._link(at)}</li>" for at in shown)
        if more:
            rest = "".join(f"<li>{self._link(at)}</li>" for at in more)
            places += f"<li><details><summary>另 {len(more)} 处</summary><ul>{rest}</ul></details></li>"
        lines = [
            f'<p class="head"><span class="badge">{finding.level.text}</span> '
            f'<span class="code">{text(self._named(finding.code))}</span></p>',
            f'<p class="message">{text(finding.message)}</p>',
            f'<ul class="places">{places}</ul>' if places else "",
            f'<p class="figures">{text(figures_text(finding))}</p>' if figures_text(finding) else "",
            f'<p class="basis">依据：{text(finding.basis)}</p>' if finding.basis else "",
        ]
        return (
            f'<li id="f{number}" class="{finding.level.value}" data-level="{finding.level.value}" '
            f'data-code="{text(finding.code)}">{"".join(lines)}</li>'
        )

    def remaining(self) -> str:
        remaining = sorted(self._report.remaining, key=lambda pair: pair[1])
        if not remaining:
            return ""
        groups = []
        for reason, pairs in groupby(remaining, key=lambda pair: pair[1]):
            identifiers = [identifier for identifier, _ in pairs]
            items = "".join(f"<li>{self._amount(identifier)}</li>" for identifier in identifiers)
            groups.append(
                f"<details><summary>{text(reason)}（{len(identifiers)} 个）</summary><ul>{items}</ul></details>"
            )
        return (
            f'<section id="remaining"><h2>未核对的金额（{len(remaining)} 个）</h2>'
            f'<p class="hint">没有别的数能证实这些金额，需要人工看一看。</p>{"".join(groups)}</section>'
        )

    def _amount(self, identifier: str) -> str:
        at = self.context.index.place_of(identifier)
        if at is None:
            return text(identifier)
        return f"{self._link(at)}：{text(self.context.index.printed(identifier))}"

    def not_applicable(self) -> str:
        items = self._report.not_applicable
        if not items:
            return ""
        told = wording.skipped_text(items, self.titles)
        groups = "".join(f"<li>{text(reason)}：{text(rules)}</li>" for reason, rules in told)
        return (
            f'<section id="skipped"><details><summary>未适用的规则（{len(items)} 条）</summary>'
            f"<ul>{groups}</ul></details></section>"
        )

    def _with_unit(self, identifier: str, number: str) -> str:
        return text(wording.grouped(number) + self.context.index.unit_text(identifier))

    def _named(self, code: str) -> str:
        return f"{code} {self.titles.get(code, '')}".strip()

    def _link(self, at: FindingPlace) -> str:
        words = text(wording.place_text(at)) or "（位置未知）"
        anchor = self.context.anchor(at)
        return f'<a href="#{anchor}">{words}</a>' if anchor else words


def _tile(size: str, label: str, counts: Counts, more: str = "") -> str:
    """A share proved: the figure, its parts as a bar, and in words."""
    if counts.amounts:
        figure, words = (
            wording.percent_text(wording.permille_proved(counts)),
            wording.share_text(counts).partition("：")[2],
        )
    else:
        figure, words = "—", wording.share_text(counts)
    return (
        f'<div class="tile {size}"><b>{figure}</b><span>{label}</span>{_bar(counts)}<small>{words}{more}</small></div>'
    )


def _bar(counts: Counts) -> str:
    """The evidence of the amounts as a bar of three parts."""
    if not counts.amounts:
        return ""
    parts, x = [], 0
    for name, number in (("p", counts.proved), ("d", counts.disputed), ("u", counts.unchecked)):
        if number:
            parts.append(f'<rect class="{name}" x="{x}" y="0" width="{number}" height="1"/>')
            x += number
    return (
        f'<svg class="bar" viewBox="0 0 {counts.amounts} 1" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )
