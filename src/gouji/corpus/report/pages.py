"""The pages of the report: overview, one a question, all documents to search, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from gouji.checking.reports.markup import text
from gouji.corpus.answer_note import answer_sheet
from gouji.corpus.dataset import Dataset
from gouji.corpus.naming import function_name, percent, wan
from gouji.corpus.note import Sheet
from gouji.corpus.pages import page, table_markup
from gouji.corpus.questions.question import MONEY, Question, shown
from gouji.corpus.report.charts import Bar, bars, columns
from gouji.model.kinds import KIND_TEXT

Rows = Sequence[Mapping[str, Any]]
_CAUSE = {
    "format": "格式不识读",
    "content": "不是预算文件或已损坏",
    "time": "超时",
    "memory": "超出内存",
    "crash": "识读程序中断",
    "source": "来源打不开",
    "error": "未预料的错误",
}
CURRENT = ' aria-current="page"'
LISTED = 20_000
"""Documents that the page of documents lists; all of them are in its download."""
SHOWN = 500
"""Rows of an answer that a page shows; all of them are in its download."""
_MOST_BARS = 25


def framed(
    title: str, links: Sequence[tuple[str, str]], own: str, body: Sequence[str], *, scripts: Sequence[str] = ()
) -> str:
    """The page ``own`` of the report with the links to the others."""
    nav = "".join(f'<a href="{text(href)}"{CURRENT if href == own else ""}>{text(name)}</a>' for href, name in links)
    head = ["<header>", f"<h1>{text(title)}</h1>", f'<nav aria-label="报告各页">{nav}</nav>', "</header>", "<main>"]
    return page(title, [*head, *body, "</main>"], scripts=scripts)


def overview(dataset: Dataset, quality: Rows, errors: Rows, titles: Mapping[str, str]) -> list[str]:
    """Coverage and quality at a glance."""
    documents = dataset.rows("documents", ("document_year", "city_name", "region_name", "institution_key", "errors"))
    amounts, proved = (sum(row[name] or 0 for row in quality) for name in ("amounts", "proved"))
    places = {place for row in documents if (place := _place(row))}
    tiles = [
        (f"{len(documents):,}", "份文件"),
        (f"{len({row['institution_key'] for row in documents if row['institution_key']}):,}", "个机构"),
        (f"{len(places):,}", "个地区"),
        (f"{dataset.manifest.rows('cells'):,}", "个表内金额"),
        (_proved_share(proved, amounts) or "—", "的非零金额已证实"),
        (f"{sum(row['errors'] == 0 for row in documents):,}", "份没有发现错误"),
        (f"{dataset.manifest.rows('unread'):,}", "份没有读出"),
    ]
    shown = "".join(f'<div class="tile"><b>{text(value)}</b><small>{text(what)}</small></div>' for value, what in tiles)
    return [
        f'<div class="tiles">{shown}</div>',
        _section("收录", _coverage(documents)),
        _section("各地已证实的比重", _proved(quality)),
        _section("最常见的错误和提醒", _errors(errors, titles)),
    ]


def _proved_share(proved: int, amounts: int) -> str:
    """The share rounded down, so that 100% is said only of all; "" of none."""
    return percent(proved * 1000 // amounts, 1000) or "" if amounts else ""


def _place(row: Mapping[str, Any]) -> str | None:
    place: str | None = row["city_name"] or row["region_name"]
    return place


def _section(title: str, *parts: str) -> str:
    return f"<section><h2>{text(title)}</h2>{''.join(parts)}</section>" if any(parts) else ""


def _coverage(documents: Rows) -> str:
    years = Counter(row["document_year"] for row in documents if row["document_year"])
    unknown = sum(row["document_year"] is None for row in documents)
    chart = columns("各年度的文件份数", [(str(year), count, f"{count:,}") for year, count in sorted(years.items())])
    note = f'<p class="hint">另有 {unknown} 份看不出年度。</p>' if unknown else ""
    places = Counter(_place(row) or "（地区不明）" for row in documents)
    ordered = sorted(places.items(), key=lambda one: (-one[1], one[0]))[:_MOST_BARS]
    by_place = bars("各地区的文件份数", [Bar(name, (("bar", count),), f"{count:,} 份") for name, count in ordered])
    return f"{chart}{note}<h3>按地区</h3>{by_place}"


def _proved(quality: Rows) -> str:
    places: dict[str, Counter[str]] = {}
    for row in quality:
        counts = places.setdefault(row["place"], Counter())
        counts.update({name: row[name] or 0 for name in ("amounts", "proved", "disputed", "unchecked")})
    rows = [
        Bar(place, _parts(counts), f"{_proved_share(counts['proved'], counts['amounts'])}（{counts['amounts']:,} 个）")
        for place, counts in sorted(places.items(), key=lambda one: -one[1]["amounts"])
        if counts["amounts"]
    ]
    legend = '<p class="hint">绿：已证实；红：有矛盾；黄：未核对。条长都是 100%。</p>'
    return legend + bars("各地已证实的比重", rows[:_MOST_BARS])


def _parts(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    whole = counts["amounts"]
    disputed, unchecked = (counts[name] * 1000 // whole for name in ("disputed", "unchecked"))
    return (("good", 1000 - disputed - unchecked), ("bad", disputed), ("open", unchecked))


def _errors(errors: Rows, titles: Mapping[str, str]) -> str:
    counts: Counter[tuple[str, str]] = Counter()
    for row in errors:
        counts[row["grade"], row["code"]] += row["findings"]
    ordered = sorted(counts.items(), key=lambda one: (one[0][0] != "error", -one[1], one[0]))[:_MOST_BARS]
    style = {"error": "bad", "warning": "open"}
    rows = [
        Bar(f"{code} {titles.get(code, '')}", ((style.get(grade, "bar"), count),), f"{count:,}")
        for (grade, code), count in ordered
    ]
    legend = '<p class="hint">红：错误；黄：提醒。编号的含义见 gouji rules。</p>'
    return legend + bars("最常见的错误和提醒", rows) if rows else "<p>没有发现错误或提醒。</p>"


def answer(question: Question, rows: Rows) -> list[str]:
    """A question's page: how it is reckoned, a chart where a share is asked for, the rows, the download."""
    sheet = answer_sheet(question, rows[:SHOWN])
    more = f'<p class="hint">共 {len(rows):,} 行，这里显示前 {SHOWN} 行，全部见下载。</p>' if len(rows) > SHOWN else ""
    chart = _chart(question, rows)
    download = f'<p><a href="data/{question.name}.csv" download>下载 CSV</a>（金额以分、占比以万分之一为单位）</p>'
    table = table_markup(sheet) if rows else "<p>没有符合的数据。</p>"
    search = _search("在这里显示的行中查找，可用空格隔开几个词") if len(rows) >= SEARCHED else ""
    return [_section(question.title, f"<p>{text(question.explanation)}</p>", download, chart, more, search, table)]


SEARCH = "search"
"""The class of the box by which the script is known to be wanted."""
SEARCHED = 20
"""A table of so many rows can be searched."""


def _search(hint: str) -> str:
    """The box of the script that searches a page's rows; hidden without it."""
    return (
        f'<div class="{SEARCH}" hidden><label for="q">查找</label>'
        f'<input type="search" id="q" placeholder="{text(hint)}"><span id="found" aria-live="polite"></span></div>'
    )


_CHARTED = {
    "three-public": "three_public",
    "project-share": "value",
    "staff-cost": "value",
    "carried-over": "value",
    "copied-targets": "value",
    "last-year": "largest",
    "department-units": "largest",
}
"""The questions whose answers are charted, with the column drawn."""
_STACKED = {"three-public": (("part1", "abroad"), ("part2", "vehicles"), ("part3", "reception"))}
_LEGENDS = {"three-public": "蓝：因公出国（境）；青：公务用车；橙：公务接待；灰：没有分项的。"}


def _chart(question: Question, rows: Rows) -> str:
    """The largest of the newest year; of functions the sums of all places, of “三公” the sums of each year too."""
    if not rows:
        return ""
    newest = max(row["document_year"] or 0 for row in rows) if "document_year" in rows[0] else 0
    if question.name == "functions":
        return _by_function(question, [row for row in rows if row["document_year"] == newest], newest)
    column = _CHARTED.get(question.name)
    if column is None:
        return ""
    kind = question.columns[column][1]
    known = [row for row in rows if row["document_year"] == newest and (row[column] or 0) > 0]
    top = sorted(known, key=lambda row: -row[column])[:_MOST_BARS]
    drawn = [Bar(row["name"] or "", _stack(question.name, row, column), shown(row[column], kind)) for row in top]
    if not drawn:
        return ""
    unit = "（万元）" if kind == MONEY else ""
    legend = f'<p class="hint">{_LEGENDS[question.name]}</p>' if question.name in _LEGENDS else ""
    largest = f"<h3>{newest} 年最高的 {len(drawn)} 个{unit}</h3>{legend}" + bars(question.title, drawn)
    return _by_year(question, rows, column) + largest if kind == MONEY and question.name == "three-public" else largest


def _stack(name: str, row: Mapping[str, Any], column: str) -> tuple[tuple[str, int], ...]:
    parts = tuple((style, row[part] or 0) for style, part in _STACKED.get(name, ()))
    rest = row[column] - sum(size for _, size in parts)
    if not parts or rest < 0:
        return (("bar", row[column]),)
    return (*parts, ("rest", rest))


def _by_year(question: Question, rows: Rows, column: str) -> str:
    """The sums of the departments that all years have: others would make years differ by who was collected."""
    budgets = [row for row in rows if row["kind"] == "budget" and row["scope"] != "unit" and row["document_year"]]
    amounts: dict[str, dict[int, int]] = {}
    for row in budgets:
        amounts.setdefault(row["institution"] or row["document"], {})[row["document_year"]] = row[column]
    known = sorted({year for one in amounts.values() for year in one})
    years, lasting = known, []
    while len(years) > 1 and not (lasting := [one for one in amounts.values() if set(years) <= set(one)]):
        years = years[1:]
    if not lasting:
        return ""
    points = [(str(year), sum(one[year] for one in lasting), wan(sum(one[year] for one in lasting))) for year in years]
    return f"<h3>{years[0]}—{years[-1]} 年都有文件的 {len(lasting)} 个部门合计（万元）</h3>" + columns(
        question.title, points
    )


def _by_function(question: Question, rows: Rows, year: int) -> str:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["function"]] += row["fen"]
    whole = sum(sums.values())
    drawn = [
        Bar(function_name(code), (("bar", fen),), f"{wan(fen)} 万元，{percent(fen, whole)}")
        for code, fen in sums.most_common(_MOST_BARS)
        if fen > 0
    ]
    return f"<h3>{year} 年各地合计</h3>" + bars(question.title, drawn)


def documents_page(dataset: Dataset) -> list[str]:
    """Every document, to search by name, place, year."""
    columns_ = ("file", "department", "title", "region_name", "document_year", "kind", "amounts", "proved", "errors")
    documents = dataset.rows("documents", columns_)
    ordered = sorted(documents, key=lambda row: (row["region_name"] or "", row["department"] or "", row["file"]))
    rows = tuple(
        (
            row["department"] or row["title"] or "",
            row["region_name"] or "",
            str(row["document_year"] or ""),
            KIND_TEXT.get(row["kind"], ""),
            f"{row['amounts'] or 0:,}",
            _proved_share(row["proved"] or 0, row["amounts"] or 0),
            str(row["errors"] or 0),
            row["file"],
        )
        for row in ordered[:LISTED]
    )
    more = f'<p class="hint">这里列出前 {LISTED:,} 份，全部见下载。</p>' if len(ordered) > LISTED else ""
    header = ("部门", "地区", "年度", "种类", "非零金额", "已证实", "错误", "文件")
    search = _search("部门、地区、年度、文件名，可用空格隔开几个词")
    download = '<p><a href="data/documents.csv" download>下载 CSV</a></p>'
    return [
        _section(
            f"全部 {len(ordered):,} 份文件",
            search,
            download,
            more,
            table_markup(Sheet(header, rows, frozenset({4, 5, 6}))),
        )
    ]


def unread_page(dataset: Dataset) -> list[str]:
    """What could not be read, and why."""
    unread = sorted(dataset.rows("unread"), key=lambda row: (row["cause"], row["file"]))
    if not unread:
        return [_section("没有读出的文件", "<p>全部文件都已读出。</p>")]
    rows = tuple((row["file"], _CAUSE.get(row["cause"], row["cause"]), row["reason"]) for row in unread)
    return [_section("没有读出的文件", table_markup(Sheet(("文件", "原因", "说明"), rows)))]
